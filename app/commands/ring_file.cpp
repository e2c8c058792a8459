#include "app/commands/ring_file.h"

#include "gateway-engine/trace/trace_store.h"
#include "gateway-engine/trace/trace_text.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <system_error>

namespace gw::cli {

namespace {

// "ring-20260131T120000.123456Z.sqlite"
std::string fileName()
{
    std::string time = engine::isoTime(std::chrono::system_clock::now());
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    return "ring-" + time + ".sqlite";
}

} // namespace

Result<RingFile> writeRing(const engine::TraceRing& ring, const std::filesystem::path& folder)
{
    std::error_code ignored; // the store tells where it cannot be opened
    std::filesystem::create_directories(folder, ignored);
    const std::filesystem::path path = folder / fileName();
    const auto store = engine::TraceStore::open(path);
    if (!store)
        return fail(store.error());
    (*store)->accept(ring.all());
    const auto written = (*store)->count({}); // as the file has it: a disk may be full
    if (!written)
        return fail(written.error());
    return RingFile{path, *written};
}

} // namespace gw::cli
