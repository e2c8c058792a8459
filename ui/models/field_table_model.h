// FieldTableModel: rows of short texts for the forms' tables (parameters, mappings, headers, variables). It shows what
// it is given and tells what people change; a row being added stands at the end until its first cell is filled.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <functional>
#include <vector>

namespace gw::ui {

struct TableColumn
{
    enum class Kind { Text, Code, Choice, Check };
    QString title;
    Kind kind = Kind::Text;
    QStringList choices; // Choice: what is offered; Code and Text: completions
    int stretch = 1;     // share of the width; 0: as wide as its content
};

// What is wrong with a cell of a row in words, or nothing.
using CellCheck = std::function<QString(const QStringList& row, int column)>;

class FieldTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int problemRole = Qt::UserRole + 1; // QString

    explicit FieldTableModel(std::vector<TableColumn> columns, QObject* parent = nullptr);

    // Check cells hold "true" or "false".
    void setRows(const std::vector<QStringList>& rows);
    void setCheck(CellCheck check);             // a draft is not checked
    [[nodiscard]] QStringList problems() const; // of all rows, each once
    void setChoices(int column, const QStringList& choices);
    [[nodiscard]] const std::vector<TableColumn>& columns() const { return m_columns; }
    // The cell to edit first. A draft that was refused stays, to be corrected.
    QModelIndex beginDraft(const QStringList& values);
    void dropDraft();
    [[nodiscard]] bool isDraft(int row) const { return m_hasDraft && row == static_cast<int>(m_rows.size()) - 1; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void cellEdited(int row, int column, const QString& value);
    void rowAdded(const QStringList& values);

private:
    [[nodiscard]] QString problem(int row, int column) const;

    std::vector<TableColumn> m_columns;
    CellCheck m_check;
    std::vector<QStringList> m_rows; // the draft is the last one
    bool m_hasDraft = false;
};

} // namespace gw::ui
