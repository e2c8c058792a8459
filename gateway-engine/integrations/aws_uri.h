// AwsUri: the address of an AWS integration (reference 1.9 and 1.15):
//
//   arn:aws:apigateway:{region}:{[subdomain.]service}:path/{path}          a path of the service
//   arn:aws:apigateway:{region}:{[subdomain.]service}:action/{Action}[&k=v…]   one of its actions
//   arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function}/invocations
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

struct AwsUri
{
    std::string region;
    std::string service;    // "lambda", "states", "sqs"
    std::string subdomain;  // mostly empty
    std::string path;       // with its leading "/", maybe with {places} and a query; "/" for actions
    std::string action;     // empty: a path
    std::string parameters; // of an action: "k=v&k2=v2"

    // `text` has its stage variables filled in. Errors are worded as the service's.
    [[nodiscard]] static Result<AwsUri> parse(std::string_view text);

    // What the path names when it is an invocation of a function: a name or an ARN; empty otherwise.
    [[nodiscard]] std::string_view function() const;
    // The URL the service itself would call: "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/…".
    [[nodiscard]] std::string url() const;
    // What an action of the service needs beside its parameters: its target and media type where it speaks JSON.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> actionHeaders() const;
};

} // namespace gw::engine
