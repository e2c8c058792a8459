// Compares schemas keyword by keyword, properties by name, items in depth.
#include "core/edit/schema_diff.h"

#include "core/json/text.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

constexpr int deepest = 24;
constexpr std::size_t mostDifferences = 20;

const json::Value& resolved(const OpenApiDefinition& definition, const json::Value& schema)
{
    static const json::Value nothing;
    const json::Value* value = &schema;
    for (int step = 0; step < deepest && value->find("$ref"); ++step) {
        const json::Value* target = definition.resolve((*value)["$ref"].toString());
        if (!target)
            return nothing;
        value = target;
    }
    return *value;
}

std::set<std::string> textsOf(const json::Value& array)
{
    std::set<std::string> texts;
    if (array.isArray())
        for (const json::Value& item : array.asArray())
            texts.insert(json::writeJson(item));
    return texts;
}

class SchemaDiff
{
public:
    SchemaDiff(const OpenApiDefinition& before, const OpenApiDefinition& after) : m_before(before), m_after(after) {}

    void compare(const json::Value& oldSchema, const json::Value& newSchema, const std::string& place, int depth = 0)
    {
        if (oldSchema == newSchema || depth > deepest || m_found.size() >= mostDifferences)
            return;
        const json::Value& before = resolved(m_before, oldSchema);
        const json::Value& after = resolved(m_after, newSchema);
        if (before == after)
            return;
        const std::size_t known = m_found.size();
        compareType(before, after, place);
        compareEnum(before, after, place);
        compareRequired(before, after, place);
        compareProperties(before, after, place, depth);
        compareAdditional(before, after, place);
        compareBounds(before, after, place);
        compare(before["items"], after["items"], place.empty() ? "[]" : place + "[]", depth + 1);
        if (m_found.size() == known && depth == 0 && !isOnlyDescribed(before, after))
            say("The schema changed.", false, false);
    }

    std::vector<SchemaDifference> take() { return std::move(m_found); }

private:
    void say(std::string sentence, bool narrows, bool widens)
    {
        m_found.push_back({std::move(sentence), narrows, widens});
    }

    static std::string named(const std::string& place) { return place.empty() ? "The value" : "\"" + place + "\""; }

    static std::string below(const std::string& place, const std::string& name)
    {
        return place.empty() ? name : place + "." + name;
    }

    void compareType(const json::Value& before, const json::Value& after, const std::string& place)
    {
        const std::string was = before["type"].scalarText();
        const std::string is = after["type"].scalarText();
        if (was == is)
            return;
        if (was.empty())
            return say(named(place) + " must be of type " + is + " now.", true, false);
        if (is.empty())
            return say(named(place) + " may be of any type now.", false, true);
        const bool isWider = was == "integer" && is == "number";
        const bool isNarrower = was == "number" && is == "integer";
        say(named(place) + " is of type " + is + " instead of " + was + ".", !isWider, !isNarrower);
    }

    void compareEnum(const json::Value& before, const json::Value& after, const std::string& place)
    {
        const std::set<std::string> was = textsOf(before["enum"]);
        const std::set<std::string> is = textsOf(after["enum"]);
        if (was == is)
            return;
        if (was.empty())
            return say(named(place) + " must be one of a list of values now.", true, false);
        if (is.empty())
            return say(named(place) + " is no longer one of a list of values.", false, true);
        for (const std::string& value : was)
            if (is.count(value) == 0)
                say(named(place) + " cannot be " + value + " any more.", true, false);
        for (const std::string& value : is)
            if (was.count(value) == 0)
                say(named(place) + " can be " + value + " now.", false, true);
    }

    void compareRequired(const json::Value& before, const json::Value& after, const std::string& place)
    {
        const auto names = [](const json::Value& schema) {
            std::set<std::string> list;
            if (schema["required"].isArray())
                for (const json::Value& name : schema["required"].asArray())
                    list.insert(name.scalarText());
            return list;
        };
        const std::set<std::string> was = names(before);
        const std::set<std::string> is = names(after);
        for (const std::string& name : is)
            if (was.count(name) == 0)
                say("\"" + below(place, name) + "\" is required now.", true, false);
        for (const std::string& name : was)
            if (is.count(name) == 0)
                say("\"" + below(place, name) + "\" is no longer required.", false, true);
    }

    void compareProperties(const json::Value& before, const json::Value& after, const std::string& place, int depth)
    {
        const json::Value& was = before["properties"];
        const json::Value& is = after["properties"];
        const bool isClosed = after["additionalProperties"].isBool() && !after["additionalProperties"].asBool();
        if (was.isObject())
            for (const json::Member& member : was.asObject()) {
                const json::Value* now = is.find(member.key);
                if (now)
                    compare(member.value, *now, below(place, member.key), depth + 1);
                else
                    say("\"" + below(place, member.key) + "\" is no longer described.", isClosed, true);
            }
        if (is.isObject())
            for (const json::Member& member : is.asObject())
                if (!was.find(member.key))
                    say("\"" + below(place, member.key) + "\" is described now.", false, false);
    }

    void compareAdditional(const json::Value& before, const json::Value& after, const std::string& place)
    {
        const auto isClosed = [](const json::Value& schema) {
            const json::Value& additional = schema["additionalProperties"];
            return additional.isBool() && !additional.asBool();
        };
        if (isClosed(before) == isClosed(after))
            return;
        say(named(place) + (isClosed(after) ? " may have no other properties now." : " may have other properties now."),
            isClosed(after), isClosed(before));
    }

    void compareBounds(const json::Value& before, const json::Value& after, const std::string& place)
    {
        for (const char* key : {"minimum", "minLength", "minItems", "minProperties"})
            compareBound(before[key], after[key], key, place, 1);
        for (const char* key : {"maximum", "maxLength", "maxItems", "maxProperties"})
            compareBound(before[key], after[key], key, place, -1);
        for (const char* key : {"pattern", "format", "multipleOf", "uniqueItems", "exclusiveMinimum",
                                "exclusiveMaximum", "not", "allOf", "anyOf", "oneOf"})
            if (!(before[key] == after[key]))
                say(named(place) + ": \"" + key + "\" changed.", !after[key].isNull(), !before[key].isNull());
    }

    // `direction` 1: a higher bound fits less.
    void compareBound(const json::Value& before, const json::Value& after, const char* key, const std::string& place,
                      int direction)
    {
        if (before == after)
            return;
        const std::string label = named(place) + ": \"" + key + "\" ";
        if (before.isNull())
            return say(label + "is " + after.scalarText() + " now.", true, false);
        if (after.isNull())
            return say(label + "is gone.", false, true);
        const bool isNarrower = (after.toDouble() - before.toDouble()) * direction > 0;
        say(label + "is " + after.scalarText() + " instead of " + before.scalarText() + ".", isNarrower, !isNarrower);
    }

    // Titles, descriptions and examples mean nothing to a validator.
    static bool isOnlyDescribed(json::Value before, json::Value after)
    {
        for (const char* key : {"title", "description", "example", "examples", "default", "properties", "items"}) {
            before.remove(key);
            after.remove(key);
        }
        return before == after;
    }

    const OpenApiDefinition& m_before;
    const OpenApiDefinition& m_after;
    std::vector<SchemaDifference> m_found;
};

} // namespace

std::vector<SchemaDifference> schemaDiff(const OpenApiDefinition& definitionBefore, const json::Value& before,
                                         const OpenApiDefinition& definitionAfter, const json::Value& after)
{
    SchemaDiff diff(definitionBefore, definitionAfter);
    diff.compare(before, after, {});
    return diff.take();
}

} // namespace gw
