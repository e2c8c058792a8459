// Stages of AWS and AWS_PROXY integrations (reference 1.9, 1.15 and 1.16).
#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/compile/parameter_mapping.h"
#include "gateway-engine/integrations/aws_backend.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/integrations/lambda_event.h"
#include "gateway-engine/pipeline/header_rules.h"

namespace gw::engine {

namespace {

constexpr char uriRule[] = "integration-uri";

// Mappings say nothing to a function that is handed everything, but the service refuses the values of some.
std::vector<std::pair<std::string, ValueSource>> illegalHeadersOf(const MethodSource& source)
{
    constexpr std::string_view prefix = "integration.request.header.";
    std::vector<std::pair<std::string, ValueSource>> illegal;
    for (const auto& [to, from] : source.method.integration->requestParameters) {
        const std::string_view destination = to;
        if (!destination.starts_with(prefix) || !isIllegalDestination(destination.substr(prefix.size()), true))
            continue;
        if (auto value = ValueSource::parse(from))
            illegal.emplace_back(destination.substr(prefix.size()), *std::move(value));
    }
    return illegal;
}

} // namespace

Result<AwsUri> awsUriOf(const MethodSource& source)
{
    const Integration& integration = *source.method.integration;
    auto uri = AwsUri::parse(withStageVariables(integration.uri, source.stage.variables));
    if (!uri)
        return gw::fail(brokenRule(uriRule, uri.error().message, uri.error().hint));
    if (integration.type == IntegrationType::AwsProxy && uri->function().empty())
        return gw::fail(brokenRule(uriRule,
                                   "Integrations of type 'AWS_PROXY' currently only supports Lambda function and "
                                   "Firehose stream invocations.",
                                   "Use type aws for other services; here only functions are served."));
    return uri;
}

Result<std::unique_ptr<const Stage>> compileLambdaEvent(const MethodSource& source, std::chrono::milliseconds timeout)
{
    const auto uri = awsUriOf(source);
    if (!uri)
        return gw::fail(uri.error());
    LambdaProxyDesign design;
    design.host = "lambda." + uri->region + ".amazonaws.com";
    design.target = uri->path;
    design.operationName = source.method.operationName;
    design.timeout = timeout;
    design.illegalHeaders = illegalHeadersOf(source);
    design.isPost = httpVerbFrom(source.method.integration->httpMethod) == HttpVerb::Post;
    if (!design.isPost)
        source.warn("integration-method",
                    source.name() + " will answer with an error: functions are invoked with POST, whatever the "
                                    "client's verb.",
                    "Set the integration's httpMethod to POST.");
    return std::make_unique<MapLambdaEvent>(std::move(design));
}

Result<std::unique_ptr<const Stage>> compileAwsBackend(const MethodSource& source)
{
    const auto uri = awsUriOf(source);
    if (!uri)
        return gw::fail(uri.error());
    if (!source.surroundings.services)
        return gw::fail(brokenRule("integration-not-served",
                                   "nothing here serves the AWS service \"" + uri->service + "\"",
                                   "Open the API as part of a project."));
    return std::make_unique<AwsBackend>(source.surroundings.services, uri->service, uri->region);
}

} // namespace gw::engine
