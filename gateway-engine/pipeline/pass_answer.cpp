#include "gateway-engine/pipeline/pass_answer.h"

#include "gateway-engine/pipeline/header_rules.h"

#include <utility>

namespace gw::engine {

void dropConnectionHeaders(Headers& headers)
{
    headers.prefixEach([](const HeaderField& field) -> std::optional<std::string_view> {
        return isOfConnection(field.name) ? std::nullopt : std::optional(std::string_view());
    });
}

std::optional<Fault> PassAnswer::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    x.response = std::move(x.endpointResponse);
    dropConnectionHeaders(x.response.headers);
    return std::nullopt;
}

} // namespace gw::engine
