// ContentEditor: texts by content type (templates; schemas and examples of bodies): a tab per content type, an editor,
// a line to add one.
#pragma once

#include "ui/design/field.h"

#include <QStringList>

class QLineEdit;
class QTabBar;

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

    void setEdits(Edits edits) { m_edits = std::move(edits); }
    void setPages(const std::vector<Page>& pages);
    [[nodiscard]] CodeField* code() const { return m_code; }
    [[nodiscard]] QTabBar* tabs() const { return m_tabs; }
    [[nodiscard]] QLineEdit* newType() const { return m_newType; }
    [[nodiscard]] SegmentedControl* parts() const { return m_parts; }

private:
    void addType();
    void removeCurrent();
    void showPage();
    [[nodiscard]] QString currentType() const;

    std::vector<Page> m_pages;
    Edits m_edits;
    QTabBar* m_tabs;
    SegmentedControl* m_parts = nullptr;
    CodeField* m_code;
    QLineEdit* m_newType;
    QWidget* m_remove;
    ToneLabel* m_empty;
};

} // namespace gw::ui
