// The words of web ACLs, and address ranges.
#include "core/api/web_acl.h"

#include "core/letter_case.h"

#include <arpa/inet.h>

#include <charconv>

namespace gw {

namespace {

constexpr WebAclAction allActions[] = {WebAclAction::Allow, WebAclAction::Block, WebAclAction::Count};
constexpr TextMatch allMatches[] = {TextMatch::Exactly, TextMatch::StartsWith, TextMatch::EndsWith,
                                    TextMatch::Contains};
constexpr SizedPart allParts[] = {SizedPart::Body, SizedPart::Headers, SizedPart::QueryString, SizedPart::UriPath};

template <typename T, std::size_t count>
std::optional<T> wordFrom(const T (&all)[count], std::string_view text)
{
    for (const T each : all)
        if (equalsIgnoringCase(text, toString(each)))
            return each;
    return std::nullopt;
}

std::optional<int> prefixLengthFrom(std::string_view text, int most)
{
    int length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return isNumber && length >= 0 && length <= most ? std::optional(length) : std::nullopt;
}

} // namespace

std::string_view toString(WebAclAction action)
{
    switch (action) {
    case WebAclAction::Allow:
        return "ALLOW";
    case WebAclAction::Block:
        return "BLOCK";
    case WebAclAction::Count:
        return "COUNT";
    }
    return {};
}

std::optional<WebAclAction> webAclActionFrom(std::string_view text)
{
    return wordFrom(allActions, text);
}

std::string_view toString(TextMatch match)
{
    switch (match) {
    case TextMatch::Exactly:
        return "EXACTLY";
    case TextMatch::StartsWith:
        return "STARTS_WITH";
    case TextMatch::EndsWith:
        return "ENDS_WITH";
    case TextMatch::Contains:
        return "CONTAINS";
    }
    return {};
}

std::optional<TextMatch> textMatchFrom(std::string_view text)
{
    return wordFrom(allMatches, text);
}

std::string_view toString(SizedPart part)
{
    switch (part) {
    case SizedPart::Body:
        return "BODY";
    case SizedPart::Headers:
        return "HEADERS";
    case SizedPart::QueryString:
        return "QUERY_STRING";
    case SizedPart::UriPath:
        return "URI_PATH";
    }
    return {};
}

std::optional<SizedPart> sizedPartFrom(std::string_view text)
{
    return wordFrom(allParts, text);
}

bool AddressRange::contains(const AddressRange& address) const
{
    if (isIpv6 != address.isIpv6 || prefixLength > address.prefixLength)
        return false;
    for (int bit = 0; bit < prefixLength; bit += 8) {
        const int bits = prefixLength - bit < 8 ? prefixLength - bit : 8;
        const auto mask = static_cast<std::uint8_t>(0xff << (8 - bits));
        if ((bytes[bit / 8] & mask) != (address.bytes[bit / 8] & mask))
            return false;
    }
    return true;
}

std::optional<AddressRange> addressRangeFrom(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string address(text.substr(0, slash));
    AddressRange range;
    range.isIpv6 = address.find(':') != std::string::npos;
    if (address.find('\0') != std::string::npos ||
        ::inet_pton(range.isIpv6 ? AF_INET6 : AF_INET, address.c_str(), range.bytes) != 1)
        return std::nullopt;
    const int most = range.isIpv6 ? 128 : 32;
    const auto length =
        slash == std::string_view::npos ? std::optional(most) : prefixLengthFrom(text.substr(slash + 1), most);
    if (!length)
        return std::nullopt;
    range.prefixLength = *length;
    return range;
}

} // namespace gw
