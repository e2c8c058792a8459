// patchText: any edit of any text either gives a text that reads back as wanted or is refused; JSON, which shares
// nothing and has one form, is never refused.
#include "core/json/patch.h"
#include "tests/fuzz/check.h"

#include <fuzzer/FuzzedDataProvider.h>

using namespace gw;

namespace {

json::Value someValue(FuzzedDataProvider& choices)
{
    static const char* const values[] = {
        "null",        "true",         "12",        "\"text\"",        "\"two\\nlines\\n\"",
        "[]",          "{}",           "[1,\"x\"]", "{\"k\":\"v\"}",   "\" : #\"",
        "\"\\u0085\"", "{\"a\":[{}]}", "\"yes\"",   "\"- a\\n\\n b\"", "[[],[{\"b\":null}]]",
    };
    return json::readJson(values[choices.ConsumeIntegralInRange<std::size_t>(0, std::size(values) - 1)]).value();
}

template <typename Items, typename Item>
void editItems(Items& items, Item item, FuzzedDataProvider& choices)
{
    const auto at = items.begin() + choices.ConsumeIntegralInRange<std::ptrdiff_t>(0, std::ptrdiff_t(items.size()));
    const int kind = choices.ConsumeIntegralInRange(0, 3);
    if (kind == 0 || at == items.end()) {
        items.insert(at, std::move(item));
    } else if (kind == 1) {
        items.erase(at);
    } else if (kind == 2) {
        *at = std::move(item);
    } else {
        auto moved = std::move(*at);
        items.erase(at);
        items.push_back(std::move(moved));
    }
}

void edit(json::Value& value, FuzzedDataProvider& choices)
{
    const std::size_t size = value.isObject() ? value.asObject().size() : value.isArray() ? value.asArray().size() : 0;
    if (size > 0 && choices.ConsumeIntegralInRange(0, 3) > 0) {
        const auto i = choices.ConsumeIntegralInRange<std::size_t>(0, size - 1);
        return edit(value.isObject() ? value.asObject()[i].value : value.asArray()[i], choices);
    }
    const json::Value made = someValue(choices);
    if (value.isObject() && choices.ConsumeBool() && size > 0)
        value.asObject()[choices.ConsumeIntegralInRange<std::size_t>(0, size - 1)].key = "renamed: x";
    else if (value.isObject())
        editItems(value.asObject(), json::Member{"new key", made, {}}, choices);
    else if (value.isArray())
        editItems(value.asArray(), made, choices);
    else
        value = made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzedDataProvider choices(data, size); // takes its numbers from the end of the data
    const int edits = choices.ConsumeIntegralInRange(1, 3);
    const std::string seed = choices.ConsumeBytesAsString(std::min<std::size_t>(choices.remaining_bytes(), 16));
    const std::string text = choices.ConsumeRemainingBytesAsString();
    const json::Syntax syntax = json::detectSyntax(text);
    const auto loaded = json::read(text, syntax, {1 << 16, 50, 2'000});
    if (!loaded)
        return 0;
    FuzzedDataProvider seeds(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size());
    json::Value wanted = *loaded;
    for (int i = 0; i < edits; ++i)
        edit(wanted, seeds);
    const auto patched = json::patchText(text, syntax, *loaded, wanted);
    if (!patched) {
        fuzz::demand(syntax == json::Syntax::Yaml, "JSON is never refused");
        fuzz::demand(!patched.error().message.empty(), "a refusal has its reason");
        return 0;
    }
    const auto again = json::read(*patched, syntax);
    fuzz::demand(again && *again == wanted, "the patched text says what was wanted");
    return 0;
}
