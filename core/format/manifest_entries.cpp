// Fields of entries, and what is said when they are of the wrong kind.
#include "core/format/manifest_entries.h"

#include "core/in_quotes.h"

#include <cmath>
#include <limits>

namespace gw {

namespace {

bool isScalar(const json::Value& value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

} // namespace

EntryReader::EntryReader(const ReadContext& context, const json::Value& entry, std::string subject, EntryFindings kind)
    : m_context(context), m_entry(&entry), m_subject(std::move(subject)), m_kind(kind)
{
    m_context.where = m_subject;
}

void EntryReader::error(const json::Value& at, const std::string& what, std::string hint)
{
    *m_hadErrors = true;
    if (!m_context.findings)
        return;
    std::string message = m_subject.empty() ? what : m_subject + ": " + what;
    if (message.front() >= 'a' && message.front() <= 'z')
        message.front() = static_cast<char>(message.front() - 'a' + 'A');
    m_context.findings->add(m_kind.severity, at.range(), m_kind.rule, std::move(message), std::move(hint),
                            m_context.node);
}

std::string EntryReader::text(std::string_view key, std::string_view fallback)
{
    const json::Value& value = (*m_entry)[key];
    if (isScalar(value))
        return value.scalarText();
    if (!value.isNull())
        error(value, inQuotes(key) + " is not a text.", "Write one text after it.");
    return std::string(fallback);
}

std::optional<int> EntryReader::wholeNumber(std::string_view key, const std::string& example)
{
    constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();
    const json::Value& value = (*m_entry)[key];
    if (value.isNull())
        return std::nullopt;
    const std::int64_t number = value.isNumber() ? value.toInt(none) : none;
    if (number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max())
        return static_cast<int>(number);
    error(value, inQuotes(key) + " is not a whole number.", "Write it as " + example + ".");
    return std::nullopt;
}

int EntryReader::number(std::string_view key, int fallback)
{
    return wholeNumber(key, std::to_string(fallback)).value_or(fallback);
}

bool EntryReader::flag(std::string_view key, bool fallback)
{
    const json::Value& value = (*m_entry)[key];
    if (!value.isNull() && !value.isBool())
        error(value, inQuotes(key) + " is neither true nor false.", "Write true or false.");
    return value.toBool(fallback);
}

std::optional<int> EntryReader::optionalNumber(std::string_view key)
{
    return wholeNumber(key, "1");
}

std::optional<double> EntryReader::optionalReal(std::string_view key)
{
    constexpr double none = std::numeric_limits<double>::infinity();
    const json::Value& value = (*m_entry)[key];
    const double number = value.toDouble(none);
    if (number != none)
        return number;
    if (!value.isNull())
        error(value, inQuotes(key) + " is not a number.", "Write it as 10 or 0.5.");
    return std::nullopt;
}

std::optional<bool> EntryReader::optionalFlag(std::string_view key)
{
    const json::Value& value = (*m_entry)[key];
    const bool flag = this->flag(key, false);
    return value.isBool() ? std::optional(flag) : std::nullopt;
}

StringMap EntryReader::map(std::string_view key)
{
    return stringMap(m_context, (*m_entry)[key], key);
}

std::vector<std::string> EntryReader::texts(std::string_view key)
{
    const json::Value& value = (*m_entry)[key];
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

EntryReader EntryReader::partAt(const json::Value& value) const
{
    EntryReader reader(m_context, value, m_subject, m_kind);
    reader.m_hadErrors = m_hadErrors;
    return reader;
}

EntryReader EntryReader::part(std::string_view key)
{
    const json::Value& value = (*m_entry)[key];
    if (!value.isNull() && !value.isObject())
        error(value, inQuotes(key) + " is not an object.", "Write its settings as name: value pairs.");
    return partAt(value);
}

std::vector<Listed<EntryReader>> EntryReader::parts(std::string_view key)
{
    const json::Value& value = (*m_entry)[key];
    std::vector<Listed<EntryReader>> list;
    if (!value.isArray()) {
        if (!value.isNull())
            error(value, inQuotes(key) + " is not a list.", "Write each as a list item.");
        return list;
    }
    for (std::size_t i = 0; i < value.asArray().size(); ++i)
        if (const json::Value& item = value.asArray()[i]; item.isObject())
            list.push_back({i, partAt(item)});
        else
            error(item, "an entry of " + inQuotes(key) + " is not an object.",
                  "Write its settings as name: value pairs.");
    return list;
}

json::Value plainNumber(double number)
{
    constexpr double largest = 1e9;
    const double whole = std::nearbyint(number);
    return whole == number && std::abs(number) < largest ? json::Value(static_cast<int>(whole)) : json::Value(number);
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

void putDerived(json::Value& object, std::string_view key, const std::string& wanted, const std::string& derived,
                KeyOrder order)
{
    const std::string said = object[key].scalarText();
    if (said != wanted && !wanted.empty())
        putText(object, key, said, said.empty() && wanted == derived ? std::string() : wanted, order);
}

void putNumber(json::Value& object, std::string_view key, int base, int wanted, KeyOrder order)
{
    if (base != wanted)
        put(object, key, wanted, order);
}

} // namespace gw
