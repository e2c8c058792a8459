// Names of kinds of messages.
#include "core/console/websocket_request.h"

#include <algorithm>

namespace gw::console {

std::string_view toString(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Json:
        return "json";
    case MessageKind::Text:
        return "text";
    case MessageKind::Hex:
        return "hex";
    case MessageKind::Base64:
        return "base64";
    case MessageKind::File:
        return "file";
    }
    return {};
}

std::optional<MessageKind> messageKindFrom(std::string_view text)
{
    const auto* const it = std::find_if(std::begin(allMessageKinds), std::end(allMessageKinds),
                                        [text](MessageKind kind) { return toString(kind) == text; });
    return it == std::end(allMessageKinds) ? std::nullopt : std::optional(*it);
}

} // namespace gw::console
