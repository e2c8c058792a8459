// The studio's design page on an API file of a test's own, and how a test finds and fills what stands on it.
#pragma once

#include "ui/design/design_page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QAbstractButton>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>
#include <vector>

namespace gw::test {

class DesignFixture : public QObject
{
protected:
    struct Studio
    {
        QTemporaryDir folder;
        ui::Theme theme{ui::ThemeChoice::Light};
        ui::Workspace workspace;
        ui::GatewaySession gateway{workspace};
        ui::DesignPage page{workspace, gateway, theme};
    };
    std::unique_ptr<Studio> m_studio;

    // A new studio that shows `text`, saved under `name` in a folder of its own, beside the other files.
    void open(const QString& name, const char* text, const QSize& size,
              const std::vector<std::pair<QString, const char*>>& others = {})
    {
        m_studio = std::make_unique<Studio>();
        write(name, text);
        for (const auto& [other, itsText] : others)
            write(other, itsText);
        QSignalSpy opened(&workspace(), &ui::Workspace::opened);
        workspace().open(m_studio->folder.filePath(name));
        QVERIFY(opened.size() > 0 || opened.wait());
        page().resize(size);
        page().show();
        page().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page()));
    }

    void write(const QString& name, const char* text)
    {
        QFile file(m_studio->folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] ui::Workspace& workspace() const { return m_studio->workspace; }
    [[nodiscard]] ui::DesignPage& page() const { return m_studio->page; }
    [[nodiscard]] const Api& api() const { return *workspace().project().apis.front(); }

    // By accessible name or object name; any of its kind when left out.
    template <typename W>
    [[nodiscard]] W* visible(const QString& name = {}) const
    {
        for (W* widget : page().findChildren<W*>())
            if (widget->isVisible() &&
                (name.isEmpty() || widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QAbstractButton* visibleText(const QString& text) const
    {
        for (auto* button : page().findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
    void type(QLineEdit* line, const QString& text)
    {
        QVERIFY(line);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
};

} // namespace gw::test
