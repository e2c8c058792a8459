// Listeners. What moves is closed before anything is opened, so that two APIs can change ports with each other.
#include "gateway-engine/listeners.h"

#include <iterator>
#include <utility>

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
    void connectionFailed(FailedConnection connection) override { m_gateway.recordFailure(std::move(connection)); }

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

Result<Listeners::Open> Listeners::openAt(const ListenAddress& address, ListenerScope scope, bool isSecure)
{
    auto held = std::make_unique<Scope>();
    held->set(std::move(scope));
    const auto makeHandler = [&](Worker& worker) { return std::make_unique<Handler>(*this, *held, *worker.client); };
    const Result<int> port = m_server.listen(address.host, address.port, makeHandler, isSecure ? m_tls : nullptr);
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
std::map<Listeners::Place, Listeners::Open> Listeners::closeMoved(const Wanted& wanted)
{
    std::map<Place, Open> moved;
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

// Routes and certificates; where they are served does not change for it.
Diagnostics Listeners::followDomains(const ListenTable& table)
{
    DomainRouter::Built routed = DomainRouter::build(table.domains);
    m_gateway.setDomains(std::move(routed.router));
    if (table.sites == m_sites)
        return std::move(routed.diagnostics);
    TlsServer::Built tls = TlsServer::build(table.sites);
    m_sites = table.sites;
    m_tls->set(std::move(tls.server));
    std::move(tls.diagnostics.begin(), tls.diagnostics.end(), std::back_inserter(routed.diagnostics));
    return std::move(routed.diagnostics);
}

Diagnostics Listeners::follow(const ListenTable& table)
{
    if (m_table == table)
        return {}; // what could not be opened is not tried anew for edits of something else
    m_table = table;
    Diagnostics diagnostics = followDomains(table);
    Wanted wanted;
    wanted[{false, {}}] = table.project;
    for (const auto& [apiId, address] : table.apis)
        wanted[{false, apiId}] = address;
    if (table.secure)
        wanted[{true, {}}] = *table.secure;
    for (const DomainPort& port : table.domainPorts)
        wanted[{port.isSecure, {}, port.address.port}] = port.address;
    const std::map<Place, Open> moved = closeMoved(wanted);
    for (const auto& [place, address] : wanted) {
        if (m_open.contains(place))
            continue;
        if (Result<Open> opened = openAt(address, scopeOf(place.apiId, table), place.isSecure))
            m_open.emplace(place, *opened);
        else
            diagnostics.push_back(std::move(opened.error()));
    }
    for (const auto& [place, former] : moved)
        if (!m_open.contains(place))
            if (const Result<Open> opened = openAt(former.actual, scopeOf(place.apiId, table), place.isSecure))
                m_open.emplace(place, *opened);
    for (const auto& [place, open] : m_open)
        if (place.apiId.empty())
            open.scope->set(scopeOf({}, table));
    return diagnostics;
}

std::optional<ListenAddress> Listeners::at(const Place& place) const
{
    const auto found = m_open.find(place);
    return found == m_open.end() ? std::nullopt : std::optional(found->second.actual);
}

std::optional<ListenAddress> Listeners::of(const std::string& apiId) const
{
    return at({false, apiId});
}

std::optional<ListenAddress> Listeners::ofDomains(bool isSecure, int port) const
{
    const auto own = at({isSecure, {}, port});
    return own || port == 0 ? own : at({isSecure, {}});
}

} // namespace gw::engine
