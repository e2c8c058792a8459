#include "gateway-engine/http/base64url.h"

#include "gateway-engine/http/base64.h"

#include <algorithm>

namespace gw::engine {

std::string base64UrlEncoded(std::string_view bytes)
{
    std::string text = base64Encoded(bytes);
    while (text.ends_with('='))
        text.pop_back();
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::optional<std::string> base64UrlDecoded(std::string_view text)
{
    if (text.find_first_of("+/= \t\r\n") != std::string_view::npos)
        return std::nullopt;
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    auto bytes = base64Decoded(padded);
    if (!bytes || base64UrlEncoded(*bytes) != text)
        return std::nullopt;
    return bytes;
}

} // namespace gw::engine
