// Conditions of filters: logic, existence and comparisons. Numbers compare exactly, and as texts with texts; what is
// missing equals nothing.
#include "gateway-engine/jsonpath/compare.h"
#include "gateway-engine/jsonpath/evaluation.h"

namespace gw::engine::jsonpath {

namespace {

class Judge
{
public:
    Judge(Evaluation& evaluation, const json::Value& item) : m_evaluation(evaluation), m_item(item) {}

    Walk operator()(const Comparison& comparison)
    {
        Term left;
        Term right;
        if (const Walk end = resolve(comparison.left, left); end != Walk::Done)
            return end;
        if (const Walk end = resolve(comparison.right, right); end != Walk::Done)
            return end;
        const Verdict verdict = compare(left, comparison.operation, right);
        if (verdict == Verdict::TooMuchWork)
            return m_evaluation.failWith("A regular expression of the JSONPath takes too many steps.",
                                         "Avoid nested repetitions such as (a+)+.");
        result = verdict == Verdict::True;
        return verdict == Verdict::Unfit ? Walk::Unfit : Walk::Done;
    }

    Walk operator()(const Existence& existence)
    {
        Found found;
        const Walk end = m_evaluation.walk(*existence.operand.path, m_item, true, found);
        if (end == Walk::Failed || end == Walk::Unfit)
            return end;
        const bool exists = end == Walk::Done && (!existence.operand.path->definite || !found.empty());
        result = exists != existence.operand.negated;
        return Walk::Done;
    }

    Walk operator()(const AllOf& all) { return judge(all.conditions, false); }
    Walk operator()(const OneOf& any) { return judge(any.conditions, true); }

    Walk operator()(const Not& negation)
    {
        const Walk end = holds(m_evaluation, *negation.condition, m_item, result);
        result = !result;
        return end;
    }

    bool result = false;

private:
    // Stops at the first condition that decides.
    Walk judge(const std::vector<Condition>& conditions, bool decisive)
    {
        for (const Condition& condition : conditions) {
            const Walk end = holds(m_evaluation, condition, m_item, result);
            if (end != Walk::Done || result == decisive)
                return end;
        }
        return Walk::Done;
    }

    Walk resolve(const Operand& operand, Term& term)
    {
        const auto* path = std::get_if<PathOperand>(&operand);
        if (!path) {
            term = termOf(operand);
            return Walk::Done;
        }
        const json::Value* value = nullptr;
        const Walk end = m_evaluation.valueOf(*path->path, m_item, value);
        if (end == Walk::Done)
            term = termOf(*value);
        return end == Walk::Nowhere ? Walk::Done : end;
    }

    Evaluation& m_evaluation;
    const json::Value& m_item;
};

} // namespace

Walk holds(Evaluation& evaluation, const Condition& condition, const json::Value& item, bool& result)
{
    Judge judge(evaluation, item);
    const Walk end = std::visit(judge, condition.term);
    result = judge.result;
    return end;
}

} // namespace gw::engine::jsonpath
