// The samples are one request's: GET /pets/42 of a client at 203.0.113.7.
#include "ui/models/context_samples.h"

#include "core/api/access_log_format.h"
#include "core/api/gateway_response_types.h"
#include "gateway-engine/http/message.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <optional>

namespace gw::ui {

namespace {

struct Sample
{
    std::string_view variable;
    const char* value;
};

constexpr Sample samples[] = {
    {"accountId", "123456789012"},
    {"awsEndpointRequestId", "7f1c2a90-58c1-4d3c-9b1c-0f6f5a3ad1be"},
    {"domainName", "127.0.0.1"},
    {"domainPrefix", "127"},
    {"endpointRequestId", "7f1c2a90-58c1-4d3c-9b1c-0f6f5a3ad1be"},
    {"extendedRequestId", "JKJaXmPLvHcESHA="},
    {"httpMethod", "GET"},
    {"identity.sourceIp", "203.0.113.7"},
    {"identity.userAgent", "curl/8.5.0"},
    {"integration.latency", "12"},
    {"integration.requestId", "7f1c2a90-58c1-4d3c-9b1c-0f6f5a3ad1be"},
    {"integration.status", "200"},
    {"integrationLatency", "12"},
    {"integrationStatus", "200"},
    {"path", "/dev/pets/42"},
    {"protocol", "HTTP/1.1"},
    {"requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"},
    {"requestTime", "22/Nov/2026:18:20:00 +0000"},
    {"requestTimeEpoch", "1795371600123"},
    {"resourceId", "x7k2m9"},
    {"responseLatency", "15"},
    {"responseLength", "128"},
    {"status", ""},
    {"xrayTraceId", "1-63f5c1a2-0123456789abcdef01234567"},
};

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::ContextSamples", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString quoted(const std::string& text)
{
    QString escaped = toQt(text);
    escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + escaped + u'"';
}

std::optional<QString> ofSubject(const std::string& variable, const SampleSubject& subject)
{
    if (variable == "apiId")
        return toQt(subject.apiId);
    if (variable == "stage")
        return toQt(subject.stage);
    if (variable == "resourcePath")
        return toQt(subject.resourcePath);
    if (variable == "status")
        return QString::number(subject.status);
    if (subject.responseType.empty())
        return std::nullopt;
    if (variable == "error.message")
        return toQt(subject.message);
    if (variable == "error.messageString")
        return quoted(subject.message);
    if (variable == "error.responseType")
        return toQt(subject.responseType);
    return std::nullopt;
}

const GatewayResponseDefinition* definedAs(const OpenApiDefinition& definition, std::string_view type)
{
    const auto& all = definition.gatewayResponses;
    const auto it = std::find_if(all.begin(), all.end(),
                                 [&](const GatewayResponseDefinition& one) { return one.responseType == type; });
    return it == all.end() ? nullptr : &*it;
}

// "'*'" is a text, anything else comes from the request.
QString headerValue(const std::string& expression, const SampleSubject& subject)
{
    if (expression.size() >= 2 && expression.front() == '\'' && expression.back() == '\'')
        return toQt(std::string_view(expression).substr(1, expression.size() - 2));
    if (expression.starts_with("context."))
        return contextSample(expression.substr(8), subject);
    return tr("(from %1)").arg(toQt(expression));
}

QString bodyOf(const GatewayResponseDefinition* response, const std::string& contentType, const SampleSubject& subject)
{
    std::string text(defaultGatewayTemplate);
    if (response && !response->responseTemplates.empty()) {
        const auto& all = response->responseTemplates;
        const auto it =
            std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == contentType; });
        text = it == all.end() ? all.front().second : it->second;
    }
    QString body;
    for (const AccessLogPart& part : accessLogParts(text))
        body += part.variable.empty() ? toQt(part.text) : contextSample(part.variable, subject);
    return body;
}

} // namespace

QString contextSample(const std::string& variable, const SampleSubject& subject)
{
    if (const std::optional<QString> own = ofSubject(variable, subject))
        return *own;
    const auto it = std::find_if(std::begin(samples), std::end(samples),
                                 [&](const Sample& sample) { return sample.variable == variable; });
    return it == std::end(samples) ? QStringLiteral("-") : QString::fromLatin1(it->value);
}

AccessLogPreview previewAccessLog(const std::string& format, const SampleSubject& subject)
{
    AccessLogPreview preview;
    for (const AccessLogPart& part : accessLogParts(format)) {
        if (part.variable.empty()) {
            preview.line += toQt(part.text);
            continue;
        }
        preview.line += contextSample(part.variable, subject);
        if (!isAccessLogVariable(part.variable))
            preview.unknown.append(QStringLiteral("$context.") + toQt(part.variable));
    }
    return preview;
}

QString accessLogProblem(const QString& format)
{
    if (format.isEmpty())
        return {};
    if (format.toUtf8().size() > qsizetype(maxAccessLogFormatBytes))
        return tr("A format holds at most 3 KB.");
    if (format.contains(u'\n'))
        return tr("A format is one line.");
    const std::vector<AccessLogPart> parts = accessLogParts(format.toStdString());
    const bool namesRequest = std::any_of(parts.begin(), parts.end(), [](const AccessLogPart& part) {
        return part.variable == "requestId" || part.variable == "extendedRequestId";
    });
    return namesRequest ? QString() : tr("A format must hold $context.requestId or $context.extendedRequestId.");
}

QString previewGatewayResponse(const OpenApiDefinition& definition, const std::string& responseType,
                               const std::string& contentType)
{
    const GatewayResponseKind* kind = findGatewayResponseKind(responseType);
    if (!kind)
        return {};
    const GatewayResponseDefinition* response = definedAs(definition, responseType);
    if (!response)
        response = definedAs(definition, fallbackOfGatewayResponse(responseType));
    SampleSubject subject;
    subject.responseType = responseType;
    subject.message = kind->message;
    const int ownStatus = response ? toQt(response->statusCode).toInt() : 0;
    const int classStatus = responseType == default5xx ? 500 : 400;
    subject.status = ownStatus != 0 ? ownStatus : kind->statusCode != 0 ? kind->statusCode : classStatus;
    QString text =
        QStringLiteral("HTTP/1.1 %1 %2\n").arg(subject.status).arg(toQt(engine::reasonPhrase(subject.status)));
    const bool isTyped = response && !response->responseTemplates.empty();
    text += QStringLiteral("Content-Type: ") +
            (isTyped ? toQt(contentType.empty() ? response->responseTemplates.front().first : contentType)
                     : QStringLiteral("application/json")) +
            u'\n';
    constexpr std::string_view prefix = "gatewayresponse.header.";
    if (response)
        for (const auto& [name, expression] : response->responseParameters)
            if (name.starts_with(prefix))
                text += toQt(std::string_view(name).substr(prefix.size())) + QStringLiteral(": ") +
                        headerValue(expression, subject) + u'\n';
    return text + u'\n' + bodyOf(response, contentType, subject);
}

} // namespace gw::ui
