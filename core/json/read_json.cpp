// JSON text (RFC 8259) to a Value with positions. The grammar is Boost.JSON's event parser; it reports values in the
// order of the text but not where they stand, so the handler follows with a cursor: between two tokens there is only
// white space, ',' and ':', and the parser has already proved every token well-formed.
#include "core/json/json_error.h"
#include "core/json/number_text.h"
#include "core/json/text.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>

namespace gw::json {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

class ValueBuilder
{
public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    using View = boost::json::string_view;
    using ErrorCode = boost::json::error_code;

    ValueBuilder(std::string_view text, std::size_t begin, std::size_t maxNodes)
        : m_text(text), m_cursor(begin), m_nodesLeft(maxNodes)
    {
        constexpr std::size_t bytesOfAMember = 16; // or so
        constexpr std::size_t usualDepth = 8;
        m_pending.reserve(std::min<std::size_t>(text.size() / bytesOfAMember, 64));
        m_open.reserve(usualDepth);
    }

    [[nodiscard]] bool outOfNodes() const { return m_outOfNodes; }
    [[nodiscard]] std::size_t cursor() const { return m_cursor; }
    Value takeRoot() { return std::move(m_pending.front().value); }

    bool on_document_begin(ErrorCode&) { return true; }
    bool on_document_end(ErrorCode&) { return true; }

    bool on_object_begin(ErrorCode& error) { return open(Bracket::Object, error); }
    bool on_array_begin(ErrorCode& error) { return open(Bracket::Array, error); }
    bool on_object_end(std::size_t count, ErrorCode&)
    {
        const auto first = m_pending.end() - static_cast<std::ptrdiff_t>(count);
        Object members(std::make_move_iterator(first), std::make_move_iterator(m_pending.end()));
        m_pending.erase(first, m_pending.end());
        return close(std::move(members));
    }
    bool on_array_end(std::size_t count, ErrorCode&)
    {
        const auto first = m_pending.end() - static_cast<std::ptrdiff_t>(count);
        Array items;
        items.reserve(count);
        for (auto item = first; item != m_pending.end(); ++item)
            items.push_back(std::move(item->value));
        m_pending.erase(first, m_pending.end());
        return close(std::move(items));
    }

    bool on_key_part(View part, std::size_t, ErrorCode&) { return collect(part); }
    bool on_key(View part, std::size_t, ErrorCode&)
    {
        Member& member = m_pending.emplace_back();
        member.key = whole(part);
        member.keyRange = stringToken(part);
        m_collected.clear();
        return true;
    }

    bool on_string_part(View part, std::size_t, ErrorCode&) { return collect(part); }
    bool on_string(View part, std::size_t, ErrorCode& error)
    {
        const TextRange range = stringToken(part);
        const bool added = add(range, error, whole(part));
        m_collected.clear();
        return added;
    }

    bool on_number_part(View, ErrorCode&) { return true; }
    bool on_int64(std::int64_t, View text, ErrorCode& error) { return number(text, error); }
    bool on_uint64(std::uint64_t, View text, ErrorCode& error) { return number(text, error); }
    bool on_double(double, View text, ErrorCode& error)
    {
        if (hasReadableExponent({text.data(), text.size()}))
            return number(text, error);
        skipToToken();
        error = boost::json::error::exponent_overflow;
        return false;
    }
    bool on_bool(bool b, ErrorCode& error) { return add(token(b ? 4 : 5), error, b); }
    bool on_null(ErrorCode& error) { return add(token(4), error, nullptr); }
    bool on_comment_part(View, ErrorCode&) { return true; }
    bool on_comment(View, ErrorCode&) { return true; }

private:
    enum class Bracket { Object, Array };
    struct Container
    {
        Bracket bracket;
        std::uint32_t begin;
    };

    bool collect(View part)
    {
        m_collected.append(part.data(), part.size());
        return true;
    }

    // The string that ends with `lastPart`; of one part, most often.
    std::string_view whole(View lastPart)
    {
        if (m_collected.empty())
            return {lastPart.data(), lastPart.size()};
        collect(lastPart);
        return m_collected;
    }

