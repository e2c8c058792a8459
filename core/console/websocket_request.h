// WebSocketRequest: a connection as people compose it, with what is sent over it: variables not filled in yet. Saved as
// a file beside the HTTP requests (websocket_file.h).
#pragma once

#include "core/console/message_match.h"
#include "core/console/request.h"

#include <QStringList>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace gw::console {

enum class MessageKind { Json, Text, Hex, Base64, File };
inline constexpr MessageKind allMessageKinds[] = {MessageKind::Json, MessageKind::Text, MessageKind::Hex,
                                                  MessageKind::Base64, MessageKind::File};

struct Message
{
    MessageKind kind = MessageKind::Json;
    QString text; // Json and Text as they are sent, Hex and Base64 spelled out, File: its path
    bool operator==(const Message&) const = default;
};

struct SavedMessage
{
    QString name;
    Message message;
    bool operator==(const SavedMessage&) const = default;
};

// What is sent by itself when a message comes that matches.
struct AutoReply
{
    MessageMatch when;
    Message reply;
    bool enabled = true;
    bool operator==(const AutoReply&) const = default;
};

// After a connection ended that nobody here closed. The delay doubles from one attempt to the next.
struct Reconnect
{
    static constexpr int mostAttempts = 20;
    static constexpr std::chrono::milliseconds longestDelay{30'000};

    int attempts = 0; // 0: never
    std::chrono::milliseconds delay{500};
    bool operator==(const Reconnect&) const = default;
};

struct WebSocketRequest
{
    QString url; // ws:// or wss://, or a path below the stage chosen in the window; with its query; may hold {{variables}}
    Fields headers;
    QStringList subprotocols; // in the order they are offered
    Message message;          // the one being composed
    std::vector<SavedMessage> messages;
    std::vector<AutoReply> autoReplies;
    Reconnect reconnect;
    QString script; // a conversation as YAML (conversation.h)
    bool operator==(const WebSocketRequest&) const = default;
};

[[nodiscard]] std::string_view toString(MessageKind kind); // "json", "text", …, as files write it
[[nodiscard]] std::optional<MessageKind> messageKindFrom(std::string_view text);

} // namespace gw::console
