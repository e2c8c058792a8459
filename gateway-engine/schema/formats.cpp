// Date-time after RFC 3339, addresses after RFC 5321, 1123, 2673 and 4291, URIs after RFC 3986 (Boost.URL).
#include "gateway-engine/schema/formats.h"

#include "gateway-engine/schema/ecma_pattern.h"

#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

constexpr std::size_t longestHostName = 253;
constexpr std::size_t longestLabel = 63;
constexpr std::size_t longestLocalPart = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isHexadecimal(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// `text` against a shape in which 9 is any digit and every other character itself, in any letter case.
bool hasShape(std::string_view text, std::string_view shape)
{
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
               return wanted == '9' ? isDigit(c) : (c == wanted || (isLetter(wanted) && (c ^ 0x20) == wanted));
           });
}

int number(std::string_view text, std::size_t at)
{
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

int daysOf(int year, int month)
{
    constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && isLeap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

bool isDate(std::string_view text)
{
    if (!hasShape(text, "9999-99-99"))
        return false;
    const int month = number(text, 5);
    const int day = number(text, 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(number(text, 0) * 100 + number(text, 2), month);
}

// Minutes east of Greenwich behind the seconds of a time; nothing when it is no offset.
std::optional<int> offsetOf(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (!hasShape(text, "+99:99") && !hasShape(text, "-99:99"))
        return std::nullopt;
    const int hours = number(text, 1);
    const int minutes = number(text, 4);
    if (hours > 23 || minutes > 59)
        return std::nullopt;
    return (text.front() == '-' ? -1 : 1) * (hours * 60 + minutes);
}

bool isTime(std::string_view text)
{
    constexpr std::size_t wholeSeconds = 8;
    constexpr int minutesOfDay = 24 * 60;
    if (!hasShape(text.substr(0, wholeSeconds), "99:99:99"))
        return false;
    std::string_view rest = text.substr(wholeSeconds);
    if (rest.starts_with('.')) {
        const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1)
            return false;
        rest.remove_prefix(end);
    }
    const auto offset = offsetOf(rest);
    const int hour = number(text, 0);
    const int minute = number(text, 3);
    const int second = number(text, 6);
    if (!offset || hour > 23 || minute > 59 || second > 60)
        return false;
    // A leap second is the last of a day in Greenwich.
    return second < 60 || (hour * 60 + minute - *offset + minutesOfDay) % minutesOfDay == minutesOfDay - 1;
}

bool isDateTime(std::string_view text)
{
    constexpr std::size_t dateSize = 10;
    return text.size() > dateSize && isDate(text.substr(0, dateSize)) &&
           (text[dateSize] == 'T' || text[dateSize] == 't') && isTime(text.substr(dateSize + 1));
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= longestLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return isDigit(c) || isLetter(c) || c == '-'; });
}

bool isHostName(std::string_view text)
{
    if (text.empty() || text.size() > longestHostName)
        return false;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('.', begin), text.size());
        if (!isLabel(text.substr(begin, end - begin)))
            return false;
        begin = end + 1;
    }
    return true;
}

bool isIpv4(std::string_view text)
{
    return boost::urls::parse_ipv4_address({text.data(), text.size()}).has_value();
}

bool isIpv6(std::string_view text)
{
    return boost::urls::parse_ipv6_address({text.data(), text.size()}).has_value();
}

bool isLocalPart(std::string_view text)
{
    static constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    if (text.empty() || text.size() > longestLocalPart || text.front() == '.' || text.back() == '.' ||
        text.find("..") != std::string_view::npos)
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isDigit(c) || isLetter(c) || static_cast<unsigned char>(c) >= 0x80 ||
               others.find(c) != std::string_view::npos;
    });
}

bool isQuotedLocalPart(std::string_view text)
{
    if (text.size() < 2 || text.size() > longestLocalPart || text.front() != '"' || text.back() != '"')
        return false;
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == '"' || (text[i] == '\\' && ++i == text.size()))
            return false;
    }
    return true;
}

bool isAddressLiteral(std::string_view text)
{
    constexpr std::string_view version6 = "IPv6:";
    if (text.size() < 2 || text.front() != '[' || text.back() != ']')
        return false;
    text = text.substr(1, text.size() - 2);
    return text.starts_with(version6) ? isIpv6(text.substr(version6.size())) : isIpv4(text);
}

bool isEmail(std::string_view text)
{
    const auto at = text.rfind('@');
    if (at == std::string_view::npos)
        return false;
    const std::string_view local = text.substr(0, at);
    const std::string_view domain = text.substr(at + 1);
    return (isLocalPart(local) || isQuotedLocalPart(local)) && (isHostName(domain) || isAddressLiteral(domain));
}

// "user@host:port": Boost.URL 1.81 takes any text for a port.
bool hasGoodPort(std::string_view authority)
{
    authority.remove_prefix(authority.rfind('@') + 1); // npos + 1 is 0
    const auto closed = authority.find(']');
    const auto colon = authority.find(':', closed == std::string_view::npos ? 0 : closed);
    return colon == std::string_view::npos ||
           authority.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
}

bool isUri(std::string_view text)
{
    if (!boost::urls::parse_uri({text.data(), text.size()}))
        return false;
    const auto colon = text.find(':');
    if (text.substr(colon, 3) != "://")
        return true;
    const std::string_view rest = text.substr(colon + 3);
    return hasGoodPort(rest.substr(0, rest.find_first_of("/?#")));
}

bool isRegex(std::string_view text)
{
    return EcmaPattern::compile(text).has_value();
}

bool isUuid(std::string_view text)
{
    constexpr std::string_view shape = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
               return wanted == '-' ? c == '-' : isHexadecimal(c);
           });
}

bool isJsonPointer(std::string_view text)
{
    if (!text.empty() && text.front() != '/')
        return false;
    for (auto at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1))
        if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1'))
            return false;
    return true;
}

constexpr std::array formats{
    Format{"date-time", isDateTime,
           "is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, "
           "yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]"},
    Format{"email", isEmail, "is not a valid email address"},
    Format{"hostname", isHostName, "is not a valid hostname"},
    Format{"ipv4", isIpv4, "is not a valid IPv4 address"},
    Format{"ipv6", isIpv6, "is not a valid IPv6 address"},
    Format{"json-pointer", isJsonPointer, "is not a valid JSON Pointer"},
    Format{"regex", isRegex, "is not a valid ECMA 262 regular expression"},
    Format{"uri", isUri, "is not a valid URI"},
    Format{"uuid", isUuid, "is not a valid UUID"},
};

} // namespace

const Format* formatNamed(std::string_view name)
{
    const auto* found =
        std::find_if(formats.begin(), formats.end(), [name](const Format& f) { return f.name == name; });
    return found == formats.end() ? nullptr : found;
}

std::string complaintOf(const Format& format, std::string_view text)
{
    const bool isExtra = format.name == "uuid" || format.name == "json-pointer";
    std::string complaint = isExtra ? "input string \"" : "string \"";
    return complaint.append(text).append("\" ").append(format.complaint);
}

} // namespace gw::engine
