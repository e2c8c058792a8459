// What changed between two versions of one method, along the six cards.
#include "core/edit/behaviour_diff_parts.h"
#include "core/edit/schema_diff.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

const char* placeName(ParameterLocation location)
{
    switch (location) {
    case ParameterLocation::Path:
        return "path parameter";
    case ParameterLocation::QueryString:
        return "query string parameter";
    case ParameterLocation::Header:
        return "header";
    case ParameterLocation::Cookie:
        return "cookie";
    }
    return "parameter";
}

std::string authorizationOf(const Method& method)
{
    if (method.authorizationType.empty() || method.authorizationType == "NONE")
        return {};
    return method.authorizer.empty() ? method.authorizationType
                                     : method.authorizationType + " (" + method.authorizer + ")";
}

std::string listOf(const std::vector<std::string>& scopes)
{
    std::string text;
    for (const std::string& scope : scopes)
        text += (text.empty() ? "" : ", ") + scope;
    return text;
}

// Tokens that were good are good still when each scope that was enough is enough. A user pool's method takes ID tokens
// without scopes and access tokens with them.
void compareScopes(BehaviourReport& report, const Method& before, const Method& after)
{
    const std::vector<std::string>& was = before.authorizationScopes;
    const std::vector<std::string>& is = after.authorizationScopes;
    if (was == is)
        return;
    const bool isPool = after.authorizationType == "COGNITO_USER_POOLS";
    if (is.empty())
        return report.say(Behaviour::Authorization,
                          isPool ? "ID tokens are required now, instead of access tokens with a scope."
                                 : "Tokens need no scope any more.",
                          isPool);
    const bool keepsAll = std::all_of(was.begin(), was.end(), [&](const std::string& scope) {
        return std::find(is.begin(), is.end(), scope) != is.end();
    });
    report.say(Behaviour::Authorization, "Tokens need one of these scopes now: " + listOf(is) + ".",
               was.empty() || !keepsAll);
}

void compareAuthorization(BehaviourReport& report, const Method& before, const Method& after)
{
    const std::string was = authorizationOf(before);
    const std::string is = authorizationOf(after);
    if (was != is && is.empty())
        report.say(Behaviour::Authorization, "No authorization is required any more.");
    else if (was != is)
        report.say(Behaviour::Authorization,
                   was.empty() ? "Authorization is required now: " + is + "."
                               : "Authorization is " + is + " instead of " + was + ".",
                   true);
    else
        compareScopes(report, before, after);
    if (before.apiKeyRequired != after.apiKeyRequired)
        report.say(Behaviour::Authorization,
                   after.apiKeyRequired ? "An API key is required now." : "No API key is required any more.",
                   after.apiKeyRequired);
}

const Parameter* findParameter(const std::vector<Parameter>& list, const Parameter& wanted)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const Parameter& parameter) {
        return parameter.name == wanted.name && parameter.location == wanted.location;
    });
    return found == list.end() ? nullptr : &*found;
}

void compareParameter(BehaviourReport& report, const Parameter* before, const Parameter& after)
{
    const std::string label = "The " + std::string(placeName(after.location)) + " " + inQuotes(after.name);
    const bool isPath =
        after.location == ParameterLocation::Path; // clients fill the path, whatever its parts are called
    if (!before)
        return report.say(Behaviour::Parameters, label + (after.required && !isPath ? " is required now." : " is new."),
                          after.required && !isPath);
    if (before->required != after.required && !isPath)
        report.say(Behaviour::Parameters, label + (after.required ? " is required now." : " is optional now."),
                   after.required);
    for (const SchemaDifference& difference : schemaDiff(report.before, before->schema, report.after, after.schema))
        report.say(Behaviour::Parameters, label + ": " + difference.sentence, difference.narrows);
}

void compareParameters(BehaviourReport& report, const Method& before, const Method& after)
{
    for (const Parameter& parameter : after.requestParameters)
        compareParameter(report, findParameter(before.requestParameters, parameter), parameter);
    for (const Parameter& parameter : before.requestParameters)
        if (!findParameter(after.requestParameters, parameter))
            report.say(Behaviour::Parameters, "The " + std::string(placeName(parameter.location)) + " " +
                                                  inQuotes(parameter.name) + " is no longer declared.");
}

const MediaType* findType(const std::vector<MediaType>& list, const std::string& contentType)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const MediaType& type) { return type.contentType == contentType; });
    return found == list.end() ? nullptr : &*found;
}

