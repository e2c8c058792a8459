// Routes as methods, and the messages that lead to them.
#include "ui/models/route_stand_in.h"

#include "core/api/selection_expression.h"

#include <QStringList>

namespace gw::ui {

namespace {

// Sets what "a.b" names, with objects on the way; other paths ("$.items[0]") are left alone.
void setAt(json::Value& value, const QString& path, const std::string& text)
{
    const QString first = path.section(QLatin1Char('.'), 0, 0);
    const QString rest = path.section(QLatin1Char('.'), 1);
    if (first.isEmpty() || first.contains(QLatin1Char('[')) || first == QLatin1String("$"))
        return;
    if (rest.isEmpty())
        return value.set(first.toStdString(), text);
    json::Value inner = value[first.toStdString()];
    if (!inner.isObject())
        inner = json::Value::object();
    setAt(inner, rest, text);
    value.set(first.toStdString(), std::move(inner));
}

// A value of the kind a schema asks for, as far as its first levels say.
json::Value sampleOf(const json::Value& schema, int depth)
{
    const std::string type(schema["type"].toString());
    if (schema["enum"].isArray() && !schema["enum"].asArray().empty())
        return schema["enum"].asArray().front();
    if (type == "object" || schema["properties"].isObject()) {
        json::Value value = json::Value::object();
        if (depth < 4 && schema["properties"].isObject())
            for (const auto& member : schema["properties"].asObject())
                value.set(member.key, sampleOf(member.value, depth + 1));
        return value;
    }
    if (type == "array") {
        json::Value value = json::Value::array();
        if (depth < 4)
            value.asArray().push_back(sampleOf(schema["items"], depth + 1));
        return value;
    }
    if (type == "integer" || type == "number")
        return json::Value(1);
    if (type == "boolean")
        return json::Value(true);
    return json::Value(std::string("text"));
}

const WebSocketModel* modelOf(const WebSocketApi& api, const WebSocketRoute& route)
{
    const std::string* name = findIn(route.requestModels, defaultKey);
    if (!name && !route.requestModels.empty())
        name = &route.requestModels.front().second;
    return name ? api.findModel(*name) : nullptr;
}

} // namespace

const WebSocketApi* socketApi(const Project& project, ApiId id)
{
    const Api* api = project.find(id);
    return api ? std::get_if<WebSocketApi>(&api->definition) : nullptr;
}

const WebSocketRoute* socketRoute(const Project& project, const NodeRef& ref)
{
    const WebSocketApi* api = socketApi(project, ref.api);
    return api ? api->find(ref.route) : nullptr;
}

json::Value exampleMessage(const WebSocketApi& api, const WebSocketRoute& route)
{
    if (route.routeKey == connectKey || route.routeKey == disconnectKey)
        return {};
    const WebSocketModel* model = modelOf(api, route);
    json::Value message = model ? sampleOf(model->schema, 0) : json::Value();
    if (!message.isObject())
        message = json::Value::object();
    const auto parts = selectionParts(api.routeSelectionExpression);
    const bool isOnePlace = parts && parts->size() == 1 && parts->front().place == SelectionPart::Place::RequestBody;
    if (isOnePlace && route.routeKey != defaultKey)
        setAt(message, QString::fromStdString(parts->front().name), route.routeKey);
    return message;
}

RouteStandIn standInFor(const WebSocketApi& api, const WebSocketRoute& route)
{
    RouteStandIn standIn;
    standIn.resource.path = "/";
    standIn.method.verb = HttpVerb::Post;
    standIn.method.operationName = route.routeKey;
    standIn.method.integration = route.integration;
    if (json::Value message = exampleMessage(api, route); message.isObject()) {
        MediaType type;
        type.contentType = "application/json";
        if (const WebSocketModel* model = modelOf(api, route))
            type.schema = model->schema;
        type.example = std::move(message);
        standIn.method.requestModels.push_back(std::move(type));
    }
    return standIn;
}

std::optional<RouteStandIn> standInFor(const Project& project, const NodeRef& ref)
{
    const WebSocketApi* api = socketApi(project, ref.api);
    const WebSocketRoute* route = api ? api->find(ref.route) : nullptr;
    return route ? std::optional(standInFor(*api, *route)) : std::nullopt;
}

} // namespace gw::ui
