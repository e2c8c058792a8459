// Messages and what they are compared with, as files of saved requests and scripts write them: a message is a text, or
// a mapping of its kind to its text; a comparison is a text, or { path: $.type, equals: joined }.
#pragma once

#include "core/console/message_match.h"
#include "core/console/websocket_request.h"
#include "core/json/value.h"
#include "core/result.h"

namespace gw::console {

[[nodiscard]] Result<Message> messageFromTree(const json::Value& node);
[[nodiscard]] Result<MessageMatch> matchFromTree(const json::Value& node);
[[nodiscard]] QString textIn(const json::Value& node); // YAML lets people write JSON values where texts are meant

// They leave a node alone that says the same already, and keys they do not know.
void putMessage(json::Value& node, const Message& message);
void putMatch(json::Value& node, const MessageMatch& match);

} // namespace gw::console
