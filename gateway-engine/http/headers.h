// Header fields of one message: ordered, names in the sender's casing, looked up without regard to case (RFC 9110 5.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct HeaderField {
    std::string name;
    std::string value;
    bool operator==(const HeaderField&) const = default;
};

[[nodiscard]] bool haveEqualLetters(std::string_view a, std::string_view b); // of one length; ASCII

// Asked of every field of every message, and mostly of names that differ: length and first letter tell without a call.
[[nodiscard]] inline bool equalsIgnoreCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && (a.empty() || (((a[0] ^ b[0]) & ~0x20) == 0 && haveEqualLetters(a, b)));
}

class Headers
{
public:
    [[nodiscard]] const std::string* find(std::string_view name) const;     // the first
    [[nodiscard]] const std::string* findLast(std::string_view name) const; // the one single-value views report
    [[nodiscard]] std::string_view get(std::string_view name) const;        // the first, or empty
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    // True when a comma-separated list header holds `token` (Connection: close).
    [[nodiscard]] bool hasToken(std::string_view name, std::string_view token) const;

    void add(std::string name, std::string value);
    void set(std::string_view name, std::string value); // replaces all of that name, or adds
    void remove(std::string_view name);
    void reserve(std::size_t count) { m_fields.reserve(count); }
    void clear() { m_fields.clear(); }

    [[nodiscard]] const std::vector<HeaderField>& fields() const { return m_fields; }
    [[nodiscard]] std::vector<HeaderField>& fields() { return m_fields; }
    [[nodiscard]] bool empty() const { return m_fields.empty(); }
    bool operator==(const Headers&) const = default;

private:
    std::vector<HeaderField> m_fields;
};

} // namespace gw::engine
