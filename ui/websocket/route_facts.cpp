// The cards' facts, read off a route.
#include "ui/websocket/route_facts.h"

#include "core/edit/element_uses.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"

#include <QCoreApplication>

namespace gw::ui {

using engine::Card;
using State = CardContent::State;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteFacts", text);
}

CardContent client(const WebSocketApi& api, const WebSocketRoute& route, const QString& address)
{
    CardContent card;
    card.headline = route.routeKey == connectKey      ? tr("Handshake")
                    : route.routeKey == disconnectKey ? tr("Connection ended")
                    : route.routeKey == defaultKey    ? tr("Any other message")
                                                      : tr("Message");
    card.lines << (address.isEmpty() ? tr("Start the gateway to connect") : address);
    if (!route.isPredefined())
        card.lines << QStringLiteral("%1 = %2").arg(fromUtf8(api.routeSelectionExpression), fromUtf8(route.routeKey));
    return card;
}

CardContent request(const WebSocketRoute& route)
{
    CardContent card;
    if (route.routeKey == connectKey) {
        card.headline = accessWords(route);
        if (route.apiKeyRequired)
            card.lines << tr("API key required");
        if (const auto n = route.requestParameters.size(); n > 0)
            card.lines << counted(n, tr("parameter"), tr("parameters"));
        return card;
    }
    card.headline = fromUtf8(route.routeKey);
    if (!route.operationName.empty())
        card.lines << tr("Operation %1").arg(fromUtf8(route.operationName));
    if (route.routeKey != disconnectKey)
        card.lines << (route.requestModels.empty() ? tr("Any message passes")
                                                   : counted(route.requestModels.size(), tr("model"), tr("models")));
    return card;
}

CardContent nothing(const QString& headline, const QString& line)
{
    CardContent card;
    card.state = State::Empty;
    card.headline = headline;
    card.lines << line;
    return card;
}

CardContent integrationRequest(const WebSocketRoute& route)
{
    if (!route.integration)
        return nothing(tr("None"), tr("Nothing is sent on"));
    const Integration& integration = *route.integration;
    CardContent card;
    card.headline = fromUtf8(toString(integration.type));
    if (const auto n = integration.requestParameters.size(); n > 0)
        card.lines << counted(n, tr("parameter mapping"), tr("parameter mappings"));
    if (const auto n = integration.requestTemplates.size(); n > 0 && !isProxy(integration))
        card.lines << counted(n, tr("template"), tr("templates"));
    else if (isProxy(integration))
        card.lines << (integration.type == IntegrationType::AwsProxy ? tr("The whole event")
                                                                     : tr("Message as it came"));
    if (integration.timeoutInMillis)
        card.lines << tr("Time-out %1 ms").arg(*integration.timeoutInMillis);
    return card;
}

CardContent integrationCard(const WebSocketRoute& route)
{
    if (!route.integration)
        return nothing(tr("None"),
                       route.routeKey == connectKey ? tr("Every client is let in") : tr("Nothing is called"));
    const TargetWords words = targetWords(*route.integration);
    CardContent card;
    card.headline = words.name;
    card.lines << (words.isOpen ? tr("No target yet") : words.kind);
    return card;
}

CardContent integrationResponse(const WebSocketRoute& route)
{
    if (!route.integration)
        return nothing(tr("None"), tr("Nothing to map"));
    if (isProxy(*route.integration))
        return nothing(tr("Passed through"), tr("The body is the reply"));
    const auto& responses = route.integration->responses;
    if (responses.empty())
        return nothing(tr("0 responses"), tr("$default is missing"));
    CardContent card;
    card.headline = counted(responses.size(), tr("response"), tr("responses"));
    for (const IntegrationResponse& response : responses)
        card.lines << fromUtf8(integrationResponseKey(response));
    return card;
}

CardContent response(const WebSocketRoute& route)
{
    if (route.routeKey == connectKey) {
        CardContent card;
        card.headline = tr("101 or refused");
        card.lines << tr("2xx lets the client in");
        return card;
    }
    if (route.routeKey == disconnectKey)
        return nothing(tr("None"), tr("Nobody is there"));
    if (!route.isTwoWay())
        return nothing(tr("One-way"), tr("Only errors go back"));
    CardContent card;
    card.headline = tr("Two-way");
    card.lines << tr("The answer goes back");
    return card;
}

} // namespace

QString routeCardTitle(Card card)
{
    switch (card) {
    case Card::Client:
        return tr("Client");
    case Card::MethodRequest:
        return tr("Route Request");
    case Card::IntegrationRequest:
        return tr("Integration Request");
    case Card::Integration:
        return tr("Integration");
    case Card::IntegrationResponse:
        return tr("Integration Response");
    case Card::MethodResponse:
        return tr("Route Response");
    }
    return {};
}

QString accessWords(const WebSocketRoute& connect)
{
    if (!connect.authorizer.empty())
        return tr("CUSTOM · %1").arg(fromUtf8(connect.authorizer));
    return connect.authorizationType.empty() || connect.authorizationType == "NONE"
               ? tr("No authorization")
               : fromUtf8(connect.authorizationType);
}

TargetWords targetWords(const Integration& integration)
{
    const QString uri = fromUtf8(integration.uri);
    switch (integration.type) {
    case IntegrationType::Mock:
        return {tr("Mock"), tr("Answers by itself")};
    case IntegrationType::Http:
    case IntegrationType::HttpProxy: {
        const QString host = QUrl(uri).authority();
        return {host.isEmpty() ? tr("HTTP endpoint") : host, uri, uri.isEmpty()};
    }
    case IntegrationType::Aws:
    case IntegrationType::AwsProxy:
        break;
    }
    if (const std::string_view function = functionNameIn(integration.uri); !function.empty())
        return {fromUtf8(function), tr("Lambda function")};
    for (const auto& [key, text] : integration.requestTemplates)
        if (const std::string_view machine = stateMachineNameIn(text); !machine.empty())
            return {fromUtf8(machine), tr("State machine")};
    const QString service = uri.section(QLatin1Char(':'), 4, 4);
    if (service.isEmpty())
        return {integration.type == IntegrationType::AwsProxy ? tr("Lambda function") : tr("AWS service"), uri,
                uri.isEmpty()};
    return {service, uri.section(QLatin1Char(':'), 5).section(QLatin1Char('/'), 1)};
}

QString withSocketScheme(QUrl url)
{
    if (url.isEmpty())
        return {};
    url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
    return url.toString(QUrl::StripTrailingSlash);
}

QString socketAddress(const GatewaySession& gateway, const Api& api)
{
    const Stage* stage = gateway.chosenStage(api);
    return stage ? withSocketScheme(gateway.invokeUrl(api.id, stage->id)) : QString();
}

MethodPictureContent describeSocketRoute(const WebSocketApi& api, const WebSocketRoute& route, const QString& address)
{
    MethodPictureContent content{client(api, route, address), request(route),
                                 integrationRequest(route),   integrationCard(route),
                                 integrationResponse(route),  response(route)};
    for (const Card card : engine::allCards)
        content[static_cast<std::size_t>(card)].title = routeCardTitle(card);
    return content;
}

} // namespace gw::ui
