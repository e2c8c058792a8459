// Selection expressions and messages: whatever is written, an expression is refused with a way out or gives a text of
// bounded length, and a message finds a route that is there.
#include "core/json/text.h"
#include "gateway-engine/websocket/socket_routes.h"
#include "tests/fuzz/check.h"

using namespace gw;
using namespace gw::engine;

// The input: an expression, a line break, a message.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t longestSelected = 1 << 20;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), size);
    auto selection = Selection::parse(text.substr(0, end));
    if (!selection) {
        fuzz::demand(!selection.error().hint.empty() || !selection.error().message.empty(), "a refusal says why");
        return 0;
    }
    json::ReadLimits limits;
    limits.maxDepth = 50;
    const auto body = json::readJson(text.substr(std::min(end + 1, size)), limits);
    SocketRoutes routes{*std::move(selection)};
    routes.custom = {{"join", 0}, {"", 1}};
    routes.fallback = 2;
    const ChosenRoute chosen = chooseRoute(routes, body ? &*body : nullptr);
    fuzz::demand(chosen.index >= 0 && chosen.index <= 2, "a message finds a route");
    fuzz::demand(chosen.selected.size() < longestSelected, "what is selected is bounded");
    fuzz::demand(!routeReason(routes, chosen).empty(), "and is told");
    return 0;
}
