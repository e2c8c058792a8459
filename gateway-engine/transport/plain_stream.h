// PlainStream: a client's connection without TLS, as HttpSession reads and writes it. Nothing but the socket's calls,
// inline; tls_server_stream.h is the other one.
#pragma once

#include "gateway-engine/http/tls_facts.h"
#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/transport/read_in_turn.h"

#include <array>
#include <memory>
#include <utility>

namespace gw::engine {

class PlainStream
{
public:
    static constexpr bool isTls = false;

    explicit PlainStream(Socket socket) : m_socket(std::move(socket)) {}

    [[nodiscard]] Socket& socket() { return m_socket; }
    [[nodiscard]] std::shared_ptr<const TlsFacts> facts() const { return nullptr; }

    std::size_t readSome(asio::mutable_buffer space, error_code& error) { return m_socket.read_some(space, error); }
    template <typename Buffers>
    std::size_t writeSome(const Buffers& pieces, error_code& error)
    {
        return m_socket.write_some(pieces, error);
    }
    template <typename IsGivenUp>
    auto readInTurn(asio::mutable_buffer space, IsGivenUp isGivenUp)
    {
        return gw::engine::readInTurn(m_socket, space, isGivenUp);
    }
    auto waitReadable() { return m_socket.async_wait(Socket::wait_read, asTask); }
    auto waitWritable() { return m_socket.async_wait(Socket::wait_write, asTask); }
    void endSending()
    {
        error_code ignored;
        m_socket.shutdown(Socket::shutdown_send, ignored);
    }

private:
    Socket m_socket;
};

} // namespace gw::engine
