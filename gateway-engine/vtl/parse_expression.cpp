// Expressions: operators by precedence, literals, lists, maps, ranges, strings with references in them.
#include "gateway-engine/vtl/numbers.h"
#include "gateway-engine/vtl/parser.h"

#include <array>

namespace gw::engine::vtl {

namespace {

struct Operator
{
    std::string_view sign;
    std::string_view word;
    int level;
    Expression::Kind kind;
};

// Longer signs first. Levels rise with precedence.
constexpr std::array<Operator, 13> operators{{
    {"||", "or", 0, Expression::Kind::Or},
    {"&&", "and", 1, Expression::Kind::And},
    {"==", "eq", 2, Expression::Kind::Equal},
    {"!=", "ne", 2, Expression::Kind::NotEqual},
    {"<=", "le", 3, Expression::Kind::LessEqual},
    {">=", "ge", 3, Expression::Kind::GreaterEqual},
    {"<", "lt", 3, Expression::Kind::Less},
    {">", "gt", 3, Expression::Kind::Greater},
    {"+", "", 4, Expression::Kind::Add},
    {"-", "", 4, Expression::Kind::Subtract},
    {"*", "", 5, Expression::Kind::Multiply},
    {"/", "", 5, Expression::Kind::Divide},
    {"%", "", 5, Expression::Kind::Remainder},
}};
constexpr int unaryLevel = 6;

const Operator* operatorAt(std::string_view rest, std::string_view word)
{
    for (const Operator& candidate : operators)
        if (rest.starts_with(candidate.sign) || (!word.empty() && word == candidate.word))
            return &candidate;
    return nullptr;
}

void appendCodePoint(std::string& out, std::uint32_t point)
{
    if (point < 0x80) {
        out += char(point);
    } else if (point < 0x800) {
        out += char(0xC0 | point >> 6);
        out += char(0x80 | (point & 0x3F));
    } else {
        out += char(0xE0 | point >> 12);
        out += char(0x80 | (point >> 6 & 0x3F));
        out += char(0x80 | (point & 0x3F));
    }
}

// \u0041 in a double-quoted string; nothing else is escaped there. Unpaired surrogates become a question mark.
std::string withCodePoints(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view hex = text.substr(std::min(i + 2, text.size()), 4);
        const bool escape = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'u' && hex.size() == 4 &&
                            hex.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
        if (!escape) {
            out += text[i];
            continue;
        }
        const auto point = std::uint32_t(parseInteger(hex, 16).value_or(0));
        appendCodePoint(out, point >= 0xD800 && point < 0xE000 ? '?' : point);
        i += 5;
    }
    return out;
}

} // namespace

Expression Parser::finish(Expression expression, std::size_t begin) const
{
    expression.span = spanFrom(begin);
    std::string_view written = m_text.substr(begin, m_at - begin);
    while (!written.empty() && isSpace(written.back()))
        written.remove_suffix(1);
    expression.written = std::string(written);
    return expression;
}

std::string_view Parser::wordAt(std::size_t begin) const
{
    if (!isLetter(at(begin)) && at(begin) != '_' && at(begin) != '@')
        return {};
    std::size_t end = begin;
    while (isLetter(at(end)) || isDigit(at(end)) || at(end) == '_' || at(end) == '@')
        ++end;
    return m_text.substr(begin, end - begin);
}

Expression Parser::parseExpression()
{
    const Nested nested(m_state, m_base + m_at);
    return parseBinary(0);
}

Expression Parser::parseBinary(int level)
{
    if (level == unaryLevel)
        return parseUnary();
    skipSpace();
    const std::size_t begin = m_at;
    Expression left = parseBinary(level + 1);
    int chained = 0;
    while (true) {
        skipSpace();
        const Operator* found = operatorAt(m_text.substr(m_at), wordAt(m_at));
        if (!found || found->level != level)
            return left;
        if (++chained > 100)
            failAt(m_at, "The expression has more than 100 operators in a row.",
                   "Divide it among several #set directives.");
        if (found->sign == "-" && (isDigit(at(m_at + 1)) || (at(m_at + 1) == '.' && isDigit(at(m_at + 2)))))
            failUnexpected("an expression",
                           "Write a space between \"-\" and the number: without it this is a negative number.");
        m_at += m_text.substr(m_at).starts_with(found->sign) ? found->sign.size() : found->word.size();
        Expression both;
        both.kind = found->kind;
        both.children.push_back(std::move(left));
        both.children.push_back(parseBinary(level + 1));
        left = finish(std::move(both), begin);
    }
}

Expression Parser::parseUnary()
{
    skipSpace();
    const std::size_t begin = m_at;
    const bool sign = at(m_at) == '!';
    if (!sign && wordAt(m_at) != "not")
        return parsePrimary();
    const Nested nested(m_state, m_base + begin);
    m_at += sign ? 1 : 3;
    Expression opposite;
    opposite.kind = Expression::Kind::Not;
    opposite.children.push_back(parseUnary());
    return finish(std::move(opposite), begin);
}

Expression Parser::parsePrimary()
{
    if (at(m_at) != '(')
        return parseValue(false);
    ++m_at;
    Expression inner = parseExpression();
    skipSpace();
    if (at(m_at) != ')')
        failUnexpected("an expression", "Close the parenthesis.");
    ++m_at;
    return inner;
}

