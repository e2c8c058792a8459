// Names are found in texts by what stands before them and end where no character of a name follows, so that "order" is
// not found in "orders". An edit unshares only what it changes.
#include "core/edit/element_uses.h"

#include "core/in_quotes.h"
#include "core/json/text.h"

#include <algorithm>
#include <functional>

namespace gw {

namespace {

constexpr std::string_view functionMark = ":function:";
constexpr std::string_view machineMark = ":stateMachine:";
constexpr std::string_view hostMark = "://";
constexpr std::string_view executionMark = ":execution:";
constexpr std::size_t usesTold = 3;

// What ends a state machine's name in ARNs, templates and JSON texts.
constexpr std::string_view machineEnds = " <>{}[]?*\"#%\\^|~`$&,;:/'";

bool isFunctionPart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool isMachinePart(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && machineEnds.find(c) == std::string_view::npos;
}

// Labels before and after a dot make another host.
bool isHostPart(char c)
{
    return isFunctionPart(c) || c == '.';
}

// A name behind a mark, and how it ends.
struct Pattern
{
    std::string_view mark;
    std::string_view name;
    bool (*isPart)(char);

    // The place of the name at or after `from`; npos when it is not there.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from = 0) const
    {
        for (auto at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
            const std::size_t begin = at + mark.size();
            const std::size_t end = begin + name.size();
            if (text.substr(begin, name.size()) == name && (end >= text.size() || !isPart(text[end])))
                return begin;
        }
        return std::string_view::npos;
    }

    [[nodiscard]] bool isIn(std::string_view text) const { return find(text) != std::string_view::npos; }

    void replace(std::string& text, const std::string& newName) const
    {
        for (auto at = find(text); at != std::string::npos; at = find(text, at + newName.size()))
            text.replace(at, name.size(), newName);
    }
};

using Patterns = std::vector<Pattern>;

bool areIn(const Patterns& patterns, std::string_view text)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& pattern) { return pattern.isIn(text); });
}

void replace(const Patterns& patterns, std::string& text, const std::string& newName)
{
    for (const Pattern& pattern : patterns)
        pattern.replace(text, newName);
}

// Every text of an integration that may name something of the project.
template <typename IntegrationType, typename Visit>
void forEachText(IntegrationType& integration, const Visit& visit)
{
    visit(integration.uri);
    for (auto& [type, text] : integration.requestTemplates)
        visit(text);
    for (auto& [name, value] : integration.requestParameters)
        visit(value);
}

bool names(const Integration& integration, const Patterns& patterns)
{
    bool isNamed = false;
    forEachText(integration, [&](const std::string& text) { isNamed = isNamed || areIn(patterns, text); });
    return isNamed;
}

void rename(Integration& integration, const Patterns& patterns, const std::string& newName)
{
    forEachText(integration, [&](std::string& text) { replace(patterns, text, newName); });
}

using Finds = std::function<bool(const Integration&)>;
using Amends = std::function<void(Integration&)>;

template <typename Visit>
void forEachMethod(const Api& api, const Visit& visit)
{
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                visit(*resource, *method);
}

void findIntegrations(const Project& project, const Finds& finds, ElementUses& uses)
{
    for (const Cow<Api>& api : project.apis) {
        forEachMethod(*api, [&](const Resource& resource, const Method& method) {
            if (method.integration && finds(*method.integration))
                uses.push_back({std::string(toString(method.verb)) + " " + resource.path,
                                NodeRef{api->id, resource.id, method.id, {}}});
        });
        if (const auto* socket = std::get_if<WebSocketApi>(&api->definition))
            for (const Cow<WebSocketRoute>& route : socket->routes)
                if (route->integration && finds(*route->integration))
                    uses.push_back({"the route " + inQuotes(route->routeKey) + " of " + inQuotes(api->name),
                                    nodeOf(api->id, route->id)});
    }
}

void changeMethods(Project& project, const Cow<Api>& api, const Finds& finds, const Amends& change)
{
    std::vector<MethodId> found;
    forEachMethod(*api, [&](const Resource&, const Method& method) {
        if (method.integration && finds(*method.integration))
            found.push_back(method.id);
    });
    if (found.empty())
        return;
    OpenApiDefinition* definition = project.edit(api->id)->openApi();
    for (const MethodId id : found)
        change(*definition->edit(id)->integration);
}

void changeRoutes(Project& project, const Cow<Api>& api, const Finds& finds, const Amends& change)
{
    const auto* socket = std::get_if<WebSocketApi>(&api->definition);
    const auto isFound = [&](const Cow<WebSocketRoute>& route) {
        return route->integration && finds(*route->integration);
    };
    if (!socket || std::none_of(socket->routes.begin(), socket->routes.end(), isFound))
        return;
    for (Cow<WebSocketRoute>& route : std::get<WebSocketApi>(project.edit(api->id)->definition).routes)
        if (isFound(route))
            change(*route.edit().integration);
}

