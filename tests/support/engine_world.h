// The engine's world as tests own it: clocks that stand still unless moved, ids that repeat, an endpoint that answers
// as told, and a way to run a task to its end.
#pragma once

#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/services.h"
#include "gateway-engine/task.h"

#include <boost/asio/co_spawn.hpp>
#include <tl/expected.hpp>

#include <exception>
#include <optional>
#include <vector>

namespace gw::engine::test {

class FakeServices final : public Services
{
public:
    std::chrono::steady_clock::time_point now() const override
    {
        m_now += std::chrono::microseconds(1); // every look at the clock takes a moment, so spans have a length
        return m_now;
    }
    std::chrono::system_clock::time_point wallClock() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000));
    }
    std::uint64_t random() override { return 0x9E3779B97F4A7C15ull * ++m_count; }

private:
    mutable std::chrono::steady_clock::time_point m_now{};
    std::uint64_t m_count = 0;
};

class FakeUpstream final : public UpstreamClient
{
public:
    using Outcome = tl::expected<UpstreamResponse, UpstreamFailure>;
    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest& request, UpstreamResponse& answer) override
    {
        sent.push_back(request);
        if (!outcome)
            co_return outcome.error();
        answer = *outcome;
        co_return std::nullopt;
    }

    Outcome outcome = UpstreamResponse{};
    std::vector<UpstreamRequest> sent;
};

// AWS services that are all the one endpoint the test plays.
class FakeAwsServices final : public AwsServices
{
public:
    Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient& upstream,
                                              UpstreamResponse& answer) override
    {
        co_return co_await upstream.send(request.http, answer);
    }
};

template <typename T>
T runTask(Task<T> task)
{
    boost::asio::io_context context(1);
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task), [&result](std::exception_ptr error, T value) {
        if (error)
            std::rethrow_exception(error);
        result.emplace(std::move(value));
    });
    context.run();
    return std::move(result).value();
}

inline void runTask(Task<void> task)
{
    boost::asio::io_context context(1);
    boost::asio::co_spawn(context, std::move(task), [](std::exception_ptr error) {
        if (error)
            std::rethrow_exception(error);
    });
    context.run();
}

} // namespace gw::engine::test
