// "Try": from a designed method to a request that can be sent.
#include "core/console/request_from_design.h"

#include "core/console/example_value.h"
#include "core/console/url_query.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

namespace {

bool isJson(const std::string& contentType)
{
    return contentType.find("json") != std::string::npos;
}

// The default route of an HTTP API stands at no path: any that no other route has leads there.
QString pathOf(const Resource& resource)
{
    return resource.path == defaultRoutePath ? QStringLiteral("/") : QString::fromStdString(resource.path);
}

QString filledPath(const OpenApiDefinition& api, const Resource& resource, const Method& method)
{
    QString path = pathOf(resource);
    for (const Parameter& parameter : method.requestParameters) {
        if (parameter.location != ParameterLocation::Path)
            continue;
        const QString name = QString::fromStdString(parameter.name);
        const QString value = QString::fromLatin1(encodePath(exampleText(api, parameter)));
        path.replace(u'{' + name + u'}', value).replace(u'{' + name + QStringLiteral("+}"), value);
    }
    return path;
}

void putParameters(ConsoleRequest& request, const OpenApiDefinition& api, const Method& method)
{
    for (const Parameter& parameter : method.requestParameters) {
        const Field field{QString::fromStdString(parameter.name), exampleText(api, parameter), parameter.required};
        if (parameter.location == ParameterLocation::QueryString)
            request.query.push_back(field);
        else if (parameter.location == ParameterLocation::Header)
            request.headers.push_back(field);
        else if (parameter.location == ParameterLocation::Cookie && parameter.required)
            request.headers.push_back({QStringLiteral("Cookie"), field.name + u'=' + field.value, true});
    }
}

// JSON is what most APIs speak; else the first type the method names.
const MediaType* preferredType(const Method& method)
{
    const auto json = std::find_if(method.requestModels.begin(), method.requestModels.end(),
                                   [](const MediaType& type) { return isJson(type.contentType); });
    if (json != method.requestModels.end())
        return &*json;
    return method.requestModels.empty() ? nullptr : &method.requestModels.front();
}

Fields formFields(const OpenApiDefinition& api, const MediaType& type)
{
    Fields fields;
    const json::Value value = exampleValue(api, type);
    if (value.isObject()) {
        for (const json::Member& member : value.asObject())
            fields.push_back(
                {QString::fromStdString(member.key), QString::fromStdString(member.value.scalarText()), true});
    }
    return fields;
}

void putBody(ConsoleRequest& request, const OpenApiDefinition& api, const Method& method)
{
    const MediaType* type = preferredType(method);
    if (!type)
        return;
    if (type->contentType == "application/x-www-form-urlencoded") {
        request.body.kind = BodyKind::Form;
        request.body.form = formFields(api, *type);
        return;
    }
    request.body.kind = isJson(type->contentType) ? BodyKind::Json : BodyKind::Text;
    request.body.text = exampleBody(api, *type);
    const QString contentType = QString::fromStdString(type->contentType);
    if (contentType != defaultContentType(request.body.kind) && !contentType.contains(u'*'))
        request.headers.push_back({QStringLiteral("Content-Type"), contentType, true});
}

} // namespace

QString exampleText(const OpenApiDefinition& api, const Parameter& parameter)
{
    const json::Value value = exampleValue(api, parameter);
    return QString::fromStdString(value.isArray() || value.isObject() ? json::writeJson(value) : value.scalarText());
}

QString exampleBody(const OpenApiDefinition& api, const MediaType& type)
{
    const json::Value value = exampleValue(api, type);
    if (value.isNull())
        return {};
    if (value.isString() && !isJson(type.contentType))
        return QString::fromStdString(value.asString());
    return QString::fromStdString(json::writeJsonPretty(value));
}

ConsoleRequest requestFor(const OpenApiDefinition& api, const Resource& resource, const Method& method,
                          const QString& baseUrl)
{
    ConsoleRequest request;
    request.method =
        method.verb == HttpVerb::Any
            ? QStringLiteral("GET")
            : QString::fromLatin1(toString(method.verb).data(), static_cast<qsizetype>(toString(method.verb).size()));
    request.url = baseUrl + filledPath(api, resource, method);
    putParameters(request, api, method);
    putBody(request, api, method);
    return request;
}

WebSocketRequest webSocketRequestFor(const WebSocketApi& api, const QString& baseUrl, const WebSocketRoute* first)
{
    constexpr std::string_view ofBody = "$request.body.";
    WebSocketRequest request;
    request.url = baseUrl.startsWith(QLatin1String("http")) ? QStringLiteral("ws") + baseUrl.mid(4) : baseUrl;
    const std::string& expression = api.routeSelectionExpression;
    const std::string member = expression.starts_with(ofBody) ? expression.substr(ofBody.size()) : std::string();
    if (member.empty() || member.find_first_of(".[${") != std::string::npos)
        return request; // no one member says it
    for (const Cow<WebSocketRoute>& route : api.routes) {
        if (route->routeKey.starts_with('$'))
            continue;
        json::Value body = json::Value::object();
        body.set(member, route->routeKey);
        request.messages.push_back({QString::fromStdString(route->routeKey),
                                    {MessageKind::Json, QString::fromStdString(json::writeJson(body))}});
        if (request.messages.size() == 1 || route->routeKey == (first ? first->routeKey : std::string()))
            request.message = request.messages.back().message;
    }
    return request;
}

std::vector<RouteOffer> routeOffers(const OpenApiDefinition& api, const QString& baseUrl)
{
    std::vector<RouteOffer> offers;
    for (const Cow<Resource>& resource : api.resources) {
        RouteOffer offer;
        offer.resource = resource->id;
        offer.url = baseUrl + pathOf(*resource);
        for (const Cow<Method>& method : resource->methods)
            offer.verbs.append(QString::fromStdString(std::string(toString(method->verb))));
        if (!offer.verbs.isEmpty())
            offers.push_back(std::move(offer));
    }
    return offers;
}

} // namespace gw::console
