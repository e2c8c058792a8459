// The ear is what the service tells; it hands on to whoever listens now.
#include "ui/session/gateway_states.h"

#include "gateway-engine/backends.h"
#include "gateway-engine/engine.h"

#include <mutex>
#include <optional>
#include <utility>

namespace gw::ui {

namespace {

constexpr int unavailable = 503;
constexpr const char* stoppedBefore =
    "{\"__type\":\"ServiceUnavailable\",\"message\":\"The gateway was stopped before it answered. Start it again.\"}";

engine::Request requestTo(const std::string& operation, const std::string& body)
{
    engine::Request request;
    request.method = "POST";
    request.target = "/";
    request.headers.add("Content-Type", "application/x-amz-json-1.0");
    request.headers.add("X-Amz-Target", "AWSStepFunctions." + operation);
    request.body = body;
    return request;
}

} // namespace

class GatewayStates::Ear
{
public:
    // The former listener is told nothing any more once this has returned.
    void setListener(std::function<void()> listener)
    {
        const std::lock_guard lock(m_mutex);
        m_listener = std::move(listener);
    }

    void tell()
    {
        const std::lock_guard lock(m_mutex);
        if (m_listener)
            m_listener();
    }

private:
    std::mutex m_mutex;
    std::function<void()> m_listener;
};

GatewayStates::GatewayStates(engine::Backends& backends, engine::Engine& engine)
    : m_backends(backends), m_engine(engine), m_ear(std::make_shared<Ear>())
{
    m_backends.stateMachines().onChange([ear = m_ear] { ear->tell(); });
}

GatewayStates::~GatewayStates()
{
    m_backends.stateMachines().onChange({});
}

void GatewayStates::listen(std::function<void()> changed)
{
    m_ear->setListener(std::move(changed));
}

std::vector<engine::states::ExecutionSummary> GatewayStates::executions() const
{
    return m_backends.stateMachines().executions();
}

std::vector<engine::states::HistoryEvent> GatewayStates::events(const std::string& arn, std::int64_t after) const
{
    return m_backends.stateMachines().events(arn, after);
}

void GatewayStates::call(const std::string& operation, const std::string& body, Done done)
{
    m_engine.call(requestTo(operation, body), [done = std::move(done)](const std::optional<engine::Response>& answer) {
        if (answer)
            done(answer->status, answer->bodyText());
        else
            done(unavailable, stoppedBefore);
    });
}

} // namespace gw::ui
