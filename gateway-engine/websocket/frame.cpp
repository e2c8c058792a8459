#include "gateway-engine/websocket/frame.h"

#include <cstdint>

namespace gw::engine {

namespace {

constexpr char finalText = static_cast<char>(0x81); // FIN and the opcode of text
constexpr std::size_t largestShort = 125;
constexpr std::size_t largestMedium = 0xFFFF;
constexpr char mediumLength = 126;
constexpr char longLength = 127;

void appendBigEndian(std::string& bytes, std::uint64_t value, int count)
{
    for (int i = count - 1; i >= 0; --i)
        bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}

} // namespace

std::shared_ptr<const Frame> textFrame(std::string_view text)
{
    auto frame = std::make_shared<Frame>();
    std::string& bytes = frame->bytes;
    bytes.reserve(text.size() + 10);
    bytes += finalText;
    if (text.size() <= largestShort) {
        bytes += static_cast<char>(text.size());
    } else if (text.size() <= largestMedium) {
        bytes += mediumLength;
        appendBigEndian(bytes, text.size(), 2);
    } else {
        bytes += longLength;
        appendBigEndian(bytes, text.size(), 8);
    }
    frame->headSize = bytes.size();
    bytes += text;
    return frame;
}

} // namespace gw::engine
