// From a captured message back to a request.
#include "ui/console/request_from_trace.h"

#include "core/console/url_query.h"
#include "ui/inspector/trace_picture.h"

#include <QStringList>

namespace gw::ui {

namespace {

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// What the sender writes itself.
bool isOfTheConnection(const QString& name)
{
    static const QStringList names{QStringLiteral("host"),           QStringLiteral("content-length"),
                                   QStringLiteral("connection"),     QStringLiteral("accept-encoding"),
                                   QStringLiteral("user-agent"),     QStringLiteral("transfer-encoding"),
                                   QStringLiteral("accept-language")};
    return names.contains(name, Qt::CaseInsensitive);
}

void putHeaders(console::ConsoleRequest& request, const engine::TraceMessage& message)
{
    for (const engine::HeaderField field : message.headers) {
        const QString name = toQt(field.name);
        const bool isDefaultAccept =
            name.compare(QLatin1String("accept"), Qt::CaseInsensitive) == 0 && field.value == "*/*";
        if (isOfTheConnection(name) || isDefaultAccept)
            continue;
        const bool isMasked = engine::isSecretHeader(field.name);
        request.headers.push_back({name, toQt(field.value), !isMasked});
    }
}

void putBody(console::ConsoleRequest& request, const engine::TraceMessage& message)
{
    if (message.body.empty())
        return;
    const bool isJson = message.headers.get("Content-Type").find("json") != std::string_view::npos;
    request.body.kind = isJson ? console::BodyKind::Json : console::BodyKind::Text;
    request.body.text = toQt(message.body);
    const console::Field* type = console::findHeader(request.headers, u"Content-Type");
    if (type && type->value == console::defaultContentType(request.body.kind))
        std::erase(request.headers, console::Field(*type));
}

} // namespace

console::ConsoleRequest requestFromTrace(const engine::Trace& trace, const QString& baseUrl)
{
    console::ConsoleRequest request;
    request.method = toQt(trace.method);
    const engine::TraceMessage* message = messageInto(trace, engine::Card::Client);
    if (!message && !trace.messages.empty())
        message = &trace.messages.front();
    QString base = baseUrl;
    if (base.isEmpty() && message)
        base = QStringLiteral("http://%1/%2").arg(toQt(message->headers.get("Host")), toQt(trace.stage));
    const console::SplitUrl split = console::splitUrl(base + toQt(trace.path));
    request.url = split.base;
    request.query = split.query;
    if (message) {
        putHeaders(request, *message);
        putBody(request, *message);
    }
    return request;
}

} // namespace gw::ui
