// The pool (per endpoint, last in first out), opening connections, and trying again after a stale one.
#include "gateway-engine/transport/http_client.h"

#include "gateway-engine/transport/request_head.h"
#include "gateway-engine/transport/upstream_call.h"

#include <boost/asio/ip/basic_resolver.hpp>

#include <algorithm>
#include <tuple>

namespace gw::engine {

using Kind = UpstreamFailure::Kind;
using Resolver = asio::ip::basic_resolver<Tcp, Executor>;
using tl::unexpected;

namespace {

constexpr std::size_t maxEndpoints = 1'000; // before those without a connection are forgotten

UpstreamFailure connectFailure(const Tcp::endpoint& at, const error_code& error)
{
    Endpoint named;
    named.host = at.address().to_string();
    named.port = at.port();
    if (error == asio::error::connection_refused)
        return {Kind::Connect, "Connection refused by " + addressText(named)};
    return {Kind::Connect, addressText(named) + " cannot be reached: " + error.message()};
}

// "localhost" and every name below it are this machine, whatever name servers say (RFC 6761 6.3).
bool isLocalhost(std::string_view host)
{
    constexpr std::string_view name = "localhost";
    if (host.ends_with('.'))
        host.remove_suffix(1);
    if (host.size() < name.size() || !equalsIgnoreCase(host.substr(host.size() - name.size()), name))
        return false;
    return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
}

Task<tl::expected<std::vector<Tcp::endpoint>, UpstreamFailure>> resolve(asio::io_context& context,
                                                                        const Endpoint& endpoint, UpstreamCall& call)
{
    error_code error;
    const auto literal = asio::ip::make_address(endpoint.host, error);
    if (!error)
        co_return std::vector<Tcp::endpoint>{{literal, endpoint.port}};
    if (isLocalhost(endpoint.host))
        co_return std::vector<Tcp::endpoint>{{asio::ip::address_v4::loopback(), endpoint.port},
                                             {asio::ip::address_v6::loopback(), endpoint.port}};
    Resolver resolver(context);
    call.cancelWith([&resolver] { resolver.cancel(); });
    const auto [resolveError, found] =
        co_await resolver.async_resolve(endpoint.host, std::to_string(endpoint.port), asTask);
    call.cancelWith(nullptr);
    if (call.hasTimedOut())
        co_return unexpected(call.timeoutFailure());
    if (resolveError || found.empty())
        co_return unexpected(
            UpstreamFailure{Kind::NameResolution, "The host name \"" + endpoint.host + "\" is not known"});
    std::vector<Tcp::endpoint> addresses;
    for (const auto& entry : found)
        addresses.push_back(entry.endpoint());
    co_return addresses;
}

} // namespace

bool UpstreamConnection::isQuiet()
{
    if (plain)
        return plain->isQuiet();
    char byte = 0;
    error_code error;
    socket.receive(asio::buffer(&byte, 1), Socket::message_peek, error);
    return error == asio::error::would_block;
}

void UpstreamConnection::cancel()
{
    error_code ignored;
    if (plain)
        plain->cancel();
    else
        socket.cancel(ignored);
}

void UpstreamConnection::onExpired()
{
    error_code ignored;
    if (plain)
        plain->close();
    else
        socket.close(ignored);
}

std::size_t HttpClient::EndpointHash::operator()(const Endpoint& endpoint) const
{
    return std::hash<std::string>()(endpoint.host) ^ (std::hash<std::string>()(endpoint.tlsName) << 1U) ^
           (std::size_t{endpoint.port} << 2U) ^ (endpoint.isTls ? 2U : 0U) ^ (endpoint.verifyTls ? 1U : 0U) ^
           std::hash<const void*>()(endpoint.identity.get());
}

HttpClient::HttpClient(Worker& worker, const HttpClientOptions& options) : m_worker(worker), m_options(options) {}

// The place of an endpoint stays when its connections have gone, until there are many: addresses may come from clients.
HttpClient::Idle& HttpClient::idleOf(const Endpoint& endpoint)
{
    if (m_lastUsed && m_lastUsed->first == endpoint)
        return m_lastUsed->second;
    if (m_idle.size() >= maxEndpoints)
        std::erase_if(m_idle, [](const auto& place) {
            return std::none_of(place.second.begin(), place.second.end(), [](const auto& c) { return c->isOpen(); });
        });
    m_lastUsed = &*m_idle.try_emplace(endpoint).first;
    return m_lastUsed->second;
}

HttpClient::ConnectionPtr HttpClient::take(const UpstreamRequest& request)
{
    Idle& idle = idleOf(request.endpoint);
    const bool mustBeSure = !isIdempotent(request.method); // it could not be tried again
    while (!idle.empty()) {
        ConnectionPtr connection = std::move(idle.back());
        idle.pop_back();
        if (!connection->isOpen() || (mustBeSure && !connection->isQuiet()))
            continue;
        connection->expireNever();
        return connection;
    }
    return nullptr;
}

void HttpClient::giveBack(const Endpoint& endpoint, ConnectionPtr connection)
{
    Idle& idle = idleOf(endpoint);
    if (idle.size() >= m_options.maxIdlePerEndpoint)
        return;
    connection->expireAfter(m_options.idleTimeout);
    idle.push_back(std::move(connection));
}

Task<std::optional<UpstreamFailure>> HttpClient::startTls(UpstreamConnection& connection, const Endpoint& endpoint)
{
    if (!m_tls)
        m_tls = std::make_unique<TlsSettings>(m_options.trustedRoots);
    connection.tls = std::make_unique<TlsStream>(connection.socket, *m_tls, endpoint);
    co_return co_await connection.tls->handshake();
}

Task<tl::expected<HttpClient::ConnectionPtr, UpstreamFailure>> HttpClient::open(const Endpoint& endpoint,
                                                                                UpstreamCall& call)
{
    const auto addresses = co_await resolve(m_worker.context, endpoint, call);
    if (!addresses)
        co_return unexpected(addresses.error());
    UpstreamFailure failure;
    for (const auto& address : *addresses) {
        auto connection = std::make_unique<UpstreamConnection>(m_worker);
        call.cancelWith([&connection] {
            error_code ignored;
            connection->socket.close(ignored);
        });
        auto [error] = co_await connection->socket.async_connect(address, asTask);
        if (!error)
            connection->socket.non_blocking(true, error);
        if (!error)
            connection->socket.set_option(Tcp::no_delay(true), error);
        if (!error && !endpoint.isTls)
            connection->plain.emplace(std::move(connection->socket), m_worker.readiness);
        if (!error && endpoint.isTls) {
            const auto tlsFailure = co_await startTls(*connection, endpoint);
            call.cancelWith(nullptr);
            if (tlsFailure && !call.hasTimedOut())
                co_return unexpected(*tlsFailure); // another address of the same name would not be better
        }
        call.cancelWith(nullptr);
        if (call.hasTimedOut())
            co_return unexpected(call.timeoutFailure());
        if (!error)
            co_return connection;
        if (failure.detail.empty()) // of several addresses the first is the one people mean
            failure = connectFailure(address, error);
    }
    co_return unexpected(failure);
}

Task<std::optional<UpstreamFailure>> HttpClient::send(const UpstreamRequest& request, UpstreamResponse& answer)
{
    if (auto problem = problemOf(request))
        co_return UpstreamFailure{Kind::Protocol, *std::move(problem)};
    UpstreamCall call(m_worker, request, m_options.maxBodyBytes, answer.response);
    ConnectionPtr connection = take(request);
    answer.reusedConnection = connection != nullptr;
    for (;;) {
        if (!connection) {
            const auto start = std::chrono::steady_clock::now();
            auto opened = co_await open(request.endpoint, call);
            if (!opened)
                co_return std::move(opened.error());
            connection = std::move(*opened);
            answer.connectTime = std::chrono::steady_clock::now() - start;
        }
        if (!call.sendAtOnce(*connection))
            co_await call.sendRest(*connection, m_worker.head);
        while (call.wantsMore()) {
            error_code error;
            std::size_t count = 0;
            if (connection->tls) {
                std::tie(error, count) = co_await connection->tls->read(call.space());
            } else {
                if (!connection->plain->isReadable())
                    std::tie(error) = co_await connection->plain->waitReadable();
                if (!error)
                    count = connection->plain->readSome(call.space(), error);
            }
            call.received(error, count);
        }
        auto failure = call.finish();
        if (!failure)
            break;
        if (!answer.reusedConnection || !call.mayTryAgain())
            co_return failure;
        answer.reusedConnection = false;
        connection.reset(); // it was stale: the rest of the pool may be so, too
    }
    if (call.canReuseConnection())
        giveBack(request.endpoint, std::move(connection));
    co_return std::nullopt;
}

} // namespace gw::engine
