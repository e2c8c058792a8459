#include "gateway-engine/auth/sigv4_verify.h"

#include "core/letter_case.h"
#include "gateway-engine/auth/sigv4_parts.h"
#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/crypto/sigv4_canonical.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gw::engine::auth {

namespace {

using std::chrono::sys_seconds;

std::optional<SignatureFailure> invalid(std::string message)
{
    return SignatureFailure{SignatureFault::InvalidSignature, std::move(message)};
}

std::optional<SignatureFailure> checkScope(const SignatureParts& parts, const SignatureRules& rules)
{
    constexpr std::string_view terminator = "aws4_request";
    std::string text;
    if (!rules.region.empty() && parts.region != rules.region)
        text += "Credential should be scoped to a valid region, not '" + parts.region + "'. ";
    if (parts.service != rules.service)
        text += "Credential should be scoped to correct service: '" + rules.service + "'. ";
    if (parts.terminator != terminator)
        text += "Credential should be scoped with a valid terminator: 'aws4_request', not '" + parts.terminator + "'. ";
    if (parts.date != parts.stamp.substr(0, 8))
        text += "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" +
                parts.date + "' != '" + parts.stamp.substr(0, 8) + "', from '" + parts.stamp + "'. ";
    if (std::find(parts.signedHeaders.begin(), parts.signedHeaders.end(), "host") == parts.signedHeaders.end())
        text += "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization. ";
    return text.empty() ? std::nullopt : invalid(text);
}

std::string minutesText(std::chrono::minutes minutes)
{
    return std::to_string(minutes.count()) + " min.)";
}

std::optional<SignatureFailure> checkTime(const SignatureParts& parts, const SignatureRules& rules, sys_seconds now)
{
    const sys_seconds earliest = now - rules.clockSkew;
    const sys_seconds latest = now + rules.clockSkew;
    if (parts.time > latest)
        return invalid("Signature not yet current: " + parts.stamp + " is still later than " +
                       sigv4::timestamp(latest) + " (" + sigv4::timestamp(now) + " + " + minutesText(rules.clockSkew));
    if (parts.validity) {
        const sys_seconds end = parts.time + *parts.validity;
        if (end < now)
            return invalid("Signature expired: " + sigv4::timestamp(end) + " is now earlier than " +
                           sigv4::timestamp(now));
        return std::nullopt;
    }
    if (parts.time < earliest)
        return invalid("Signature expired: " + parts.stamp + " is now earlier than " + sigv4::timestamp(earliest) +
                       " (" + sigv4::timestamp(now) + " - " + minutesText(rules.clockSkew));
    return std::nullopt;
}

std::optional<SignatureFailure> checkKey(const SignatureParts& parts, const AccessKey* key,
                                         std::chrono::system_clock::time_point now)
{
    if (!key || !equalInConstantTime(parts.sessionToken, key->sessionToken))
        return SignatureFailure{SignatureFault::UnrecognizedClient,
                                "The security token included in the request is invalid."};
    if (key->expires && *key->expires <= now)
        return SignatureFailure{SignatureFault::ExpiredToken, "The security token included in the request is expired"};
    return std::nullopt;
}

// The headers the client says it has signed; one that is not there counts as empty.
sigv4::CanonicalHeaders signedHeaders(const SignatureParts& parts, const Headers& headers)
{
    sigv4::CanonicalHeaders canonical;
    for (const HeaderField field : headers) {
        std::string name = toLowerAscii(field.name);
        if (std::find(parts.signedHeaders.begin(), parts.signedHeaders.end(), name) != parts.signedHeaders.end())
            sigv4::addCanonical(canonical, std::move(name), field.value);
    }
    for (const std::string& name : parts.signedHeaders)
        canonical.try_emplace(name);
    return canonical;
}

// The query without the signature itself.
sigv4::Pairs signedQuery(std::string_view target, bool isPresigned, bool signsToken)
{
    const auto mark = target.find('?');
    sigv4::Pairs pairs = mark == std::string_view::npos ? sigv4::Pairs() : sigv4::queryPairs(target.substr(mark + 1));
    if (isPresigned)
        std::erase_if(pairs, [signsToken](const auto& pair) {
            return pair.first == "X-Amz-Signature" || (!signsToken && pair.first == "X-Amz-Security-Token");
        });
    return pairs;
}

std::optional<SignatureFailure> checkSignature(const SignedParts& request, const Headers& headers,
                                               const SignatureParts& parts, const AccessKey& key,
                                               const SignatureRules& rules)
{
    SigningScope scope;
    scope.region = parts.region;
    scope.service = parts.service;
    scope.normalizesPath = rules.normalizesPath;
    scope.encodesPath = rules.encodesPath;
    const std::string canonical = sigv4::canonicalRequest(
        request, signedHeaders(parts, headers), signedQuery(request.target, parts.isPresigned, rules.signsToken), scope,
        hex(sha256(request.body)));
    const std::string toSign = sigv4::stringToSign(scope, parts.stamp, canonical);
    if (equalInConstantTime(parts.signature, sigv4::signature(key.secretAccessKey, scope, parts.stamp, toSign)))
        return std::nullopt;
    return invalid(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
        "Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical "
        "String for this request should have been\n'" +
        canonical + "'\n\nThe String-to-Sign should have been\n'" + toSign + "'\n");
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
