// ContentEditor: texts by content type (templates; schemas and examples of bodies): a tab per content type, an editor,
// a line to add one.
#pragma once

#include "ui/design/field.h"
#include "ui/widgets/code_editor.h"

#include <QStringList>

#include <functional>

class QBoxLayout;
class QLineEdit;
class QTabBar;
class QVBoxLayout;

namespace gw::ui {

class CodeField;
class SegmentedControl;

class ContentEditor final : public Field
{
    Q_OBJECT

public:
    struct Page
    {
        QString contentType;
        QStringList texts; // one per part
        bool operator==(const Page&) const = default;
    };
    // Each gives what is wrong in words, or nothing.
    struct Edits
    {
        std::function<QString(const QString& contentType, int part, const QString& text)> set;
        std::function<QString(const QString& contentType)> add;
        std::function<QString(const QString& contentType)> remove;
    };

    // `parts` name the texts of a page ("Schema", "Example"); a single one is not shown.
    ContentEditor(const Theme& theme, const QString& label, const QString& whenEmpty, const QStringList& parts,
                  QWidget* parent = nullptr);

    // One language for every page, whatever its type, and texts as exact as they are written: templates.
    void setLanguage(CodeEditor::Language language);
    // Texts by keys that are no content types: what the line that adds one says, and what it offers.
    void setKeys(const QString& placeholder, const QStringList& offered);
    // Stands beside the editor while there is a page; below it where there is no room.
    void setBeside(QWidget* pane);
    void setAbove(QWidget* widget); // between the tabs and the editor, while there is a page
    void setEdits(Edits edits) { m_edits = std::move(edits); }
    void setPages(const std::vector<Page>& pages);
    [[nodiscard]] CodeField* code() const { return m_code; }
    [[nodiscard]] QTabBar* tabs() const { return m_tabs; }
    [[nodiscard]] QLineEdit* newType() const { return m_newType; }
    [[nodiscard]] SegmentedControl* parts() const { return m_parts; }
    [[nodiscard]] QString currentType() const;
    [[nodiscard]] int currentPart() const;
    [[nodiscard]] const std::vector<Page>& pages() const { return m_pages; }

signals:
    void pageShown(); // another one, or this one anew

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addType();
    void showEditor(); // scrolls the form to it
    void removeCurrent();
    void showPage();
    void placeBeside();

    std::vector<Page> m_pages;
    Edits m_edits;
    QTabBar* m_tabs;
    SegmentedControl* m_parts = nullptr;
    CodeField* m_code;
    QVBoxLayout* m_column;
    QBoxLayout* m_row; // the editor, and what stands beside it
    QWidget* m_beside = nullptr;
    QWidget* m_above = nullptr;
    bool m_hasLanguage = false;
    QLineEdit* m_newType;
    QString m_usualKey; // offered where there is none yet
    QString m_keyWords;
    bool m_areTypes = true;
    QWidget* m_remove;
    ToneLabel* m_empty;
};

} // namespace gw::ui
