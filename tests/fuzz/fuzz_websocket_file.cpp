// Saved WebSocket requests and scripts: any text is read or refused with a reason; what was read comes out byte for
// byte, and written anew reads back the same.
#include "core/console/conversation.h"
#include "core/console/websocket_file.h"
#include "tests/fuzz/check.h"

using namespace gw;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 1 << 16));
    const auto script = console::readConversation(text);
    if (script)
        fuzz::demand(!script->steps.empty() && !script->clients.empty(), "a script does something");
    else
        fuzz::demand(!script.error().message.empty(), "a refusal has its reason");
    for (const char* type : {"", "type: websocket\n"}) {
        const std::string whole = type + std::string(text);
        const auto request = console::readWebSocket(whole, "fuzz");
        if (!request) {
            fuzz::demand(!request.error().message.empty(), "a refusal has its reason");
            continue;
        }
        const auto same = console::writeWebSocket(whole, *request);
        fuzz::demand(same && *same == whole, "what did not change comes out byte for byte");
        const auto written = console::writeWebSocket({}, *request);
        const auto again = written ? console::readWebSocket(*written, "fuzz") : fail(written.error());
        fuzz::demand(again && *again == *request, "a request reads back as it was written");
    }
    return 0;
}
