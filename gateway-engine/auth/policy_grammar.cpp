#include "gateway-engine/auth/policy_grammar.h"

#include <algorithm>

namespace gw::engine::auth {

namespace {

constexpr std::size_t accountDigits = 12;

} // namespace

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isAccountId(std::string_view text)
{
    return text.size() == accountDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "service:Name"; the name may hold wildcards.
bool isAction(std::string_view text)
{
    const auto colon = text.find(':');
    if (text == "*")
        return true;
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size())
        return false;
    const auto isOf = [](std::string_view part, std::string_view others) {
        return std::all_of(part.begin(), part.end(),
                           [others](char c) { return isLetterOrDigit(c) || others.find(c) != std::string_view::npos; });
    };
    return isOf(text.substr(0, colon), "-") && isOf(text.substr(colon + 1), "*?");
}

bool isArn(std::string_view text)
{
    constexpr auto colonsOfAnArn = 5;
    return text == "*" || (text.starts_with("arn:") && (std::count(text.begin(), text.end(), ':') >= colonsOfAnArn ||
                                                        text.find('*') != std::string_view::npos));
}

// The account of "arn:aws:iam::111122223333:root".
std::string accountOfRoot(std::string_view arn)
{
    constexpr std::string_view service = ":iam::";
    constexpr std::string_view root = ":root";
    const auto at = arn.find(service);
    if (!arn.starts_with("arn:") || at == std::string_view::npos || !arn.ends_with(root))
        return {};
    const std::string_view account = arn.substr(at + service.size(), accountDigits);
    return isAccountId(account) && at + service.size() + accountDigits + root.size() == arn.size()
               ? std::string(account)
               : std::string();
}

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace gw::engine::auth
