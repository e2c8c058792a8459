// The result of one evaluated case: a value, or what is wrong with the case and where in its line.
#pragma once

#include "core/json/value.h"

#include <tl/expected.hpp>

#include <string>

namespace gw::cli {

struct BadCase
{
    std::string message;
    std::size_t offset = 0; // byte in the line where the culprit begins
};

using EvalResult = tl::expected<json::Value, BadCase>;

[[nodiscard]] EvalResult evaluateJsonPath(const json::Value& input); // eval_jsonpath.cpp
[[nodiscard]] EvalResult evaluateRoute(const json::Value& input);    // eval_route.cpp

} // namespace gw::cli
