#include "gateway-engine/states/data_limits.h"

#include "core/json/text.h"

namespace gw::engine::states {

namespace {

bool isDeeperThan(const json::Value& value, int levels)
{
    if (!value.isArray() && !value.isObject())
        return false;
    if (levels == 0)
        return true;
    if (value.isArray()) {
        for (const json::Value& element : value.asArray())
            if (isDeeperThan(element, levels - 1))
                return true;
        return false;
    }
    for (const json::Member& member : value.asObject())
        if (isDeeperThan(member.value, levels - 1))
            return true;
    return false;
}

} // namespace

Failure dataLimitExceeded(const std::string& stateOrTask)
{
    return {std::string(error::dataLimitExceeded),
            "The state/task '" + stateOrTask +
                "' returned a result with a size exceeding the maximum number of bytes service limit.",
            false,
            {}};
}

std::size_t roughBytes(const json::Value& value)
{
    if (value.isString())
        return value.asString().size() + 2;
    if (value.isNumber())
        return value.asNumber().text.size();
    std::size_t sum = 4;
    if (value.isArray())
        for (const json::Value& element : value.asArray())
            sum += roughBytes(element) + 1;
    if (value.isObject())
        for (const json::Member& member : value.asObject())
            sum += member.key.size() + roughBytes(member.value) + 4;
    return sum;
}

Outcome<std::string> payloadText(const json::Value& value, const std::string& stateOrTask)
{
    if (isDeeperThan(value, mostDataDepth))
        return runtimeFailure("The data is nested more than " + std::to_string(mostDataDepth) + " levels deep.");
    if (roughBytes(value) > 4 * mostPayloadBytes)
        return tl::unexpected(dataLimitExceeded(stateOrTask));
    std::string text = json::writeJson(value);
    if (text.size() > mostPayloadBytes)
        return tl::unexpected(dataLimitExceeded(stateOrTask));
    return text;
}

} // namespace gw::engine::states
