#include "gateway-engine/vtl/java_text.h"

#include "gateway-engine/vtl/numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace gw::engine::vtl {

namespace {

// Java's form of a number whose shortest digits are known: plain between 1e-3 and 1e7, otherwise d.dddEn.
std::string javaForm(bool negative, std::string_view digits, int exponent)
{
    std::string out = negative ? "-" : "";
    const int count = int(digits.size());
    if (exponent >= -3 && exponent < 0) {
        out.append("0.").append(std::size_t(-exponent - 1), '0').append(digits);
    } else if (exponent >= 0 && exponent < 7) {
        if (count <= exponent + 1)
            out.append(digits).append(std::size_t(exponent + 1 - count), '0').append(".0");
        else
            out.append(digits.substr(0, std::size_t(exponent) + 1)) += '.',
                out.append(digits.substr(std::size_t(exponent) + 1));
    } else {
        out.append(digits.substr(0, 1)) += '.';
        out.append(count > 1 ? digits.substr(1) : "0");
        out.append("E").append(std::to_string(exponent));
    }
    return out;
}

template <typename Number>
std::string floatingText(Number number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    if (number == 0)
        return std::signbit(number) ? "-0.0" : "0.0";
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::abs(number), std::chars_format::scientific).ptr;
    const std::string_view text(buffer, std::size_t(end - buffer));
    const auto mark = text.find('e');
    std::string digits(text.substr(0, 1));
    if (mark > 2)
        digits.append(text.substr(2, mark - 2));
    std::string_view power = text.substr(mark + 1);
    if (power.starts_with('+'))
        power.remove_prefix(1);
    int exponent = 0;
    std::from_chars(power.data(), power.data() + power.size(), exponent);
    return javaForm(number < 0, digits, exponent);
}

// No two members have the same key, as far as that is quickly seen.
bool hasPlainKeys(const json::Object& object)
{
    constexpr std::size_t few = 32;
    if (object.size() > few)
        return false;
    for (auto member = object.begin(); member != object.end(); ++member)
        if (std::any_of(object.begin(), member, [&](const json::Member& other) { return other.key == member->key; }))
            return false;
    return true;
}

class Writer
{
public:
    Writer(std::string& out, std::size_t mostBytes, int mostNesting)
        : m_out(out), m_most(mostBytes), m_nesting(mostNesting)
    {
    }

    bool write(const Value& value, Printing how)
    {
        if (m_out.size() > m_most)
            return false;
        if (const List* list = value.list())
            return writeList(*list, how == Printing::Json ? how : list->printing);
        if (const Map* map = value.map())
            return writeMap(*map, how == Printing::Json ? how : map->printing);
        if (const std::string* text = value.string())
            return how == Printing::Json ? writeQuoted(*text) : append(*text);
        if (const auto whole = value.integer())
            return appendNumber(*whole);
        return append(scalar(value));
    }

    bool write(const Document& document, const json::Value& part) // as JSON
    {
        if (m_out.size() > m_most)
            return false;
        if (part.isString())
            return writeQuoted(part.asString());
        if (part.isArray())
            return writeArray(document, part.asArray());
        if (part.isObject() && hasPlainKeys(part.asObject()))
            return writeObject(document, part.asObject());
        return write(fromJson(document, part), Printing::Json);
    }

private:
    static std::string scalar(const Value& value)
    {
        if (value.isNull())
            return "null";
        if (const bool* truth = value.boolean())
            return *truth ? "true" : "false";
        if (const auto* number = std::get_if<double>(&value.data()))
            return doubleText(*number);
        if (const auto* number = std::get_if<float>(&value.data()))
            return floatText(*number);
        if (const auto* number = std::get_if<std::shared_ptr<const BigNumber>>(&value.data()))
            return bigText(**number);
        if (const Object* object = value.object())
            return object->text().value_or("null");
        return {};
    }

