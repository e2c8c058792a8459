// Verifies that a request was signed with one of the access keys, by Signature Version 4, in its headers or in its
// query (reference 1.25). Faults come with the service's texts (1.24).
//
// What the service does not tell and is decided here: faults are looked for in the order parts, scope, time, access
// key, session token, signature; a presigned request without X-Amz-Expires is good for as long as one signed in its
// headers; the hash of the body is always that of the body that came, whatever x-amz-content-sha256 says.
#pragma once

#include "gateway-engine/auth/access_keys.h"
#include "gateway-engine/auth/signature_fault.h"
#include "gateway-engine/crypto/sigv4.h"
#include "gateway-engine/http/headers.h"

#include <chrono>
#include <string>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct SignatureRules
{
    std::string region; // the only one that is right; empty: any
    std::string service = "execute-api";
    std::chrono::minutes clockSkew{5}; // either way
    bool normalizesPath = true;        // as in SigningScope
    bool encodesPath = true;
    bool signsToken = true; // false: a session token stands beside the signature
};

struct VerifiedSignature
{
    const AccessKey* key = nullptr; // of the AccessKeys that were asked
    bool isPresigned = false;
    std::string region;
    std::chrono::sys_seconds signedAt;
};

// `now` is the wall clock's. Cost: the SHA-256 of the body, and 5 HMACs.
[[nodiscard]] tl::expected<VerifiedSignature, SignatureFailure>
verifySignature(const SignedParts& request, const Headers& headers, const AccessKeys& keys, const SignatureRules& rules,
                std::chrono::system_clock::time_point now);

} // namespace gw::engine::auth
