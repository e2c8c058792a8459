// Rows of short texts with exact row operations: the rows before and after the changed part stay.
#include "ui/models/field_table_model.h"

#include <algorithm>

namespace gw::ui {

FieldTableModel::FieldTableModel(std::vector<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

void FieldTableModel::setRows(const std::vector<QStringList>& rows)
{
    dropDraft();
    const auto common = std::min(m_rows.size(), rows.size());
    std::size_t head = 0;
    while (head < common && m_rows[head] == rows[head])
        ++head;
    std::size_t tail = 0;
    while (tail < common - head && m_rows[m_rows.size() - 1 - tail] == rows[rows.size() - 1 - tail])
        ++tail;
    const std::size_t oldMiddle = m_rows.size() - head - tail;
    const std::size_t newMiddle = rows.size() - head - tail;
    const std::size_t changed = std::min(oldMiddle, newMiddle);
    for (std::size_t i = head; i < head + changed; ++i)
        m_rows[i] = rows[i];
    if (changed > 0)
        emit dataChanged(index(static_cast<int>(head), 0),
                         index(static_cast<int>(head + changed) - 1, columnCount() - 1));
    const auto at = static_cast<int>(head + changed);
    if (oldMiddle > changed) {
        beginRemoveRows({}, at, at + static_cast<int>(oldMiddle - changed) - 1);
        m_rows.erase(m_rows.begin() + at, m_rows.begin() + at + static_cast<std::ptrdiff_t>(oldMiddle - changed));
        endRemoveRows();
    } else if (newMiddle > changed) {
        beginInsertRows({}, at, at + static_cast<int>(newMiddle - changed) - 1);
        m_rows.insert(m_rows.begin() + at, rows.begin() + at,
                      rows.begin() + at + static_cast<std::ptrdiff_t>(newMiddle - changed));
        endInsertRows();
    }
}

// What the cells are checked against may have changed as well: all of them are looked at anew.
void FieldTableModel::setCheck(CellCheck check)
{
    m_check = std::move(check);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                         {problemRole, Qt::ToolTipRole, Qt::AccessibleDescriptionRole});
}

QString FieldTableModel::problem(int row, int column) const
{
    return m_check && !isDraft(row) ? m_check(m_rows[static_cast<std::size_t>(row)], column) : QString();
}

QStringList FieldTableModel::problems() const
{
    QStringList found;
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < columnCount(); ++column)
            if (const QString text = problem(row, column); !text.isEmpty() && !found.contains(text))
                found << text;
    return found;
}

void FieldTableModel::setChoices(int column, const QStringList& choices)
{
    m_columns[static_cast<std::size_t>(column)].choices = choices;
}

QModelIndex FieldTableModel::beginDraft(const QStringList& values)
{
    const auto row = static_cast<int>(m_rows.size());
    if (m_hasDraft)
        return index(row - 1, 0);
    beginInsertRows({}, row, row);
    m_rows.push_back(values);
    m_rows.back().resize(static_cast<qsizetype>(m_columns.size()));
    m_hasDraft = true;
    endInsertRows();
    return index(row, 0);
}

void FieldTableModel::dropDraft()
{
    if (!m_hasDraft)
        return;
    const auto row = static_cast<int>(m_rows.size()) - 1;
    beginRemoveRows({}, row, row);
    m_hasDraft = false;
    m_rows.pop_back();
    endRemoveRows();
}

int FieldTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FieldTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant FieldTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const QString& text = m_rows[static_cast<std::size_t>(index.row())].at(index.column());
    const TableColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const bool isCheck = column.kind == TableColumn::Kind::Check;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return isCheck ? QVariant() : text;
    case problemRole:
    case Qt::AccessibleDescriptionRole:
        return problem(index.row(), index.column());
    case Qt::ToolTipRole:
        if (const QString wrong = problem(index.row(), index.column()); !wrong.isEmpty())
            return wrong;
        return isCheck || text.size() < 20 ? QVariant() : text;
    case Qt::CheckStateRole:
        return isCheck ? QVariant(text == QLatin1String("true") ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::AccessibleTextRole:
        return isCheck ? column.title : text;
    default:
        return {};
    }
}

QVariant FieldTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? m_columns[static_cast<std::size_t>(section)].title : QVariant();
}

bool FieldTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    const bool isChecked = role == Qt::CheckStateRole && value.toInt() == Qt::Checked;
    const QString text =
        role == Qt::EditRole ? value.toString().trimmed() : QString::fromLatin1(isChecked ? "true" : "false");
    QStringList& row = m_rows[static_cast<std::size_t>(index.row())];
    if (row.at(index.column()) == text) {
        if (isDraft(index.row()) && index.column() == 0 && !text.isEmpty())
            emit rowAdded(QStringList(row)); // what was proposed is taken
        return true;
    }
    if (!isDraft(index.row())) {
        emit cellEdited(index.row(), index.column(), text);
        return false; // what is applied comes back by setRows()
    }
    row[index.column()] = text;
    emit dataChanged(index, index);
    const QStringList values = row;
    if (!values.first().isEmpty())
        emit rowAdded(values);
    return true;
}

Qt::ItemFlags FieldTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags base = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool isCheck = m_columns[static_cast<std::size_t>(index.column())].kind == TableColumn::Kind::Check;
    return base | (isCheck ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable);
}

} // namespace gw::ui
