// The cards' facts, read off a method.
#include "ui/design/method_facts.h"

#include "core/edit/element_uses.h"
#include "core/json/text.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace gw::ui {

using engine::Card;
using State = CardContent::State;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::MethodFacts", text);
}

CardContent& at(MethodPictureContent& content, Card card)
{
    return content[static_cast<std::size_t>(card)];
}

std::size_t countIn(const Method& method, ParameterLocation location)
{
    return static_cast<std::size_t>(
        std::count_if(method.requestParameters.begin(), method.requestParameters.end(),
                      [&](const Parameter& parameter) { return parameter.location == location; }));
}

QString parameterFacts(const Method& method)
{
    QStringList parts;
    const auto add = [&](ParameterLocation location, const QString& word) {
        if (const auto n = countIn(method, location); n > 0)
            parts << QStringLiteral("%1 %2").arg(n).arg(word);
    };
    add(ParameterLocation::Path, tr("path"));
    add(ParameterLocation::QueryString, tr("query"));
    add(ParameterLocation::Header, tr("header"));
    add(ParameterLocation::Cookie, tr("cookie"));
    if (parts.isEmpty())
        return tr("No parameters");
    return parts.join(QStringLiteral(", ")) + QLatin1Char(' ') +
           (method.requestParameters.size() == 1 ? tr("parameter") : tr("parameters"));
}

QString contentTypes(const std::vector<MediaType>& types)
{
    QStringList names;
    for (const MediaType& type : types)
        names << fromUtf8(type.contentType);
    return names.join(QStringLiteral(", "));
}

CardContent methodRequest(const Method& method)
{
    CardContent card;
    card.headline = authorizationWords(method);
    card.lines << parameterFacts(method);
    if (!method.requestModels.empty())
        card.lines << tr("Body: %1").arg(contentTypes(method.requestModels));
    if (method.apiKeyRequired)
        card.lines << tr("API key required");
    if (const auto n = method.authorizationScopes.size(); n > 0)
        card.lines << counted(n, tr("scope"), tr("scopes"));
    if (!method.requestValidator.empty())
        card.lines << tr("Validator: %1").arg(fromUtf8(method.requestValidator));
    return card;
}

CardContent integrationRequest(const Method& method)
{
    CardContent card;
    if (!method.integration) {
        card.state = State::Empty;
        card.headline = tr("None");
        card.lines << tr("Nothing is sent on");
        return card;
    }
    const Integration& integration = *method.integration;
    card.headline = fromUtf8(toString(integration.type));
    if (integration.type != IntegrationType::Mock && !integration.httpMethod.empty())
        card.lines << tr("Sends %1").arg(fromUtf8(integration.httpMethod));
    if (const auto n = integration.requestParameters.size(); n > 0)
        card.lines << counted(n, tr("parameter mapping"), tr("parameter mappings"));
    if (const auto n = integration.requestTemplates.size(); n > 0)
        card.lines << counted(n, tr("template"), tr("templates"));
    else if (isProxy(integration))
        card.lines << tr("Body as it came");
    if (integration.timeoutInMillis)
        card.lines << tr("Time-out %1 ms").arg(*integration.timeoutInMillis);
    return card;
}

// "arn:aws:apigateway:us-east-1:sqs:action/SendMessage" is the action SendMessage of sqs.
void describeAwsTarget(CardContent& card, const Integration& integration)
{
    const QString uri = fromUtf8(integration.uri);
    const QString service = uri.section(QLatin1Char(':'), 4, 4);
    const QString call = uri.section(QLatin1Char(':'), 5).section(QLatin1Char('&'), 0, 0);
    if (const std::string_view function = functionNameIn(integration.uri); !function.empty()) {
        card.headline = fromUtf8(function);
        card.lines << tr("Lambda function");
    } else if (service.isEmpty() || call.isEmpty()) {
        card.headline = integration.type == IntegrationType::AwsProxy ? tr("Lambda function") : tr("AWS service");
        card.lines << (uri.isEmpty() ? tr("No target yet") : uri);
    } else {
        card.headline = service;
        card.lines << call.section(QLatin1Char('/'), 1);
    }
    for (const auto& [type, text] : integration.requestTemplates)
        if (const std::string_view machine = stateMachineNameIn(text);
            service == QLatin1String("states") && !machine.empty())
            card.headline = fromUtf8(machine);
}

void describeHttpTarget(CardContent& card, const Integration& integration)
{
    const QString host = QUrl(fromUtf8(integration.uri)).authority();
    card.headline = host.isEmpty() ? tr("HTTP endpoint") : host;
    card.lines << (integration.uri.empty() ? tr("No target yet") : fromUtf8(integration.uri));
    if (integration.type == IntegrationType::HttpProxy)
        card.lines << tr("Passed through unchanged");
    if (integration.connectionType == "VPC_LINK")
        card.lines << tr("By VPC link %1").arg(fromUtf8(integration.connectionId));
    if (integration.insecureSkipVerification)
        card.lines << tr("TLS not verified");
}

void describeTarget(CardContent& card, const Integration& integration)
{
    switch (integration.type) {
    case IntegrationType::Http:
    case IntegrationType::HttpProxy:
        return describeHttpTarget(card, integration);
    case IntegrationType::Mock:
        card.headline = tr("Mock");
        card.lines << tr("Answers without a backend");
        return;
    case IntegrationType::Aws:
    case IntegrationType::AwsProxy:
        return describeAwsTarget(card, integration);
    }
}

