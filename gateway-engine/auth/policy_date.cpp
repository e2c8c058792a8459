#include "gateway-engine/auth/policy_date.h"

#include <algorithm>
#include <charconv>

namespace gw::engine::auth {

namespace {

using namespace std::chrono;

constexpr int lastYear = 9999;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool number(std::size_t digits, int& value)
    {
        if (m_rest.size() < digits || !std::all_of(m_rest.begin(), m_rest.begin() + digits, isDigit))
            return false;
        std::from_chars(m_rest.data(), m_rest.data() + digits, value);
        m_rest.remove_prefix(digits);
        return true;
    }
    bool skip(char c)
    {
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    // ".123": at least one digit; what is finer than a millisecond is cut off.
    bool fraction(milliseconds& value)
    {
        if (!skip('.'))
            return true;
        const auto end = std::min(m_rest.find_first_not_of("0123456789"), m_rest.size());
        int unit = 100;
        for (std::size_t i = 0; i < end; ++i, unit /= 10)
            value += milliseconds((m_rest[i] - '0') * unit);
        m_rest.remove_prefix(end);
        return end > 0;
    }
    // "Z", "+01:00"; to be taken off the time.
    bool zone(minutes& offset)
    {
        if (skip('Z'))
            return true;
        const bool isEast = skip('+');
        int hour = 0;
        int minute = 0;
        if ((!isEast && !skip('-')) || !number(2, hour) || !skip(':') || !number(2, minute) || hour > 18 || minute > 59)
            return false;
        offset = minutes((isEast ? 1 : -1) * (hour * 60 + minute));
        return true;
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

std::optional<PolicyTime> sinceEpoch(std::string_view text)
{
    const auto [least, most] =
        std::pair<std::int64_t, std::int64_t>(-62'135'596'800, 253'402'300'799); // years 1 to 9999
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return PolicyTime(seconds(value));
}

bool timeOfDay(Reader& reader, milliseconds& time)
{
    int h = 0;
    int m = 0;
    int s = 0;
    if (!reader.number(2, h) || !reader.skip(':') || !reader.number(2, m) || h > 23 || m > 59)
        return false;
    if (reader.skip(':') && (!reader.number(2, s) || s > 59 || !reader.fraction(time)))
        return false;
    time += hours(h) + minutes(m) + seconds(s);
    return true;
}

} // namespace

std::optional<PolicyTime> parsePolicyDate(std::string_view text)
{
    if (const auto time = sinceEpoch(text))
        return time;
    Reader reader(text);
    int y = 0;
    int mo = 0;
    int d = 0;
    if (!reader.number(4, y) || !reader.skip('-') || !reader.number(2, mo) || !reader.skip('-') || !reader.number(2, d))
        return std::nullopt;
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
    milliseconds time{0};
    minutes offset{0};
    if (!date.ok() || y > lastYear)
        return std::nullopt;
    if (reader.skip('T') && (!timeOfDay(reader, time) || !reader.zone(offset)))
        return std::nullopt;
    if (!reader.atEnd())
        return std::nullopt;
    return PolicyTime(sys_days(date)) + time - offset;
}

} // namespace gw::engine::auth
