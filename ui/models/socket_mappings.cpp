// Checks and offers for the mappings of routes.
#include "ui/models/socket_mappings.h"

#include "core/api/selection_expression.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteMappings", text);
}

bool isMatch(const QString& text, const char* pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

} // namespace

QString routeTargetProblem(const QString& target)
{
    if (isMatch(target, R"(integration\.request\.(header|querystring|path)\.[A-Za-z0-9._$\-]+)"))
        return {};
    return tr("Set a header, a query string parameter or a path parameter of the endpoint's request: "
              "integration.request.header.name.");
}

QString routeSourceProblem(const WebSocketRoute& route, const QString& source)
{
    if (source.startsWith(QLatin1Char('\'')))
        return source.size() >= 2 && source.endsWith(QLatin1Char('\''))
                   ? QString()
                   : tr("The text is not closed. A fixed value stands between single quotes: 'value'.");
    if (isMatch(source, R"((context|stageVariables)\.[A-Za-z0-9._$\-]+)") ||
        isMatch(source, R"(route\.request\.body(\..+)?)"))
        return {};
    if (isMatch(source, R"(route\.request\.(multivalue)?(header|querystring)\.[A-Za-z0-9._$\-]+)"))
        return route.routeKey == connectKey
                   ? QString()
                   : tr("Headers and query parameters are those of the handshake: only $connect can map them.");
    return tr("Map route.request.body.name, context.name, stageVariables.name or 'a fixed value'.");
}

QStringList routeTargets()
{
    return {QStringLiteral("integration.request.header.name"), QStringLiteral("integration.request.querystring.name"),
            QStringLiteral("integration.request.path.name")};
}

QStringList routeSources(const WebSocketRoute& route)
{
    QStringList sources;
    if (route.routeKey == connectKey)
        sources << QStringLiteral("route.request.header.Authorization")
                << QStringLiteral("route.request.querystring.name");
    else
        sources << QStringLiteral("route.request.body.name");
    return sources << QStringLiteral("context.connectionId") << QStringLiteral("context.routeKey")
                   << QStringLiteral("context.eventType") << QStringLiteral("context.domainName")
                   << QStringLiteral("context.stage") << QStringLiteral("context.identity.sourceIp")
                   << QStringLiteral("stageVariables.name") << QStringLiteral("'value'");
}

QString selectionProblem(const QString& expression)
{
    const auto parts = selectionParts(expression.toStdString());
    if (parts)
        return {};
    QString text = QString::fromStdString(parts.error().message);
    if (!parts.error().hint.empty())
        text += QLatin1Char(' ') + QString::fromStdString(parts.error().hint);
    return text;
}

} // namespace gw::ui