    bool appendNumber(std::int64_t whole)
    {
        char digits[24];
        return append({digits, std::to_chars(digits, digits + sizeof digits, whole).ptr});
    }

    bool append(std::string_view text)
    {
        if (text.size() > m_most || m_out.size() > m_most - text.size())
            return false;
        m_out.append(text);
        return true;
    }

    bool writeQuoted(const std::string& text)
    {
        if (text.size() > m_most || m_out.size() > m_most - text.size())
            return false;
        static constexpr char hex[] = "0123456789ABCDEF";
        m_out += '"';
        std::size_t plain = 0; // where the characters begin that are written as they are
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= 0x20 && c != '"' && c != '\\')
                continue;
            m_out.append(text, plain, i - plain).append(1, '\\');
            plain = i + 1;
            if (byte >= 0x20)
                m_out += c;
            else if (const auto at = std::string_view("\b\t\n\f\r").find(c); at != std::string_view::npos)
                m_out += "btnfr"[at];
            else
                m_out.append("u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        }
        m_out.append(text, plain);
        m_out += '"';
        return true;
    }

    bool writeKey(const Value& key) { return writeQuoted(key.string() ? *key.string() : textOf(key)); }

    // What stands in brackets, a list or map, each of its parts written by `one`.
    template <typename Parts, typename One>
    bool writeAll(const char* brackets, const Parts& parts, Printing how, const One& one)
    {
        if (--m_nesting < 0)
            return false;
        m_out += brackets[0];
        bool first = true;
        for (const auto& part : parts) {
            if (!std::exchange(first, false))
                m_out.append(how == Printing::Json ? "," : ", ");
            if (!one(part))
                return false;
        }
        m_out += brackets[1];
        ++m_nesting;
        return true;
    }

    bool writeList(const List& list, Printing how)
    {
        return writeAll("[]", list.items, how, [&](const Value& item) { return write(item, how); });
    }

    bool writeMap(const Map& map, Printing how)
    {
        return writeAll("{}", map.entries(), how, [&](const Map::Entry& entry) {
            return how == Printing::Json ? writeKey(entry.key) && append(":") && write(entry.value, how)
                                         : write(entry.key, how) && append("=") && write(entry.value, how);
        });
    }

    bool writeArray(const Document& document, const json::Array& array)
    {
        return writeAll("[]", array, Printing::Json, [&](const json::Value& item) { return write(document, item); });
    }

    bool writeObject(const Document& document, const json::Object& object)
    {
        return writeAll("{}", object, Printing::Json, [&](const json::Member& member) {
            return writeQuoted(member.key) && append(":") && write(document, member.value);
        });
    }

    std::string& m_out;
    std::size_t m_most;
    int m_nesting;
};

} // namespace

bool appendText(std::string& out, const Value& value, std::size_t mostBytes, int mostNesting)
{
    return Writer(out, mostBytes, mostNesting).write(value, Printing::Java);
}

bool appendJson(std::string& out, const Value& value, std::size_t mostBytes, int mostNesting)
{
    return Writer(out, mostBytes, mostNesting).write(value, Printing::Json);
}

bool appendJson(std::string& out, const Document& document, const json::Value& part, std::size_t mostBytes)
{
    constexpr int mostNesting = 1'000; // documents have limits of their own
    return Writer(out, mostBytes, mostNesting).write(document, part);
}

std::string textOf(const Value& value)
{
    constexpr std::size_t most = 1 << 20;
    std::string out;
    (void)appendText(out, value, most);
    return out;
}

std::string doubleText(double number)
{
    return floatingText(number);
}

std::string floatText(float number)
{
    return floatingText(number);
}

std::int32_t hashCode(std::string_view text)
{
    std::uint32_t hash = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        if (point >= 0x10000) {
            hash = 31 * hash + (0xD7C0u + (point >> 10));
            point = 0xDC00u + (point & 0x3FFu);
        }
        hash = 31 * hash + point;
        i += length;
    }
    return std::int32_t(hash);
}

} // namespace gw::engine::vtl