void compareRequestBody(BehaviourReport& report, const Method& before, const Method& after)
{
    if (before.requestBodyRequired != after.requestBodyRequired)
        report.say(Behaviour::RequestBody,
                   after.requestBodyRequired ? "A request body is required now." : "The request body is optional now.",
                   after.requestBodyRequired);
    for (const MediaType& type : after.requestModels) {
        const MediaType* known = findType(before.requestModels, type.contentType);
        if (!known)
            report.say(Behaviour::RequestBody, "Bodies of type " + type.contentType + " have a model now.",
                       !type.schema.isNull() && !before.requestModels.empty());
        else
            for (const SchemaDifference& d : schemaDiff(report.before, known->schema, report.after, type.schema))
                report.say(Behaviour::RequestBody, type.contentType + ": " + d.sentence, d.narrows);
    }
    for (const MediaType& type : before.requestModels)
        if (!findType(after.requestModels, type.contentType))
            report.say(Behaviour::RequestBody, "Bodies of type " + type.contentType + " are no longer described.",
                       true);
    if (before.requestValidator != after.requestValidator)
        report.say(Behaviour::Validation,
                   after.requestValidator.empty()
                       ? "The API's default request validator applies."
                       : "Requests are checked by the validator " + inQuotes(after.requestValidator) + ".",
                   !after.requestValidator.empty());
}

const MethodResponse* findResponse(const std::vector<MethodResponse>& list, const std::string& statusCode)
{
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const MethodResponse& response) { return response.statusCode == statusCode; });
    return found == list.end() ? nullptr : &*found;
}

void compareResponse(BehaviourReport& report, const MethodResponse& before, const MethodResponse& after)
{
    const std::string label = "Response " + after.statusCode;
    for (const Parameter& header : before.headers)
        if (!findParameter(after.headers, header))
            report.say(Behaviour::Responses, label + ": the header " + inQuotes(header.name) + " is gone.", true);
    for (const Parameter& header : after.headers)
        if (!findParameter(before.headers, header))
            report.say(Behaviour::Responses, label + ": the header " + inQuotes(header.name) + " is new.");
    for (const MediaType& type : before.content)
        if (const MediaType* now = findType(after.content, type.contentType); !now)
            report.say(Behaviour::Responses, label + " is no longer of type " + type.contentType + ".", true);
        else
            for (const SchemaDifference& d : schemaDiff(report.before, type.schema, report.after, now->schema))
                report.say(Behaviour::Responses, label + ": " + d.sentence, d.widens);
    for (const MediaType& type : after.content)
        if (!findType(before.content, type.contentType))
            report.say(Behaviour::Responses, label + " may be of type " + type.contentType + " now.");
}

void compareResponses(BehaviourReport& report, const Method& before, const Method& after)
{
    for (const MethodResponse& response : before.responses)
        if (const MethodResponse* now = findResponse(after.responses, response.statusCode))
            compareResponse(report, response, *now);
        else
            report.say(Behaviour::Responses, "Response " + response.statusCode + " is gone.", true);
    for (const MethodResponse& response : after.responses)
        if (!findResponse(before.responses, response.statusCode))
            report.say(Behaviour::Responses, "Response " + response.statusCode + " is new.");
}

std::string endpointOf(const Integration& integration)
{
    std::string text(toString(integration.type));
    if (!integration.httpMethod.empty() && integration.type != IntegrationType::Mock)
        text += " " + integration.httpMethod;
    if (!integration.uri.empty())
        text += " " + integration.uri;
    return text;
}

bool refusesMore(PassthroughBehavior before, PassthroughBehavior after)
{
    return before != after && after != PassthroughBehavior::WhenNoMatch;
}

const IntegrationResponse* findAnswer(const std::vector<IntegrationResponse>& list, const std::string& pattern)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const IntegrationResponse& response) {
        return response.selectionPattern == pattern;
    });
    return found == list.end() ? nullptr : &*found;
}

void compareAnswers(BehaviourReport& report, const Integration& before, const Integration& after)
{
    const auto label = [](const IntegrationResponse& response) {
        return response.selectionPattern.empty() ? std::string("The default integration response")
                                                 : "The integration response " + inQuotes(response.selectionPattern);
    };
    for (const IntegrationResponse& was : before.responses) {
        const IntegrationResponse* is = findAnswer(after.responses, was.selectionPattern);
        if (!is) {
            report.say(Behaviour::Responses, label(was) + " is gone.", true);
            continue;
        }
        if (was.statusCode != is->statusCode)
            report.say(Behaviour::Responses,
                       label(was) + " answers " + is->statusCode + " instead of " + was.statusCode + ".", true);
        report.compareMaps(Behaviour::ResponseTemplates, label(was) + ": the template for", was.responseTemplates,
                           is->responseTemplates);
        report.compareMaps(Behaviour::Responses, label(was) + ": the mapping of", was.responseParameters,
                           is->responseParameters);
        if (was.contentHandling != is->contentHandling)
            report.say(Behaviour::ResponseTemplates, label(was) + " handles content otherwise.");
    }
    for (const IntegrationResponse& is : after.responses)
        if (!findAnswer(before.responses, is.selectionPattern))
            report.say(Behaviour::Responses, label(is) + " is new and answers " + is.statusCode + ".");
}

