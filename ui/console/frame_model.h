// FrameModel: the timeline of a WebSocket connection as a table, oldest first. Bounded in rows and bytes: the oldest
// frames make room and are counted. A filter is applied in slices, so that a hundred thousand rows hold nothing up.
#pragma once

#include "core/console/frame.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>
#include <vector>

namespace gw::ui {

struct FrameFilter
{
    QString text; // in the message, any letter case
    bool sent = true;
    bool received = true;
    bool control = true; // open, ping, pong, close, errors
    bool operator==(const FrameFilter&) const = default;
};

class FrameModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Kind, Time, Size, Text, ColumnCount };
    static constexpr std::size_t mostFrames = 100'000;
    static constexpr qint64 mostBytes = 64 << 20;

    explicit FrameModel(QObject* parent = nullptr, std::size_t capacity = mostFrames, qint64 byteCapacity = mostBytes);

    void append(const std::vector<console::Frame>& frames);
    void noteDropped(qint64 count); // before they came here
    void clear();
    void setFilter(const FrameFilter& filter);

    [[nodiscard]] const console::Frame* frameAt(const QModelIndex& index) const;
    [[nodiscard]] qint64 droppedCount() const { return m_dropped; }
    [[nodiscard]] int totalCount() const { return static_cast<int>(m_all.size()); } // whatever the filter
    [[nodiscard]] bool isFiltering() const { return m_filtering.isActive(); }       // rows are still being looked at

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void countsChanged();

private:
    using Number = quint64; // of a frame since the beginning
    [[nodiscard]] bool accepts(const console::Frame& frame) const;
    [[nodiscard]] const console::Frame& frame(Number number) const { return m_all[number - m_first]; }
    void dropOldest();
    void filterMore();
    void showMore(Number end);

    std::size_t m_capacity;
    qint64 m_byteCapacity;
    std::deque<console::Frame> m_all;
    Number m_first = 0; // of m_all
    Number m_next = 0;  // the first the filter has not looked at
    std::deque<Number> m_shown;
    qint64 m_bytes = 0;
    qint64 m_dropped = 0;
    FrameFilter m_filter;
    QTimer m_filtering;
};

// One line for a row: the message without line breaks, of binary ones the first bytes.
[[nodiscard]] QString frameSummary(const console::Frame& frame);

} // namespace gw::ui
