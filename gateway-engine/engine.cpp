// Engine: joins the HTTP server with the gateway behind it.
#include "gateway-engine/engine.h"

#include "gateway-engine/gateway.h"
#include "gateway-engine/transport/http_server.h"

namespace gw::engine {

namespace {

class GatewayHandler final : public RequestHandler
{
public:
    GatewayHandler(Gateway& gateway, ListenerScope scope, UpstreamClient& upstream)
        : m_gateway(gateway), m_scope(std::move(scope)), m_upstream(upstream)
    {
    }

    Task<Response> handle(Request request) override
    {
        return m_gateway.handle(std::move(request), m_scope, m_upstream);
    }

private:
    Gateway& m_gateway;
    const ListenerScope m_scope;
    UpstreamClient& m_upstream;
};

} // namespace

struct Engine::Impl
{
    Impl(const EngineOptions& options, Services& services)
        : gateway(services, options.traces), server(options.threads, {options.limits, options.keepConnections})
    {
    }

    Result<int> listen(const std::string& host, int port, const ListenerScope& scope)
    {
        return server.listen(host, port, [&](Worker& worker) {
            return std::make_unique<GatewayHandler>(gateway, scope, *worker.client);
        });
    }

    Gateway gateway;
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
    return m_impl->listen(host, port, scope);
}

Result<int> Engine::listenApi(const std::string& apiId, const std::string& host, int port)
{
    ListenerScope scope;
    scope.apiId = apiId;
    return m_impl->listen(host, port, scope);
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
    m_impl->server.stop(deadline);
    m_impl->gateway.traces().flush();
}

} // namespace gw::engine
