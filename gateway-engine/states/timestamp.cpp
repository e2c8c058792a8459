// Reading and writing of RFC 3339.
#include "gateway-engine/states/timestamp.h"

#include <cstdint>
#include <cstdio>

namespace gw::engine::states {

namespace {

using namespace std::chrono;

class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool number(std::size_t digits, int& value)
    {
        if (m_rest.size() < digits)
            return false;
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!isDigit(m_rest[i]))
                return false;
            value = value * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(digits);
        return true;
    }
    bool skip(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    // ".123": at least one digit; nanoseconds.
    bool fraction(std::int64_t& value)
    {
        value = 0;
        if (!skip('.'))
            return true;
        std::int64_t unit = 100'000'000;
        std::size_t digits = 0;
        for (; !m_rest.empty() && isDigit(m_rest.front()); m_rest.remove_prefix(1), ++digits, unit /= 10)
            value += (m_rest.front() - '0') * unit;
        return digits > 0;
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    std::string_view m_rest;
};

bool readOffset(Reader& reader, minutes& offset)
{
    if (reader.skip('Z'))
        return true;
    const bool isEast = reader.skip('+');
    int hour = 0;
    int minute = 0;
    if ((!isEast && !reader.skip('-')) || !reader.number(2, hour) || !reader.skip(':') || !reader.number(2, minute) ||
        hour > 18 || minute > 59)
        return false;
    offset = minutes((isEast ? 1 : -1) * (hour * 60 + minute));
    return true;
}

} // namespace

std::optional<system_clock::time_point> parseTimestamp(std::string_view text)
{
    Reader reader(text);
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    std::int64_t nanos = 0;
    minutes offset{0};
    if (!reader.number(4, y) || !reader.skip('-') || !reader.number(2, mo) || !reader.skip('-') ||
        !reader.number(2, d) || !reader.skip('T') || !reader.number(2, h) || !reader.skip(':') ||
        !reader.number(2, mi) || !reader.skip(':') || !reader.number(2, s) || !reader.fraction(nanos) ||
        !readOffset(reader, offset) || !reader.atEnd())
        return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    constexpr int firstYear = 1700; // what nanoseconds in 64 bits can say
    constexpr int lastYear = 2200;
    if (!date.ok() || y < firstYear || y > lastYear || h > 23 || mi > 59 || s > 59)
        return std::nullopt;
    return system_clock::time_point(sys_days(date)) + hours(h) + minutes(mi) + seconds(s) -
           duration_cast<system_clock::duration>(offset) + duration_cast<system_clock::duration>(nanoseconds(nanos));
}

std::string formatTimestamp(system_clock::time_point time)
{
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const auto rest = duration_cast<nanoseconds>(time - midnight);
    const auto whole = duration_cast<seconds>(rest).count();
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(whole / 3600), static_cast<int>(whole / 60 % 60), static_cast<int>(whole % 60));
    std::string result = text;
    std::snprintf(text, sizeof text, ".%09lld", static_cast<long long>((rest % seconds(1)).count()));
    std::string_view digits = text;
    while (digits.ends_with("000"))
        digits.remove_suffix(3);
    if (digits.size() > 1)
        result += digits;
    return result + "Z";
}

} // namespace gw::engine::states
