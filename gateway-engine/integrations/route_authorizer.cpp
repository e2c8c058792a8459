#include "gateway-engine/integrations/route_authorizer.h"

#include "gateway-engine/pipeline/variables.h"

#include <string>
#include <utility>

namespace gw::engine {

namespace {

json::Value textOrNull(const std::string& text)
{
    return text.empty() ? json::Value() : json::Value(text);
}

json::Value iamOf(const SigningCaller& signer)
{
    return json::Object{{"accessKey", textOrNull(signer.accessKey)},
                        {"accountId", textOrNull(signer.accountId)},
                        {"callerId", textOrNull(signer.caller)},
                        {"cognitoIdentity", nullptr},
                        {"principalOrgId", nullptr},
                        {"userArn", textOrNull(signer.userArn)},
                        {"userId", textOrNull(signer.user)}};
}

// A token's, as opposed to what a function gave as context.
bool isOfToken(const json::Value& authorizer)
{
    return authorizer["claims"].isObject() && authorizer.find("scopes");
}

} // namespace

json::Value authorizerOfFormat2(const Exchange& x)
{
    if (!x.caller)
        return {};
    if (x.caller->identity)
        return json::Object{{"iam", iamOf(*x.caller->identity)}};
    const json::Value& given = x.caller->authorizer;
    if (!given.isObject())
        return {};
    return json::Object{{isOfToken(given) ? "jwt" : "lambda", given}};
}

json::Value authorizerOfFormat1(const Exchange& x)
{
    json::Value authorizer = authorizerObject(x);
    if (authorizer.isObject())
        return authorizer;
    return json::Object{{"claims", nullptr}, {"scopes", nullptr}};
}

} // namespace gw::engine