Expression Parser::parseValue(bool words)
{
    const std::size_t begin = m_at;
    const char first = at(m_at);
    if (first == '"' || first == '\'')
        return parseString();
    if (first == '$')
        return parseReferenceExpression();
    if (first == '[')
        return parseBracket();
    if (first == '{')
        return parseMap();
    if (auto number = tryNumber())
        return std::move(*number);
    const std::string_view word = wordAt(m_at);
    Expression expression;
    if (word == "true" || word == "false") {
        expression.constant = Value(word == "true");
    } else if (words && !word.empty() && !operatorAt(m_text.substr(m_at), word) && word != "not") {
        expression.kind = Expression::Kind::Word;
    } else {
        failUnexpected("an expression",
                       "A value is a reference, a number, a quoted text, true, false, [list] or {map}.");
    }
    m_at += word.size();
    return finish(std::move(expression), begin);
}

Expression Parser::parseReferenceExpression()
{
    const std::size_t begin = m_at;
    while (at(m_at + 1) == '$')
        ++m_at;
    auto reference = tryReference();
    if (!reference)
        failUnexpected("an expression", "A reference is written $name or ${name}.");
    Expression expression;
    expression.kind = Expression::Kind::Reference;
    expression.reference = std::make_unique<Reference>(std::move(*reference));
    return finish(std::move(expression), begin);
}

std::optional<Expression> Parser::tryNumber()
{
    std::size_t end = m_at;
    if (at(end) == '-')
        ++end;
    const std::size_t digits = end;
    while (isDigit(at(end)))
        ++end;
    const bool whole = end > digits;
    bool fraction = false;
    if (at(end) == '.' && at(end + 1) != '.' && (whole || isDigit(at(end + 1)))) {
        fraction = true;
        ++end;
        while (isDigit(at(end)))
            ++end;
    }
    if (!whole && !fraction)
        return std::nullopt;
    if (at(end) == 'e' || at(end) == 'E') {
        std::size_t exponent = end + 1;
        if (at(exponent) == '+' || at(exponent) == '-')
            ++exponent;
        if (isDigit(at(exponent))) {
            while (isDigit(at(exponent)))
                ++exponent;
            end = exponent;
        }
    }
    Expression expression;
    const std::size_t begin = m_at;
    expression.constant = numberFromText(m_text.substr(m_at, end - m_at));
    m_at = end;
    return finish(std::move(expression), begin);
}

Expression Parser::parseString()
{
    const std::size_t begin = m_at;
    const char quote = m_text[m_at++];
    std::string content;
    while (true) {
        const std::size_t end = m_text.find(quote, m_at);
        if (end == std::string_view::npos)
            failAt(begin, "The quoted text has no end.", "Close it with the quote it began with.");
        content.append(m_text.substr(m_at, end - m_at));
        m_at = end + 1;
        if (at(m_at) != quote)
            break;
        content += quote; // doubled: one of them
        ++m_at;
    }
    Expression expression;
    if (quote == '"' && content.find("\\u") != std::string::npos)
        content = withCodePoints(content);
    if (quote == '"' && content.find_first_of("$#") != std::string::npos) {
        expression.kind = Expression::Kind::Interpolated;
        Parser inner(content, m_base + begin + 1, true, m_state);
        expression.body = std::make_unique<Body>(inner.parseAll());
    } else {
        expression.constant = Value(std::move(content));
    }
    return finish(std::move(expression), begin);
}

// A list, or a range when ".." follows the first value.
Expression Parser::parseBracket()
{
    const std::size_t begin = m_at++;
    const Nested nested(m_state, m_base + begin);
    skipSpace();
    auto first = tryRangeBound();
    skipSpace();
    if (first && lookingAt(".."))
        return parseRange(std::move(*first), begin);
    Expression list;
    list.kind = Expression::Kind::List;
    while (first || at(m_at) != ']') {
        list.children.push_back(first ? std::move(*first) : parseValue(false));
        first.reset();
        skipSpace();
        if (at(m_at) == ',') {
            ++m_at;
            skipSpace();
            if (at(m_at) == ']')
                failUnexpected("a list", "Write a value behind the comma.");
        } else if (at(m_at) != ']') {
            failUnexpected("a list", "Separate values by commas and close the list with ].");
        }
    }
    ++m_at;
    return finish(std::move(list), begin);
}

Expression Parser::parseRange(Expression first, std::size_t begin)
{
    m_at += 2;
    skipSpace();
    auto last = tryRangeBound();
    skipSpace();
    if (!last || at(m_at) != ']')
        failUnexpected("a range", "A range is [first..last], of whole numbers or references.");
    ++m_at;
    Expression range;
    range.kind = Expression::Kind::Range;
    range.children.push_back(std::move(first));
    range.children.push_back(std::move(*last));
    return finish(std::move(range), begin);
}

std::optional<Expression> Parser::tryRangeBound()
{
    if (at(m_at) == '$')
        return parseReferenceExpression();
    const bool number = isDigit(at(m_at)) || (at(m_at) == '-' && isDigit(at(m_at + 1)));
    return number ? tryNumber() : std::nullopt;
}

Expression Parser::parseMap()
{
    const std::size_t begin = m_at++;
    const Nested nested(m_state, m_base + begin);
    Expression map;
    map.kind = Expression::Kind::Map;
    skipSpace();
    while (at(m_at) != '}') {
        map.children.push_back(parseValue(false));
        skipSpace();
        if (at(m_at) != ':')
            failUnexpected("a map", "A map is {\"key\" : value, …}.");
        ++m_at;
        skipSpace();
        map.children.push_back(parseValue(false));
        skipSpace();
        if (at(m_at) == ',') {
            ++m_at;
            skipSpace();
            if (at(m_at) == '}')
                failUnexpected("a map", "Write a key and a value behind the comma.");
        } else if (at(m_at) != '}') {
            failUnexpected("a map", "Separate the entries by commas and close the map with }.");
        }
    }
    ++m_at;
    return finish(std::move(map), begin);
}

} // namespace gw::engine::vtl
