#include "gateway-engine/jsonpath/compare.h"

#include "gateway-engine/jsonpath/decimal.h"

#include <algorithm>

namespace gw::engine::jsonpath {

namespace {

Verdict verdict(bool truth)
{
    return truth ? Verdict::True : Verdict::False;
}

template <typename T>
const T* as(const Term& term)
{
    return std::get_if<T>(&term);
}

const json::Array* listOf(const Term& term)
{
    const auto* structure = as<Structure>(term);
    return structure && structure->value->isArray() ? &structure->value->asArray() : nullptr;
}

bool numbersEqual(std::string_view a, std::string_view b)
{
    const auto left = Decimal::parse(a);
    const auto right = Decimal::parse(b);
    return left && right && *left == *right;
}

// Equality of lists and objects: the order of members does not matter.
bool sameValue(const json::Value& a, const json::Value& b)
{
    if (a.isNumber() && b.isNumber())
        return numbersEqual(a.asNumber().text, b.asNumber().text);
    if (a.isArray() && b.isArray())
        return std::equal(a.asArray().begin(), a.asArray().end(), b.asArray().begin(), b.asArray().end(), sameValue);
    if (!a.isObject() || !b.isObject())
        return a == b;
    return a.asObject().size() == b.asObject().size() &&
           std::all_of(a.asObject().begin(), a.asObject().end(), [&](const json::Member& member) {
               const json::Value* other = b.find(member.key);
               return other && sameValue(member.value, *other);
           });
}

// Not symmetric, as the library's: a number asks the text for its number, a text the number for its text.
bool equal(const Term& left, const Term& right)
{
    if (const auto* number = as<NumberText>(left)) {
        const auto* text = as<std::string_view>(right);
        const auto* other = as<NumberText>(right);
        return (other && numbersEqual(number->text, other->text)) || (text && numbersEqual(number->text, *text));
    }
    if (const auto* text = as<std::string_view>(left)) {
        const auto* number = as<NumberText>(right);
        const auto* other = as<std::string_view>(right);
        return (other && *text == *other) || (number && *text == number->text);
    }
    if (const auto* truth = as<bool>(left))
        return as<bool>(right) && *truth == *as<bool>(right);
    if (const auto* structure = as<Structure>(left))
        return as<Structure>(right) && !structure->literal &&
               sameValue(*structure->value, *as<Structure>(right)->value);
    return as<std::nullptr_t>(left) && as<std::nullptr_t>(right);
}

bool contains(const json::Array& list, const Term& wanted)
{
    return std::any_of(list.begin(), list.end(),
                       [&](const json::Value& element) { return equal(wanted, termOf(element)); });
}

std::size_t sharedElements(const json::Array& left, const json::Array& right)
{
    return static_cast<std::size_t>(std::count_if(
        left.begin(), left.end(), [&](const json::Value& element) { return contains(right, termOf(element)); }));
}

std::optional<std::string_view> comparableText(const Term& term)
{
    if (const auto* text = as<std::string_view>(term))
        return *text;
    if (const auto* number = as<NumberText>(term))
        return number->text;
    return std::nullopt;
}

// Nothing where the two have no order.
std::optional<std::strong_ordering> order(const Term& left, const Term& right)
{
    if (as<NumberText>(left) && as<NumberText>(right)) {
        const auto a = Decimal::parse(as<NumberText>(left)->text);
        const auto b = Decimal::parse(as<NumberText>(right)->text);
        return a && b ? std::optional(*a <=> *b) : std::nullopt;
    }
    const auto a = comparableText(left);
    const auto b = comparableText(right);
    return a && b ? std::optional(a->compare(*b) <=> 0) : std::nullopt;
}

Verdict matches(const FilterPattern& pattern, const Term& term)
{
    std::string_view text;
    if (const auto comparable = comparableText(term))
        text = *comparable;
    else if (const auto* truth = as<bool>(term))
        text = *truth ? "true" : "false";
    const auto match = pattern.match(text);
    return match == FilterPattern::Match::TooMuchWork ? Verdict::TooMuchWork
                                                      : verdict(match == FilterPattern::Match::Yes);
}

Verdict matchesAny(const Term& left, const Term& right)
{
    const auto* const* onLeft = as<const FilterPattern*>(left);
    const auto* const* onRight = as<const FilterPattern*>(right);
    if (!onLeft == !onRight)
        return Verdict::False;
    const FilterPattern& pattern = onLeft ? **onLeft : **onRight;
    const Term& subject = onLeft ? right : left;
    const json::Array* list = listOf(subject);
    if (!list)
        return matches(pattern, subject);
    for (const json::Value& element : *list)
        if (const Verdict one = matches(pattern, termOf(element)); one != Verdict::False)
            return one;
    return Verdict::False;
}

// UTF-16 units, in which Java counts.
std::int64_t lengthOf(std::string_view text)
{
    std::int64_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

Verdict hasSize(const Term& left, const Term& right)
{
    const auto* size = as<NumberText>(right);
    if (!size)
        return Verdict::False;
    if (const auto* text = as<std::string_view>(left))
        return verdict(numbersEqual(size->text, std::to_string(lengthOf(*text))));
    const json::Array* list = listOf(left);
    return verdict(list && numbersEqual(size->text, std::to_string(list->size())));
}

Verdict isEmpty(const Term& left, const Term& right)
{
    const auto* text = as<std::string_view>(left);
    const auto* structure = as<Structure>(left);
    if (!text && !structure)
        return Verdict::False;
    if (!as<bool>(right))
        return Verdict::Unfit;
    const bool empty = text                          ? text->empty()
                       : structure->value->isArray() ? structure->value->asArray().empty()
                                                     : structure->value->asObject().empty();
    return verdict(empty == *as<bool>(right));
}

// IN, ALL and CONTAINS: an element in a list.
Verdict isMember(const Term& element, const Term& list)
{
    if (!as<Structure>(list))
        return Verdict::Unfit;
    return verdict(listOf(list) && contains(*listOf(list), element));
}

Verdict hasAll(const Term& left, const Term& right)
{
    const json::Array* required = listOf(right);
    if (!required)
        return Verdict::Unfit;
    if (!as<Structure>(left))
        return Verdict::False;
    const json::Array* list = listOf(left);
    return verdict(!list || sharedElements(*required, *list) == required->size());
}

Verdict containsOne(const Term& left, const Term& right)
{
    const auto* text = as<std::string_view>(left);
    const auto* part = as<std::string_view>(right);
    if (text && part)
        return verdict(text->find(*part) != std::string_view::npos);
    return verdict(listOf(left) && contains(*listOf(left), right));
}

// SUBSETOF, ANYOF and NONEOF: two lists.
Verdict compareLists(const Term& left, Operator operation, const Term& right)
{
    if (!as<Structure>(left) || !as<Structure>(right))
        return Verdict::Unfit;
    const json::Array* a = listOf(left);
    const json::Array* b = listOf(right);
    if (!a || !b)
        return Verdict::False;
    const std::size_t shared = sharedElements(*a, *b);
    return verdict(operation == Operator::SubsetOf ? shared == a->size()
                   : operation == Operator::AnyOf  ? shared > 0
                                                   : shared == 0);
}

Verdict negated(Verdict answer)
{
    return answer == Verdict::True ? Verdict::False : answer == Verdict::False ? Verdict::True : answer;
}

} // namespace

Term termOf(const json::Value& value)
{
    if (value.isNull())
        return nullptr;
    if (value.isBool())
        return value.asBool();
    if (value.isNumber())
        return NumberText{value.asNumber().text};
    if (value.isString())
        return std::string_view(value.asString());
    return Structure{&value, false};
}

Term termOf(const Operand& literal)
{
    if (const auto* truth = std::get_if<bool>(&literal))
        return *truth;
    if (const auto* number = std::get_if<NumberLiteral>(&literal))
        return NumberText{number->text};
    if (const auto* text = std::get_if<std::string>(&literal))
        return std::string_view(*text);
    if (const auto* value = std::get_if<json::Value>(&literal))
        return Structure{value, true};
    if (const auto* pattern = std::get_if<FilterPattern>(&literal))
        return pattern;
    return nullptr;
}

Verdict compare(const Term& left, Operator operation, const Term& right)
{
    switch (operation) {
    case Operator::Equal:
        return verdict(equal(left, right));
    case Operator::NotEqual:
        return verdict(!equal(left, right));
    case Operator::SameAs:
        return verdict(left.index() == right.index() && equal(left, right));
    case Operator::NotSameAs:
        return verdict(left.index() != right.index() || !equal(left, right));
    case Operator::Less:
        return verdict(order(left, right) == std::strong_ordering::less);
    case Operator::LessOrEqual:
        return verdict(order(left, right).has_value() && *order(left, right) <= 0);
    case Operator::Greater:
        return verdict(order(left, right) == std::strong_ordering::greater);
    case Operator::GreaterOrEqual:
        return verdict(order(left, right).has_value() && *order(left, right) >= 0);
    case Operator::Matches:
        return matchesAny(left, right);
    case Operator::In:
        return isMember(left, right);
    case Operator::NotIn:
        return negated(isMember(left, right));
    case Operator::SubsetOf:
    case Operator::AnyOf:
    case Operator::NoneOf:
        return compareLists(left, operation, right);
    case Operator::All:
        return hasAll(left, right);
    case Operator::Contains:
        return containsOne(left, right);
    case Operator::Size:
        return hasSize(left, right);
    case Operator::Empty:
        return isEmpty(left, right);
    case Operator::Exists:
        break;
    }
    return as<bool>(left) && as<bool>(right) ? verdict(*as<bool>(left) == *as<bool>(right)) : Verdict::Unfit;
}

} // namespace gw::engine::jsonpath
