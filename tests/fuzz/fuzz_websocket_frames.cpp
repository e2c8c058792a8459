// A client's bytes on a WebSocket connection: however they are cut into pieces, the same messages come of them, within
// the limits; text is UTF-8; after a failure nothing more comes.
#include "gateway-engine/websocket/frame_reader.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace gw;
using namespace gw::engine;

namespace {

constexpr FrameLimits limits{512, 200, true};

struct Seen
{
    FrameReader::Event event;
    std::string text;
    CloseCode code;
    bool operator==(const Seen&) const = default;
};

Seen look(FrameReader& reader, FrameReader::Event event)
{
    if (event == FrameReader::Event::Message) {
        Seen seen{event, reader.takeMessage(), CloseCode::NoStatus};
        fuzz::demand(seen.text.size() <= limits.messageSize, "a message keeps the limit");
        fuzz::demand(reader.isBinary() || isUtf8Text(seen.text), "text is UTF-8");
        return seen;
    }
    fuzz::demand(reader.control().size() <= 125, "a control frame is short");
    if (event == FrameReader::Event::Close)
        fuzz::demand(isUtf8Text(reader.reason()), "a reason is UTF-8");
    return {event, std::string(reader.control()), reader.closeCode()};
}

std::vector<Seen> readInPieces(std::string bytes, std::size_t piece)
{
    FrameReader reader(limits);
    std::vector<Seen> seen;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.size(), at + piece);
        std::size_t consumed = 0;
        const auto event = reader.read(std::span(bytes).subspan(at, end - at), consumed);
        fuzz::demand(consumed <= end - at, "no more is taken than there is");
        at += consumed;
        if (event == FrameReader::Event::NeedsMore) {
            fuzz::demand(at == end, "all is taken while more is needed");
            continue;
        }
        seen.push_back(look(reader, event));
        if (event == FrameReader::Event::Failed || event == FrameReader::Event::Close) {
            const auto after = reader.read(std::span(bytes).subspan(at), consumed);
            fuzz::demand(after == FrameReader::Event::Failed && consumed == 0, "nothing comes after the end");
            break;
        }
    }
    return seen;
}

} // namespace

// The input: how long a piece is, and the bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = 1U + data[0] % 40U;
    fuzz::demand(readInPieces(bytes, bytes.size() + 1) == readInPieces(bytes, piece),
                 "how bytes are cut changes nothing");
    return 0;
}
