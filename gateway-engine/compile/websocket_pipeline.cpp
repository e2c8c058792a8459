// The table of contents of a route: its stages in the order an event meets them.
#include "gateway-engine/compile/websocket_pipeline.h"

#include "core/in_quotes.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/traffic.h"
#include "gateway-engine/compile/method_pipeline.h"
#include "gateway-engine/compile/stage_settings.h"
#include "gateway-engine/compile/websocket_shape.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/websocket/socket_routes.h"
#include "gateway-engine/websocket/validate_message.h"

namespace gw::engine {

namespace {

using StagePtr = std::unique_ptr<const Stage>;

constexpr char selectionRule[] = "selection-expression";
constexpr std::size_t largestMessage = 64 * 1024 * 1024; // where a stage has no limits

bool isProxy(const Integration& integration)
{
    return integration.type == IntegrationType::HttpProxy || integration.type == IntegrationType::AwsProxy;
}

Diagnostic aboutApi(const Api& api, Severity severity, std::string rule, std::string message, std::string hint)
{
    Diagnostic d = brokenRule(std::move(rule), std::move(message), std::move(hint));
    d.severity = severity;
    d.file = api.file;
    d.node = {};
    d.node.api = api.id;
    return d;
}

// Models of messages are validated for non-proxy integrations alone (reference 3.3).
class ModelsOfRoute
{
public:
    ModelsOfRoute(const MethodSource& source, const WebSocketRoute& route) : m_source(source), m_route(route) {}

    StagePtr stage() const
    {
        const bool isValidated = !m_route.requestModels.empty() && m_route.integration &&
                                 !isProxy(*m_route.integration) && m_route.routeKey != disconnectKey;
        if (!isValidated)
            return nullptr;
        MessageValidation validation;
        if (!m_route.modelSelectionExpression.empty()) {
            auto selection = Selection::parse(m_route.modelSelectionExpression);
            if (!selection)
                return broken(selection.error());
            validation.selection = *std::move(selection);
        }
        for (const auto& [key, name] : m_route.requestModels)
            validation.models.push_back(model(key, name));
        return std::make_unique<ValidateMessage>(std::move(validation));
    }

private:
    MessageValidation::Model model(const std::string& key, const std::string& name) const
    {
        json::Value reference = json::Value::object();
        reference.set("$ref", "#/components/schemas/" + name);
        const Models::Compiled compiled = m_source.models.compiled(reference);
        MessageValidation::Model model{key, name, compiled.schema, {}};
        if (compiled.schema)
            return model;
        model.problem = "The model " + inQuotes(name) + " cannot be used: " + compiled.problem.message;
        m_source.warn("model-unusable", m_source.name() + " will answer such messages with an error. " + model.problem,
                      compiled.problem.hint);
        return model;
    }

    StagePtr broken(const Diagnostic& why) const
    {
        m_source.warn(selectionRule, m_source.name() + " will answer with an error: " + why.message, why.hint);
        return std::make_unique<ConfigurationFault>(why.message, "validate_request", Card::MethodRequest);
    }

