// {{name}} in URLs, headers and bodies. Values may hold variables themselves; depth and length are bounded, cycles are
// reported. Dynamic variables: {{$guid}}, {{$timestamp}} (seconds), {{$isoTimestamp}}, {{$randomInt}} (0 … 999).
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace gw::console {

struct Variable
{
    QString name;
    QString value;
    QString source; // for tooltips: "Environment \"local\""
    bool isSecret = false;
};

// Where dynamic values come from; tests bring their own.
struct DynamicValues
{
    std::function<QString()> guid;
    std::function<QString()> timestamp;
    std::function<QString()> isoTimestamp;
    std::function<QString()> randomInt;
};
[[nodiscard]] DynamicValues systemDynamicValues();

// The variables known at one moment; of two with the same name the one added first counts.
class VariableScope
{
public:
    explicit VariableScope(DynamicValues dynamic = systemDynamicValues());
    void add(Variable variable);
    [[nodiscard]] const Variable* find(QStringView name) const;
    [[nodiscard]] const std::vector<Variable>& all() const { return m_variables; }
    [[nodiscard]] const std::function<QString()>* dynamic(QStringView name) const; // "$guid"; nullptr when unknown

private:
    std::vector<Variable> m_variables;
    DynamicValues m_dynamic;
};

struct Unresolved
{
    QString name;
    QString reason; // "is not defined", "refers to itself", …: completes "The variable \"x\" …"
    bool operator==(const Unresolved&) const = default;
};

struct Resolution
{
    QString text; // unresolved variables stand as they were written
    std::vector<Unresolved> unresolved;
};

[[nodiscard]] Resolution resolve(const QString& text, const VariableScope& scope);

// Where variables stand in a text, for colours and tooltips. Spaces inside the braces are allowed.
struct VariableSpan
{
    qsizetype start = 0;
    qsizetype length = 0; // with the braces
    QString name;
};
[[nodiscard]] std::vector<VariableSpan> variableSpans(const QString& text);

inline constexpr int maxVariableDepth = 10;
inline constexpr qsizetype maxResolvedLength = 16 << 20;

} // namespace gw::console
