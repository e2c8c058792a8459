// Thin conversions over the engine's own texts.
#include "ui/inspector/trace_words.h"

#include "core/json/text.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/trace/trace_text.h"

namespace gw::ui {

QString statusText(const engine::Trace& trace)
{
    if (trace.status == 0)
        return {};
    const std::string_view reason = engine::reasonPhrase(trace.status);
    const QString words = QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size()));
    return QStringLiteral("%1 %2").arg(trace.status).arg(words).trimmed();
}

QString jsonText(const engine::Trace& trace)
{
    const auto read = json::readJson(engine::traceToJson(trace));
    return read ? QString::fromStdString(json::writeJsonPretty(*read)) : QString();
}

} // namespace gw::ui