    const MethodSource& m_source;
    const WebSocketRoute& m_route;
};

StagePtr withoutIntegration(const MethodSource& source)
{
    source.warn("integration-missing", source.name() + " has no integration and will answer with an error.",
                "Choose what stands behind it; MOCK where nothing does.");
    return std::make_unique<ConfigurationFault>("The route has no integration", "integrate", Card::Integration);
}

// Whether anybody hears what the integration's response is mapped to.
bool mapsResponses(const WebSocketRoute& route)
{
    return isProxy(*route.integration) || route.isTwoWay() || route.routeKey == connectKey;
}

CompiledMethod compileRoute(const MethodSource& source)
{
    const WebSocketRoute& route = *source.route;
    CompiledMethod compiled;
    compiled.node = source.node();
    compiled.resourcePath = route.routeKey;
    compiled.isTwoWay = route.isTwoWay();
    const auto add = [&stages = compiled.stages](StagePtr stage) {
        if (stage)
            stages.push_back(std::move(stage));
    };
    for (auto& stage : compileAuthorization(source)) // of $connect: who calls is known before anything is counted
        add(std::move(stage));
    add(compileUsagePlan(source));             // the key of a handshake, and how often any route may be met
    add(compileValidation(source));            // what a handshake has to bring
    add(ModelsOfRoute(source, route).stage()); // what a message has to look like
    if (!route.integration) {
        add(withoutIntegration(source));
        return compiled;
    }
    add(compileMapRequest(source)); // event, or template and parameters
    add(compileBackend(source));    // the endpoint's answer, or a fault
    if (mapsResponses(route))
        add(compileMapResponse(source)); // the reply, and whether a handshake is accepted
    return compiled;
}

std::shared_ptr<SocketRoutes> routesOf(const Api& api, const WebSocketApi& design, Diagnostics& diagnostics)
{
    auto selection = Selection::parse(design.routeSelectionExpression);
    if (!selection) {
        diagnostics.push_back(aboutApi(api, Severity::Error, selectionRule,
                                       inQuotes(api.name) + " cannot be served: " + selection.error().message,
                                       selection.error().hint));
        return nullptr;
    }
    return std::make_shared<SocketRoutes>(SocketRoutes{*std::move(selection)});
}

// Requests from this machine need no signature; those that are signed by somebody of the project are verified.
ManagementAccess managementOf(const Api& api, const gw::Stage& stage, const Surroundings& surroundings)
{
    ManagementAccess access;
    access.requiresSignature = api.managementRequiresSignature;
    if (const auto& callers = surroundings.callers)
        access.callers = std::shared_ptr<CallerTables>(callers, &callers->tables());
    access.region = surroundings.aws.region;
    access.arnPrefix = "arn:aws:execute-api:" + surroundings.aws.region + ":" + surroundings.aws.accountId + ":" +
                       api.apiId + "/" + stage.name + "/";
    return access;
}

SocketLimits limitsOf(const ConnectionLimits& design)
{
    using std::chrono::seconds;
    SocketLimits limits;
    if (design.none)
        return {.idle = {}, .duration = {}, .messageSize = largestMessage, .frameSize = largestMessage};
    limits.idle = seconds(design.idleTimeoutInSeconds.value_or(ConnectionLimits::longestIdleSeconds));
    limits.duration = seconds(design.maximumDurationInSeconds.value_or(ConnectionLimits::longestDurationSeconds));
    return limits;
}

void place(SocketRoutes& routes, const std::string& routeKey, int index)
{
    if (routeKey == connectKey)
        routes.connect = index;
    else if (routeKey == disconnectKey)
        routes.disconnect = index;
    else if (routeKey == defaultKey)
        routes.fallback = index;
    else
        routes.custom.emplace(routeKey, index);
}

std::shared_ptr<Program> emptyProgram(const Api& api, const gw::Stage& stage, const Surroundings& surroundings)
{
    auto program = std::make_shared<Program>();
    program->apiId = api.apiId;
    program->apiName = api.name;
    program->stageName = stage.name;
    program->accountId = surroundings.aws.accountId;
    program->api = api.id;
    program->stageVariables = stage.variables;
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    return program;
}

} // namespace

Compilation compileWebSocket(const Api& api, const gw::Stage& stage, const StageDeployment& deployment,
                             const Surroundings& surroundings)
{
    const auto& design = std::get<WebSocketApi>(api.definition);
    Compilation result;
    const auto routes = routesOf(api, design, result.diagnostics);
    if (!routes)
        return result;
    const Api shape = restShapeOf(api);
    const gw::Stage stageShape = restShapeOf(stage);
    const OpenApiDefinition& definition = *shape.openApi();
    const auto program = emptyProgram(api, stage, surroundings);
    program->deploymentId = deployment.id;
    program->isDefaultEndpointDisabled = design.disableExecuteApiEndpoint;
    if (surroundings.traffic)
        surroundings.traffic->serve(shape, stageShape, false);
    Sampler sampler(definition);
    Models models(definition);
    const ApiAuthorization authorization(shape, stageShape, surroundings, result.diagnostics, true);
    program->methods.reserve(design.routes.size());
    for (std::size_t i = 0; i < design.routes.size(); ++i) {
        const Resource& resource = *definition.resources[i];
        place(*routes, design.routes[i]->routeKey, static_cast<int>(i));
        program->methods.push_back(
            compileRoute({shape, stageShape, definition, resource, *resource.methods.front(), surroundings, sampler,
                          models, authorization, result.diagnostics, false, &*design.routes[i]}));
    }
    routes->management = managementOf(api, stage, surroundings);
    routes->limits = limitsOf(stage.connectionLimits);
    program->sockets = routes;
    program->logging = stageLogging(shape, stageShape, deployment.id, false);
    result.program = program;
    return result;
}

} // namespace gw::engine
