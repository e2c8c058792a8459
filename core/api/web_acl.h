// WebAcl: rules that let requests of a stage pass or stop them before anything else looks at them (reference 1.36). The
// first rule that holds and does not only count decides, else the default action.
#pragma once

#include "core/api/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw {

enum class WebAclAction { Allow, Block, Count };
[[nodiscard]] std::string_view toString(WebAclAction action); // "ALLOW", "BLOCK", "COUNT"
[[nodiscard]] std::optional<WebAclAction> webAclActionFrom(std::string_view text);

// The caller's address is in one of the ranges.
struct AddressMatch
{
    std::vector<std::string> addresses; // "192.0.2.0/24", "2001:db8::/32", or one address
    bool operator==(const AddressMatch&) const = default;
};

// An address has sent more requests than this in the last seconds.
struct RateMatch
{
    int limit = 2'000;             // 10 … 2,000,000,000
    int evaluationWindowSec = 300; // 60, 120, 300 or 600
    bool operator==(const RateMatch&) const = default;
};

enum class TextMatch { Exactly, StartsWith, EndsWith, Contains };
[[nodiscard]] std::string_view toString(TextMatch match); // "EXACTLY", "STARTS_WITH", "ENDS_WITH", "CONTAINS"
[[nodiscard]] std::optional<TextMatch> textMatchFrom(std::string_view text);

struct HeaderMatch
{
    std::string header;
    TextMatch match = TextMatch::Contains;
    std::string value; // letter case does not count
    bool operator==(const HeaderMatch&) const = default;
};

enum class SizedPart { Body, Headers, QueryString, UriPath };
[[nodiscard]] std::string_view toString(SizedPart part); // "BODY", "HEADERS", "QUERY_STRING", "URI_PATH"
[[nodiscard]] std::optional<SizedPart> sizedPartFrom(std::string_view text);

// A part of the request is longer than this.
struct SizeMatch
{
    SizedPart part = SizedPart::Body;
    int bytes = 8'192;
    bool operator==(const SizeMatch&) const = default;
};

struct WebAclRule
{
    std::string name;
    WebAclAction action = WebAclAction::Block;
    std::variant<AddressMatch, RateMatch, HeaderMatch, SizeMatch> match;
    bool operator==(const WebAclRule&) const = default;
};

struct WebAcl
{
    WebAclId id;
    std::string name;
    std::string description;
    WebAclAction defaultAction = WebAclAction::Allow;
    std::vector<WebAclRule> rules; // in this order
    bool operator==(const WebAcl&) const = default;
};

inline constexpr int leastRateLimit = 10;
inline constexpr int mostRateLimit = 2'000'000'000;

// An address or a CIDR range, in numbers that can be compared.
struct AddressRange
{
    bool isIpv6 = false;
    std::uint8_t bytes[16] = {}; // an IPv4 address takes the first four
    int prefixLength = 0;
    bool operator==(const AddressRange&) const = default;

    [[nodiscard]] bool contains(const AddressRange& address) const;
};
[[nodiscard]] std::optional<AddressRange> addressRangeFrom(std::string_view text);

} // namespace gw
