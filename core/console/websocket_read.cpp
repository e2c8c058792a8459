// Reads a saved WebSocket request; the format stands in websocket_file.h.
#include "core/console/message_parts.h"
#include "core/console/request_file_parts.h"
#include "core/console/websocket_file.h"
#include "core/console/websocket_parts.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

namespace {

constexpr std::size_t maxSubprotocols = 50;

Result<QStringList> subprotocolsFrom(const json::Value& node)
{
    QStringList names;
    if (node.isArray() && node.asArray().size() > maxSubprotocols)
        return fail("There are more than 50 sub-protocols.", "Offer those the server knows.");
    if (node.isArray()) {
        for (const json::Value& name : node.asArray())
            names.append(toQt(name.scalarText()));
    } else if (!node.isNull()) {
        names.append(toQt(node.scalarText()));
    }
    names.removeAll(QString());
    return names;
}

Result<std::vector<SavedMessage>> messagesFrom(const json::Value& node)
{
    std::vector<SavedMessage> messages;
    if (node.isNull())
        return messages;
    if (!node.isArray() || node.asArray().size() > maxRows)
        return fail("\"messages\" is no list of up to 1000 messages.",
                    "Write them as \"- name: Join\" with \"json: '{}'\" below.");
    for (const json::Value& row : node.asArray()) {
        Result<Message> message = messageFromTree(row);
        if (!message)
            return fail(message.error());
        messages.push_back({textIn(row["name"]), std::move(*message)});
    }
    return messages;
}

Result<std::vector<AutoReply>> autoRepliesFrom(const json::Value& node)
{
    std::vector<AutoReply> replies;
    if (node.isNull())
        return replies;
    if (!node.isArray() || node.asArray().size() > maxRows)
        return fail("\"autoReplies\" is no list of up to 1000 rules.",
                    "Write them as \"- when: { contains: ping }\" with \"reply: pong\" below.");
    for (const json::Value& row : node.asArray()) {
        Result<MessageMatch> when = matchFromTree(row["when"]);
        if (!when)
            return fail(when.error());
        Result<Message> reply = messageFromTree(row["reply"]);
        if (!reply)
            return fail(reply.error());
        replies.push_back({std::move(*when), std::move(*reply), row["enabled"].toBool(true)});
    }
    return replies;
}

Reconnect reconnectFrom(const json::Value& node)
{
    const Reconnect usual;
    Reconnect reconnect;
    reconnect.attempts =
        static_cast<int>(std::clamp<std::int64_t>(node["attempts"].toInt(0), 0, Reconnect::mostAttempts));
    reconnect.delay = std::chrono::milliseconds(
        std::clamp<std::int64_t>(node["delay"].toInt(usual.delay.count()), 10, Reconnect::longestDelay.count()));
    return reconnect;
}

} // namespace

Result<WebSocketRequest> webSocketFromTree(const json::Value& tree)
{
    if (!isWebSocketFile(tree))
        return fail("This is no saved WebSocket request: \"type: websocket\" and \"url\" are expected.",
                    "Save a WebSocket request from the console to see the form.");
    Result<Fields> headers = fieldsFrom(tree["headers"], "headers");
    if (!headers)
        return fail(headers.error());
    Result<QStringList> subprotocols = subprotocolsFrom(tree["subprotocols"]);
    if (!subprotocols)
        return fail(subprotocols.error());
    Result<Message> message = tree.find("message") ? messageFromTree(tree["message"]) : Message{};
    if (!message)
        return fail(message.error());
    Result<std::vector<SavedMessage>> messages = messagesFrom(tree["messages"]);
    if (!messages)
        return fail(messages.error());
    Result<std::vector<AutoReply>> replies = autoRepliesFrom(tree["autoReplies"]);
    if (!replies)
        return fail(replies.error());
    WebSocketRequest request;
    request.url = toQt(tree["url"].scalarText());
    request.headers = std::move(*headers);
    request.subprotocols = std::move(*subprotocols);
    request.message = std::move(*message);
    request.messages = std::move(*messages);
    request.autoReplies = std::move(*replies);
    request.reconnect = reconnectFrom(tree["reconnect"]);
    request.script = tree["script"].isObject() ? toQt(json::writeYaml(tree["script"])) : textIn(tree["script"]);
    return request;
}

} // namespace gw::console
