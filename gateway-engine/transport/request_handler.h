// RequestHandler: what stands behind a listener. One object a listener and thread, so that it may keep a reference to
// its thread's things; called on that thread only.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/task.h"

#include <optional>

namespace gw::engine {

class SocketHandler;

class RequestHandler
{
public:
    virtual ~RequestHandler() = default;
    // The request is the caller's, who keeps it until the answer is there.
    virtual Task<Response> handle(Request&& request) = 0;
    // The answer to a request that the transport refuses (its body is too large, say), in the handler's own form;
    // `request` holds what is known of it. The connection ends with it.
    [[nodiscard]] virtual std::optional<Response> refusal(const Request& /*request*/, int /*status*/)
    {
        return std::nullopt;
    }
    // What stands behind the WebSocket connections of this listener; null: it has none. Asked for requests that want
    // one.
    [[nodiscard]] virtual SocketHandler* sockets() { return nullptr; }
    // A client's TLS handshake failed: no request came of it.
    virtual void connectionFailed(FailedConnection /*connection*/) {}
};

} // namespace gw::engine
