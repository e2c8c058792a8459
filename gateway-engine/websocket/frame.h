// Frame: one whole message to a client, encoded once, however many connections it goes to (RFC 6455, 5.2: frames of a
// server are not masked, so they are the same for everyone).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

struct Frame
{
    std::string bytes; // as they go out: head and payload
    std::size_t headSize = 0;
    [[nodiscard]] std::string_view payload() const { return std::string_view(bytes).substr(headSize); }
};

enum class Opcode : std::uint8_t { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

[[nodiscard]] std::shared_ptr<const Frame> frameOf(Opcode opcode, std::string_view payload); // final, not masked
[[nodiscard]] inline std::shared_ptr<const Frame> textFrame(std::string_view text)           // valid UTF-8
{
    return frameOf(Opcode::Text, text);
}

} // namespace gw::engine
