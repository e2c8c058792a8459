// One evaluation of a path: walks its tokens over a document. What is found is pointed at, not copied; values that
// functions and unions of names make are kept here.
#pragma once

#include "gateway-engine/jsonpath/json_path.h"
#include "gateway-engine/jsonpath/path.h"

#include <deque>
#include <unordered_map>

namespace gw::engine::jsonpath {

// How a walk ended. Nowhere: a definite path leads nowhere. Unfit: a filter met what it cannot be applied to (a filter
// around it takes that for "no"). Failed: see Evaluation::failure().
enum class Walk { Done, Nowhere, Unfit, Failed };

using Found = std::vector<const json::Value*>;

class Evaluation
{
public:
    Evaluation(const json::Value& root, const JsonPathLimits& limits) : m_root(root), m_limits(limits) {}
    Evaluation(const Evaluation&) = delete;
    Evaluation& operator=(const Evaluation&) = delete;

    // `required`: names that are missing lead nowhere even on indefinite paths, as existence checks want.
    [[nodiscard]] Walk walk(const Path& path, const json::Value& item, bool required, Found& found);

    // As walk(), then the one value of a definite path or the list of an indefinite one, in `value`.
    [[nodiscard]] Walk valueOf(const Path& path, const json::Value& item, const json::Value*& value);

    [[nodiscard]] const json::Value& root() const { return m_root; }
    [[nodiscard]] std::size_t steps() const { return m_steps; }
    [[nodiscard]] const Diagnostic& failure() const { return m_failure; }
    [[nodiscard]] Walk failWith(std::string message, std::string hint = {});
    [[nodiscard]] const json::Value& keep(json::Value value) { return m_made.emplace_back(std::move(value)); }

    // A copy of the values, unless it would be too large.
    [[nodiscard]] Walk copyAll(const Found& found, json::Value& list);
    [[nodiscard]] Walk copy(const json::Value& value, json::Value& copied);

private:
    struct Run // the walk of one path
    {
        const Path& path;
        bool required;
        Found& found;
    };

    Walk step(Run& run, std::size_t token, const json::Value& model);
    Walk arrive(Run& run, std::size_t token, const json::Value& value); // adds it, or goes on behind it
    Walk stepInto(Run& run, std::size_t token, const Names& names, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Indexes& indexes, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Slice& slice, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Wildcard& wildcard, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Scan& scan, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Filter& filter, const json::Value& model);
    Walk stepInto(Run& run, std::size_t token, const Call& call, const json::Value& model);
    Walk takeName(Run& run, std::size_t token, const std::string& name, const json::Value& model);
    Walk mergeNames(Run& run, const Names& names, const json::Value& model);
    Walk scanFrom(Run& run, std::size_t target, const json::Value& model);
    Walk scanHere(Run& run, std::size_t target, const json::Value& model);
    Walk isTarget(const Token& target, bool leaf, const Run& run, const json::Value& model, bool& matches);
    Walk accepts(const Filter& filter, const json::Value& item, bool& accepted);
    [[nodiscard]] Walk nothingFits(const Run& run, std::size_t token) const;
    bool count(std::size_t nodes, std::size_t bytes);
    bool measure(const json::Value& value);

    const json::Value& m_root;
    const JsonPathLimits& m_limits;
    std::size_t m_steps = 0;
    std::size_t m_nodes = 0;
    std::size_t m_bytes = 0;
    int m_depth = 0;
    Diagnostic m_failure;
    std::deque<json::Value> m_made;
    std::unordered_map<const Path*, const json::Value*> m_rootValues; // of paths from '$' in filters
};

// Is `condition` true of `item`? (condition.cpp)
[[nodiscard]] Walk holds(Evaluation& evaluation, const Condition& condition, const json::Value& item, bool& result);

// What the function gives for `model`, in `result`. (functions.cpp)
[[nodiscard]] Walk callFunction(Evaluation& evaluation, const Call& call, const json::Value& model,
                                json::Value& result);

} // namespace gw::engine::jsonpath
