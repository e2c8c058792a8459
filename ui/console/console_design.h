// ConsoleDesign: what the console knows of the design: where its APIs answer, what the URL line can offer, and the
// request that tries a method.
#pragma once

#include "core/console/request_from_design.h"
#include "core/console/variables.h"
#include "core/console/websocket_request.h"
#include "ui/console/console_test.h"

#include <optional>

namespace gw::ui {

class GatewaySession;
class Workspace;

class ConsoleDesign final
{
public:
    ConsoleDesign(const Workspace& workspace, const GatewaySession& gateway)
        : m_workspace(workspace), m_gateway(gateway)
    {
    }

    // Where the stage answers, or would once the gateway runs. "{{baseUrl}}" where that means the same.
    [[nodiscard]] QString baseUrl(const Api& api, const Stage& stage, const console::VariableScope& scope) const;
    [[nodiscard]] QString gatewayUrl() const; // of the first API that is served; empty while nothing runs
    [[nodiscard]] std::vector<console::RouteOffer> offers(const console::VariableScope& scope) const;
    [[nodiscard]] std::optional<console::ConsoleRequest> requestFor(const NodeRef& method,
                                                                    const console::VariableScope& scope) const;
    // For a WebSocket API, one of its routes or stages; nothing for others.
    [[nodiscard]] std::optional<console::WebSocketRequest>
    webSocketRequestFor(const NodeRef& node, const console::VariableScope& scope) const;
    // For a route that was taken from the offers; `verb` if the route has it, else its first.
    [[nodiscard]] std::optional<console::ConsoleRequest>
    requestFor(const console::RouteOffer& offer, const QString& verb, const console::VariableScope& scope) const;
    // Of a trace's API and stage by name; empty when they are gone.
    [[nodiscard]] QString baseUrl(const std::string& apiName, const std::string& stage,
                                  const console::VariableScope& scope) const;
    // Where a test may begin: each stage's address, then whatever the environment calls {{baseUrl}}, which means the
    // API of `tried` or else the first.
    [[nodiscard]] std::vector<TestPlace> testPlaces(const NodeRef& tried, const console::VariableScope& scope) const;

private:
    const Workspace& m_workspace;
    const GatewaySession& m_gateway;
};

} // namespace gw::ui
