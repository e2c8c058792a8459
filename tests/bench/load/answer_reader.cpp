#include "tests/bench/load/answer_reader.h"

#include <strings.h>

#include <algorithm>
#include <charconv>

namespace gw::bench {

namespace {

constexpr std::size_t longestHead = 65'536;
constexpr std::string_view headEnd = "\r\n\r\n";

bool isName(std::string_view line, std::string_view name)
{
    return line.size() > name.size() && line[name.size()] == ':' &&
           ::strncasecmp(line.data(), name.data(), name.size()) == 0;
}

std::string_view valueOf(std::string_view line, std::size_t nameSize)
{
    const auto begin = line.find_first_not_of(" \t", nameSize + 1);
    return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool isWord(std::string_view value, std::string_view word)
{
    return value.size() >= word.size() && ::strncasecmp(value.data(), word.data(), word.size()) == 0;
}

} // namespace

void AnswerReader::reset()
{
    m_part = Part::Head;
    m_kept.clear();
    m_left = 0;
    m_isKeptAlive = true;
}

AnswerReader::State AnswerReader::read(std::string_view& bytes)
{
    if (m_part == Part::Head)
        if (const State state = readHead(bytes); state != State::Whole)
            return state;
    if (m_part != Part::Body)
        return readChunks(bytes);
    const std::size_t taken = std::min<std::uint64_t>(m_left, bytes.size());
    bytes.remove_prefix(taken);
    m_left -= taken;
    if (m_left > 0)
        return State::Unfinished;
    m_part = Part::Head;
    return State::Whole;
}

// Nearly every head comes whole, and is read where it stands.
AnswerReader::State AnswerReader::readHead(std::string_view& bytes)
{
    std::size_t taken = 0;
    if (m_kept.empty()) {
        const auto end = bytes.find(headEnd);
        if (end != std::string_view::npos) {
            const bool isGood = parseHead(bytes.substr(0, end + 2));
            bytes.remove_prefix(end + headEnd.size());
            return isGood ? State::Whole : State::Wrong;
        }
    }
    const std::size_t before = m_kept.size();
    m_kept += bytes;
    const auto end = m_kept.find(headEnd, before < headEnd.size() ? 0 : before - headEnd.size());
    if (end == std::string::npos) {
        bytes = {};
        return m_kept.size() > longestHead ? State::Wrong : State::Unfinished;
    }
    taken = end + headEnd.size() - before;
    const bool isGood = parseHead(std::string_view(m_kept).substr(0, end + 2));
    m_kept.clear();
    bytes.remove_prefix(taken);
    return isGood ? State::Whole : State::Wrong;
}

// `head` ends with the line end of its last line.
bool AnswerReader::parseHead(std::string_view head)
{
    if (!head.starts_with("HTTP/1.") || head.size() < 12 ||
        std::from_chars(head.data() + 9, head.data() + 12, m_status).ec != std::errc())
        return false;
    m_isKeptAlive = head[7] != '0';
    m_hasLength = m_isChunked = false;
    m_left = 0;
    for (auto end = head.find('\n'); end + 1 < head.size(); end = head.find('\n')) {
        head.remove_prefix(end + 1);
        parseField(head.substr(0, head.find('\r')));
    }
    m_part = m_isChunked ? Part::ChunkSize : Part::Body;
    return m_isChunked || m_hasLength || m_status == 204 || m_status == 304;
}

void AnswerReader::parseField(std::string_view line)
{
    constexpr std::string_view length = "content-length";
    constexpr std::string_view encoding = "transfer-encoding";
    constexpr std::string_view connection = "connection";
    if (isName(line, length)) {
        const std::string_view value = valueOf(line, length.size());
        m_hasLength = std::from_chars(value.data(), value.data() + value.size(), m_left).ec == std::errc();
    } else if (isName(line, encoding)) {
        m_isChunked = isWord(valueOf(line, encoding.size()), "chunked");
    } else if (isName(line, connection)) {
        const std::string_view value = valueOf(line, connection.size());
        m_isKeptAlive = isWord(value, "keep-alive") || (m_isKeptAlive && !isWord(value, "close"));
    }
}

// False when the line has not ended yet; what there is of it is kept.
bool AnswerReader::takeLine(std::string_view& bytes, std::string_view& line)
{
    const auto end = bytes.find('\n');
    m_kept += bytes.substr(0, end == std::string_view::npos ? bytes.size() : end);
    if (end == std::string_view::npos) {
        bytes = {};
        return false;
    }
    bytes.remove_prefix(end + 1);
    line = m_kept;
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return true;
}

AnswerReader::State AnswerReader::readChunks(std::string_view& bytes)
{
    for (;;) {
        if (m_part == Part::ChunkData) {
            const std::size_t taken = std::min<std::uint64_t>(m_left, bytes.size());
            bytes.remove_prefix(taken);
            m_left -= taken;
            if (m_left > 0)
                return State::Unfinished;
            m_part = Part::ChunkEnd;
        }
        std::string_view line;
        if (!takeLine(bytes, line))
            return m_kept.size() > longestHead ? State::Wrong : State::Unfinished;
        const bool isEmpty = line.empty();
        const char* const end = line.data() + line.size();
        const bool isSize =
            m_part != Part::ChunkSize || std::from_chars(line.data(), end, m_left, 16).ec == std::errc();
        m_kept.clear();
        if (!isSize || (m_part == Part::ChunkEnd && !isEmpty))
            return State::Wrong;
        if (m_part == Part::Trailer && isEmpty) {
            m_part = Part::Head;
            return State::Whole;
        }
        if (m_part == Part::ChunkSize)
            m_part = m_left > 0 ? Part::ChunkData : Part::Trailer;
        else if (m_part == Part::ChunkEnd)
            m_part = Part::ChunkSize;
    }
}

} // namespace gw::bench
