// GatewayStates: the state machines of a running gateway, as the pages see them. Commands go the way other clients go:
// through the service's API (reference 4.2).
#pragma once

#include "ui/session/running_states.h"

#include <memory>

namespace gw::engine {
class Backends;
class Engine;
} // namespace gw::engine

namespace gw::ui {

class GatewayStates final : public RunningStates
{
public:
    // Both outlive this.
    GatewayStates(engine::Backends& backends, engine::Engine& engine);
    ~GatewayStates() override;

    void listen(std::function<void()> changed) override;
    [[nodiscard]] std::vector<engine::states::ExecutionSummary> executions() const override;
    [[nodiscard]] std::vector<engine::states::HistoryEvent> events(const std::string& arn,
                                                                   std::int64_t after) const override;
    void call(const std::string& operation, const std::string& body, Done done) override;

private:
    class Ear;

    engine::Backends& m_backends;
    engine::Engine& m_engine;
    std::shared_ptr<Ear> m_ear;
};

} // namespace gw::ui
