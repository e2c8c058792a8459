// Addresses and ranges of addresses as policies write them: "203.0.113.0/24", "2001:db8::/32", "192.0.2.7"
// (reference 1.26, IpAddress and NotIpAddress). IPv4 in IPv6 ("::ffff:192.0.2.7") is IPv4.
#pragma once

#include "core/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine::auth {

struct IpAddress
{
    bool isV6 = false;
    std::array<std::uint8_t, 16> bytes{}; // the first four of an IPv4 address
    bool operator==(const IpAddress&) const = default;

    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text); // a zone ("%eth0") is left out
};

class IpRange
{
public:
    // Bits beyond the prefix count for nothing; fails where the address or the prefix is none.
    [[nodiscard]] static Result<IpRange> parse(std::string_view text);

    [[nodiscard]] bool contains(const IpAddress& address) const;

private:
    IpAddress m_address;
    unsigned m_prefix = 0;
};

} // namespace gw::engine::auth
