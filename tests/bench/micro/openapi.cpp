// Opening OpenAPI documents: a generated one of 5,000 operations and 5 MB, as JSON and as YAML, and the largest of the
// collected cases where they are at hand.
#include "core/format/openapi_read.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace gw::bench {

namespace {

void addReading(const std::string& name, const std::function<std::string()>& text)
{
    add("openapi/" + name, [text] {
        return [text = text()] {
            if (!readOpenApi(text, "bench.openapi", ApiId{1}).source)
                giveUp("a sample document cannot be read");
            return true;
        };
    })->Unit(benchmark::kMillisecond);
}

std::filesystem::path casesFolder()
{
    const char* given = std::getenv("GATEWRIGHT_CASES");
    return std::filesystem::path(given ? given : GW_CASES) / "openapi" / "real";
}

std::filesystem::path largestCase()
{
    std::error_code none;
    std::filesystem::path largest;
    std::uintmax_t size = 0;
    for (const auto& entry : std::filesystem::directory_iterator(casesFolder(), none))
        if (entry.is_regular_file() && entry.file_size() > size) {
            size = entry.file_size();
            largest = entry.path();
        }
    return largest;
}

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

void registerOpenApi()
{
    addReading("5,000 operations, JSON", [] { return manyOperations(5'000); });
    addReading("5,000 operations, YAML", [] { return json::writeYaml(json::readJson(manyOperations(5'000)).value()); });
    if (const std::filesystem::path file = largestCase(); !file.empty())
        addReading("largest case", [file] { return textOf(file); });
}

} // namespace gw::bench
