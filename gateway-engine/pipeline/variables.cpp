#include "gateway-engine/pipeline/variables.h"

#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/http_api_path.h"
#include "gateway-engine/pipeline/web_acl_check.h"
#include "gateway-engine/websocket/socket_call.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace gw::engine {

namespace {

// When the request came.
std::chrono::system_clock::time_point startOf(const Exchange& x)
{
    const Trace* trace = x.trace.trace();
    return trace ? trace->time : x.services.wallClock();
}

std::string requestTime(const Exchange& x) // dd/MMM/yyyy:HH:mm:ss +0000, English months
{
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = std::chrono::system_clock::to_time_t(startOf(x));
    std::tm t{};
    gmtime_r(&seconds, &t);
    char text[40];
    std::snprintf(text, sizeof text, "%02d/%s/%04d:%02d:%02d:%02d +0000", t.tm_mday,
                  months[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
    return text;
}

std::string requestTimeEpoch(const Exchange& x)
{
    const auto since = startOf(x).time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

std::string domainName(const Exchange& x)
{
    return x.domain ? x.domain->domainName : x.program->apiId + ".execute-api.localhost";
}

std::string domainPrefix(const Exchange& x)
{
    return x.domain ? std::string(x.domain->domainPrefix()) : x.program->apiId;
}

// One thing of the certificate a client showed for mutual TLS.
template <std::string PeerCertificate::*part>
std::optional<std::string> ofClientCertificate(const Exchange& x)
{
    const PeerCertificate* shown = x.request.tls ? x.request.tls->clientCertificate.get() : nullptr;
    return shown ? std::optional(shown->*part) : std::nullopt;
}

std::optional<std::string> header(const Exchange& x, std::string_view name)
{
    const auto value = x.request.headers.findLast(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::string pathWithStage(const Exchange& x) // or with the base path of a custom domain
{
    if (x.domain)
        return x.program->isHttpApi ? decodedPath(x.domain->path) : x.domain->path;
    if (x.program->isHttpApi)
        return rawPathOf(x);
    return "/" + x.program->stageName + std::string(x.path);
}

std::optional<std::string> resourcePath(const Exchange& x)
{
    return x.method ? std::optional(x.method->resourcePath) : std::nullopt;
}

// HTTP and WebSocket APIs have one id, what REST APIs call the extended one (reference 0.2).
std::string requestIdOf(const Exchange& x)
{
    return x.program->isHttpApi || x.socket ? x.extendedRequestId.str() : x.requestId.str();
}

std::optional<std::string> routeKey(const Exchange& x)
{
    if (x.socket)
        return x.socket->routeKey.empty() ? std::nullopt : std::optional(x.socket->routeKey);
    return x.method && !x.method->routeKey.empty() ? std::optional(x.method->routeKey) : std::nullopt;
}

std::optional<std::string> resourceId(const Exchange& x)
{
    return x.method ? std::optional(resourceIdText(x.method->node.resource)) : std::nullopt;
}

std::optional<std::string> errorVariable(std::string_view name, const Fault* fault)
{
    if (!fault)
        return std::nullopt;
    if (name == "message")
        return std::string(faultMessage(*fault));
    if (name == "messageString")
        return faultMessage(*fault).empty() ? std::string("null") : jsonQuoted(faultMessage(*fault));
    if (name == "responseType")
        return std::string(responseTypeName(fault->type));
    if (name == "validationErrorString" && !fault->validationErrorString.empty())
        return fault->validationErrorString;
    return std::nullopt;
}

// What the service fills in for its Test tab (reference 1.35).
std::optional<std::string> whenTested(const Exchange& x, const char* value)
{
    return x.program->stageName == testStageName ? std::optional<std::string>(value) : std::nullopt;
}

// Of requests alone: messages have no verb and no path.
template <typename Value>
std::optional<std::string> ofHttp(const Exchange& x, Value value)
{
    return x.socket ? std::nullopt : std::optional<std::string>(value(x));
}

// Of WebSocket APIs alone; texts that are empty have no value (reference 3.7).
template <typename Value>
std::optional<std::string> ofSocket(const Exchange& x, Value value)
{
    if (!x.socket)
        return std::nullopt;
    std::string text(value(*x.socket));
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string epochMillis(std::chrono::system_clock::time_point time)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

std::optional<std::string> disconnectStatusCode(const Exchange& x)
{
    const bool isDisconnect = x.socket && x.socket->event == SocketEvent::Disconnect;
    return isDisconnect ? std::optional(std::to_string(x.socket->disconnectStatusCode)) : std::nullopt;
}

std::optional<std::string> userAgent(const Exchange& x)
{
    return x.socket ? ofSocket(x, [](const SocketCall& call) { return call.facts->userAgent; })
                    : header(x, "User-Agent");
}

struct Variable
{
    std::string_view name;
    std::optional<std::string> (*value)(const Exchange& x);
};

std::optional<std::string> deploymentId(const Exchange& x)
{
    return x.program->deploymentId.empty() ? std::nullopt : std::optional(x.program->deploymentId);
}

std::optional<std::string> isCanaryRequest(const Exchange& x) // only where the stage has a canary
{
    return x.program->isCanary ? std::optional<std::string>(*x.program->isCanary ? "true" : "false") : std::nullopt;
}

// Of methods that require one.
template <std::string Caller::*part>
std::optional<std::string> ofApiKey(const Exchange& x)
{
    return x.caller && !((*x.caller).*part).empty() ? std::optional((*x.caller).*part) : std::nullopt;
}

std::optional<std::string> apiKey(const Exchange& x)
{
    const auto tested = whenTested(x, "test-invoke-api-key");
    return tested ? tested : ofApiKey<&Caller::apiKey>(x);
}

std::optional<std::string> apiKeyId(const Exchange& x)
{
    const auto tested = whenTested(x, "test-invoke-api-key-id");
    return tested ? tested : ofApiKey<&Caller::apiKeyId>(x);
}

std::optional<std::string> wafResponseCode(const Exchange& x) // unset while the stage has no web ACL
{
    if (x.webAcl == WebAclResponse::None)
        return std::nullopt;
    return x.webAcl == WebAclResponse::Allow ? "WAF_ALLOW" : "WAF_BLOCK";
}

std::optional<std::string> webAclArn(const Exchange& x)
{
    const std::string arn = x.program->webAcl ? x.program->webAcl->arn() : std::string();
    return arn.empty() ? std::nullopt : std::optional(arn);
}

// Of who signed the request; the Test tab has a caller of its own.
template <std::string SigningCaller::*part>
std::optional<std::string> ofIdentity(const Exchange& x)
{
    if (!x.caller || !x.caller->identity || ((*x.caller->identity).*part).empty())
        return std::nullopt;
    return (*x.caller->identity).*part;
}

// A text as it is, anything else as JSON: contexts of HTTP APIs keep their types.
std::string textOf(const json::Value& value)
{
    return value.isArray() || value.isObject() ? json::writeJson(value) : value.scalarText();
}

constexpr std::string_view claimsGroup = "claims.";
constexpr std::string_view authorizerGroup = "authorizer.";

// $context.authorizer.{name}: what a Lambda authorizer gave, or claims of a token.
std::optional<std::string> authorizerVariable(const Exchange& x, std::string_view name)
{
    if (!x.caller)
        return std::nullopt;
    const json::Value& given = x.caller->authorizer;
    if (name.starts_with(claimsGroup)) {
        const json::Value* claim = given["claims"].find(name.substr(claimsGroup.size()));
        return claim ? std::optional(claim->scalarText()) : std::nullopt;
    }
    if (name == "principalId" && !x.caller->principalId.empty())
        return x.caller->principalId;
    if (name == "integrationLatency" && x.caller->integrationLatency)
        return std::to_string(*x.caller->integrationLatency);
    const json::Value* value = given.find(name);
    return value && !value->isNull() ? std::optional(textOf(*value)) : std::nullopt;
}

constexpr std::array variables{
    Variable{"accountId", [](const Exchange& x) { return std::optional(x.program->accountId); }},
    Variable{"apiId", [](const Exchange& x) { return std::optional(x.program->apiId); }},
    Variable{"connectedAt",
             [](const Exchange& x) {
                 return ofSocket(x, [](const SocketCall& call) { return epochMillis(call.facts->connectedAt); });
             }},
    Variable{
        "connectionId",
        [](const Exchange& x) { return ofSocket(x, [](const SocketCall& call) { return call.facts->connectionId; }); }},
    Variable{"deploymentId", deploymentId},
    Variable{
        "disconnectReason",
        [](const Exchange& x) { return ofSocket(x, [](const SocketCall& call) { return call.disconnectReason; }); }},
    Variable{"disconnectStatusCode", disconnectStatusCode},
    Variable{"domainName", [](const Exchange& x) { return std::optional(domainName(x)); }},
    Variable{"domainPrefix", [](const Exchange& x) { return std::optional(domainPrefix(x)); }},
    Variable{
        "eventType",
        [](const Exchange& x) { return ofSocket(x, [](const SocketCall& call) { return toString(call.event); }); }},
    Variable{"extendedRequestId", [](const Exchange& x) { return std::optional(x.extendedRequestId.str()); }},
    Variable{"httpMethod",
             [](const Exchange& x) { return ofHttp(x, [](const Exchange& http) { return http.request.method; }); }},
    Variable{"identity.accessKey", ofIdentity<&SigningCaller::accessKey>},
    Variable{"identity.accountId", ofIdentity<&SigningCaller::accountId>},
    Variable{"identity.apiKey", apiKey},
    Variable{"identity.apiKeyId", apiKeyId},
    Variable{"identity.caller",
             [](const Exchange& x) {
                 const auto signer = ofIdentity<&SigningCaller::caller>(x);
                 return signer ? signer : whenTested(x, "test-invoke-caller");
             }},
    Variable{"identity.clientCert.clientCertPem", ofClientCertificate<&PeerCertificate::clientCertPem>},
    Variable{"identity.clientCert.issuerDN", ofClientCertificate<&PeerCertificate::issuerDN>},
    Variable{"identity.clientCert.serialNumber", ofClientCertificate<&PeerCertificate::serialNumber>},
    Variable{"identity.clientCert.subjectDN", ofClientCertificate<&PeerCertificate::subjectDN>},
    Variable{"identity.clientCert.validity.notAfter", ofClientCertificate<&PeerCertificate::notAfter>},
    Variable{"identity.clientCert.validity.notBefore", ofClientCertificate<&PeerCertificate::notBefore>},
    Variable{"identity.sourceIp", [](const Exchange& x) { return std::optional(x.request.remoteAddress); }},
    Variable{"identity.userAgent", userAgent},
    Variable{"identity.user",
             [](const Exchange& x) {
                 const auto signer = ofIdentity<&SigningCaller::user>(x);
                 return signer ? signer : whenTested(x, "test-invoke-user");
             }},
    Variable{"identity.userArn", ofIdentity<&SigningCaller::userArn>},
    Variable{"isCanaryRequest", isCanaryRequest},
    Variable{"messageDirection", [](const Exchange& x) { return ofSocket(x, [](const SocketCall&) { return "IN"; }); }},
    Variable{"messageId",
             [](const Exchange& x) { return ofSocket(x, [](const SocketCall& call) { return call.messageId; }); }},
    Variable{"path", [](const Exchange& x) { return ofHttp(x, pathWithStage); }},
    Variable{"protocol", [](const Exchange& x) { return ofHttp(x, [](const Exchange&) { return "HTTP/1.1"; }); }},
    Variable{"requestId", [](const Exchange& x) { return std::optional(requestIdOf(x)); }},
    Variable{"requestTime", [](const Exchange& x) { return std::optional(requestTime(x)); }},
    Variable{"requestTimeEpoch", [](const Exchange& x) { return std::optional(requestTimeEpoch(x)); }},
    Variable{"resourceId", [](const Exchange& x) { return x.socket ? std::nullopt : resourceId(x); }},
    Variable{"resourcePath", [](const Exchange& x) { return x.socket ? std::nullopt : resourcePath(x); }},
    Variable{"routeKey", routeKey},
    Variable{"stage", [](const Exchange& x) { return std::optional(x.program->stageName); }},
    Variable{"wafResponseCode", wafResponseCode},
    Variable{"webaclArn", webAclArn},
};

// Puts a value at "identity.sourceIp"; names of a group stand together.
void putAt(json::Object& object, std::string_view name, std::string value)
{
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) {
        object.push_back({std::string(name), std::move(value)});
        return;
    }
    const std::string_view group = name.substr(0, dot);
    if (object.empty() || object.back().key != group)
        object.push_back({std::string(group), json::Value::object()});
    putAt(object.back().value.asObject(), name.substr(dot + 1), std::move(value));
}

// The members of $context that `isWanted`, asked by their names.
template <typename IsWanted>
json::Value contextOf(const Exchange& x, const IsWanted& isWanted)
{
    json::Object context;
    for (const Variable& variable : variables) {
        if (!isWanted(variable.name.substr(0, variable.name.find('.'))))
            continue;
        if (auto value = variable.value(x))
            putAt(context, variable.name, *std::move(value));
    }
    if (isWanted("authorizer"))
        if (json::Value authorizer = authorizerObject(x); authorizer.isObject())
            context.push_back({"authorizer", std::move(authorizer)});
    return json::Value(std::move(context));
}

} // namespace

std::string resourceIdText(ResourceId id)
{
    static constexpr char alphabet[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string text;
    for (std::uint64_t bits = id.value; text.size() < 6; bits /= 36)
        text += alphabet[bits % 36];
    return text;
}

json::Value contextObject(const Exchange& x)
{
    return contextOf(x, [](std::string_view) { return true; });
}

json::Value contextObject(const Exchange& x, std::span<const std::string> members)
{
    return contextOf(x, [&](std::string_view member) {
        return std::any_of(members.begin(), members.end(), [&](const std::string& each) { return each == member; });
    });
}

json::Value authorizerObject(const Exchange& x)
{
    if (!x.caller || !x.caller->authorizer.isObject())
        return {};
    json::Value object = x.caller->authorizer;
    if (!x.caller->principalId.empty())
        object.set("principalId", x.caller->principalId);
    if (x.caller->integrationLatency)
        object.set("integrationLatency", *x.caller->integrationLatency);
    return object;
}

std::vector<std::pair<std::string, std::string>> callerVariables(const Exchange& x)
{
    std::vector<std::pair<std::string, std::string>> told = x.caller->logged; // authorizer.status before a context's
    for (const Variable& variable : variables)
        if (variable.name.starts_with("identity."))
            if (auto value = variable.value(x))
                told.emplace_back(variable.name, *std::move(value));
    const json::Value authorizer = authorizerObject(x);
    if (!authorizer.isObject())
        return told;
    for (const json::Member& member : authorizer.asObject())
        if (member.key == "claims" && member.value.isObject())
            for (const json::Member& claim : member.value.asObject())
                told.emplace_back("authorizer.claims." + claim.key, claim.value.scalarText());
        else
            told.emplace_back("authorizer." + member.key, textOf(member.value));
    return told;
}

std::optional<std::string> contextVariable(const Exchange& x, std::string_view name, const Fault* fault)
{
    constexpr std::string_view error = "error.";
    if (name.substr(0, error.size()) == error)
        return errorVariable(name.substr(error.size()), fault);
    if (name.starts_with(authorizerGroup))
        return authorizerVariable(x, name.substr(authorizerGroup.size()));
    for (const Variable& variable : variables)
        if (variable.name == name)
            return variable.value(x);
    return std::nullopt;
}

std::optional<std::string> stageVariable(const Exchange& x, std::string_view name)
{
    const std::string* value = findIn(x.program->stageVariables, name);
    return value ? std::optional(*value) : std::nullopt;
}

std::string jsonQuoted(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
            quoted += escape;
        } else {
            quoted += c;
        }
    }
    quoted += '"';
    return quoted;
}

} // namespace gw::engine
