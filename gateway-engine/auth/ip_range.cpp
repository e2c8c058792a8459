#include "gateway-engine/auth/ip_range.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace gw::engine::auth {

namespace {

constexpr std::array<std::uint8_t, 12> v4InV6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned bitsOfV4 = 32;
constexpr unsigned bitsOfV6 = 128;

std::optional<IpAddress> parseAsItStands(std::string_view text)
{
    constexpr std::size_t longest = 45;
    if (text.size() > longest || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    const std::string terminated(text);
    IpAddress address;
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1)
        return address;
    address.isV6 = true;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1)
        return std::nullopt;
    return address;
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    auto address = parseAsItStands(text.substr(0, text.find('%')));
    if (!address || !address->isV6 || !std::equal(v4InV6.begin(), v4InV6.end(), address->bytes.begin()))
        return address;
    IpAddress v4;
    std::copy(address->bytes.begin() + v4InV6.size(), address->bytes.end(), v4.bytes.begin());
    return v4;
}

Result<IpRange> IpRange::parse(std::string_view text)
{
    const auto invalid = [text] {
        return fail(inQuotes(text) + " is no IP address or range of addresses.",
                    "Write it as in \"203.0.113.0/24\", \"2001:db8::/32\" or \"192.0.2.7\".");
    };
    const auto slash = text.find('/');
    const auto address = parseAsItStands(text.substr(0, slash));
    if (!address)
        return invalid();
    IpRange range;
    range.m_address = *address;
    const unsigned bits = address->isV6 ? bitsOfV6 : bitsOfV4;
    range.m_prefix = bits;
    if (slash == std::string_view::npos)
        return range;
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), range.m_prefix);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || range.m_prefix > bits)
        return invalid();
    return range;
}

bool IpRange::contains(const IpAddress& address) const
{
    if (address.isV6 != m_address.isV6)
        return false;
    const unsigned whole = m_prefix / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, m_address.bytes.begin()))
        return false;
    const unsigned rest = m_prefix % 8;
    if (rest == 0)
        return true;
    const unsigned mask = 0xFFU << (8 - rest) & 0xFFU;
    return (address.bytes[whole] & mask) == (m_address.bytes[whole] & mask);
}

} // namespace gw::engine::auth
