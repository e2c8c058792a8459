// What is wrong with a definition: the rules of Amazon States Language about states and the ways between them.
#pragma once

#include "core/states/asl_outline.h"

#include <span>

namespace gw::asl {

// Ids and sentences, for documentation and SARIF.
struct ProblemRule
{
    const char* id;
    const char* description;
};
[[nodiscard]] std::span<const ProblemRule> problemRules();

// `definition` is what `outline` was read from; nullptr when its text cannot be read whole.
void findProblems(Outline& outline, std::string_view text, const json::Value* definition);

} // namespace gw::asl
