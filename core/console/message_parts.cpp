#include "core/console/message_parts.h"

#include "core/console/request_file_parts.h"
#include "core/json/text.h"

#include <optional>

namespace gw::console {

QString textIn(const json::Value& node)
{
    return node.isArray() || node.isObject() ? toQt(json::writeJson(node)) : toQt(node.scalarText());
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

} // namespace gw::console
