#include "gateway-engine/http/content_coding.h"

#include "gateway-engine/http/headers.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace gw::engine {

namespace {

// What zlib's windowBits say beside the size of the window.
constexpr int gzipWindow = 15 + 16;
constexpr int zlibWindow = 15;
constexpr int rawWindow = -15;
constexpr std::size_t pieceSize = 64 * 1024;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Thousandths: "q=0.25" is 250.
int weightOf(std::string_view parameters)
{
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos)
        return 1000;
    const std::string_view text = trimmed(parameters.substr(at + 2));
    double weight = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
    return error == std::errc{} && weight >= 0 && weight <= 1 ? static_cast<int>(weight * 1000) : 0;
}

z_const Bytef* bytesOf(std::string_view text)
{
    return const_cast<z_const Bytef*>(reinterpret_cast<const Bytef*>(text.data())); // zlib only reads them
}

class Inflater
{
public:
    explicit Inflater(int windowBits) { m_isGood = inflateInit2(&m_stream, windowBits) == Z_OK; }
    ~Inflater() { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Decompressed run(std::string_view payload, std::size_t maxBytes)
    {
        Decompressed result;
        std::array<char, pieceSize> piece{};
        m_stream.next_in = bytesOf(payload);
        m_stream.avail_in = static_cast<uInt>(payload.size());
        int state = m_isGood ? Z_OK : Z_MEM_ERROR;
        while (state == Z_OK) {
            m_stream.next_out = reinterpret_cast<Bytef*>(piece.data());
            m_stream.avail_out = static_cast<uInt>(piece.size());
            state = inflate(&m_stream, Z_NO_FLUSH);
            const std::size_t made = piece.size() - m_stream.avail_out;
            if (result.payload.size() + made > maxBytes)
                return {Decompressed::Outcome::TooLarge};
            result.payload.append(piece.data(), made);
            if (state == Z_OK && made == 0 && m_stream.avail_in == 0)
                break; // cut off
        }
        if (state != Z_STREAM_END || m_stream.avail_in != 0)
            return {Decompressed::Outcome::Broken};
        return result;
    }

private:
    z_stream m_stream{};
    bool m_isGood = false;
};

} // namespace

std::optional<ContentCoding> contentCodingFrom(std::string_view name)
{
    name = trimmed(name);
    if (equalsIgnoreCase(name, "gzip") || equalsIgnoreCase(name, "x-gzip"))
        return ContentCoding::Gzip;
    if (equalsIgnoreCase(name, "deflate"))
        return ContentCoding::Deflate;
    if (equalsIgnoreCase(name, "identity"))
        return ContentCoding::Identity;
    return std::nullopt;
}

std::string_view toString(ContentCoding coding)
{
    switch (coding) {
    case ContentCoding::Gzip:
        return "gzip";
    case ContentCoding::Deflate:
        return "deflate";
    case ContentCoding::Identity:
        break;
    }
    return "identity";
}

ContentCoding preferredCoding(std::string_view acceptEncoding)
{
    ContentCoding best = ContentCoding::Identity;
    int bestWeight = 0;
    while (!acceptEncoding.empty()) {
        const auto comma = std::min(acceptEncoding.find(','), acceptEncoding.size());
        const std::string_view entry = acceptEncoding.substr(0, comma);
        const auto semicolon = std::min(entry.find(';'), entry.size());
        const auto coding = contentCodingFrom(entry.substr(0, semicolon));
        const int weight = weightOf(entry.substr(semicolon));
        if (coding && weight > bestWeight) {
            best = *coding;
            bestWeight = weight;
        }
        acceptEncoding.remove_prefix(std::min(comma + 1, acceptEncoding.size()));
    }
    return best;
}

std::string compressed(std::string_view payload, ContentCoding coding)
{
    z_stream stream{};
    const int window = coding == ContentCoding::Gzip ? gzipWindow : zlibWindow;
    constexpr int memoryLevel = 8; // zlib's own default
    if (coding == ContentCoding::Identity ||
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, memoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
        return std::string(payload);
    std::string result(deflateBound(&stream, static_cast<uLong>(payload.size())), '\0');
    stream.next_in = bytesOf(payload);
    stream.avail_in = static_cast<uInt>(payload.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

Decompressed decompressed(std::string_view payload, ContentCoding coding, std::size_t maxBytes)
{
    if (coding == ContentCoding::Identity)
        return {Decompressed::Outcome::Good, std::string(payload)};
    if (coding == ContentCoding::Gzip)
        return Inflater(gzipWindow).run(payload, maxBytes);
    Decompressed result = Inflater(zlibWindow).run(payload, maxBytes);
    if (result.outcome == Decompressed::Outcome::Broken) // many clients say deflate and leave the zlib header out
        result = Inflater(rawWindow).run(payload, maxBytes);
    return result;
}

} // namespace gw::engine
