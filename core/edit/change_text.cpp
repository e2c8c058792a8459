// The words of a diff. A list of aspects per element, in the order of the six cards; long lists are cut with a count.
#include "core/edit/change_text.h"

#include "core/edit/change_aspects.h"

#include <type_traits>

namespace gw {

namespace {

std::string parameterLabel(const Parameter& parameter)
{
    switch (parameter.location) {
    case ParameterLocation::Path:
        return "path parameter " + parameter.name;
    case ParameterLocation::QueryString:
        return "query parameter " + parameter.name;
    case ParameterLocation::Header:
        return "header " + parameter.name;
    case ParameterLocation::Cookie:
        return "cookie " + parameter.name;
    }
    return parameter.name;
}

std::string integrationResponseLabel(const IntegrationResponse& response)
{
    const std::string pattern = response.selectionPattern.empty() ? "default" : response.selectionPattern;
    return "integration response " + pattern;
}

void compareIntegrations(Aspects& aspects, const Integration& before, const Integration& after)
{
    aspects.compare("integration type", before.type, after.type);
    aspects.compare("integration HTTP method", before.httpMethod, after.httpMethod);
    aspects.compare("integration URI", before.uri, after.uri);
    aspects.compare("integration timeout", before.timeoutInMillis, after.timeoutInMillis);
    aspects.compare("connection", before.connectionType + before.connectionId,
                    after.connectionType + after.connectionId);
    aspects.compare("integration credentials", before.credentials, after.credentials);
    aspects.compare("passthrough behavior", before.passthroughBehavior, after.passthroughBehavior);
    aspects.compare("integration content handling", before.contentHandling, after.contentHandling);
    aspects.compareNamed(before.requestParameters, after.requestParameters, labelled("mapping "));
    aspects.compareNamed(before.requestTemplates, after.requestTemplates, labelled("request template "));
    aspects.compare("cache keys", before.cacheNamespace, after.cacheNamespace);
    aspects.compare("cache keys", before.cacheKeyParameters, after.cacheKeyParameters);
    aspects.compare("payload format version", before.payloadFormatVersion, after.payloadFormatVersion);
    aspects.compare("integration subtype", before.integrationSubtype, after.integrationSubtype);
    aspects.compare("response transfer mode", before.responseTransferMode, after.responseTransferMode);
    aspects.compare("TLS verification", before.insecureSkipVerification, after.insecureSkipVerification);
    aspects.compare("TLS verification", before.serverNameToVerify, after.serverNameToVerify);
    aspects.compareNamed(before.responses, after.responses, integrationResponseLabel);
    aspects.compare("template selection", before.templateSelectionExpression, after.templateSelectionExpression);
}

void compareMethodRequests(Aspects& aspects, const Method& before, const Method& after)
{
    if (before.verb != after.verb)
        aspects.say("verb was " + std::string(toString(before.verb)));
    aspects.compare("operation name", before.operationName, after.operationName);
    aspects.compare("summary", before.summary, after.summary);
    aspects.compare("description", before.description, after.description);
    aspects.compare("tags", before.tags, after.tags);
    aspects.compareNamed(before.requestParameters, after.requestParameters, parameterLabel);
    aspects.compareNamed(before.requestModels, after.requestModels,
                         [](const MediaType& type) { return "request body " + type.contentType; });
    aspects.compare("request body requirement", before.requestBodyRequired, after.requestBodyRequired);
    aspects.compare("authorization", before.authorizationType, after.authorizationType);
    aspects.compare("authorizer", before.authorizer, after.authorizer);
    aspects.compare("authorization scopes", before.authorizationScopes, after.authorizationScopes);
    aspects.compare("API key requirement", before.apiKeyRequired, after.apiKeyRequired);
    aspects.compare("request validator", before.requestValidator, after.requestValidator);
}

std::string componentLabel(const std::string& section, const std::string& name)
{
    return (section == "schemas" || section == "definitions" ? "model " : section + " ") + name;
}

const json::Object& membersOf(const json::Value& value)
{
    static const json::Object none;
    return value.isObject() ? value.asObject() : none;
}

void compareComponents(Aspects& aspects, const json::Value& before, const json::Value& after)
{
    for (const json::Member& section : membersOf(after)) {
        const auto label = [&section](const json::Member& item) { return componentLabel(section.key, item.key); };
        aspects.compareNamed(membersOf(before[section.key]), membersOf(section.value), label);
    }
    for (const json::Member& section : membersOf(before))
        if (!after.find(section.key))
            aspects.say(section.key + " removed");
}

void compareTargets(Aspects& aspects, const UrlBackend& before, const UrlBackend& after)
{
    aspects.compare("URL", before.url, after.url);
}

void compareTargets(Aspects& aspects, const InstanceGroup& before, const InstanceGroup& after)
{
    aspects.compareNamed(before.instances, after.instances,
                         [](const std::string& instance) { return "instance " + instance; });
    aspects.compare("health check", before.healthCheck, after.healthCheck);
    aspects.compare("outlier ejection", before.outlierEjection, after.outlierEjection);
}

void compareTargets(Aspects& aspects, const ProcfileApplication& before, const ProcfileApplication& after)
{
    aspects.compare("folder", before.folder, after.folder);
    aspects.compareNamed(before.environment, after.environment, labelled("property "));
    aspects.compare("instances", before.instances, after.instances);
    aspects.compare("health path", before.healthPath, after.healthPath);
    aspects.compare("automatic start", before.autoStart, after.autoStart);
}

} // namespace

void compareIntegrations(Aspects& aspects, const std::optional<Integration>& before,
                         const std::optional<Integration>& after)
{
    if (before && after)
        compareIntegrations(aspects, *before, *after);
    else if (after)
        aspects.say("integration added");
    else if (before)
        aspects.say("integration removed");
}

std::string describeChange(const Method& before, const Method& after)
{
    Aspects aspects;
    compareMethodRequests(aspects, before, after);
    compareIntegrations(aspects, before.integration, after.integration);
    aspects.compareNamed(before.responses, after.responses,
                         [](const MethodResponse& response) { return "response " + response.statusCode; });
    return aspects.text();
}

std::string describeChange(const Stage& before, const Stage& after)
{
    Aspects aspects;
    if (before.name != after.name)
        aspects.say("renamed to " + after.name);
    aspects.compare("description", before.description, after.description);
    aspects.compare("auto-deploy", before.autoDeploy, after.autoDeploy);
    aspects.compareNamed(before.variables, after.variables, labelled("variable "));
    aspects.compare("access log", before.accessLog, after.accessLog);
    aspects.compareNamed(before.methodSettings, after.methodSettings,
                         [](const MethodSettings& settings) { return "settings of " + settings.methodPath; });
    aspects.compare("default route settings", before.defaultRouteSettings, after.defaultRouteSettings);
    aspects.compareNamed(before.routeSettings, after.routeSettings,
                         [](const RouteSettings& settings) { return "settings of " + settings.routeKey; });
    aspects.compare("connection limits", before.connectionLimits, after.connectionLimits);
    if (before.canary.has_value() != after.canary.has_value())
        aspects.say(after.canary ? "canary created" : "canary ended");
    else
        aspects.compare("canary", before.canary, after.canary);
    if (before.cacheClusterEnabled != after.cacheClusterEnabled)
        aspects.say(after.cacheClusterEnabled ? "cache turned on" : "cache turned off");
    aspects.compare("cache size", before.cacheClusterSize, after.cacheClusterSize);
    aspects.compare("web ACL", before.webAcl, after.webAcl);
    aspects.compare("client certificate", before.clientCertificate, after.clientCertificate);
    return aspects.text();
}

std::string describeChange(const OpenApiDefinition& before, const OpenApiDefinition& after)
{
    Aspects aspects;
    aspects.compare("title", before.title, after.title);
    aspects.compare("version", before.version, after.version);
    aspects.compare("description", before.description, after.description);
    aspects.compareNamed(
        before.gatewayResponses, after.gatewayResponses,
        [](const GatewayResponseDefinition& response) { return "gateway response " + response.responseType; });
    aspects.compare("binary media types", before.binaryMediaTypes, after.binaryMediaTypes);
    aspects.compareNamed(before.requestValidators, after.requestValidators,
                         [](const RequestValidator& validator) { return "request validator " + validator.name; });
    aspects.compare("default request validator", before.requestValidator, after.requestValidator);
    aspects.compare("compression", before.minimumCompressionSize, after.minimumCompressionSize);
    aspects.compare("documentation", before.documentation, after.documentation);
    aspects.compare("API key source", before.apiKeySource, after.apiKeySource);
    aspects.compare("resource policy", before.policy, after.policy);
    aspects.compare("endpoint configuration", before.endpoint, after.endpoint);
    aspects.compare("CORS", before.cors, after.cors);
    if (!(before.components == after.components))
        compareComponents(aspects, before.components, after.components);
    return aspects.text();
}

std::string describeChange(const Function& before, const Function& after)
{
    Aspects aspects;
    if (before.name != after.name)
        aspects.say("renamed to " + after.name);
    aspects.compare("description", before.description, after.description);
    aspects.compare("runtime", before.runtime, after.runtime);
    aspects.compare("handler", before.handler, after.handler);
    aspects.compare("code folder", before.codeUri, after.codeUri);
    aspects.compare("memory", before.memorySize, after.memorySize);
    aspects.compare("timeout", before.timeout, after.timeout);
    aspects.compare("concurrency", before.reservedConcurrentExecutions, after.reservedConcurrentExecutions);
    aspects.compare("queue timeout", before.queueTimeout, after.queueTimeout);
    aspects.compareNamed(before.environment, after.environment, labelled("variable "));
    aspects.compare("endpoint", before.endpoint, after.endpoint);
    return aspects.text();
}

std::string describeChange(const StateMachine& before, const StateMachine& after)
{
    Aspects aspects;
    if (before.name != after.name)
        aspects.say("renamed to " + after.name);
    if (before.type != after.type)
        aspects.say("is now " + std::string(toString(after.type)));
    aspects.compare("file", before.definitionUri, after.definitionUri);
    aspects.compare("definition", before.definition, after.definition);
    return aspects.text();
}

std::string describeChange(const Backend& before, const Backend& after)
{
    Aspects aspects;
    if (before.name != after.name)
        aspects.say("renamed to " + after.name);
    aspects.compare("VPC link", before.vpcLinkId, after.vpcLinkId);
    if (before.target.index() != after.target.index())
        aspects.say("is of another kind");
    else
        std::visit(
            [&](const auto& old) { compareTargets(aspects, old, std::get<std::decay_t<decltype(old)>>(after.target)); },
            before.target);
    return aspects.text();
}

std::string describeChange(const AwsSettings& before, const AwsSettings& after)
{
    Aspects aspects;
    aspects.compare("Region", before.region, after.region);
    aspects.compare("account", before.accountId, after.accountId);
    aspects.compare("credentials", before.credentials, after.credentials);
    aspects.compare("profile", before.profile, after.profile);
    aspects.compareNamed(before.endpoints, after.endpoints,
                         [](const AwsEndpoint& endpoint) { return "endpoint of " + endpoint.service; });
    return aspects.text();
}

std::string methodLabel(HttpVerb verb, const std::string& path)
{
    return std::string(toString(verb)) + " " + path;
}

} // namespace gw
