// OpenSSL's own BIO of sockets writes with write(), which ends a process whose peer has gone: ours sends without a
// signal.
#include "gateway-engine/transport/tls_server_stream.h"

#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/truststore.h"
#include "gateway-engine/http/host_name.h"
#include "gateway-engine/transport/tls_sites.h"
#include "gateway-engine/transport/tls_words.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>

namespace gw::engine {

namespace {

// A request line begins with one, a record of TLS never.
bool isLetter(char c)
{
    return lowerCase(c) >= 'a' && lowerCase(c) <= 'z';
}

int socketOf(BIO* bio)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool mayTryAgain()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int sendBytes(BIO* bio, const char* bytes, int size)
{
    BIO_clear_retry_flags(bio);
    const auto count = ::send(socketOf(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (count < 0 && mayTryAgain())
        BIO_set_retry_write(bio);
    return static_cast<int>(count);
}

int receiveBytes(BIO* bio, char* space, int size)
{
    BIO_clear_retry_flags(bio);
    const auto count = ::recv(socketOf(bio), space, static_cast<std::size_t>(size), 0);
    if (count < 0 && mayTryAgain())
        BIO_set_retry_read(bio);
    else if (count == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return static_cast<int>(count);
}

long control(BIO* bio, int command, long, void*)
{
    if (command == BIO_CTRL_EOF)
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

const BIO_METHOD* socketMethod()
{
    static const std::unique_ptr<BIO_METHOD, OpensslFree<BIO_meth_free>> method = [] {
        std::unique_ptr<BIO_METHOD, OpensslFree<BIO_meth_free>> made(
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK | BIO_TYPE_DESCRIPTOR, "socket without signals"));
        BIO_meth_set_write(made.get(), sendBytes);
        BIO_meth_set_read(made.get(), receiveBytes);
        BIO_meth_set_ctrl(made.get(), control);
        return made;
    }();
    return method.get();
}

BIO* bioOf(int socket)
{
    BIO* bio = BIO_new(socketMethod());
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
    BIO_set_init(bio, 1);
    return bio;
}

} // namespace

struct TlsServerStream::Impl
{
    explicit Impl(std::shared_ptr<const TlsServer> ofListener, const TlsSiteContexts& sites)
        : server(std::move(ofListener)), greeting{sites, {}, {}}
    {
    }

    std::shared_ptr<const TlsServer> server; // keeps the sites
    TlsGreeting greeting;
    SslPtr connection; // points to the greeting
    bool isOpen = false;
    bool isBroken = false;
    bool isDry = false;            // the last read found nothing: only the socket can bring more
    bool readWaitsToWrite = false; // an answer to a message of TLS itself is to go out first
};

TlsServerStream::TlsServerStream(Socket socket, std::shared_ptr<const TlsServer> server) : m_socket(std::move(socket))
{
    const TlsSiteContexts& sites = server->m_impl->sites;
    m_impl = std::make_unique<Impl>(std::move(server), sites);
}

TlsServerStream::TlsServerStream(TlsServerStream&& other) noexcept = default;

TlsServerStream::~TlsServerStream()
{
    close();
}

void TlsServerStream::close()
{
    sayEnd();
    error_code ignored;
    m_socket.close(ignored);
}

void TlsServerStream::sayEnd()
{
    if (!m_impl || !m_impl->isOpen || m_impl->isBroken || !m_socket.is_open())
        return;
    if ((SSL_get_shutdown(m_impl->connection.get()) & SSL_SENT_SHUTDOWN) == 0)
        SSL_shutdown(m_impl->connection.get());
    ERR_clear_error();
}

// The first byte the client sent, which stays there; nothing when it went away.
std::optional<char> TlsServerStream::firstByte()
{
    char first = 0;
    error_code error;
    const std::size_t count = m_socket.receive(asio::buffer(&first, 1), Socket::message_peek, error);
    return count == 1 && !error ? std::optional(first) : std::nullopt;
}

Task<TlsServerStream::Opened> TlsServerStream::open()
{
    const auto [error] = co_await m_socket.async_wait(Socket::wait_read, asTask);
    const auto first = error ? std::nullopt : firstByte();
    if (!first)
        co_return Opened::Failed;
    if (isLetter(*first)) {
        m_impl.reset();
        m_problem = "The client spoke plain HTTP on a port for TLS.";
        co_return Opened::PlainHttp;
    }
    m_impl->connection.reset(SSL_new(m_impl->greeting.sites.front().context.get()));
    SSL* connection = m_impl->connection.get();
    BIO* bio = bioOf(m_socket.native_handle());
    SSL_set_bio(connection, bio, bio);
    SSL_set_app_data(connection, &m_impl->greeting);
    SSL_set_accept_state(connection);
    const bool isOpen = co_await shakeHands();
    co_return isOpen ? Opened::Tls : Opened::Failed;
}

Task<bool> TlsServerStream::shakeHands()
{
    SSL* connection = m_impl->connection.get();
    for (;;) {
        ERR_clear_error();
        const int result = SSL_do_handshake(connection);
        if (result == 1)
            break;
        const int kind = SSL_get_error(connection, result);
        if (kind != SSL_ERROR_WANT_READ && kind != SSL_ERROR_WANT_WRITE) {
            m_impl->isBroken = true;
            m_problem = handshakeProblem(ERR_peek_error(), m_impl->greeting.site);
            ERR_clear_error();
            noteFacts();
            co_return false;
        }
        const auto side = kind == SSL_ERROR_WANT_READ ? Socket::wait_read : Socket::wait_write;
        const auto [error] = co_await m_socket.async_wait(side, asTask);
        if (error) {
            m_impl->isBroken = true;
            noteFacts();
            co_return false;
        }
    }
    m_impl->isOpen = true;
    noteFacts();
    co_return true;
}

void TlsServerStream::noteFacts()
{
    SSL* connection = m_impl->connection.get();
    auto facts = std::make_shared<TlsFacts>();
    facts->serverName = m_impl->greeting.serverName;
    facts->site = m_impl->greeting.site;
    if (m_impl->isOpen) {
        facts->version = SSL_get_version(connection);
        facts->cipherSuite = SSL_get_cipher_name(connection);
        if (const X509* shown = SSL_get0_peer_certificate(connection)) {
            facts->clientCertificate = std::make_shared<const PeerCertificate>(factsOf(*shown));
            facts->clientCertificateProblem = clientProblem(SSL_get_verify_result(connection));
        }
    }
    m_facts = std::move(facts);
}

error_code TlsServerStream::errorOf(int result)
{
    const int kind = SSL_get_error(m_impl->connection.get(), result);
    ERR_clear_error();
    switch (kind) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        m_impl->readWaitsToWrite = kind == SSL_ERROR_WANT_WRITE;
        return asio::error::would_block;
    case SSL_ERROR_ZERO_RETURN:
        return asio::error::eof;
    default:
        m_impl->isBroken = true;
        return asio::error::connection_reset;
    }
}

std::size_t TlsServerStream::readSome(asio::mutable_buffer space, error_code& error)
{
    if (!m_impl)
        return m_socket.read_some(space, error);
    std::size_t count = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(m_impl->connection.get(), space.data(), space.size(), &count);
    error = result == 1 ? error_code() : errorOf(result);
    m_impl->isDry = error == asio::error::would_block;
    return count;
}

std::size_t TlsServerStream::writeSome(asio::const_buffer piece, error_code& error)
{
    if (!m_impl)
        return m_socket.write_some(asio::buffer(piece), error);
    error = {};
    std::size_t sent = 0;
    while (sent < piece.size()) { // a record at a time
        std::size_t count = 0;
        ERR_clear_error();
        const int result = SSL_write_ex(m_impl->connection.get(), static_cast<const char*>(piece.data()) + sent,
                                        piece.size() - sent, &count);
        if (result != 1) {
            error = errorOf(result);
            break;
        }
        sent += count;
    }
    return sent;
}

std::size_t TlsServerStream::writeSome(const std::array<asio::const_buffer, 2>& pieces, error_code& error)
{
    return writeSome(std::span<const asio::const_buffer>(pieces), error);
}

std::size_t TlsServerStream::writeSome(std::span<const asio::const_buffer> pieces, error_code& error)
{
    std::size_t sent = 0;
    for (const asio::const_buffer& piece : pieces) {
        const std::size_t count = writeSome(piece, error);
        sent += count;
        if (error || count < piece.size())
            break;
    }
    return sent;
}

// What OpenSSL has read ahead does not show on the socket.
Task<std::tuple<error_code>> TlsServerStream::waitReadable()
{
    if (m_impl && !m_impl->isDry)
        co_return std::tuple(error_code());
    const bool writes = m_impl && m_impl->readWaitsToWrite;
    co_return co_await m_socket.async_wait(writes ? Socket::wait_write : Socket::wait_read, asTask);
}

Task<std::tuple<error_code>> TlsServerStream::waitWritable()
{
    co_return co_await m_socket.async_wait(Socket::wait_write, asTask);
}

void TlsServerStream::cancel()
{
    error_code ignored;
    m_socket.cancel(ignored);
}

void TlsServerStream::endSending()
{
    error_code ignored;
    if (m_impl && m_impl->isOpen && !m_impl->isBroken) {
        SSL_shutdown(m_impl->connection.get());
        ERR_clear_error();
    }
    m_socket.shutdown(Socket::shutdown_send, ignored);
}

} // namespace gw::engine
