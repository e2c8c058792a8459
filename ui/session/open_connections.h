// OpenConnections: the WebSocket connections of the running gateway, as the pages ask for them. Called on a worker.
#pragma once

#include "gateway-engine/websocket/connections.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gw::ui {

class OpenConnections
{
public:
    virtual ~OpenConnections() = default;
    // Those of an API, the longest open first.
    [[nodiscard]] virtual std::vector<engine::ConnectionSnapshot> list(const std::string& apiId) const = 0;
    // How many took it: those that are gone, or read too slowly, did not.
    virtual std::size_t send(const std::vector<std::string>& connectionIds, const std::string& text) = 0;
    virtual std::size_t close(const std::vector<std::string>& connectionIds, engine::CloseCode code,
                              const std::string& reason) = 0;
};

} // namespace gw::ui
