#include "gateway-engine/compile/compile.h"

#include "gateway-engine/access/traffic.h"
#include "gateway-engine/compile/route_access.h"
#include "gateway-engine/compile/route_pipeline.h"
#include "gateway-engine/compile/settings_of_routes.h"
#include "gateway-engine/compile/stage_settings.h"
#include "gateway-engine/compile/websocket_pipeline.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/variables.h"

#include <charconv>

namespace gw::engine {

namespace {

NodeRef nodeOf(const Api& api)
{
    NodeRef node;
    node.api = api.id;
    return node;
}

Diagnostic diagnostic(Severity severity, const Api& api, std::string rule, std::string message, std::string hint)
{
    Diagnostic d;
    d.severity = severity;
    d.rule = std::move(rule);
    d.file = api.file;
    d.node = nodeOf(api);
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

class GatewayResponsesCompiler
{
public:
    GatewayResponsesCompiler(const Api& api, Diagnostics& diagnostics) : m_api(api), m_diagnostics(diagnostics) {}

    std::shared_ptr<const GatewayResponses> compile(const std::vector<GatewayResponseDefinition>& designs)
    {
        auto responses = std::make_shared<GatewayResponses>();
        for (const GatewayResponseDefinition& design : designs) {
            const auto type = responseTypeFrom(design.responseType);
            if (!type) {
                warn("\"" + design.responseType + "\" is no gateway response type.",
                     "Use DEFAULT_4XX, DEFAULT_5XX or one of the types the service lists.");
                continue;
            }
            customise(design, responses->of(*type));
        }
        return responses;
    }

private:
    void customise(const GatewayResponseDefinition& design, GatewayResponse& response)
    {
        response.isCustomised = true;
        if (!design.statusCode.empty())
            setStatus(design, response);
        for (const auto& [destination, text] : design.responseParameters)
            addHeader(design, destination, text, response);
        for (const auto& [contentType, text] : design.responseTemplates)
            response.templates.emplace_back(contentType, Substitution::parse(text));
    }

    void setStatus(const GatewayResponseDefinition& design, GatewayResponse& response)
    {
        int status = 0;
        const std::string& text = design.statusCode;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
        if (error != std::errc{} || end != text.data() + text.size() || status < 200 || status > 599) {
            warn("The status \"" + text + "\" of gateway response " + design.responseType + " is no status code.",
                 "Use a number from 200 to 599.");
            return;
        }
        response.status = status;
    }

    void addHeader(const GatewayResponseDefinition& design, const std::string& destination, const std::string& text,
                   GatewayResponse& response)
    {
        static constexpr std::string_view prefix = "gatewayresponse.header.";
        const bool isHeader = destination.size() > prefix.size() && destination.compare(0, prefix.size(), prefix) == 0;
        auto source = ValueSource::parse(text);
        const bool isName = isHeader && isFieldName(std::string_view(destination).substr(prefix.size()));
        if (!isName || !source || source->isOfEndpoint()) {
            warn("Gateway response " + design.responseType + " maps \"" + text + "\" to \"" + destination +
                     "\", which cannot be done.",
                 isName ? "Map from method.request.header.name, context.name, stageVariables.name or a literal in "
                          "single quotes."
                        : "Map to gatewayresponse.header.name.");
            return;
        }
        response.headers.emplace_back(destination.substr(prefix.size()), *std::move(source));
    }

    void warn(std::string message, std::string hint)
    {
        m_diagnostics.push_back(
            diagnostic(Severity::Warning, m_api, "gateway-response", std::move(message), std::move(hint)));
    }

    const Api& m_api;
    Diagnostics& m_diagnostics;
};

// Gateway responses whose types are unset take status, headers and templates of their class (reference 1.24); what a
// class itself leaves open stays each type's own, so nothing is to be done here for them.

// The service refuses such a key when a route is made, and would not match it with /pets (reference 2.1).
bool hasTrailingSlash(const MethodSource& source)
{
    if (source.api.kind() != ApiKind::Http || source.resource.path.size() < 2 || source.resource.path.back() != '/')
        return false;
    source.warn("route-trailing-slash", source.name() + " is no route: a route key of an HTTP API ends with no slash.",
                "Remove the slash; clients that send one need a route with a greedy variable, or $default.");
    return true;
}

void addMethod(Program& program, const MethodSource& source)
{
    if (hasTrailingSlash(source))
        return;
    const int index = static_cast<int>(program.methods.size());
    program.methods.push_back(program.isHttpApi ? compileRoute(source) : compileMethod(source));
    const CompiledMethod& method = program.methods.back();
    if (!program.routes.add(method.verb, method.resourcePath, index))
        source.warn("route-unreachable", source.name() + " is never reached: another route answers to it.",
                    "Remove one of them, or give it another path.");
}

// What HTTP APIs do not have (reference 6).
void addRestParts(Program& program, const Api& api, const gw::Stage& stage, const Surroundings& surroundings,
                  Diagnostics& diagnostics)
{
    const OpenApiDefinition& definition = *api.openApi();
    program.binaryMediaTypes = BinaryMediaTypes(definition.binaryMediaTypes);
    if (const auto smallest = definition.minimumCompressionSize; smallest && *smallest >= 0)
        program.minimumCompressionSize = static_cast<std::size_t>(*smallest);
    program.gatewayResponses = GatewayResponsesCompiler(api, diagnostics).compile(definition.gatewayResponses);
    program.webAcl = compileWebAcl(stage, surroundings);
}

// `canary`: its settings, for the program of a canary.
std::shared_ptr<Program> programOf(const Api& api, const gw::Stage& stage, const Surroundings& surroundings,
                                   Diagnostics& diagnostics, const CanarySettings* canary = nullptr)
{
    const OpenApiDefinition& definition = *api.openApi();
    auto program = std::make_shared<Program>();
    program->apiId = api.apiId;
    program->apiName = api.name;
    program->stageName = stage.name;
    program->accountId = surroundings.aws.accountId;
    program->api = api.id;
    program->stageVariables = stage.variables;
    program->isDefaultEndpointDisabled = definition.endpoint.disableExecuteApiEndpoint && stage.name != testStageName;
    program->isHttpApi = api.kind() == ApiKind::Http;
    program->cors = compileCors(api);
    if (program->isHttpApi)
        program->routes = RouteTree(RoutingRules::Http);
    else
        addRestParts(*program, api, stage, surroundings, diagnostics);
    if (surroundings.traffic && stage.name != testStageName)
        surroundings.traffic->serve(api, stage, canary != nullptr);
    program->methods.reserve(definition.methodCount());
    const bool hasOwnCache = canary && !canary->useStageCache;
    Sampler sampler(definition);
    Models models(definition);
    const ApiAuthorization authorization(api, stage, surroundings, diagnostics);
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            addMethod(*program, {api, stage, definition, *resource, *method, surroundings, sampler, models,
                                 authorization, diagnostics, hasOwnCache});
    return program;
}

// The canary's program beside the others'.
void addCanary(Program& program, const Api& api, const gw::Stage& stage, const StageDeployment& deployment,
               const Surroundings& surroundings, Diagnostics& diagnostics)
{
    const Api& released = deployment.canary ? *deployment.canary : api;
    const std::string& id = deployment.canary ? deployment.canaryId : deployment.id;
    Diagnostics repeated; // of what both have
    const auto canary = programOf(released, canaryStage(stage), surroundings,
                                  deployment.canary ? diagnostics : repeated, &*stage.canary);
    canary->deploymentId = id;
    canary->isCanary = true;
    canary->logging = stageLogging(released, stage, id, true);
    program.canary = canary;
    program.canaryPercent = stage.canary->percentTraffic;
    program.isCanary = false;
}

} // namespace

Compilation compile(const Api& api, const gw::Stage& stage, const StageDeployment& deployment,
                    const Surroundings& surroundings)
{
    if (std::holds_alternative<WebSocketApi>(api.definition))
        return compileWebSocket(api, stage, deployment, surroundings);
    Compilation result;
    const auto program = programOf(api, withSettingsOfMethods(stage, api.kind()), surroundings, result.diagnostics);
    program->deploymentId = deployment.id;
    program->logging = stageLogging(api, stage, deployment.id, false);
    if (stage.canary && !program->isHttpApi &&
        stage.name != testStageName) // tests run the draft alone (reference 1.35)
        addCanary(*program, api, stage, deployment, surroundings, result.diagnostics);
    result.program = program;
    return result;
}

} // namespace gw::engine
