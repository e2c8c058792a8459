// Fields as a table model.
#include "ui/console/field_model.h"

namespace gw::ui {

FieldModel::FieldModel(QObject* parent) : QAbstractTableModel(parent) {}

void FieldModel::setFields(const console::Fields& fields)
{
    const auto before = static_cast<int>(m_fields.size());
    const auto after = static_cast<int>(fields.size());
    for (int row = 0; row < std::min(before, after); ++row) {
        const auto i = static_cast<std::size_t>(row);
        if (m_fields[i] == fields[i])
            continue;
        m_fields[i] = fields[i];
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_fields.insert(m_fields.end(), fields.begin() + before, fields.end());
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_fields.resize(fields.size());
        endRemoveRows();
    }
}

void FieldModel::removeField(int row)
{
    if (row < 0 || row >= static_cast<int>(m_fields.size()))
        return;
    beginRemoveRows({}, row, row);
    m_fields.erase(m_fields.begin() + row);
    endRemoveRows();
    emit edited();
}

int FieldModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fields.size()) + 1;
}

int FieldModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FieldModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || isEmptyRow(index.row()))
        return {};
    const console::Field& field = m_fields[static_cast<std::size_t>(index.row())];
    if (index.column() == Enabled) {
        if (role == Qt::CheckStateRole)
            return field.enabled ? Qt::Checked : Qt::Unchecked;
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return field.enabled ? tr("%1 is sent").arg(field.name) : tr("%1 is switched off").arg(field.name);
        return {};
    }
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return index.column() == Name ? field.name : field.value;
    return {};
}

bool FieldModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const bool isCheck = index.column() == Enabled && role == Qt::CheckStateRole;
    const bool isText = index.column() != Enabled && role == Qt::EditRole;
    if (isEmptyRow(index.row())) {
        if (!isText || value.toString().isEmpty())
            return false;
        beginInsertRows({}, index.row() + 1, index.row() + 1); // the new empty row; this one becomes a field
        m_fields.push_back({});
        endInsertRows();
    } else if (!isCheck && !isText) {
        return false;
    }
    console::Field& field = m_fields[static_cast<std::size_t>(index.row())];
    const console::Field before = field;
    if (isCheck)
        field.enabled = value.toInt() == Qt::Checked;
    else
        (index.column() == Name ? field.name : field.value) = value.toString();
    if (field == before)
        return true;
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    emit edited();
    return true;
}

Qt::ItemFlags FieldModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Enabled)
        return isEmptyRow(index.row()) ? flags : flags | Qt::ItemIsUserCheckable;
    return flags | Qt::ItemIsEditable;
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : section == Value ? tr("Value") : QString();
}

} // namespace gw::ui
