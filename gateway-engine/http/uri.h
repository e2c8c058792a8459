// Percent-encoding of paths and queries (RFC 3986; reference 1.5 for what a query means to the service).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

[[nodiscard]] std::string percentDecoded(std::string_view text); // an escape that is none stays as it is
[[nodiscard]] std::string queryDecoded(std::string_view text);   // as above, and "+" is a space
// Everything a path may not hold as it is becomes an escape; "/" stays.
[[nodiscard]] std::string pathEncoded(std::string_view text);
[[nodiscard]] std::string queryEncoded(std::string_view text);
// A raw query as it may stand in a request line: what no query may hold becomes an escape, the rest stays.
[[nodiscard]] std::string sendableQuery(std::string_view raw);
[[nodiscard]] std::string percentEscaped(std::string text);       // "100%" → "100%25": what decoding turns back
[[nodiscard]] std::string percentEncodedByte(unsigned char byte); // "%2F"

// Calls `use(name, value)` for each pair of a raw query, both raw, until it gives true.
template <typename Use>
void forEachQueryPair(std::string_view query, Use use)
{
    while (!query.empty()) {
        const auto end = query.find_first_of("&;");
        const std::string_view pair = query.substr(0, end);
        const auto equals = pair.find('=');
        const bool isWhole = equals == std::string_view::npos;
        if (!pair.empty() && use(pair.substr(0, equals), isWhole ? std::string_view() : pair.substr(equals + 1)))
            return;
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
}

// The decoded values of one parameter, in order.
[[nodiscard]] std::vector<std::string> queryValues(std::string_view query, std::string_view name);

} // namespace gw::engine
