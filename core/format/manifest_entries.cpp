// Fields of entries, and what is said when they are of the wrong kind.
#include "core/format/manifest_entries.h"

#include "core/in_quotes.h"

#include <limits>

namespace gw {

namespace {

bool isScalar(const json::Value& value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

} // namespace

EntryReader::EntryReader(const ReadContext& context, const json::Value& entry, std::string subject)
    : m_context(context), m_entry(entry), m_subject(std::move(subject))
{
    m_context.where = m_subject;
}

void EntryReader::error(const json::Value& at, const std::string& what, std::string hint)
{
    m_hadErrors = true;
    if (!m_context.findings)
        return;
    std::string message = m_subject.empty() ? what : m_subject + ": " + what;
    if (message.front() >= 'a' && message.front() <= 'z')
        message.front() = static_cast<char>(message.front() - 'a' + 'A');
    m_context.findings->add(Severity::Error, at.range(), projectFileRule, std::move(message), std::move(hint));
}

std::string EntryReader::text(std::string_view key, std::string_view fallback)
{
    const json::Value& value = m_entry[key];
    if (isScalar(value))
        return value.scalarText();
    if (!value.isNull())
        error(value, inQuotes(key) + " is not a text.", "Write one text after it.");
    return std::string(fallback);
}

int EntryReader::number(std::string_view key, int fallback)
{
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
    const json::Value& value = m_entry[key];
    if (value.isNull())
        return fallback;
    const std::int64_t number = value.isNumber() ? value.toInt(none) : none;
    if (number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max())
        return static_cast<int>(number);
    error(value, inQuotes(key) + " is not a whole number.", "Write it as " + std::to_string(fallback) + ".");
    return fallback;
}

bool EntryReader::flag(std::string_view key, bool fallback)
{
    const json::Value& value = m_entry[key];
    if (!value.isNull() && !value.isBool())
        error(value, inQuotes(key) + " is neither true nor false.", "Write true or false.");
    return value.toBool(fallback);
}

StringMap EntryReader::map(std::string_view key)
{
    return stringMap(m_context, m_entry[key], key);
}

std::vector<std::string> EntryReader::texts(std::string_view key)
{
    const json::Value& value = m_entry[key];
    std::vector<std::string> list;
    if (!value.isArray()) {
        if (!value.isNull())
            error(value, inQuotes(key) + " is not a list.", "Write each as a list item.");
        return list;
    }
    for (const json::Value& item : value.asArray())
        if (item.isString())
            list.push_back(item.asString());
        else
            error(item, "an entry of " + inQuotes(key) + " is not a text.", "Write it in quotes.");
    return list;
}

EntryReader EntryReader::part(std::string_view key)
{
    const json::Value& value = m_entry[key];
    if (!value.isNull() && !value.isObject())
        error(value, inQuotes(key) + " is not an object.", "Write its settings as name: value pairs.");
    return EntryReader(m_context, value, m_subject);
}

void putSaid(json::Value& object, std::string_view key, const std::string& base, const std::string& wanted,
             KeyOrder order)
{
    if (base == wanted)
        return;
    if (wanted.empty())
        put(object, key, wanted, order);
    else
        putText(object, key, base, wanted, order);
}

void putNumber(json::Value& object, std::string_view key, int base, int wanted, KeyOrder order)
{
    if (base != wanted)
        put(object, key, wanted, order);
}

} // namespace gw
