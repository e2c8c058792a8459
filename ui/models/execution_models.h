// Tables of the executions page: a machine's executions, and the events of one.
#pragma once

#include "ui/models/execution_view.h"
#include "ui/session/executions.h"

#include <QAbstractTableModel>

namespace gw::ui {

class ExecutionListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StatusColumn, NameColumn, StartedColumn, DurationColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // New ones are put in above, changed ones change in place: the chosen row stays chosen.
    void setRows(std::vector<ExecutionRow> rows);
    [[nodiscard]] const ExecutionRow& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int rowOf(const QString& arn) const; // -1: none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ExecutionRow> m_rows;
};

[[nodiscard]] QString executionStatusWords(const QString& status); // "Succeeded", "Timed out"

class ExecutionEventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { IdColumn, TypeColumn, StateColumn, TimeColumn, DetailColumn, ColumnCount };
    static constexpr int failureRole = Qt::UserRole + 1; // bool

    using QAbstractTableModel::QAbstractTableModel;

    void setView(const ExecutionView& view);  // a history only grows: rows are added at the end
    [[nodiscard]] int entryOf(int row) const; // -1: the execution itself

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        ExecutionEvent event;
        QString state;
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> m_rows;
    double m_started = 0;
};

} // namespace gw::ui
