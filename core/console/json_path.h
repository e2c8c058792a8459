// JsonPath: one place in a JSON value: "$.user.roles[0]", "$['odd name'][-1]". What auto-replies and scripted
// conversations look at; the gateway's JSONPath dialect, with wildcards and filters, is the engine's.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::console {

class JsonPath
{
public:
    static constexpr std::size_t maxSteps = 64;

    JsonPath() = default; // the whole value
    [[nodiscard]] static Result<JsonPath> parse(std::string_view text);

    [[nodiscard]] const json::Value* find(const json::Value& value) const; // nullptr when nothing is there

private:
    using Step = std::variant<std::string, long>; // a member, or a place in an array (negative: from its end)
    std::vector<Step> m_steps;
};

} // namespace gw::console
