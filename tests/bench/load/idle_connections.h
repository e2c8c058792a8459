// Keep-alive connections that have each asked once and now do nothing, as a server has them of browsers and pools.
#pragma once

#include "tests/bench/load/load_plan.h"

#include <vector>

namespace gw::bench {

class IdleConnections
{
public:
    explicit IdleConnections(const LoadPlan& plan) : m_plan(plan) {}
    ~IdleConnections();
    IdleConnections(const IdleConnections&) = delete;
    IdleConnections& operator=(const IdleConnections&) = delete;

    bool open(); // all of the plan; false and a word on stderr when one cannot be had, or is refused
    [[nodiscard]] std::size_t open() const { return m_handles.size(); }
    [[nodiscard]] std::size_t lost() const; // that the server has ended

private:
    int connect();
    [[nodiscard]] bool ask(int handle) const;

    const LoadPlan& m_plan;
    std::vector<int> m_handles;
};

} // namespace gw::bench
