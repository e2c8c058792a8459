// JsonPath: no text crashes it or takes long; errors have words and a place. The input is a path, a line break and the
// document it is tried on.
#include "core/json/text.h"
#include "gateway-engine/jsonpath/json_path.h"
#include "tests/fuzz/check.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), size);
    const auto path = engine::JsonPath::parse(text.substr(0, end));
    if (!path) {
        fuzz::demand(!path.error().message.empty(), "an error says what");
        return 0;
    }
    const auto document =
        json::readJson(end < size ? text.substr(end + 1) : "[{\"a\":[1,\"b\",null]}]", {1 << 16, 50, 5'000});
    if (!document)
        return 0;
    const engine::JsonPathLimits limits{20'000, 20'000, 1 << 20, 200};
    const auto found = path->evaluate(*document, limits);
    fuzz::demand(found || !found.error().message.empty(), "a fault says what");
    if (path->isPlain() && !document->isNull()) {
        const json::Value* place = path->find(*document);
        fuzz::demand(found && found->has_value() == (place != nullptr), "find and evaluate agree");
        fuzz::demand(!place || *place == **found, "find and evaluate agree on the value");
    }
    return 0;
}
