// The stages of a route with an integration (reference 2.3, 2.4). What cannot work becomes a stage that faults with the
// reason, and a warning.
#include "core/api/route_key.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/route_pipeline.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/pipeline/forward_request.h"
#include "gateway-engine/pipeline/pass_answer.h"

#include <optional>
#include <string>
#include <utility>

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;

constexpr int longestTimeout = 30'000; // milliseconds

bool isBehindVpcLink(const Integration& integration)
{
    return equalsIgnoringCase(integration.connectionType, "VPC_LINK");
}

bool isServedByAws(const MethodSource& source)
{
    return source.method.integration->type == IntegrationType::AwsProxy;
}

// The other types need templates (reference 2.3).
std::optional<Diagnostic> notOfHttpApis(const MethodSource& source)
{
    const IntegrationType type = source.method.integration->type;
    if (type == IntegrationType::HttpProxy || type == IntegrationType::AwsProxy)
        return std::nullopt;
    return brokenRule("http-api-integration-type",
                      "HTTP APIs have no integrations of type " + std::string(toString(type)),
                      "Use HTTP_PROXY or AWS_PROXY, or a REST API.");
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
    forwarding.tlsName = integration.serverNameToVerify;
    forwarding.identity = clientIdentity(source);
    forwarding.appendsPath = routeKeyOf(source.resource.path, source.method.verb) == defaultRouteKey;
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
    if (auto fault = notOfHttpApis(source))
        return gw::fail(*std::move(fault));
    if (isServedByAws(source))
        return compileRouteAwsRequest(source, integrationTimeout(source, longestTimeout));
    auto forwarding = forwardingOf(source);
    if (!forwarding)
        return gw::fail(forwarding.error());
    return std::make_unique<ForwardRequest>(*std::move(forwarding));
}

Result<StagePtr> backendStage(const MethodSource& source)
{
    if (auto fault = notOfHttpApis(source))
        return gw::fail(*std::move(fault));
    return isServedByAws(source) ? compileRouteAwsBackend(source) : compileHttpBackend(source);
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

StagePtr compileRouteAnswer(const MethodSource& source)
{
    if (!isServedByAws(source))
        return std::make_unique<PassAnswer>();
    auto stage = compileRouteAwsAnswer(source);
    return stage ? *std::move(stage) : nullptr; // the request's stage has told what is wrong
}

} // namespace gw::engine
