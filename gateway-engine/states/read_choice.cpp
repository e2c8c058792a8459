// The conditions of a Choice state.
#include "gateway-engine/states/definition_reader.h"

#include "gateway-engine/states/timestamp.h"

namespace gw::engine::states {

namespace {

bool isOperandOf(ComparedKind kind, const json::Value& value)
{
    switch (kind) {
    case ComparedKind::String:
        return value.isString();
    case ComparedKind::Numeric:
        return value.isNumber();
    case ComparedKind::Boolean:
        return value.isBool();
    case ComparedKind::Timestamp:
        return parseTimestamp(value.toString()).has_value();
    }
    return false;
}

} // namespace

std::optional<Condition> DefinitionReader::readCondition(const json::Value& value, int depth)
{
    constexpr int mostLevels = 50;
    if (!value.isObject() || depth > mostLevels) {
        refuseField(value, value.isObject() ? "is nested too deep." : "must be an object.");
        return std::nullopt;
    }
    if (const json::Value* all = value.find("And")) {
        const Step step(*this, "And");
        return readConditions(*all, true, depth);
    }
    if (const json::Value* any = value.find("Or")) {
        const Step step(*this, "Or");
        return readConditions(*any, false, depth);
    }
    if (const json::Value* negated = value.find("Not")) {
        const Step step(*this, "Not");
        std::optional<Condition> inner = readCondition(*negated, depth + 1);
        if (!inner)
            return std::nullopt;
        return Condition{Condition::Not{std::make_shared<const Condition>(std::move(*inner))}};
    }
    return readComparison(value);
}

std::optional<Condition> DefinitionReader::readConditions(const json::Value& value, bool isAnd, int depth)
{
    if (!value.isArray() || value.asArray().empty()) {
        refuseField(value, "must be a list of conditions.");
        return std::nullopt;
    }
    Conditions conditions;
    for (std::size_t i = 0; i < value.asArray().size(); ++i) {
        const Step step(*this, "[" + std::to_string(i) + "]");
        if (std::optional<Condition> condition = readCondition(value.asArray()[i], depth + 1))
            conditions.push_back(std::move(*condition));
    }
    if (isAnd)
        return Condition{Condition::And{std::move(conditions)}};
    return Condition{Condition::Or{std::move(conditions)}};
}

std::optional<Condition> DefinitionReader::readComparison(const json::Value& value)
{
    const json::Value* variable = value.find("Variable");
    if (!variable) {
        refuseField(value, "needs \"Variable\", \"And\", \"Or\" or \"Not\".");
        return std::nullopt;
    }
    std::optional<Path> path;
    {
        const Step step(*this, "Variable");
        path = readPath(*variable);
    }
    std::optional<Condition> condition;
    for (const json::Member& member : value.asObject()) {
        if (member.key == "Variable" || member.key == "Next" || member.key == "Comment" || member.key == "Assign")
            continue;
        const Step step(*this, member.key);
        if (condition)
            refuseField(member.value, "is a second operator of one rule.", "Join two rules with \"And\" or \"Or\".");
        else if (path)
            condition = readComparisonOf(*path, member);
    }
    if (path && !condition && !m_hasErrors)
        refuseField(value, "has no operator, such as \"StringEquals\".");
    return condition;
}

std::optional<Condition> DefinitionReader::readComparisonOf(const Path& variable, const json::Member& member)
{
    if (const std::optional<Test> test = testNamed(member.key)) {
        if (!member.value.isBool())
            refuseField(member.value, "must be true or false.");
        return Condition{TestKind{variable, *test, member.value.toBool()}};
    }
    const std::optional<Operator> found = operatorNamed(member.key);
    if (!found) {
        refuseField(member.value, "is no operator of a Choice rule.");
        return std::nullopt;
    }
    Compare compare{variable, found->kind, found->comparison, json::Value(), member.key};
    if (found->isPath) {
        std::optional<Path> operand = readPath(member.value);
        if (!operand)
            return std::nullopt;
        compare.operand = std::move(*operand);
        return Condition{std::move(compare)};
    }
    if (!isOperandOf(found->kind, member.value))
        refuseField(member.value, "is not of the operator's kind.");
    compare.operand = member.value;
    return Condition{std::move(compare)};
}

} // namespace gw::engine::states
