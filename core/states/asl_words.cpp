// Rules, catchers and states in a few words.
#include "core/states/asl_words.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <array>

namespace gw::asl {

namespace {

constexpr std::size_t longestWords = 120;
constexpr int deepestRule = 6; // what is nested deeper is "…"

struct Order
{
    std::string_view suffix;
    std::string_view sign;
};
constexpr std::array orders{Order{"GreaterThanEquals", "≥"}, Order{"LessThanEquals", "≤"}, Order{"GreaterThan", ">"},
                            Order{"LessThan", "<"}, Order{"Equals", "="}};
constexpr std::array<std::string_view, 3> orderedKinds{"String", "Numeric", "Timestamp"};

struct Test
{
    std::string_view field;
    std::string_view sign;
};
constexpr std::array tests{Test{"IsPresent", "is present"},   Test{"IsNull", "is null"},
                           Test{"IsString", "is a string"},   Test{"IsNumeric", "is a number"},
                           Test{"IsBoolean", "is a boolean"}, Test{"IsTimestamp", "is a timestamp"}};

std::string valueInWords(const json::Value& value)
{
    if (value.isString())
        return inQuotes(value.asString());
    if (value.isObject() || value.isArray())
        return json::writeJson(value);
    return value.isNull() ? "null" : value.scalarText();
}

std::string withoutMarks(std::string_view jsonata)
{
    if (jsonata.size() >= 4 && jsonata.starts_with("{%") && jsonata.ends_with("%}"))
        jsonata = jsonata.substr(2, jsonata.size() - 4);
    const auto first = jsonata.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return std::string(jsonata.substr(first, jsonata.find_last_not_of(" \t\r\n") - first + 1));
}

std::string inWords(const json::Value& rule, int depth);

std::string joined(const json::Value& rules, std::string_view word, int depth)
{
    std::string words;
    for (const json::Value& rule : rules.isArray() ? rules.asArray() : json::Array{}) {
        if (words.size() > longestWords)
            return words; // shortened by the caller
        if (!words.empty())
            words.append(" ").append(word).append(" ");
        const bool isJoined = rule.find("And") || rule.find("Or");
        words += isJoined ? "(" + inWords(rule, depth + 1) + ")" : inWords(rule, depth + 1);
    }
    return words;
}

std::string comparisonInWords(const json::Value& rule)
{
    const std::string variable(rule["Variable"].toString());
    for (const json::Member& member : rule.asObject()) {
        const Comparison comparison = comparisonOf(member.key);
        if (comparison.sign.empty())
            continue;
        if (member.key.starts_with("Is")) {
            const std::string sign(comparison.sign);
            return variable + " " + (member.value.toBool(true) ? sign : "is not" + sign.substr(2));
        }
        const std::string other = comparison.isPath ? member.value.scalarText() : valueInWords(member.value);
        return variable + " " + std::string(comparison.sign) + " " + other;
    }
    return variable;
}

std::string inWords(const json::Value& rule, int depth)
{
    if (!rule.isObject())
        return {};
    if (depth > deepestRule)
        return "…";
    if (const json::Value* condition = rule.find("Condition"))
        return condition->isString() ? withoutMarks(condition->asString()) : condition->scalarText();
    if (const json::Value* all = rule.find("And"))
        return joined(*all, "and", depth);
    if (const json::Value* any = rule.find("Or"))
        return joined(*any, "or", depth);
    if (const json::Value* none = rule.find("Not"))
        return "not (" + inWords(*none, depth + 1) + ")";
    return comparisonInWords(rule);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string waitInWords(const json::Value& state)
{
    if (const json::Value* seconds = state.find("Seconds"))
        return seconds->isString() ? withoutMarks(seconds->asString()) : seconds->scalarText() + " s";
    if (const json::Value* path = state.find("SecondsPath"))
        return path->scalarText() + " seconds";
    for (const char* field : {"Timestamp", "TimestampPath"})
        if (const json::Value* time = state.find(field))
            return "until " + withoutMarks(time->scalarText());
    return {};
}

std::string mapInWords(const json::Value& state)
{
    for (const char* field : {"Items", "ItemsPath"})
        if (const json::Value* items = state.find(field); items && items->isString())
            return "for each of " + withoutMarks(items->asString());
    return state.find("ItemReader") ? "for each item read" : "for each item";
}

// The last parts of "arn:aws:states:::dynamodb:putItem.sync".
std::string resourceInWords(std::string_view resource)
{
    constexpr std::string_view service = ":states:";
    const auto at = resource.find(service);
    if (!resource.starts_with("arn:") || at == std::string_view::npos)
        return std::string(resource);
    if (const auto activity = resource.find(":activity:"); activity != std::string_view::npos)
        return "activity " + std::string(resource.substr(activity + 10));
    const auto name = resource.find(":::", at);
    return std::string(name == std::string_view::npos ? resource : resource.substr(name + 3));
}

std::string taskInWords(const json::Value& state)
{
    if (const FunctionMention function = functionOf(state); function.value)
        return function.name;
    return resourceInWords(state["Resource"].toString());
}

// "arn:aws:lambda:eu-west-1:123456789012:function:charge:live" → "charge"; a bare name is itself.
std::string functionName(std::string_view text)
{
    constexpr std::string_view mark = ":function:";
    const auto at = text.find(mark);
    if (at == std::string_view::npos)
        return text.find(':') == std::string_view::npos ? std::string(text) : std::string{};
    text = text.substr(at + mark.size());
    return std::string(text.substr(0, text.find(':')));
}

} // namespace

std::string shortened(std::string text, std::size_t most)
{
    std::size_t points = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80)
            continue;
        if (points++ == most) {
            text.resize(i);
            return text + "…";
        }
    }
    return text;
}

