#include "gateway-engine/websocket/frame_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace gw::engine {

namespace {

constexpr unsigned char finalBit = 0x80;
constexpr unsigned char reservedBits = 0x70;
constexpr unsigned char opcodeBits = 0x0F;
constexpr unsigned char controlBit = 0x08;
constexpr unsigned char maskBit = 0x80;
constexpr unsigned char lengthBits = 0x7F;
constexpr unsigned char mediumLength = 126;
constexpr unsigned char longLength = 127;
constexpr std::size_t startSize = 2;
constexpr std::size_t maskSize = 4;

bool isKnown(unsigned char opcode)
{
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

// RFC 6455, 7.4: codes a peer may send; 1004 to 1006 and 1015 are never on the wire.
bool maySend(unsigned code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

} // namespace

bool FrameReader::isFinal() const
{
    return (m_head[0] & finalBit) != 0;
}

bool FrameReader::isControl() const
{
    return (m_head[0] & controlBit) != 0;
}

Opcode FrameReader::opcode() const
{
    return static_cast<Opcode>(m_head[0] & opcodeBits);
}

FrameReader::Event FrameReader::read(std::span<char> bytes, std::size_t& consumed)
{
    consumed = 0;
    while (m_part != Part::Failed) {
        if (m_part == Part::Head && !takeHead(bytes, consumed))
            break;
        const auto count = std::min<std::uint64_t>(m_remaining, bytes.size() - consumed);
        if (!takePayload(bytes.subspan(consumed, count)))
            break;
        consumed += count;
        if (m_remaining > 0)
            return Event::NeedsMore;
        const Event event = endFrame();
        if (event != Event::NeedsMore)
            return event;
    }
    return m_part == Part::Failed ? Event::Failed : Event::NeedsMore;
}

std::string FrameReader::takeMessage()
{
    return std::exchange(m_message, {});
}

// False: the head is not whole, or not right. Its first two bytes are looked at as soon as they are there.
bool FrameReader::takeHead(std::span<char> bytes, std::size_t& consumed)
{
    for (;;) {
        const std::size_t wanted = headSize();
        const std::size_t count = std::min(wanted - m_headBytes, bytes.size() - consumed);
        if (count > 0)
            std::memcpy(m_head.data() + m_headBytes, bytes.data() + consumed, count);
        m_headBytes += static_cast<std::uint8_t>(count);
        consumed += count;
        if (m_headBytes < wanted)
            return false;
        if (wanted > startSize)
            return beginPayload();
        if (!checkStart())
            return false;
    }
}

std::size_t FrameReader::headSize() const
{
    if (m_headBytes < startSize)
        return startSize;
    const unsigned length = m_head[1] & lengthBits;
    const std::size_t extended = length == longLength ? 8 : length == mediumLength ? 2 : 0;
    return startSize + extended + maskSize;
}

bool FrameReader::checkStart()
{
    if ((m_head[0] & reservedBits) != 0)
        return fail(CloseCode::ProtocolError, "A reserved bit is set");
    if (!isKnown(m_head[0] & opcodeBits))
        return fail(CloseCode::ProtocolError, "Unknown opcode");
    if ((m_head[1] & maskBit) == 0)
        return fail(CloseCode::ProtocolError, "The frame is not masked");
    if (isControl()) {
        if (!isFinal() || (m_head[1] & lengthBits) >= mediumLength)
            return fail(CloseCode::ProtocolError, "A control frame is fragmented or too long");
        return true;
    }
    if ((opcode() == Opcode::Continuation) != m_isInMessage)
        return fail(CloseCode::ProtocolError,
                    m_isInMessage ? "A message begins within another" : "There is no message to continue");
    if (opcode() == Opcode::Binary && !m_limits.takesBinary)
        return fail(CloseCode::UnsupportedData, "Binary is not supported");
    return true;
}

bool FrameReader::beginPayload()
{
    const std::size_t extended = m_headBytes - startSize - maskSize;
    std::uint64_t size = m_head[1] & lengthBits;
    if (extended > 0) {
        size = 0;
        for (std::size_t i = 0; i < extended; ++i)
            size = size << 8 | m_head[startSize + i];
        if (size < mediumLength || (extended == 8 && (size <= 0xFFFF || size >> 63 != 0)))
            return fail(CloseCode::ProtocolError, "The length is not in its shortest form");
    }
    std::copy_n(m_head.begin() + startSize + extended, maskSize, m_mask.begin());
    m_headBytes = 0;
    m_remaining = size;
    m_part = Part::Payload;
    if (!isControl())
        return beginData(size);
    m_control.clear();
    return true;
}

bool FrameReader::beginData(std::uint64_t size)
{
    if (m_limits.frameSize > 0 && size > m_limits.frameSize)
        return fail(CloseCode::TooBig, "The frame is larger than " + std::to_string(m_limits.frameSize) + " bytes");
    if (m_limits.messageSize > 0 && size > m_limits.messageSize - m_message.size())
        return fail(CloseCode::TooBig, "The message is larger than " + std::to_string(m_limits.messageSize) + " bytes");
    if (opcode() != Opcode::Continuation) {
        m_isBinary = opcode() == Opcode::Binary;
        m_text = Utf8Reader();
    }
    m_isInMessage = !isFinal();
    return true;
}

bool FrameReader::takePayload(std::span<char> bytes)
{
    unmask(bytes);
    m_remaining -= bytes.size();
    const std::string_view piece(bytes.data(), bytes.size());
    if (isControl()) {
        m_control += piece;
        return true;
    }
    if (!m_isBinary && !m_text.take(piece))
        return fail(CloseCode::InvalidPayload, "The text is not UTF-8");
    m_message += piece;
    return true;
}

// Eight bytes at a time; the mask then stands as it did, or turned by what was left over.
void FrameReader::unmask(std::span<char> bytes)
{
    std::uint32_t half = 0;
    std::memcpy(&half, m_mask.data(), maskSize);
    const std::uint64_t mask = std::uint64_t{half} << 32 | half;
    std::size_t at = 0;
    for (; at + sizeof mask <= bytes.size(); at += sizeof mask) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        word ^= mask;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    const std::size_t turned = bytes.size() - at;
    for (std::size_t i = 0; at < bytes.size(); ++at, ++i)
        bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ m_mask[i % maskSize]);
    const auto before = m_mask;
    for (std::size_t i = 0; i < maskSize; ++i)
        m_mask[i] = before[(i + turned) % maskSize];
}

FrameReader::Event FrameReader::endFrame()
{
    m_part = Part::Head;
    if (isControl())
        return endControl();
    if (!isFinal())
        return Event::NeedsMore;
    if (!m_isBinary && !m_text.isWhole()) {
        fail(CloseCode::InvalidPayload, "The text ends within a character");
        return Event::Failed;
    }
    return Event::Message;
}

FrameReader::Event FrameReader::endControl()
{
    switch (opcode()) {
    case Opcode::Ping:
        return Event::Ping;
    case Opcode::Pong:
        return Event::Pong;
    default:
        return endClose();
    }
}

// RFC 6455, 5.5.1: nothing, or a code and a reason.
FrameReader::Event FrameReader::endClose()
{
    m_part = Part::Failed; // nothing counts after it
    if (m_control.empty()) {
        m_closeCode = CloseCode::NoStatus;
        return Event::Close;
    }
    if (m_control.size() < 2) {
        fail(CloseCode::ProtocolError, "A close frame has one byte");
        return Event::Failed;
    }
    const unsigned code = static_cast<unsigned char>(m_control[0]) * 256U + static_cast<unsigned char>(m_control[1]);
    m_control.erase(0, 2);
    if (!maySend(code))
        fail(CloseCode::ProtocolError, "The close code is not one to send");
    else if (!isUtf8Text(m_control))
        fail(CloseCode::InvalidPayload, "The close reason is not UTF-8");
    else {
        m_closeCode = static_cast<CloseCode>(code);
        return Event::Close;
    }
    return Event::Failed;
}

bool FrameReader::fail(CloseCode code, std::string_view reason)
{
    m_part = Part::Failed;
    m_closeCode = code;
    m_control = reason;
    m_message = {};
    return false;
}

} // namespace gw::engine
