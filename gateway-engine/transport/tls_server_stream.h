// TlsServerStream: a client's connection with TLS, as HttpSession reads and writes it: every call is tried at once, and
// what would block is waited for on the socket. OpenSSL works on the socket itself; no bytes are copied beside it.
#pragma once

#include "gateway-engine/http/tls_facts.h"
#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/transport/tls_server.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tuple>

namespace gw::engine {

class TlsServerStream
{
public:
    static constexpr bool isTls = true;

    TlsServerStream(Socket socket, std::shared_ptr<const TlsServer> server);
    TlsServerStream(TlsServerStream&& other) noexcept; // of one that nobody waits for
    TlsServerStream(const TlsServerStream&) = delete;
    TlsServerStream& operator=(const TlsServerStream&) = delete;
    ~TlsServerStream(); // tells the client that this is the end, where it can

    [[nodiscard]] const std::shared_ptr<const TlsFacts>& facts() const { return m_facts; }

    enum class Opened { Tls, PlainHttp, Failed };
    // The handshake. After PlainHttp the stream reads and writes the bytes as they are.
    Task<Opened> open();
    [[nodiscard]] const std::string& problem() const { return m_problem; } // empty: the client went before it began

    std::size_t readSome(asio::mutable_buffer space, error_code& error);
    std::size_t writeSome(asio::const_buffer piece, error_code& error);
    std::size_t writeSome(const std::array<asio::const_buffer, 2>& pieces, error_code& error);
    std::size_t writeSome(std::span<const asio::const_buffer> pieces, error_code& error);

    [[nodiscard]] bool isReadable() const { return false; } // nobody knows before it is tried
    // After what already stands in the thread's queue has had its turn: by then the client of a busy thread has spoken.
    // Until then there is nothing that cancelling could end, so `isGivenUp` is asked.
    template <typename IsGivenUp>
    Task<std::tuple<error_code>> waitInTurn(IsGivenUp isGivenUp)
    {
        co_await asio::post(m_socket.get_executor(), asTask);
        if (isGivenUp())
            co_return std::tuple(error_code(asio::error::operation_aborted));
        co_return co_await waitReadable();
    }
    Task<std::tuple<error_code>> waitReadable();
    Task<std::tuple<error_code>> waitWritable();
    void endSending();
    void cancel(); // ends what waits
    void close();

private:
    struct Impl;
    [[nodiscard]] std::optional<char> firstByte();
    [[nodiscard]] Task<bool> shakeHands();
    void noteFacts();
    void sayEnd();
    error_code errorOf(int result);

    Socket m_socket;
    std::unique_ptr<Impl> m_impl; // null: the bytes are read as they are
    std::shared_ptr<const TlsFacts> m_facts;
    std::string m_problem;
};

} // namespace gw::engine
