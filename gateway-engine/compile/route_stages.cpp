// The stages of a route with an integration (reference 2.3, 2.4). What cannot work becomes a stage that faults with the
// reason, and a warning.
#include "core/letter_case.h"
#include "gateway-engine/compile/route_pipeline.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/pipeline/forward_request.h"
#include "gateway-engine/pipeline/pass_answer.h"

#include <algorithm>

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;

constexpr int longestTimeout = 30'000; // milliseconds

bool isBehindVpcLink(const Integration& integration)
{
    return equalsIgnoringCase(integration.connectionType, "VPC_LINK");
}

// Of {name} places, those that no variable of the route fills stay as they are.
void warnOfEmptyPlaces(const MethodSource& source, const EndpointUri& uri)
{
    for (const std::string& name : uri.names())
        if (source.resource.path.find("{" + name + "}") == std::string::npos &&
            source.resource.path.find("{" + name + "+}") == std::string::npos)
            source.warn("integration-uri-parameter",
                        source.name() + ": nothing fills {" + name + "} in the integration's address.",
                        "Use a variable of the route, such as GET /pets/{id}.");
}

Result<Forwarding> forwardingOf(const MethodSource& source)
{
    const Integration& integration = *source.method.integration;
    Forwarding forwarding;
    forwarding.timeout = integrationTimeout(source, longestTimeout);
    forwarding.verifyTls = !integration.insecureSkipVerification;
    forwarding.identity = clientIdentity(source);
    forwarding.appendsPath = isDefaultRoute(source.resource, source.method);
    forwarding.keepsSignature = !equalsIgnoringCase(source.method.authorizationType, "AWS_IAM");
    if (const auto verb = httpVerbFrom(integration.httpMethod); verb != HttpVerb::Any)
        forwarding.httpMethod = verb ? toString(*verb) : integration.httpMethod;
    const std::string address = withStageVariables(integration.uri, source.stage.variables);
    if (isBehindVpcLink(integration) && (address.empty() || address.starts_with("arn:")))
        return forwarding; // the link says where it leads
    auto uri = EndpointUri::parse(address);
    if (!uri)
        return gw::fail(
            brokenRule("integration-uri", "Invalid endpoint address. " + uri.error().message, uri.error().hint));
    warnOfEmptyPlaces(source, *uri);
    forwarding.uri = *std::move(uri);
    return forwarding;
}

Result<StagePtr> requestStage(const MethodSource& source)
{
    auto forwarding = forwardingOf(source);
    if (!forwarding)
        return gw::fail(forwarding.error());
    return std::make_unique<ForwardRequest>(*std::move(forwarding));
}

Result<StagePtr> backendStage(const MethodSource& source)
{
    return compileHttpBackend(source);
}

} // namespace

StagePtr compileRouteRequest(const MethodSource& source)
{
    auto stage = requestStage(source);
    return stage ? *std::move(stage) : brokenStage(source, stage.error(), "map_request", Card::IntegrationRequest);
}

StagePtr compileRouteBackend(const MethodSource& source)
{
    auto stage = backendStage(source);
    return stage ? *std::move(stage) : brokenStage(source, stage.error(), "integrate", Card::Integration);
}

StagePtr compileRouteAnswer(const MethodSource&)
{
    return std::make_unique<PassAnswer>();
}

} // namespace gw::engine
