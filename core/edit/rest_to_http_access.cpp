// Who may call (reference 1.25 and 2.7) and from which pages (1.32 and 2.6).
#include "core/api/elements.h"
#include "core/api/user_pool.h"
#include "core/edit/cors_rules.h"
#include "core/edit/rest_to_http_parts.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw::conversion {

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::vector<std::string> identitySources(const Authorizer& from, Notes& notes)
{
    std::vector<std::string> sources;
    for (const std::string& source : from.identitySource) {
        if (const auto http = requestSource(source); http && identitySourceFrom(*http, true))
            sources.push_back(*http);
        else
            notes.lost("The identity source " + inQuotes(source) + " of " + inQuotes(from.name) + " cannot be carried.",
                       "Read the identity from a header, the query string, $context or a stage variable.");
    }
    if (sources.empty() && from.type != AuthorizerType::Request)
        sources.emplace_back("$request.header.Authorization");
    return sources;
}

Authorizer convertLambda(const Authorizer& from, Notes& notes)
{
    Authorizer to = from;
    to.type = AuthorizerType::Request;
    to.identitySource = identitySources(from, notes);
    to.authorizerPayloadFormatVersion = "1.0";
    to.enableSimpleResponses = false;
    to.identityValidationExpression.clear();
    to.authorizerResultTtlInSeconds = to.identitySource.empty() ? 0 : resultTtl(from, false);
    if (from.type == AuthorizerType::Token)
        notes.changed("The authorizer " + inQuotes(from.name) +
                          " becomes a REQUEST one of payload format 1.0: its function finds the token in "
                          "identitySource and in the headers, and type is REQUEST.",
                      "Let the function read it there; its policy is understood as before.");
    else
        notes.carried("The authorizer " + inQuotes(from.name) + " gets the event it knows, payload format 1.0.");
    if (!from.identityValidationExpression.empty())
        notes.lost("The validation expression of " + inQuotes(from.name) + " is not asked by HTTP APIs.",
                   "Let the function refuse tokens of another form.");
    return to;
}

// "…:userpool/us-east-1_AbC" → "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC"
std::string issuerOf(const std::string& arn)
{
    const auto slash = arn.rfind('/');
    const std::string pool = slash == std::string::npos ? std::string() : arn.substr(slash + 1);
    const std::string region = pool.substr(0, pool.find('_'));
    return pool.empty() ? std::string() : "https://cognito-idp." + region + ".amazonaws.com/" + pool;
}

Authorizer convertPool(const Origin& origin, const Authorizer& from, Notes& notes)
{
    Authorizer to;
    to.name = from.name;
    to.type = AuthorizerType::Jwt;
    to.identitySource = identitySources(from, notes);
    const std::string arn = from.providerARNs.empty() ? std::string() : from.providerARNs.front();
    const auto& pools = origin.project.userPools;
    const auto pool = std::find_if(pools.begin(), pools.end(), [&](const Cow<UserPool>& p) { return p->arn == arn; });
    to.jwtConfiguration.issuer = pool != pools.end() && !(*pool)->isLocal() ? (*pool)->issuer : issuerOf(arn);
    if (pool != pools.end() && (*pool)->isLocal())
        for (const IssuerClient& client : origin.project.localIssuer->clients)
            if (to.jwtConfiguration.audience.size() < mostAudiences)
                to.jwtConfiguration.audience.push_back(client.clientId);
    if (to.jwtConfiguration.audience.empty())
        notes.changed("The authorizer " + inQuotes(from.name) +
                          " becomes a JWT one of the user pool's issuer, and has "
                          "no audience yet.",
                      "Enter the ids of the app clients whose tokens are good.");
    else
        notes.changed("The authorizer " + inQuotes(from.name) +
                          " becomes a JWT one: ID and access tokens of the "
                          "clients in its audience are good.",
                      "Ask for a scope where access tokens alone shall pass.");
    if (from.providerARNs.size() > 1)
        notes.lost("The authorizer " + inQuotes(from.name) + " knew several user pools; a JWT one has one issuer.",
                   "Create a JWT authorizer for each pool.");
    return to;
}

// A static value that a preflight answer carries: 'GET,POST'.
std::string answered(const Method& method, std::string_view header)
{
    const std::string wanted = lower("method.response.header." + std::string(header));
    if (method.integration)
        for (const IntegrationResponse& response : method.integration->responses)
            for (const auto& [target, value] : response.responseParameters)
                if (lower(target) == wanted && value.size() >= 2 && value.front() == '\'' && value.back() == '\'')
                    return value.substr(1, value.size() - 2);
    return {};
}

