// The connections of a running engine, which outlives this.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/session/open_connections.h"

namespace gw::engine {
class Engine;
}

namespace gw::ui {

class GatewayConnections final : public OpenConnections
{
public:
    explicit GatewayConnections(const engine::Engine& engine) : m_engine(engine) {}

    [[nodiscard]] std::vector<engine::ConnectionSnapshot> list(const std::string& apiId) const override;
    std::size_t send(const std::vector<std::string>& connectionIds, const std::string& text) override;
    std::size_t close(const std::vector<std::string>& connectionIds, engine::CloseCode code,
                      const std::string& reason) override;

private:
    const engine::Engine& m_engine;
};

// What the window sent to a connection, as the gateway tells of messages its APIs push (trace/socket_trace.h).
[[nodiscard]] engine::TracePtr pushTrace(const engine::ConnectionFacts& to, const std::string& apiName,
                                         const std::string& text);

} // namespace gw::ui
