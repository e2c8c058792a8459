#include "gateway-engine/pipeline/route_authorizer.h"

#include "gateway-engine/pipeline/caller.h"

#include <utility>

namespace gw::engine {

namespace {

json::Value under(const char* kind, json::Value value)
{
    json::Value object = json::Value::object();
    object.set(kind, std::move(value));
    return object;
}

json::Value textOrNull(const std::string& text)
{
    return text.empty() ? json::Value() : json::Value(text);
}

// No Cognito identity and no organization stand behind the identities of a project.
json::Value signerObject(const SigningCaller& signer)
{
    json::Value object = json::Value::object();
    object.set("accessKey", textOrNull(signer.accessKey));
    object.set("accountId", textOrNull(signer.accountId));
    object.set("callerId", textOrNull(signer.caller));
    object.set("cognitoIdentity", json::Value());
    object.set("principalOrgId", json::Value());
    object.set("userArn", textOrNull(signer.userArn));
    object.set("userId", textOrNull(signer.user));
    return object;
}

} // namespace

json::Value routeAuthorizerObject(const Exchange& x)
{
    if (!x.caller)
        return {};
    switch (x.caller->authorizerKind) {
    case AuthorizerKind::Jwt:
        return under("jwt", x.caller->authorizer);
    case AuthorizerKind::Lambda:
        return under("lambda", x.caller->authorizer);
    case AuthorizerKind::None:
        break;
    }
    return x.caller->identity ? under("iam", signerObject(*x.caller->identity)) : json::Value();
}

} // namespace gw::engine
