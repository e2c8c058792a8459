// Verification follows RFC 9110 section 4.3.4: the chain against the system's store, the name against the certificate.
#include "gateway-engine/transport/tls_stream.h"

#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/transport/request_head.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace gw::engine {

namespace ssl = asio::ssl;

namespace {
constexpr std::size_t mostRoots = 1'000;
} // namespace

struct TlsSettings::Impl
{
    explicit Impl(const std::string& trustedRoots)
        : verifying(ssl::context::tls_client), trusting(ssl::context::tls_client)
    {
        error_code ignored; // without a store every certificate is refused, which says so itself
        verifying.set_default_verify_paths(ignored);
        for (ssl::context* context : {&verifying, &trusting})
            SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
        if (const auto roots = readCertificates(trustedRoots, mostRoots))
            for (const X509Ptr& root : *roots)
                X509_STORE_add_cert(SSL_CTX_get_cert_store(verifying.native_handle()), root.get());
    }

    ssl::context verifying;
    ssl::context trusting;
};

TlsSettings::TlsSettings(const std::string& trustedRoots) : m_impl(std::make_unique<Impl>(trustedRoots)) {}
TlsSettings::~TlsSettings() = default;

struct TlsStream::Impl
{
    Impl(Socket& socket, ssl::context& context, Endpoint to) : stream(socket, context), endpoint(std::move(to)) {}
    ssl::stream<Socket&> stream;
    Endpoint endpoint;
};

namespace {

bool isAddress(const std::string& host)
{
    error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

const std::string& nameOf(const Endpoint& endpoint)
{
    return endpoint.tlsName.empty() ? endpoint.host : endpoint.tlsName;
}

// The server is told the name it is called by, and must show a certificate for it.
void setPeerName(SSL* connection, const Endpoint& endpoint)
{
    const std::string& name = nameOf(endpoint);
    if (isAddress(name)) {
        if (endpoint.verifyTls)
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), name.c_str());
        return;
    }
    SSL_set_tlsext_host_name(connection, name.c_str());
    if (endpoint.verifyTls)
        SSL_set1_host(connection, name.c_str());
}

// Nothing when it can be shown.
std::optional<std::string> showIdentity(SSL* connection, const ClientIdentity& identity)
{
    const auto pair = readKeyPair(identity.certificatePem, identity.privateKeyPem);
    if (!pair)
        return pair.error().message;
    const bool isTaken = SSL_use_certificate(connection, pair->certificate.get()) == 1 &&
                         SSL_use_PrivateKey(connection, pair->key.get()) == 1;
    for (const X509Ptr& authority : pair->chain)
        SSL_add1_chain_cert(connection, authority.get());
    ERR_clear_error();
    return isTaken ? std::nullopt : std::optional<std::string>("Its key is too weak.");
}

std::string whyNotTrusted(long verdict, const Endpoint& endpoint, const error_code& error)
{
    switch (verdict) {
    case X509_V_OK:
        return "No TLS connection with " + addressText(endpoint) + ": " + error.message();
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return "The certificate of " + addressText(endpoint) + " has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return "The certificate of " + addressText(endpoint) + " is not valid yet";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return "The certificate of " + addressText(endpoint) + " is not made out for \"" + nameOf(endpoint) + "\"";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return "The certificate of " + addressText(endpoint) + " is self-signed";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return "The certificate of " + addressText(endpoint) +
               " comes from an authority that this machine does not trust";
    default:
        return "The certificate of " + addressText(endpoint) + " is refused: " + X509_verify_cert_error_string(verdict);
    }
}

} // namespace

TlsStream::TlsStream(Socket& socket, TlsSettings& settings, const Endpoint& endpoint)
    : m_impl(std::make_unique<Impl>(socket, endpoint.verifyTls ? settings.m_impl->verifying : settings.m_impl->trusting,
                                    endpoint))
{
    m_impl->stream.set_verify_mode(endpoint.verifyTls ? ssl::verify_peer : ssl::verify_none);
    setPeerName(m_impl->stream.native_handle(), endpoint);
}

TlsStream::~TlsStream() = default;

Task<std::optional<UpstreamFailure>> TlsStream::handshake()
{
    if (const auto& identity = m_impl->endpoint.identity)
        if (const auto problem = showIdentity(m_impl->stream.native_handle(), *identity))
            co_return UpstreamFailure{UpstreamFailure::Kind::Tls, "The client certificate for " +
                                                                      addressText(m_impl->endpoint) +
                                                                      " cannot be used: " + *problem};
    const auto [error] = co_await m_impl->stream.async_handshake(ssl::stream_base::client, asTask);
    if (!error)
        co_return std::nullopt;
    const long verdict = SSL_get_verify_result(m_impl->stream.native_handle());
    co_return UpstreamFailure{UpstreamFailure::Kind::Tls,
                              whyNotTrusted(m_impl->endpoint.verifyTls ? verdict : X509_V_OK, m_impl->endpoint, error)};
}

Task<std::tuple<error_code, std::size_t>> TlsStream::read(asio::mutable_buffer space)
{
    co_return co_await m_impl->stream.async_read_some(space, asTask);
}

Task<error_code> TlsStream::write(std::string_view head, std::string_view body)
{
    const std::array<asio::const_buffer, 2> pieces{asio::buffer(head), asio::buffer(body)};
    const auto [error, count] = co_await asio::async_write(m_impl->stream, pieces, asTask);
    co_return error;
}

} // namespace gw::engine
