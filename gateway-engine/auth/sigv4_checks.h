// What verifying a signature and explaining it share: a check a function, in the order they are made.
#pragma once

#include "gateway-engine/auth/sigv4_parts.h"
#include "gateway-engine/auth/sigv4_verify.h"

#include <chrono>
#include <optional>
#include <string>

namespace gw::engine::auth {

// Nothing: it passes.
[[nodiscard]] std::optional<SignatureFailure> checkScope(const SignatureParts& parts, const SignatureRules& rules);
[[nodiscard]] std::optional<SignatureFailure> checkTime(const SignatureParts& parts, const SignatureRules& rules,
                                                        std::chrono::sys_seconds now);
[[nodiscard]] std::optional<SignatureFailure> checkKey(const SignatureParts& parts, const AccessKey* key,
                                                       std::chrono::system_clock::time_point now);

struct SignedTexts
{
    std::string canonicalRequest;
    std::string stringToSign;
};
[[nodiscard]] SignedTexts signedTexts(const SignedParts& request, const Headers& headers, const SignatureParts& parts,
                                      const SignatureRules& rules);
[[nodiscard]] std::string signatureOf(const SignedTexts& texts, const SignatureParts& parts, const AccessKey& key);

} // namespace gw::engine::auth