const StringMap& parametersOf(const Integration& integration, const std::string& status)
{
    static const StringMap nothing;
    for (const ResponseParameters& ofStatus : integration.responseParameters)
        if (ofStatus.statusCode == status)
            return ofStatus.parameters;
    return nothing;
}

void compareResponseParameters(BehaviourReport& report, const Integration& before, const Integration& after)
{
    const auto compare = [&](const std::string& status) {
        report.compareMaps(Behaviour::Responses, "Of answers with " + status + ", the mapping",
                           parametersOf(before, status), parametersOf(after, status));
    };
    for (const ResponseParameters& was : before.responseParameters)
        compare(was.statusCode);
    for (const ResponseParameters& is : after.responseParameters)
        if (parametersOf(before, is.statusCode).empty())
            compare(is.statusCode);
}

void compareIntegrations(BehaviourReport& report, const std::optional<Integration>& was,
                         const std::optional<Integration>& is)
{
    if (was == is)
        return;
    if (!was || !is)
        return report.say(Behaviour::Integration,
                          is ? "The integration is new: " + endpointOf(*is) + "." : "The integration is gone.", !is);
    if (endpointOf(*was) != endpointOf(*is))
        report.say(Behaviour::Integration,
                   "The integration calls " + endpointOf(*is) + " instead of " + endpointOf(*was) + ".");
    if (was->timeoutInMillis != is->timeoutInMillis)
        report.say(Behaviour::Integration,
                   "The integration may take " + std::to_string(is->timeoutInMillis.value_or(29000)) + " ms.");
    if (was->passthroughBehavior != is->passthroughBehavior)
        report.say(Behaviour::RequestTemplates,
                   "Bodies without a template are passed through: " + std::string(toString(is->passthroughBehavior)) +
                       ".",
                   refusesMore(was->passthroughBehavior, is->passthroughBehavior));
    report.compareMaps(Behaviour::RequestTemplates, "The request template for", was->requestTemplates,
                       is->requestTemplates);
    report.compareMaps(Behaviour::Integration, "The request mapping of", was->requestParameters, is->requestParameters);
    compareAnswers(report, *was, *is);
    compareResponseParameters(report, *was, *is);
    if (was->credentials != is->credentials || was->connectionType != is->connectionType ||
        was->connectionId != is->connectionId || was->insecureSkipVerification != is->insecureSkipVerification ||
        was->serverNameToVerify != is->serverNameToVerify)
        report.say(Behaviour::Integration, "The connection to the endpoint changed.");
    if (was->contentHandling != is->contentHandling)
        report.say(Behaviour::RequestTemplates, "The request's content is handled otherwise.");
    if (was->cacheKeyParameters != is->cacheKeyParameters || was->cacheNamespace != is->cacheNamespace)
        report.say(Behaviour::Integration, "The cache keys changed.");
    if (was->integrationSubtype != is->integrationSubtype)
        report.say(Behaviour::Integration, "Another action of a service is called.");
    if (was->payloadFormatVersion != is->payloadFormatVersion || was->responseTransferMode != is->responseTransferMode)
        report.say(Behaviour::Integration, "The form of the payload changed.");
}

} // namespace

void BehaviourReport::compareMaps(Behaviour behaviour, const std::string& what, const StringMap& was,
                                  const StringMap& is)
{
    for (const auto& [name, text] : was)
        if (const std::string* now = findIn(is, name); !now)
            say(behaviour, what + " " + name + " is gone.");
        else if (*now != text)
            say(behaviour, what + " " + name + " changed.");
    for (const auto& [name, text] : is)
        if (!findIn(was, name))
            say(behaviour, what + " " + name + " is new.");
}

void compareMethods(BehaviourReport& report, const Method& before, const Method& after)
{
    compareAuthorization(report, before, after);
    compareParameters(report, before, after);
    compareRequestBody(report, before, after);
    compareIntegrations(report, before.integration, after.integration);
    compareResponses(report, before, after);
    if (before.summary != after.summary || before.description != after.description ||
        before.operationName != after.operationName || before.tags != after.tags)
        report.say(Behaviour::Description, "The description changed.");
}

} // namespace gw