Comparison comparisonOf(std::string_view field)
{
    for (const Test& test : tests)
        if (field == test.field)
            return {test.sign, false};
    if (field == "StringMatches")
        return {"matches", false};
    const bool isPath = field.ends_with("Path");
    if (isPath)
        field.remove_suffix(4);
    if (field == "BooleanEquals")
        return {"=", isPath};
    for (const std::string_view kind : orderedKinds)
        if (field.starts_with(kind))
            for (const Order& order : orders)
                if (field.substr(kind.size()) == order.suffix)
                    return {order.sign, isPath};
    return {};
}

const std::vector<std::string>& comparisonFields()
{
    static const std::vector<std::string> fields = [] {
        std::vector<std::string> all;
        for (const std::string_view kind : {"String", "Numeric", "Timestamp"}) {
            for (const std::string_view suffix :
                 {"Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"})
                for (const std::string_view path : {"", "Path"})
                    all.push_back(std::string(kind).append(suffix).append(path));
            if (kind == "String")
                all.insert(all.end(), {"StringMatches", "BooleanEquals", "BooleanEqualsPath"});
        }
        for (const Test& test : tests)
            all.emplace_back(test.field);
        return all;
    }();
    return fields;
}

std::string ruleInWords(const json::Value& rule)
{
    return shortened(inWords(rule, 0), longestWords);
}

std::string errorNames(const json::Value& catcher)
{
    const json::Value& errors = catcher["ErrorEquals"];
    std::string names;
    for (const json::Value& error : errors.isArray() ? errors.asArray() : json::Array{}) {
        if (names.size() > longestWords)
            break;
        names.append(names.empty() ? "" : ", ").append(error.toString());
    }
    return shortened(std::move(names), longestWords);
}

FunctionMention functionOf(const json::Value& task)
{
    const json::Value* resource = task.find("Resource");
    if (!resource || !resource->isString())
        return {};
    const std::string& text = resource->asString();
    if (text.find(":lambda:") == std::string::npos)
        return {};
    if (text.find(":states:") == std::string::npos) {
        std::string name = functionName(text);
        return name.empty() ? FunctionMention{} : FunctionMention{std::move(name), resource};
    }
    for (const char* arguments : {"Parameters", "Arguments"})
        if (const json::Value* name = task[arguments].find("FunctionName"); name && name->isString())
            if (std::string plain = functionName(name->asString()); !plain.empty() && plain.find('{') != 0)
                return {std::move(plain), name};
    return {};
}

std::string summaryOf(StateType type, const json::Value& state)
{
    const auto count = [&](const char* key) {
        const json::Value& list = state[key];
        return list.isArray() ? list.asArray().size() : std::size_t{0};
    };
    std::string words;
    switch (type) {
    case StateType::Task:
        words = taskInWords(state);
        break;
    case StateType::Choice:
        words = counted(count("Choices"), "rule", "rules");
        break;
    case StateType::Wait:
        words = waitInWords(state);
        break;
    case StateType::Fail:
        words = withoutMarks(state["Error"].toString(state["ErrorPath"].toString()));
        break;
    case StateType::Parallel:
        words = counted(count("Branches"), "branch", "branches");
        break;
    case StateType::Map:
        words = mapInWords(state);
        break;
    case StateType::Pass:
    case StateType::Succeed:
    case StateType::Unknown:
        words = state["Comment"].toString();
        break;
    }
    return shortened(std::move(words), longestWords);
}

} // namespace gw::asl
