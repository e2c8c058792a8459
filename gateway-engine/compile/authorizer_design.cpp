#include "gateway-engine/compile/authorizer_design.h"

#include "core/diagnostic.h"
#include "core/in_quotes.h"
#include "gateway-engine/integrations/aws_uri.h"
#include "gateway-engine/integrations/endpoint_uri.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds routeAuthorizerTimeout{10'000}; // reference 2.7

IdentityPlace::Where whereOf(IdentitySource::Place place)
{
    switch (place) {
    case IdentitySource::Place::Header:
        return IdentityPlace::Where::Header;
    case IdentitySource::Place::QueryString:
        return IdentityPlace::Where::QueryString;
    case IdentitySource::Place::StageVariable:
        return IdentityPlace::Where::StageVariable;
    case IdentitySource::Place::Context:
        break;
    }
    return IdentityPlace::Where::Context;
}

Result<std::vector<IdentityPlace>> identityOf(const Authorizer& authorizer, bool isHttpApi)
{
    std::vector<IdentityPlace> places;
    for (const std::string& text : authorizer.identitySource) {
        const auto source = identitySourceFrom(text, isHttpApi);
        if (!source)
            return notUsable("its identity source " + inQuotes(text) + " cannot be read",
                             isHttpApi ? "Write $request.header.NAME, $request.querystring.NAME, $stageVariables.NAME "
                                         "or $context.NAME."
                                       : "Write method.request.header.NAME, method.request.querystring.NAME, "
                                         "stageVariables.NAME or context.NAME.");
        places.push_back({whereOf(source->place), source->name});
    }
    return places;
}

Result<IdentityPlace> tokenHeaderOf(const Authorizer& authorizer)
{
    auto places = identityOf(authorizer, false);
    if (!places)
        return gw::fail(places.error());
    if (places->size() != 1 || places->front().where != IdentityPlace::Where::Header)
        return notUsable("its token comes from one header, and its identity source names none",
                         "Set the identity source to method.request.header.NAME.");
    return places->front();
}

Result<IdentityPlace> tokenPlaceOf(const Authorizer& authorizer)
{
    using Where = IdentityPlace::Where;
    auto places = identityOf(authorizer, true);
    if (!places)
        return gw::fail(places.error());
    const bool isOne = places->size() == 1;
    if (!isOne || (places->front().where != Where::Header && places->front().where != Where::QueryString))
        return notUsable("its token comes from one header or query string parameter, and its identity source names "
                         "none",
                         "Set the identity source to $request.header.NAME or $request.querystring.NAME.");
    return places->front();
}

Result<std::optional<Pattern>> validationOf(const Authorizer& authorizer)
{
    if (authorizer.identityValidationExpression.empty())
        return std::nullopt;
    auto pattern = Pattern::compile(authorizer.identityValidationExpression);
    if (!pattern)
        return notUsable("its identity validation expression is no regular expression: " + pattern.error().message,
                         pattern.error().hint);
    return std::optional<Pattern>(*std::move(pattern));
}

// What a kept result depends on: an authorizer that was changed is asked anew.
std::string designText(const Authorizer& authorizer, const LambdaAuthorizer& design)
{
    std::string text(toString(authorizer.type));
    text += "\n" + design.target + "\n" + std::to_string(static_cast<int>(design.event)) +
            (design.contract.isSimple ? " simple" : "");
    for (const std::string& source : authorizer.identitySource)
        text += "\n" + source;
    return text;
}

// Which event, which answer, and how long the function may take.
Result<void> takeFormat(const Authorizer& authorizer, bool isHttpApi, LambdaAuthorizer& design)
{
    const bool isToken = authorizer.type == AuthorizerType::Token;
    if (!isHttpApi) {
        design.event = isToken ? AuthorizerEvent::Token : AuthorizerEvent::Request;
        return {};
    }
    const std::string& version = authorizer.authorizerPayloadFormatVersion;
    const std::string hint = "Set authorizerPayloadFormatVersion to 2.0 or 1.0.";
    if (isToken)
        return notUsable("its type is TOKEN, which HTTP APIs do not have", "Make it a REQUEST authorizer.");
    if (version != "1.0" && version != "2.0")
        return notUsable("its payload format version " + inQuotes(version) + " is none", hint);
    if (authorizer.enableSimpleResponses && version == "1.0")
        return notUsable("it takes simple responses, which payload format version 1.0 does not have", hint);
    design.event = version == "1.0" ? AuthorizerEvent::Http1 : AuthorizerEvent::Http2;
    design.contract = {authorizer.enableSimpleResponses, version == "2.0"};
    design.timeout = routeAuthorizerTimeout;
    return {};
}

