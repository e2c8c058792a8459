// The grammar of mappings: a prefix that says where, then a name.
#include "ui/models/mapping_checks.h"

#include "core/lint/uri_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::MappingChecks", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isName(const QString& text)
{
    static const QRegularExpression name(QStringLiteral("^[a-zA-Z0-9._$-]+$"));
    return name.match(text).hasMatch();
}

// What follows the first prefix that fits; nothing when none does.
struct Cut
{
    QString prefix;
    QString rest;
};

Cut cut(const QString& text, std::initializer_list<const char*> prefixes)
{
    for (const char* prefix : prefixes)
        if (text.startsWith(QLatin1String(prefix)))
            return {QString::fromLatin1(prefix), text.mid(static_cast<qsizetype>(qstrlen(prefix)))};
    return {};
}

// Headers the gateway writes itself: mapping them ends every request with 500.
QString headerProblem(IntegrationType type, const QString& name)
{
    static const QStringList always{"content-length", "transfer-encoding", "x-amzn-trace-id",
                                    "x-amzn-apigateway-api-id"};
    static const QStringList towardsAws{"authorization", "connection", "expect", "proxy-authenticate", "te"};
    const bool isAws = type == IntegrationType::Aws || type == IntegrationType::AwsProxy;
    if (always.contains(name, Qt::CaseInsensitive) || (isAws && towardsAws.contains(name, Qt::CaseInsensitive)))
        return tr("\"%1\" is written by the gateway. Mapping it ends every request with 500; remove the mapping.")
            .arg(name);
    return {};
}

QString nameProblem(const QString& prefix, const QString& name)
{
    if (name.isEmpty())
        return tr("The name is missing behind \"%1\".").arg(prefix);
    if (!isName(name))
        return tr("\"%1\" is no name: letters, digits and . _ $ - may stand in it.").arg(name);
    return {};
}

const Parameter* findParameter(const MappingScope& scope, ParameterLocation location, const QString& name)
{
    const auto it =
        std::find_if(scope.requestParameters.begin(), scope.requestParameters.end(), [&](const Parameter& parameter) {
            const bool isHeader = location == ParameterLocation::Header;
            return parameter.location == location &&
                   toQt(parameter.name).compare(name, isHeader ? Qt::CaseInsensitive : Qt::CaseSensitive) == 0;
        });
    return it == scope.requestParameters.end() ? nullptr : &*it;
}

QString undeclared(const MappingScope& scope, ParameterLocation location, const QString& word, const QString& name)
{
    if (findParameter(scope, location, name) || findParameter(scope, location, name + QLatin1Char('+')))
        return {};
    return tr("The method request has no %1 \"%2\". Declare it there, or map another one.").arg(word, name);
}

// "'text'", context.x, stageVariables.x: what both directions may use.
std::optional<QString> commonSourceProblem(const MappingScope& scope, const QString& source)
{
    if (source.startsWith(QLatin1Char('\''))) {
        const bool isClosed = source.size() >= 2 && source.endsWith(QLatin1Char('\''));
        return isClosed ? QString()
                        : tr("The text is not closed. A fixed value stands between single quotes: 'value'.");
    }
    if (const Cut context = cut(source, {"context."}); !context.prefix.isEmpty())
        return nameProblem(context.prefix, context.rest);
    const Cut variable = cut(source, {"stageVariables."});
    if (variable.prefix.isEmpty())
        return std::nullopt;
    if (const QString problem = nameProblem(variable.prefix, variable.rest); !problem.isEmpty())
        return problem;
    const auto& known = scope.stageVariables;
    if (std::find(known.begin(), known.end(), variable.rest.toStdString()) != known.end())
        return QString();
    return tr("No stage has a variable \"%1\". Add it to a stage, or map another one.").arg(variable.rest);
}

QString bodyProblem(const QString& source, const QString& body)
{
    if (source == body || source.startsWith(body + QLatin1Char('.')) || source.startsWith(body + QLatin1Char('[')))
        return {};
    return tr("A part of the body is written as %1.name, a JSONPath behind \"%1\".").arg(body);
}

} // namespace

MappingScope mappingScope(const Api& api, const Method& method, const std::string& statusCode)
{
    MappingScope scope;
    scope.requestParameters = method.requestParameters;
    for (const MethodResponse& response : method.responses)
        if (response.statusCode == statusCode)
            for (const Parameter& header : response.headers)
                scope.responseHeaders.push_back(header.name);
    for (const Stage& stage : api.stages)
        for (const auto& [name, value] : stage.variables)
            if (std::find(scope.stageVariables.begin(), scope.stageVariables.end(), name) == scope.stageVariables.end())
                scope.stageVariables.push_back(name);
    if (method.integration) {
        scope.type = method.integration->type;
        scope.uriVariables = uriVariables(method.integration->uri);
    }
    return scope;
}

QString requestTargetProblem(const MappingScope& scope, const QString& target)
{
    const Cut part =
        cut(target, {"integration.request.header.", "integration.request.querystring.", "integration.request.path."});
    if (part.prefix.isEmpty())
        return tr("A request mapping sets integration.request.header.…, integration.request.querystring.… or "
                  "integration.request.path.….");
    if (const QString problem = nameProblem(part.prefix, part.rest); !problem.isEmpty())
        return problem;
    if (part.prefix.endsWith(QLatin1String("header.")))
        return headerProblem(scope.type, part.rest);
    const auto& names = scope.uriVariables;
    const bool isPath = part.prefix.endsWith(QLatin1String("path."));
    if (isPath && std::find(names.begin(), names.end(), part.rest.toStdString()) == names.end())
        return tr("The target has no {%1} to be filled. Write it into the target, or remove the mapping.")
            .arg(part.rest);
    return {};
}

