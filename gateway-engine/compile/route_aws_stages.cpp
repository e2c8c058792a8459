// Stages of routes with an AWS_PROXY integration (reference 2.3, 2.4): a function with an event of format 1.0 or 2.0,
// or an action of an AWS service, which the integration's subtype names.
#include "core/in_quotes.h"
#include "gateway-engine/compile/route_pipeline.h"
#include "gateway-engine/integrations/aws_backend.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/integrations/route_answer.h"
#include "gateway-engine/integrations/route_event.h"
#include "gateway-engine/integrations/service_request.h"
#include "gateway-engine/pipeline/pass_answer.h"

#include <algorithm>
#include <string_view>

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;

constexpr char subtypeRule[] = "integration-subtype";

bool hasSubtype(const MethodSource& source)
{
    return !source.method.integration->integrationSubtype.empty();
}

// HTTP APIs name a function by its own ARN, or as REST APIs do.
Result<AwsUri> functionOf(const MethodSource& source)
{
    const std::string uri = withStageVariables(source.method.integration->uri, source.stage.variables);
    constexpr std::string_view functionArn = "arn:aws:lambda:";
    std::string whole = uri;
    if (uri.starts_with(functionArn)) {
        const std::string region =
            uri.substr(functionArn.size(), uri.find(':', functionArn.size()) - functionArn.size());
        whole = "arn:aws:apigateway:" + region + ":lambda:path/2015-03-31/functions/" + uri + "/invocations";
    }
    auto parsed = AwsUri::parse(whole);
    if (parsed && !parsed->function().empty())
        return parsed;
    return gw::fail(brokenRule("integration-uri", inQuotes(uri) + " names no function",
                               "Write the function's ARN, or arn:aws:apigateway:REGION:lambda:path/2015-03-31/"
                               "functions/ARN/invocations."));
}

Result<PayloadFormat> formatOf(const MethodSource& source)
{
    const std::string& version = source.method.integration->payloadFormatVersion;
    if (version == "2.0")
        return PayloadFormat::V2;
    if (version == "1.0")
        return PayloadFormat::V1;
    return gw::fail(brokenRule("payload-format-version",
                               version.empty() ? std::string("the integration does not say its payloadFormatVersion")
                                               : inQuotes(version) + " is no payload format version",
                               "Set payloadFormatVersion to '2.0' or '1.0'."));
}

Result<StagePtr> functionRequest(const MethodSource& source, std::chrono::milliseconds timeout)
{
    const auto uri = functionOf(source);
    if (!uri)
        return gw::fail(uri.error());
    const auto format = formatOf(source);
    if (!format)
        return gw::fail(format.error());
    LambdaProxyDesign design;
    design.host = "lambda." + uri->region + ".amazonaws.com";
    design.target = uri->path;
    design.timeout = timeout;
    return std::make_unique<MapRouteEvent>(std::move(design), *format);
}

Result<const IntegrationSubtype*> subtypeOf(const MethodSource& source)
{
    const std::string& name = source.method.integration->integrationSubtype;
    if (const IntegrationSubtype* known = findIntegrationSubtype(name))
        return known;
    return gw::fail(brokenRule(subtypeRule, inQuotes(name) + " is no integration subtype",
                               "Use one such as SQS-SendMessage or StepFunctions-StartExecution."));
}

// Where requests go is decided before the first one: a text, or a stage variable.
std::string regionOf(const MethodSource& source)
{
    const std::string* given = findIn(source.method.integration->requestParameters, subtypeRegion);
    if (!given || given->empty())
        return source.surroundings.aws.region;
    const bool isVariable = given->starts_with("$stageVariables.");
    return withStageVariables(isVariable ? "${" + given->substr(1) + "}" : *given, source.stage.variables);
}

Result<void> addParameter(ServiceRequest& request, const std::string& name, const std::string& text)
{
    const SubtypeParameter* design = request.subtype->find(name);
    if (!design)
        return gw::fail(brokenRule(subtypeRule,
                                   std::string(request.subtype->name) + " has no parameter " + inQuotes(name),
                                   "Remove it, or write it as the service does."));
    auto source = HttpValueSource::parse(text);
    if (!source)
        return gw::fail(brokenRule(subtypeRule, source.error().message, source.error().hint));
    request.parameters.push_back({design, *std::move(source)});
    return {};
}

Result<StagePtr> serviceRequest(const MethodSource& source, std::chrono::milliseconds timeout)
{
    const auto subtype = subtypeOf(source);
    if (!subtype)
        return gw::fail(subtype.error());
    ServiceRequest request;
    request.subtype = *subtype;
    request.region = regionOf(source);
    request.timeout = timeout;
    for (const auto& [name, text] : source.method.integration->requestParameters)
        if (name != subtypeRegion)
            if (auto added = addParameter(request, name, text); !added)
                return gw::fail(added.error());
    for (const SubtypeParameter& each : request.subtype->parameters)
        if (each.isRequired && !findIn(source.method.integration->requestParameters, each.name))
            return gw::fail(brokenRule(subtypeRule,
                                       std::string(request.subtype->name) + " needs the parameter " +
                                           std::string(each.name) + ", which is not mapped",
                                       "Map it from $request.body, say."));
    return std::make_unique<MapServiceRequest>(std::move(request));
}

} // namespace

Result<StagePtr> compileRouteAwsRequest(const MethodSource& source, std::chrono::milliseconds timeout)
{
    return hasSubtype(source) ? serviceRequest(source, timeout) : functionRequest(source, timeout);
}

Result<StagePtr> compileRouteAwsBackend(const MethodSource& source)
{
    std::string service = "lambda";
    std::string region;
    if (hasSubtype(source)) {
        const auto subtype = subtypeOf(source);
        if (!subtype)
            return gw::fail(subtype.error());
        service = serviceOf(**subtype);
        region = regionOf(source);
    } else if (const auto uri = functionOf(source)) {
        region = uri->region;
    } else {
        return gw::fail(uri.error());
    }
    if (!source.surroundings.services)
        return gw::fail(brokenRule("integration-not-served", "nothing here serves the AWS service " + inQuotes(service),
                                   "Open the API as part of a project."));
    return std::make_unique<AwsBackend>(source.surroundings.services, std::move(service), std::move(region));
}

Result<StagePtr> compileRouteAwsAnswer(const MethodSource& source)
{
    if (hasSubtype(source))
        return std::make_unique<PassAnswer>();
    const auto format = formatOf(source);
    if (!format)
        return gw::fail(format.error());
    return std::make_unique<PassRouteAnswer>(*format);
}

} // namespace gw::engine
