// Finds where HTTP/1.1 answers end in the bytes of a connection, and what came: the status, and whether the connection
// stays open. Bodies are counted, not kept. Knows Content-Length, chunks, and answers without a body (204, 304).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gw::bench {

class AnswerReader
{
public:
    enum class State { Unfinished, Whole, Wrong }; // Wrong: no HTTP answer, or one that only the connection's end ends

    // Takes bytes until one answer is whole; `bytes` is what is left.
    State read(std::string_view& bytes);

    // Of the answer that is whole.
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] bool isKeptAlive() const { return m_isKeptAlive; }

    void reset(); // the next bytes begin an answer

private:
    enum class Part { Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer };

    State readHead(std::string_view& bytes);
    bool parseHead(std::string_view head);
    void parseField(std::string_view line);
    bool takeLine(std::string_view& bytes, std::string_view& line);
    State readChunks(std::string_view& bytes);

    Part m_part = Part::Head;
    std::string m_kept; // of a head or a line that has begun
    std::uint64_t m_left = 0;
    int m_status = 0;
    bool m_isKeptAlive = true;
    bool m_hasLength = false;
    bool m_isChunked = false;
};

} // namespace gw::bench
