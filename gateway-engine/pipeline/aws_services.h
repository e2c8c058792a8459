// AwsServices: sends one request to an AWS service: inside the engine when the project itself holds what it names
// (LocalService), else signed to the endpoint the user configured. Called on every engine thread.
#pragma once

#include "gateway-engine/pipeline/upstream.h"

#include <optional>
#include <string>

namespace gw::engine {

struct AwsRequest
{
    std::string service; // as the integration's ARN names it: "lambda", "states", "sqs"
    std::string region;  // empty: the project's
    // Method, target, headers (without Host and Authorization), body and time-out; the endpoint is filled by send().
    UpstreamRequest http;
};

class AwsServices
{
public:
    virtual ~AwsServices() = default;
    // Fills `answer` unless it fails. A service without an endpoint is a failure that says how to configure one.
    // Everything is the caller's, who keeps it until this ends.
    [[nodiscard]] virtual Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient& upstream,
                                                                    UpstreamResponse& answer) = 0;
};

} // namespace gw::engine
