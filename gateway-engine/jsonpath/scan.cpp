// The deep scan "..": every object and array below is asked whether the token behind it applies, itself first, then its
// children in order.
#include "gateway-engine/jsonpath/evaluation.h"

#include <algorithm>

namespace gw::engine::jsonpath {

Walk Evaluation::stepInto(Run& run, std::size_t token, const Scan&, const json::Value& model)
{
    if (run.path.isLeaf(token))
        return failWith("Nothing to look for stands behind \"..\" of the JSONPath.", "Write a name or * behind it.");
    return scanFrom(run, token + 1, model);
}

Walk Evaluation::scanFrom(Run& run, std::size_t target, const json::Value& model)
{
    if (!model.isObject() && !model.isArray())
        return Walk::Done;
    if (++m_depth > m_limits.mostDepth || ++m_steps > m_limits.mostSteps)
        return failWith("The JSONPath looks through too much or too deep a document.", "Name more of the way.");
    Walk end = scanHere(run, target, model);
    if (model.isObject())
        for (const json::Member& member : model.asObject())
            end = end == Walk::Done ? scanFrom(run, target, member.value) : end;
    if (model.isArray())
        for (const json::Value& element : model.asArray())
            end = end == Walk::Done ? scanFrom(run, target, element) : end;
    --m_depth;
    return end;
}

// On an array the library goes straight on with every element when tokens follow the target, whichever it is: so
// $..[0].a looks at .a of all elements.
Walk Evaluation::scanHere(Run& run, std::size_t target, const json::Value& model)
{
    bool matches = false;
    const bool leaf = run.path.isLeaf(target);
    if (const Walk end = isTarget(run.path.tokens[target], leaf, run, model, matches); end != Walk::Done || !matches)
        return end;
    if (leaf || model.isObject())
        return step(run, target, model);
    for (const json::Value& element : model.asArray())
        if (const Walk end = step(run, target + 1, element); end != Walk::Done)
            return end;
    return Walk::Done;
}

Walk Evaluation::isTarget(const Token& target, bool leaf, const Run& run, const json::Value& model, bool& matches)
{
    if (const auto* names = std::get_if<Names>(&target)) {
        const bool merges = names->names.size() == 1 || leaf;
        const auto& all = names->names;
        matches = model.isObject() &&
                  (run.required || !merges ||
                   std::all_of(all.begin(), all.end(), [&](const std::string& name) { return model.find(name); }));
    } else if (const auto* filter = std::get_if<Filter>(&target)) {
        return accepts(*filter, model, matches);
    } else if (std::holds_alternative<Indexes>(target) || std::holds_alternative<Slice>(target)) {
        matches = model.isArray();
    } else {
        matches = std::holds_alternative<Wildcard>(target);
    }
    return Walk::Done;
}

} // namespace gw::engine::jsonpath
