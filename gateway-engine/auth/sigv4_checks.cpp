#include "gateway-engine/auth/sigv4_checks.h"

#include "core/letter_case.h"
#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/crypto/sigv4_canonical.h"

#include <algorithm>

namespace gw::engine::auth {

namespace {

using std::chrono::sys_seconds;

std::optional<SignatureFailure> invalid(std::string message)
{
    return SignatureFailure{SignatureFault::InvalidSignature, std::move(message)};
}

std::string minutesText(std::chrono::minutes minutes)
{
    return std::to_string(minutes.count()) + " min.)";
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

SigningScope scopeOf(const SignatureParts& parts)
{
    SigningScope scope;
    scope.region = parts.region;
    scope.service = parts.service;
    return scope;
}

} // namespace

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

std::optional<SignatureFailure> checkTime(const SignatureParts& parts, const SignatureRules& rules,
                                          std::chrono::sys_seconds now)
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

SignedTexts signedTexts(const SignedParts& request, const Headers& headers, const SignatureParts& parts,
                        const SignatureRules& rules)
{
    SigningScope scope = scopeOf(parts);
    scope.normalizesPath = rules.normalizesPath;
    scope.encodesPath = rules.encodesPath;
    SignedTexts texts;
    texts.canonicalRequest = sigv4::canonicalRequest(request, signedHeaders(parts, headers),
                                                     signedQuery(request.target, parts.isPresigned, rules.signsToken),
                                                     scope, hex(sha256(request.body)));
    texts.stringToSign = sigv4::stringToSign(scope, parts.stamp, texts.canonicalRequest);
    return texts;
}

std::string signatureOf(const SignedTexts& texts, const SignatureParts& parts, const AccessKey& key)
{
    return sigv4::signature(key.secretAccessKey, scopeOf(parts), parts.stamp, texts.stringToSign);
}

} // namespace gw::engine::auth
