#include "ui/models/lab_sample.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr qsizetype mostHeaderChars = 64 * 1024;
constexpr std::string_view mask = "****"; // what maskSecret() begins with

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::LabSample", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isMasked(std::string_view name, std::string_view value)
{
    return value.find(mask) != std::string_view::npos || (engine::isSecretHeader(name) && value.empty());
}

// What the lab or the connection writes itself.
bool isOfTheConnection(std::string_view name)
{
    static constexpr std::string_view names[] = {"host", "content-length", "connection", "transfer-encoding"};
    return std::any_of(std::begin(names), std::end(names),
                       [name](std::string_view known) { return engine::equalsIgnoreCase(name, known); });
}

const engine::TraceMessage* requestOf(const engine::Trace& trace)
{
    for (const engine::Span& span : trace.spans)
        if (span.card == engine::Card::Client && span.in >= 0 && std::size_t(span.in) < trace.messages.size())
            return &trace.messages[std::size_t(span.in)];
    return trace.messages.empty() ? nullptr : &trace.messages.front();
}

void takePath(const engine::Trace& trace, TracedSample& sample)
{
    const QString target = toQt(trace.path);
    const auto mark = target.indexOf(QLatin1Char('?'));
    QStringList kept;
    if (mark >= 0)
        for (const QString& pair : target.mid(mark + 1).split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
            if (pair.contains(toQt(mask)))
                sample.masked << pair.section(QLatin1Char('='), 0, 0);
            else
                kept << pair;
        }
    sample.path = target.left(mark);
    if (!kept.isEmpty())
        sample.path += QLatin1Char('?') + kept.join(QLatin1Char('&'));
}

void takeHeaders(const engine::TraceMessage& message, const std::string& tokenHeader, TracedSample& sample)
{
    QStringList lines;
    for (const engine::HeaderField field : message.headers) {
        if (isOfTheConnection(field.name))
            continue;
        if (isMasked(field.name, field.value))
            sample.masked << toQt(field.name);
        else if (!tokenHeader.empty() && engine::equalsIgnoreCase(field.name, tokenHeader))
            sample.token = toQt(field.value);
        else
            lines << toQt(field.name) + QStringLiteral(": ") + toQt(field.value);
    }
    sample.headers = lines.join(QLatin1Char('\n'));
}

} // namespace

std::vector<LabMethod> labMethods(const Api& api, const std::string& authorizer)
{
    std::vector<LabMethod> methods;
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return methods;
    for (const bool usesIt : {true, false})
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                if ((method->authorizer == authorizer) == usesIt && methods.size() < mostLabMethods)
                    methods.push_back(
                        {std::string(toString(method->verb)), resource->path, method->authorizationScopes, usesIt});
    return methods;
}

QString samplePath(const std::string& resourcePath)
{
    static const QRegularExpression parameter(QStringLiteral("\\{[^}/]*\\}"));
    const QString path = toQt(resourcePath);
    return path.isEmpty() ? QStringLiteral("/") : QString(path).replace(parameter, QStringLiteral("1"));
}

std::string labPath(const QString& typed)
{
    const QString path = typed.trimmed();
    return (path.startsWith(QLatin1Char('/')) ? path : QLatin1Char('/') + path)
        .toUtf8()
        .toPercentEncoding("/?&=+:@,;!$'()*")
        .replace("%25", "%") // what is encoded stays as it is
        .toStdString();
}

std::string tokenHeaderOf(const Authorizer& authorizer)
{
    if (authorizer.type == AuthorizerType::Request)
        return {};
    for (const std::string& text : authorizer.identitySource)
        if (const auto source = identitySourceFrom(text, false);
            source && source->place == IdentitySource::Place::Header)
            return source->name;
    return {};
}

QString identityHeaders(const Authorizer& authorizer)
{
    QStringList lines;
    if (authorizer.type == AuthorizerType::Request)
        for (const std::string& text : authorizer.identitySource)
            if (const auto source = identitySourceFrom(text, false);
                source && source->place == IdentitySource::Place::Header)
                lines << toQt(source->name) + QStringLiteral(": ");
    return lines.join(QLatin1Char('\n'));
}

std::string tokenIn(const QString& pasted)
{
    static const QRegularExpression breaks(QStringLiteral("[\\r\\n\\t]+"));
    return QString(pasted).remove(breaks).trimmed().toStdString();
}

QString readHeaders(const QString& text, engine::Headers& headers)
{
    static const QRegularExpression line(
        QStringLiteral("^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00-\\x08\\x0A-\\x1F"
                       "\\x7F]*)$"));
    if (text.size() > mostHeaderChars)
        return tr("The headers are longer than 64 KB.");
    engine::Headers read;
    int number = 0;
    for (const QString& given : text.split(QLatin1Char('\n'))) {
        ++number;
        if (given.trimmed().isEmpty())
            continue;
        const auto match = line.match(given.trimmed());
        if (!match.hasMatch())
            return tr("Line %1 of the headers is none. Write \"Name: value\".").arg(number);
        if (!match.captured(2).trimmed().isEmpty()) // a name that still waits for its value
            read.add(match.captured(1).toStdString(), match.captured(2).trimmed().toStdString());
    }
    headers = std::move(read);
    return {};
}

TracedSample sampleOf(const engine::Trace& trace, const Authorizer& authorizer)
{
    TracedSample sample;
    sample.method = trace.method;
    sample.resourcePath = trace.resourcePath;
    takePath(trace, sample);
    if (const engine::TraceMessage* message = requestOf(trace))
        takeHeaders(*message, tokenHeaderOf(authorizer), sample);
    return sample;
}

QString traceLabel(const engine::Trace& trace)
{
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(trace.time.time_since_epoch());
    return QStringLiteral("%1 %2 · %3 · %4")
        .arg(toQt(trace.method), toQt(trace.path), QString::number(trace.status),
             QDateTime::fromMSecsSinceEpoch(time.count()).toString(QStringLiteral("HH:mm:ss")));
}

} // namespace gw::ui
