// The small objects that events' details are made of.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/states/failure.h"

#include <string>
#include <utility>

namespace gw::engine::states {

// {"input": text, "inputDetails": {"truncated": false}}, likewise for "output".
inline void setData(json::Value& details, const std::string& name, std::string text)
{
    json::Value truncated = json::Value::object();
    truncated.set("truncated", false);
    details.set(name, std::move(text));
    details.set(name + "Details", std::move(truncated));
}

// {"error": …, "cause": …}, those there are.
inline json::Value failureDetails(const Failure& failure)
{
    json::Value details = json::Value::object();
    if (failure.name)
        details.set("error", *failure.name);
    if (failure.cause)
        details.set("cause", *failure.cause);
    return details;
}

} // namespace gw::engine::states
