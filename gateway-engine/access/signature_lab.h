// The authorizer lab for AWS_IAM (reference 1.25): what a method makes of a signed request, step by step: canonical
// request, string to sign, the two signatures, what the identity's policies and the API's say, and the answer a caller
// would get. Made of the very stage requests meet. Shows no secret access key.
#pragma once

#include "core/api/project.h"
#include "core/result.h"
#include "gateway-engine/access/authorizer_lab.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/http/headers.h"

#include <stop_token>
#include <string>

namespace gw::engine {

struct SignedSample
{
    std::string method = "GET";
    std::string target; // as it was sent: "/dev/pets?x=y", or without the stage on a custom domain
    Headers headers;    // with Host
    std::string body;
    std::string sourceIp = "127.0.0.1";
};

// `project` holds the policies' texts. Fails where no method of the API answers the request, or nothing knows who
// calls. Blocks the calling thread.
[[nodiscard]] Result<LabReport> trySignedRequest(const Project& project, const Api& api, const gw::Stage& stage,
                                                 const SignedSample& sample, const Surroundings& surroundings,
                                                 std::stop_token stop = {});

} // namespace gw::engine
