#include "gateway-engine/transport/free_port.h"

#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/ip/tcp.hpp>

namespace gw::engine {

Result<std::uint16_t> freePort()
{
    constexpr int tries = 20; // a port that is free in one family may be taken in the other
    asio::io_context context(1);
    error_code error;
    for (int i = 0; i < tries; ++i) {
        Acceptor first(context);
        first.open(Tcp::v4(), error);
        first.bind({asio::ip::address_v4::loopback(), 0}, error);
        if (error)
            break;
        const std::uint16_t port = first.local_endpoint(error).port();
        Acceptor second(context);
        error_code noSixth; // a machine without IPv6 has nobody listening there
        second.open(Tcp::v6(), noSixth);
        if (noSixth)
            return port;
        second.bind({asio::ip::address_v6::loopback(), port}, error);
        if (!error || error == asio::error::address_family_not_supported || error.value() == EADDRNOTAVAIL)
            return port;
    }
    return fail("No port is free: " + error.message() + ".");
}

} // namespace gw::engine
