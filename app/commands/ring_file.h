// The traces of a ring as a file: what `serve --trace ring` has kept when it is asked for it.
#pragma once

#include "core/result.h"
#include "gateway-engine/trace/trace_ring.h"

#include <filesystem>

namespace gw::cli {

struct RingFile
{
    std::filesystem::path path; // a trace file, as `gatewright traces` reads them
    std::size_t traces = 0;
};

// A new file in `folder`, named by the time; the folder is made where it is missing.
[[nodiscard]] Result<RingFile> writeRing(const engine::TraceRing& ring, const std::filesystem::path& folder);

} // namespace gw::cli
