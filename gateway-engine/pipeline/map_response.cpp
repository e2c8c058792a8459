#include "gateway-engine/pipeline/map_response.h"

#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/header_rules.h"

namespace gw::engine {

namespace {

void mapHeaders(Exchange& x, const ResponseMapping& mapping)
{
    for (const auto& [name, source] : mapping.headers)
        if (auto value = source.value(x))
            x.response.headers.set(isRemappedWhenMapped(name) ? remappedName(name) : name,
                                   fieldValue(*std::move(value)));
}

// In place: most answers pass as they are.
void passHeaders(Response& response)
{
    bool hasContentType = false;
    std::string remapped;
    response.headers.reserve(response.headers.size() + 3, response.headers.bytes() + 240); // two ids, a few renamed
    response.headers.renameEach([&](const HeaderField& field) -> std::optional<std::string_view> {
        hasContentType = hasContentType || equalsIgnoreCase(field.name, "Content-Type");
        switch (proxyResponseRule(field.name)) {
        case ResponseHeaderRule::Drop:
            return std::nullopt;
        case ResponseHeaderRule::Remap:
            return remapped.assign(remappedPrefix).append(field.name);
        case ResponseHeaderRule::Pass:
            break;
        }
        return field.name;
    });
    if (!hasContentType && !response.bodyText().empty())
        response.headers.add("Content-Type", "application/json"); // the service's default (reference 1.6)
}

} // namespace

const ResponseMapping* MapResponse::select(const std::string& subject) const
{
    const ResponseMapping* fallback = nullptr;
    for (const ResponseMapping& mapping : m_mappings) {
        if (mapping.pattern && mapping.pattern->matches(subject))
            return &mapping;
        if (!mapping.pattern && !fallback)
            fallback = &mapping;
    }
    return fallback;
}

std::optional<Fault> MapResponse::run(Exchange& x) const
{
    const std::string subject = std::to_string(x.endpointResponse.status);
    const ResponseMapping* mapping = select(subject);
    if (!mapping)
        return configurationFault("No match for output mapping and no default output mapping configured. "
                                     "Endpoint Response Status Code: " +
                                     subject);
    if (!mapping->hasMethodResponse)
        return configurationFault("Output mapping refers to an invalid method response: " +
                                     std::to_string(mapping->status));
    x.response.status = mapping->status;
    const auto* chosen = mapping->templates.forAccept(x.request.headers.get("Accept"));
    x.response.headers.add("Content-Type", chosen ? chosen->first : "application/json");
    mapHeaders(x, *mapping);
    if (chosen)
        x.response.body = chosen->second;
    else
        x.response.body = std::move(x.endpointResponse.body);
    if (x.trace.isOn()) {
        x.trace.note("selected", mapping->pattern ? "by pattern" : "default");
        x.trace.note("status", std::to_string(mapping->status));
    }
    return std::nullopt;
}

std::optional<Fault> PassResponse::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    x.response = std::move(x.endpointResponse);
    passHeaders(x.response);
    return std::nullopt;
}

} // namespace gw::engine
