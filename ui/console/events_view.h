// EventsView: server-sent events as a table that grows as they come, and the data of the one chosen. EventModel is its
// table, bounded: the oldest events make room and are counted.
#pragma once

#include "core/console/body_formatter.h"
#include "core/console/event_stream.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <deque>

class QTableView;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

struct ArrivedEvent
{
    qint64 time = 0; // milliseconds since the epoch; 0: not known
    console::ServerSentEvent event;
};

class EventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Event, Id, Data, ColumnCount };
    static constexpr std::size_t mostEvents = 20'000;
    static constexpr qint64 mostCharacters = 16 << 20;

    using QAbstractTableModel::QAbstractTableModel;
    void append(std::vector<ArrivedEvent> events);
    void clear();
    [[nodiscard]] const ArrivedEvent* eventAt(const QModelIndex& index) const;
    [[nodiscard]] qint64 droppedCount() const { return m_dropped; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void dropOldest();

    std::deque<ArrivedEvent> m_events;
    qint64 m_characters = 0;
    qint64 m_dropped = 0;
};

class EventsView final : public QWidget
{
    Q_OBJECT

public:
    explicit EventsView(const Theme& theme, QWidget* parent = nullptr);

    void begin();                                          // another stream
    void feed(const QByteArray& bytes, bool isNow = true); // isNow: as they arrive
    [[nodiscard]] EventModel& model() { return *m_model; }
    [[nodiscard]] int count() const; // shown and dropped ones

signals:
    void countChanged(int count);

private:
    void showChosen();

    EventModel* m_model;
    console::EventStreamReader m_reader;
    console::BodyFormatter m_formatter;
    QTableView* m_table;
    CodeEditor* m_detail;
    ToneLabel* m_note;
    bool m_followsEnd = true;
};

} // namespace gw::ui
