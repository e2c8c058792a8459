#include "gateway-engine/access/issuer/sign_in_attempts.h"

#include <algorithm>

namespace gw::engine {

using std::chrono::seconds;

seconds SignInAttempts::waitFor(const std::string& name, Time now) const
{
    const auto found = m_failures.find(name);
    if (found == m_failures.end() || found->second.until <= now)
        return seconds(0);
    return std::chrono::ceil<seconds>(found->second.until - now);
}

void SignInAttempts::failed(const std::string& name, Time now)
{
    if (m_failures.size() >= mostNames && !m_failures.contains(name))
        m_failures.erase(std::min_element(m_failures.begin(), m_failures.end(),
                                          [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
    Failures& failures = m_failures[name];
    failures.last = now;
    if (++failures.count < freeFailures)
        return;
    constexpr int mostDoublings = 10;
    const seconds wait(1 << std::min(failures.count - freeFailures, mostDoublings));
    failures.until = now + std::min(wait, longestWait);
}

} // namespace gw::engine
