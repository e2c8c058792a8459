// The cards' facts, read off a route; what it has in common with methods comes from method_facts.
#include "ui/design/route_facts.h"

#include "core/api/route_key.h"
#include "ui/design/method_facts.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

using engine::Card;
using State = CardContent::State;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteFacts", text);
}

CardContent requestCard(const std::string& path, const Method& route)
{
    CardContent card;
    card.headline = authorizationWords(route);
    card.lines << fromUtf8(routeKeyOf(path, route.verb));
    if (const auto n = route.authorizationScopes.size(); n > 0)
        card.lines << counted(n, tr("scope"), tr("scopes"));
    return card;
}

void describeFunction(CardContent& card, const Integration& integration)
{
    card.lines << (integration.payloadFormatVersion.empty()
                       ? tr("No payload format yet")
                       : tr("Payload format %1").arg(fromUtf8(integration.payloadFormatVersion)));
}

CardContent integrationRequestCard(const Method& route)
{
    CardContent card;
    if (!route.integration) {
        card.state = State::Empty;
        card.headline = tr("None");
        card.lines << tr("Nothing is sent on");
        return card;
    }
    const Integration& integration = *route.integration;
    const bool isService = !integration.integrationSubtype.empty();
    card.headline = fromUtf8(toString(integration.type));
    if (integration.type == IntegrationType::HttpProxy)
        card.lines << tr("Sends %1")
                          .arg(integration.httpMethod.empty() ? QStringLiteral("ANY")
                                                              : fromUtf8(integration.httpMethod));
    else if (!isService)
        describeFunction(card, integration);
    if (const auto n = integration.requestParameters.size(); n > 0)
        card.lines << (isService ? counted(n, tr("parameter"), tr("parameters"))
                                 : counted(n, tr("parameter mapping"), tr("parameter mappings")));
    if (integration.timeoutInMillis)
        card.lines << tr("Time-out %1 ms").arg(*integration.timeoutInMillis);
    return card;
}

CardContent integrationResponseCard(const Method& route)
{
    CardContent card;
    std::size_t mappings = 0;
    QStringList statuses;
    if (route.integration)
        for (const ResponseParameters& response : route.integration->responseParameters) {
            mappings += response.parameters.size();
            statuses << tr("On %1").arg(fromUtf8(response.statusCode));
        }
    if (mappings == 0) {
        card.state = State::Empty;
        card.headline = route.integration ? tr("Passed through") : tr("None");
        card.lines << (route.integration ? tr("The answer goes on as it came") : tr("Nothing to map"));
        return card;
    }
    card.headline = counted(mappings, tr("parameter mapping"), tr("parameter mappings"));
    card.lines = statuses;
    return card;
}

CardContent responseCard(const OpenApiDefinition& api)
{
    CardContent card;
    card.headline = tr("Any status");
    if (api.cors)
        card.lines << tr("CORS headers of the API");
    else
        card.lines << tr("No CORS");
    return card;
}

} // namespace

QString routePathText(const std::string& path)
{
    return path == defaultRoutePath ? fromUtf8(defaultRouteKey) : fromUtf8(path);
}

MethodPictureContent describeRoute(const OpenApiDefinition& api, const std::string& path, const Method& route,
                                   const QString& address)
{
    MethodPictureContent content = describeMethod(path, route, address);
    const auto at = [&content](Card card) -> CardContent& { return content[static_cast<std::size_t>(card)]; };
    at(Card::Client).headline = fromUtf8(routeKeyOf(path, route.verb));
    at(Card::MethodRequest) = requestCard(path, route);
    at(Card::IntegrationRequest) = integrationRequestCard(route);
    if (route.integration && !route.integration->integrationSubtype.empty()) {
        const QString subtype = fromUtf8(route.integration->integrationSubtype);
        at(Card::Integration).headline = subtype.section(QLatin1Char('-'), 0, 0);
        at(Card::Integration).lines = {subtype.section(QLatin1Char('-'), 1)};
    }
    if (route.integration && route.integration->type == IntegrationType::HttpProxy) // mappings may change it
        at(Card::Integration)
            .lines.removeAll(QCoreApplication::translate("gw::ui::MethodFacts", "Passed through unchanged"));
    at(Card::IntegrationResponse) = integrationResponseCard(route);
    at(Card::MethodResponse) = responseCard(api);
    return content;
}

} // namespace gw::ui
