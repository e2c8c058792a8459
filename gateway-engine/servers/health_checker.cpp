// The first check is made at once, the next an interval after the one before has ended.
#include "gateway-engine/servers/health_checker.h"

#include "gateway-engine/transport/request_head.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <array>
#include <utility>

namespace gw::engine {

namespace {

struct Finding
{
    bool isWell = false;
    bool hasAnswered = false; // something listens there, well or not
    std::string text;         // "GET / answered 500"
};

} // namespace

class HealthChecker::Loop
{
public:
    Loop(asio::io_context& context, UpstreamClient& client, Services& services,
         std::shared_ptr<ServerInstance> instance, HealthCheckPlan plan)
        : m_context(context), m_client(client), m_services(services), m_instance(std::move(instance)),
          m_plan(std::move(plan)), m_state(m_plan.thresholds), m_pause(context)
    {
    }

    static Task<void> run(std::shared_ptr<Loop> self) // owns itself: a check under way ends in its own time
    {
        while (!self->m_hasEnded) {
            const Finding finding = co_await self->check();
            if (self->m_hasEnded)
                co_return;
            self->note(finding);
            const bool isStarting = self->m_instance->health() == TargetHealth::Unused;
            self->m_pause.expires_after(isStarting ? self->m_plan.startInterval : self->m_plan.interval);
            co_await self->m_pause.async_wait(asTask);
        }
    }

    void end()
    {
        m_hasEnded = true;
        m_pause.cancel();
    }

private:
    Task<Finding> check()
    {
        if (m_plan.path.empty())
            co_return co_await checkPort();
        UpstreamRequest request;
        request.endpoint = m_instance->endpoint();
        request.endpoint.verifyTls = false; // as load balancers do: a target's certificate is its own matter
        request.method = "GET";
        request.target = m_plan.path;
        request.headers.add("Host", addressText(request.endpoint));
        request.headers.add("User-Agent", "ELB-HealthChecker/2.0");
        request.headers.add("Accept", "*/*");
        request.timeout = m_plan.timeout;
        UpstreamResponse answer;
        if (const auto failure = co_await m_client.send(request, answer))
            co_return Finding{false, false, failure->detail};
        const int status = answer.response.status;
        co_return Finding{m_plan.matcher.matches(status), true,
                          "GET " + m_plan.path + " answered " + std::to_string(status)};
    }

    // Of this machine: the answer comes at once.
    Task<Finding> checkPort()
    {
        const std::uint16_t port = m_instance->endpoint().port;
        const std::array<asio::ip::address, 2> addresses{asio::ip::address_v4::loopback(),
                                                         asio::ip::address_v6::loopback()};
        for (const auto& address : addresses) {
            Socket socket(m_context);
            const auto [error] = co_await socket.async_connect({address, port}, asTask);
            if (!error)
                co_return Finding{true, true, "Port " + std::to_string(port) + " accepts connections"};
        }
        co_return Finding{false, false, "Nothing listens on port " + std::to_string(port)};
    }

    void note(const Finding& finding)
    {
        const auto now = m_services.wallClock();
        if (m_instance->health() == TargetHealth::Unused && !finding.hasAnswered) {
            m_instance->setHealth(TargetHealth::Unused, "starts: " + finding.text, now);
            return;
        }
        m_state.note(finding.isWell);
        const bool takesAtOnce = m_plan.startInterval.count() != 0 && m_state.health() == TargetHealth::Initial;
        m_instance->setHealth(takesAtOnce ? TargetHealth::Unhealthy : m_state.health(), reasonOf(finding), now);
    }

    std::string reasonOf(const Finding& finding) const
    {
        if (m_state.inARow() < 2 || finding.isWell)
            return finding.text;
        constexpr int manyInARow = 100; // a text that changes with each check would be news for ever
        return finding.text + ", " +
               (m_state.inARow() < manyInARow ? std::to_string(m_state.inARow()) : std::string("100 or more")) +
               " checks in a row";
    }

    asio::io_context& m_context;
    UpstreamClient& m_client;
    Services& m_services;
    const std::shared_ptr<ServerInstance> m_instance;
    const HealthCheckPlan m_plan;
    HealthState m_state;
    Timer m_pause;
    bool m_hasEnded = false;
};

HealthChecker::HealthChecker(asio::io_context& context, UpstreamClient& client, Services& services,
                             std::shared_ptr<ServerInstance> instance, HealthCheckPlan plan)
    : m_loop(std::make_shared<Loop>(context, client, services, std::move(instance), std::move(plan)))
{
    asio::co_spawn(context, Loop::run(m_loop), asio::detached);
}

HealthChecker::~HealthChecker()
{
    m_loop->end();
}

} // namespace gw::engine
