// What a state, a Choice rule or a catcher says, in a few words for pictures and lists (reference 4.2).
#pragma once

#include "core/json/value.h"
#include "core/states/asl_outline.h"

#include <string>

namespace gw::asl {

// "$.total > 100 and $.vip is true"; of JSONata the condition without its marks. Empty when nothing can be said.
[[nodiscard]] std::string ruleInWords(const json::Value& rule);
[[nodiscard]] std::string errorNames(const json::Value& catcher); // "States.Timeout, Payment.Declined"
[[nodiscard]] std::string summaryOf(StateType type, const json::Value& state);

// The name of the Lambda function a Task calls, and the value that says it; nullptr when it calls none by name.
struct FunctionMention
{
    std::string name;
    const json::Value* value = nullptr;
};
[[nodiscard]] FunctionMention functionOf(const json::Value& task);

// A Choice rule's comparison: "NumericGreaterThanPath" is {">", true}.
struct Comparison
{
    std::string_view sign; // "=", "<", "matches", "is null" …
    bool isPath = false;   // the other side is a path
};
[[nodiscard]] Comparison comparisonOf(std::string_view field);    // empty sign: no comparison
[[nodiscard]] const std::vector<std::string>& comparisonFields(); // every operator, in the order people look for them

// At most `most` code points, the rest as "…".
[[nodiscard]] std::string shortened(std::string text, std::size_t most);

} // namespace gw::asl
