// SocketClient: one accepted connection as its API knows it (reference 3.1): what the handshake found out and every
// later event tells again. Made once, read by all messages of the connection, which may overlap.
#pragma once

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/domain_address.h"
#include "gateway-engine/http/tls_facts.h"
#include "gateway-engine/pipeline/caller.h"
#include "gateway-engine/services.h"
#include "gateway-engine/trace/trace.h"
#include "gateway-engine/websocket/connection.h"

#include <memory>
#include <optional>

namespace gw::engine {

class UpstreamClient;
struct Exchange;

// Where a finished exchange goes: it is counted, and its trace handed on.
class ExchangeSink
{
public:
    virtual ~ExchangeSink() = default;
    virtual void finished(Exchange& x) = 0;
};

// What a listener gives its connections; it outlives them.
struct SocketSurroundings
{
    UpstreamClient& upstream;
    Services& services;
    TraceOptions traces;
    ExchangeSink& sink;
};

struct SocketClient
{
    const SocketSurroundings& surroundings;
    std::shared_ptr<const Program> program{}; // until it reconnects, whatever is deployed meanwhile
    std::weak_ptr<Connection> connection{};
    std::shared_ptr<const ConnectionFacts> facts{};
    std::shared_ptr<const DomainAddress> domain{}; // null: it came by no custom domain
    std::shared_ptr<const TlsFacts> tls{};
    std::optional<Caller> caller{}; // who the handshake's authorization found; nobody: none
    int localPort = 0;
    bool isTls = false;
};

} // namespace gw::engine
