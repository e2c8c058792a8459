// UserPool: whose tokens a COGNITO_USER_POOLS authorizer takes (reference 1.25): the ARN that authorizers name, and
// where the pool's issuer and keys are: the project's own issuer, or any other with a JWKS by URL or as a file.
#pragma once

#include "core/api/ids.h"

#include <string>
#include <string_view>

namespace gw {

struct UserPool
{
    UserPoolId id;
    std::string name;
    std::string arn;    // "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI"
    std::string issuer; // a URL, exactly the tokens' "iss"; empty: the project's own issuer
    std::string jwks;   // a URL, or a file of the project; empty: found by OpenID Connect discovery
    bool operator==(const UserPool&) const = default;

    [[nodiscard]] bool isLocal() const { return issuer.empty(); }
    [[nodiscard]] bool hasJwksFile() const; // rather than a URL
};

[[nodiscard]] bool isUserPoolArn(std::string_view text);
[[nodiscard]] std::string derivedUserPoolArn(std::string_view region, std::string_view accountId,
                                             std::string_view poolName);

} // namespace gw
