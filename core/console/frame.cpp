// Words for frames.
#include "core/console/frame.h"

namespace gw::console {

QString frameKindName(Frame::Kind kind)
{
    switch (kind) {
    case Frame::Kind::Open:
        return QStringLiteral("open");
    case Frame::Kind::Text:
        return QStringLiteral("text");
    case Frame::Kind::Binary:
        return QStringLiteral("binary");
    case Frame::Kind::Ping:
        return QStringLiteral("ping");
    case Frame::Kind::Pong:
        return QStringLiteral("pong");
    case Frame::Kind::Close:
        return QStringLiteral("close");
    case Frame::Kind::Error:
        return QStringLiteral("error");
    case Frame::Kind::Waiting:
        return QStringLiteral("waiting");
    }
    return {};
}

QString closeCodeMeaning(int code)
{
    switch (code) {
    case 1000:
        return QStringLiteral("normal");
    case 1001:
        return QStringLiteral("going away");
    case 1002:
        return QStringLiteral("protocol error");
    case 1003:
        return QStringLiteral("unsupported data");
    case 1005:
        return QStringLiteral("no code was given");
    case 1006:
        return QStringLiteral("broken off without a close frame");
    case 1007:
        return QStringLiteral("text that is not UTF-8");
    case 1008:
        return QStringLiteral("against the server's policy");
    case 1009:
        return QStringLiteral("message too big");
    case 1010:
        return QStringLiteral("an extension is missing");
    case 1011:
        return QStringLiteral("error of the server");
    case 1012:
        return QStringLiteral("the server restarts");
    case 1013:
        return QStringLiteral("try again later");
    case 1015:
        return QStringLiteral("TLS failed");
    default:
        return {};
    }
}

} // namespace gw::console
