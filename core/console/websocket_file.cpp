// Reads and writes saved WebSocket requests; the format stands in the header.
#include "core/console/websocket_file.h"

#include "core/console/request_file_parts.h"
#include "core/json/patch.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

namespace {

constexpr std::size_t maxSubprotocols = 50;

// YAML lets people write JSON values where texts are meant.
QString textIn(const json::Value& node)
{
    return node.isArray() || node.isObject() ? toQt(json::writeJson(node)) : toQt(node.scalarText());
}

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

// --- Writing ---------------------------------------------------------------------------------------------------------

void putMessage(json::Value& node, const Message& message)
{
    const Result<Message> before = messageFromTree(node);
    if (before && *before == message && node.isObject())
        return;
    for (const MessageKind kind : allMessageKinds) {
        if (kind != message.kind && node.isObject())
            node.remove(toString(kind));
    }
    node.set(toString(message.kind), message.text.toStdString());
}

void putMatch(json::Value& node, const MessageMatch& match)
{
    if (const Result<MessageMatch> before = matchFromTree(node); before && *before == match && node.isObject())
        return;
    json::Value wanted = node.isObject() ? node : json::Value::object();
    for (const char* key : {"path", "equals", "contains", "matches"})
        wanted.remove(key);
    if (!match.path.isEmpty())
        wanted.set("path", match.path.toStdString());
    if (match.kind != MessageMatch::Kind::Any)
        wanted.set(toString(match.kind), match.value.toStdString());
    node = std::move(wanted);
}

template <typename Rows, typename Put>
void putRows(json::Value& tree, const char* key, const Rows& before, const Rows& after, Put put)
{
    if (before == after)
        return;
    if (after.empty()) {
        tree.remove(key);
        return;
    }
    const json::Array old = tree[key].isArray() ? tree[key].asArray() : json::Array{};
    std::vector<bool> used(old.size(), false);
    json::Array rows;
    for (std::size_t i = 0; i < after.size(); ++i)
        rows.push_back(put(after[i], old, used));
    tree.set(key, json::Value(std::move(rows)));
}

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

Result<WebSocketRequest> requestFrom(const json::Value& tree)
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

void putRequest(json::Value& tree, const WebSocketRequest& request)
{
    const WebSocketRequest before = requestFrom(tree).value_or(WebSocketRequest{});
    if (!isWebSocketFile(tree))
        tree.set("type", "websocket");
    if (!tree.find("url") || before.url != request.url)
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

} // namespace

bool isWebSocketFile(const json::Value& tree)
{
    return tree["type"].toString() == "websocket";
}

Result<Message> messageFromTree(const json::Value& node)
{
    constexpr const char* wayOut = "Write a text, or one of json, text, hex, base64 and file with the message's text.";
    if (node.isString())
        return Message{MessageKind::Text, toQt(node.asString())};
    if (!node.isObject())
        return fail("A message is neither a text nor a mapping.", wayOut);
    std::optional<Message> message;
    for (const MessageKind kind : allMessageKinds) {
        const json::Value* text = node.find(toString(kind));
        if (text && message)
            return fail("A message is of two kinds at once.", wayOut);
        if (text)
            message = Message{kind, textIn(*text)};
    }
    if (!message)
        return fail("A message has no text.", wayOut);
    return *message;
}

Result<MessageMatch> matchFromTree(const json::Value& node)
{
    MessageMatch match;
    if (node.isString()) {
        match.kind = MessageMatch::Kind::Equals;
        match.value = toQt(node.asString());
        return match;
    }
    if (!node.isObject())
        return fail("What a message is compared with is neither a text nor a mapping.",
                    "Write it as { path: $.type, equals: joined }.");
    match.path = textIn(node["path"]);
    int conditions = 0;
    for (const MessageMatch::Kind kind : allMatchKinds) {
        const json::Value* value = node.find(toString(kind));
        if (!value || kind == MessageMatch::Kind::Any)
            continue;
        ++conditions;
        match.kind = kind;
        match.value = value->isNull() ? QStringLiteral("null") : textIn(*value);
    }
    if (conditions > 1)
        return fail("A comparison has two conditions.", "Use one of equals, contains and matches.");
    return match;
}

Result<WebSocketRequest> readWebSocket(std::string_view text, const std::string& fileName)
{
    json::ReadLimits limits;
    limits.maxBytes = maxRequestBytes;
    Result<json::Value> tree = json::readYaml(text, limits);
    Result<WebSocketRequest> request =
        tree ? requestFrom(*tree) : Result<WebSocketRequest>(fail(std::move(tree.error())));
    if (!request)
        request.error().file = fileName;
    return request;
}

Result<std::string> writeWebSocket(std::string_view text, const WebSocketRequest& request)
{
    if (text.empty()) {
        json::Value tree = json::Value::object();
        putRequest(tree, request);
        return json::writeYaml(tree);
    }
    const Result<json::Value> loaded = json::readYaml(text);
    if (!loaded)
        return fail(loaded.error());
    json::Value wanted = *loaded;
    putRequest(wanted, request);
    if (wanted == *loaded)
        return std::string(text);
    return json::patchText(text, json::Syntax::Yaml, *loaded, wanted);
}

} // namespace gw::console
