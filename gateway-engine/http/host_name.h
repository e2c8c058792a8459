// Names of hosts, as Host headers, handshakes and designs write them (RFC 1123 2.1, RFC 9110 7.2).
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

inline constexpr std::size_t longestHostName = 253;

[[nodiscard]] inline char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

[[nodiscard]] inline bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (lowerCase(c) >= 'a' && lowerCase(c) <= 'z');
}

// The host of an authority, without port, brackets and last dot, in its own letters; empty when it is none or too long.
[[nodiscard]] std::string_view hostOf(std::string_view authority);
// "Pets.LOCALHOST.:4780" → "pets.localhost"; empty when it is no name.
[[nodiscard]] std::string hostName(std::string_view authority);
// Labels of letters, digits, "-" and "_", the first perhaps "*".
[[nodiscard]] bool isDomainPattern(std::string_view name);

} // namespace gw::engine
