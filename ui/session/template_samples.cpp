// Lists are short: what a person would look through in a box.
#include "ui/session/template_samples.h"

#include "core/console/request_store.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace {

constexpr std::size_t mostTraces = 12;
constexpr std::size_t mostSaved = 50;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::TemplateSamples", text);
}

bool isOfMethod(const engine::Trace& trace, const TemplatePlace& place)
{
    const bool isVerb = place.method.verb == HttpVerb::Any || trace.method == toString(place.method.verb);
    return isVerb && trace.resourcePath == place.resource.path && trace.apiName == place.api.name;
}

SampleChoice choiceOf(const engine::Trace& trace)
{
    using namespace std::chrono;
    const auto time =
        QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(trace.time.time_since_epoch()).count());
    return {SampleChoice::Kind::Trace, QString::fromStdString(trace.requestId),
            QStringLiteral("%1 %2 · %3")
                .arg(QString::fromStdString(trace.method), QString::fromStdString(trace.path),
                     time.toString(QStringLiteral("HH:mm:ss")))};
}

void gather(const std::vector<console::RequestEntry>& entries, std::vector<SampleChoice>& choices)
{
    for (const console::RequestEntry& entry : entries) {
        if (entry.isFolder)
            gather(entry.children, choices);
        else if (!entry.method.isEmpty() && choices.size() < mostSaved)
            choices.push_back(
                {SampleChoice::Kind::Saved, entry.path, QStringLiteral("%1 %2").arg(entry.method, entry.path)});
    }
}

} // namespace

TemplateSamples::TemplateSamples(const Workspace& workspace, const GatewaySession& gateway)
    : m_workspace(workspace), m_gateway(gateway)
{
}

std::vector<SampleChoice> TemplateSamples::choices(const TemplatePlace& place) const
{
    std::vector<SampleChoice> choices{{SampleChoice::Kind::Design, {}, tr("Made from the design")}};
    const auto traces = m_gateway.traces();
    for (auto it = traces.rbegin(); it != traces.rend() && choices.size() <= mostTraces; ++it)
        if (isOfMethod(**it, place))
            choices.push_back(choiceOf(**it));
    if (m_workspace.isLoneFile() || m_workspace.folder().isEmpty())
        return choices;
    std::vector<SampleChoice> saved;
    gather(console::RequestStore(m_workspace.folder()).list(), saved);
    const QString verb = QString::fromLatin1(toString(place.method.verb).data()) + QLatin1Char(' ');
    std::stable_partition(saved.begin(), saved.end(),
                          [&](const SampleChoice& choice) { return choice.label.startsWith(verb); });
    choices.insert(choices.end(), saved.begin(), saved.end());
    return choices;
}

TemplateSample TemplateSamples::load(const SampleChoice& choice, const TemplatePlace& place) const
{
    if (choice.kind == SampleChoice::Kind::Saved) {
        if (const auto request = console::RequestStore(m_workspace.folder()).load(choice.key))
            return sampleFromRequest(place, *request);
    }
    if (choice.kind == SampleChoice::Kind::Trace) {
        for (const engine::TracePtr& trace : m_gateway.traces())
            if (trace->requestId == choice.key.toStdString())
                return sampleFromTrace(place, *trace);
    }
    return sampleFromDesign(place);
}

} // namespace gw::ui
