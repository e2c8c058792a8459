// Listeners. What moves is closed before anything is opened, so that two APIs can change ports with each other.
#include "gateway-engine/listeners.h"

namespace gw::engine {

class Listeners::Handler final : public RequestHandler
{
public:
    Handler(const Listeners& listeners, const Scope& scope, UpstreamClient& upstream)
        : m_listeners(listeners), m_gateway(listeners.m_gateway), m_scope(scope), m_upstream(upstream)
    {
    }

    Task<Response> handle(Request&& request) override
    {
        const ListenerScope& scope = *m_scope.now.load(std::memory_order_acquire);
        if (scope.servesAllApis && !m_gateway.isDomain(request)) // a custom domain's paths are its APIs'
            if (LocalService* service = m_listeners.serviceFor(request))
                return service->handle(std::move(request));
        return m_gateway.handle(std::move(request), scope, m_upstream);
    }

private:
    const Listeners& m_listeners;
    Gateway& m_gateway;
    const Scope& m_scope;
    UpstreamClient& m_upstream;
};

namespace {

ListenerScope scopeOf(const std::string& apiId, const ListenTable& table)
{
    ListenerScope scope;
    scope.servesAllApis = apiId.empty();
    scope.apiId = apiId.empty() ? table.defaultApiId : apiId;
    return scope;
}

} // namespace

void Listeners::Scope::set(ListenerScope scope)
{
    all.push_back(std::make_unique<const ListenerScope>(std::move(scope)));
    now.store(all.back().get(), std::memory_order_release);
}

LocalService* Listeners::serviceFor(const Request& request) const
{
    for (const auto& service : m_services)
        if (service->owns(request))
            return service.get();
    return nullptr;
}

Result<Listeners::Open> Listeners::openAt(const ListenAddress& address, ListenerScope scope)
{
    auto held = std::make_unique<Scope>();
    held->set(std::move(scope));
    const Result<int> port = m_server.listen(address.host, address.port, [&](Worker& worker) {
        return std::make_unique<Handler>(*this, *held, *worker.client);
    });
    if (!port)
        return fail(port.error());
    m_scopes.push_back(std::move(held));
    return Open{address, {address.host, *port}, m_scopes.back().get()};
}

Result<int> Listeners::open(const std::string& host, int port, ListenerScope scope)
{
    const Result<Open> opened = openAt({host, port}, std::move(scope));
    return opened ? Result<int>(opened->actual.port) : fail(opened.error());
}

// What stood somewhere else than it is wanted and is wanted still.
std::map<std::string, Listeners::Open> Listeners::closeMoved(const std::map<std::string, ListenAddress>& wanted)
{
    std::map<std::string, Open> moved;
    for (auto it = m_open.begin(); it != m_open.end();) {
        const auto place = wanted.find(it->first);
        if (place != wanted.end() && place->second == it->second.wanted) {
            ++it;
            continue;
        }
        m_server.close(it->second.actual.host, it->second.actual.port);
        if (place != wanted.end())
            moved.insert(*it);
        it = m_open.erase(it);
    }
    return moved;
}

Diagnostics Listeners::follow(const ListenTable& table)
{
    Diagnostics diagnostics;
    if (m_table == table)
        return diagnostics; // what could not be opened is not tried anew for edits of something else
    m_table = table;
    std::map<std::string, ListenAddress> wanted = table.apis;
    wanted[{}] = table.project;
    const std::map<std::string, Open> moved = closeMoved(wanted);
    for (const auto& [apiId, address] : wanted) {
        if (m_open.contains(apiId))
            continue;
        if (Result<Open> opened = openAt(address, scopeOf(apiId, table)))
            m_open.emplace(apiId, *opened);
        else
            diagnostics.push_back(std::move(opened.error()));
    }
    for (const auto& [apiId, former] : moved)
        if (!m_open.contains(apiId))
            if (const Result<Open> opened = openAt(former.actual, scopeOf(apiId, table)))
                m_open.emplace(apiId, *opened);
    if (const auto project = m_open.find({}); project != m_open.end())
        project->second.scope->set(scopeOf({}, table));
    return diagnostics;
}

std::optional<ListenAddress> Listeners::of(const std::string& apiId) const
{
    const auto found = m_open.find(apiId);
    return found == m_open.end() ? std::nullopt : std::optional(found->second.actual);
}

} // namespace gw::engine
