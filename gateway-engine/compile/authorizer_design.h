// What the stages of authorizers are made from (reference 1.25, 2.7): an authorizer of the design, checked and made
// ready. The messages of failures go on from "of its authorizer …, ".
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"
#include "core/result.h"
#include "gateway-engine/pipeline/authorize_cognito.h"
#include "gateway-engine/pipeline/authorize_jwt.h"
#include "gateway-engine/pipeline/authorize_lambda.h"

#include <string>
#include <vector>

namespace gw::engine {

// Where an authorizer works.
struct AuthorizerSite
{
    const Api& api;
    const gw::Stage& stage;
    std::string arnPrefix; // of methods
    ResourcePolicy policy; // null: none
    bool isWebSocket = false;

    [[nodiscard]] bool isHttpApi() const { return api.kind() == ApiKind::Http; }
};

[[nodiscard]] tl::unexpected<Diagnostic> notUsable(std::string message, std::string hint);

[[nodiscard]] Result<LambdaAuthorizer> lambdaAuthorizerOf(const Authorizer& authorizer, const AuthorizerSite& site);
[[nodiscard]] Result<UserPoolAuthorizer> poolAuthorizerOf(const Authorizer& authorizer, const Method& method);
[[nodiscard]] Result<JwtAuthorizer> jwtAuthorizerOf(const Authorizer& authorizer, const Method& method);

} // namespace gw::engine
