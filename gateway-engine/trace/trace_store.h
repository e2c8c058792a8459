// Traces in an SQLite file: written in batches by the trace thread, read by the inspector and `gatewright traces`.
#pragma once

#include "core/result.h"
#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_filter.h"
#include "gateway-engine/trace/trace_summary.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace gw::engine {

class TraceStore final : public TraceSink
{
public:
    // Opens or creates the file (WAL). At most `maxTraces` rows are kept, the oldest go first.
    [[nodiscard]] static Result<std::unique_ptr<TraceStore>> open(const std::filesystem::path& file,
                                                                  std::size_t maxTraces = 1'000'000);
    [[nodiscard]] static Result<std::unique_ptr<TraceStore>> openReadOnly(const std::filesystem::path& file);
    ~TraceStore() override;

    void accept(std::span<const TracePtr> traces) override;
    [[nodiscard]] Result<std::vector<TraceSummary>> list(const TraceFilter& filter, std::size_t limit,
                                                         std::size_t offset = 0) const; // newest first
    [[nodiscard]] Result<std::size_t> count(const TraceFilter& filter) const;
    [[nodiscard]] Result<TracePtr> load(std::string_view requestId) const; // null pointer when absent

private:
    struct Impl;
    explicit TraceStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
