// The ordered list of lint rules. A new rule is a function in a rules_*.cpp and a line here.
#include "core/lint/lint.h"

#include "core/api/reference.h"
#include "core/lint/lint_scope.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"
#include "core/lint/rules_state_machine.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <vector>

namespace gw {

namespace {

using namespace lint_rules;

constexpr LintRule rules[] = {
    {"route-duplicate", "Two methods have the same verb and path; only one of them answers.", routeDuplicate},
    {"route-unreachable", "No request can ever reach this method.", routeUnreachable},
    {"route-greedy-not-last", "A greedy variable such as {proxy+} must be the last part of its path.",
     routeGreedyNotLast},
    {"route-bad-path-part", "A path part has characters or braces that the service refuses.", routeBadPathPart},
    {"route-repeated-variable", "A path has two variables of one name.", routeRepeatedVariable},
    {"route-sibling-variables", "A resource of a REST API can have only one variable below it.", routeSiblingVariables},
    {"operation-id-duplicate", "An operationId must be unique in its API.", operationIdDuplicate},
    {"method-no-integration", "The method has no integration; Gatewright answers from the document.",
     methodNoIntegration},
    {"integration-uri-missing", "The integration does not say which endpoint it calls.", integrationUriMissing},
    {"integration-uri-invalid", "The integration's URI is no address of the integration's kind.",
     integrationUriInvalid},
    {"integration-port", "The integration calls a port that the service does not call.", integrationPort},
    {"integration-method", "The integration's HTTP method is missing or cannot work.", integrationMethod},
    {"integration-timeout-range", "The integration's timeout is outside what the service accepts.",
     integrationTimeoutRange},
    {"path-parameter-undeclared", "A path variable and the declared path parameters do not agree.",
     pathParameterUndeclared},
    {"path-parameter-unmapped", "A {variable} of the integration URI gets no value.", pathParameterUnmapped},
    {"parameter-mapping-invalid", "A parameter mapping has a source or a destination that is none.",
     parameterMappingInvalid},
    {"parameter-mapping-illegal", "A parameter mapping sets a header that only the gateway may set.",
     parameterMappingIllegal},
    {"mapping-template-size", "A mapping template is larger than the service accepts.", mappingTemplateSize},
    {"response-missing", "An integration response leads to a method response that is not declared.", responseMissing},
    {missingReferenceRule, "A $ref leads nowhere.", refMissing},
    {"validator-unknown", "A request validator is named that the API does not define.", validatorUnknown},
    {"model-keyword-ignored", "A model that requests are validated by says what the service does not validate.",
     modelKeywordIgnored},
    {"models-too-large", "The models of an API are larger than the service accepts.", modelsTooLarge},
    {"gateway-response-invalid", "A gateway response has a type, status or header the service does not know.",
     gatewayResponseInvalid},
    {"binary-media-type-invalid", "A binary media type is not written as one.", binaryMediaTypeInvalid},
    {"documentation-invalid", "A documentation part says what its type does not have.", documentationInvalid},
    {"stage-name", "A stage's name is not valid or is used twice.", stageName},
    {"stage-reserved", "A stage has a name that the service keeps for itself.", stageReserved},
    {"stage-variable-name", "A stage variable's name is not valid.", stageVariableName},
    {"stage-variable-value", "A stage variable's value is not valid.", stageVariableValue},
    {"stage-variable-undefined", "A stage variable is used that a stage does not have.", stageVariableUndefined},
    {"access-log-invalid", "A stage's access log cannot be written as it is set.", accessLogInvalid},
    {"access-log-variable-unknown", "An access log uses a $context variable that does not exist.",
     accessLogVariableUnknown},
    {"method-settings-invalid", "A stage has settings for no method, or with an unknown logging level.",
     methodSettingsInvalid},
    {"canary-without-deployment", "A canary has no deployment of its own.", canaryWithoutDeployment},
    {"setting-without-effect", "A stage has a setting that changes nothing on this machine.", settingWithoutEffect},
    {"authorizer-unknown", "A method names an authorizer that the API does not define.", authorizerUnknown},
    {"authorizer-invalid", "An authorizer cannot work as it is set.", authorizerInvalid},
    {"authorization-scopes", "A method asks for scopes that nothing checks, or for too many.", authorizationScopes},
    {"api-key-without-effect", "A method of an HTTP API asks for an API key.", apiKeyWithoutEffect},
    {"api-key-source", "API keys come from authorizers, but a method that asks for one has none.",
     apiKeySourceWithoutAuthorizer},
    {"policy-invalid", "A resource policy is none, or stands where nothing looks at it.", policyInvalid},
    {"policy-private-api", "A private API lets nobody or everybody in.", policyOfPrivateApi},
    {"stage-limit-invalid", "A stage has a limit, a cache time or a cache size that cannot be.", stageLimitInvalid},
    {"throttle-incomplete", "Only one of rate limit and burst limit is set.", throttleIncomplete,
     planThrottleIncomplete},
    {"cache-off", "Answers are to be cached, but the stage has no cache.", cacheOff},
    {"web-acl-without-effect", "A stage that is no REST API's has a web ACL.", webAclWithoutEffect},
    {"socket-default-route", "A WebSocket API has no $default route.", socketDefaultRoute},
    {"socket-route-key", "A route key is empty, too long, or one that only the service may use.", socketRouteKey},
    {"socket-selection", "A selection expression cannot be read, or looks at what is not there.", socketSelection},
    {"socket-route-unreachable", "No message ever chooses this route.", socketRouteUnreachable},
    {"socket-replies", "A route's reply never reaches the client.", socketReplies},
    {"socket-authorization", "A route is authorized by what does not exist, or where nobody asks.",
     socketAuthorization},
    {"socket-model-unknown", "A route names a model that the API does not define, or that nobody looks at.",
     socketModelUnknown},
    {"socket-integration", "A route has no integration, or one that cannot be called.", socketIntegration},
    {"socket-mapping", "A message's integration maps what only handshakes have.", socketMapping},
    {"route-settings-invalid", "A stage has settings for no route, or with limits or levels that cannot be.",
     routeSettingsInvalid},
    {"api-key-without-plan", "Methods require API keys, but no usage plan has the stage.", nullptr, apiKeyWithoutPlan},
    {"api-key-unused", "An API key is in no usage plan.", nullptr, apiKeyUnused},
    {"usage-plan-invalid", "A usage plan has limits, a quota or methods that cannot be.", nullptr, usagePlanInvalid},
    {"usage-plan-unknown", "A usage plan names an API, a stage or a key that the project does not have.", nullptr,
     usagePlanUnknown},
    {"usage-plan-conflict", "An API key is in two usage plans of one stage.", nullptr, usagePlanConflict},
    {"usage-plan-empty", "A usage plan has no keys or no API stages.", nullptr, usagePlanEmpty},
    {"identity-invalid", "An identity cannot sign or may call nothing.", nullptr, identityInvalid},
    {"iam-without-identity", "Methods are signed with IAM, but the project has no identity.", nullptr,
     iamWithoutIdentity},
    {"user-pool-invalid", "A user pool's ARN, issuer or keys cannot be used.", nullptr, userPoolInvalid},
    {"user-pool-unknown", "An authorizer names a user pool that the project does not have.", nullptr, userPoolUnknown},
    {"issuer-invalid", "The project's own issuer has users, clients or times that cannot be.", nullptr, issuerInvalid},
    {"domain-invalid", "A custom domain's mappings or rules are wrong, or two of them are the same.", nullptr,
     domainInvalid},
    {"domain-unknown", "A custom domain leads to an API or a stage that the project does not have.", nullptr,
     domainUnknown},
    {"domain-without-effect", "A custom domain leads nowhere, or has parts that nothing looks at.", nullptr,
     domainWithoutEffect},
    {"mutual-tls-bypass", "An API behind a domain with mutual TLS is reached without a certificate as well.", nullptr,
     mutualTlsBypass},
    {"client-certificate-invalid", "A client certificate has no file, or a stage names one that is not there.", nullptr,
     clientCertificateInvalid},
    {"web-acl-invalid", "A web ACL has a rule that cannot hold, or two of one name.", nullptr, webAclInvalid},
    {"web-acl-unknown", "A stage names a web ACL that the project does not have.", nullptr, webAclUnknown},
    {"secret-missing", "Something of the project has no secret on this machine.", nullptr, nullptr},
    {"api-key-value", "The value of an API key is too short, too long, or another key's as well.", nullptr, nullptr},
    {"secret-unused", "The secrets file holds a secret that nothing in the project has.", nullptr, nullptr},
    {"function-unknown", "An integration calls a function that the project does not have.", nullptr, functionUnknown},
    {"state-machine-unknown", "An integration starts a state machine that the project does not have.", nullptr,
     stateMachineUnknown},
    {"vpc-link-unknown", "A VPC link leads to no backend of the project.", nullptr, vpcLinkUnknown},
    {"backend-unknown", "An integration calls a host that is no backend of the project and no host name.", nullptr,
     backendUnknown},
    {"function-runtime", "A function has a runtime that does not run here.", nullptr, functionRuntime},
    {"function-handler", "A function's handler has not the form its runtime wants.", nullptr, functionHandler},
    {"function-code", "A function's code folder is missing or outside the project.", nullptr, functionCode},
    {"function-memory", "A function's memory size is outside what the service accepts.", nullptr, functionMemory},
    {"function-timeout", "A function's timeout is outside what the service accepts.", nullptr, functionTimeout},
    {"function-queue-timeout", "A function lets callers wait longer than a function may run.", nullptr,
     functionQueueTimeout},
    {"function-concurrency", "A function's concurrency is outside what the service accepts.", nullptr,
     functionConcurrency},
    {"function-environment", "A function has a variable that is reserved, misnamed or too long.", nullptr,
     functionEnvironment},
    {"function-endpoint", "A function's endpoint is no address.", nullptr, functionEndpoint},
    {"backend-url", "A backend's URL is no address.", nullptr, backendUrl},
    {"backend-instances", "A backend has no instances, or one that cannot be called or stands there twice.", nullptr,
     backendInstances},
    {"backend-health-check", "A backend's health check or outlier ejection cannot work.", nullptr, backendHealthCheck},
    {"backend-application", "An application has no folder, or a number of instances or a health path that cannot be.",
     nullptr, backendApplication},
    {"port-duplicate", "Two APIs want to listen on one address.", nullptr, portDuplicate},
    {"aws-account", "The AWS account id is not twelve digits.", nullptr, awsAccount},
    {"aws-region", "The AWS Region is not written as one.", nullptr, awsRegion},
    {"aws-endpoint", "An endpoint of an AWS service is no address.", nullptr, awsEndpoint},
};

bool standsBefore(const Diagnostic& a, const Diagnostic& b)
{
    return std::tie(a.file, a.position.line, a.position.column) < std::tie(b.file, b.position.line, b.position.column);
}

} // namespace

std::span<const LintRule> lintRules()
{
    static const std::vector<LintRule> all = [] {
        std::vector<LintRule> every(std::begin(rules), std::end(rules));
        for (const LintRule& rule : stateMachineRules())
            every.push_back(rule);
        return every;
    }();
    return all;
}

Diagnostics lint(const Api& api)
{
    Diagnostics findings;
    LintScope scope(api, findings);
    for (const LintRule& rule : rules) {
        if (!rule.check)
            continue;
        scope.begin(rule);
        rule.check(scope);
    }
    std::stable_sort(findings.begin(), findings.end(), standsBefore);
    return findings;
}

Diagnostics lintWhole(const Project& project)
{
    Diagnostics findings;
    ProjectScope scope(project, findings);
    for (const LintRule& rule : rules) {
        if (!rule.checkProject)
            continue;
        scope.begin(rule);
        rule.checkProject(scope);
    }
    for (const Cow<StateMachine>& machine : project.stateMachines) {
        Diagnostics own = lint(*machine, project);
        std::move(own.begin(), own.end(), std::back_inserter(findings));
    }
    return findings;
}

Diagnostics lint(const Project& project)
{
    Diagnostics findings;
    for (const Cow<Api>& api : project.apis) {
        Diagnostics own = lint(*api);
        std::move(own.begin(), own.end(), std::back_inserter(findings));
    }
    Diagnostics whole = lintWhole(project);
    std::move(whole.begin(), whole.end(), std::back_inserter(findings));
    return findings;
}

Diagnostics withFindings(Diagnostics reading, const Diagnostics& findings)
{
    using Place = std::tuple<ApiId, int, int>;
    const auto placeOf = [](const Diagnostic& d) { return Place(d.node.api, d.position.line, d.position.column); };
    std::set<Place> references;
    for (const Diagnostic& finding : findings)
        if (finding.rule == missingReferenceRule)
            references.insert(placeOf(finding));
    std::erase_if(reading, [&](const Diagnostic& told) {
        return told.rule == missingReferenceRule && references.count(placeOf(told)) > 0;
    });
    reading.insert(reading.end(), findings.begin(), findings.end());
    return reading;
}

} // namespace gw
