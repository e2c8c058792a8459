// ValidationRun: one body against one compiled schema. First a quick pass that only says yes or no; what is wrong is
// looked for only where something is.
#pragma once

#include "gateway-engine/schema/compiled_schema.h"

namespace gw::engine {

class ValidationRun
{
public:
    // With nowhere to report to, the first failure ends the run.
    ValidationRun(const Schema::Program& program, std::int64_t steps, std::vector<Violation>* violations)
        : m_program(program), m_violations(violations), m_steps(steps)
    {
    }

    [[nodiscard]] bool accepts(NodeIndex node, const json::Value& value);
    [[nodiscard]] bool isExhausted() const { return m_steps <= 0; }

private:
    [[nodiscard]] bool holdsAll(const SchemaNode& node, const json::Value& value);
    [[nodiscard]] bool holds(const Check& check, const SchemaNode& node, const json::Value& value, std::uint8_t kind);
    [[nodiscard]] bool enumeration(const json::Value& allowed, const json::Value& value);
    [[nodiscard]] bool bound(Keyword keyword, const Bound& bound, const json::Value& value);
    [[nodiscard]] bool divisor(const Divisor& divisor, const json::Value& value);
    [[nodiscard]] bool size(Keyword keyword, std::size_t limit, std::size_t found);
    [[nodiscard]] bool length(Keyword keyword, std::size_t limit, const std::string& text);
    [[nodiscard]] bool patternFound(const EcmaPattern& pattern, const std::string& text);
    [[nodiscard]] bool required(const SortedNames& names, const json::Object& object);
    [[nodiscard]] bool nothingElse(const SchemaNode& node, const json::Object& object);
    [[nodiscard]] bool dependencies(const std::vector<Dependency>& dependencies, const json::Value& value);
    [[nodiscard]] bool alternatives(Keyword keyword, const std::vector<NodeIndex>& nodes, const json::Value& value);
    [[nodiscard]] bool unique(const json::Array& values);
    [[nodiscard]] bool elements(const SchemaNode& node, const json::Array& values);
    [[nodiscard]] bool members(const SchemaNode& node, const json::Object& object);
    [[nodiscard]] bool member(const SchemaNode& node, const json::Member& member);
    [[nodiscard]] bool below(NodeIndex node, const json::Value& value, std::string_view token);

    [[nodiscard]] std::vector<Violation> causes(const char* keyword, const std::vector<NodeIndex>& nodes,
                                                const json::Value& value);

    // Says what is wrong, when somebody wants to know; gives false.
    template <typename Text>
    bool complain(Text text)
    {
        if (m_violations && m_violations->size() < mostViolations)
            m_violations->push_back({m_path, text()});
        return false;
    }
    [[nodiscard]] bool hasFailed() const { return m_violations && !m_violations->empty(); }

    static constexpr std::size_t mostViolations = 100;
    static constexpr std::size_t mostCauses = 20;
    static constexpr std::int64_t stepsForCauses = 100'000;
    static constexpr int mostDepth = 1'500;
    static constexpr std::int64_t hardPattern = 100'000; // steps that a pattern without an end costs

    const Schema::Program& m_program;
    std::vector<Violation>* m_violations;
    std::string m_path; // kept only while violations are wanted
    std::int64_t m_steps;
    int m_depth = 0;
    bool m_isExplaining = false;
};

} // namespace gw::engine
