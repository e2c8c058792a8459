// TraceReader: reads a trace file as a long list needs it: first the numbers of the rows a filter lets through, newest
// first and in portions, then what a few of them say. A connection of its own beside the one that writes; used by one
// thread at a time, and never the one that shows the list: a scan of a million rows takes about a second.
#pragma once

#include "core/result.h"
#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_filter.h"
#include "gateway-engine/trace/trace_summary.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace gw::engine {

class TraceReader final
{
public:
    static constexpr std::int64_t rowsAtOnce = 16'384; // looked at between two portions

    [[nodiscard]] static Result<std::unique_ptr<TraceReader>> open(const std::filesystem::path& file);
    ~TraceReader();

    struct Range // of rows; both included, empty when first > last
    {
        std::int64_t first = 1;
        std::int64_t last = 0;
    };
    [[nodiscard]] Result<Range> range() const;
    // The newest row of a request that came before `time`; 0: there is none.
    [[nodiscard]] Result<std::int64_t> newestBefore(std::chrono::system_clock::time_point time) const;

    // `rows` pass, newest first; all from `reached` up to the portion before have been looked at. False ends the scan.
    using Portion = std::function<bool(std::vector<std::int64_t> rows, std::int64_t reached)>;
    [[nodiscard]] Result<void> scan(const TraceFilter& filter, const Range& range, const Portion& take) const;

    // Of those that are still there, in no particular order.
    [[nodiscard]] Result<std::vector<TraceSummary>> summaries(const std::vector<std::int64_t>& rows) const;
    [[nodiscard]] Result<std::int64_t> rowOf(std::string_view requestId) const; // the newest; 0: none
    [[nodiscard]] Result<TracePtr> load(std::int64_t row) const;                // null pointer when absent

private:
    struct Impl;
    explicit TraceReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
