// TableEditor: a table field of the design forms with its add and remove buttons; as high as its rows.
#pragma once

#include "ui/design/field.h"
#include "ui/models/field_table_model.h"

#include <functional>

class QTableView;
class QToolButton;

namespace gw::ui {

class TableEditor final : public Field
{
    Q_OBJECT

public:
    // Each gives what is wrong in words, or nothing.
    struct Edits
    {
        std::function<QString(int row, int column, const QString& value)> set;
        std::function<QString(const QStringList& values)> add;
        std::function<QString(int row)> remove;
    };

    // `thing` names a row ("parameter"); `whenEmpty` is said when there is none.
    TableEditor(const Theme& theme, const QString& label, const QString& thing, const QString& whenEmpty,
                std::vector<TableColumn> columns, QWidget* parent = nullptr);

    void setEdits(Edits edits) { m_edits = std::move(edits); }
    // Problems are shown in their cells and told below the table.
    void setCheck(CellCheck check);
    void setNewRow(const QStringList& values) { m_newRow = values; }
    void setRows(const std::vector<QStringList>& rows);
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] FieldTableModel* model() const { return m_model; }
    void addRow();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void removeCurrent();
    void fitHeight();
    void tellProblems();
    void fitColumns();

    FieldTableModel* m_model;
    QTableView* m_view;
    QToolButton* m_remove;
    ToneLabel* m_empty;
    ToneLabel* m_problems;
    Edits m_edits;
    QStringList m_newRow;
};

} // namespace gw::ui
