// Edits of models and authorizers of WebSocket APIs. Routes that name one follow its new name.
#include "core/api/models.h"
#include "core/edit/edits_websocket.h"
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

NodeRef about(ApiId api)
{
    return NodeRef{api, {}, {}, {}};
}

template <typename T>
auto named(std::vector<T>& list, const std::string& name)
{
    return std::find_if(list.begin(), list.end(), [&name](const T& each) { return each.name == name; });
}

tl::unexpected<Diagnostic> notThere(const char* word, const std::string& name, ApiId api)
{
    return fail(std::string("The ") + word + " " + inQuotes(name) + " is no longer in the API.",
                "Choose another one, or undo its removal.", about(api));
}

// The key of the first route that names it; empty: none does.
template <typename Names>
std::string userOf(const WebSocketApi& api, const Names& names)
{
    for (const Cow<WebSocketRoute>& route : api.routes)
        if (names(*route))
            return route->routeKey;
    return {};
}

bool namesModel(const StringMap& models, const std::string& name)
{
    return std::any_of(models.begin(), models.end(), [&name](const auto& pair) { return pair.second == name; });
}

void renameIn(StringMap& models, const std::string& from, const std::string& to)
{
    for (auto& pair : models)
        if (pair.second == from)
            pair.second = to;
}

bool usesModel(const WebSocketRoute& route, const std::string& name)
{
    return namesModel(route.requestModels, name) ||
           std::any_of(route.routeResponses.begin(), route.routeResponses.end(),
                       [&name](const RouteResponse& each) { return namesModel(each.responseModels, name); });
}

Result<void> checkModelName(const WebSocketApi& api, const std::string& name, ApiId id)
{
    if (!isModelName(name))
        return fail(inQuotes(name) + " is no name of a model.", "Use letters and digits.", about(id));
    if (api.findModel(name))
        return fail("The API already has a model " + inQuotes(name) + ".", "Choose another name.", about(id));
    return {};
}

Result<void> checkAuthorizerName(const WebSocketApi& api, const std::string& name, ApiId id)
{
    if (!isAuthorizerName(name))
        return fail(inQuotes(name) + " is not the name of an authorizer.",
                    "Use 1 to 128 letters, digits, dots, hyphens and underscores.", about(id));
    if (api.findAuthorizer(name))
        return fail("The API already has an authorizer " + inQuotes(name) + ".", "Choose another name.", about(id));
    return {};
}

Result<void> checkAuthorizer(const Authorizer& authorizer, ApiId id)
{
    if (authorizer.type != AuthorizerType::Request)
        return fail("WebSocket APIs have authorizers of type REQUEST alone.", "Use REQUEST.", about(id));
    for (const std::string& source : authorizer.identitySource)
        if (!routeIdentitySourceFrom(source))
            return fail(inQuotes(source) + " is no identity source of a WebSocket API.",
                        "Write route.request.header.NAME, route.request.querystring.NAME, stageVariables.NAME or "
                        "context.NAME.",
                        about(id));
    return {};
}

} // namespace

Result<Project> createRouteModel(Project project, ApiId id, WebSocketModel model)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    if (const auto isFree = checkModelName(**api, model.name, id); !isFree)
        return fail(isFree.error());
    (*api)->models.push_back(std::move(model));
    return project;
}

Result<Project> setRouteModel(Project project, ApiId id, const std::string& name, WebSocketModel model)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    const auto place = named((*api)->models, name);
    if (place == (*api)->models.end())
        return notThere("model", name, id);
    if (model.name != name) {
        if (const auto isFree = checkModelName(**api, model.name, id); !isFree)
            return fail(isFree.error());
        for (Cow<WebSocketRoute>& route : (*api)->routes)
            if (usesModel(*route, name)) {
                WebSocketRoute& edited = route.edit();
                renameIn(edited.requestModels, name, model.name);
                for (RouteResponse& response : edited.routeResponses)
                    renameIn(response.responseModels, name, model.name);
            }
    }
    *place = std::move(model);
    return project;
}

Result<Project> deleteRouteModel(Project project, ApiId id, const std::string& name)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    const std::string user = userOf(**api, [&](const WebSocketRoute& route) { return usesModel(route, name); });
    if (!user.empty())
        return fail("The model " + inQuotes(name) + " is used by the route " + inQuotes(user) + ".",
                    "Choose another model there first.", about(id));
    if (std::erase_if((*api)->models, [&name](const WebSocketModel& each) { return each.name == name; }) == 0)
        return notThere("model", name, id);
    return project;
}

Result<Project> createRouteAuthorizer(Project project, ApiId id, Authorizer authorizer)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    if (const auto isFree = checkAuthorizerName(**api, authorizer.name, id); !isFree)
        return fail(isFree.error());
    if (const auto works = checkAuthorizer(authorizer, id); !works)
        return fail(works.error());
    if ((*api)->authorizers.size() >= mostAuthorizers)
        return fail("An API has at most " + std::to_string(mostAuthorizers) + " authorizers.", "Delete one first.",
                    about(id));
    (*api)->authorizers.push_back(std::move(authorizer));
    return project;
}

Result<Project> setRouteAuthorizer(Project project, ApiId id, const std::string& name, Authorizer authorizer)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    const auto place = named((*api)->authorizers, name);
    if (place == (*api)->authorizers.end())
        return notThere("authorizer", name, id);
    if (const auto works = checkAuthorizer(authorizer, id); !works)
        return fail(works.error());
    if (authorizer.name != name) {
        if (const auto isFree = checkAuthorizerName(**api, authorizer.name, id); !isFree)
            return fail(isFree.error());
        for (Cow<WebSocketRoute>& route : (*api)->routes)
            if (route->authorizer == name)
                route.edit().authorizer = authorizer.name;
    }
    *place = std::move(authorizer);
    return project;
}

Result<Project> deleteRouteAuthorizer(Project project, ApiId id, const std::string& name)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    const std::string user = userOf(**api, [&](const WebSocketRoute& route) { return route.authorizer == name; });
    if (!user.empty())
        return fail("The authorizer " + inQuotes(name) + " is used by the route " + inQuotes(user) + ".",
                    "Choose another one there first.", about(id));
    if (std::erase_if((*api)->authorizers, [&name](const Authorizer& each) { return each.name == name; }) == 0)
        return notThere("authorizer", name, id);
    return project;
}

} // namespace gw
