#include "gateway-engine/auth/sigv4_verify.h"

#include "gateway-engine/auth/sigv4_checks.h"
#include "gateway-engine/crypto/constant_time.h"

#include <utility>

namespace gw::engine::auth {

namespace {

std::optional<SignatureFailure> checkSignature(const SignedParts& request, const Headers& headers,
                                               const SignatureParts& parts, const AccessKey& key,
                                               const SignatureRules& rules)
{
    const SignedTexts texts = signedTexts(request, headers, parts, rules);
    if (equalInConstantTime(parts.signature, signatureOf(texts, parts, key)))
        return std::nullopt;
    return SignatureFailure{
        SignatureFault::InvalidSignature,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
        "Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical "
        "String for this request should have been\n'" +
            texts.canonicalRequest + "'\n\nThe String-to-Sign should have been\n'" + texts.stringToSign + "'\n"};
}

} // namespace

tl::expected<VerifiedSignature, SignatureFailure> verifySignature(const SignedParts& request, const Headers& headers,
                                                                  const AccessKeys& keys, const SignatureRules& rules,
                                                                  std::chrono::system_clock::time_point now)
{
    auto parts = readSignatureParts(request.target, headers);
    if (!parts)
        return tl::unexpected(std::move(parts.error()));
    const AccessKey* key = keys.find(parts->accessKeyId);
    auto failure = checkScope(*parts, rules);
    if (!failure)
        failure = checkTime(*parts, rules, std::chrono::floor<std::chrono::seconds>(now));
    if (!failure)
        failure = checkKey(*parts, key, now);
    if (!failure)
        failure = checkSignature(request, headers, *parts, *key, rules);
    if (failure)
        return tl::unexpected(*std::move(failure));
    return VerifiedSignature{key, parts->isPresigned, std::move(parts->region), parts->time};
}

} // namespace gw::engine::auth
