// Lines, fields, events.
#include "core/console/event_stream.h"

#include <utility>

namespace gw::console {

std::vector<ServerSentEvent> EventStreamReader::feed(const QByteArray& bytes)
{
    std::vector<ServerSentEvent> events;
    for (const char c : bytes) {
        const bool afterReturn = std::exchange(m_sawReturn, c == '\r');
        if (c == '\n' && afterReturn)
            continue;
        if (c == '\r' || c == '\n')
            takeLine(events);
        else if (m_line.size() < maxEventBytes)
            m_line += c;
        else
            m_isCut = true;
    }
    return events;
}

void EventStreamReader::takeLine(std::vector<ServerSentEvent>& events)
{
    QByteArray line = std::exchange(m_line, {});
    if (std::exchange(m_isFirst, false) && line.startsWith("\xEF\xBB\xBF"))
        line.remove(0, 3);
    if (line.isEmpty()) {
        if (m_hasData)
            events.push_back({QString::fromUtf8(m_id),
                              m_event.isEmpty() ? QStringLiteral("message") : QString::fromUtf8(m_event),
                              QString::fromUtf8(m_data), m_isCut});
        m_data.clear();
        m_event.clear();
        m_hasData = m_isCut = false;
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = colon < 0 ? line : line.left(colon);
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (name == "data") {
        m_isCut = m_isCut || m_data.size() + value.size() > maxEventBytes;
        if (m_data.size() + value.size() <= maxEventBytes)
            m_data += (m_hasData ? "\n" : "") + value;
        m_hasData = true;
    } else if (name == "event") {
        m_event = value;
    } else if (name == "id" && !value.contains('\0')) {
        m_id = value;
    }
}

} // namespace gw::console
