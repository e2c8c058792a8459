// Caller: who sent a request, as far as the pipeline has found out, and what an authorizer says of them
// (reference 1.22, 1.25 and 1.27). What $context.identity, $context.authorizer and events tell comes from here.
#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>

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

struct Caller
{
    std::optional<SigningCaller> identity;
    std::string principalId; // of an authorizer
    // $context.authorizer: what a Lambda authorizer gave as context, or {"claims": …, "scopes": …}; null: nothing.
    json::Value authorizer;
    std::string apiKey;             // as presented; reaches no trace and no log
    std::string apiKeyId;           // of the known one
    std::string usageIdentifierKey; // an authorizer's, where apiKeySource is AUTHORIZER
};

} // namespace gw::engine
