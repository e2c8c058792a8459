// readYaml: never crashes, errors have a place and words, and what was read is written and read back the same.
#include "core/json/text.h"
#include "tests/fuzz/check.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = json::readYaml(text, {1 << 20, 100, 10'000});
    if (!value) {
        fuzz::demand(!value.error().message.empty() && value.error().position.line > 0, "an error says what and where");
        return 0;
    }
    fuzz::demandRanges(*value, size);
    const auto again = json::readYaml(json::writeYaml(*value));
    fuzz::demand(again && *again == *value, "written YAML reads back the same");
    const auto asJson = json::readJson(json::writeJson(*value));
    fuzz::demand(asJson && *asJson == *value, "written JSON reads back the same");
    return 0;
}