CardContent integrationCard(const Method& method)
{
    CardContent card;
    if (!method.integration) {
        card.headline = tr("Examples");
        card.lines << tr("Answers with the examples of the method responses");
        return card;
    }
    describeTarget(card, *method.integration);
    return card;
}

CardContent integrationResponse(const Method& method)
{
    CardContent card;
    if (!method.integration || isProxy(*method.integration)) {
        card.state = State::Empty;
        card.headline = method.integration ? tr("Passed through") : tr("None");
        card.lines << (method.integration ? tr("The answer goes on as it came") : tr("Nothing to map"));
        return card;
    }
    const auto& responses = method.integration->responses;
    card.headline = counted(responses.size(), tr("response"), tr("responses"));
    if (responses.empty()) {
        card.state = State::Empty;
        card.lines << tr("No answer can be mapped");
    }
    for (const IntegrationResponse& response : responses)
        card.lines << (response.selectionPattern.empty() ? tr("default") : fromUtf8(response.selectionPattern)) +
                          QStringLiteral(" → ") + fromUtf8(response.statusCode);
    return card;
}

CardContent methodResponse(const Method& method)
{
    CardContent card;
    QStringList statuses;
    for (const MethodResponse& response : method.responses) {
        statuses << fromUtf8(response.statusCode);
        QStringList facts{fromUtf8(response.statusCode)};
        if (!response.content.empty())
            facts << contentTypes(response.content);
        else if (!response.description.empty() && response.description != usualDescription(response.statusCode))
            facts << fromUtf8(response.description);
        if (facts.size() > 1) // the headline has the bare status
            card.lines << facts.join(QStringLiteral("  "));
    }
    card.headline = statuses.isEmpty() ? tr("Any status") : statuses.join(QStringLiteral(", "));
    if (method.responses.empty()) {
        card.state = State::Empty;
        card.lines << tr("No status is described");
    }
    return card;
}

QString shellQuoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

} // namespace

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string usualDescription(const std::string& statusCode)
{
    return statusCode + " response";
}

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return QStringLiteral("%1 %2").arg(count).arg(count == 1 ? one : many);
}

bool isProxy(const Integration& integration)
{
    return integration.type == IntegrationType::HttpProxy || integration.type == IntegrationType::AwsProxy;
}

QString authorizationWords(const Method& method)
{
    if (method.authorizationType.empty() || method.authorizationType == "NONE")
        return tr("No authorization");
    const QString type = fromUtf8(method.authorizationType);
    return method.authorizer.empty() ? type : type + QStringLiteral(" · ") + fromUtf8(method.authorizer);
}

MethodPictureContent describeMethod(const std::string& path, const Method& method, const QString& address)
{
    MethodPictureContent content;
    CardContent& client = at(content, Card::Client);
    client.headline = fromUtf8(toString(method.verb)) + QLatin1Char(' ') + fromUtf8(path);
    client.lines << (address.isEmpty() ? tr("Start the gateway to call it") : address);
    if (!method.summary.empty())
        client.lines << fromUtf8(method.summary);
    if (!method.operationName.empty())
        client.lines << tr("Operation %1").arg(fromUtf8(method.operationName));
    at(content, Card::MethodRequest) = methodRequest(method);
    at(content, Card::IntegrationRequest) = integrationRequest(method);
    at(content, Card::Integration) = integrationCard(method);
    at(content, Card::IntegrationResponse) = integrationResponse(method);
    at(content, Card::MethodResponse) = methodResponse(method);
    return content;
}

QString exampleBody(const Method& method)
{
    if (method.requestModels.empty())
        return {};
    const MediaType& type = method.requestModels.front();
    const json::Value* example = !type.example.isNull() ? &type.example : nullptr;
    if (!example && !type.examples.empty())
        example = &type.examples.front().value;
    if (!example)
        return {};
    return fromUtf8(example->isString() ? example->asString() : json::writeJsonPretty(*example));
}

QString curlCommand(const QString& address, const Method& method)
{
    const QString verb = method.verb == HttpVerb::Any ? QStringLiteral("GET") : fromUtf8(toString(method.verb));
    QString command = QStringLiteral("curl");
    if (verb != QLatin1String("GET"))
        command += QStringLiteral(" -X ") + verb;
    command += QLatin1Char(' ') + shellQuoted(address);
    for (const Parameter& parameter : method.requestParameters)
        if (parameter.required && parameter.location == ParameterLocation::Header)
            command += QStringLiteral(" \\\n  -H ") + shellQuoted(fromUtf8(parameter.name) + QStringLiteral(": …"));
    if (!method.requestModels.empty() && verb != QLatin1String("GET")) {
        command += QStringLiteral(" \\\n  -H ") +
                   shellQuoted(QStringLiteral("Content-Type: ") + fromUtf8(method.requestModels.front().contentType));
        if (const QString body = exampleBody(method); !body.isEmpty())
            command += QStringLiteral(" \\\n  -d ") + shellQuoted(body);
    }
    return command;
}

} // namespace gw::ui
