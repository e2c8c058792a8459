// How a request's signature is held against an access key, step by step, for people to read (reference 1.25, AWS_IAM):
// made of the very checks verifySignature() makes. Secret access keys stand nowhere in it.
#pragma once

#include "gateway-engine/auth/sigv4_verify.h"
#include "gateway-engine/auth/verification_step.h"

#include <chrono>
#include <string>
#include <vector>

namespace gw::engine::auth {

struct SignatureReport
{
    std::vector<VerificationStep> steps; // "Form", "Scope", "Time", "Access key", "Signature"; all of them, in order
    std::string accessKeyId;             // empty: the request bears no signature that can be read
    std::string canonicalRequest;        // what the request has to be signed as; empty like accessKeyId
    std::string stringToSign;
    std::string given;      // the request's own signature
    std::string calculated; // what it has to be; empty: nobody has that access key
    bool isValid = false;
};

[[nodiscard]] SignatureReport inspectSignature(const SignedParts& request, const Headers& headers,
                                               const AccessKeys& keys, const SignatureRules& rules,
                                               std::chrono::system_clock::time_point now);

} // namespace gw::engine::auth
