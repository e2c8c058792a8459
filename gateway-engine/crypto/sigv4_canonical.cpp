#include "gateway-engine/crypto/sigv4_canonical.h"

#include "core/letter_case.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/http/uri.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace gw::engine::sigv4 {

namespace {

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

// RFC 3986 6.2.2.3, and repeated slashes as one.
std::string normalizedPath(std::string_view path)
{
    std::vector<std::string_view> segments;
    const bool endsWithSlash = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        const std::string_view segment = path.substr(0, slash);
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (segment == ".." && !segments.empty())
            segments.pop_back();
        else if (!segment.empty() && segment != "." && segment != "..")
            segments.push_back(segment);
    }
    std::string result;
    for (const std::string_view segment : segments)
        result.append("/").append(segment);
    if (endsWithSlash || result.empty())
        result += '/';
    return result;
}

// Blanks at the ends go, those within become one.
std::string folded(std::string_view value)
{
    std::string result;
    for (const char c : value) {
        const bool isBlank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!isBlank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

} // namespace

std::string encoded(std::string_view text, bool keepsSlashes)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || (keepsSlashes && c == '/'))
            result += c;
        else
            result += percentEncodedByte(static_cast<unsigned char>(c));
    }
    return result;
}

Pairs queryPairs(std::string_view query)
{
    Pairs pairs;
    while (!query.empty()) { // "&" alone divides here, unlike in a client's query
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty())
            continue;
        const auto equals = std::min(pair.find('='), pair.size());
        pairs.emplace_back(encoded(percentDecoded(pair.substr(0, equals)), false),
                           encoded(percentDecoded(pair.substr(std::min(equals + 1, pair.size()))), false));
    }
    return pairs;
}

std::string joined(const Pairs& pairs)
{
    std::string text;
    for (const auto& [name, value] : pairs)
        text.append(text.empty() ? "" : "&").append(name).append("=").append(value);
    return text;
}

void addCanonical(CanonicalHeaders& headers, std::string lowerName, std::string_view value)
{
    const auto [place, isNew] = headers.try_emplace(std::move(lowerName), folded(value));
    if (!isNew)
        place->second.append(",").append(folded(value));
}

std::string namesOf(const CanonicalHeaders& headers)
{
    std::string names;
    for (const auto& [name, value] : headers)
        names.append(names.empty() ? "" : ";").append(name);
    return names;
}

std::string canonicalRequest(const SignedParts& request, const CanonicalHeaders& headers, Pairs query,
                             const SigningScope& scope, const std::string& bodyHash)
{
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    const std::string normal = scope.normalizesPath ? normalizedPath(path) : std::string(path);
    std::sort(query.begin(), query.end());
    std::string text(request.method);
    text.append("\n").append(scope.encodesPath ? encoded(normal, true) : normal).append("\n");
    text.append(joined(query)).append("\n");
    for (const auto& [name, value] : headers)
        text.append(name).append(":").append(value).append("\n");
    return text.append("\n").append(namesOf(headers)).append("\n").append(bodyHash);
}

std::string timestamp(std::chrono::system_clock::time_point time) // 20150830T123600Z
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm t{};
    gmtime_r(&seconds, &t);
    std::array<char, 64> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04d%02d%02dT%02d%02d%02dZ", t.tm_year + 1900,
                                   t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
    return {text.data(), static_cast<std::size_t>(size)};
}

std::string scopeText(const SigningScope& scope, std::string_view stamp)
{
    std::string text(stamp.substr(0, 8));
    return text.append("/").append(scope.region).append("/").append(scope.service).append("/aws4_request");
}

std::string stringToSign(const SigningScope& scope, const std::string& stamp, const std::string& canonical)
{
    std::string text(algorithm);
    text.append("\n").append(stamp).append("\n").append(scopeText(scope, stamp)).append("\n");
    return text.append(hex(sha256(canonical)));
}

std::string signature(const std::string& secretAccessKey, const SigningScope& scope, const std::string& stamp,
                      const std::string& toSign)
{
    const Sha256 date = hmacSha256("AWS4" + secretAccessKey, std::string_view(stamp).substr(0, 8));
    const Sha256 region = hmacSha256(bytesOf(date), scope.region);
    const Sha256 service = hmacSha256(bytesOf(region), scope.service);
    const Sha256 key = hmacSha256(bytesOf(service), "aws4_request");
    return hex(hmacSha256(bytesOf(key), toSign));
}

} // namespace gw::engine::sigv4
