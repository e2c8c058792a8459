#include "ui/models/route_mappings.h"

#include "core/api/mapping_key.h"

#include <QCoreApplication>

#include <algorithm>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteMappings", text);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

RouteMapping mappingOf(const std::pair<std::string, std::string>& pair)
{
    const QString key = text(pair.first);
    const auto colon = key.indexOf(QLatin1Char(':'));
    RouteMapping mapping;
    mapping.action = colon < 0 ? QString() : key.left(colon);
    mapping.target = colon < 0 ? key : key.mid(colon + 1);
    const bool removes = mapping.action == QLatin1String("remove") && pair.second == "''";
    mapping.value = removes ? QString() : text(pair.second);
    return mapping;
}

std::pair<std::string, std::string> pairOf(const RouteMapping& mapping)
{
    const bool removes = mapping.action == QLatin1String("remove");
    const QString key = mapping.action.isEmpty() ? mapping.target : mapping.action + QLatin1Char(':') + mapping.target;
    return {key.toStdString(), removes ? std::string("''") : mapping.value.toStdString()};
}

QString problemOfValue(MappingSide side, const QString& value)
{
    const QString wrong = side == MappingSide::Request ? QStringLiteral("$response.") : QStringLiteral("$request.");
    if (value.isEmpty())
        return tr("Say what it becomes: a text, or a place such as %1.")
            .arg(side == MappingSide::Request ? QStringLiteral("$request.header.X")
                                              : QStringLiteral("$response.header.X"));
    if (value.contains(wrong))
        return side == MappingSide::Request ? tr("There is no response yet when a request is mapped.")
                                            : tr("The request cannot be read when a response is mapped.");
    return {};
}

} // namespace

QStringList mappingActions()
{
    return {QStringLiteral("overwrite"), QStringLiteral("append"), QStringLiteral("remove")};
}

QStringList mappingTargets(MappingSide side)
{
    if (side == MappingSide::Request)
        return {QStringLiteral("header."), QStringLiteral("querystring."), QStringLiteral("path")};
    return {QStringLiteral("header."), QStringLiteral("statuscode")};
}

QStringList mappingValues(MappingSide side, const std::vector<std::string>& pathVariables)
{
    QStringList values;
    if (side == MappingSide::Request) {
        values << QStringLiteral("$request.header.") << QStringLiteral("$request.querystring.")
               << QStringLiteral("$request.body.") << QStringLiteral("$request.path");
        for (const std::string& variable : pathVariables)
            values << QStringLiteral("$request.path.") + text(variable);
    } else {
        values << QStringLiteral("$response.header.") << QStringLiteral("$response.body.");
    }
    return values << QStringLiteral("$context.requestId") << QStringLiteral("$context.identity.sourceIp")
                  << QStringLiteral("$context.authorizer.") << QStringLiteral("$stageVariables.");
}

std::vector<RouteMapping> requestMappings(const Integration& integration)
{
    std::vector<RouteMapping> mappings;
    for (const auto& pair : integration.requestParameters)
        mappings.push_back(mappingOf(pair));
    return mappings;
}

std::vector<RouteMapping> responseMappings(const Integration& integration)
{
    std::vector<RouteMapping> mappings;
    for (const ResponseParameters& response : integration.responseParameters)
        for (const auto& pair : response.parameters) {
            mappings.push_back(mappingOf(pair));
            mappings.back().status = text(response.statusCode);
        }
    return mappings;
}

void putRequestMappings(Integration& integration, const std::vector<RouteMapping>& mappings)
{
    integration.requestParameters.clear();
    for (const RouteMapping& mapping : mappings)
        integration.requestParameters.push_back(pairOf(mapping));
}

void putResponseMappings(Integration& integration, const std::vector<RouteMapping>& mappings)
{
    auto& responses = integration.responseParameters;
    responses.clear();
    for (const RouteMapping& mapping : mappings) {
        const std::string status = mapping.status.toStdString();
        auto found = std::find_if(responses.begin(), responses.end(),
                                  [&](const ResponseParameters& r) { return r.statusCode == status; });
        if (found == responses.end())
            found = responses.insert(responses.end(), {status, {}});
        found->parameters.push_back(pairOf(mapping));
    }
}

QString mappingProblem(MappingSide side, const RouteMapping& mapping)
{
    if (side == MappingSide::Response && !mappedStatusFrom(mapping.status.toStdString()))
        return tr("Name the status of the integration's answer, 200 to 599.");
    const std::string key = pairOf(mapping).first;
    const auto read = side == MappingSide::Request ? requestMappingKeyFrom(key) : responseMappingKeyFrom(key);
    if (!read)
        return text(read.error().message) + QLatin1Char(' ') + text(read.error().hint);
    return read->action == MappingAction::Remove ? QString() : problemOfValue(side, mapping.value);
}

} // namespace gw::ui