    void skipToToken()
    {
        const auto stands = [this](char c) { return m_cursor < m_text.size() && m_text[m_cursor] == c; };
        while (stands(',') || stands(':') || stands(' ') || stands('\n') || stands('\r') || stands('\t'))
            ++m_cursor;
    }

    TextRange token(std::size_t length)
    {
        skipToToken();
        return taken(length);
    }

    TextRange taken(std::size_t length)
    {
        const auto begin = static_cast<std::uint32_t>(m_cursor);
        m_cursor += length;
        return {begin, static_cast<std::uint32_t>(m_cursor)};
    }

    // A string without escapes is one part, and stands in the text as it is.
    TextRange stringToken(View lastPart)
    {
        skipToToken();
        if (lastPart.data() == m_text.data() + m_cursor + 1)
            return taken(lastPart.size() + 2);
        std::size_t end = m_cursor + 1;
        while (end < m_text.size() && m_text[end] != '"')
            end += m_text[end] == '\\' ? 2 : 1;
        return taken(end + 1 - m_cursor);
    }

    bool number(View text, ErrorCode& error)
    {
        return add(token(text.size()), error, Number{std::string(text.data(), text.size())});
    }

    bool open(Bracket bracket, ErrorCode& error)
    {
        m_open.push_back({bracket, token(1).begin});
        return countNode(error);
    }

    template <typename Items>
    bool close(Items&& items)
    {
        const TextRange range{m_open.back().begin, token(1).end};
        m_open.pop_back();
        place(range, std::move(items));
        return true;
    }

    template <typename Data>
    bool add(TextRange range, ErrorCode& error, Data&& data)
    {
        place(range, std::forward<Data>(data));
        return countNode(error);
    }

    // Made where it belongs: what stands there is null, and has nothing to end.
    template <typename Data>
    void place(TextRange range, Data&& data)
    {
        const bool isMember = !m_open.empty() && m_open.back().bracket == Bracket::Object;
        Member& place = isMember ? m_pending.back() : m_pending.emplace_back();
        Value* made = std::construct_at(&place.value, std::forward<Data>(data));
        made->setRange(range);
    }

    bool countNode(ErrorCode& error)
    {
        if (m_nodesLeft-- > 0)
            return true;
        m_outOfNodes = true;
        error = make_error_code(boost::system::errc::value_too_large);
        return false;
    }

    std::string_view m_text;
    std::size_t m_cursor;
    std::size_t m_nodesLeft;
    bool m_outOfNodes = false;
    std::string m_collected; // the parts of the string being read
    std::vector<Container> m_open;
    std::vector<Member> m_pending; // of the open containers, in the order of the text; values of arrays have no key
};

} // namespace

Result<Value> readJson(std::string_view text, const ReadLimits& limits)
{
    if (text.size() > limits.maxBytes || text.size() > std::numeric_limits<std::uint32_t>::max())
        return fail(tooLarge(limits));
    const std::size_t begin = text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
    if (text.find_first_not_of(" \t\r\n", begin) == std::string_view::npos)
        return fail(jsonProblem(text, text.size(), "The file is empty.", "An empty JSON object is written {}."));

    boost::json::parse_options options;
    options.max_depth = static_cast<std::size_t>(std::max(limits.maxDepth, 0));
    boost::json::basic_parser<ValueBuilder> parser(options, text, begin, limits.maxNodes);
    boost::json::error_code error;
    const std::size_t end = begin + parser.write_some(false, text.data() + begin, text.size() - begin, error);
    if (parser.handler().outOfNodes())
        return fail(tooManyNodes(text, parser.handler().cursor(), limits));
    if (error == boost::json::error::too_deep)
        return fail(tooDeep(text, end, limits));
    if (error)
        return fail(describeJsonError(text, end, error));
    if (end < text.size())
        return fail(jsonProblem(text, end, "There is more text after the end of the JSON value.",
                                "Remove it, or check for a bracket that closes too early."));
    return parser.handler().takeRoot();
}

} // namespace gw::json
