// AddressRange: addresses in CIDR notation, IPv4 and IPv6: "10.0.0.0/8", "2001:db8::/32", "127.0.0.1".
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gw::engine {

// As IPv6 writes them; an IPv4 address is ::ffff:a.b.c.d, which it also equals when a socket says so.
using AddressBytes = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<AddressBytes> addressBytes(std::string_view text); // nothing for what is no address

class AddressRange
{
public:
    // Fails on what is no address or no prefix length. Bits behind the prefix count for nothing.
    [[nodiscard]] static Result<AddressRange> parse(std::string_view text);

    [[nodiscard]] bool holds(const AddressBytes& address) const;
    bool operator==(const AddressRange&) const = default;

private:
    AddressBytes m_prefix{};
    int m_bits = 0; // of 128
};

} // namespace gw::engine
