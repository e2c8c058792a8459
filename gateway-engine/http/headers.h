// Header fields of one message: ordered, names in the sender's casing, looked up without regard to case (RFC 9110 5.1).
//
// The fields stand in one text as lines of the wire, "Name: value\r\n", beside a list of where each begins: a message's
// headers cost two allocations however many they are, copying them is two copies, and writing one out is one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// A look at one field; valid until its Headers change.
struct HeaderField
{
    std::string_view name;
    std::string_view value;
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
    struct Place // of a line in the text; fields of 4 GiB are refused long before they come here
    {
        std::uint32_t begin;
        std::uint32_t nameSize;
        std::uint32_t valueSize;
    };

public:
    class Iterator
    {
    public:
        HeaderField operator*() const { return m_headers->at(*m_place); }
        Iterator& operator++()
        {
            ++m_place;
            return *this;
        }
        bool operator==(const Iterator& other) const { return m_place == other.m_place; }
        [[nodiscard]] std::string_view line() const { return m_headers->lineAt(*m_place); } // "Name: value\r\n"

    private:
        friend class Headers;
        Iterator(const Headers* headers, const Place* place) : m_headers(headers), m_place(place) {}
        const Headers* m_headers;
        const Place* m_place;
    };

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;     // the first
    [[nodiscard]] std::optional<std::string_view> findLast(std::string_view name) const; // what single-value views report
    [[nodiscard]] std::string_view get(std::string_view name) const;                     // the first, or empty
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    // True when a comma-separated list header holds `token` (Connection: close).
    [[nodiscard]] bool hasToken(std::string_view name, std::string_view token) const;

    // Names and values may be views into these very headers.
    void add(std::string_view name, std::string_view value);
    void set(std::string_view name, std::string_view value); // replaces all of that name, or adds
    void remove(std::string_view name);
    // Goes through all fields once: `change` gives the name a field is to have, or nothing to drop it.
    template <typename Change>
    void renameEach(Change change);
    void reserve(std::size_t fields, std::size_t bytes = 0);
    void clear();

    [[nodiscard]] Iterator begin() const { return {this, m_places.data()}; }
    [[nodiscard]] Iterator end() const { return {this, m_places.data() + m_places.size()}; }
    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_text.size(); } // of all lines, roughly: what was replaced counts
    [[nodiscard]] HeaderField operator[](std::size_t index) const { return at(m_places[index]); }
    [[nodiscard]] bool empty() const { return m_places.empty(); }
    bool operator==(const Headers& other) const;

private:
    [[nodiscard]] HeaderField at(const Place& place) const
    {
        const char* name = m_text.data() + place.begin;
        return {{name, place.nameSize}, {name + place.nameSize + 2, place.valueSize}};
    }
    [[nodiscard]] std::string_view lineAt(const Place& place) const
    {
        return {m_text.data() + place.begin, std::size_t{place.nameSize} + place.valueSize + 4};
    }
    Place append(std::string_view name, std::string_view value);

    std::string m_text;
    std::vector<Place> m_places;
};

template <typename Change>
void Headers::renameEach(Change change)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const HeaderField field = at(m_places[i]);
        const std::optional<std::string_view> name = change(field);
        if (!name)
            continue;
        m_places[kept++] = name->data() == field.name.data() ? m_places[i] : append(*name, field.value);
    }
    m_places.resize(kept);
}

} // namespace gw::engine
