// Rules about what integrations and authorizers name that the project should have: functions, state machines, VPC links
// (reference 1.9, 1.15 and 4.3). Where requests to Lambda or Step Functions go to an endpoint of the AWS settings, what
// is not in the project may be there.
#include "core/edit/element_uses.h"
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

template <typename Check>
void forEachIntegration(const Project& project, Check check)
{
    for (const Cow<Api>& api : project.apis)
        if (const OpenApiDefinition* definition = api->openApi())
            for (const Cow<Resource>& resource : definition->resources)
                for (const Cow<Method>& method : resource->methods)
                    if (method->integration)
                        check(*api, NodeRef{api->id, resource->id, method->id, {}},
                              std::string(toString(method->verb)) + " " + resource->path, *method->integration);
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
    const std::vector<Cow<Backend>>& backends = scope.project().backends;
    forEachIntegration(scope.project(), [&](const Api& api, const NodeRef& node, const std::string& label,
                                            const Integration& integration) {
        const std::string& link = integration.connectionId;
        if (integration.connectionType != "VPC_LINK" || link.empty() || link.find("${") != std::string::npos)
            return;
        const auto isReached = [&](const Cow<Backend>& backend) { return backend->vpcLinkId == link; };
        if (std::none_of(backends.begin(), backends.end(), isReached))
            scope.report(node, api.file,
                         {Severity::Info,
                          "The integration of " + inQuotes(label) + " uses the VPC link " + inQuotes(link) +
                              ", which leads to no backend of the project.",
                          "Give a backend this VPC link, or let the URI name what answers here."});
    });
}

} // namespace gw::lint_rules
