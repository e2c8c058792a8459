// TraceListModel: finished requests, newest first, through a filter. Keeps the newest few thousand; rows come and go
// one by one, so the selection stays where it is. While paused, new traces wait and are counted.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_filter.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace gw::ui {

class TraceListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Method, Path, Status, Duration, Size, Api, ColumnCount };
    enum Role { StatusRole = Qt::UserRole + 1, SortRole }; // StatusRole: int; for colours

    explicit TraceListModel(QObject* parent = nullptr, std::size_t capacity = 5000);

    void append(const std::vector<engine::TracePtr>& finished); // oldest first, as the gateway session gives them
    void setFilter(engine::TraceFilter filter);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] int waitingCount() const { return static_cast<int>(m_waiting.size()); }
    [[nodiscard]] int totalCount() const { return static_cast<int>(m_all.size()); } // whatever the filter
    void clear();

    [[nodiscard]] engine::TracePtr traceAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const QString& requestId) const;   // of shown ones
    [[nodiscard]] engine::TracePtr find(const QString& requestId) const; // shown, filtered out or waiting

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void waitingCountChanged(int count);

private:
    using Traces = std::deque<engine::TracePtr>;
    void insertNewest(const std::vector<engine::TracePtr>& finished);
    void dropOldest();
    void removeRowsNotIn(const Traces& wanted);
    void insertRowsOf(const Traces& wanted);
    [[nodiscard]] QVariant text(const engine::Trace& trace, int column) const;

    std::size_t m_capacity;
    Traces m_all;                            // newest first
    Traces m_shown;                          // those the filter lets through, newest first
    std::vector<engine::TracePtr> m_waiting; // oldest first
    engine::TraceFilter m_filter;
    bool m_paused = false;
};

} // namespace gw::ui
