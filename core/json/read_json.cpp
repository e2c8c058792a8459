// JSON text (RFC 8259) to a Value with positions. The grammar is Boost.JSON's event parser; it reports values in the
// order of the text but not where they stand, so the handler follows with a cursor: between two tokens there is only
// white space, ',' and ':', and the parser has already proved every token well-formed.
#include "core/json/json_error.h"
#include "core/json/number_text.h"
#include "core/json/text.h"

#include <boost/json/basic_parser_impl.hpp>

#include <limits>

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
    }

    [[nodiscard]] bool outOfNodes() const { return m_outOfNodes; }
    [[nodiscard]] std::size_t cursor() const { return m_cursor; }
    Value takeRoot() { return std::move(m_root); }

    bool on_document_begin(ErrorCode&) { return true; }
    bool on_document_end(ErrorCode&) { return true; }

    bool on_object_begin(ErrorCode& error) { return open(Value(Object{}), error); }
    bool on_array_begin(ErrorCode& error) { return open(Value(Array{}), error); }
    bool on_object_end(std::size_t, ErrorCode&) { return close(); }
    bool on_array_end(std::size_t, ErrorCode&) { return close(); }

    bool on_key_part(View part, std::size_t, ErrorCode&) { return collect(part); }
    bool on_key(View part, std::size_t, ErrorCode&)
    {
        collect(part);
        Member member;
        member.key = std::exchange(m_collected, {});
        member.keyRange = stringToken();
        m_open.back().asObject().push_back(std::move(member));
        return true;
    }

    bool on_string_part(View part, std::size_t, ErrorCode&) { return collect(part); }
    bool on_string(View part, std::size_t, ErrorCode& error)
    {
        collect(part);
        return add(Value(std::exchange(m_collected, {})), stringToken(), error);
    }

    bool on_number_part(View, ErrorCode&) { return true; }
    bool on_int64(std::int64_t, View, ErrorCode& error) { return number(error); }
    bool on_uint64(std::uint64_t, View, ErrorCode& error) { return number(error); }
    bool on_double(double, View, ErrorCode& error) { return number(error); }
    bool on_bool(bool b, ErrorCode& error) { return add(Value(b), token(b ? 4 : 5), error); }
    bool on_null(ErrorCode& error) { return add(Value(), token(4), error); }
    bool on_comment_part(View, ErrorCode&) { return true; }
    bool on_comment(View, ErrorCode&) { return true; }

private:
    bool collect(View part)
    {
        m_collected.append(part.data(), part.size());
        return true;
    }

    void skipToToken() { m_cursor = std::min(m_text.find_first_not_of(" \t\r\n,:", m_cursor), m_text.size()); }

    TextRange token(std::size_t length)
    {
        skipToToken();
        const auto begin = static_cast<std::uint32_t>(m_cursor);
        m_cursor += length;
        return {begin, static_cast<std::uint32_t>(m_cursor)};
    }

    TextRange stringToken()
    {
        skipToToken();
        std::size_t end = m_cursor + 1;
        while (end < m_text.size() && m_text[end] != '"')
            end += m_text[end] == '\\' ? 2 : 1;
        return token(end + 1 - m_cursor);
    }

    bool number(ErrorCode& error)
    {
        skipToToken();
        const std::size_t end = std::min(m_text.find_first_not_of("+-.0123456789eE", m_cursor), m_text.size());
        const std::size_t length = end - m_cursor;
        Number value{std::string(m_text.substr(m_cursor, length))};
        if (!hasReadableExponent(value.text)) {
            error = boost::json::error::exponent_overflow;
            return false;
        }
        return add(Value(std::move(value)), token(length), error);
    }

    bool open(Value container, ErrorCode& error)
    {
        container.setRange(token(1));
        m_open.push_back(std::move(container));
        return countNode(error);
    }

    bool close()
    {
        Value done = std::move(m_open.back());
        m_open.pop_back();
        done.setRange({done.range().begin, token(1).end});
        place(std::move(done));
        return true;
    }

    bool add(Value value, TextRange range, ErrorCode& error)
    {
        value.setRange(range);
        place(std::move(value));
        return countNode(error);
    }

    void place(Value value)
    {
        if (m_open.empty())
            m_root = std::move(value);
        else if (m_open.back().isArray())
            m_open.back().asArray().push_back(std::move(value));
        else
            m_open.back().asObject().back().value = std::move(value);
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
    std::vector<Value> m_open;
    Value m_root;
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
