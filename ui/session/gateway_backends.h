// GatewayBackends: what runs behind the APIs of a running gateway, as the pages see it. Commands go the way other
// clients go: a function is invoked through the Invoke API (reference 4.1).
#pragma once

#include "ui/session/running_backends.h"

#include <memory>

namespace gw::engine {
class Backends;
class Engine;
} // namespace gw::engine

namespace gw::ui {

class GatewayBackends final : public RunningBackends
{
public:
    // Both outlive this.
    GatewayBackends(engine::Backends& backends, engine::Engine& engine);
    ~GatewayBackends() override;

    void listen(Listener listener) override;

    [[nodiscard]] engine::FunctionStatuses functions() const override;
    [[nodiscard]] engine::FunctionLog::Lines functionLog(std::uint64_t after, const std::string& name) const override;
    void invoke(const std::string& name, const std::string& event, std::function<void(InvokeOutcome)> done) override;

    [[nodiscard]] std::vector<engine::ServerStatus> servers() const override;
    [[nodiscard]] engine::ServerLogPage serverLog(const std::string& name, std::uint64_t after) const override;
    void start(const std::string& name) override;
    void stop(const std::string& name) override;
    void restart(const std::string& name) override;

private:
    class Ear;

    engine::Backends& m_backends;
    engine::Engine& m_engine;
    std::shared_ptr<Ear> m_ear;
};

} // namespace gw::ui
