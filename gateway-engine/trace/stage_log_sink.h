// StageLogSink: writes access logs and execution logs into files of the project, on the trace thread, away from every
// request. A file is opened for each batch and closed again, so it may be rotated or deleted at any time.
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/trace/trace.h"

#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace gw::engine {

class StageLogSink final : public TraceSink
{
public:
    // `report` is told once of each file that cannot be written, from the trace thread.
    StageLogSink(std::filesystem::path projectFolder, std::function<void(const Diagnostic&)> report);

    [[nodiscard]] bool wants(const Trace& trace) const override { return trace.logging != nullptr; }
    void accept(std::span<const TracePtr> traces) override;

private:
    void append(const std::string& file, const std::string& text);

    std::filesystem::path m_folder;
    std::function<void(const Diagnostic&)> m_report;
    std::set<std::string> m_broken;
};

} // namespace gw::engine