void changeIntegrations(Project& project, const Finds& finds, const Amends& change)
{
    const std::vector<Cow<Api>> apis = project.apis;
    for (const Cow<Api>& api : apis) {
        changeMethods(project, api, finds, change);
        changeRoutes(project, api, finds, change);
    }
}

// --- Authorizers -----------------------------------------------------------------------------------------------------

template <typename Value, typename Visit>
void forEachAuthorizer(Value& components, const Visit& visit)
{
    for (const char* key : {"securitySchemes", "securityDefinitions"}) {
        auto* schemes = components.find(key);
        if (!schemes || !schemes->isObject())
            continue;
        for (auto& scheme : schemes->asObject())
            if (auto* authorizer = scheme.value.find("x-amazon-apigateway-authorizer"))
                if (auto* uri = authorizer->find("authorizerUri"); uri && uri->isString())
                    visit(scheme.key, *uri);
    }
}

void findAuthorizers(const Project& project, const Patterns& patterns, ElementUses& uses)
{
    for (const Cow<Api>& api : project.apis)
        if (const OpenApiDefinition* definition = api->openApi())
            forEachAuthorizer(definition->components, [&](const std::string& name, const json::Value& uri) {
                if (areIn(patterns, uri.asString()))
                    uses.push_back({"the authorizer " + inQuotes(name) + " of " + inQuotes(api->name),
                                    NodeRef{api->id, {}, {}, {}}});
            });
}

void renameInAuthorizers(Project& project, const Patterns& patterns, const std::string& newName)
{
    ElementUses uses;
    findAuthorizers(project, patterns, uses);
    for (const ElementUse& use : uses)
        forEachAuthorizer(project.edit(use.node.api)->openApi()->components, [&](const std::string&, json::Value& uri) {
            std::string text = uri.asString();
            replace(patterns, text, newName);
            if (text != uri.asString())
                uri = text;
        });
}

// --- Definitions of state machines -----------------------------------------------------------------------------------

void findFunctionNames(const json::Value& value, std::string_view name, std::vector<json::TextRange>& found)
{
    if (value.isArray())
        for (const json::Value& item : value.asArray())
            findFunctionNames(item, name, found);
    if (!value.isObject())
        return;
    for (const json::Member& member : value.asObject()) {
        if (member.key == "FunctionName" && member.value.toString() == name)
            found.push_back(member.value.range());
        findFunctionNames(member.value, name, found);
    }
}

// Where FunctionName is the name alone. A definition that cannot be read names nothing this way.
std::vector<json::TextRange> functionNames(const std::string& definition, std::string_view name)
{
    std::vector<json::TextRange> found;
    if (definition.find("FunctionName") == std::string::npos || definition.find(name) == std::string::npos)
        return found;
    if (const auto tree = json::read(definition, json::detectSyntax(definition)))
        findFunctionNames(*tree, name, found);
    return found;
}

bool namesFunction(const std::string& definition, const Pattern& pattern)
{
    return pattern.isIn(definition) || !functionNames(definition, pattern.name).empty();
}

void renameFunctionIn(std::string& definition, const Pattern& pattern, const std::string& newName)
{
    std::vector<json::TextRange> places = functionNames(definition, pattern.name);
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.begin > b.begin; });
    for (const json::TextRange place : places) {
        const auto at = definition.find(pattern.name, place.begin);
        if (at != std::string::npos && at + pattern.name.size() <= place.end)
            definition.replace(at, pattern.name.size(), newName);
    }
    pattern.replace(definition, newName);
}

template <typename IsFound>
void findMachines(const Project& project, const IsFound& isFound, ElementUses& uses)
{
    for (const Cow<StateMachine>& machine : project.stateMachines)
        if (isFound(*machine))
            uses.push_back(
                {"the state machine " + inQuotes(machine->name), NodeRef{{}, {}, {}, {}, {}, machine->id, {}}});
}

Pattern patternOf(const Function& function)
{
    return {functionMark, function.name, isFunctionPart};
}

Patterns patternsOf(const StateMachine& machine)
{
    return {{machineMark, machine.name, isMachinePart}, {executionMark, machine.name, isMachinePart}};
}

Pattern patternOf(const Backend& backend)
{
    return {hostMark, backend.name, isHostPart};
}

// --- Stage variables that name hosts ---------------------------------------------------------------------------------

// A variable is a host when an integration of its API says "://${stageVariables.x}".
bool isUsedAsHost(const Api& api, const std::string& variable)
{
    const std::string place = "://${stageVariables." + variable + "}";
    bool isUsed = false;
    forEachMethod(api, [&](const Resource&, const Method& method) {
        isUsed = isUsed || (method.integration && method.integration->uri.find(place) != std::string::npos);
    });
    return isUsed;
}

bool namesHost(const Api& api, const std::string& variable, const std::string& value, const Pattern& host)
{
    return host.isIn(value) || (value == host.name && isUsedAsHost(api, variable));
}

