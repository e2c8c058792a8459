// Elements of a list are told apart by a canonical text (members sorted, numbers in one spelling): pairs would be too
// many.
#include "gateway-engine/schema/json_equality.h"

#include "core/json/text.h"
#include "gateway-engine/schema/exact_number.h"

#include <algorithm>
#include <unordered_set>

namespace gw::engine {

namespace {

bool equalArrays(const json::Array& a, const json::Array& b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), equalValues);
}

bool equalObjects(const json::Value& a, const json::Value& b)
{
    if (a.asObject().size() != b.asObject().size())
        return false;
    return std::all_of(a.asObject().begin(), a.asObject().end(), [&b](const json::Member& member) {
        const json::Value* other = b.find(member.key);
        return other && equalValues(member.value, *other);
    });
}

class CanonicalText
{
public:
    explicit CanonicalText(std::int64_t& steps) : m_steps(steps) {}

    std::string of(const json::Value& value)
    {
        m_text.clear();
        append(value);
        return m_text;
    }

private:
    void append(const json::Value& value)
    {
        constexpr std::int64_t charactersOfAStep = 8;
        if (m_steps <= 0)
            return;
        const std::size_t before = m_text.size();
        if (value.isNumber())
            m_text += ExactNumber(value.asNumber().text).canonical();
        else if (value.isArray())
            appendArray(value.asArray());
        else if (value.isObject())
            appendObject(value.asObject());
        else
            m_text += json::writeJson(value);
        m_steps -= 1 + static_cast<std::int64_t>(m_text.size() - before) / charactersOfAStep;
    }

    void appendArray(const json::Array& values)
    {
        m_text += '[';
        for (const json::Value& value : values) {
            append(value);
            m_text += ',';
        }
        m_text += ']';
    }

    void appendObject(const json::Object& object)
    {
        std::vector<const json::Member*> members;
        members.reserve(object.size());
        for (const json::Member& member : object)
            members.push_back(&member);
        std::stable_sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
        m_text += '{';
        for (const json::Member* member : members) {
            m_text += json::writeJson(json::Value(member->key)) + ':';
            append(member->value);
            m_text += ',';
        }
        m_text += '}';
    }

    std::int64_t& m_steps;
    std::string m_text;
};

} // namespace

bool equalValues(const json::Value& a, const json::Value& b)
{
    if (a.isString() && b.isString())
        return a.asString() == b.asString();
    if (a.isNumber() && b.isNumber())
        return compareNumbers(a.asNumber().text, b.asNumber().text) == 0;
    if (a.isArray() && b.isArray())
        return equalArrays(a.asArray(), b.asArray());
    if (a.isObject() && b.isObject())
        return equalObjects(a, b);
    return (a.isNull() && b.isNull()) || (a.isBool() && b.isBool() && a.asBool() == b.asBool());
}

std::optional<bool> hasDuplicates(const json::Array& values, std::int64_t& steps)
{
    CanonicalText canonical(steps);
    std::unordered_set<std::string> seen;
    for (const json::Value& value : values) {
        const bool isNew = seen.insert(canonical.of(value)).second;
        if (steps <= 0)
            return std::nullopt;
        if (!isNew)
            return true;
    }
    return false;
}

} // namespace gw::engine
