// Schema: {"schema": …, "instance": …} never crashes, ends in good time, and errors and violations have words.
#include "core/json/text.h"
#include "gateway-engine/schema/validator.h"
#include "tests/fuzz/check.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto input = json::readJson(text, {1 << 20, 100, 10'000});
    if (!input)
        return 0;
    const auto schema = engine::Schema::compile((*input)["schema"]);
    if (!schema) {
        fuzz::demand(!schema.error().message.empty() && !schema.error().hint.empty(), "an error says what to do");
        return 0;
    }
    const auto violations = schema->validate((*input)["instance"]);
    for (const engine::Violation& violation : violations)
        fuzz::demand(!violation.message.empty(), "a violation has words");
    if (!violations.empty() && !violations.front().pointer.empty())
        fuzz::demand((*input)["instance"].at(violations.front().pointer) != nullptr, "a violation has a place");
    fuzz::demand(schema->validate((*input)["instance"]) == violations, "validation repeats");
    return 0;
}
