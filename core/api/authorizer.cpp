// The words of authorizers, and where they read identities from.
#include "core/api/authorizer.h"

#include "core/api/derived_text.h"
#include "core/letter_case.h"

#include <algorithm>

namespace gw {

namespace {

constexpr AuthorizerType allTypes[] = {AuthorizerType::Token, AuthorizerType::Request, AuthorizerType::CognitoUserPools,
                                       AuthorizerType::Jwt};

struct SourcePrefix
{
    std::string_view text;
    IdentitySource::Place place;
};

using Place = IdentitySource::Place;
constexpr SourcePrefix restPrefixes[] = {{"method.request.header.", Place::Header},
                                         {"method.request.querystring.", Place::QueryString},
                                         {"stageVariables.", Place::StageVariable},
                                         {"context.", Place::Context}};
constexpr SourcePrefix httpPrefixes[] = {{"$request.header.", Place::Header},
                                         {"$request.querystring.", Place::QueryString},
                                         {"$stageVariables.", Place::StageVariable},
                                         {"$context.", Place::Context}};

bool isPlain(char c)
{
    return c > ' ' && c < 0x7f && c != ',';
}

} // namespace

std::string_view toString(AuthorizerType type)
{
    switch (type) {
    case AuthorizerType::Token:
        return "TOKEN";
    case AuthorizerType::Request:
        return "REQUEST";
    case AuthorizerType::CognitoUserPools:
        return "COGNITO_USER_POOLS";
    case AuthorizerType::Jwt:
        return "JWT";
    }
    return {};
}

std::optional<AuthorizerType> authorizerTypeFrom(std::string_view text)
{
    for (const AuthorizerType type : allTypes)
        if (equalsIgnoringCase(text, toString(type)))
            return type;
    return std::nullopt;
}

bool isLambda(AuthorizerType type)
{
    return type == AuthorizerType::Token || type == AuthorizerType::Request;
}

std::string_view authorizationTypeOf(AuthorizerType type)
{
    return isLambda(type) ? "CUSTOM" : toString(type);
}

int resultTtl(const Authorizer& authorizer, bool isHttpApi)
{
    if (!isLambda(authorizer.type))
        return 0;
    return authorizer.authorizerResultTtlInSeconds.value_or(isHttpApi ? 0 : defaultResultTtl);
}

bool isAuthorizerName(std::string_view name)
{
    constexpr std::size_t longest = 128;
    return !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

std::optional<IdentitySource> identitySourceFrom(std::string_view text, bool isHttpApi)
{
    for (const SourcePrefix& prefix : isHttpApi ? httpPrefixes : restPrefixes) {
        if (!text.starts_with(prefix.text))
            continue;
        const std::string_view name = text.substr(prefix.text.size());
        if (name.empty() || !std::all_of(name.begin(), name.end(), isPlain))
            return std::nullopt;
        return IdentitySource{prefix.place, std::string(name)};
    }
    return std::nullopt;
}

std::string derivedAuthorizerId(std::string_view apiId, std::string_view name)
{
    return derivedText({"authorizer", apiId, name}, 6);
}

} // namespace gw
