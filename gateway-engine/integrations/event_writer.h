// EventWriter: the JSON of an event that a function gets, written front to back into one string: no tree of it is ever
// made (reference 1.16, 1.25).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

// Of one name with all its values, in order.
struct EventField
{
    std::string name;
    std::vector<std::string> values;
};
using EventFields = std::vector<EventField>;

// Maps of nothing are null in the events of integrations and {} in those of authorizers.
enum class EmptyMap { Null, Object };

class EventWriter
{
public:
    explicit EventWriter(std::size_t expected, EmptyMap emptyMap = EmptyMap::Null) : m_emptyMap(emptyMap)
    {
        m_text.reserve(expected);
    }

    void open() { m_text += '{', m_isFirst = true; }
    void close() { m_text += '}', m_isFirst = false; }
    void key(std::string_view name);
    void text(std::string_view name, std::string_view value) { key(name), appendQuoted(value); }
    void raw(std::string_view name, std::string_view value) { key(name), m_text += value; }
    void textOrNull(std::string_view name, const std::optional<std::string>& value)
    {
        value ? text(name, *value) : raw(name, "null");
    }
    // The last value of each name, as the service's single-value maps have it.
    void singles(std::string_view name, const EventFields& fields);
    void lists(std::string_view name, const EventFields& fields);
    // All values of each name, in one text: "1,2 3".
    void joined(std::string_view name, const EventFields& fields);
    void texts(std::string_view name, const std::vector<std::string_view>& values); // ["a","b"]
    void pairs(std::string_view name, const std::vector<std::pair<std::string, std::string>>& values);
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    void appendQuoted(std::string_view value);
    template <typename Write>
    void writeMap(std::string_view name, const EventFields& fields, Write writeValue);

    std::string m_text;
    bool m_isFirst = true;
    EmptyMap m_emptyMap;
};

} // namespace gw::engine
