#include "gateway-engine/integrations/event_parts.h"

#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/variables.h"

#include <optional>
#include <utility>

namespace gw::engine {

namespace {

void addTo(EventFields& fields, std::string_view name, std::string value, bool ignoreCase)
{
    for (EventField& field : fields)
        if (ignoreCase ? equalsIgnoreCase(field.name, name) : field.name == name)
            return field.values.push_back(std::move(value));
    fields.push_back({std::string(name), {std::move(value)}});
}

void writeClientCertificate(EventWriter& event, const Request& client) // there with mutual TLS
{
    const PeerCertificate* shown = client.tls ? client.tls->clientCertificate.get() : nullptr;
    if (!shown)
        return;
    event.key("clientCert");
    event.open();
    event.text("clientCertPem", shown->clientCertPem);
    event.text("subjectDN", shown->subjectDN);
    event.text("issuerDN", shown->issuerDN);
    event.text("serialNumber", shown->serialNumber);
    event.key("validity");
    event.open();
    event.text("notBefore", shown->notBefore);
    event.text("notAfter", shown->notAfter);
    event.close();
    event.close();
}

void writeIdentity(EventWriter& event, const Exchange& x)
{
    constexpr std::string_view names[] = {"cognitoIdentityPoolId",
                                          "accountId",
                                          "cognitoIdentityId",
                                          "caller",
                                          "sourceIp",
                                          "principalOrgId",
                                          "accessKey",
                                          "cognitoAuthenticationType",
                                          "cognitoAuthenticationProvider",
                                          "userArn",
                                          "userAgent",
                                          "user"};
    event.key("identity");
    event.open();
    for (const std::string_view name : names)
        event.textOrNull(name, contextVariable(x, "identity." + std::string(name)));
    for (const std::string_view name : {"apiKey", "apiKeyId"}) // there when a key was used
        if (const auto value = contextVariable(x, "identity." + std::string(name)))
            event.text(name, *value);
    writeClientCertificate(event, x.request);
    event.close();
}

void writeRequestContext(EventWriter& event, const Exchange& x, const std::string& operationName)
{
    const auto variable = [&](std::string_view name) { event.textOrNull(name, contextVariable(x, name)); };
    event.key("requestContext");
    event.open();
    variable("resourceId");
    variable("resourcePath");
    if (!operationName.empty())
        event.text("operationName", operationName);
    for (const char* name :
         {"httpMethod", "extendedRequestId", "requestTime", "path", "accountId", "protocol", "stage", "domainPrefix"})
        variable(name);
    event.raw("requestTimeEpoch", contextVariable(x, "requestTimeEpoch").value_or("0"));
    variable("requestId");
    writeIdentity(event, x);
    variable("domainName");
    event.text("deploymentId", x.program->deploymentId.empty() ? "draft" : x.program->deploymentId);
    variable("apiId");
    if (const json::Value authorizer = authorizerObject(x); authorizer.isObject())
        event.raw("authorizer", json::writeJson(authorizer));
    if (x.program->isCanary)
        event.raw("isCanaryRequest", *x.program->isCanary ? "true" : "false");
    event.close();
}

// With the base path of a custom domain, without the stage.
std::string_view eventPath(const Exchange& x)
{
    const std::string_view path = x.domain ? std::string_view(x.domain->path) : x.path;
    return path.empty() ? std::string_view("/") : path;
}

} // namespace

EventFields eventHeaders(Exchange& x)
{
    const Request& client = x.request;
    EventFields fields;
    for (const HeaderField field : client.headers)
        if (passesToFunction(field.name))
            addTo(fields, field.name, std::string(field.value), true);
    if (x.program->stageName == testStageName) // nobody called: no hops, no trace (reference 1.35)
        return fields;
    fields.push_back({"X-Amzn-Trace-Id", {traceIdOf(x)}});
    fields.push_back({"X-Forwarded-For", {forwardedFor(client)}});
    fields.push_back({"X-Forwarded-Port", {std::to_string(client.localPort)}});
    fields.push_back({"X-Forwarded-Proto", {client.isTls ? "https" : "http"}});
    return fields;
}

EventFields eventQuery(const Request& client)
{
    EventFields fields;
    forEachQueryPair(client.query(), [&](std::string_view name, std::string_view value) {
        addTo(fields, queryDecoded(name), queryDecoded(value), false);
        return false;
    });
    return fields;
}

void writeRequest(EventWriter& event, Exchange& x, const std::string& operationName)
{
    const EventFields headers = eventHeaders(x);
    const EventFields query = eventQuery(x.request);
    event.text("resource", x.method->resourcePath);
    event.text("path", eventPath(x));
    event.text("httpMethod", x.request.method);
    event.singles("headers", headers);
    event.lists("multiValueHeaders", headers);
    event.singles("queryStringParameters", query);
    event.lists("multiValueQueryStringParameters", query);
    event.pairs("pathParameters", x.pathParameters);
    event.pairs("stageVariables", x.program->stageVariables);
    writeRequestContext(event, x, operationName);
}

} // namespace gw::engine
