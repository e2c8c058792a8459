// UpstreamClient: sends one request to an HTTP endpoint. transport/http_client implements it with pooled connections;
// tests give their own.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/task.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gw::engine {

// Shown to an endpoint that asks for a client's certificate (reference 1.14); PEM.
struct ClientIdentity
{
    std::string certificatePem; // the leaf, and what it was signed with behind it
    std::string privateKeyPem;
};

struct Endpoint
{
    bool isTls = false;
    std::string host; // name or address, no brackets
    std::uint16_t port = 80;
    bool verifyTls = true;
    std::string tlsName; // for SNI and the certificate; empty: the host
    // Null: none is shown. Connections are kept for whom they were opened as: one object stands for one identity.
    std::shared_ptr<const ClientIdentity> identity{};
    bool operator==(const Endpoint&) const = default;
};

struct UpstreamRequest
{
    Endpoint endpoint;
    std::string method;
    std::string target; // origin form: "/pets?x=y"
    Headers headers;    // complete but for Content-Length and Connection, which the client writes; Host included
    std::string body;
    std::chrono::milliseconds timeout{29'000}; // the whole exchange: connect, send, receive
};

struct UpstreamFailure
{
    enum class Kind { Timeout, NameResolution, Connect, Tls, Closed, Protocol, TooLarge, NotConfigured };
    Kind kind = Kind::Connect;
    std::string detail; // "Connection refused by 127.0.0.1:8080"
};

struct UpstreamResponse
{
    Response response; // headers as received, hop-by-hop included
    bool reusedConnection = false;
    std::chrono::nanoseconds connectTime{0}; // 0 when reused
};

class UpstreamClient
{
public:
    virtual ~UpstreamClient() = default;
    // Fills `answer`, unless it fails. Both are the caller's, who keeps them until this ends.
    virtual Task<std::optional<UpstreamFailure>> send(const UpstreamRequest& request, UpstreamResponse& answer) = 0;
};

} // namespace gw::engine
