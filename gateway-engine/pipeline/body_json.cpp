#include "gateway-engine/pipeline/body_json.h"

#include "core/json/text.h"

namespace gw::engine {

BodyJson bodyAsJson(std::string_view body)
{
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || std::string_view("{['\"").find(body[first]) == std::string_view::npos)
        return {};
    auto value = json::readJson(body);
    if (!value)
        return {std::nullopt, true};
    return {*std::move(value), false};
}

} // namespace gw::engine
