// The request as the client sent it and the response as it got it.
#include "ui/models/captured_bodies.h"

#include "ui/inspector/trace_picture.h"

#include <QCoreApplication>
#include <QDateTime>

#include <chrono>

namespace gw::ui {

namespace {

constexpr std::size_t mostBodies = 24;

bool isJson(const engine::TraceMessage* message)
{
    if (!message || message->isCut)
        return false;
    const auto at = message->body.find_first_not_of(" \t\r\n");
    return at != std::string::npos && (message->body[at] == '{' || message->body[at] == '[');
}

} // namespace

std::vector<CapturedBody> capturedBodies(const std::vector<engine::TracePtr>& traces, const std::string& apiName)
{
    using namespace std::chrono;
    std::vector<CapturedBody> bodies;
    for (auto it = traces.rbegin(); it != traces.rend() && bodies.size() < mostBodies; ++it) {
        const engine::Trace& trace = **it;
        if (trace.apiName != apiName)
            continue;
        const auto time =
            QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(trace.time.time_since_epoch()).count());
        const auto add = [&](const engine::TraceMessage* message, const QString& what) {
            if (isJson(message))
                bodies.push_back({QStringLiteral("%1 %2 · %3 · %4")
                                      .arg(QString::fromStdString(trace.method), QString::fromStdString(trace.path),
                                           what, time.toString(QStringLiteral("HH:mm:ss"))),
                                  message->body});
        };
        add(messageInto(trace, engine::Card::Client), QCoreApplication::translate("gw::ui::CapturedBodies", "request"));
        add(messageOutOf(trace, engine::Card::Client),
            QCoreApplication::translate("gw::ui::CapturedBodies", "response"));
    }
    return bodies;
}

} // namespace gw::ui
