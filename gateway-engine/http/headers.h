// Header fields of one message: ordered, names in the sender's casing, looked up without regard to case (RFC 9110 5.1).
//
// The fields stand in one block: their text from its front, as lines of the wire, "Name: value\r\n", and from its back
// a list of where each begins. A message's headers cost one allocation however many they are, copying them is two
// copies, and writing them out is one where nothing is left out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
        HeaderField operator*() const { return (*m_headers)[m_index]; }
        Iterator& operator++()
        {
            ++m_index;
            return *this;
        }
        bool operator==(const Iterator& other) const { return m_index == other.m_index; }
        [[nodiscard]] std::string_view line() const { return m_headers->lineAt(m_headers->place(m_index)); }

    private:
        friend class Headers;
        Iterator(const Headers* headers, std::size_t index) : m_headers(headers), m_index(index) {}
        const Headers* m_headers;
        std::size_t m_index;
    };

    Headers() = default;
    Headers(const Headers& other) { copy(other); }
    Headers(Headers&& other) noexcept { swap(other); }
    Headers& operator=(const Headers& other); // into the block that is there, if it is large enough
    Headers& operator=(Headers&& other) noexcept // the other keeps a block to be filled anew
    {
        swap(other);
        other.clear();
        return *this;
    }
    ~Headers() = default;

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const; // the first
    [[nodiscard]] std::optional<std::string_view>
    findLast(std::string_view name) const;                           // what single-value views report
    [[nodiscard]] std::string_view get(std::string_view name) const; // the first, or empty
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    // True when a comma-separated list header holds `token` (Connection: close).
    [[nodiscard]] bool hasToken(std::string_view name, std::string_view token) const;

    // Names and values may be views into these very headers.
    void add(std::string_view name, std::string_view value);
    // The same for what is known to hold no character that ends a line early: a parser has seen it, or we made it.
    void addParsed(std::string_view name, std::string_view value);
    void set(std::string_view name, std::string_view value); // replaces all of that name, or adds
    void remove(std::string_view name);
    void lowerNames(); // "X-Api-Key" → "x-api-key", all of them
    // Goes through all fields once: `change` gives what the name of a field is to begin with (mostly nothing new), or
    // nullopt to drop the field.
    template <typename Change>
    void prefixEach(Change change);
    void reserve(std::size_t fields, std::size_t bytes = 0);
    void clear();

    // All there is to know of compact headers, which copies are: none of their lines was removed or replaced. For
    // whoever keeps the bytes and makes headers of them again, in the same process.
    struct Image
    {
        std::string_view lines;
        std::string_view places;
        bool areLinesWhole = true;
    };
    [[nodiscard]] bool areCompact() const;
    [[nodiscard]] Image image() const;
    explicit Headers(const Image& image);

    [[nodiscard]] Iterator begin() const { return {this, 0}; }
    [[nodiscard]] Iterator end() const { return {this, m_count}; }
    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] std::size_t bytes() const { return m_textSize; } // of all lines, roughly: what was replaced counts
    [[nodiscard]] HeaderField operator[](std::size_t index) const { return at(place(index)); }
    [[nodiscard]] bool empty() const { return m_count == 0; }
    // True when every line of the text is one field, whatever is written in it: see transport/field_lines.h.
    [[nodiscard]] bool areLinesWhole() const { return m_areLinesWhole; }
    bool operator==(const Headers& other) const;

private:
    using Block = std::unique_ptr<char[]>;

    void copy(const Headers& other); // into empty ones, in the block that is there if it is large enough
    void swap(Headers& other) noexcept
    {
        m_block.swap(other.m_block);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_textSize, other.m_textSize);
        std::swap(m_count, other.m_count);
        std::swap(m_areLinesWhole, other.m_areLinesWhole);
    }
    [[nodiscard]] Place& place(std::size_t index) { return placesEnd()[-1 - static_cast<std::ptrdiff_t>(index)]; }
    [[nodiscard]] const Place& place(std::size_t index) const
    {
        return placesEnd()[-1 - static_cast<std::ptrdiff_t>(index)];
    }
    [[nodiscard]] Place* placesEnd() const { return reinterpret_cast<Place*>(m_block.get() + m_capacity); }
    [[nodiscard]] HeaderField at(const Place& place) const
    {
        const char* name = m_block.get() + place.begin;
        return {{name, place.nameSize}, {name + place.nameSize + 2, place.valueSize}};
    }
    [[nodiscard]] std::string_view lineAt(const Place& place) const
    {
        return {m_block.get() + place.begin, std::size_t{place.nameSize} + place.valueSize + 4};
    }
    Block makeRoom(std::size_t textBytes, std::size_t places);
    Block makeRoomForLine(std::size_t size);
    Place append(std::string_view prefix, std::string_view name, std::string_view value);
    void check(const Place& place);

    Block m_block;
    std::uint32_t m_capacity = 0; // a multiple of the alignment of places
    std::uint32_t m_textSize = 0;
    std::uint32_t m_count = 0;
    bool m_areLinesWhole = true;
};

template <typename Change>
void Headers::prefixEach(Change change)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        const HeaderField field = at(place(i));
        const std::optional<std::string_view> prefix = change(field);
        if (!prefix)
            continue;
        const Place line = prefix->empty() ? place(i) : append(*prefix, field.name, field.value);
        place(kept++) = line;
    }
    m_count = static_cast<std::uint32_t>(kept);
}

} // namespace gw::engine