template <typename Visit>
void forEachHostVariable(const Api& api, const Pattern& host, const Visit& visit)
{
    for (const Stage& stage : api.stages)
        for (const auto& [name, value] : stage.variables)
            if (namesHost(api, name, value, host))
                visit(stage, name);
}

void renameHost(std::string& value, const Pattern& host, const std::string& newName)
{
    if (value == host.name)
        value = newName;
    else
        host.replace(value, newName);
}

void renameInStages(Project& project, const Pattern& host, const std::string& newName)
{
    const std::vector<Cow<Api>> apis = project.apis;
    for (const Cow<Api>& api : apis)
        forEachHostVariable(*api, host, [&](const Stage& stage, const std::string& name) {
            for (Stage& edited : project.edit(api->id)->stages)
                for (auto& [variable, value] : edited.variables)
                    if (edited.id == stage.id && variable == name)
                        renameHost(value, host, newName);
        });
}

std::string_view nameAfter(std::string_view text, std::string_view mark, bool (*isPart)(char))
{
    const auto at = text.find(mark);
    if (at == std::string_view::npos)
        return {};
    std::size_t end = at + mark.size();
    while (end < text.size() && isPart(text[end]))
        ++end;
    const std::string_view name = text.substr(at + mark.size(), end - at - mark.size());
    return end < text.size() && text[end] == '$' ? std::string_view{} : name;
}

} // namespace

ElementUses usesOf(const Project& project, const Function& function)
{
    const Pattern pattern = patternOf(function);
    ElementUses uses;
    findIntegrations(
        project, [&](const Integration& each) { return names(each, {pattern}); }, uses);
    findAuthorizers(project, {pattern}, uses);
    findMachines(
        project, [&](const StateMachine& each) { return namesFunction(each.definition, pattern); }, uses);
    return uses;
}

ElementUses usesOf(const Project& project, const StateMachine& machine)
{
    const Patterns patterns = patternsOf(machine);
    ElementUses uses;
    findIntegrations(
        project, [&](const Integration& each) { return names(each, patterns); }, uses);
    const auto isFound = [&](const StateMachine& each) {
        return each.id != machine.id && areIn(patterns, each.definition);
    };
    findMachines(project, isFound, uses);
    return uses;
}

ElementUses usesOf(const Project& project, const Backend& backend)
{
    const Pattern host = patternOf(backend);
    ElementUses uses;
    const auto isFound = [&](const Integration& each) {
        return names(each, {host}) || (!backend.vpcLinkId.empty() && each.connectionId == backend.vpcLinkId);
    };
    findIntegrations(project, isFound, uses);
    for (const Cow<Api>& api : project.apis)
        forEachHostVariable(*api, host, [&](const Stage& stage, const std::string& name) {
            uses.push_back({"the variable " + inQuotes(name) + " of the stage " + inQuotes(stage.name) + " of " +
                                inQuotes(api->name),
                            NodeRef{api->id, {}, {}, stage.id}});
        });
    return uses;
}

std::string listed(const ElementUses& uses)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(uses.size(), usesTold); ++i)
        text += (i == 0 ? "" : ", ") + uses[i].where;
    if (uses.size() > usesTold)
        text += " and " + std::to_string(uses.size() - usesTold) + " more";
    return text;
}

void renameUses(Project& project, const Function& function, const std::string& newName)
{
    const Pattern pattern = patternOf(function);
    changeIntegrations(
        project, [&](const Integration& each) { return names(each, {pattern}); },
        [&](Integration& each) { rename(each, {pattern}, newName); });
    renameInAuthorizers(project, {pattern}, newName);
    for (Cow<StateMachine>& machine : project.stateMachines)
        if (namesFunction(machine->definition, pattern))
            renameFunctionIn(machine.edit().definition, pattern, newName);
}

void renameUses(Project& project, const StateMachine& machine, const std::string& newName)
{
    const Patterns patterns = patternsOf(machine);
    changeIntegrations(
        project, [&](const Integration& each) { return names(each, patterns); },
        [&](Integration& each) { rename(each, patterns, newName); });
    for (Cow<StateMachine>& each : project.stateMachines)
        if (areIn(patterns, each->definition))
            replace(patterns, each.edit().definition, newName);
}

void renameUses(Project& project, const Backend& backend, const std::string& newName)
{
    const Pattern host = patternOf(backend);
    renameInStages(project, host, newName);
    changeIntegrations(
        project, [&](const Integration& each) { return names(each, {host}); },
        [&](Integration& each) { rename(each, {host}, newName); });
}

std::string_view functionNameIn(std::string_view text)
{
    return nameAfter(text, functionMark, isFunctionPart);
}

std::string_view stateMachineNameIn(std::string_view text)
{
    return nameAfter(text, machineMark, isMachinePart);
}

} // namespace gw
