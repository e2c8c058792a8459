#include "gateway-engine/auth/json_web_token.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/auth/duplicate_member.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr json::ReadLimits jsonLimits{JsonWebToken::maxBytes, 10, 2'000};
constexpr auto dotsOfAToken = 2;
constexpr auto dotsOfAnEncryptedToken = 4;

tl::unexpected<TokenFailure> malformed(std::string reason)
{
    return tl::unexpected(TokenFailure{TokenFault::Malformed, std::move(reason)});
}

std::string formProblem(std::string_view compact)
{
    if (compact.empty())
        return "There is no token.";
    if (compact.size() > JsonWebToken::maxBytes)
        return "The token has " + std::to_string(compact.size()) + " bytes; at most " +
               std::to_string(JsonWebToken::maxBytes) + " are read.";
    const auto dots = std::count(compact.begin(), compact.end(), '.');
    if (dots == dotsOfAnEncryptedToken)
        return "The token is encrypted (JWE); only signed tokens can be verified.";
    if (dots != dotsOfAToken)
        return "The token has " + std::to_string(dots + 1) +
               " parts where a signed one has three: header.claims.signature.";
    return {};
}

tl::expected<json::Value, TokenFailure> readObject(std::string_view part, const std::string& name)
{
    const auto text = base64UrlDecoded(part);
    if (!text)
        return malformed("The " + name + " is no base64url.");
    auto value = json::readJson(*text, jsonLimits);
    if (!value)
        return malformed("The " + name + " is no JSON: " + value.error().message);
    if (!value->isObject())
        return malformed("The " + name + " is no JSON object.");
    if (const json::Member* again = findDuplicateMember(*value))
        return malformed("The " + name + " says " + inQuotes(again->key) + " twice.");
    return *std::move(value);
}

std::optional<TokenFailure> headerProblem(const json::Value& header)
{
    if (!header["alg"].isString())
        return TokenFailure{TokenFault::Malformed, "The header has no text \"alg\": it does not say how it is signed."};
    if (const json::Value* keyId = header.find("kid"); keyId && !keyId->isString())
        return TokenFailure{TokenFault::Malformed, "The \"kid\" of the header is no text."};
    for (const char* extension : {"crit", "b64"}) // RFC 7515 4.1.11, RFC 7797
        if (header.find(extension))
            return TokenFailure{TokenFault::UnsupportedAlgorithm,
                                "The header has " + inQuotes(extension) + ", an extension that is not supported."};
    return std::nullopt;
}

} // namespace

tl::expected<JsonWebToken, TokenFailure> JsonWebToken::read(std::string_view compact)
{
    if (std::string problem = formProblem(compact); !problem.empty())
        return malformed(std::move(problem));
    const auto first = compact.find('.');
    const auto second = compact.find('.', first + 1);
    auto header = readObject(compact.substr(0, first), "header");
    if (!header)
        return tl::unexpected(std::move(header.error()));
    if (auto problem = headerProblem(*header))
        return tl::unexpected(*std::move(problem));
    auto claims = readObject(compact.substr(first + 1, second - first - 1), "payload");
    if (!claims)
        return tl::unexpected(std::move(claims.error()));
    const auto signature = base64UrlDecoded(compact.substr(second + 1));
    if (!signature)
        return malformed("The signature is no base64url.");
    return JsonWebToken{*std::move(header), *std::move(claims), signature->size()};
}

std::string_view bareToken(std::string_view headerValue)
{
    constexpr std::string_view scheme = "Bearer ";
    while (headerValue.starts_with(' '))
        headerValue.remove_prefix(1);
    if (equalsIgnoringCase(headerValue.substr(0, scheme.size()), scheme))
        headerValue.remove_prefix(scheme.size());
    while (headerValue.starts_with(' '))
        headerValue.remove_prefix(1);
    while (headerValue.ends_with(' '))
        headerValue.remove_suffix(1);
    return headerValue;
}

} // namespace gw::engine::auth
