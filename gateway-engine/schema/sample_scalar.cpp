#include "gateway-engine/schema/sample_scalar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>

namespace gw::engine {

namespace {

constexpr std::array<std::string_view, 16> words{"amber", "birch",  "cedar", "delta",   "ember",   "fjord",
                                                 "grove", "harbor", "iris",  "juniper", "kestrel", "lagoon",
                                                 "maple", "north",  "opal",  "prairie"};
constexpr std::size_t longestString = 1024;

std::string_view word(std::uint64_t seed)
{
    return words[seed % words.size()];
}

template <typename... Values>
std::string printed(const char* format, Values... values)
{
    char text[128];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

int pick(std::uint64_t& seed, int from, int to) // inclusive; uses up some of the seed
{
    const auto span = static_cast<std::uint64_t>(to - from + 1);
    const int chosen = from + static_cast<int>(seed % span);
    seed /= span;
    return chosen;
}

std::string date(std::uint64_t& seed)
{
    const int year = pick(seed, 2020, 2025);
    const int month = pick(seed, 1, 12);
    return printed("%04d-%02d-%02d", year, month, pick(seed, 1, 28));
}

std::string timeOfDay(std::uint64_t& seed)
{
    const int hour = pick(seed, 0, 23);
    const int minute = pick(seed, 0, 59);
    return printed("%02d:%02d:%02dZ", hour, minute, pick(seed, 0, 59));
}

std::string uuid(std::uint64_t seed)
{
    const auto part = [seed](int shift, unsigned mask) { return static_cast<unsigned>(seed >> shift) & mask; };
    return printed("%08x-%04x-4%03x-8%03x-%012llx", part(32, 0xFFFFFFFFu), part(16, 0xFFFFu), part(4, 0xFFFu),
                   part(20, 0xFFFu), static_cast<unsigned long long>(seed & 0xFFFFFFFFFFFFull));
}

struct Format
{
    std::string_view name;
    std::string (*make)(std::uint64_t seed);
};

const std::array formats{
    Format{"date", [](std::uint64_t s) { return date(s); }},
    Format{"date-time",
           [](std::uint64_t s) {
               const std::string day = date(s);
               return day + "T" + timeOfDay(s);
           }},
    Format{"time", [](std::uint64_t s) { return timeOfDay(s); }},
    Format{"duration", [](std::uint64_t s) { return printed("PT%dM", static_cast<int>(s % 59) + 1); }},
    Format{"uuid", uuid},
    Format{"email", [](std::uint64_t s) { return std::string(word(s)) + "@example.com"; }},
    Format{"idn-email", [](std::uint64_t s) { return std::string(word(s)) + "@example.com"; }},
    Format{"hostname", [](std::uint64_t s) { return std::string(word(s)) + ".example.com"; }},
    Format{"uri", [](std::uint64_t s) { return "https://example.com/" + std::string(word(s)); }},
    Format{"url", [](std::uint64_t s) { return "https://example.com/" + std::string(word(s)); }},
    Format{"uri-reference", [](std::uint64_t s) { return "/" + std::string(word(s)); }},
    Format{"ipv4", [](std::uint64_t s) { return printed("192.0.2.%d", static_cast<int>(s % 254) + 1); }},
    Format{"ipv6", [](std::uint64_t s) { return printed("2001:db8::%x", static_cast<unsigned>(s % 0xFFFF) + 1); }},
    Format{"byte", [](std::uint64_t) { return std::string("Z2F0ZXdyaWdodA=="); }},
    Format{"binary", [](std::uint64_t s) { return std::string(word(s)); }},
    Format{"password", [](std::uint64_t) { return std::string("********"); }},
};

// A pattern that says nothing but one text: "^v1$".
bool isPlainPattern(std::string_view pattern)
{
    return pattern.size() > 2 && pattern.front() == '^' && pattern.back() == '$' &&
           pattern.substr(1, pattern.size() - 2).find_first_of("^$.*+?()[]{}|\\") == std::string_view::npos;
}

std::string withinLength(std::string text, const json::Value& schema)
{
    const auto shortest = std::clamp<std::int64_t>(schema["minLength"].toInt(0), 0, longestString);
    const auto longest = std::clamp<std::int64_t>(schema["maxLength"].toInt(longestString), 0, longestString);
    const std::string unit = text.empty() ? "a" : text;
    while (static_cast<std::int64_t>(text.size()) < shortest)
        text += unit;
    const auto most = std::max(shortest, longest);
    if (static_cast<std::int64_t>(text.size()) > most)
        text.resize(static_cast<std::size_t>(most));
    return text;
}

struct Bounds
{
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

// 3.1 says {"exclusiveMinimum": 5}, 3.0 and 2.0 {"minimum": 5, "exclusiveMinimum": true}.
Bounds boundsOf(const json::Value& schema, double step)
{
    Bounds bounds;
    bounds.low = schema["minimum"].toDouble(bounds.low);
    bounds.high = schema["maximum"].toDouble(bounds.high);
    const json::Value& above = schema["exclusiveMinimum"];
    const json::Value& below = schema["exclusiveMaximum"];
    if (above.isNumber())
        bounds.low = std::max(bounds.low, above.toDouble() + step);
    else if (above.toBool())
        bounds.low += step;
    if (below.isNumber())
        bounds.high = std::min(bounds.high, below.toDouble() - step);
    else if (below.toBool())
        bounds.high -= step;
    return bounds;
}

} // namespace

std::string sampleString(const json::Value& schema, std::uint64_t seed)
{
    const std::string_view format = schema["format"].toString();
    for (const Format& known : formats)
        if (known.name == format)
            return known.make(seed);
    const std::string_view pattern = schema["pattern"].toString();
    if (isPlainPattern(pattern))
        return std::string(pattern.substr(1, pattern.size() - 2));
    return withinLength(std::string(word(seed)), schema);
}

json::Value sampleNumber(const json::Value& schema, bool isInteger, std::uint64_t seed)
{
    const double multiple = std::abs(schema["multipleOf"].toDouble(0));
    const double step = multiple > 0 ? multiple : isInteger ? 1.0 : 0.01;
    const Bounds bounds = boundsOf(schema, step);
    double number = static_cast<double>(seed % 100 + 1);
    if (!isInteger && multiple <= 0)
        number += static_cast<double>(seed / 100 % 100) / 100;
    if (number < bounds.low || number > bounds.high) {
        if (std::isfinite(bounds.low))
            number = bounds.low;
        else if (std::isfinite(bounds.high))
            number = bounds.high;
    }
    if (multiple > 0) {
        number = std::ceil(number / multiple) * multiple;
        if (number > bounds.high)
            number = std::floor(bounds.high / multiple) * multiple;
    }
    constexpr double largestExact = 9.0e15;
    if (isInteger || (std::floor(number) == number && std::abs(number) < largestExact)) {
        const double whole = std::clamp(std::ceil(number), -largestExact, largestExact);
        return json::Value(static_cast<std::int64_t>(whole));
    }
    return json::Value(number);
}

} // namespace gw::engine
