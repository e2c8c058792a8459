// FieldModel: rows of name and value with a check for "send this". One empty row waits at the end; typing into it makes
// it a row and a new one appears.
#pragma once

#include "core/console/request.h"

#include <QAbstractTableModel>

namespace gw::ui {

class FieldModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Enabled, Name, Value, ColumnCount };

    explicit FieldModel(QObject* parent = nullptr);

    void setFields(const console::Fields& fields); // touches only rows that differ; without edited()
    [[nodiscard]] console::Fields fields() const { return m_fields; }
    [[nodiscard]] bool isEmptyRow(int row) const { return row == static_cast<int>(m_fields.size()); }
    void removeField(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void edited(); // by the user

private:
    console::Fields m_fields;
};

} // namespace gw::ui
