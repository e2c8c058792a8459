#include "gateway-engine/crypto/sigv4.h"

#include "core/letter_case.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/crypto/sigv4_canonical.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

using namespace sigv4;

namespace {

// What proxies may change on the way is not signed.
bool isSignedHeader(std::string_view lowerName)
{
    constexpr std::string_view left[] = {"authorization",   "connection", "user-agent",
                                         "x-amzn-trace-id", "expect",     "upgrade"};
    return std::find(std::begin(left), std::end(left), lowerName) == std::end(left);
}

CanonicalHeaders canonicalHeaders(const Headers& headers)
{
    CanonicalHeaders canonical;
    for (const HeaderField field : headers) {
        std::string name = toLowerAscii(field.name);
        if (!isSignedHeader(name))
            continue;
        addCanonical(canonical, std::move(name), field.value);
    }
    return canonical;
}

} // namespace

SigningScope SigningScope::of(std::string service, std::string region, std::chrono::system_clock::time_point time)
{
    SigningScope scope;
    const bool isS3 = service == "s3";
    scope.region = std::move(region);
    scope.service = std::move(service);
    scope.time = time;
    scope.normalizesPath = !isS3;
    scope.encodesPath = !isS3;
    scope.signsBody = isS3;
    return scope;
}

void signHeaders(const SignedParts& request, Headers& headers, const AwsCredentials& credentials,
                 const SigningScope& scope)
{
    const std::string stamp = timestamp(scope.time);
    const std::string bodyHash = hex(sha256(request.body));
    headers.remove("Authorization");
    headers.set("X-Amz-Date", stamp);
    headers.remove("X-Amz-Security-Token");
    if (!credentials.sessionToken.empty() && scope.signsToken)
        headers.set("X-Amz-Security-Token", credentials.sessionToken);
    if (scope.signsBody)
        headers.set("x-amz-content-sha256", bodyHash);
    const auto canonical = canonicalHeaders(headers);
    const auto mark = request.target.find('?');
    const Pairs query = mark == std::string_view::npos ? Pairs() : queryPairs(request.target.substr(mark + 1));
    const std::string toSign = stringToSign(scope, stamp, canonicalRequest(request, canonical, query, scope, bodyHash));
    const std::string proof = signature(credentials.secretAccessKey, scope, stamp, toSign);
    headers.add("Authorization", std::string(algorithm) + " Credential=" + credentials.accessKeyId + "/" +
                                     scopeText(scope, stamp) + ", SignedHeaders=" + namesOf(canonical) +
                                     ", Signature=" + proof);
    if (!credentials.sessionToken.empty() && !scope.signsToken)
        headers.set("X-Amz-Security-Token", credentials.sessionToken);
}

std::string signedTarget(const SignedParts& request, const Headers& headers, const AwsCredentials& credentials,
                         const SigningScope& scope, std::chrono::seconds validity)
{
    const std::string stamp = timestamp(scope.time);
    const auto canonical = canonicalHeaders(headers);
    const auto mark = request.target.find('?');
    Pairs query = mark == std::string_view::npos ? Pairs() : queryPairs(request.target.substr(mark + 1));
    query.emplace_back("X-Amz-Algorithm", algorithm);
    query.emplace_back("X-Amz-Credential", encoded(credentials.accessKeyId + "/" + scopeText(scope, stamp), false));
    query.emplace_back("X-Amz-Date", stamp);
    query.emplace_back("X-Amz-SignedHeaders", encoded(namesOf(canonical), false));
    query.emplace_back("X-Amz-Expires", std::to_string(validity.count()));
    const std::string token = "X-Amz-Security-Token";
    if (!credentials.sessionToken.empty() && scope.signsToken)
        query.emplace_back(token, encoded(credentials.sessionToken, false));
    const std::string bodyHash = scope.service == "s3" ? "UNSIGNED-PAYLOAD" : hex(sha256(request.body));
    const std::string toSign = stringToSign(scope, stamp, canonicalRequest(request, canonical, query, scope, bodyHash));
    const std::string proof = signature(credentials.secretAccessKey, scope, stamp, toSign);
    query.emplace_back("X-Amz-Signature", proof);
    if (!credentials.sessionToken.empty() && !scope.signsToken)
        query.emplace_back(token, encoded(credentials.sessionToken, false));
    return std::string(request.target.substr(0, mark)) + "?" + joined(query);
}

} // namespace gw::engine
