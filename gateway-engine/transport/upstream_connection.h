// UpstreamConnection: one connection to an endpoint, plain or TLS. While it rests in the pool it closes itself after
// its idle time.
#pragma once

#include "gateway-engine/transport/plain_stream.h"
#include "gateway-engine/transport/tls_stream.h"
#include "gateway-engine/transport/worker.h"

#include <memory>
#include <optional>

namespace gw::engine {

class UpstreamConnection final : public Expiring
{
public:
    explicit UpstreamConnection(Worker& worker) : Expiring(worker.coarse), socket(worker.context) {}

    Socket socket;                    // while it connects, and below TLS
    std::unique_ptr<TlsStream> tls;   // null: plain
    std::optional<PlainStream> plain; // none: TLS

    [[nodiscard]] bool isOpen() const { return plain ? plain->isOpen() : socket.is_open(); }
    // True when the endpoint has neither ended the connection nor sent what nobody asked for.
    [[nodiscard]] bool isQuiet();
    void cancel();

private:
    void onExpired() override;
};

} // namespace gw::engine
