#include "gateway-engine/pipeline/body_json.h"

#include "core/json/text.h"

namespace gw::engine {

BodyJson bodyAsJson(std::string_view body, std::shared_ptr<const json::Value> known)
{
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || std::string_view("{['\"").find(body[first]) == std::string_view::npos)
        return {};
    if (known)
        return {std::move(known), {}};
    auto value = json::readJson(body);
    if (!value)
        return {nullptr, value.error().message};
    return {std::make_shared<const json::Value>(*std::move(value)), {}};
}

} // namespace gw::engine
