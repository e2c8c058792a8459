// A blocking TLS client for tests, with all of a handshake in its hands: name, versions, protocols, certificate,
// session.
#pragma once

#include "gateway-engine/crypto/certificate.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <string>

namespace gw::test {

struct TlsWishes
{
    std::string serverName; // SNI; empty: none
    std::string rootPem;    // empty: whatever the server shows
    std::string certificatePem;
    std::string privateKeyPem;
    std::string alpn;    // as on the wire: "\x02h2\x08http/1.1"
    std::string ciphers; // up to TLS 1.2
    std::string groups;
    int minimum = 0;
    int maximum = 0;
    SSL_SESSION* session = nullptr; // to resume
};

class TlsClient
{
public:
    TlsClient(int port, const TlsWishes& wishes) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const timeval patience{20, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isConnected = ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        m_context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_security_level(m_context, 0);
        SSL_CTX_set_min_proto_version(m_context, wishes.minimum);
        SSL_CTX_set_max_proto_version(m_context, wishes.maximum);
        if (!wishes.ciphers.empty())
            SSL_CTX_set_cipher_list(m_context, wishes.ciphers.c_str());
        if (!wishes.groups.empty())
            SSL_CTX_set1_groups_list(m_context, wishes.groups.c_str());
        m_tls = SSL_new(m_context);
        apply(wishes);
        SSL_set_fd(m_tls, m_socket);
        ERR_clear_error();
        m_isOpen = m_isConnected && SSL_connect(m_tls) == 1;
        if (!m_isOpen)
            m_problem = reason();
    }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;
    ~TlsClient()
    {
        SSL_free(m_tls);
        SSL_CTX_free(m_context);
        ::close(m_socket);
    }

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] SSL* tls() const { return m_tls; }
    [[nodiscard]] bool wasResumed() const { return SSL_session_reused(m_tls) == 1; }
    [[nodiscard]] std::string shownName() const
    {
        const X509* shown = SSL_get0_peer_certificate(m_tls);
        return shown ? engine::commonName(*shown) : std::string();
    }
    // As many sessions as the server gave; the caller's to free. Null: none.
    [[nodiscard]] SSL_SESSION* session() const { return SSL_get1_session(m_tls); }

    bool send(std::string_view bytes)
    {
        return SSL_write(m_tls, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
    }
    // One whole response with Content-Length.
    std::string receiveResponse()
    {
        std::size_t needed = std::string::npos;
        while (m_received.size() < needed && receiveSome()) {
            const auto end = m_received.find("\r\n\r\n");
            if (end == std::string::npos)
                continue;
            const auto length = m_received.find("Content-Length: ");
            needed = end + 4 + (length < end ? std::stoul(m_received.substr(length + 16)) : 0);
        }
        return take(std::min(needed, m_received.size()));
    }
    std::string receiveAll()
    {
        while (receiveSome()) {
        }
        return take(m_received.size());
    }
    bool receiveInto(std::string& bytes) // as RawClient's
    {
        if (m_received.empty() && !receiveSome())
            return false;
        bytes += take(m_received.size());
        return true;
    }
    // The server said that this is the end; else the connection just broke off.
    [[nodiscard]] bool wasClosedInOrder() const { return (SSL_get_shutdown(m_tls) & SSL_RECEIVED_SHUTDOWN) != 0; }

    std::string get(const std::string& target, const std::string& host, const std::string& more = {})
    {
        send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + more + "\r\n");
        return receiveResponse();
    }

private:
    void apply(const TlsWishes& wishes)
    {
        if (!wishes.serverName.empty())
            SSL_set_tlsext_host_name(m_tls, wishes.serverName.c_str());
        if (!wishes.alpn.empty())
            SSL_set_alpn_protos(m_tls, reinterpret_cast<const unsigned char*>(wishes.alpn.data()),
                                static_cast<unsigned>(wishes.alpn.size()));
        if (!wishes.rootPem.empty()) {
            const auto roots = engine::readCertificates(wishes.rootPem, 10).value();
            for (const auto& root : roots)
                X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context), root.get());
            SSL_set_verify(m_tls, SSL_VERIFY_PEER, nullptr);
            SSL_set1_host(m_tls, wishes.serverName.c_str());
        }
        if (!wishes.certificatePem.empty()) {
            const auto pair = engine::readKeyPair(wishes.certificatePem, wishes.privateKeyPem).value();
            SSL_use_certificate(m_tls, pair.certificate.get());
            SSL_use_PrivateKey(m_tls, pair.key.get());
            for (const auto& above : pair.chain)
                SSL_add1_chain_cert(m_tls, above.get());
        }
        if (wishes.session)
            SSL_set_session(m_tls, wishes.session);
    }
    bool receiveSome()
    {
        char buffer[16'384];
        ERR_clear_error();
        const int count = SSL_read(m_tls, buffer, sizeof buffer);
        if (count > 0)
            m_received.append(buffer, static_cast<std::size_t>(count));
        else
            m_problem = reason();
        return count > 0;
    }
    std::string take(std::size_t size)
    {
        std::string taken = m_received.substr(0, size);
        m_received.erase(0, size);
        return taken;
    }
    static std::string reason()
    {
        const char* text = ERR_reason_error_string(ERR_peek_error());
        return text ? text : "connection ended";
    }

    int m_socket;
    bool m_isConnected = false;
    bool m_isOpen = false;
    SSL_CTX* m_context = nullptr;
    SSL* m_tls = nullptr;
    std::string m_received;
    std::string m_problem;
};

} // namespace gw::test
