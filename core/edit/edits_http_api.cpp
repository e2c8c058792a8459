// Quick create of HTTP APIs (reference 2.2): from a target alone, as the service's CreateApi does.
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/in_quotes.h"

#include <string_view>
#include <utility>

namespace gw {

namespace {

bool isEndpoint(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme) && target.find_first_of(" \t\r\n") == std::string_view::npos)
            return target.find_first_not_of("/?#", scheme.size()) == scheme.size();
    return false;
}

Result<Integration> integrationFor(const std::string& target)
{
    Integration integration;
    integration.uri = target;
    if (target.starts_with("arn:aws:lambda:")) {
        integration.type = IntegrationType::AwsProxy;
        integration.httpMethod = "POST";
        integration.payloadFormatVersion = "2.0";
        return integration;
    }
    if (!isEndpoint(target))
        return fail(inQuotes(target) + " is no target of an HTTP API.",
                    "Enter the URL of an endpoint, such as http://127.0.0.1:8080, or the ARN of a function.");
    integration.type = IntegrationType::HttpProxy;
    integration.httpMethod = "ANY";
    integration.payloadFormatVersion = "1.0";
    return integration;
}

Resource defaultRoute(const OpenApiDefinition& definition, ApiId api, Integration integration)
{
    Resource resource;
    resource.path = defaultRoutePath;
    resource.id = newResourceId(definition, api, resource.path);
    Method method;
    method.verb = HttpVerb::Any;
    method.id = newMethodId(definition, resource.id, method.verb);
    MethodResponse response;
    response.statusCode = "default";
    response.description = "What the target answers";
    method.responses.push_back(std::move(response));
    method.integration = std::move(integration);
    resource.methods.emplace_back(std::move(method));
    return resource;
}

} // namespace

Result<Project> createHttpApiFromTarget(Project project, const std::string& name, const std::string& target)
{
    auto integration = integrationFor(target);
    if (!integration)
        return fail(integration.error());
    auto created = createApi(std::move(project), ApiKind::Http, name);
    if (!created)
        return created;
    Api& api = *created->edit(created->findApi(name)->id);
    Stage& stage = api.stages.front();
    stage.name = "$default";
    stage.id = newStageId(api, stage.name);
    OpenApiDefinition& definition = *api.openApi();
    definition.resources.emplace_back(defaultRoute(definition, api.id, *std::move(integration)));
    return created;
}

} // namespace gw
