#include "gateway-engine/http/address_range.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>

namespace gw::engine {

namespace {

constexpr int mappedBits = 96; // ::ffff:0:0/96 holds the IPv4 addresses

std::optional<int> prefixLength(std::string_view text, int most)
{
    int bits = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bits);
    if (error != std::errc() || end != text.data() + text.size() || bits < 0 || bits > most)
        return std::nullopt;
    return bits;
}

std::uint8_t maskOf(int bits) // 0 … 8
{
    return static_cast<std::uint8_t>(0xFF00 >> bits);
}

} // namespace

std::optional<AddressBytes> addressBytes(std::string_view text)
{
    char buffer[INET6_ADDRSTRLEN] = {};
    if (text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), buffer);
    AddressBytes bytes{};
    if (text.find(':') != std::string_view::npos) {
        if (::inet_pton(AF_INET6, buffer, bytes.data()) == 1)
            return bytes;
        return std::nullopt;
    }
    bytes[10] = bytes[11] = 0xFF;
    if (::inet_pton(AF_INET, buffer, bytes.data() + mappedBits / 8) == 1)
        return bytes;
    return std::nullopt;
}

Result<AddressRange> AddressRange::parse(std::string_view text)
{
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto address = addressBytes(text.substr(0, slash));
    const int most = text.substr(0, slash).find(':') == std::string_view::npos ? 32 : 128;
    const auto bits = slash == text.size() ? std::optional<int>(most) : prefixLength(text.substr(slash + 1), most);
    if (!address || !bits)
        return fail(inQuotes(text) + " is no range of addresses.",
                    "Write an address, or the first of a range with its prefix length: 10.0.0.0/8, 2001:db8::/32.");
    AddressRange range;
    range.m_bits = *bits + (most == 32 ? mappedBits : 0);
    for (int i = 0; i < 16; ++i)
        range.m_prefix[static_cast<std::size_t>(i)] =
            (*address)[static_cast<std::size_t>(i)] & maskOf(std::clamp(range.m_bits - 8 * i, 0, 8));
    return range;
}

bool AddressRange::holds(const AddressBytes& address) const
{
    const std::size_t whole = static_cast<std::size_t>(m_bits / 8);
    if (std::memcmp(address.data(), m_prefix.data(), whole) != 0)
        return false;
    return whole == m_prefix.size() || (address[whole] & maskOf(m_bits % 8)) == m_prefix[whole];
}

} // namespace gw::engine
