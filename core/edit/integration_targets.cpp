// Targets are written the way the service's own console writes them.
#include "core/edit/integration_targets.h"

#include "core/edit/element_uses.h"

#include <utility>

namespace gw {

namespace {

constexpr std::string_view statesService = ":states:action/";
constexpr std::string_view syncAction = "StartSyncExecution";
constexpr std::string_view jsonType = "application/json";

// escapeJavaScript also escapes the apostrophe, which JSON does not know.
constexpr std::string_view startTemplate = R"vtl({
  "input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\'", "'")",
  "stateMachineArn": "{arn}"
})vtl";

constexpr std::string_view outputTemplate = R"vtl(#set($execution = $input.path('$'))
#if($execution.status == "SUCCEEDED")
$execution.output
#else
#set($context.responseOverride.status = 500)
{"error": "$!execution.error", "cause": "$util.escapeJavaScript($!execution.cause).replaceAll("\\'", "'")"}
#end)vtl";

bool isHttp(const Integration& integration)
{
    return integration.type == IntegrationType::Http || integration.type == IntegrationType::HttpProxy;
}

std::string replaced(std::string_view text, std::string_view place, std::string_view value)
{
    std::string result(text);
    if (const auto at = result.find(place); at != std::string::npos)
        result.replace(at, place.size(), value);
    return result;
}

std::string apiGatewayArn(const AwsSettings& aws, std::string_view rest)
{
    return "arn:aws:apigateway:" + aws.region + ":" + std::string(rest);
}

std::string stateMachineArn(const AwsSettings& aws, std::string_view name)
{
    return "arn:aws:states:" + aws.region + ":" + aws.accountId + ":stateMachine:" + std::string(name);
}

// "http://shop:80/orders" → the host's place; {npos, 0} when the URL names none.
std::pair<std::size_t, std::size_t> hostPlace(std::string_view url)
{
    const auto mark = url.find("://");
    if (mark == std::string_view::npos)
        return {std::string_view::npos, 0};
    const auto begin = mark + 3;
    const auto end = url.find_first_of(":/?#", begin);
    return {begin, (end == std::string_view::npos ? url.size() : end) - begin};
}

IntegrationTarget backendOf(const Project& project, const Integration& integration)
{
    const auto [begin, size] = hostPlace(integration.uri);
    const std::string_view host =
        begin == std::string_view::npos ? std::string_view() : std::string_view(integration.uri).substr(begin, size);
    for (const Cow<Backend>& backend : project.backends) {
        const bool isLinked = !backend->vpcLinkId.empty() && integration.connectionId == backend->vpcLinkId;
        if (isLinked || backend->name == host)
            return {IntegrationTarget::Kind::Backend, backend->name, {}};
    }
    return {};
}

IntegrationTarget stateMachineOf(const Project& project, const Integration& integration)
{
    const bool isSync = integration.uri.ends_with(syncAction);
    for (const auto& [type, text] : integration.requestTemplates)
        if (const std::string_view name = stateMachineNameIn(text); project.findStateMachine(name))
            return {IntegrationTarget::Kind::StateMachine, std::string(name),
                    isSync ? StatesAction::StartSyncExecution : StatesAction::StartExecution};
    return {};
}

// "…/functions/orders/invocations" and "…/functions/arn:aws:lambda:…:function:orders/invocations"
std::string_view invokedFunction(std::string_view uri)
{
    constexpr std::string_view functions = "/functions/";
    const auto at = uri.find(functions);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = uri.substr(at + functions.size());
    if (const std::string_view name = functionNameIn(rest); !name.empty())
        return name;
    return rest.substr(0, rest.find('/'));
}

// The place of a state machine's name in a template, which keeps everything else.
void renameStateMachine(std::string& text, std::string_view former, std::string_view name)
{
    text.replace(static_cast<std::size_t>(former.data() - text.data()), former.size(), name);
}