QString requestSourceProblem(const MappingScope& scope, const QString& source)
{
    if (const auto common = commonSourceProblem(scope, source))
        return *common;
    if (source.startsWith(QLatin1String("method.request.body")))
        return bodyProblem(source, QStringLiteral("method.request.body"));
    const Cut part = cut(source, {"method.request.path.", "method.request.querystring.", "method.request.header.",
                                  "method.request.multivaluequerystring.", "method.request.multivalueheader."});
    if (part.prefix.isEmpty())
        return tr("Unknown source. Values come from method.request.path.…, .querystring.…, .header.…, .body, "
                  "context.…, stageVariables.… or fixed 'text'.");
    if (const QString problem = nameProblem(part.prefix, part.rest); !problem.isEmpty())
        return problem;
    if (part.prefix.contains(QLatin1String("header")))
        return undeclared(scope, ParameterLocation::Header, tr("header"), part.rest);
    if (part.prefix.contains(QLatin1String("querystring")))
        return undeclared(scope, ParameterLocation::QueryString, tr("query parameter"), part.rest);
    return undeclared(scope, ParameterLocation::Path, tr("path parameter"), part.rest);
}

QString responseTargetProblem(const MappingScope& scope, const QString& target)
{
    const Cut part = cut(target, {"method.response.header."});
    if (part.prefix.isEmpty())
        return tr("A response mapping sets a header: method.response.header.….");
    if (const QString problem = nameProblem(part.prefix, part.rest); !problem.isEmpty())
        return problem;
    const bool isDeclared =
        std::any_of(scope.responseHeaders.begin(), scope.responseHeaders.end(), [&](const std::string& header) {
            return toQt(header).compare(part.rest, Qt::CaseInsensitive) == 0;
        });
    return isDeclared ? QString()
                      : tr("The method response of this status does not declare the header \"%1\". Declare it on the "
                           "Method Response card.")
                            .arg(part.rest);
}

QString responseSourceProblem(const MappingScope& scope, const QString& source)
{
    if (const auto common = commonSourceProblem(scope, source))
        return *common;
    if (source.startsWith(QLatin1String("integration.response.body")))
        return bodyProblem(source, QStringLiteral("integration.response.body"));
    const Cut part = cut(source, {"integration.response.header.", "integration.response.multivalueheader."});
    if (part.prefix.isEmpty())
        return tr("Unknown source. Values come from integration.response.header.…, integration.response.body, "
                  "context.…, stageVariables.… or fixed 'text'.");
    return nameProblem(part.prefix, part.rest);
}

QStringList requestTargets(const MappingScope& scope)
{
    QStringList targets;
    for (const std::string& name : scope.uriVariables)
        targets << QStringLiteral("integration.request.path.") + toQt(name);
    for (const Parameter& parameter : scope.requestParameters) {
        if (parameter.location == ParameterLocation::QueryString)
            targets << QStringLiteral("integration.request.querystring.") + toQt(parameter.name);
        if (parameter.location == ParameterLocation::Header)
            targets << QStringLiteral("integration.request.header.") + toQt(parameter.name);
    }
    return targets << QStringLiteral("integration.request.header.")
                   << QStringLiteral("integration.request.querystring.");
}

QStringList requestSources(const MappingScope& scope)
{
    QStringList sources;
    for (const Parameter& parameter : scope.requestParameters) {
        QString name = toQt(parameter.name);
        if (parameter.location == ParameterLocation::Path)
            sources << QStringLiteral("method.request.path.") + name.remove(QLatin1Char('+'));
        if (parameter.location == ParameterLocation::QueryString)
            sources << QStringLiteral("method.request.querystring.") + name
                    << QStringLiteral("method.request.multivaluequerystring.") + name;
        if (parameter.location == ParameterLocation::Header)
            sources << QStringLiteral("method.request.header.") + name
                    << QStringLiteral("method.request.multivalueheader.") + name;
    }
    sources << QStringLiteral("method.request.body");
    for (const std::string& name : scope.stageVariables)
        sources << QStringLiteral("stageVariables.") + toQt(name);
    for (const char* name : {"requestId", "identity.sourceIp", "identity.userAgent", "httpMethod", "path",
                             "resourcePath", "stage", "requestTimeEpoch", "authorizer.principalId"})
        sources << QStringLiteral("context.") + QLatin1String(name);
    return sources << QStringLiteral("''");
}

QStringList responseTargets(const MappingScope& scope)
{
    QStringList targets;
    for (const std::string& header : scope.responseHeaders)
        targets << QStringLiteral("method.response.header.") + toQt(header);
    return targets;
}

QStringList responseSources(const MappingScope& scope)
{
    QStringList sources;
    for (const std::string& header : scope.responseHeaders)
        sources << QStringLiteral("integration.response.header.") + toQt(header);
    sources << QStringLiteral("integration.response.body");
    for (const std::string& name : scope.stageVariables)
        sources << QStringLiteral("stageVariables.") + toQt(name);
    return sources << QStringLiteral("context.requestId") << QStringLiteral("''");
}

std::vector<std::string> unmappedUriVariables(const Integration& integration)
{
    if (integration.type != IntegrationType::Http && integration.type != IntegrationType::HttpProxy)
        return {};
    std::vector<std::string> names = uriVariables(integration.uri);
    std::erase_if(names, [&](const std::string& name) {
        return findIn(integration.requestParameters, "integration.request.path." + name) != nullptr;
    });
    return names;
}

} // namespace gw::ui
