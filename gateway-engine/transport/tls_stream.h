// TLS towards endpoints: OpenSSL through Asio, in a translation unit of its own (it is heavy to compile).
#pragma once

#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/transport/asio_types.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace gw::engine {

// The settings all connections of a thread share. Loading the system's authorities takes milliseconds: made when first
// needed.
class TlsSettings
{
public:
    explicit TlsSettings(const std::string& trustedRoots); // PEM: trusted besides the system's authorities
    ~TlsSettings();

private:
    friend class TlsStream;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

class TlsStream
{
public:
    // Over a connected socket. `endpoint` names the host for SNI and for the certificate's check.
    TlsStream(Socket& socket, TlsSettings& settings, const Endpoint& endpoint);
    ~TlsStream();

    Task<std::optional<UpstreamFailure>> handshake();
    Task<std::tuple<error_code, std::size_t>> read(asio::mutable_buffer space);
    Task<error_code> write(std::string_view head, std::string_view body);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
