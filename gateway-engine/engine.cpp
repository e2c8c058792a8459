// Engine: joins the HTTP server with the gateway behind it.
#include "gateway-engine/engine.h"

#include "gateway-engine/listeners.h"

#include <utility>
#include <vector>

namespace gw::engine {

struct Engine::Impl
{
    Impl(const EngineOptions& options, Services& services)
        : gateway(services, options.traces), listeners(gateway, server),
          server(options.threads, {options.limits, options.keepConnections, options.trustedRoots})
    {
    }

    Gateway gateway;
    std::vector<std::function<void()>> endServices;
    Listeners listeners;
    HttpServer server; // goes first: its requests run through the gateway
};

Engine::Engine(EngineOptions options, Services& services) : m_impl(std::make_unique<Impl>(options, services)) {}

Engine::~Engine()
{
    stop();
}

Result<int> Engine::listenProject(const std::string& host, int port, const std::string& defaultApiId)
{
    ListenerScope scope;
    scope.apiId = defaultApiId;
    scope.servesAllApis = true;
    return m_impl->listeners.open(host, port, std::move(scope));
}

Result<int> Engine::listenApi(const std::string& apiId, const std::string& host, int port)
{
    ListenerScope scope;
    scope.apiId = apiId;
    return m_impl->listeners.open(host, port, std::move(scope));
}

Diagnostics Engine::listen(const ListenTable& table)
{
    return m_impl->listeners.follow(table);
}

std::optional<ListenAddress> Engine::listening(const std::string& apiId) const
{
    return m_impl->listeners.of(apiId);
}

std::optional<ListenAddress> Engine::listeningSecurely() const
{
    return m_impl->listeners.ofDomains(true);
}

std::optional<ListenAddress> Engine::listeningForDomain(bool isSecure, int port) const
{
    return m_impl->listeners.ofDomains(isSecure, port);
}

void Engine::serve(std::vector<std::shared_ptr<LocalService>> services, std::function<void()> end)
{
    m_impl->listeners.serve(std::move(services));
    if (end)
        m_impl->endServices.push_back(std::move(end));
}

namespace {

// What a caller is told, whatever becomes of the coroutine that works for it.
class Answer
{
public:
    explicit Answer(std::function<void(std::optional<Response>)> done) : m_done(std::move(done)) {}
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;
    ~Answer() { give(std::nullopt); }

    void give(std::optional<Response> response)
    {
        if (const auto done = std::exchange(m_done, nullptr))
            done(std::move(response));
    }

private:
    std::function<void(std::optional<Response>)> m_done;
};

Task<void> answerBy(LocalService& service, Request request, std::shared_ptr<Answer> answer)
{
    answer->give(co_await service.handle(std::move(request)));
}

} // namespace

void Engine::call(Request request, std::function<void(std::optional<Response>)> done)
{
    auto answer = std::make_shared<Answer>(std::move(done));
    if (LocalService* service = m_impl->listeners.serviceFor(request))
        m_impl->server.run(answerBy(*service, std::move(request), std::move(answer)));
}

void Engine::deploy(std::shared_ptr<const Program> program)
{
    m_impl->gateway.deploy(std::move(program));
}

void Engine::undeploy(const std::string& apiId, const std::string& stage)
{
    m_impl->gateway.undeploy(apiId, stage);
}

void Engine::addTraceSink(std::shared_ptr<TraceSink> sink)
{
    m_impl->gateway.traces().addSink(std::move(sink));
}

void Engine::flushTraces()
{
    m_impl->gateway.traces().flush();
}

EngineStatistics Engine::statistics() const
{
    EngineStatistics statistics;
    statistics.requests = m_impl->gateway.requestCount();
    statistics.openConnections = m_impl->server.openConnections();
    statistics.droppedTraces = m_impl->gateway.traces().dropped();
    return statistics;
}

void Engine::stop(std::chrono::milliseconds deadline)
{
    m_impl->server.stop(deadline, [ends = std::exchange(m_impl->endServices, {})] {
        for (const std::function<void()>& end : ends)
            end();
    });
    m_impl->gateway.traces().flush();
}

} // namespace gw::engine
