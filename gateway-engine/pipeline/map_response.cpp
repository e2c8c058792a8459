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

Task<std::optional<Fault>> MapResponse::run(Exchange& x) const
{
    const std::string subject = std::to_string(x.endpointResponse.status);
    const ResponseMapping* mapping = select(subject);
    if (!mapping)
        co_return configurationFault("No match for output mapping and no default output mapping configured. "
                                     "Endpoint Response Status Code: " +
                                     subject);
    if (!mapping->hasMethodResponse)
        co_return configurationFault("Output mapping refers to an invalid method response: " +
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
    co_return std::nullopt;
}

Task<std::optional<Fault>> PassResponse::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    x.response = std::move(x.endpointResponse);
    Headers passed;
    passed.reserve(x.response.headers.fields().size() + 3);
    for (HeaderField& field : x.response.headers.fields()) {
        switch (proxyResponseRule(field.name)) {
        case ResponseHeaderRule::Pass:
            passed.add(std::move(field.name), std::move(field.value));
            break;
        case ResponseHeaderRule::Remap:
            passed.add(remappedName(field.name), std::move(field.value));
            break;
        case ResponseHeaderRule::Drop:
            break;
        }
    }
    if (!x.response.bodyText().empty() && !passed.has("Content-Type"))
        passed.add("Content-Type", "application/json"); // the service's default (reference 1.6)
    x.response.headers = std::move(passed);
    co_return std::nullopt;
}

} // namespace gw::engine
