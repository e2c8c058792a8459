// Content codings of payloads (RFC 9110 section 8.4): gzip and deflate, as the service takes and gives them
// (reference 1.31). zlib does the work.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

enum class ContentCoding { Identity, Gzip, Deflate };

[[nodiscard]] std::optional<ContentCoding> contentCodingFrom(std::string_view name); // any letter case
[[nodiscard]] std::string_view toString(ContentCoding coding);
// Of an Accept-Encoding header: the coding with the highest weight, the first of equals; what is not named is not
// wanted, and "*" names nothing.
[[nodiscard]] ContentCoding preferredCoding(std::string_view acceptEncoding);

[[nodiscard]] std::string compressed(std::string_view payload, ContentCoding coding);

struct Decompressed
{
    enum class Outcome { Good, Broken, TooLarge };
    Outcome outcome = Outcome::Good;
    std::string payload{};
};
// Never makes more than `maxBytes` of it, however small the payload is.
[[nodiscard]] Decompressed decompressed(std::string_view payload, ContentCoding coding, std::size_t maxBytes);

} // namespace gw::engine
