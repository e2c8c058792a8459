// Expressions: operators, literals, strings with references in them, and what counts as true.
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/numbers.h"
#include "gateway-engine/vtl/renderer.h"

#include <charconv>

namespace gw::engine::vtl {

Value Renderer::evaluate(const Expression& expression)
{
    using Kind = Expression::Kind;
    spend(1, expression.span);
    switch (expression.kind) {
    case Kind::Constant:
        return expression.constant;
    case Kind::Reference:
        return valueOf(*expression.reference);
    case Kind::Interpolated:
        return interpolate(expression);
    case Kind::List:
        return makeListOf(expression);
    case Kind::Map:
        return makeMapOf(expression);
    case Kind::Range:
        return makeRangeOf(expression);
    case Kind::Word:
        return {};
    case Kind::Not:
    case Kind::And:
    case Kind::Or:
    case Kind::Equal:
    case Kind::NotEqual:
    case Kind::Less:
    case Kind::LessEqual:
    case Kind::Greater:
    case Kind::GreaterEqual:
        return Value(truthOf(expression));
    case Kind::Add:
    case Kind::Subtract:
    case Kind::Multiply:
    case Kind::Divide:
    case Kind::Remainder:
        break;
    }
    return calculateOf(expression);
}

// In 1.7 literals and sums are false, whatever they are; a reference is true unless it is null or false.
bool Renderer::truthOf(const Expression& expression)
{
    using Kind = Expression::Kind;
    spend(1, expression.span);
    switch (expression.kind) {
    case Kind::Constant:
        return expression.constant.boolean() && *expression.constant.boolean();
    case Kind::Reference:
        return truthOfValue(valueOf(*expression.reference));
    case Kind::Not:
        return !truthOf(expression.children[0]);
    case Kind::And:
        return truthOf(expression.children[0]) && truthOf(expression.children[1]);
    case Kind::Or:
        return truthOf(expression.children[0]) || truthOf(expression.children[1]);
    case Kind::Equal:
    case Kind::NotEqual:
    case Kind::Less:
    case Kind::LessEqual:
    case Kind::Greater:
    case Kind::GreaterEqual:
        return compare(expression);
    case Kind::Interpolated:
    case Kind::List:
    case Kind::Map:
    case Kind::Range:
    case Kind::Word:
    case Kind::Add:
    case Kind::Subtract:
    case Kind::Multiply:
    case Kind::Divide:
    case Kind::Remainder:
        break;
    }
    return false;
}

bool Renderer::truthOfValue(const Value& value) const
{
    if (const bool* truth = value.boolean())
        return *truth;
    if (const Object* object = value.object())
        return object->truth();
    return !value.isNull();
}

Value Renderer::interpolate(const Expression& expression)
{
    std::string text;
    {
        const Redirect redirect(*this, text);
        if (const Flow flow = renderBody(*expression.body); flow != Flow::On)
            throw LeaveExpression{flow};
    }
    spend(text.size() / 32, expression.span);
    return Value(std::move(text));
}

Value Renderer::makeListOf(const Expression& expression)
{
    const Deeper deeper(*this, expression.span);
    std::vector<Value> items;
    items.reserve(expression.children.size());
    for (const Expression& child : expression.children)
        items.push_back(evaluate(child));
    return makeList(std::move(items));
}

Value Renderer::makeMapOf(const Expression& expression)
{
    const Deeper deeper(*this, expression.span);
    Value map = makeMap();
    for (std::size_t i = 0; i + 1 < expression.children.size(); i += 2) {
        const Value key = evaluate(expression.children[i]);
        map.map()->put(key, evaluate(expression.children[i + 1]));
    }
    return map;
}

// Nothing when an end is no number.
std::optional<std::pair<std::int64_t, std::int64_t>> Renderer::rangeOf(const Expression& expression)
{
    const Value first = evaluate(expression.children[0]);
    const Value last = evaluate(expression.children[1]);
    if (!first.isNumber() || !last.isNumber())
        return std::nullopt;
    return std::pair<std::int64_t, std::int64_t>(toInt(first), toInt(last));
}

Value Renderer::makeRangeOf(const Expression& expression)
{
    constexpr std::uint64_t costOfItem = 4;
    const auto range = rangeOf(expression);
    if (!range)
        return {};
    const auto [first, last] = *range;
    const std::int64_t step = first <= last ? 1 : -1;
    const auto count = std::uint64_t((last - first) * step) + 1;
    spend(count * costOfItem, expression.span);
    std::vector<Value> items;
    items.reserve(count);
    for (std::int64_t i = first; items.size() < count; i += step)
        items.emplace_back(std::int32_t(i));
    return makeList(std::move(items));
}

bool Renderer::compare(const Expression& expression)
{
    using Kind = Expression::Kind;
    const Deeper deeper(*this, expression.span);
    const Value left = evaluate(expression.children[0]);
    const Value right = evaluate(expression.children[1]);
    if (expression.kind == Kind::Equal)
        return areEqual(left, right, expression.span);
    if (expression.kind == Kind::NotEqual)
        return !areEqual(left, right, expression.span);
    if (!left.isNumber() || !right.isNumber())
        return false;
    const int order = compareNumbers(left, right);
    if (expression.kind == Kind::Less)
        return order < 0;
    if (expression.kind == Kind::LessEqual)
        return order <= 0;
    return expression.kind == Kind::Greater ? order > 0 : order >= 0;
}

// Numbers by value, the same classes by equals, different ones by their texts.
bool Renderer::areEqual(const Value& left, const Value& right, Span span)
{
    if (left.isNull() || right.isNull())
        return left.isNull() && right.isNull();
    if (left.isNumber() && right.isNumber())
        return compareNumbers(left, right) == 0;
    if (left.data().index() == right.data().index() && !left.object())
        return left == right;
    std::string first;
    std::string second;
    appendValue(first, left, span);
    appendValue(second, right, span);
    spend((first.size() + second.size()) / 32, span);
    return first == second;
}

Value Renderer::calculateOf(const Expression& expression)
{
    using Kind = Expression::Kind;
    const Deeper deeper(*this, expression.span);
    const Value left = evaluate(expression.children[0]);
    const Value right = evaluate(expression.children[1]);
    if (expression.kind == Kind::Add && (left.isString() || right.isString())) {
        std::string text;
        const auto add = [&](const Value& value, const Expression& operand) {
            if (value.isNull())
                text += operand.written;
            else
                appendValue(text, value, operand.span);
        };
        add(left, expression.children[0]);
        add(right, expression.children[1]);
        if (text.size() > m_options.limits.outputBytes)
            failAt(expression.span, tooLong(m_options.limits.outputBytes));
        spend(text.size() / 32, expression.span);
        return Value(std::move(text));
    }
    if (!left.isNumber() || !right.isNumber())
        return {};
    constexpr std::size_t firstBig = 6; // in Value::Data; work on these grows with their digits
    if (left.data().index() == firstBig || right.data().index() == firstBig)
        spend(100, expression.span);
    constexpr Arithmetic operations[] = {Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply,
                                         Arithmetic::Divide, Arithmetic::Remainder};
    return calculate(operations[std::size_t(expression.kind) - std::size_t(Kind::Add)], left, right);
}

void Renderer::appendValue(std::string& out, const Value& value, Span span)
{
    const std::size_t most = m_options.limits.outputBytes;
    if (const auto whole = value.integer()) {
        char digits[24];
        out.append(digits, std::to_chars(digits, digits + sizeof digits, *whole).ptr);
        return;
    }
    const std::size_t before = out.size();
    if (!appendText(out, value, most, m_options.limits.nesting))
        failAt(span,
               "The value is nested deeper than " + std::to_string(m_options.limits.nesting) +
                   " levels or longer than " + std::to_string(most) + " bytes as text.",
               "Print parts of it.");
    spend((out.size() - before) / 64, span);
}

} // namespace gw::engine::vtl
