// Rules about what integrations and authorizers name that the project should have: functions, state machines, VPC links
// (reference 1.9, 1.15 and 4.3). Where requests to Lambda or Step Functions go to an endpoint of the AWS settings, what
// is not in the project may be there.
#include "core/edit/element_uses.h"
#include "core/in_quotes.h"
#include "core/letter_case.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

template <typename Check>
void forEachRoute(const Api& api, const WebSocketApi& definition, const Check& check)
{
    for (const Cow<WebSocketRoute>& route : definition.routes)
        if (route->integration)
            check(api, nodeOf(api.id, route->id), route->routeKey, *route->integration);
}

template <typename Check>
void forEachIntegration(const Project& project, Check check)
{
    for (const Cow<Api>& api : project.apis)
        if (const auto* socket = std::get_if<WebSocketApi>(&api->definition))
            forEachRoute(*api, *socket, check);
        else if (const OpenApiDefinition* definition = api->openApi())
            for (const Cow<Resource>& resource : definition->resources)
                for (const Cow<Method>& method : resource->methods)
                    if (method->integration)
                        check(*api, NodeRef{api->id, resource->id, method->id, {}},
                              std::string(toString(method->verb)) + " " + resource->path, *method->integration);
}

struct Place
{
    const Api& api;
    NodeRef node;
    std::string label; // "GET /orders"
    const Integration& integration;
};

bool isHttp(const Integration& integration)
{
    return integration.type == IntegrationType::Http || integration.type == IntegrationType::HttpProxy;
}

bool isVpcLink(const Integration& integration)
{
    return equalsIgnoringCase(integration.connectionType, "VPC_LINK");
}

// One label of a host name, and not this machine's own.
bool mayBeBackend(std::string_view host)
{
    return !host.empty() && host.find_first_of(".:[") == std::string_view::npos && host != "localhost";
}

// A variable that a stage does not have is another rule's matter.
std::string withVariables(std::string text, const Stage& stage)
{
    for (const std::string& name : stageVariablesIn(text)) {
        const std::string place = "${stageVariables." + name + "}";
        const std::string* value = findIn(stage.variables, name);
        if (const auto at = text.find(place); value && at != std::string::npos)
            text.replace(at, place.size(), *value);
    }
    return text;
}

// Calls `check(place, text, where)` with what a setting of an integration comes to: once, or on each stage when that
// depends on its variables (`where`: " on the stage \"dev\"").
template <typename Check>
void forEachStageText(const Project& project, std::string Integration::*setting, Check check)
{
    forEachIntegration(
        project, [&](const Api& api, const NodeRef& node, const std::string& label, const Integration& integration) {
            const Place place{api, node, label, integration};
            const std::string& text = integration.*setting;
            if (text.find("${") == std::string::npos)
                return check(place, text, std::string());
            for (const Stage& stage : api.stages)
                if (std::string value = withVariables(text, stage); value.find("${") == std::string::npos)
                    check(place, value, " on the stage " + inQuotes(stage.name));
        });
}

bool goesElsewhere(const Project& project, std::string_view service)
{
    return project.aws.endpointOf(service, {}).has_value();
}

} // namespace

void functionUnknown(ProjectScope& scope)
{
    if (goesElsewhere(scope.project(), "lambda"))
        return;
    forEachIntegration(scope.project(), [&](const Api& api, const NodeRef& node, const std::string& label,
                                            const Integration& integration) {
        const std::string_view name = functionNameIn(integration.uri);
        if (!name.empty() && !scope.project().findFunction(name))
            scope.report(node, api.file,
                         {Severity::Warning,
                          "The integration of " + inQuotes(label) + " calls the function " + inQuotes(name) +
                              ", which the project does not have.",
                          "Create the function, choose another one, or name an endpoint for lambda in the AWS "
                          "settings."});
    });
}

void stateMachineUnknown(ProjectScope& scope)
{
    if (goesElsewhere(scope.project(), "states"))
        return;
    forEachIntegration(scope.project(), [&](const Api& api, const NodeRef& node, const std::string& label,
                                            const Integration& integration) {
        for (const auto& [type, text] : integration.requestTemplates) {
            const std::string_view name = stateMachineNameIn(text);
            if (!name.empty() && !scope.project().findStateMachine(name))
                scope.report(node, api.file,
                             {Severity::Warning,
                              "The integration of " + inQuotes(label) + " starts the state machine " + inQuotes(name) +
                                  ", which the project does not have.",
                              "Create the state machine, choose another one, or name an endpoint for states in the "
                              "AWS settings."});
        }
    });
}

void vpcLinkUnknown(ProjectScope& scope)
{
    forEachStageText(scope.project(), &Integration::connectionId,
                     [&](const Place& place, const std::string& link, const std::string& where) {
                         const std::vector<Cow<Backend>>& backends = scope.project().backends;
                         const auto isReached = [&](const Cow<Backend>& each) { return each->vpcLinkId == link; };
                         if (!isVpcLink(place.integration) || link.empty() ||
                             std::any_of(backends.begin(), backends.end(), isReached))
                             return;
                         scope.report(place.node, place.api.file,
                                      {Severity::Warning,
                                       "The integration of " + inQuotes(place.label) + " uses the VPC link " +
                                           inQuotes(link) + where +
                                           ", which leads to no backend of the project; requests will answer 500.",
                                       "Give a backend this VPC link."});
                     });
}

void backendUnknown(ProjectScope& scope)
{
    forEachStageText(scope.project(), &Integration::uri,
                     [&](const Place& place, const std::string& uri, const std::string& where) {
                         const std::string host = toLowerAscii(hostOf(uri));
                         if (!isHttp(place.integration) || isVpcLink(place.integration) || !mayBeBackend(host) ||
                             scope.project().findBackend(host))
                             return;
                         scope.report(place.node, place.api.file,
                                      {Severity::Warning,
                                       "The integration of " + inQuotes(place.label) + " calls " + inQuotes(host) +
                                           where + ", which is no backend of the project.",
                                       "Create a backend of this name, or write a host that this machine's name "
                                       "service knows."});
                     });
}

} // namespace gw::lint_rules
