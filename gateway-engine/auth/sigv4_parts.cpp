#include "gateway-engine/auth/sigv4_parts.h"

#include "core/letter_case.h"
#include "gateway-engine/auth/sigv4_time.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/crypto/sigv4_canonical.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/uri.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <utility>

namespace gw::engine::auth {

namespace {

using Failure = tl::unexpected<SignatureFailure>;

Failure incomplete(std::string message)
{
    return Failure(SignatureFailure{SignatureFault::IncompleteSignature, std::move(message)});
}

// How the service names a header it does not want to repeat.
std::string hashOf(std::string_view text)
{
    return base64Encoded(bytesOf(sha256(text)));
}

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

using Parameters = std::map<std::string, std::string, std::less<>>;

std::string take(Parameters& parameters, std::string_view name)
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : std::move(found->second);
}

std::vector<std::string> headerNames(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const auto end = std::min(list.find(';'), list.size());
        if (end > 0)
            names.push_back(toLowerAscii(trimmed(list.substr(0, end))));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return names;
}

bool splitCredential(std::string_view credential, SignatureParts& parts)
{
    std::string* const places[] = {&parts.terminator, &parts.service, &parts.region, &parts.date};
    for (std::string* place : places) { // from its end: no other element may hold a slash
        const auto slash = credential.rfind('/');
        if (slash == std::string_view::npos)
            return false;
        *place = credential.substr(slash + 1);
        credential = credential.substr(0, slash);
    }
    parts.accessKeyId = credential;
    return !credential.empty() && credential.find('/') == std::string_view::npos;
}

// What both forms have: algorithm, credential, signature, headers, date.
tl::expected<SignatureParts, SignatureFailure> partsOf(std::string_view algorithm, Parameters named, std::string date)
{
    if (algorithm != sigv4::algorithm)
        return incomplete("Unsupported AWS 'algorithm': '" + std::string(algorithm) + "'.");
    SignatureParts parts;
    const std::string credential = take(named, "Credential");
    if (!splitCredential(credential, parts))
        return incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
            "got '" +
            credential + "'");
    parts.signature = take(named, "Signature");
    parts.signedHeaders = headerNames(take(named, "SignedHeaders"));
    const auto basic = parseBasicIso8601(date);
    const auto time = basic ? basic : parseHttpDate(date);
    if (!time)
        return incomplete("Date must be in ISO-8601 'basic format'. Got '" + date +
                          "'. See http://en.wikipedia.org/wiki/ISO_8601");
    parts.time = *time;
    parts.stamp = sigv4::timestamp(*time);
    return parts;
}

// "Credential=…, SignedHeaders=…, Signature=…"; false: something of it has no equal sign.
bool readPairs(std::string_view text, Parameters& named)
{
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        const std::string_view pair = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            return false;
        named.try_emplace(std::string(trimmed(pair.substr(0, equals))), trimmed(pair.substr(equals + 1)));
    }
    return true;
}

std::string whatIsMissing(const Parameters& named, bool hasDate)
{
    std::string text;
    for (const char* name : {"Credential", "Signature", "SignedHeaders"})
        if (const auto found = named.find(name); found == named.end() || found->second.empty())
            text.append("Authorization header requires '").append(name).append("' parameter. ");
    if (!hasDate)
        text += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    return text;
}

tl::expected<SignatureParts, SignatureFailure> readHeader(std::string_view authorization, const Headers& headers)
{
    const std::string_view text = trimmed(authorization);
    const auto blank = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view algorithm = text.substr(0, blank);
    Parameters named;
    if (algorithm.find('=') != std::string_view::npos)
        return incomplete("Authorization header must begin with the algorithm name, which cannot include an equal-sign "
                          "(hashed with SHA-256 and encoded with Base64): '" +
                          hashOf(text) + "'.");
    if (!readPairs(text.substr(blank), named))
        return incomplete(
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and "
            "encoded with Base64): '" +
            hashOf(text) + "'.");
    const std::string_view amzDate = headers.get("X-Amz-Date");
    const std::string_view date = amzDate.empty() ? headers.get("Date") : amzDate;
    const std::string missing = whatIsMissing(named, !date.empty());
    if (!missing.empty())
        return incomplete(missing + "(Hashed with SHA-256 and encoded with Base64) Authorization=" + hashOf(text));
    auto parts = partsOf(algorithm, std::move(named), std::string(trimmed(date)));
    if (parts)
        parts->sessionToken = trimmed(headers.get("X-Amz-Security-Token"));
    return parts;
}

