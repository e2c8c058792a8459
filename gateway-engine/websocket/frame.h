// Frame: one whole message to a client, encoded once, however many connections it goes to (RFC 6455, 5.2: frames of a
// server are not masked, so they are the same for everyone).
#pragma once

#include <cstddef>
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

[[nodiscard]] std::shared_ptr<const Frame> textFrame(std::string_view text); // valid UTF-8

} // namespace gw::engine
