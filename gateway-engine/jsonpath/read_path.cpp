// The tokens of a path, read as the Jayway library reads them: what stands after a complete token may begin the next
// one without a dot, and a single character left over at the end is passed over.
#include "gateway-engine/jsonpath/read_path.h"

#include <charconv>

namespace gw::engine::jsonpath {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
        text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int32_t> integer(std::string_view text)
{
    std::int32_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

class PathReader
{
public:
    PathReader(PathText text, int nesting) : m_text(text), m_nesting(nesting) {}
    Result<PathPointer> read();

private:
    Result<void> readToken();
    Result<void> readDot();
    Result<void> readBracket();
    Result<void> readName();
    Result<void> readFunction(std::size_t nameBegin, std::size_t open);
    Result<void> readQuotedNames();
    Result<void> readNumbers();
    Result<Token> sliceOf(std::string_view expression, std::size_t offset) const;
    Result<Token> indexesOf(std::string_view expression, std::size_t offset) const;
    Result<void> readBracketWildcard();
    Result<void> readFilterToken();

    void add(Token&& token) { m_path->tokens.push_back(std::move(token)); }

    PathText m_text;
    int m_nesting;
    std::shared_ptr<Path> m_path = std::make_shared<Path>();
    bool m_mayEnd = false; // false after a dot: something must follow
};

Result<PathPointer> PathReader::read()
{
    if (m_nesting > mostNesting)
        return m_text.refuse(m_text.position(), "paths and filters stand too deep in one another.");
    const char root = m_text.current();
    if (root != '$' && root != '@')
        return m_text.refuse(m_text.position(), "it must begin with '$' or '@'.");
    if (m_text.at(m_text.end() - 1) == '.')
        return m_text.refuse(m_text.end(), "it must not end with a dot.");
    m_path->fromRoot = root == '$';
    m_path->tokens.reserve(4); // few paths have more
    if (!m_text.isLast()) {
        m_text.advance();
        if (m_text.current() != '.' && m_text.current() != '[')
            return m_text.refuse(m_text.position(), "'.' or '[' must follow here.");
        do {
            if (auto token = readToken(); !token)
                return tl::unexpected(std::move(token.error()));
            if (m_path->tokens.size() > mostTokens)
                return m_text.refuse(m_text.position(), "it has too many parts.");
        } while (!(m_mayEnd && m_text.isLast()));
    }
    m_path->settle();
    return PathPointer(std::move(m_path));
}

Result<void> PathReader::readToken()
{
    m_mayEnd = true;
    switch (m_text.current()) {
    case '[':
        return readBracket();
    case '.':
        return readDot();
    case '*':
        m_text.advance();
        add(Wildcard{});
        return {};
    default:
        return readName();
    }
}

Result<void> PathReader::readDot()
{
    const bool scan = m_text.at(m_text.position() + 1) == '.';
    if (scan)
        add(Scan{});
    m_text.advance(scan ? 2 : 1);
    if (m_text.atEnd())
        return m_text.refuse(m_text.position(), "it must not end with a dot.");
    if (m_text.current() == '.')
        return m_text.refuse(m_text.position(), "too many dots stand together.");
    m_mayEnd = false;
    return {};
}

Result<void> PathReader::readBracket()
{
    const char c = m_text.at(m_text.significantAfter(m_text.position()));
    if (c == '\'' || c == '"')
        return readQuotedNames();
    if (isDigit(c) || c == '-' || c == ':')
        return readNumbers();
    if (c == '*')
        return readBracketWildcard();
    if (c == '?')
        return readFilterToken();
    return m_text.refuse(m_text.position(), "after '[' a quoted name, an index, '*' or '?(' must follow.",
                         "Put names into quotes: ['name'].");
}

Result<void> PathReader::readName()
{
    const std::size_t begin = m_text.position();
    if (m_text.current() == ' ')
        return m_text.refuse(begin, "a name cannot begin with a space.", "Write ['the name'] instead.");
    std::size_t end = begin;
    while (end < m_text.end() && m_text.at(end) != '.' && m_text.at(end) != '[' && m_text.at(end) != '(') {
        if (m_text.at(end) == ' ')
            return m_text.refuse(end, "a name with spaces must stand in brackets.", "Write ['the name'] instead.");
        ++end;
    }
    if (m_text.at(end) == '(' && end < m_text.end())
        return readFunction(begin, end);
    Names names;
    names.names.emplace_back(m_text.slice(begin, end));
    add(std::move(names));
    m_text.setPosition(end);
    return {};
}

Result<void> PathReader::readFunction(std::size_t nameBegin, std::size_t open)
{
    const auto close = m_text.closingBracket(open, ')', false);
    if (!close)
        return m_text.refuse(open, "the bracket of the function is not closed.");
    auto call = readCall(m_text.slice(nameBegin, open), nameBegin, m_text.within(open + 1, *close), m_nesting + 1);
    if (!call)
        return tl::unexpected(std::move(call.error()));
    add(std::move(*call));
    m_text.setPosition(*close + 1);
    return {};
}

Result<void> PathReader::readQuotedNames()
{
    const char quote = m_text.at(m_text.significantAfter(m_text.position()));
    Names names;
    bool comma = false;
    std::size_t lastQuote = m_text.position();
    std::size_t i = m_text.position() + 1;
    for (; i < m_text.end() && m_text.at(i) != ']'; ++i) {
        const char c = m_text.at(i);
        if (c == quote) {
            const auto close = m_text.closingQuote(i);
            if (!close)
                return m_text.refuse(i, "the name is not closed by a quote.");
            const char next = m_text.at(m_text.significantAfter(*close));
            if (next != ']' && next != ',')
                return m_text.refuse(*close, "after a name in quotes ',' or ']' must follow.");
            auto name = unescape(m_text.slice(i + 1, *close));
            if (!name)
                return m_text.refuse(i, "four hexadecimal digits must follow \\u.");
            names.names.push_back(std::move(*name));
            comma = false;
            i = lastQuote = *close;
        } else if (c == ',') {
            if (comma)
                return m_text.refuse(i, "a name is missing between two commas.");
            comma = true;
        } else if (c == '\\') {
            ++i;
        }
    }
    const std::size_t close = m_text.significantAfter(lastQuote);
    if (comma || names.names.empty() || m_text.at(close) != ']')
        return m_text.refuse(i, comma ? "a name is missing after the comma." : "']' is missing after the name.");
    add(std::move(names));
    m_text.setPosition(close + 1);
    return {};
}

Result<void> PathReader::readNumbers()
{
    const std::size_t begin = m_text.position() + 1;
    const auto close = m_text.find(']', begin);
    if (!close)
        return m_text.refuse(m_text.position(), "']' is missing.");
    const std::string_view expression = trimmed(m_text.slice(begin, *close));
    const bool slice = expression.find(':') != std::string_view::npos;
    auto token = slice ? sliceOf(expression, begin) : indexesOf(expression, begin);
    if (!token)
        return tl::unexpected(std::move(token.error()));
    add(std::move(*token));
    m_text.setPosition(*close + 1);
    return {};
}

Result<Token> PathReader::sliceOf(std::string_view expression, std::size_t offset) const
{
    // A third number would be the step; the dialect reads past it.
    const auto parts = split(expression, ':');
    Slice slice;
    for (const auto& [part, number] : {std::pair{parts[0], &slice.from}, std::pair{parts[1], &slice.to}})
        if (!part.empty() && !(*number = integer(part)))
            return m_text.refuse(offset, "the ends of a slice are whole numbers.");
    if (expression.find_first_not_of("0123456789-:") != std::string_view::npos)
        return m_text.refuse(offset, "a slice consists of numbers and ':' only.");
    if (!slice.from && !slice.to)
        return m_text.refuse(offset, "a slice needs a beginning or an end.", "Write [*] for all elements.");
    return slice;
}

Result<Token> PathReader::indexesOf(std::string_view expression, std::size_t offset) const
{
    Indexes indexes;
    for (const std::string_view part : split(expression, ',')) {
        const auto index = integer(trimmed(part));
        if (!index)
            return m_text.refuse(offset, "an index is a whole number, several are separated by commas.");
        indexes.indexes.push_back(*index);
    }
    return indexes;
}

Result<void> PathReader::readBracketWildcard()
{
    const std::size_t star = m_text.significantAfter(m_text.position());
    const std::size_t close = m_text.significantAfter(star);
    if (m_text.at(close) != ']')
        return m_text.refuse(close, "']' must follow '*'.");
    add(Wildcard{});
    m_text.setPosition(close + 1);
    return {};
}

Result<void> PathReader::readFilterToken()
{
    const std::size_t open = m_text.significantAfter(m_text.significantAfter(m_text.position()));
    if (m_text.at(open) != '(')
        return m_text.refuse(open, "a filter stands in brackets.", "Write [?(@.price < 10)].");
    const auto close = m_text.closingBracket(open, ')', true);
    if (!close)
        return m_text.refuse(open, "the bracket of the filter is not closed.");
    const std::size_t end = m_text.significantAfter(*close);
    if (m_text.at(end) != ']')
        return m_text.refuse(end, "']' must follow the filter.");
    auto condition = readFilter(m_text.within(open, *close + 1), m_nesting + 1);
    if (!condition)
        return tl::unexpected(std::move(condition.error()));
    add(Filter{std::move(*condition)});
    m_text.setPosition(end + 1);
    return {};
}

} // namespace

Result<PathPointer> readPath(PathText text, int nesting)
{
    return PathReader(text, nesting).read();
}

} // namespace gw::engine::jsonpath
