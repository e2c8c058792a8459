// Edits of single keywords in a model: each value is checked against what draft 4 lets stand there.
#include "core/api/model_place.h"
#include "core/api/model_tree.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

struct KeywordRule
{
    std::string_view name;
    bool (*accepts)(const json::Value& value);
    const char* wanted;
};

bool isNumber(const json::Value& value)
{
    return value.isNumber();
}

bool isPositive(const json::Value& value)
{
    return value.isNumber() && value.toDouble() > 0;
}

bool isSize(const json::Value& value)
{
    return value.isNumber() && value.asNumber().text.find_first_not_of("0123456789") == std::string::npos;
}

bool isFlag(const json::Value& value)
{
    return value.isBool();
}

bool isText(const json::Value& value)
{
    return value.isString();
}

bool isEnumeration(const json::Value& value)
{
    if (!value.isArray())
        return false;
    const json::Array& values = value.asArray();
    for (auto at = values.begin(); at != values.end(); ++at)
        if (std::find(std::next(at), values.end(), *at) != values.end())
            return false;
    return true;
}

bool isFlagOrSchema(const json::Value& value)
{
    return value.isBool() || value.isObject();
}

constexpr KeywordRule rules[] = {
    {"title", isText, "a text"},
    {"description", isText, "a text"},
    {"format", isText, "a name such as date-time or email"},
    {"pattern", isText, "a regular expression"},
    {"enum", isEnumeration, "a list of different values"},
    {"minimum", isNumber, "a number"},
    {"maximum", isNumber, "a number"},
    {"exclusiveMinimum", isFlag, "true or false"},
    {"exclusiveMaximum", isFlag, "true or false"},
    {"multipleOf", isPositive, "a number greater than zero"},
    {"minLength", isSize, "a whole number, zero or more"},
    {"maxLength", isSize, "a whole number, zero or more"},
    {"minItems", isSize, "a whole number, zero or more"},
    {"maxItems", isSize, "a whole number, zero or more"},
    {"minProperties", isSize, "a whole number, zero or more"},
    {"maxProperties", isSize, "a whole number, zero or more"},
    {"uniqueItems", isFlag, "true or false"},
    {"additionalProperties", isFlagOrSchema, "true, false or a schema"},
    {"additionalItems", isFlagOrSchema, "true, false or a schema"},
};

// What has edits of its own.
constexpr std::string_view structure[] = {"$ref",     "type",  "properties",  "patternProperties",
                                          "required", "items", "definitions", "allOf",
                                          "anyOf",    "oneOf", "not",         "dependencies"};

bool meansNothing(const json::Value& value)
{
    return value.isNull() || (value.isString() && value.asString().empty()) ||
           (value.isArray() && value.asArray().empty());
}

// An upper bound of a size below its lower one can never be met.
bool isBelow(const json::Value& maximum, const json::Value& minimum)
{
    return maximum.isNumber() && minimum.isNumber() && maximum.toDouble() < minimum.toDouble();
}

} // namespace

Result<json::Value> setModelKeyword(json::Value schema, std::string_view pointer, const std::string& keyword,
                                    json::Value value)
{
    json::Value* node = valueAt(schema, pointer);
    if (!node || !node->isObject())
        return fail("This place is no longer in the model.", "Select another one.");
    if (keyword.empty() || std::find(std::begin(structure), std::end(structure), keyword) != std::end(structure))
        return fail("\"" + keyword + "\" is no keyword of its own.", "Change the tree instead.");
    const bool mayBeNull = keyword == "default" || keyword == "example";
    if (meansNothing(value) && !(mayBeNull && !value.isNull())) {
        node->remove(keyword);
        return schema;
    }
    const auto* rule = std::find_if(std::begin(rules), std::end(rules),
                                    [&keyword](const KeywordRule& r) { return r.name == keyword; });
    if (rule != std::end(rules) && !rule->accepts(value))
        return fail("\"" + keyword + "\" must be " + rule->wanted + ".", "Correct the value, or clear it.");
    node->set(keyword, std::move(value));
    return schema;
}

Result<json::Value> setModelMinimum(json::Value schema, std::string_view pointer, json::Value value)
{
    const json::Value* node = valueAt(schema, pointer);
    const BoundKeywords keywords = boundKeywords(node ? *node : schema);
    if (node && isBelow((*node)[keywords.maximum], value))
        return fail("The minimum is greater than the maximum.",
                    "Use at most " + (*node)[keywords.maximum].scalarText() + ".");
    return setModelKeyword(std::move(schema), pointer, keywords.minimum, std::move(value));
}

Result<json::Value> setModelMaximum(json::Value schema, std::string_view pointer, json::Value value)
{
    const json::Value* node = valueAt(schema, pointer);
    const BoundKeywords keywords = boundKeywords(node ? *node : schema);
    if (node && isBelow(value, (*node)[keywords.minimum]))
        return fail("The maximum is smaller than the minimum.",
                    "Use at least " + (*node)[keywords.minimum].scalarText() + ".");
    return setModelKeyword(std::move(schema), pointer, keywords.maximum, std::move(value));
}

} // namespace gw
