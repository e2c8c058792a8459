// Routes, models, validators, gateway responses and settings of two definitions, side by side.
#include "core/edit/behaviour_diff.h"

#include "core/api/gateway_response_types.h"
#include "core/api/models.h"
#include "core/api/references_in.h"
#include "core/edit/behaviour_diff_parts.h"
#include "core/edit/definition_rules.h"
#include "core/edit/schema_diff.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <map>
#include <set>

namespace gw {

namespace {

using Kind = BehaviourChange::Kind;

// A path as clients see it: what its variables are called means nothing to them.
std::string shapeOf(std::string_view path)
{
    std::string shape;
    for (std::size_t i = 0; i < path.size(); ++i) {
        shape += path[i];
        if (path[i] != '{')
            continue;
        const std::size_t end = std::min(path.find('}', i), path.size());
        if (end > i && path[end - 1] == '+')
            shape += '+';
        i = end - 1;
    }
    return shape;
}

struct Route
{
    const Resource* resource = nullptr;
    const Method* method = nullptr;
};

using Routes = std::map<std::pair<std::string, HttpVerb>, Route>;

Routes routesOf(const OpenApiDefinition& definition)
{
    Routes routes;
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            routes.emplace(std::pair(shapeOf(resource->path), method->verb), Route{&*resource, &*method});
    return routes;
}

std::string labelOf(const Route& route)
{
    return std::string(toString(route.method->verb)) + " " + route.resource->path;
}

void compareRoutes(BehaviourReport& report, ApiId api)
{
    const Routes before = routesOf(report.before);
    const Routes after = routesOf(report.after);
    const auto begin = [&](const Route& route) {
        report.begin(labelOf(route), NodeRef{api, route.resource->id, route.method->id, {}});
    };
    for (const auto& [key, route] : before) {
        if (after.count(key) > 0)
            continue;
        begin(route);
        const bool isCaught = after.count({key.first, HttpVerb::Any}) > 0;
        report.say(isCaught ? Kind::Changed : Kind::Removed, Behaviour::Route,
                   isCaught ? "The route is answered by ANY now." : "The route is gone.", !isCaught);
    }
    for (const auto& [key, route] : after) {
        begin(route);
        const auto known = before.find(key);
        if (known == before.end())
            report.say(Kind::Added, Behaviour::Route, "The route is new.");
        else
            compareMethods(report, *known->second.method, *route.method);
    }
}

// The models that requests and responses lead to, however far.
class ModelReach
{
public:
    explicit ModelReach(const OpenApiDefinition& definition) : m_definition(definition)
    {
        for (const Cow<Resource>& resource : definition.resources)
            for (const Cow<Method>& method : resource->methods) {
                for (const MediaType& type : method->requestModels)
                    follow(type.schema, m_requests);
                for (const MethodResponse& response : method->responses)
                    for (const MediaType& type : response.content)
                        follow(type.schema, m_responses);
            }
    }

    [[nodiscard]] bool isSent(const std::string& model) const { return m_requests.count(model) > 0; }
    [[nodiscard]] bool isReceived(const std::string& model) const { return m_responses.count(model) > 0; }

private:
    void follow(const json::Value& schema, std::set<std::string>& reached)
    {
        std::vector<const json::Value*> open{&schema};
        while (!open.empty()) {
            const json::Value* next = open.back();
            open.pop_back();
            forEachReference(*next, [&](const json::Value& ref) {
                const std::string name = modelOfReference(ref.asString());
                const json::Value* model = name.empty() ? nullptr : findModel(m_definition, name);
                if (model && reached.insert(name).second)
                    open.push_back(model);
            });
        }
    }

