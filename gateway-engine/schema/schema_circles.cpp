// Finds schemas that would be looked at for the same value without end.
#include "gateway-engine/schema/compile_schema.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr int mostDepth = 100; // of alternatives inside each other

} // namespace

// A schema that comes back to itself for the same value would never end; `depth` is how far below its root a node is
// looked at for one value.
void SchemaCompiler::checkCircles()
{
    const Schema::Program& program = *m_program;
    std::vector<int> waiting(program.nodes.size(), 0); // edges that lead here
    const auto forEachTarget = [&program](const SchemaNode& node, const auto& use) {
        for (const Check& check : node.checks) {
            if (check.keyword == Keyword::AllOf || check.keyword == Keyword::AnyOf || check.keyword == Keyword::OneOf ||
                check.keyword == Keyword::Not)
                for (const NodeIndex target : program.alternatives[check.data])
                    use(static_cast<std::size_t>(target));
            if (check.keyword == Keyword::Dependencies)
                for (const Dependency& dependency : program.dependencies[check.data])
                    if (dependency.node != noNode)
                        use(static_cast<std::size_t>(dependency.node));
        }
    };
    for (const SchemaNode& node : program.nodes)
        forEachTarget(node, [&waiting](std::size_t target) { ++waiting[target]; });
    std::vector<std::size_t> ready;
    std::vector<int> depth(program.nodes.size(), 0);
    for (std::size_t i = 0; i < waiting.size(); ++i)
        if (waiting[i] == 0)
            ready.push_back(i);
    for (std::size_t done = 0; done < ready.size(); ++done)
        forEachTarget(program.nodes[ready[done]], [&, from = ready[done]](std::size_t target) {
            depth[target] = std::max(depth[target], depth[from] + 1);
            if (--waiting[target] == 0)
                ready.push_back(target);
        });
    const bool isDeep = std::any_of(depth.begin(), depth.end(), [](int d) { return d > mostDepth; });
    if (ready.size() < program.nodes.size() || isDeep)
        m_error =
            fail("The schema refers to itself through allOf, anyOf, oneOf, not or dependencies, for the same value.",
                 "Let such a reference lead to a property or an element.")
                .value();
}

} // namespace gw::engine