void startFromTemplates(Integration& integration, const std::string& arn, std::string_view name)
{
    bool isThere = false;
    for (auto& [type, text] : integration.requestTemplates)
        if (const std::string_view former = stateMachineNameIn(text); !former.empty()) {
            renameStateMachine(text, former, name);
            isThere = true;
        }
    if (!isThere)
        setIn(integration.requestTemplates, jsonType, replaced(startTemplate, "{arn}", arn));
}

void answerWithOutput(Integration& integration)
{
    if (integration.responses.empty())
        integration.responses.push_back({{}, "200", {}, {}, {}});
    for (IntegrationResponse& response : integration.responses)
        if (response.selectionPattern.empty() && response.responseTemplates.empty())
            setIn(response.responseTemplates, jsonType, std::string(outputTemplate));
}

void passPathParameters(Integration& integration, std::string_view path)
{
    for (auto begin = path.find('{'); begin != std::string_view::npos; begin = path.find('{', begin + 1)) {
        std::string name(path.substr(begin + 1, path.find('}', begin) - begin - 1));
        if (name.ends_with('+'))
            name.pop_back();
        setIn(integration.requestParameters, "integration.request.path." + name, "method.request.path." + name);
    }
}

} // namespace

IntegrationTarget targetOf(const Project& project, const Integration& integration)
{
    if (isHttp(integration))
        return backendOf(project, integration);
    if (integration.uri.find(statesService) != std::string::npos)
        return stateMachineOf(project, integration);
    const std::string_view name = invokedFunction(integration.uri);
    return project.findFunction(name) ? IntegrationTarget{IntegrationTarget::Kind::Function, std::string(name), {}}
                                      : IntegrationTarget{};
}

NodeRef nodeOf(const Project& project, const IntegrationTarget& target)
{
    NodeRef ref;
    if (const Function* function = project.findFunction(target.name);
        function && target.kind == IntegrationTarget::Kind::Function)
        ref.function = function->id;
    if (const StateMachine* machine = project.findStateMachine(target.name);
        machine && target.kind == IntegrationTarget::Kind::StateMachine)
        ref.stateMachine = machine->id;
    if (const Backend* backend = project.findBackend(target.name);
        backend && target.kind == IntegrationTarget::Kind::Backend)
        ref.backend = backend->id;
    return ref;
}

void aimAtOnlyFunction(std::optional<Integration>& integration, const Project& project)
{
    const bool isOpen = integration && integration->type == IntegrationType::AwsProxy &&
                        integration->integrationSubtype.empty() && integration->uri.empty();
    if (isOpen && project.functions.size() == 1)
        aimAtFunction(*integration, project.aws, project.functions.front()->name);
}

void aimAtFunction(Integration& integration, const AwsSettings& aws, std::string_view name)
{
    integration.httpMethod = "POST"; // the Invoke API's verb
    integration.uri = apiGatewayArn(aws, "lambda:path/2015-03-31/functions/arn:aws:lambda:" + aws.region + ":" +
                                             aws.accountId + ":function:" + std::string(name) + "/invocations");
    std::erase_if(integration.requestTemplates,
                  [](const auto& each) { return !stateMachineNameIn(each.second).empty(); });
}

void aimAtStateMachine(Integration& integration, const AwsSettings& aws, std::string_view name, StatesAction action)
{
    const bool isSync = action == StatesAction::StartSyncExecution;
    integration.httpMethod = "POST";
    integration.uri = apiGatewayArn(aws, "states:action/" + std::string(isSync ? syncAction : "StartExecution"));
    startFromTemplates(integration, stateMachineArn(aws, name), name);
    if (isSync)
        answerWithOutput(integration);
}

void aimAtBackend(Integration& integration, std::string_view name, std::string_view resourcePath)
{
    const auto [begin, size] = hostPlace(integration.uri);
    if (begin != std::string_view::npos) {
        const std::string_view uri = integration.uri;
        const auto path = uri.find_first_of("/?#", begin);
        integration.uri =
            "http://" + std::string(name) + std::string(path == std::string_view::npos ? "" : uri.substr(path));
        return;
    }
    integration.uri = "http://" + std::string(name) + replaced(resourcePath, "+}", "}");
    passPathParameters(integration, resourcePath);
}

} // namespace gw
