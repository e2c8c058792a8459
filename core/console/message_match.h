// MessageMatch: whether a received message is the one that is waited for. Auto-replies and the expectations of scripted
// conversations are made of it. Compiled once; patterns are bounded in what they may try.
#pragma once

#include "core/console/json_path.h"

#include <QByteArray>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace gw::console {

struct MessageMatch
{
    enum class Kind { Any, Equals, Contains, Matches };
    Kind kind = Kind::Any;
    QString path;  // "$.type": what is looked at; empty: the whole message
    QString value; // text, or JSON for Equals; a regular expression for Matches
    bool operator==(const MessageMatch&) const = default;
};
inline constexpr MessageMatch::Kind allMatchKinds[] = {MessageMatch::Kind::Any, MessageMatch::Kind::Equals,
                                                       MessageMatch::Kind::Contains, MessageMatch::Kind::Matches};

[[nodiscard]] std::string_view toString(MessageMatch::Kind kind); // "any", "equals", …, as files write it
[[nodiscard]] std::optional<MessageMatch::Kind> matchKindFrom(std::string_view text);
[[nodiscard]] QString describe(const MessageMatch& match); // "$.type equal to joined"

// A message with its JSON read at most once, however many rules look at it.
class ReceivedMessage
{
public:
    explicit ReceivedMessage(QByteArray bytes, bool isBinary = false) : m_bytes(std::move(bytes)), m_isBinary(isBinary)
    {
    }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }
    [[nodiscard]] bool isBinary() const { return m_isBinary; }
    [[nodiscard]] const json::Value* json() const; // nullptr when it is none

private:
    QByteArray m_bytes;
    bool m_isBinary;
    mutable bool m_wasRead = false;
    mutable std::optional<json::Value> m_json;
};

class CompiledMatch
{
public:
    [[nodiscard]] static Result<CompiledMatch> compile(const MessageMatch& match);
    [[nodiscard]] bool matches(const ReceivedMessage& message) const;

private:
    [[nodiscard]] bool matchesText(const QString& text) const;

    MessageMatch m_match;
    JsonPath m_path;
    QRegularExpression m_pattern;
    std::optional<json::Value> m_wanted; // Equals: the value as JSON, where it is some
};

// Members in any order, numbers by what they are worth.
[[nodiscard]] bool sameJson(const json::Value& a, const json::Value& b);
[[nodiscard]] QString textOf(const json::Value& value); // a string's text, else compact JSON

} // namespace gw::console
