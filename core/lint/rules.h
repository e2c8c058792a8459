// Every lint rule, by the file it stands in. lint.cpp puts them in order.
#pragma once

namespace gw {

class LintScope;
class ProjectScope;

namespace lint_rules {

// rules_routes.cpp
void routeDuplicate(LintScope& scope);
void routeUnreachable(LintScope& scope);
void routeGreedyNotLast(LintScope& scope);
void routeBadPathPart(LintScope& scope);
void routeRepeatedVariable(LintScope& scope);
void routeSiblingVariables(LintScope& scope);
void operationIdDuplicate(LintScope& scope);

// rules_http_api.cpp
void routeTrailingSlash(LintScope& scope);
void defaultRouteVerb(LintScope& scope);
void httpApiIntegrationType(LintScope& scope);
void httpApiWithoutEffect(LintScope& scope);
void payloadFormatVersion(LintScope& scope);
void integrationSubtype(LintScope& scope);
void httpApiLimits(LintScope& scope);

// rules_integration.cpp
void methodNoIntegration(LintScope& scope);
void integrationUriMissing(LintScope& scope);
void integrationUriInvalid(LintScope& scope);
void integrationPort(LintScope& scope);
void integrationMethod(LintScope& scope);
void integrationTimeoutRange(LintScope& scope);
void responseMissing(LintScope& scope);

// rules_parameters.cpp
void pathParameterUndeclared(LintScope& scope);
void pathParameterUnmapped(LintScope& scope);

// rules_mappings.cpp
void parameterMappingInvalid(LintScope& scope);
void parameterMappingIllegal(LintScope& scope);
void mappingTemplateSize(LintScope& scope);

// rules_route_mappings.cpp
void routeMappingInvalid(LintScope& scope);
void routeMappingWithoutEffect(LintScope& scope);

// rules_cors.cpp
void corsInvalid(LintScope& scope);
void corsWithoutEffect(LintScope& scope);

// rules_models.cpp
void modelKeywordIgnored(LintScope& scope);
void modelsTooLarge(LintScope& scope);

// rules_references.cpp
void refMissing(LintScope& scope);

// rules_stage.cpp
void stageName(LintScope& scope);
void stageReserved(LintScope& scope);
void stageVariableName(LintScope& scope);
void stageVariableValue(LintScope& scope);
void stageVariableUndefined(LintScope& scope);

// rules_definition.cpp
void validatorUnknown(LintScope& scope);
void gatewayResponseInvalid(LintScope& scope);
void binaryMediaTypeInvalid(LintScope& scope);
void documentationInvalid(LintScope& scope);

// rules_stage_settings.cpp
void accessLogInvalid(LintScope& scope);
void accessLogVariableUnknown(LintScope& scope);
void methodSettingsInvalid(LintScope& scope);
void canaryWithoutDeployment(LintScope& scope);
void settingWithoutEffect(LintScope& scope);

// rules_authorizer.cpp
void authorizerUnknown(LintScope& scope);
void authorizerInvalid(LintScope& scope);
void authorizationScopes(LintScope& scope);
void apiKeyWithoutEffect(LintScope& scope);
void apiKeySourceWithoutAuthorizer(LintScope& scope);
void policyInvalid(LintScope& scope);
void policyOfPrivateApi(LintScope& scope);

// rules_websocket.cpp
void socketDefaultRoute(LintScope& scope);
void socketRouteKey(LintScope& scope);
void socketSelection(LintScope& scope);
void socketRouteUnreachable(LintScope& scope);

// rules_websocket_integration.cpp
void socketIntegration(LintScope& scope);
void socketMapping(LintScope& scope);
void socketModelUnknown(LintScope& scope);
void socketReplies(LintScope& scope);

// rules_websocket_access.cpp
void socketAuthorization(LintScope& scope);

// rules_route_settings.cpp
void routeSettingsInvalid(LintScope& scope);

// rules_stage_limits.cpp
void stageLimitInvalid(LintScope& scope);
void throttleIncomplete(LintScope& scope);
void cacheOff(LintScope& scope);
void webAclWithoutEffect(LintScope& scope);

// rules_usage_plan.cpp
void apiKeyWithoutPlan(ProjectScope& scope);
void apiKeyUnused(ProjectScope& scope);
void usagePlanInvalid(ProjectScope& scope);
void usagePlanUnknown(ProjectScope& scope);
void usagePlanConflict(ProjectScope& scope);
void usagePlanEmpty(ProjectScope& scope);
void planThrottleIncomplete(ProjectScope& scope);

// rules_callers.cpp
void identityInvalid(ProjectScope& scope);
void iamWithoutIdentity(ProjectScope& scope);
void userPoolInvalid(ProjectScope& scope);
void userPoolUnknown(ProjectScope& scope);
void issuerInvalid(ProjectScope& scope);

// rules_domain.cpp
void domainInvalid(ProjectScope& scope);
void domainUnknown(ProjectScope& scope);
void domainWithoutEffect(ProjectScope& scope);
void mutualTlsBypass(ProjectScope& scope);
void clientCertificateInvalid(ProjectScope& scope);
void webAclInvalid(ProjectScope& scope);
void webAclUnknown(ProjectScope& scope);

// rules_function.cpp
void functionRuntime(ProjectScope& scope);
void functionHandler(ProjectScope& scope);
void functionCode(ProjectScope& scope);
void functionMemory(ProjectScope& scope);
void functionTimeout(ProjectScope& scope);
void functionQueueTimeout(ProjectScope& scope);
void functionConcurrency(ProjectScope& scope);
void functionEnvironment(ProjectScope& scope);
void functionEndpoint(ProjectScope& scope);

// rules_backend.cpp
void backendUrl(ProjectScope& scope);
void backendInstances(ProjectScope& scope);
void backendHealthCheck(ProjectScope& scope);
void backendApplication(ProjectScope& scope);
void portDuplicate(ProjectScope& scope);
void awsAccount(ProjectScope& scope);
void awsRegion(ProjectScope& scope);
void awsEndpoint(ProjectScope& scope);

// rules_targets.cpp
void functionUnknown(ProjectScope& scope);
void stateMachineUnknown(ProjectScope& scope);
void vpcLinkUnknown(ProjectScope& scope);
void backendUnknown(ProjectScope& scope);

} // namespace lint_rules

} // namespace gw
