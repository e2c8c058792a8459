// Addresses and routes for the console.
#include "ui/console/console_design.h"

#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

namespace gw::ui {

namespace {

constexpr int usualPort = 4780;

} // namespace

QString ConsoleDesign::baseUrl(const Api& api, const Stage& stage, const console::VariableScope& scope) const
{
    QString url = m_gateway.invokeUrl(api.id, stage.id).toString();
    if (url.isEmpty()) {
        const int wanted = api.port != 0 ? api.port : m_gateway.port();
        url = QStringLiteral("http://%1:%2")
                  .arg(api.host.empty() ? QStringLiteral("127.0.0.1") : QString::fromStdString(api.host))
                  .arg(wanted != 0 ? wanted : usualPort);
        if (stage.name != "$default") // of an HTTP API: it answers at the API's own address
            url += QLatin1Char('/') + QString::fromStdString(stage.name);
    }
    const QString variable = QStringLiteral("{{baseUrl}}");
    return scope.find(u"baseUrl") && resolve(variable, scope).text == url ? variable : url;
}

QString ConsoleDesign::gatewayUrl() const
{
    for (const Cow<Api>& api : m_workspace.project().apis) {
        const Stage* stage = m_gateway.chosenStage(*api);
        const QUrl url = stage ? m_gateway.invokeUrl(api->id, stage->id) : QUrl();
        if (!url.isEmpty())
            return url.toString();
    }
    return {};
}

std::vector<console::RouteOffer> ConsoleDesign::offers(const console::VariableScope& scope) const
{
    std::vector<console::RouteOffer> all;
    for (const Cow<Api>& api : m_workspace.project().apis) {
        const OpenApiDefinition* definition = api->openApi();
        const Stage* stage = m_gateway.chosenStage(*api);
        if (!definition || !stage)
            continue;
        const std::vector<console::RouteOffer> some = console::routeOffers(*definition, baseUrl(*api, *stage, scope));
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

std::optional<console::ConsoleRequest> ConsoleDesign::requestFor(const NodeRef& ref,
                                                                 const console::VariableScope& scope) const
{
    const Api* api = m_workspace.project().find(ref.api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Method* method = definition ? definition->find(ref.method) : nullptr;
    const Resource* resource = definition ? definition->resourceOf(ref.method) : nullptr;
    const Stage* named = api && ref.stage ? api->findStage(ref.stage) : nullptr;
    const Stage* stage = named || !api ? named : m_gateway.chosenStage(*api);
    if (!method || !resource || !stage)
        return std::nullopt;
    return console::requestFor(*definition, *resource, *method, baseUrl(*api, *stage, scope));
}

std::optional<console::WebSocketRequest> ConsoleDesign::webSocketRequestFor(const NodeRef& node,
                                                                            const console::VariableScope& scope) const
{
    const Api* api = m_workspace.project().find(node.api);
    const auto* design = api ? std::get_if<WebSocketApi>(&api->definition) : nullptr;
    const Stage* named = design && node.stage ? api->findStage(node.stage) : nullptr;
    const Stage* stage = named || !design ? named : m_gateway.chosenStage(*api);
    if (!stage)
        return std::nullopt;
    return console::webSocketRequestFor(*design, baseUrl(*api, *stage, scope), design->find(node.route));
}

std::optional<console::ConsoleRequest> ConsoleDesign::requestFor(const console::RouteOffer& offer, const QString& verb,
                                                                 const console::VariableScope& scope) const
{
    for (const Cow<Api>& api : m_workspace.project().apis) {
        const OpenApiDefinition* definition = api->openApi();
        const Resource* resource = definition ? definition->find(offer.resource) : nullptr;
        if (!resource || resource->methods.empty())
            continue;
        const Method* chosen = &*resource->methods.front();
        for (const Cow<Method>& method : resource->methods) {
            if (QLatin1String(toString(method->verb).data(), static_cast<qsizetype>(toString(method->verb).size())) ==
                verb)
                chosen = &*method;
        }
        return requestFor(NodeRef{api->id, resource->id, chosen->id, {}}, scope);
    }
    return std::nullopt;
}

QString ConsoleDesign::baseUrl(const std::string& apiName, const std::string& stageName,
                               const console::VariableScope& scope) const
{
    const Api* api = m_workspace.project().findApi(apiName);
    const Stage* stage = api ? api->findStage(stageName) : nullptr;
    return stage ? baseUrl(*api, *stage, scope) : QString();
}

std::vector<TestPlace> ConsoleDesign::testPlaces(const NodeRef& tried, const console::VariableScope& scope) const
{
    std::vector<TestPlace> places;
    std::optional<TestPlace> fallback;
    for (const Cow<Api>& api : m_workspace.project().apis) {
        if (!api->openApi())
            continue;
        const std::vector<Stage> none(1);
        for (const Stage& stage : api->stages.empty() ? none : api->stages) {
            places.push_back({QUrl(resolve(baseUrl(*api, stage, scope), scope).text), api.share(), stage});
            const bool isChosen = api->stages.empty() || &stage == m_gateway.chosenStage(*api);
            if (isChosen && (!fallback || (api->id == tried.api && fallback->api->id != tried.api)))
                fallback = places.back();
        }
    }
    const QUrl base(scope.find(u"baseUrl") ? resolve(QStringLiteral("{{baseUrl}}"), scope).text : QString());
    if (fallback && !base.isEmpty()) {
        fallback->base = base;
        places.push_back(*fallback);
    }
    return places;
}

} // namespace gw::ui
