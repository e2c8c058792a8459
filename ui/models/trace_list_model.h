// TraceListModel: finished requests, newest first, through a filter. On top stand those that came while it looked, in
// memory, a few thousand; beneath them those of the trace file, of which it holds nothing but their numbers and what
// the rows in sight say: a million rows cost it eight megabytes. Rows come and go in runs, so the selection stays where
// it is; those of the file are found anew for each filter, in portions. While paused, new traces wait and are counted.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_filter.h"
#include "ui/session/stored_traces.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

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

    // Shows what the file holds of requests since `from` beneath those that came here; of these the oldest beyond the
    // capacity are read from the file then. `began`: older requests did not come here.
    void open(const QString& file, StoredTraces::Time from, StoredTraces::Time began);
    void close(); // the file; what came here stays

    void append(const std::vector<engine::TracePtr>& finished); // oldest first, as the gateway session gives them
    void setFilter(engine::TraceFilter filter);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] int waitingCount() const { return static_cast<int>(m_waiting.size()); }
    // Whatever the filter.
    [[nodiscard]] int totalCount() const { return static_cast<int>(m_all.size()) + static_cast<int>(m_storedCount); }
    void clear();

    [[nodiscard]] bool isSearching() const { return m_searched < 100; }
    [[nodiscard]] int searched() const { return m_searched; } // percent of the file
    void stopSearch();                                        // what is found stays

    // Null for one that is in the file: load() it.
    [[nodiscard]] engine::TracePtr traceAt(const QModelIndex& index) const;
    [[nodiscard]] std::int64_t storedRow(const QModelIndex& index) const; // its number in the file; 0: it is in memory
    [[nodiscard]] QModelIndex indexOfStored(std::int64_t row) const;      // of shown ones
    void load(std::int64_t storedRow);                                    // loaded() follows
    [[nodiscard]] QModelIndex indexOf(const QString& requestId) const;    // of shown ones in memory
    [[nodiscard]] engine::TracePtr find(const QString& requestId) const;  // shown, filtered out or waiting

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void waitingCountChanged(int count);
    void searchChanged();                                             // begun, gone on, ended
    void storedRowsAboutToGo();                                       // a search begins: they may come again
    void loaded(qint64 storedRow, const gw::engine::TracePtr& trace); // null: it is no longer kept

private:
    using Traces = std::deque<engine::TracePtr>;
    void insertNewest(const std::vector<engine::TracePtr>& finished);
    void dropOldest(std::size_t most);
    void handOver();
    void removeRowsNotIn(const Traces& wanted);
    void insertRowsOf(const Traces& wanted);
    void search();
    void removeStored();
    void take(const std::vector<std::int64_t>& rows, int percent);
    void takeOver(const std::vector<std::int64_t>& rows, qint64 count);
    void takeSummaries(const std::vector<engine::TraceSummary>& summaries, const std::vector<std::int64_t>& asked);
    [[nodiscard]] const engine::TraceSummary* summaryAt(std::size_t place) const;
    [[nodiscard]] QVariant storedData(std::size_t place, int column, int role) const;

    std::size_t m_capacity;
    Traces m_all;                            // newest first
    Traces m_shown;                          // those the filter lets through, newest first
    std::vector<engine::TracePtr> m_waiting; // oldest first
    engine::TraceFilter m_filter;
    bool m_paused = false;
    bool m_hasDropped = false; // some that came are not in m_all any more, nor in the file's part
    bool m_isWaitingCut = false;
    std::string m_handedOver; // the newest request that the file is asked to show from now on; empty: none is

    StoredTraces m_file;
    StoredTraces::Part m_part;          // what it has open
    std::vector<std::int64_t> m_stored; // the numbers of the file's rows that are shown, newest first
    qint64 m_storedCount = 0;           // whatever the filter
    int m_searched = 100;
    mutable QCache<std::int64_t, engine::TraceSummary> m_summaries;
    mutable QSet<std::int64_t> m_asked;        // until they are told,
    mutable std::vector<std::int64_t> m_toAsk; // those at the next turn of the event loop
    mutable QTimer m_asking;
};

} // namespace gw::ui
