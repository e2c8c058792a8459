// The ear is what functions and servers tell; it hands on to whoever listens now.
#include "ui/session/gateway_backends.h"

#include "gateway-engine/backends.h"
#include "gateway-engine/engine.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::GatewayBackends", text);
}

engine::Request invocation(const std::string& name, const std::string& event)
{
    engine::Request request;
    request.method = "POST";
    request.target = "/2015-03-31/functions/" + name + "/invocations";
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Amz-Log-Type", "Tail");
    request.body = event;
    return request;
}

// The service's own words for why it did not run ("Rate Exceeded.").
std::string refusal(const engine::Response& response)
{
    const auto body = QJsonDocument::fromJson(QByteArray::fromStdString(response.bodyText())).object();
    const QString message =
        body.value(QLatin1String("Message")).toString(body.value(QLatin1String("message")).toString());
    const QString type = QString::fromStdString(std::string(response.headers.get("X-Amzn-Errortype")));
    const QString words = type.isEmpty() ? message : type + QLatin1String(": ") + message;
    return tr("Lambda answered %1. %2").arg(response.status).arg(words).toStdString();
}

InvokeOutcome outcomeOf(const std::optional<engine::Response>& response)
{
    InvokeOutcome outcome;
    if (!response) {
        outcome.problem =
            tr("The gateway was stopped before the function answered. Start it and invoke again.").toStdString();
        return outcome;
    }
    if (response->status >= 300) {
        outcome.problem = refusal(*response);
        return outcome;
    }
    outcome.payload = response->bodyText();
    outcome.isFunctionError = response->headers.has("X-Amz-Function-Error");
    outcome.requestId = std::string(response->headers.get("X-Amzn-Requestid"));
    const std::string_view tail = response->headers.get("X-Amz-Log-Result");
    outcome.log = QByteArray::fromBase64(QByteArray(tail.data(), qsizetype(tail.size()))).toStdString();
    return outcome;
}

} // namespace

class GatewayBackends::Ear final : public engine::LambdaObserver, public engine::ServersObserver
{
public:
    // Nobody is told by the former listener once this has returned.
    void setListener(Listener listener)
    {
        const std::lock_guard lock(m_mutex);
        m_listener = std::move(listener);
    }

    void statusChanged() override { tell(&Listener::functionsChanged); }
    void logGrew() override { tell(&Listener::functionLogGrew); }
    void serversChanged() override { tell(&Listener::serversChanged); }
    void linesWritten(const std::string& name) override { tell(&Listener::serverLogGrew, name); }

private:
    template <typename Member, typename... Told>
    void tell(Member member, const Told&... told)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto& listener = m_listener.*member)
            listener(told...);
    }

    std::mutex m_mutex;
    Listener m_listener;
};

GatewayBackends::GatewayBackends(engine::Backends& backends, engine::Engine& engine)
    : m_backends(backends), m_engine(engine), m_ear(std::make_shared<Ear>())
{
    m_backends.functions().addObserver(m_ear);
    m_backends.servers().observe(m_ear.get());
}

GatewayBackends::~GatewayBackends()
{
    m_backends.servers().observe(nullptr);
}

void GatewayBackends::listen(Listener listener)
{
    m_ear->setListener(std::move(listener));
}

engine::FunctionStatuses GatewayBackends::functions() const
{
    return m_backends.functions().status();
}

engine::FunctionLog::Lines GatewayBackends::functionLog(std::uint64_t after, const std::string& name) const
{
    return m_backends.functions().log().after(after, name);
}

void GatewayBackends::invoke(const std::string& name, const std::string& event, std::function<void(InvokeOutcome)> done)
{
    const auto start = std::chrono::steady_clock::now();
    m_engine.call(invocation(name, event),
                  [start, done = std::move(done)](const std::optional<engine::Response>& response) {
                      InvokeOutcome outcome = outcomeOf(response);
                      outcome.duration = std::chrono::steady_clock::now() - start;
                      done(std::move(outcome));
                  });
}

std::vector<engine::ServerStatus> GatewayBackends::servers() const
{
    return m_backends.servers().snapshot();
}

engine::ServerLogPage GatewayBackends::serverLog(const std::string& name, std::uint64_t after) const
{
    return m_backends.servers().log(name, after);
}

void GatewayBackends::start(const std::string& name)
{
    m_backends.servers().start(name);
}

void GatewayBackends::stop(const std::string& name)
{
    m_backends.servers().stop(name);
}

void GatewayBackends::restart(const std::string& name)
{
    m_backends.servers().restart(name);
}

} // namespace gw::ui
