// Puts a WebSocket request into the tree of its file; the format stands in websocket_file.h.
#include "core/console/message_parts.h"
#include "core/console/request_file_parts.h"
#include "core/console/websocket_file.h"
#include "core/console/websocket_parts.h"
#include "core/json/text.h"

namespace gw::console {

namespace {

json::Value messageRow(const SavedMessage& message, const json::Array& old, std::vector<bool>& used)
{
    json::Value row = continuedRow(old, used, message.name.toStdString(), {});
    putText(row, "name", message.name);
    putMessage(row, message.message);
    return row;
}

// Rules have no names: a rule continues the row that says the same, else the next one nothing else continues.
json::Value replyRow(const AutoReply& reply, const json::Array& old, std::vector<bool>& used)
{
    std::size_t at = old.size();
    for (std::size_t i = old.size(); i-- > 0;) {
        const Result<MessageMatch> when = matchFromTree(old[i]["when"]);
        if (!used[i] && when && *when == reply.when)
            at = i;
    }
    json::Value row = json::Value::object();
    if (at < old.size()) {
        used[at] = true;
        row = old[at];
    }
    json::Value when = row["when"];
    json::Value answer = row["reply"].isObject() ? row["reply"] : json::Value::object();
    putMatch(when, reply.when);
    putMessage(answer, reply.reply);
    row.set("when", std::move(when));
    row.set("reply", std::move(answer));
    if (reply.enabled != row["enabled"].toBool(true))
        row.set("enabled", reply.enabled);
    return row;
}

void putSubprotocols(json::Value& tree, const QStringList& names)
{
    json::Array list;
    for (const QString& name : names)
        list.emplace_back(name.toStdString());
    list.empty() ? void(tree.remove("subprotocols")) : tree.set("subprotocols", json::Value(std::move(list)));
}

// A script that stands in the file as a mapping stays one as long as it can be read.
void putScript(json::Value& tree, const QString& script)
{
    const std::string text = script.toStdString();
    if (script.trimmed().isEmpty()) {
        tree.remove("script");
        return;
    }
    if (tree["script"].isObject()) {
        if (const Result<json::Value> value = json::readYaml(text); value && value->isObject())
            return tree.set("script", *value);
    }
    tree.set("script", text);
}

} // namespace

void putWebSocket(json::Value& tree, const WebSocketRequest& request)
{
    const WebSocketRequest before = webSocketFromTree(tree).value_or(WebSocketRequest{});
    const bool isNew = !isWebSocketFile(tree);
    if (isNew)
        tree.set("type", "websocket");
    if (before.url != request.url || (isNew && !tree.find("url")))
        tree.set("url", request.url.toStdString());
    putFields(tree, "headers", before.headers, request.headers);
    if (before.subprotocols != request.subprotocols)
        putSubprotocols(tree, request.subprotocols);
    if (before.message != request.message) {
        json::Value node = tree["message"].isObject() ? tree["message"] : json::Value::object();
        putMessage(node, request.message);
        request.message == Message{} ? void(tree.remove("message")) : tree.set("message", std::move(node));
    }
    putRows(tree, "messages", before.messages, request.messages, messageRow);
    putRows(tree, "autoReplies", before.autoReplies, request.autoReplies, replyRow);
    if (before.reconnect != request.reconnect) {
        json::Value node = tree["reconnect"].isObject() ? tree["reconnect"] : json::Value::object();
        node.set("attempts", request.reconnect.attempts);
        node.set("delay", static_cast<std::int64_t>(request.reconnect.delay.count()));
        tree.set("reconnect", std::move(node));
    }
    if (before.script != request.script)
        putScript(tree, request.script);
}

} // namespace gw::console
