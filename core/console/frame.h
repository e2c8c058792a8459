// Frame: one thing that happened on a WebSocket connection: a row of the console's timeline.
#pragma once

#include <QByteArray>
#include <QString>

namespace gw::console {

struct Frame
{
    enum class Kind { Open, Text, Binary, Ping, Pong, Close, Error, Waiting };
    enum class Direction { None, Sent, Received };

    Kind kind = Kind::Text;
    Direction direction = Direction::None;
    qint64 time = 0;    // milliseconds since the epoch
    QByteArray payload; // of messages; else what there is to say
    int closeCode = 0;  // Close
    bool isAutomatic = false;
    bool operator==(const Frame&) const = default;
};

[[nodiscard]] QString frameKindName(Frame::Kind kind); // "open", "text", …
// "going away", "message too big", …: what a close code means (RFC 6455 7.4.1); empty for codes of applications.
[[nodiscard]] QString closeCodeMeaning(int code);

} // namespace gw::console
