// The condition of a filter:
//   or = and { "||" and }, and = operand { "&&" operand }, operand = "!" operand | "(" or ")" | comparison,
//   comparison = value [ operator value ].
// A path in a filter ends at a space, a comparison sign or the bracket around it, as in the Jayway library.
#include "gateway-engine/jsonpath/read_path.h"

#include "core/json/text.h"
#include "gateway-engine/jsonpath/decimal.h"

#include <algorithm>
#include <array>

namespace gw::engine::jsonpath {

namespace {

constexpr std::array<std::pair<std::string_view, Operator>, 19> operators{{
    {"==", Operator::Equal},      {"!=", Operator::NotEqual},
    {"===", Operator::SameAs},    {"!==", Operator::NotSameAs},
    {"<", Operator::Less},        {"<=", Operator::LessOrEqual},
    {">", Operator::Greater},     {">=", Operator::GreaterOrEqual},
    {"=~", Operator::Matches},    {"IN", Operator::In},
    {"NIN", Operator::NotIn},     {"SUBSETOF", Operator::SubsetOf},
    {"ANYOF", Operator::AnyOf},   {"NONEOF", Operator::NoneOf},
    {"ALL", Operator::All},       {"CONTAINS", Operator::Contains},
    {"SIZE", Operator::Size},     {"EMPTY", Operator::Empty},
    {"EXISTS", Operator::Exists},
}};

bool isComparisonSign(char c)
{
    return c == '<' || c == '>' || c == '=' || c == '~' || c == '!';
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

class FilterReader
{
public:
    FilterReader(PathText text, int nesting) : m_text(text), m_begin(text.position()), m_nesting(nesting) {}
    Result<ConditionPointer> read();

private:
    Result<Condition> readOr(int depth);
    Result<Condition> readAnd(int depth);
    Result<Condition> readOperand(int depth);
    Result<Condition> readBrackets(int depth);
    Result<Condition> readComparison();
    std::optional<Operator> readOperator();
    Result<Operand> readValue();
    Result<Operand> readLiteral();
    Result<Operand> readNumber();
    Result<Operand> readWord(std::string_view word, Operand meaning);
    Result<Operand> readText();
    Result<Operand> readJsonLiteral();
    Result<Operand> readPattern();
    Result<Operand> readPathOperand();
    [[nodiscard]] std::size_t endOfPath(std::size_t begin) const;
    [[nodiscard]] bool closesCall(std::size_t bracket, std::size_t pathBegin) const;
    bool take(std::string_view sign);

    PathText m_text;
    std::size_t m_begin;
    int m_nesting;
};

Result<ConditionPointer> FilterReader::read()
{
    auto condition = readOr(0);
    if (!condition)
        return tl::unexpected(std::move(condition.error()));
    m_text.skipBlanks();
    if (!m_text.atEnd())
        return m_text.refuse(m_text.position(), "the filter should end here.");
    return std::make_shared<const Condition>(std::move(*condition));
}

bool FilterReader::take(std::string_view sign)
{
    const std::size_t before = m_text.position();
    m_text.skipBlanks();
    if (m_text.slice(m_text.position(), m_text.position() + sign.size()) != sign) {
        m_text.setPosition(before);
        return false;
    }
    m_text.advance(sign.size());
    return true;
}

Result<Condition> FilterReader::readOr(int depth)
{
    auto first = readAnd(depth);
    if (!first || !take("||"))
        return first;
    OneOf any{{std::move(*first)}};
    do {
        auto next = readAnd(depth);
        if (!next)
            return next;
        any.conditions.push_back(std::move(*next));
    } while (take("||"));
    return Condition{std::move(any)};
}

Result<Condition> FilterReader::readAnd(int depth)
{
    auto first = readOperand(depth);
    if (!first || !take("&&"))
        return first;
    AllOf all{{std::move(*first)}};
    do {
        auto next = readOperand(depth);
        if (!next)
            return next;
        all.conditions.push_back(std::move(*next));
    } while (take("&&"));
    return Condition{std::move(all)};
}

Result<Condition> FilterReader::readOperand(int depth)
{
    if (depth + m_nesting > mostNesting)
        return m_text.refuse(m_text.position(), "the filter is nested too deep.");
    m_text.skipBlanks();
    if (m_text.current() == '(')
        return readBrackets(depth);
    if (m_text.current() != '!')
        return readComparison();
    const char next = m_text.at(m_text.significantAfter(m_text.position()));
    if (next == '$' || next == '@')
        return readComparison(); // the path takes the '!' as its own
    m_text.advance();
    auto operand = readOperand(depth + 1);
    if (!operand)
        return operand;
    return Condition{Not{std::make_shared<const Condition>(std::move(*operand))}};
}

Result<Condition> FilterReader::readBrackets(int depth)
{
    m_text.advance();
    auto inner = readOr(depth + 1);
    if (inner && !take(")"))
        return m_text.refuse(m_text.position(), "')' or an operator is missing here.");
    return inner;
}

Result<Condition> FilterReader::readComparison()
{
    const std::size_t begin = m_text.position();
    auto left = readValue();
    if (!left)
        return tl::unexpected(std::move(left.error()));
    const std::size_t end = m_text.position();
    if (const auto operation = readOperator()) {
        auto right = readValue();
        if (!right)
            return tl::unexpected(std::move(right.error()));
        return Condition{Comparison{std::move(*left), *operation, std::move(*right)}};
    }
    m_text.setPosition(end);
    if (!std::holds_alternative<PathOperand>(*left))
        return m_text.refuse(begin, "a comparison needs an operator; only a path may stand alone.");
    return Condition{Existence{std::move(std::get<PathOperand>(*left))}};
}

std::optional<Operator> FilterReader::readOperator()
{
    m_text.skipBlanks();
    const std::size_t begin = m_text.position();
    const bool sign = isComparisonSign(m_text.current());
    while (!m_text.atEnd() && (sign ? isComparisonSign(m_text.current()) : m_text.current() != ' '))
        m_text.advance();
    std::string name(m_text.slice(begin, m_text.position()));
    std::transform(name.begin(), name.end(), name.begin(), upper);
    for (const auto& [spelling, operation] : operators)
        if (name == spelling)
            return operation;
    return std::nullopt;
}

Result<Operand> FilterReader::readValue()
{
    m_text.skipBlanks();
    const char c = m_text.current();
    if (c == '$' || c == '@')
        return readPathOperand();
    if (c != '!')
        return readLiteral();
    m_text.advance();
    m_text.skipBlanks();
    if (m_text.current() == '$' || m_text.current() == '@')
        return readPathOperand();
    return m_text.refuse(m_text.position(), "only a path or a bracket may follow '!'.");
}

Result<Operand> FilterReader::readLiteral()
{
    switch (m_text.current()) {
    case '\'':
    case '"':
        return readText();
    case 't':
        return readWord("true", true);
    case 'f':
        return readWord("false", false);
    case 'n':
        return readWord("null", nullptr);
    case '{':
    case '[':
        return readJsonLiteral();
    case '/':
        return readPattern();
    default:
        return readNumber();
    }
}

Result<Operand> FilterReader::readWord(std::string_view word, Operand meaning)
{
    if (!take(word))
        return m_text.refuse(m_text.position(), "a value is missing or unknown here.", "Put texts into quotes.");
    return meaning;
}

Result<Operand> FilterReader::readNumber()
{
    const std::size_t begin = m_text.position();
    while (!m_text.atEnd() && std::string_view("0123456789-.eE").find(m_text.current()) != std::string_view::npos)
        m_text.advance();
    const std::string_view text = m_text.slice(begin, m_text.position());
    if (!Decimal::parse(text))
        return m_text.refuse(begin, "a value is missing or unknown here.", "Put texts into quotes.");
    return NumberLiteral{std::string(text)};
}

Result<Operand> FilterReader::readText()
{
    const std::size_t begin = m_text.position();
    const auto close = m_text.closingQuote(begin);
    if (!close)
        return m_text.refuse(begin, "the text is not closed by a quote.");
    m_text.setPosition(*close + 1);
    auto text = unescape(m_text.slice(begin + 1, *close));
    if (!text)
        return m_text.refuse(begin, "four hexadecimal digits must follow \\u.");
    return std::move(*text);
}

Result<Operand> FilterReader::readJsonLiteral()
{
    const std::size_t begin = m_text.position();
    const auto close = m_text.closingBracket(begin, m_text.current() == '[' ? ']' : '}', false);
    if (!close)
        return m_text.refuse(begin, "the list or object is not closed.");
    m_text.setPosition(*close + 1);
    const std::string_view text = m_text.slice(begin, *close + 1);
    // Lists are often written with single quotes, ['a','b'], which YAML reads as well.
    constexpr json::ReadLimits limits{1 << 16, 50, 10'000};
    auto value = json::readJson(text, limits);
    if (!value)
        value = json::readYaml(text, limits);
    if (!value || !(value->isArray() || value->isObject()))
        return m_text.refuse(begin, "the list or object is not valid JSON.");
    return Operand(std::move(*value));
}

Result<Operand> FilterReader::readPattern()
{
    const std::size_t begin = m_text.position();
    const auto close = m_text.closingQuote(begin);
    if (!close)
        return m_text.refuse(begin, "the regular expression is not closed by '/'.");
    std::size_t end = *close + 1;
    while (upper(m_text.at(end)) >= 'A' && upper(m_text.at(end)) <= 'Z')
        ++end;
    m_text.setPosition(end);
    auto pattern = FilterPattern::compile(m_text.slice(begin + 1, *close), m_text.slice(*close + 1, end));
    if (!pattern)
        return m_text.refuse(begin, pattern.error().message, pattern.error().hint);
    return std::move(*pattern);
}

Result<Operand> FilterReader::readPathOperand()
{
    const std::size_t begin = m_text.position();
    const bool negated = begin > m_begin && m_text.significantBefore(begin) == '!';
    const std::size_t end = endOfPath(begin);
    auto path = readPath(m_text.within(begin, end), m_nesting + 1);
    if (!path)
        return tl::unexpected(std::move(path.error()));
    m_text.setPosition(end);
    return PathOperand{std::move(*path), negated};
}

std::size_t FilterReader::endOfPath(std::size_t begin) const
{
    std::size_t i = begin + 1;
    while (i < m_text.end()) {
        if (m_text.at(i) == '[') {
            const auto close = m_text.closingBracket(i, ']', false);
            if (!close)
                return m_text.end();
            i = *close + 1;
        }
        const char c = m_text.at(i);
        if (i >= m_text.end() || isComparisonSign(c) || c == ' ' || (c == ')' && !closesCall(i, begin)))
            break;
        ++i;
    }
    return std::min(i, m_text.end());
}

// True for the bracket of ".length()": only calls without parameters may stand in a filter.
bool FilterReader::closesCall(std::size_t bracket, std::size_t pathBegin) const
{
    std::size_t i = bracket;
    while (i > pathBegin && m_text.at(i - 1) == ' ')
        --i;
    if (i == pathBegin || m_text.at(i - 1) != '(')
        return false;
    return m_text.slice(pathBegin + 1, i - 1).find('.') != std::string_view::npos;
}

} // namespace

Result<ConditionPointer> readFilter(PathText text, int nesting)
{
    return FilterReader(text, nesting).read();
}

} // namespace gw::engine::jsonpath
