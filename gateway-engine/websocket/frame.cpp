#include "gateway-engine/websocket/frame.h"

#include <cstdint>

namespace gw::engine {

namespace {

constexpr unsigned char finalBit = 0x80;
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

std::shared_ptr<const Frame> frameOf(Opcode opcode, std::string_view payload)
{
    auto frame = std::make_shared<Frame>();
    std::string& bytes = frame->bytes;
    bytes.reserve(payload.size() + 10);
    bytes += static_cast<char>(finalBit | static_cast<unsigned char>(opcode));
    if (payload.size() <= largestShort) {
        bytes += static_cast<char>(payload.size());
    } else if (payload.size() <= largestMedium) {
        bytes += mediumLength;
        appendBigEndian(bytes, payload.size(), 2);
    } else {
        bytes += longLength;
        appendBigEndian(bytes, payload.size(), 8);
    }
    frame->headSize = bytes.size();
    bytes += payload;
    return frame;
}

} // namespace gw::engine
