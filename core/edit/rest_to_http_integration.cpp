// Integrations of REST APIs (reference 1.8) as those of HTTP APIs (2.3).
#include "core/api/integration_subtype.h"
#include "core/edit/element_uses.h"
#include "core/edit/integration_targets.h"
#include "core/edit/rest_to_http_parts.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw::conversion {

namespace {

constexpr int longestTimeout = 30'000;

// What every kind has: how long it may take, how it is reached, and what an HTTP API leaves out of it.
void convertConnection(const Integration& from, Integration& to, Notes& notes)
{
    to.credentials = from.credentials;
    to.timeoutInMillis = from.timeoutInMillis;
    if (from.timeoutInMillis && *from.timeoutInMillis > longestTimeout) {
        to.timeoutInMillis = longestTimeout;
        notes.changed("The time-out of " + std::to_string(*from.timeoutInMillis) + " ms becomes 30000 ms, the longest.",
                      "Answer sooner, and go on working behind a queue or a state machine.");
    }
    if (from.contentHandling != ContentHandling::Unset)
        notes.lost("Content handling is gone: HTTP APIs tell bytes from text by the content type.",
                   "Send the right content-type; a function answers bytes as base64 with isBase64Encoded.");
    if (!from.cacheKeyParameters.empty() || !from.cacheNamespace.empty())
        notes.lost("Cache keys are gone: HTTP APIs have no cache.", "Cache in front of the API or in the integration.");
    if (from.responseTransferMode == "STREAM")
        notes.lost("Responses are not streamed by HTTP APIs.", "Keep this method in a REST API.");
}

void convertTemplates(const Integration& from, Notes& notes)
{
    if (from.requestTemplates.empty())
        return;
    notes.lost(
        "The request's body templates cannot be carried: HTTP APIs have no templates, bodies go on as they come.",
        "Let the integration take the client's body, or put a Lambda function between.");
}

Integration convertHttp(const Integration& from, bool hasCors, Notes& notes)
{
    Integration to;
    to.type = IntegrationType::HttpProxy;
    to.httpMethod = from.httpMethod;
    to.uri = from.uri;
    to.payloadFormatVersion = "1.0";
    convertConnection(from, to, notes);
    convertRequestMappings(from, to, notes);
    if (from.connectionType == "VPC_LINK") {
        to.connectionType = from.connectionType;
        to.connectionId = from.connectionId;
        notes.changed("The VPC link " + inQuotes(from.connectionId) +
                          " is one of REST APIs; HTTP APIs have links of their own.",
                      "In AWS, create a VPC link for HTTP APIs and name the listener's ARN as target.");
    }
    if (from.insecureSkipVerification)
        notes.lost("The endpoint's certificate is always verified by an HTTP API.",
                   "Give the endpoint a certificate that clients trust, or name the server it is made out to.");
    if (from.type == IntegrationType::HttpProxy)
        return to;
    notes.changed("HTTP becomes HTTP_PROXY: all headers and the whole query string go on, and the answer's come back.");
    convertTemplates(from, notes);
    if (from.passthroughBehavior != PassthroughBehavior::WhenNoMatch)
        notes.lost("Requests of other content types are no longer refused with 415.",
                   "Let the integration check the content type.");
    convertResponseMappings(from, to, hasCors, notes);
    return to;
}

Integration convertFunction(const Integration& from, Notes& notes)
{
    Integration to;
    to.type = IntegrationType::AwsProxy;
    to.httpMethod = "POST";
    to.uri = from.uri;
    to.payloadFormatVersion = "1.0"; // the event of REST APIs
    convertConnection(from, to, notes);
    return to;
}

// "arn:aws:apigateway:us-east-1:sqs:action/SendMessage": the part behind `colons` colons.
std::string_view partOf(std::string_view arn, int colons)
{
    for (; colons > 0; --colons) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return arn;
}

std::string subtypeFor(std::string_view uri)
{
    std::string_view service = partOf(uri, 4);
    service = service.substr(0, service.find(':'));
    std::string_view call = partOf(uri, 5);
    call = call.substr(0, call.find_first_of("&?"));
    const auto slash = call.find('/');
    const std::string action(slash == std::string_view::npos ? call : call.substr(slash + 1));
    const std::string family = service == "sqs"       ? "SQS"
                               : service == "states"  ? "StepFunctions"
                               : service == "events"  ? "EventBridge"
                               : service == "kinesis" ? "Kinesis"
                                                      : "AppConfig";
    if (service == "sqs" && call.starts_with("path/"))
        return "SQS-SendMessage"; // a queue's path: the action stands in the template
    const std::string name = family + "-" + action;
    return findIntegrationSubtype(name) ? name : std::string();
}

Integration convertStateMachine(const Origin& origin, const IntegrationTarget& target, Integration to, Notes& notes)
{
    const StateMachine* machine = origin.project.findStateMachine(target.name);
    setIn(to.requestParameters, "StateMachineArn",
          "arn:aws:states:" + origin.project.aws.region + ":" + origin.project.aws.accountId +
              ":stateMachine:" + (machine ? machine->name : target.name));
    setIn(to.requestParameters, "Input", "$request.body");
    notes.changed("The state machine " + inQuotes(target.name) + " is started by " + to.integrationSubtype +
                      " with the request's body as input; clients get the service's own answer.",
                  "Look at what the template took from the request, and at what clients expect.");
    return to;
}

std::optional<Integration> convertService(const Origin& origin, const Integration& from, Notes& notes)
{
    Integration to;
    to.type = IntegrationType::AwsProxy;
    to.payloadFormatVersion = "1.0";
    to.integrationSubtype = subtypeFor(from.uri);
    if (to.integrationSubtype.empty()) {
        notes.lost("No integration of HTTP APIs calls " + inQuotes(from.uri) + ".",
                   "Call the service from a Lambda function, or keep this method in a REST API.");
        return std::nullopt;
    }
    convertConnection(from, to, notes);
    if (const IntegrationTarget target = targetOf(origin.project, from);
        target.kind == IntegrationTarget::Kind::StateMachine)
        return convertStateMachine(origin, target, std::move(to), notes);
    notes.lost("The templates that made the request of " + to.integrationSubtype + " cannot be carried.",
               "Fill in the parameters of " + to.integrationSubtype + " on the Integration Request card.");
    return to;
}

} // namespace

std::optional<Integration> convertIntegration(const Origin& origin, const Integration& from, bool hasCors, Notes& notes)
{
    switch (from.type) {
    case IntegrationType::Http:
    case IntegrationType::HttpProxy:
        return convertHttp(from, hasCors, notes);
    case IntegrationType::AwsProxy:
        return convertFunction(from, notes);
    case IntegrationType::Mock:
        notes.lost("HTTP APIs have no MOCK integration.",
                   "Answer from a Lambda function. Here the route answers with its responses' examples.");
        return std::nullopt;
    case IntegrationType::Aws:
        break;
    }
    if (functionNameIn(from.uri).empty() && from.uri.find(":lambda:path") == std::string::npos)
        return convertService(origin, from, notes);
    notes.lost("The function no longer gets an event of templates' making: it gets the whole request, and answers with "
               "statusCode, headers and body.",
               "Read the event of payload format 1.0 in the function, and answer as a proxy integration does.");
    return convertFunction(from, notes);
}

} // namespace gw::conversion
