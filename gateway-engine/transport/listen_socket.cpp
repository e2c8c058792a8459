// Bind and listen; see listen_socket.h.
#include "gateway-engine/transport/listen_socket.h"

#include <boost/asio/ip/v6_only.hpp>

namespace gw::engine {

namespace {

constexpr int backlog = 4'096;

std::string withoutBrackets(const std::string& host)
{
    const bool hasBrackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    return hasBrackets ? host.substr(1, host.size() - 2) : host;
}

Diagnostic bindError(const std::string& host, int port, const error_code& error)
{
    Diagnostic d;
    const std::string portText = std::to_string(port);
    if (error == asio::error::address_in_use) {
        d.message = "Cannot listen on " + host + ": port " + portText + " is in use.";
        d.hint = "End the program that uses it, or choose another port; 0 takes any free one.";
    } else if (error == asio::error::access_denied) {
        d.message = "Cannot listen on " + host + ": port " + portText + " is reserved for the administrator.";
        d.hint = "Choose a port from 1024 on.";
    } else if (error == boost::system::errc::address_not_available) {
        d.message = "Cannot listen on " + host + ": this machine does not have that address.";
        d.hint = "127.0.0.1 serves this machine only, 0.0.0.0 all of its networks.";
    } else {
        d.message = "Cannot listen on " + host + ", port " + portText + ": " + error.message() + ".";
    }
    return d;
}

Result<Acceptor> openSocket(asio::io_context& context, const Tcp::endpoint& endpoint, const std::string& host)
{
    error_code error;
    Acceptor acceptor(context);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error && endpoint.address().is_v6())
        acceptor.set_option(asio::ip::v6_only(!endpoint.address().is_unspecified()), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(backlog, error);
    if (error)
        return fail(bindError(host, endpoint.port(), error));
    return acceptor;
}

Result<std::vector<asio::ip::address>> addressesOf(asio::io_context& context, const std::string& host)
{
    if (host == "localhost")
        return std::vector<asio::ip::address>{asio::ip::address_v4::loopback(), asio::ip::address_v6::loopback()};
    error_code error;
    const auto literal = asio::ip::make_address(withoutBrackets(host), error);
    if (!error)
        return std::vector<asio::ip::address>{literal};
    asio::ip::basic_resolver<Tcp, Executor> resolver(context);
    const auto found = resolver.resolve(host, "0", error);
    if (error || found.empty())
        return fail("Cannot listen on \"" + host + "\": no such name is known here.",
                    "127.0.0.1 serves this machine only, 0.0.0.0 all of its networks.");
    return std::vector<asio::ip::address>{found.begin()->endpoint().address()};
}

} // namespace

Result<std::vector<Acceptor>> openListenSockets(asio::io_context& context, const std::string& host, int port)
{
    if (port < 0 || port > 65'535)
        return fail("There is no port " + std::to_string(port) + ".",
                    "Ports go from 1 to 65535; 0 takes any free one.");
    const auto addresses = addressesOf(context, host);
    if (!addresses)
        return fail(addresses.error());
    std::vector<Acceptor> acceptors;
    for (const auto& address : *addresses) {
        const auto chosen = acceptors.empty() ? port : acceptors.front().local_endpoint().port();
        auto acceptor = openSocket(context, {address, static_cast<std::uint16_t>(chosen)}, host);
        if (acceptor)
            acceptors.push_back(std::move(*acceptor));
        else if (acceptors.empty())
            return fail(acceptor.error());
    }
    return acceptors;
}

} // namespace gw::engine
