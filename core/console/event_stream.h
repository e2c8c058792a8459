// EventStreamReader: server-sent events out of bytes as they arrive (HTML Living Standard 9.2.6). What never ends in a
// line or in an event is bounded: it is cut, and the event says so.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace gw::console {

struct ServerSentEvent
{
    QString id;    // of the last event that had one
    QString event; // "message" unless it says otherwise
    QString data;
    bool isCut = false;
    bool operator==(const ServerSentEvent&) const = default;
};

class EventStreamReader
{
public:
    static constexpr qsizetype maxEventBytes = 1 << 20;

    [[nodiscard]] std::vector<ServerSentEvent> feed(const QByteArray& bytes);

private:
    void takeLine(std::vector<ServerSentEvent>& events);

    QByteArray m_line;
    QByteArray m_data;
    QByteArray m_event;
    QByteArray m_id;
    bool m_hasData = false;
    bool m_isCut = false;
    bool m_sawReturn = false; // a line feed that follows belongs to it
    bool m_isFirst = true;    // a byte order mark may stand first
};

} // namespace gw::console
