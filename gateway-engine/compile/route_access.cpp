#include "gateway-engine/compile/route_access.h"

#include "core/api/mapping_key.h"
#include "core/in_quotes.h"
#include "gateway-engine/pipeline/cors.h"
#include "gateway-engine/pipeline/route_mapping.h"

#include <utility>

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;
using Side = HttpValueSource::Side;

constexpr char stageName[] = "map_parameters";

tl::unexpected<Diagnostic> noMapping(const Diagnostic& why)
{
    return gw::fail(brokenRule("route-mapping", why.message, why.hint));
}

Result<RouteMapping> mappingOf(const std::string& to, const std::string& from, Side side)
{
    const auto key = side == Side::Request ? requestMappingKeyFrom(to) : responseMappingKeyFrom(to);
    if (!key)
        return noMapping(key.error());
    auto source = HttpValueSource::parse(key->action == MappingAction::Remove ? std::string() : from, side);
    if (!source)
        return noMapping(source.error());
    if (key->place == MappingPlace::StatusCode && source->isLiteral() && !mappedStatusFrom(from))
        return gw::fail(brokenRule("route-mapping", inQuotes(from) + " is no status.", "Write 200 to 599."));
    return RouteMapping{*key, to, *std::move(source)};
}

Result<RouteMappings> mappingsOf(const StringMap& parameters, Side side)
{
    RouteMappings mappings;
    for (const auto& [to, from] : parameters) {
        auto mapping = mappingOf(to, from, side);
        if (!mapping)
            return gw::fail(mapping.error());
        mappings.push_back(*std::move(mapping));
    }
    return mappings;
}

Result<MapRouteAnswer::ByStatus> answerMappings(const Integration& integration)
{
    MapRouteAnswer::ByStatus byStatus;
    for (const ResponseParameters& parameters : integration.responseParameters) {
        const auto status = mappedStatusFrom(parameters.statusCode);
        if (!status)
            return gw::fail(brokenRule("route-mapping",
                                       "answers of the status " + inQuotes(parameters.statusCode) +
                                           ", which is none, cannot be mapped.",
                                       "Write a status of 200 to 599."));
        auto mappings = mappingsOf(parameters.parameters, Side::Response);
        if (!mappings)
            return gw::fail(mappings.error());
        byStatus.emplace_back(*status, *std::move(mappings));
    }
    return byStatus;
}

bool isFunction(const Integration& integration)
{
    return integration.type == IntegrationType::AwsProxy;
}

// Parameters of a service's action are no mappings (reference 2.3).
template <typename MappingStage>
StagePtr requestMappingStage(const MethodSource& source)
{
    const Integration& integration = *source.method.integration;
    const StringMap& parameters = integration.requestParameters;
    if (parameters.empty() || !integration.integrationSubtype.empty())
        return nullptr;
    auto mappings = mappingsOf(parameters, Side::Request);
    if (!mappings)
        return brokenStage(source, mappings.error(), stageName, Card::IntegrationRequest);
    return std::make_unique<MappingStage>(*std::move(mappings));
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : ",").append(name);
    return text;
}

} // namespace

StagePtr compileEventMapping(const MethodSource& source)
{
    return isFunction(*source.method.integration) ? requestMappingStage<MapFunctionRequest>(source) : nullptr;
}

StagePtr compileRequestMapping(const MethodSource& source)
{
    return isFunction(*source.method.integration) ? nullptr : requestMappingStage<MapRouteRequest>(source);
}

StagePtr compileAnswerMapping(const MethodSource& source)
{
    if (source.method.integration->responseParameters.empty())
        return nullptr;
    auto mappings = answerMappings(*source.method.integration);
    if (!mappings)
        return brokenStage(source, mappings.error(), stageName, Card::IntegrationResponse);
    return std::make_unique<MapRouteAnswer>(*std::move(mappings));
}

std::shared_ptr<const Cors> compileCors(const Api& api)
{
    const auto& cors = api.openApi()->cors;
    if (!cors || api.kind() != ApiKind::Http)
        return nullptr;
    CorsDesign design;
    design.allowOrigins = cors->allowOrigins;
    design.allowMethods = joined(cors->allowMethods);
    design.allowHeaders = joined(cors->allowHeaders);
    design.exposeHeaders = joined(cors->exposeHeaders);
    design.maxAge = cors->maxAge ? std::to_string(*cors->maxAge) : std::string();
    design.allowCredentials = cors->allowCredentials;
    return std::make_shared<const Cors>(std::move(design));
}

StagePtr compileCorsHeaders(const MethodSource& source)
{
    auto cors = compileCors(source.api);
    return cors ? std::make_unique<CorsHeaders>(std::move(cors)) : nullptr;
}

} // namespace gw::engine
