// The limits of the service on data and machines (reference 4.2 and 5), and what bounds a hostile machine besides.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/states/failure.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace gw::engine::states {

inline constexpr std::size_t mostPayloadBytes = 262'144; // input, output, result; one variable; one Assign
inline constexpr std::size_t mostVariableBytes = 10'485'760;
inline constexpr std::int64_t mostHistoryEvents = 25'000;
inline constexpr std::size_t mostHistoryBytes = 64u << 20;    // beyond it events say that their data is truncated
inline constexpr int mostDataDepth = 200;                     // nested arrays and objects
inline constexpr std::size_t mostEvaluationBytes = 16u << 20; // copied by one payload template
inline constexpr std::size_t mostInlineConcurrency = 40;
inline constexpr std::chrono::minutes longestExpress{5};
inline constexpr std::chrono::hours longestStandard{24 * 365};

// The JSON text of data on its way on, whole and within the limits.
[[nodiscard]] Outcome<std::string> payloadText(const json::Value& value, const std::string& stateOrTask);

[[nodiscard]] Failure dataLimitExceeded(const std::string& stateOrTask);

// Bytes of the JSON text, roughly and cheaply: never less than half of it.
[[nodiscard]] std::size_t roughBytes(const json::Value& value);

} // namespace gw::engine::states
