// SignInAttempts: how often somebody may try to sign in, as the service does it: after five failures a name has to wait
// for a second, then twice as long each time, for a quarter of an hour at most. Names nobody has are treated alike.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace gw::engine {

class SignInAttempts
{
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int freeFailures = 5;
    static constexpr std::chrono::seconds longestWait{900};
    static constexpr std::size_t mostNames = 1'000;

    [[nodiscard]] std::chrono::seconds waitFor(const std::string& name, Time now) const; // 0: it may try
    void failed(const std::string& name, Time now);
    void succeeded(const std::string& name) { m_failures.erase(name); }

private:
    struct Failures
    {
        int count = 0;
        Time until; // no try before
        Time last;
    };
    std::map<std::string, Failures> m_failures;
};

} // namespace gw::engine