std::vector<std::string> listed(const std::string& text)
{
    std::vector<std::string> values;
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        std::string value = text.substr(at, comma - at);
        std::erase(value, ' ');
        if (!value.empty())
            values.push_back(std::move(value));
        at = comma + 1;
    }
    return values;
}

void addNew(std::vector<std::string>& to, const std::vector<std::string>& values)
{
    for (const std::string& value : values)
        if (std::find(to.begin(), to.end(), value) == to.end())
            to.push_back(value);
}

CorsConfiguration corsOfPreflight(const Method& preflight)
{
    CorsConfiguration cors;
    cors.allowOrigins = listed(answered(preflight, "Access-Control-Allow-Origin"));
    cors.allowMethods = listed(answered(preflight, "Access-Control-Allow-Methods"));
    cors.allowHeaders = listed(answered(preflight, "Access-Control-Allow-Headers"));
    cors.exposeHeaders = listed(answered(preflight, "Access-Control-Expose-Headers"));
    cors.allowCredentials = answered(preflight, "Access-Control-Allow-Credentials") == "true";
    const std::string age = answered(preflight, "Access-Control-Max-Age");
    if (!age.empty() && age.size() < 7 && age.find_first_not_of("0123456789") == std::string::npos)
        cors.maxAge = std::min(std::stoi(age), mostCorsMaxAge);
    return cors;
}

void merge(CorsConfiguration& into, const CorsConfiguration& other)
{
    addNew(into.allowOrigins, other.allowOrigins);
    addNew(into.allowMethods, other.allowMethods);
    addNew(into.allowHeaders, other.allowHeaders);
    addNew(into.exposeHeaders, other.exposeHeaders);
    into.allowCredentials = into.allowCredentials || other.allowCredentials;
    if (other.maxAge)
        into.maxAge = std::max(into.maxAge.value_or(0), *other.maxAge);
}

} // namespace

std::optional<Authorizer> convertAuthorizer(const Origin& origin, const Authorizer& from, Notes& notes)
{
    switch (from.type) {
    case AuthorizerType::Token:
    case AuthorizerType::Request:
        return convertLambda(from, notes);
    case AuthorizerType::CognitoUserPools:
        return convertPool(origin, from, notes);
    case AuthorizerType::Jwt:
        return from;
    }
    return std::nullopt;
}

void convertAccess(const Origin& origin, const Method& from, Method& to, const std::vector<std::string>& authorizers,
                   Notes& notes)
{
    if (from.apiKeyRequired)
        notes.lost("No API key is asked for: HTTP APIs have none, and no usage plans.",
                   "Use an authorizer to tell callers apart, and throttle the route on the stage.");
    to.apiKeyRequired = false;
    if (from.authorizer.empty())
        return;
    if (std::find(authorizers.begin(), authorizers.end(), from.authorizer) == authorizers.end()) {
        to.authorizer.clear();
        to.authorizationType.clear();
        to.authorizationScopes.clear();
        notes.lost("The authorizer " + inQuotes(from.authorizer) + " cannot be carried: anyone may call this route.",
                   "Choose another authorizer on its Method Request card.");
        return;
    }
    const auto authorizer = findAuthorizer(origin.definition, from.authorizer);
    const bool isPool = authorizer && authorizer->type == AuthorizerType::CognitoUserPools;
    to.authorizationType = isPool ? "JWT" : "CUSTOM";
}

bool isPreflight(const Method& method)
{
    return method.verb == HttpVerb::Options && method.integration &&
           method.integration->type == IntegrationType::Mock &&
           !answered(method, "Access-Control-Allow-Origin").empty();
}

std::optional<CorsConfiguration> corsOf(const OpenApiDefinition& definition, Notes& notes)
{
    std::optional<CorsConfiguration> cors;
    bool differs = false;
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            if (isPreflight(*method)) {
                const CorsConfiguration own = corsOfPreflight(*method);
                differs = differs || (cors && !(cors->allowOrigins == own.allowOrigins));
                if (cors)
                    merge(*cors, own);
                else
                    cors = own;
            }
    if (!cors)
        return std::nullopt;
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            addNew(cors->exposeHeaders, listed(answered(*method, "Access-Control-Expose-Headers")));
    std::erase_if(cors->allowOrigins, [](const std::string& origin) { return !isAllowedOrigin(origin); });
    const auto isAny = std::find(cors->allowOrigins.begin(), cors->allowOrigins.end(), "*") != cors->allowOrigins.end();
    if (isAny && cors->allowCredentials) {
        cors->allowCredentials = false;
        notes.lost("Credentials are not allowed together with the origin *.",
                   "Name the origins that may send them on the CORS page.");
    }
    if (differs)
        notes.changed("The resources allowed different origins; an HTTP API has one CORS configuration for all routes.",
                      "Look at the origins on the CORS page.");
    return cors;
}

} // namespace gw::conversion