    const OpenApiDefinition& m_definition;
    std::set<std::string> m_requests;
    std::set<std::string> m_responses;
};

void compareModels(BehaviourReport& report, const NodeRef& node)
{
    if (report.before.components == report.after.components)
        return;
    const ModelReach reach(report.after);
    for (const std::string& name : modelNames(report.before)) {
        report.begin("Model " + name, node);
        const json::Value* now = findModel(report.after, name);
        if (!now)
            report.say(Kind::Removed, Behaviour::Model, "The model is gone.");
        else
            for (const SchemaDifference& d :
                 schemaDiff(report.before, *findModel(report.before, name), report.after, *now))
                report.say(Behaviour::Model, d.sentence,
                           (d.narrows && reach.isSent(name)) || (d.widens && reach.isReceived(name)));
    }
    for (const std::string& name : modelNames(report.after)) {
        report.begin("Model " + name, node);
        if (!findModel(report.before, name))
            report.say(Kind::Added, Behaviour::Model, "The model is new.");
    }
}

void compareValidators(BehaviourReport& report, const NodeRef& node)
{
    for (const RequestValidator& was : report.before.requestValidators) {
        report.begin("Request validator " + was.name, node);
        const RequestValidator* is = findValidator(report.after, was.name);
        if (!is) {
            report.say(Kind::Removed, Behaviour::Validation, "The validator is gone.");
            continue;
        }
        const auto compare = [&](bool before, bool after, const std::string& what) {
            if (before != after)
                report.say(Behaviour::Validation, what + (after ? " checked now." : " no longer checked."), after);
        };
        compare(was.validateRequestBody, is->validateRequestBody, "Request bodies are");
        compare(was.validateRequestParameters, is->validateRequestParameters, "Required parameters are");
    }
    for (const RequestValidator& is : report.after.requestValidators) {
        report.begin("Request validator " + is.name, node);
        if (!findValidator(report.before, is.name))
            report.say(Kind::Added, Behaviour::Validation, "The validator is new.");
    }
    if (report.before.requestValidator == report.after.requestValidator)
        return;
    report.begin("API", node);
    const std::string& name = report.after.requestValidator;
    report.say(Behaviour::Validation,
               name.empty()
                   ? "Requests are no longer checked unless their method says so."
                   : "Requests are checked by the validator " + inQuotes(name) + " unless their method says otherwise.",
               !name.empty());
}

const GatewayResponseDefinition* findResponse(const OpenApiDefinition& definition, std::string_view type)
{
    const auto& list = definition.gatewayResponses;
    const auto found = std::find_if(list.begin(), list.end(),
                                    [type](const GatewayResponseDefinition& r) { return r.responseType == type; });
    return found == list.end() ? nullptr : &*found;
}

// The status clients get: the type's own, its default's, or the service's.
std::string statusOf(const OpenApiDefinition& definition, const GatewayResponseKind& kind)
{
    for (const std::string_view type : {kind.type, fallbackOfGatewayResponse(kind.type)})
        if (const auto* response = findResponse(definition, type); response && !response->statusCode.empty())
            return response->statusCode;
        else if (response && type == kind.type)
            break; // a type that is customised takes nothing from its default
    return kind.statusCode == 0 ? std::string() : std::to_string(kind.statusCode);
}

void compareGatewayResponses(BehaviourReport& report, const NodeRef& node)
{
    if (report.before.gatewayResponses == report.after.gatewayResponses)
        return;
    for (const GatewayResponseKind& kind : gatewayResponseKinds()) {
        report.begin(std::string(kind.type), node);
        const std::string oldStatus = statusOf(report.before, kind);
        const std::string newStatus = statusOf(report.after, kind);
        if (oldStatus != newStatus && kind.statusCode != 0)
            report.say(Behaviour::GatewayResponse, "Clients get " + newStatus + " instead of " + oldStatus + ".", true);
        const auto* was = findResponse(report.before, kind.type);
        const auto* is = findResponse(report.after, kind.type);
        if (!was && is)
            report.say(Kind::Added, Behaviour::GatewayResponse, "The gateway response is customised now.");
        else if (was && !is)
            report.say(Kind::Removed, Behaviour::GatewayResponse, "The gateway response is the service's own again.");
        else if (was && is) {
            report.compareMaps(Behaviour::GatewayResponse, "The header", was->responseParameters,
                               is->responseParameters);
            report.compareMaps(Behaviour::GatewayResponse, "The template for", was->responseTemplates,
                               is->responseTemplates);
        }
    }
}

void compareSettings(BehaviourReport& report, const NodeRef& node)
{
    const OpenApiDefinition& was = report.before;
    const OpenApiDefinition& is = report.after;
    report.begin("API", node);
    for (const std::string& type : is.binaryMediaTypes)
        if (std::find(was.binaryMediaTypes.begin(), was.binaryMediaTypes.end(), type) == was.binaryMediaTypes.end())
            report.say(Behaviour::BinaryMediaTypes, "Bodies of type " + type + " are binary now.");
    for (const std::string& type : was.binaryMediaTypes)
        if (std::find(is.binaryMediaTypes.begin(), is.binaryMediaTypes.end(), type) == is.binaryMediaTypes.end())
            report.say(Behaviour::BinaryMediaTypes, "Bodies of type " + type + " are text now.");
    if (was.minimumCompressionSize != is.minimumCompressionSize)
        report.say(Behaviour::Compression, is.minimumCompressionSize
                                               ? "Responses of " + std::to_string(*is.minimumCompressionSize) +
                                                     " bytes and more are compressed for clients that accept it."
                                               : "Responses are no longer compressed.");
    if (was.title != is.title || was.version != is.version || was.description != is.description ||
        was.documentation != is.documentation)
        report.say(Behaviour::Description, "The description or documentation changed.");
}

} // namespace

BehaviourChanges behaviourDiff(const OpenApiDefinition& before, const OpenApiDefinition& after, ApiId api)
{
    BehaviourChanges changes;
    BehaviourReport report(before, after, changes);
    const NodeRef node{api, {}, {}, {}};
    compareRoutes(report, api);
    compareModels(report, node);
    compareValidators(report, node);
    compareGatewayResponses(report, node);
    compareAccess(report, node);
    compareSettings(report, node);
    return changes;
}

BehaviourChanges behaviourDiff(const StringMap& variablesBefore, const StringMap& variablesAfter)
{
    BehaviourChanges changes;
    const auto say = [&](Kind kind, const std::string& name, std::string sentence, bool breaks) {
        changes.push_back({kind, Behaviour::StageVariables, "Stage variable " + name, std::move(sentence), breaks, {}});
    };
    for (const auto& [name, value] : variablesBefore)
        if (const std::string* now = findIn(variablesAfter, name); !now)
            say(Kind::Removed, name, "The variable is gone; what uses it gets nothing in its place.", true);
        else if (*now != value)
            say(Kind::Changed, name, "The variable is " + inQuotes(*now) + " instead of " + inQuotes(value) + ".",
                false);
    for (const auto& [name, value] : variablesAfter)
        if (!findIn(variablesBefore, name))
            say(Kind::Added, name, "The variable is new.", false);
    return changes;
}

BehaviourChanges behavioursOf(const OpenApiDefinition& definition, ApiId api)
{
    BehaviourChanges changes = behaviourDiff(OpenApiDefinition{}, definition, api);
    std::erase_if(changes, [](const BehaviourChange& change) { return change.behaviour == Behaviour::Description; });
    for (BehaviourChange& change : changes)
        change.breaksClients = false; // nobody calls what was never served
    return changes;
}

const char* behaviourName(Behaviour behaviour)
{
    switch (behaviour) {
    case Behaviour::Route:
        return "route";
    case Behaviour::Parameters:
        return "parameters";
    case Behaviour::RequestBody:
        return "request body";
    case Behaviour::Validation:
        return "validation";
    case Behaviour::Authorization:
        return "authorization";
    case Behaviour::Integration:
        return "integration";
    case Behaviour::RequestTemplates:
        return "request templates";
    case Behaviour::Responses:
        return "responses";
    case Behaviour::ResponseTemplates:
        return "response templates";
    case Behaviour::Model:
        return "model";
    case Behaviour::GatewayResponse:
        return "gateway response";
    case Behaviour::BinaryMediaTypes:
        return "binary media types";
    case Behaviour::Compression:
        return "compression";
    case Behaviour::StageVariables:
        return "stage variables";
    case Behaviour::Throttling:
        return "throttling";
    case Behaviour::Caching:
        return "caching";
    case Behaviour::Description:
        return "description";
    }
    return "";
}

bool breaksClients(const BehaviourChanges& changes)
{
    return std::any_of(changes.begin(), changes.end(),
                       [](const BehaviourChange& change) { return change.breaksClients; });
}

} // namespace gw
