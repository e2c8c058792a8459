// The result of one evaluated case: a value, or what is wrong with the case and where in its line.
#pragma once

#include "core/diagnostic.h"
#include "core/json/value.h"

#include <tl/expected.hpp>

#include <string>

namespace gw::cli {

struct BadCase
{
    std::string message;
    std::size_t offset = 0; // byte in the line where the culprit begins
    SourcePosition place{}; // instead of that: in a template or other text with lines of its own
};

using EvalResult = tl::expected<json::Value, BadCase>;

[[nodiscard]] EvalResult evaluateAsl(const json::Value& input);      // eval_asl.cpp
[[nodiscard]] EvalResult evaluateJsonPath(const json::Value& input); // eval_jsonpath.cpp
[[nodiscard]] EvalResult evaluateRoute(const json::Value& input);    // eval_route.cpp
[[nodiscard]] EvalResult evaluateSchema(const json::Value& input);   // eval_schema.cpp
[[nodiscard]] EvalResult evaluateVtl(const json::Value& input);      // eval_vtl.cpp

} // namespace gw::cli
