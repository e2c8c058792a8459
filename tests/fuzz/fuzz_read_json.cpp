// readJson: never crashes, errors have a place and words, and what was read is written and read back the same.
#include "core/json/text.h"
#include "tests/fuzz/check.h"

using namespace gw;

namespace {

// What stands where a value says it stood reads as that value.
void demandPlaces(const json::Value& value, std::string_view text)
{
    const auto standsAt = [text](json::TextRange range, const json::Value& expected) {
        const auto read = json::readJson(text.substr(range.begin, range.end - range.begin));
        fuzz::demand(read && *read == expected, "a value stands where it says");
    };
    standsAt(value.range(), value);
    if (value.isArray())
        for (const json::Value& item : value.asArray())
            demandPlaces(item, text);
    if (value.isObject())
        for (const json::Member& member : value.asObject()) {
            standsAt(member.keyRange, member.key);
            demandPlaces(member.value, text);
        }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto value = json::readJson(text, {1 << 20, 100, 10'000});
    if (!value) {
        fuzz::demand(!value.error().message.empty() && value.error().position.line > 0, "an error says what and where");
        return 0;
    }
    fuzz::demandRanges(*value, size);
    demandPlaces(*value, text);
    for (const std::string& written : {json::writeJson(*value), json::writeJsonPretty(*value)}) {
        const auto again = json::readJson(written);
        fuzz::demand(again && *again == *value, "written JSON reads back the same");
    }
    const auto yaml = json::readYaml(json::writeYaml(*value));
    fuzz::demand(yaml && *yaml == *value, "written YAML reads back the same");
    return 0;
}
