// FrameReader: a client's bytes → messages and control frames (RFC 6455, 5 and 8.1), without I/O. It takes every byte
// it is given, so that a connection needs no buffer while it waits, and fails at the first byte that cannot be right.
#pragma once

#include "gateway-engine/http/utf8.h"
#include "gateway-engine/websocket/connection.h"
#include "gateway-engine/websocket/frame.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gw::engine {

struct FrameLimits // zero: none
{
    std::size_t messageSize = 0;
    std::size_t frameSize = 0;
    bool takesBinary = false;
};

class FrameReader
{
public:
    explicit FrameReader(const FrameLimits& limits) : m_limits(limits) {}

    enum class Event : std::uint8_t { NeedsMore, Message, Ping, Pong, Close, Failed };
    // Reads up to the next event, unmasking in place, and says how many bytes that took; all of them when it needs
    // more.
    Event read(std::span<char> bytes, std::size_t& consumed);

    // Of the event read last.
    [[nodiscard]] std::string takeMessage(); // of Message
    [[nodiscard]] bool isBinary() const { return m_isBinary; }
    [[nodiscard]] std::string_view control() const { return m_control; } // what Ping and Pong carry
    // Of Close, what the client said; of Failed, what to tell it.
    [[nodiscard]] CloseCode closeCode() const { return m_closeCode; }
    [[nodiscard]] std::string_view reason() const { return m_control; }

private:
    enum class Part : std::uint8_t { Head, Payload, Failed };

    bool takeHead(std::span<char> bytes, std::size_t& consumed);
    [[nodiscard]] std::size_t headSize() const;
    bool checkStart();
    bool beginPayload();
    bool beginData(std::uint64_t size);
    bool takePayload(std::span<char> bytes);
    Event endFrame();
    Event endControl();
    Event endClose();
    void unmask(std::span<char> bytes);
    bool fail(CloseCode code, std::string_view reason);
    [[nodiscard]] bool isFinal() const;
    [[nodiscard]] bool isControl() const;
    [[nodiscard]] Opcode opcode() const;

    FrameLimits m_limits;
    std::string m_message;
    std::string m_control;         // of the present control frame; the reason of an end
    std::uint64_t m_remaining = 0; // of the present frame's payload
    Utf8Reader m_text;
    std::array<unsigned char, 14> m_head{};
    std::array<unsigned char, 4> m_mask{}; // turned so that the next byte meets its first
    std::uint8_t m_headBytes = 0;
    Part m_part = Part::Head;
    CloseCode m_closeCode = CloseCode::NoStatus;
    bool m_isInMessage = false; // its last frame has not begun
    bool m_isBinary = false;
};

} // namespace gw::engine
