#include "gateway-engine/jsonpath/evaluation.h"

#include <algorithm>

namespace gw::engine::jsonpath {

namespace {

class Deeper
{
public:
    explicit Deeper(int& depth) : m_depth(depth) { ++m_depth; }
    ~Deeper() { --m_depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

private:
    int& m_depth;
};

} // namespace

Walk Evaluation::failWith(std::string message, std::string hint)
{
    m_failure.message = std::move(message);
    m_failure.hint = std::move(hint);
    return Walk::Failed;
}

Walk Evaluation::walk(const Path& path, const json::Value& item, bool required, Found& found)
{
    const json::Value& start = path.fromRoot ? m_root : item;
    Run run{path, required, found};
    if (path.tokens.empty()) {
        found.push_back(&start);
        return Walk::Done;
    }
    return step(run, 0, start);
}

Walk Evaluation::valueOf(const Path& path, const json::Value& item, const json::Value*& value)
{
    const bool cached = path.fromRoot && m_rootValues.contains(&path);
    if (cached) {
        value = m_rootValues[&path];
        return value ? Walk::Done : Walk::Nowhere;
    }
    Found found;
    Walk end = walk(path, item, false, found);
    if (end == Walk::Done && path.definite) {
        value = found.empty() ? nullptr : found.back();
        end = value ? Walk::Done : Walk::Nowhere;
    } else if (end == Walk::Done) {
        json::Value list;
        end = copyAll(found, list);
        value = &keep(std::move(list));
    }
    if (path.fromRoot && (end == Walk::Done || end == Walk::Nowhere))
        m_rootValues[&path] = end == Walk::Done ? value : nullptr;
    return end;
}

Walk Evaluation::step(Run& run, std::size_t token, const json::Value& model)
{
    const Deeper deeper(m_depth);
    if (m_depth > m_limits.mostDepth)
        return failWith("The JSONPath goes too deep into the document.", "Nest the document or the path less.");
    if (++m_steps > m_limits.mostSteps)
        return failWith("The JSONPath looks at too many values.", "Name more of the way instead of \"..\" or \"*\".");
    return std::visit([&](const auto& kind) { return stepInto(run, token, kind, model); }, run.path.tokens[token]);
}

Walk Evaluation::arrive(Run& run, std::size_t token, const json::Value& value)
{
    if (!run.path.isLeaf(token))
        return step(run, token + 1, value);
    if (++m_steps > m_limits.mostSteps)
        return failWith("The JSONPath finds too many values.", "Name more of the way instead of \"..\" or \"*\".");
    run.found.push_back(&value);
    return Walk::Done;
}

// The token cannot be applied: that leads nowhere where the way there was certain, else there is nothing to add.
Walk Evaluation::nothingFits(const Run& run, std::size_t token) const
{
    return run.path.upstreamDefinite[token] ? Walk::Nowhere : Walk::Done;
}

Walk Evaluation::stepInto(Run& run, std::size_t token, const Names& names, const json::Value& model)
{
    if (!model.isObject())
        return nothingFits(run, token);
    if (names.names.size() > 1 && run.path.isLeaf(token))
        return mergeNames(run, names, model);
    for (const std::string& name : names.names)
        if (const Walk end = takeName(run, token, name, model); end != Walk::Done)
            return end;
    return Walk::Done;
}

Walk Evaluation::takeName(Run& run, std::size_t token, const std::string& name, const json::Value& model)
{
    if (const json::Value* value = model.find(name))
        return arrive(run, token, *value);
    if (run.required)
        return Walk::Nowhere;
    const bool certain = run.path.upstreamDefinite[token] && run.path.isDefiniteToken(token);
    return !run.path.isLeaf(token) && certain ? Walk::Nowhere : Walk::Done;
}

Walk Evaluation::mergeNames(Run& run, const Names& names, const json::Value& model)
{
    json::Value merged = json::Value::object();
    for (const std::string& name : names.names) {
        const json::Value* value = model.find(name);
        if (!value && run.required)
            return Walk::Nowhere;
        json::Value copied;
        if (value && copy(*value, copied) != Walk::Done)
            return Walk::Failed;
        if (value)
            merged.set(name, std::move(copied));
    }
    run.found.push_back(&keep(std::move(merged)));
    return Walk::Done;
}

Walk Evaluation::stepInto(Run& run, std::size_t token, const Indexes& indexes, const json::Value& model)
{
    if (!model.isArray())
        return nothingFits(run, token);
    const auto size = static_cast<std::int64_t>(model.asArray().size());
    for (const std::int64_t index : indexes.indexes) {
        const std::int64_t place = index < 0 ? size + index : index;
        if (place < 0 || place >= size)
            continue;
        if (const Walk end = arrive(run, token, model.asArray()[static_cast<std::size_t>(place)]); end != Walk::Done)
            return end;
    }
    return Walk::Done;
}

// With both ends given, the library counts up from a negative beginning through zero: [-1:1] is the last element and
// then the first.
Walk Evaluation::stepInto(Run& run, std::size_t token, const Slice& slice, const json::Value& model)
{
    if (!model.isArray())
        return nothingFits(run, token);
    const auto size = static_cast<std::int64_t>(model.asArray().size());
    std::int64_t from = slice.from.value_or(0);
    std::int64_t to = slice.to.value_or(static_cast<std::int32_t>(0));
    if (!slice.to) {
        from = std::max<std::int64_t>(0, from < 0 ? size + from : from);
        to = size;
    } else if (!slice.from && to < 0) {
        to += size;
    }
    for (std::int64_t i = std::max(from, -size); i < std::min(to, size); ++i) {
        const std::int64_t place = i < 0 ? size + i : i;
        if (const Walk end = arrive(run, token, model.asArray()[static_cast<std::size_t>(place)]); end != Walk::Done)
            return end;
    }
    return Walk::Done;
}

Walk Evaluation::stepInto(Run& run, std::size_t token, const Wildcard&, const json::Value& model)
{
    if (model.isObject())
        for (const json::Member& member : model.asObject())
            if (const Walk end = arrive(run, token, member.value); end != Walk::Done)
                return end;
    if (model.isArray())
        for (const json::Value& element : model.asArray()) {
            const Walk end = arrive(run, token, element);
            if (end != Walk::Done && (end != Walk::Nowhere || run.required))
                return end;
        }
    return Walk::Done;
}

Walk Evaluation::stepInto(Run& run, std::size_t token, const Filter& filter, const json::Value& model)
{
    const bool object = model.isObject();
    if (!object && !model.isArray())
        return run.path.upstreamDefinite[token] ? Walk::Unfit : Walk::Done;
    const std::size_t count = object ? 1 : model.asArray().size();
    for (std::size_t i = 0; i < count; ++i) {
        const json::Value& item = object ? model : model.asArray()[i];
        bool accepted = false;
        Walk end = accepts(filter, item, accepted);
        if (end == Walk::Done && accepted)
            end = arrive(run, token, item);
        if (end != Walk::Done)
            return end;
    }
    return Walk::Done;
}

Walk Evaluation::accepts(const Filter& filter, const json::Value& item, bool& accepted)
{
    const Deeper deeper(m_depth);
    if (++m_steps > m_limits.mostSteps)
        return failWith("The filters of the JSONPath look at too many values.", "Filter a smaller list.");
    const Walk end = holds(*this, *filter.condition, item, accepted);
    if (end == Walk::Failed)
        return end;
    accepted = accepted && end == Walk::Done;
    return Walk::Done;
}

// A function's value counts as a result of its own; what is found behind it comes after, and the last one wins.
Walk Evaluation::stepInto(Run& run, std::size_t token, const Call& call, const json::Value& model)
{
    json::Value result;
    if (const Walk end = callFunction(*this, call, model, result); end != Walk::Done)
        return end;
    const json::Value& kept = keep(std::move(result));
    run.found.push_back(&kept);
    return run.path.isLeaf(token) ? Walk::Done : step(run, token + 1, kept);
}

Walk Evaluation::copyAll(const Found& found, json::Value& list)
{
    json::Array copies;
    for (const json::Value* value : found) {
        json::Value copied;
        if (copy(*value, copied) != Walk::Done)
            return Walk::Failed;
        copies.push_back(std::move(copied));
    }
    list = json::Value(std::move(copies));
    return Walk::Done;
}

Walk Evaluation::copy(const json::Value& value, json::Value& copied)
{
    if (!measure(value))
        return failWith("What the JSONPath finds is too large.", "Choose a smaller part of the document.");
    copied = value;
    return Walk::Done;
}

bool Evaluation::count(std::size_t nodes, std::size_t bytes)
{
    m_nodes += nodes;
    m_bytes += bytes;
    return m_nodes <= m_limits.mostNodes && m_bytes <= m_limits.mostBytes && m_depth <= m_limits.mostDepth;
}

bool Evaluation::measure(const json::Value& value)
{
    const Deeper deeper(m_depth);
    if (!count(1, value.isString() ? value.asString().size() : 0))
        return false;
    if (value.isArray())
        return std::all_of(value.asArray().begin(), value.asArray().end(),
                           [this](const json::Value& element) { return measure(element); });
    if (value.isObject())
        return std::all_of(value.asObject().begin(), value.asObject().end(), [this](const json::Member& member) {
            return count(0, member.key.size()) && measure(member.value);
        });
    return true;
}

} // namespace gw::engine::jsonpath
