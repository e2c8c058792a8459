#include "gateway-engine/auth/claim_texts.h"

#include "core/json/text.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace gw::engine::auth {

namespace {

// As java.util.Date writes itself; nothing for what is no such time.
std::optional<std::string> dateText(const json::Value& value)
{
    using namespace std::chrono;
    constexpr std::int64_t latest = 253'402'300'799; // of the year 9999
    constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::int64_t since = value.isNumber() ? value.toInt(-1) : -1;
    if (since < 0 || since > latest)
        return std::nullopt;
    const sys_seconds time{seconds(since)};
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock{time - midnight};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s %s %02u %02d:%02d:%02d UTC %04d",
                  weekdays[weekday(midnight).c_encoding()], months[static_cast<unsigned>(date.month()) - 1],
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(date.year()));
    return text.data();
}

std::string scalarOrJson(const json::Value& value)
{
    return value.isArray() || value.isObject() ? json::writeJson(value) : value.scalarText();
}

std::string listText(const json::Array& items, ClaimStyle style)
{
    std::string text;
    for (const json::Value& item : items) {
        if (&item != &items.front())
            text += style == ClaimStyle::RestApi ? "," : " ";
        text += scalarOrJson(item);
    }
    return style == ClaimStyle::RestApi ? text : "[" + text + "]";
}

std::string claimText(const json::Member& claim, ClaimStyle style)
{
    if (claim.value.isArray())
        return listText(claim.value.asArray(), style);
    if (style == ClaimStyle::RestApi && (claim.key == "exp" || claim.key == "iat"))
        if (auto date = dateText(claim.value))
            return *std::move(date);
    return scalarOrJson(claim.value);
}

} // namespace

ClaimTexts claimTexts(const json::Value& claims, ClaimStyle style)
{
    ClaimTexts texts;
    if (!claims.isObject())
        return texts;
    texts.reserve(claims.asObject().size());
    for (const json::Member& claim : claims.asObject())
        texts.emplace_back(claim.key, claimText(claim, style));
    return texts;
}

} // namespace gw::engine::auth
