// Caller: who sent a request, as far as the pipeline has found out, and what an authorizer says of them
// (reference 1.22, 1.25 and 1.27). What $context.identity, $context.authorizer and events tell comes from here.
#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

// Whose signature the request bears (AWS_IAM). Empty texts are unknown.
struct SigningCaller
{
    std::string accessKey; // the access key's id
    std::string accountId;
    std::string caller;
    std::string user;
    std::string userArn;
    // Allowed execute-api:InvalidateCache on the method. Who authorizes looks it up where asksForFreshAnswer().
    bool mayInvalidateCache = false;
};

// Who vouches for a caller of an HTTP API, as events tell it (reference 2.4): requestContext.authorizer.{lambda|jwt}.
enum class AuthorizerKind : std::uint8_t { None, Lambda, Jwt };

struct Caller
{
    std::optional<SigningCaller> identity;
    std::string principalId; // of an authorizer
    // $context.authorizer: what a Lambda authorizer gave as context, or {"claims": …, "scopes": …}; null: nothing.
    json::Value authorizer;
    AuthorizerKind authorizerKind = AuthorizerKind::None;
    std::optional<std::int64_t> integrationLatency; // of a Lambda authorizer, ms; 0 of a kept result
    // $context.authorize, .authorizer and .authenticate as access logs write them; only while the stage logs.
    std::vector<std::pair<std::string, std::string>> logged;
    std::string apiKey;             // as presented; reaches no trace and no log
    std::string apiKeyId;           // of the known one
    std::string usageIdentifierKey; // an authorizer's, where apiKeySource is AUTHORIZER
};

} // namespace gw::engine
