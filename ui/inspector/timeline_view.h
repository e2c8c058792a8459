// TimelineView: the spans of one request to scale, one row each, in the order they ran. An item view, so keyboard and
// screen readers know it.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace gw::ui {

class TimelineModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Step, CardColumn, Bar, Took, ColumnCount };
    enum Role { StartFraction = Qt::UserRole + 1, LengthFraction, FailedRole }; // of the whole request, 0 … 1

    using QAbstractTableModel::QAbstractTableModel;
    void setTrace(engine::TracePtr trace);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    engine::TracePtr m_trace;
};

class TimelineView final : public QTableView
{
    Q_OBJECT

public:
    explicit TimelineView(const Theme& theme, QWidget* parent = nullptr);
    void setTrace(engine::TracePtr trace);

private:
    TimelineModel* m_model;
};

} // namespace gw::ui