Result<void> takeIdentity(const Authorizer& authorizer, const AuthorizerSite& site, LambdaAuthorizer& design)
{
    const bool isHttpApi = site.isHttpApi();
    auto identity = identityOf(authorizer, isHttpApi);
    const bool isToken = design.event == AuthorizerEvent::Token;
    if (identity && isToken)
        if (const auto header = tokenHeaderOf(authorizer); !header)
            identity = gw::fail(header.error());
    if (!identity)
        return gw::fail(identity.error());
    design.identity = *std::move(identity);
    design.timeToLive = std::chrono::seconds(std::clamp(resultTtl(authorizer, isHttpApi), 0, mostResultTtl));
    design.needsIdentity = isToken || isHttpApi || site.isWebSocket || design.timeToLive.count() > 0;
    if (design.identity.empty() && design.timeToLive.count() > 0)
        return notUsable("its results are kept for " + std::to_string(design.timeToLive.count()) +
                             " s, and it has no identity source to tell callers apart",
                         "Name an identity source, or set authorizerResultTtlInSeconds to 0.");
    auto validation = validationOf(authorizer);
    if (!validation)
        return gw::fail(validation.error());
    if (isToken) // of TOKEN authorizers only
        design.validation = *std::move(validation);
    return {};
}

Result<void> takeFunction(const Authorizer& authorizer, const gw::Stage& stage, LambdaAuthorizer& design)
{
    const auto uri = AwsUri::parse(withStageVariables(authorizer.authorizerUri, stage.variables));
    if (!uri || uri->function().empty())
        return notUsable("its authorizerUri " + inQuotes(authorizer.authorizerUri) + " names no function",
                         "Write arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations.");
    design.region = uri->region;
    design.target = uri->path;
    return {};
}

} // namespace

tl::unexpected<Diagnostic> notUsable(std::string message, std::string hint)
{
    return gw::fail(brokenRule("authorizer-not-usable", std::move(message), std::move(hint)));
}

Result<LambdaAuthorizer> lambdaAuthorizerOf(const Authorizer& authorizer, const AuthorizerSite& site)
{
    LambdaAuthorizer design;
    design.name = authorizer.name;
    design.id = derivedAuthorizerId(site.api.apiId, authorizer.name);
    design.arnPrefix = site.arnPrefix;
    design.resourcePolicy = site.policy;
    Result<void> taken = takeFormat(authorizer, site.isHttpApi(), design);
    if (taken)
        taken = takeIdentity(authorizer, site, design);
    if (taken)
        taken = takeFunction(authorizer, site.stage, design);
    if (!taken)
        return gw::fail(taken.error());
    design.scope = std::make_shared<const auth::AuthorizerScope>(
        auth::AuthorizerScope{site.api.apiId, site.stage.name, authorizer.name, designText(authorizer, design)});
    return design;
}

Result<UserPoolAuthorizer> poolAuthorizerOf(const Authorizer& authorizer, const Method& method)
{
    const auto header = tokenHeaderOf(authorizer);
    if (!header)
        return gw::fail(header.error());
    auto validation = validationOf(authorizer);
    if (!validation)
        return gw::fail(validation.error());
    if (authorizer.providerARNs.empty())
        return notUsable("no user pool is named", "Choose user pools on the authorizer's page.");
    UserPoolAuthorizer design;
    design.name = authorizer.name;
    design.header = header->name;
    design.pools = authorizer.providerARNs;
    design.scopes = method.authorizationScopes;
    design.audience = *std::move(validation);
    return design;
}

Result<JwtAuthorizer> jwtAuthorizerOf(const Authorizer& authorizer, const Method& method)
{
    const auto token = tokenPlaceOf(authorizer);
    if (!token)
        return gw::fail(token.error());
    const JwtConfiguration& configuration = authorizer.jwtConfiguration;
    if (configuration.issuer.empty())
        return notUsable("no issuer is named", "Set jwtConfiguration.issuer to the URL in the tokens' \"iss\".");
    if (configuration.audience.empty())
        return notUsable("no audience is named", "Set jwtConfiguration.audience.");
    JwtAuthorizer design;
    design.name = authorizer.name;
    design.token = *token;
    design.issuer = configuration.issuer;
    design.audiences = configuration.audience;
    design.scopes = method.authorizationScopes;
    return design;
}

} // namespace gw::engine
