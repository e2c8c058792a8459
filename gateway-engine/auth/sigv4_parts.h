// What a signed request says of its signature, in its Authorization header or in its query, before anything of it is
// believed (reference 1.24, 1.25). Texts of faults are the service's.
#pragma once

#include "gateway-engine/auth/signature_fault.h"
#include "gateway-engine/http/headers.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct SignatureParts
{
    bool isPresigned = false; // in the query
    std::string accessKeyId;
    std::string date; // of the credential's scope: "20150830"
    std::string region;
    std::string service;
    std::string terminator;                 // "aws4_request", if right
    std::vector<std::string> signedHeaders; // in lower case
    std::string signature;
    std::string sessionToken;
    std::string stamp; // "20150830T123600Z"
    std::chrono::sys_seconds time;
    std::optional<std::chrono::seconds> validity; // X-Amz-Expires
};

// `target` as it was sent, with its query.
[[nodiscard]] tl::expected<SignatureParts, SignatureFailure> readSignatureParts(std::string_view target,
                                                                                const Headers& headers);

// Whether it bears a signature of version 4 in either place, right or wrong.
[[nodiscard]] bool isSigned(std::string_view target, const Headers& headers);
[[nodiscard]] bool isSignatureParameter(std::string_view name); // of a presigned query, its name decoded

} // namespace gw::engine::auth
