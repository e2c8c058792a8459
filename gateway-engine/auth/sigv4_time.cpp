#include "gateway-engine/auth/sigv4_time.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gw::engine::auth {

namespace {

using namespace std::chrono;

// The number that `size` digits at `at` are; -1: they are none.
int digits(std::string_view text, std::size_t at, std::size_t size)
{
    const std::string_view part = text.substr(at, size);
    int value = 0;
    const bool isNumber = std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber || std::from_chars(part.data(), part.data() + part.size(), value).ec != std::errc())
        return -1;
    return value;
}

std::optional<sys_seconds> timeOf(int y, int mo, int d, int h, int m, int s)
{
    constexpr int firstYear = 1970;
    constexpr int lastYear = 2200; // the system's clock counts nanoseconds, which go not much further
    if (y < firstYear || y > lastYear || mo < 1 || d < 1 || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59)
        return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    if (!date.ok())
        return std::nullopt;
    return sys_days(date) + hours(h) + minutes(m) + seconds(s);
}

} // namespace

std::optional<sys_seconds> parseBasicIso8601(std::string_view text)
{
    constexpr std::size_t size = std::string_view("20150830T123600Z").size();
    if (text.size() != size || text[8] != 'T' || text.back() != 'Z')
        return std::nullopt;
    return timeOf(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2), digits(text, 9, 2), digits(text, 11, 2),
                  digits(text, 13, 2));
}

std::optional<sys_seconds> parseHttpDate(std::string_view text)
{
    constexpr std::size_t size = std::string_view("Sun, 30 Aug 2015 12:36:00 GMT").size();
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != size || text.substr(3, 2) != ", " || text.substr(25) != " GMT" || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    const auto* const month = std::find(months.begin(), months.end(), text.substr(8, 3));
    if (month == months.end())
        return std::nullopt;
    return timeOf(digits(text, 12, 4), static_cast<int>(month - months.begin()) + 1, digits(text, 5, 2),
                  digits(text, 17, 2), digits(text, 20, 2), digits(text, 23, 2));
}

} // namespace gw::engine::auth
