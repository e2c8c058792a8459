// Authorizers' usual settings.
#include "ui/design/authorizer_defaults.h"

#include "core/edit/integration_targets.h"

namespace gw::ui {

namespace {

bool readsOneHeader(const Authorizer& authorizer, bool isHttpApi)
{
    if (authorizer.identitySource.size() != 1)
        return false;
    const auto source = identitySourceFrom(authorizer.identitySource.front(), isHttpApi);
    return source && source->place == IdentitySource::Place::Header;
}

void becomeLambda(Authorizer& authorizer, const Project& project, bool isHttpApi)
{
    if (authorizer.authorizerUri.empty() && !project.functions.empty())
        authorizer.authorizerUri = invocationUri(project.aws, project.functions.front()->name);
    if (isHttpApi && authorizer.authorizerPayloadFormatVersion.empty()) {
        authorizer.authorizerPayloadFormatVersion = "2.0";
        authorizer.enableSimpleResponses = true;
    }
}

void dropLambda(Authorizer& authorizer)
{
    authorizer.authorizerUri.clear();
    authorizer.authorizerCredentials.clear();
    authorizer.authorizerResultTtlInSeconds.reset();
    authorizer.authorizerPayloadFormatVersion.clear();
    authorizer.enableSimpleResponses = false;
}

} // namespace

std::string invocationUri(const AwsSettings& aws, std::string_view function)
{
    Integration integration;
    integration.type = IntegrationType::AwsProxy;
    aimAtFunction(integration, aws, function);
    return integration.uri;
}

Authorizer usualAuthorizer(const Project& project, bool isHttpApi)
{
    Authorizer authorizer;
    const AuthorizerType type = !isHttpApi                  ? AuthorizerType::Token
                                : project.functions.empty() ? AuthorizerType::Jwt
                                                            : AuthorizerType::Request;
    changeType(authorizer, type, project, isHttpApi);
    return authorizer;
}

void changeType(Authorizer& authorizer, AuthorizerType type, const Project& project, bool isHttpApi)
{
    authorizer.type = type;
    const bool keepsSources =
        type == AuthorizerType::Request ? !authorizer.identitySource.empty() : readsOneHeader(authorizer, isHttpApi);
    if (!keepsSources)
        authorizer.identitySource = {isHttpApi ? "$request.header.Authorization"
                                               : "method.request.header.Authorization"};
    if (isLambda(type))
        becomeLambda(authorizer, project, isHttpApi);
    else
        dropLambda(authorizer);
    if (type != AuthorizerType::Token && type != AuthorizerType::CognitoUserPools)
        authorizer.identityValidationExpression.clear();
    if (type != AuthorizerType::CognitoUserPools)
        authorizer.providerARNs.clear();
    else if (authorizer.providerARNs.empty() && !project.userPools.empty())
        authorizer.providerARNs = {project.userPools.front()->arn};
    if (type != AuthorizerType::Jwt)
        authorizer.jwtConfiguration = {};
}

} // namespace gw::ui
