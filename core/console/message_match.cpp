// Text, JSON and patterns against messages.
#include "core/console/message_match.h"

#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

namespace {

constexpr json::ReadLimits messageLimits{16u << 20, 100, 200'000};
constexpr qsizetype maxPatternLength = 4096;
constexpr qsizetype maxPatternSubject = 1 << 20; // characters a pattern is tried on

std::optional<json::Value> jsonIn(std::string_view text)
{
    Result<json::Value> value = json::readJson(text, messageLimits);
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

} // namespace

std::string_view toString(MessageMatch::Kind kind)
{
    switch (kind) {
    case MessageMatch::Kind::Any:
        return "any";
    case MessageMatch::Kind::Equals:
        return "equals";
    case MessageMatch::Kind::Contains:
        return "contains";
    case MessageMatch::Kind::Matches:
        return "matches";
    }
    return {};
}

std::optional<MessageMatch::Kind> matchKindFrom(std::string_view text)
{
    const auto* const it = std::find_if(std::begin(allMatchKinds), std::end(allMatchKinds),
                                        [text](MessageMatch::Kind kind) { return toString(kind) == text; });
    return it == std::end(allMatchKinds) ? std::nullopt : std::optional(*it);
}

QString describe(const MessageMatch& match)
{
    const QString what = match.path.isEmpty() ? QStringLiteral("a message") : match.path;
    switch (match.kind) {
    case MessageMatch::Kind::Any:
        return match.path.isEmpty() ? QStringLiteral("any message") : QStringLiteral("a message with %1").arg(what);
    case MessageMatch::Kind::Equals:
        return QStringLiteral("%1 equal to %2").arg(what, match.value);
    case MessageMatch::Kind::Contains:
        return QStringLiteral("%1 that contains %2").arg(what, match.value);
    case MessageMatch::Kind::Matches:
        return QStringLiteral("%1 that matches /%2/").arg(what, match.value);
    }
    return what;
}

const json::Value* ReceivedMessage::json() const
{
    if (!m_wasRead && !m_isBinary)
        m_json = jsonIn({m_bytes.constData(), static_cast<std::size_t>(m_bytes.size())});
    m_wasRead = true;
    return m_json ? &*m_json : nullptr;
}

bool sameJson(const json::Value& a, const json::Value& b)
{
    if (a.isNumber() && b.isNumber())
        return a.asNumber().text == b.asNumber().text || a.toDouble() == b.toDouble();
    if (a.isArray() && b.isArray())
        return std::equal(a.asArray().begin(), a.asArray().end(), b.asArray().begin(), b.asArray().end(), sameJson);
    if (!a.isObject() || !b.isObject())
        return a == b;
    return a.asObject().size() == b.asObject().size() &&
           std::all_of(a.asObject().begin(), a.asObject().end(), [&b](const json::Member& member) {
               const json::Value* other = b.find(member.key);
               return other && sameJson(member.value, *other);
           });
}

QString textOf(const json::Value& value)
{
    return QString::fromStdString(value.isString() ? value.asString() : json::writeJson(value));
}

Result<CompiledMatch> CompiledMatch::compile(const MessageMatch& match)
{
    CompiledMatch compiled;
    compiled.m_match = match;
    if (!match.path.trimmed().isEmpty()) {
        Result<JsonPath> path = JsonPath::parse(match.path.trimmed().toStdString());
        if (!path)
            return fail(path.error());
        compiled.m_path = std::move(*path);
    }
    compiled.m_match.path = match.path.trimmed();
    if (match.kind == MessageMatch::Kind::Matches) {
        if (match.value.size() > maxPatternLength)
            return fail("The pattern is longer than 4096 characters.", "Use a shorter one, or \"contains\".");
        // A limit on what a match may try: no pattern can hold anything up.
        compiled.m_pattern.setPattern(QStringLiteral("(*LIMIT_MATCH=100000)") + match.value);
        compiled.m_pattern.setPatternOptions(QRegularExpression::UseUnicodePropertiesOption);
        if (!compiled.m_pattern.isValid())
            return fail("\"" + match.value.toStdString() +
                            "\" is no pattern: " + compiled.m_pattern.errorString().toStdString() + ".",
                        "Patterns are regular expressions as Perl has them.");
        compiled.m_pattern.optimize();
    }
    if (match.kind == MessageMatch::Kind::Equals)
        compiled.m_wanted = jsonIn(match.value.toStdString());
    return compiled;
}

bool CompiledMatch::matchesText(const QString& text) const
{
    switch (m_match.kind) {
    case MessageMatch::Kind::Any:
        return true;
    case MessageMatch::Kind::Equals:
        return text == m_match.value;
    case MessageMatch::Kind::Contains:
        return text.contains(m_match.value);
    case MessageMatch::Kind::Matches:
        return m_pattern.match(text.left(maxPatternSubject)).hasMatch();
    }
    return false;
}

bool CompiledMatch::matches(const ReceivedMessage& message) const
{
    const bool isWhole = m_match.path.isEmpty();
    const bool needsJson = !isWhole || m_wanted;
    const json::Value* json = needsJson ? message.json() : nullptr;
    const json::Value* found = json && !isWhole ? m_path.find(*json) : json;
    if (!isWhole && !found)
        return false;
    if (m_wanted && found && sameJson(*m_wanted, *found))
        return true;
    return matchesText(isWhole ? QString::fromUtf8(message.bytes()) : textOf(*found));
}

} // namespace gw::console
