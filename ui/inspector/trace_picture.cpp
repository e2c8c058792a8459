// Trace → the content of the six cards.
#include "ui/inspector/trace_picture.h"

#include "gateway-engine/trace/trace_parts.h"
#include "ui/inspector/service_outcome.h"
#include "ui/models/quantity_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>

namespace gw::ui {

namespace {

constexpr int maxLines = 4;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("TracePicture", text, nullptr, n);
}

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString messageFacts(const engine::TraceMessage& message)
{
    const auto headers = static_cast<int>(message.headers.size());
    const QString count = headers == 1 ? tr("1 header") : tr("%1 headers").arg(headers);
    return message.bodyBytes == 0
               ? count
               : QStringLiteral("%1, %2").arg(count, sizeText(static_cast<qint64>(message.bodyBytes)));
}

// "GET http://localhost/pets HTTP/1.1" reads better without the version.
QString startLineText(const engine::TraceMessage& message)
{
    QString line = toQt(message.startLine);
    const qsizetype version = line.lastIndexOf(QStringLiteral(" HTTP/"));
    return version > 0 ? line.left(version) : line;
}

std::chrono::nanoseconds timeIn(const std::vector<const engine::Span*>& spans)
{
    std::chrono::nanoseconds sum{0};
    for (const engine::Span* span : spans)
        sum += span->duration;
    return sum;
}

// Nothing came back: the backend was called in vain, or nobody was called.
QString withoutAnswer(const engine::Span& span)
{
    const bool wasCalled =
        std::any_of(span.notes.begin(), span.notes.end(), [](const auto& note) { return note.first == "url"; });
    if (wasCalled)
        return tr("No answer");
    return span.stage == std::string_view("example") ? tr("Example") : tr("Mock");
}

QString headlineOf(const engine::Trace& trace, engine::Card card)
{
    const engine::TraceMessage* out = messageOutOf(trace, card);
    switch (card) {
    case engine::Card::Client:
        return toQt(trace.method + ' ' + trace.path);
    case engine::Card::MethodRequest:
        return trace.resourcePath.empty() ? tr("No route") : toQt(trace.method + ' ' + trace.resourcePath);
    case engine::Card::MethodResponse:
        if (trace.status != 0)
            return out ? startLineText(*out) : QString::number(trace.status);
        break;
    case engine::Card::IntegrationResponse:
        if (!out)
            return spansOf(trace, card).front()->notes.empty() ? tr("Passed through") : tr("Mapped");
        break;
    case engine::Card::Integration:
        if (!out)
            return withoutAnswer(*spansOf(trace, card).front());
        if (const auto failure = failureIn(*out))
            return failure->headline;
        break;
    case engine::Card::IntegrationRequest:
        break;
    }
    return out ? startLineText(*out) : QString();
}

QStringList failureLines(const engine::TraceMessage* answer)
{
    QStringList lines;
    if (const auto failure = answer ? failureIn(*answer) : std::nullopt) {
        lines = {failure->error, failure->cause};
        lines.removeAll(QString());
    }
    return lines;
}

// "Web ACL "office": blocked by anybody-else": its ARN is for logs and the notes below the picture.
QString webAclLine(const engine::Span& span)
{
    const QString arn = QString::fromStdString(engine::noteOf(span, "webaclArn"));
    const QString name = arn.section(QLatin1Char('/'), 2, 2);
    const QString rule = QString::fromStdString(engine::noteOf(span, "rule"));
    const QString verdict = span.failed ? tr("blocked by %1").arg(rule) : tr("allowed by %1").arg(rule);
    return tr("Web ACL \"%1\": %2").arg(name, verdict);
}

QStringList factsOf(const engine::Trace& trace, engine::Card card, const std::vector<const engine::Span*>& spans)
{
    QStringList lines;
    if (card == engine::Card::Client && trace.status != 0)
        lines.append(tr("Answered %1").arg(trace.status));
    if (card == engine::Card::Integration)
        lines.append(failureLines(messageOutOf(trace, card)));
    for (const engine::Span* span : spans) {
        if (std::string_view(span->stage) == "web_acl" && !span->notes.empty()) {
            lines.append(webAclLine(*span));
            continue;
        }
        for (const auto& [name, value] : span->notes)
            lines.append(toQt(name) + QStringLiteral(": ") + toQt(value).left(120));
    }
    if (const engine::TraceMessage* out = messageOutOf(trace, card))
        lines.append(messageFacts(*out));
    return lines.mid(0, maxLines);
}

CardContent cardOf(const engine::Trace& trace, engine::Card card)
{
    const std::vector<const engine::Span*> spans = spansOf(trace, card);
    CardContent content;
    if (spans.empty() && card != engine::Card::Client) {
        content.state = CardContent::State::Skipped;
        content.headline = trace.hasFault ? tr("Not reached") : tr("Nothing to do");
        return content;
    }
    const bool failed =
        trace.hasFault && std::any_of(spans.begin(), spans.end(), [](const auto* s) { return s->failed; });
    content.state = failed ? CardContent::State::Failed : CardContent::State::Lit;
    content.headline = headlineOf(trace, card);
    content.lines = factsOf(trace, card, spans);
    content.time = durationText(card == engine::Card::Client ? trace.duration : timeIn(spans));
    if (failed) {
        content.reason = toQt(trace.fault.reason);
        content.canGoToSetting = !trace.resourcePath.empty() && card != engine::Card::Client;
    }
    return content;
}

} // namespace

MethodPictureContent pictureOf(const engine::Trace& trace)
{
    MethodPictureContent content;
    for (const engine::Card card : engine::allCards)
        content[static_cast<std::size_t>(card)] = cardOf(trace, card);
    return content;
}

std::vector<const engine::Span*> spansOf(const engine::Trace& trace, engine::Card card)
{
    std::vector<const engine::Span*> spans;
    for (const engine::Span& span : trace.spans) {
        if (span.card == card)
            spans.push_back(&span);
    }
    return spans;
}

const engine::TraceMessage* messageInto(const engine::Trace& trace, engine::Card card)
{
    for (const engine::Span* span : spansOf(trace, card)) {
        if (const engine::TraceMessage* message = messageAt(trace, span->in))
            return message;
    }
    return nullptr;
}

const engine::TraceMessage* messageOutOf(const engine::Trace& trace, engine::Card card)
{
    const std::vector<const engine::Span*> spans = spansOf(trace, card);
    for (auto it = spans.rbegin(); it != spans.rend(); ++it) {
        if (const engine::TraceMessage* message = messageAt(trace, (*it)->out))
            return message;
    }
    return nullptr;
}

engine::Card interestingCard(const engine::Trace& trace)
{
    for (const engine::Span& span : trace.spans) {
        if (span.failed)
            return span.card;
    }
    return engine::Card::Client;
}

} // namespace gw::ui
