// Templates: any text is refused with words and a place, or renders within its limits; what a rendering leaves behind
// can be rendered again with the same result.
#include "core/json/text.h"
#include "gateway-engine/vtl/template.h"
#include "tests/fuzz/check.h"

using namespace gw;
using namespace gw::engine::vtl;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = Template::parse(text, "fuzz");
    if (!parsed) {
        fuzz::demand(!parsed.error().message.empty() && parsed.error().position.line > 0,
                     "an error says what and where");
        return 0;
    }
    RenderOptions options;
    options.limits.fuel = 20'000;
    options.limits.outputBytes = 1 << 16;
    options.mapOutput = true;
    for (const VoidReferences voids : {VoidReferences::Empty, VoidReferences::Verbatim}) {
        options.voidReferences = voids;
        const auto render1 = [&] {
            Scope scope;
            scope.set("s", Value("text, one"));
            scope.set("l", makeList({Value(std::int32_t(1)), Value("b"), Value(2.5)}));
            scope.set("m", makeMap());
            scope.set("j",
                      fromJson(json::readJson(R"({"a":[1,{"b":null}],"c":{"d":1.5,"s":"t"},"a":"last"})").value()));
            return render(*parsed, scope, options);
        };
        const auto first = render1();
        const auto second = render1();
        fuzz::demand(first.has_value() == second.has_value(), "rendering is the same each time");
        if (!first) {
            fuzz::demand(!first.error().message.empty(), "an error says what");
            continue;
        }
        fuzz::demand(first->output == second->output, "rendering is the same each time");
        for (const OutputPiece& piece : first->pieces)
            fuzz::demand(piece.outputEnd <= first->output.size() && piece.templateEnd <= size + 16,
                         "pieces are in range");
    }
    return 0;
}