constexpr std::string_view prefix = "X-Amz-";

Parameters signatureParameters(std::string_view query)
{
    Parameters parameters;
    while (!query.empty()) { // divided as the canonical query is
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const std::string name = percentDecoded(pair.substr(0, equals));
        if (isSignatureParameter(name))
            parameters.try_emplace(name.substr(prefix.size()),
                                   percentDecoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return parameters;
}

tl::expected<std::optional<std::chrono::seconds>, SignatureFailure> readValidity(const std::string& text)
{
    constexpr long week = 7L * 24 * 60 * 60;
    long seconds = 0;
    if (text.empty())
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument)
        return incomplete("X-Amz-Expires should be a number");
    if (seconds < 0)
        return incomplete("X-Amz-Expires must be non-negative");
    if (error != std::errc() || seconds > week)
        return incomplete(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be "
            "less than 604800 seconds");
    return std::chrono::seconds(seconds);
}

tl::expected<SignatureParts, SignatureFailure> readQuery(Parameters named)
{
    std::string missing;
    for (const char* name : {"Algorithm", "Credential", "Signature", "SignedHeaders", "Date"})
        if (const auto found = named.find(name); found == named.end() || found->second.empty())
            missing.append("AWS query-string parameters must include '").append(prefix).append(name).append("'. ");
    if (!missing.empty())
        return incomplete(missing + "Re-examine the query-string parameters.");
    const auto validity = readValidity(take(named, "Expires"));
    if (!validity)
        return Failure(validity.error());
    const std::string algorithm = take(named, "Algorithm");
    std::string date = take(named, "Date");
    std::string token = take(named, "Security-Token");
    auto parts = partsOf(algorithm, std::move(named), std::move(date));
    if (!parts)
        return parts;
    parts->isPresigned = true;
    parts->validity = *validity;
    parts->sessionToken = std::move(token);
    return parts;
}

} // namespace

bool isSignatureParameter(std::string_view name)
{
    constexpr std::string_view names[] = {"Algorithm", "Credential", "Signature",     "SignedHeaders",
                                          "Date",      "Expires",    "Security-Token"};
    return name.starts_with(prefix) &&
           std::find(std::begin(names), std::end(names), name.substr(prefix.size())) != std::end(names);
}

bool isSigned(std::string_view target, const Headers& headers)
{
    if (trimmed(headers.get("Authorization")).starts_with(sigv4::algorithm))
        return true;
    const auto mark = target.find('?');
    return mark != std::string_view::npos && signatureParameters(target.substr(mark + 1)).contains("Signature");
}

tl::expected<SignatureParts, SignatureFailure> readSignatureParts(std::string_view target, const Headers& headers)
{
    const std::string_view authorization = headers.get("Authorization");
    const auto mark = target.find('?');
    Parameters named = mark == std::string_view::npos ? Parameters() : signatureParameters(target.substr(mark + 1));
    const bool isPresigned = named.contains("Algorithm") || named.contains("Credential") || named.contains("Signature");
    if (isPresigned && !authorization.starts_with(sigv4::algorithm)) // another Authorization may be the endpoint's
        return readQuery(std::move(named));
    if (trimmed(authorization).empty())
        return Failure(SignatureFailure{SignatureFault::MissingAuthenticationToken, "Missing Authentication Token"});
    return readHeader(authorization, headers);
}

} // namespace gw::engine::auth
