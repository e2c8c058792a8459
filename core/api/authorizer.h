// Authorizer: who decides whether a request may pass (reference 1.25 and 2.7). Field names are those of the service's
// Authorizer entity. In a file it is a security scheme with x-amazon-apigateway-authorizer (authorizer_scheme.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class AuthorizerType { Token, Request, CognitoUserPools, Jwt };
[[nodiscard]] std::string_view toString(AuthorizerType type); // "TOKEN", "REQUEST", "COGNITO_USER_POOLS", "JWT"
[[nodiscard]] std::optional<AuthorizerType> authorizerTypeFrom(std::string_view text); // any letter case

struct JwtConfiguration
{
    std::string issuer; // exactly the token's "iss"
    std::vector<std::string> audience;
    bool operator==(const JwtConfiguration&) const = default;
};

struct Authorizer
{
    std::string name; // the security scheme's
    AuthorizerType type = AuthorizerType::Token;
    std::string authorizerUri; // the Lambda function's invocation
    std::string authorizerCredentials;
    std::vector<std::string> identitySource; // "method.request.header.Authorization"; HTTP APIs "$request.header.X"
    std::string identityValidationExpression;
    std::optional<int> authorizerResultTtlInSeconds; // 0 … 3600; resultTtl() tells what unset means
    std::vector<std::string> providerARNs;           // of user pools
    JwtConfiguration jwtConfiguration;
    std::string authorizerPayloadFormatVersion; // "1.0" or "2.0"; HTTP APIs only
    bool enableSimpleResponses = false;         // isAuthorized instead of a policy; HTTP APIs only
    bool operator==(const Authorizer&) const = default;
};

inline constexpr int defaultResultTtl = 300; // of REST APIs; HTTP APIs cache nothing unless they say so
inline constexpr int mostResultTtl = 3'600;
inline constexpr std::size_t mostAuthorizers = 10; // of an API
inline constexpr std::size_t mostAudiences = 50;
inline constexpr std::size_t mostAuthorizationScopes = 10; // of a route
inline constexpr std::size_t mostPolicyBytes = 8'192;      // of a resource policy

[[nodiscard]] bool isLambda(AuthorizerType type);                          // TOKEN and REQUEST
[[nodiscard]] std::string_view authorizationTypeOf(AuthorizerType type);   // of methods: "CUSTOM", "JWT", …
[[nodiscard]] int resultTtl(const Authorizer& authorizer, bool isHttpApi); // seconds a result is kept; 0: not at all
[[nodiscard]] bool isAuthorizerName(std::string_view name);                // [A-Za-z0-9._-], at most 128

// Where the service reads an identity from: what `text` names, and of which kind; nullopt for anything else.
struct IdentitySource
{
    enum class Place { Header, QueryString, StageVariable, Context };
    Place place = Place::Header;
    std::string name;
    bool operator==(const IdentitySource&) const = default;
};
// "method.request.header.X", "stageVariables.X", "context.X"; with `isHttpApi` "$request.header.X", "$context.X", …
[[nodiscard]] std::optional<IdentitySource> identitySourceFrom(std::string_view text, bool isHttpApi);

// Six lower-case letters and digits, as ARNs name an authorizer; derived from where it stands.
[[nodiscard]] std::string derivedAuthorizerId(std::string_view apiId, std::string_view name);

} // namespace gw
