// The log a person reads from top to bottom.
#include "ui/inspector/trace_log.h"

#include "gateway-engine/http/message.h"
#include "ui/models/quantity_text.h"

#include <QStringList>

namespace gw::ui {

namespace {

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString offset(std::chrono::nanoseconds since)
{
    return QStringLiteral("%1 ms").arg(static_cast<double>(since.count()) / 1e6, 9, 'f', 3);
}

} // namespace

QString statusText(const engine::Trace& trace)
{
    if (trace.status == 0)
        return {};
    const std::string_view reason = engine::reasonPhrase(trace.status);
    return QStringLiteral("%1 %2")
        .arg(trace.status)
        .arg(QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size())))
        .trimmed();
}

QString executionLogText(const engine::Trace& trace)
{
    QStringList lines;
    lines.append(
        QStringLiteral("%1  Request %2: %3 %4 from %5")
            .arg(offset({}), toQt(trace.requestId), toQt(trace.method), toQt(trace.path), toQt(trace.remoteAddress)));
    for (const engine::Span& span : trace.spans) {
        lines.append(QStringLiteral("%1  %2: %3, took %4")
                         .arg(offset(span.start), QString::fromLatin1(engine::cardName(span.card)),
                              QString::fromLatin1(span.stage), durationText(span.duration)));
        for (const auto& [name, value] : span.notes)
            lines.append(QStringLiteral("              %1 = %2").arg(toQt(name), toQt(value)));
        if (span.failed)
            lines.append(
                QStringLiteral("              %1: %2").arg(toQt(trace.fault.responseType), toQt(trace.fault.reason)));
    }
    lines.append(
        QStringLiteral("%1  Answered %2, %3 in all")
            .arg(offset(trace.duration), statusText(trace), sizeText(static_cast<qint64>(trace.responseBytes))));
    return lines.join(u'\n');
}

} // namespace gw::ui
