// Decodes the fragment of a reference (RFC 3986, 2.1).
#include "core/api/reference.h"

#include <charconv>

namespace gw {

namespace {

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const char* digits = text.data() + i + 1;
        if (text[i] == '%' && i + 2 < text.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            decoded += static_cast<char>(byte);
            i += 2;
            continue;
        }
        decoded += text[i];
    }
    return decoded;
}

} // namespace

std::string pointerOfReference(std::string_view ref)
{
    return ref.starts_with("#/") ? percentDecoded(ref.substr(1)) : std::string();
}

} // namespace gw
