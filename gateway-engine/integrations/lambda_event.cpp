// The event is written front to back into one string: no tree of it is ever made.
#include "gateway-engine/integrations/lambda_event.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/variables.h"

#include <algorithm>

namespace gw::engine {

namespace {

// Of one name with all its values, in order.
struct Field
{
    std::string name;
    std::vector<std::string> values;
};

using Fields = std::vector<Field>;

void addTo(Fields& fields, std::string_view name, std::string value, bool ignoreCase)
{
    for (Field& field : fields)
        if (ignoreCase ? equalsIgnoreCase(field.name, name) : field.name == name)
            return field.values.push_back(std::move(value));
    fields.push_back({std::string(name), {std::move(value)}});
}

Fields headersOf(Exchange& x)
{
    const Request& client = x.request;
    Fields fields;
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

Fields queryOf(const Request& client)
{
    Fields fields;
    forEachQueryPair(client.query(), [&](std::string_view name, std::string_view value) {
        addTo(fields, queryDecoded(name), queryDecoded(value), false);
        return false;
    });
    return fields;
}

class EventWriter
{
public:
    explicit EventWriter(std::size_t expected) { m_text.reserve(expected); }

    void open() { m_text += '{', m_isFirst = true; }
    void close() { m_text += '}', m_isFirst = false; }
    void key(std::string_view name)
    {
        if (!m_isFirst)
            m_text += ',';
        m_isFirst = false;
        appendQuoted(name);
        m_text += ':';
    }
    void text(std::string_view name, std::string_view value) { key(name), appendQuoted(value); }
    void raw(std::string_view name, std::string_view value) { key(name), m_text += value; }
    void textOrNull(std::string_view name, const std::optional<std::string>& value)
    {
        value ? text(name, *value) : raw(name, "null");
    }
    // The last value of each name, as the service's single-value maps have it.
    void singles(std::string_view name, const Fields& fields)
    {
        writeMap(name, fields, [this](const Field& field) { appendQuoted(field.values.back()); });
    }
    void lists(std::string_view name, const Fields& fields)
    {
        writeMap(name, fields, [this](const Field& field) {
            m_text += '[';
            for (std::size_t i = 0; i < field.values.size(); ++i) {
                m_text += i > 0 ? "," : "";
                appendQuoted(field.values[i]);
            }
            m_text += ']';
        });
    }
    void pairs(std::string_view name, const std::vector<std::pair<std::string, std::string>>& values)
    {
        Fields fields;
        for (const auto& [key, value] : values)
            fields.push_back({key, {value}});
        singles(name, fields);
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    // What is no UTF-8 becomes U+FFFD: an event is JSON, whatever a client sends.
    void appendQuoted(std::string_view value)
    {
        m_text += isUtf8Text(value) ? jsonQuoted(value) : jsonQuoted(utf8Repaired(value));
    }
    template <typename Write>
    void writeMap(std::string_view name, const Fields& fields, Write writeValue)
    {
        if (fields.empty())
            return raw(name, "null");
        key(name);
        open();
        for (const Field& field : fields) {
            key(field.name);
            writeValue(field);
        }
        close();
    }

    std::string m_text;
    bool m_isFirst = true;
};

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

void writeContext(EventWriter& event, const Exchange& x, const std::string& operationName)
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
    if (x.program->isCanary)
        event.raw("isCanaryRequest", *x.program->isCanary ? "true" : "false");
    event.close();
}

void writeBody(EventWriter& event, const Exchange& x)
{
    const BinaryMediaTypes& binary = x.program->binaryMediaTypes;
    const std::string_view type = x.request.headers.get("Content-Type");
    const bool isBinary = !x.request.body.empty() && !binary.empty() &&
                          binary.matches(type.empty() ? std::string_view("application/json") : type);
    if (x.request.body.empty())
        event.raw("body", "null");
    else
        event.text("body", isBinary ? base64Encoded(x.request.body) : x.request.body);
    event.raw("isBase64Encoded", isBinary ? "true" : "false");
}

// Without the stage, but with the base path of a custom domain.
std::string_view eventPath(const Exchange& x)
{
    const std::string_view path = x.domain ? std::string_view(x.domain->path) : x.path;
    return path.empty() ? std::string_view("/") : path;
}

std::string lambdaEvent(Exchange& x, const LambdaProxyDesign& design)
{
    constexpr std::size_t usualRest = 2'048;
    EventWriter event(x.request.body.size() + 2 * x.request.headers.bytes() + usualRest);
    const Fields headers = headersOf(x);
    const Fields query = queryOf(x.request);
    event.open();
    event.text("resource", x.method->resourcePath);
    event.text("path", eventPath(x));
    event.text("httpMethod", x.request.method);
    event.singles("headers", headers);
    event.lists("multiValueHeaders", headers);
    event.singles("queryStringParameters", query);
    event.lists("multiValueQueryStringParameters", query);
    event.pairs("pathParameters", x.pathParameters);
    event.pairs("stageVariables", x.program->stageVariables);
    writeContext(event, x, design.operationName);
    writeBody(event, x);
    event.close();
    return event.take();
}

} // namespace

std::optional<Fault> MapLambdaEvent::run(Exchange& x) const
{
    if (!m_design.isPost)
        return configurationFault("Functions are invoked with POST, whatever the client's verb: set the integration's "
                                  "HTTP method to POST");
    for (const auto& [name, source] : m_design.illegalHeaders)
        if (source.value({x}))
            return configurationFault(name + " header already present");
    UpstreamRequest& request = x.endpointRequest;
    request.method = "POST";
    request.target = m_design.target;
    request.timeout = m_design.timeout;
    request.endpoint.isTls = true;
    request.endpoint.host = m_design.host;
    request.endpoint.port = 443;
    request.headers.add("Host", m_design.host);
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Amzn-Trace-Id", traceIdOf(x));
    request.body = lambdaEvent(x, m_design);
    x.trace.out(x.trace.capture(request));
    return std::nullopt;
}

} // namespace gw::engine
