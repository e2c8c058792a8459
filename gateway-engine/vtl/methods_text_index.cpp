// The methods of java.lang.String that count positions. Java counts UTF-16 units, so a text that is not ASCII is
// converted first.
#include "gateway-engine/vtl/methods.h"
#include "gateway-engine/vtl/text_units.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace gw::engine::vtl {

namespace {

tl::unexpected<Diagnostic> outside(std::int64_t begin, std::int64_t end, std::size_t length)
{
    return fail("The range from " + std::to_string(begin) + " to " + std::to_string(end) +
                    " is outside the text of length " + std::to_string(length) + ".",
                "Compare with length() before.");
}

// The same code serves plain bytes (ASCII) and UTF-16 units.
template <typename Char>
class Indexed
{
public:
    using View = std::basic_string_view<Char>;
    explicit Indexed(View text) : m_text(text) {}

    MethodResult substring(std::int64_t begin, std::int64_t end) const
    {
        if (begin < 0 || end > std::int64_t(m_text.size()) || begin > end)
            return outside(begin, end, m_text.size());
        return Value(text(m_text.substr(std::size_t(begin), std::size_t(end - begin))));
    }

    MethodResult charAt(std::int64_t index) const
    {
        if (index < 0 || index >= std::int64_t(m_text.size()))
            return outside(index, index + 1, m_text.size());
        return Value(text(m_text.substr(std::size_t(index), 1)));
    }

    MethodResult codePointAt(std::int64_t index) const
    {
        if (index < 0 || index >= std::int64_t(m_text.size()))
            return outside(index, index + 1, m_text.size());
        const auto unit = std::uint32_t(m_text[std::size_t(index)]);
        const bool pair = unit >= 0xD800 && unit < 0xDC00 && std::size_t(index) + 1 < m_text.size();
        return Value(std::int32_t(pair ? 0x10000 + ((unit - 0xD800) << 10) +
                                             (std::uint32_t(m_text[std::size_t(index) + 1]) - 0xDC00)
                                       : unit));
    }

    std::int32_t find(View what, std::int64_t from) const
    {
        const auto found =
            m_text.find(what, std::size_t(std::clamp<std::int64_t>(from, 0, std::int64_t(m_text.size()))));
        return found == View::npos ? -1 : std::int32_t(found);
    }

    std::int32_t findLast(View what, std::int64_t from) const
    {
        const auto found = from < 0 ? View::npos : m_text.rfind(what, std::size_t(from));
        return found == View::npos ? -1 : std::int32_t(found);
    }

    bool startsWith(View what, std::int64_t from) const
    {
        return from >= 0 && from <= std::int64_t(m_text.size()) && m_text.substr(std::size_t(from)).starts_with(what);
    }

private:
    static std::string text(View part)
    {
        if constexpr (std::is_same_v<Char, char>)
            return std::string(part);
        else
            return fromUnits(part);
    }
    View m_text;
};

template <typename Char>
MethodResult positioned(const Indexed<Char>& text, std::basic_string_view<Char> what, const MethodCall& call)
{
    const bool second = call.arguments.size() == 2;
    const auto from = second ? call.arguments[1].integer() : std::optional<std::int64_t>();
    if (call.arguments.size() > 2 || (second && !from))
        return std::nullopt;
    switch (call.method) {
    case Method::indexOf:
        return Value(text.find(what, from.value_or(0)));
    case Method::lastIndexOf:
        return Value(text.findLast(what, from.value_or(std::numeric_limits<std::int32_t>::max())));
    case Method::startsWith:
        return Value(text.startsWith(what, from.value_or(0)));
    default:
        return std::nullopt;
    }
}

template <typename Char>
MethodResult counted(const Indexed<Char>& text, std::size_t length, const MethodCall& call)
{
    const auto first = call.arguments[0].integer();
    const auto second = call.arguments.size() == 2 ? call.arguments[1].integer() : std::optional<std::int64_t>();
    if (!first || call.arguments.size() > 2 || (call.arguments.size() == 2 && !second))
        return std::nullopt;
    if (call.method == Method::substring || (call.method == Method::subSequence && second))
        return text.substring(*first, second.value_or(std::int64_t(length)));
    if (second)
        return std::nullopt;
    if (call.method == Method::charAt)
        return text.charAt(*first);
    return call.method == Method::codePointAt ? text.codePointAt(*first) : std::nullopt;
}

} // namespace

MethodResult callTextByIndex(const std::string& text, const MethodCall& call)
{
    if (call.arguments.empty())
        return call.method == Method::length ? MethodResult(Value(std::int32_t(countUnits(text)))) : std::nullopt;
    const bool ascii = isAscii(text);
    const bool searches = call.method == Method::indexOf || call.method == Method::lastIndexOf;
    std::string what;
    if (const std::string* sought = call.arguments[0].string()) {
        what = *sought;
    } else if (const auto code = call.arguments[0].integer(); code && searches) {
        const auto unit = char16_t(*code); // indexOf(int): a character by its number
        what = fromUnits(std::u16string_view(&unit, 1));
    } else if (ascii) {
        return counted(Indexed<char>(text), text.size(), call);
    } else {
        const std::u16string units = toUnits(text);
        return counted(Indexed<char16_t>(units), units.size(), call);
    }
    if (ascii)
        return positioned(Indexed<char>(text), std::string_view(what), call);
    const std::u16string units = toUnits(text);
    const std::u16string sought = toUnits(what);
    return positioned(Indexed<char16_t>(units), std::u16string_view(sought), call);
}

} // namespace gw::engine::vtl
