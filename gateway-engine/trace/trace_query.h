// A trace filter as the condition of an SQL query, with the meaning of TraceFilter::matches().
#pragma once

#include "gateway-engine/trace/trace_filter.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gw::engine {

using QueryValue = std::variant<std::int64_t, std::string>;

struct TraceQuery
{
    std::string condition; // "status BETWEEN ? AND ? AND instr(lower(path), ?) > 0"; "1" for everything
    std::vector<QueryValue> values;
};

[[nodiscard]] TraceQuery traceQuery(const TraceFilter& filter);

} // namespace gw::engine
