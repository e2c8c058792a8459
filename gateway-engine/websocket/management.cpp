// What the service does not tell and is decided here: an id whose form is none is 400, one that leads to a connection
// of another API or stage 403, every other 410. In the open mode a signature by a key that is no identity's counts as
// none: clients of AWS cannot but sign.
#include "gateway-engine/websocket/management.h"

#include "core/json/text.h"
#include "gateway-engine/access/this_machine.h"
#include "gateway-engine/auth/sigv4_parts.h"
#include "gateway-engine/auth/sigv4_verify.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/request_facts.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/services.h"
#include "gateway-engine/websocket/connection_id.h"
#include "gateway-engine/websocket/connections.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t maxPostBytes = 131'072;
constexpr std::string_view action = "execute-api:ManageConnections";

Response answer(int status, std::string body = {})
{
    Response response;
    response.status = status;
    if (!body.empty())
        response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

Response fault(int status, std::string_view errorType, std::string_view message)
{
    Response response;
    if (message.empty()) {
        response = answer(status);
    } else {
        json::Value body = json::Value::object();
        body.set("message", std::string(message));
        response = answer(status, json::writeJson(body));
    }
    response.headers.add("x-amzn-ErrorType", errorType);
    return response;
}

Response gone()
{
    return fault(410, "GoneException", {});
}

Response forbidden(std::string_view message = "Forbidden")
{
    return fault(403, "ForbiddenException", message);
}

std::string isoMilliseconds(std::chrono::system_clock::time_point time)
{
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(since / 1'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[80];
    const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(since % 1'000));
    return text;
}

// Signed by somebody the project knows, or in a way that cannot be read.
bool isToBeVerified(const Request& request, const auth::Identities& identities)
{
    if (!auth::isSigned(request.target, request.headers))
        return false;
    const auto parts = auth::readSignatureParts(request.target, request.headers);
    return !parts || identities.keys().find(parts->accessKeyId);
}

// Whether the identity that has signed may do it; nothing: it may.
std::optional<Response> authorize(const Request& request, const auth::VerifiedSignature& signature,
                                  const auth::Identities& identities, const std::string& arn,
                                  std::chrono::system_clock::time_point now)
{
    const auth::AccessKey& key = *signature.key;
    const auth::IdentityRecord* identity = identities.find(key.id);
    if (!identity)
        return forbidden();
    if (!identity->problem.empty())
        return forbidden(identity->problem);
    RequestFacts facts(request, now, &key, identity);
    for (const auth::NamedPolicy& one : identity->policies)
        facts.lookUp(one.policy.conditionKeys());
    const auth::Decision decision = auth::evaluate(*identity, {action, arn, &key.principal, &facts.keys()});
    if (decision == auth::Decision::Allow)
        return std::nullopt;
    std::string message =
        "User: " + key.principal.arn + " is not authorized to perform: " + std::string(action) + " on resource: " + arn;
    if (decision == auth::Decision::ExplicitDeny)
        message += " with an explicit deny";
    return forbidden(message);
}

std::optional<Response> refuse(const Request& request, std::string_view connectionId, const ManagementAccess& access)
{
    const bool isOpen = !access.requiresSignature && isThisMachine(request.remoteAddress);
    const auto identities = access.callers ? access.callers->identities.now() : nullptr;
    if (isOpen && (!identities || !isToBeVerified(request, *identities)))
        return std::nullopt;
    if (!identities)
        return forbidden();
    auth::SignatureRules rules;
    rules.region = access.region;
    const auto verified = auth::verifySignature({request.method, request.target, request.body}, request.headers,
                                                identities->keys(), rules, access.callers->clock.worldTime());
    if (!verified)
        return fault(403, auth::errorType(verified.error().fault), verified.error().message);
    const std::string arn = access.arnPrefix + request.method + "/@connections/" + std::string(connectionId);
    return authorize(request, *verified, *identities, arn, access.callers->clock.wallClock());
}

Response post(const Request& request, OpenConnection& connection)
{
    if (request.body.size() > maxPostBytes)
        return fault(413, "PayloadTooLargeException",
                     "The message is larger than " + std::to_string(maxPostBytes) + " bytes");
    const auto frame = isUtf8Text(request.body) ? textFrame(request.body) : textFrame(utf8Repaired(request.body));
    return connection.send(frame) == Sending::Taken ? answer(200) : gone();
}

Response describe(const OpenConnection& connection)
{
    const ConnectionFacts& facts = connection.facts();
    json::Value identity = json::Value::object();
    identity.set("sourceIp", facts.sourceIp);
    identity.set("userAgent", utf8Repaired(facts.userAgent));
    json::Value body = json::Value::object();
    body.set("connectedAt", isoMilliseconds(facts.connectedAt));
    body.set("identity", std::move(identity));
    body.set("lastActiveAt", isoMilliseconds(connection.lastActiveAt()));
    return answer(200, json::writeJson(body));
}

Response manage(const Request& request, std::string_view connectionId, const ManagedStage& stage,
                const Connections& connections)
{
    if (!isConnectionId(connectionId))
        return fault(400, "BadRequestException", "Invalid connectionId: " + utf8Repaired(connectionId.substr(0, 128)));
    const auto connection = connections.find(connectionId);
    if (!connection)
        return gone();
    if (connection->facts().apiId != stage.apiId || connection->facts().stageName != stage.stageName)
        return forbidden();
    if (request.method == "POST")
        return post(request, *connection);
    if (request.method == "GET")
        return describe(*connection);
    connection->close(CloseCode::Normal, {});
    return answer(204);
}

bool isVerb(std::string_view method)
{
    return method == "POST" || method == "GET" || method == "DELETE";
}

} // namespace

std::optional<std::string> managedConnection(std::string_view path)
{
    if (!mayManageConnections(path) || !path.starts_with('/'))
        return std::nullopt;
    path.remove_prefix(1);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos || percentDecoded(path.substr(0, slash)) != "@connections")
        return std::nullopt;
    path.remove_prefix(slash + 1);
    return path.find('/') == std::string_view::npos ? std::optional(percentDecoded(path)) : std::nullopt;
}

Response manageConnection(const Request& request, std::string_view connectionId, const ManagedStage& stage,
                          const Connections& connections, Services& services)
{
    Response response;
    if (!isVerb(request.method))
        response = fault(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    else if (auto refusal = refuse(request, connectionId, stage.access))
        response = *std::move(refusal);
    else
        response = manage(request, connectionId, stage, connections);
    response.headers.add("x-amzn-RequestId", newRequestId(services));
    response.headers.add("x-amz-apigw-id", newExtendedRequestId(services));
    return response;
}

} // namespace gw::engine
