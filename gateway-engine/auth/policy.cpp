#include "gateway-engine/auth/policy.h"

#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/auth/policy_reader.h"

#include <algorithm>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr json::ReadLimits limits{64 << 10, 16, 20'000};

std::vector<std::string> keysOf(const std::vector<Statement>& statements)
{
    std::vector<std::string> keys;
    const auto add = [&keys](const std::vector<std::string>& names) {
        for (const std::string& name : names)
            keys.push_back(toLowerAscii(name));
    };
    for (const Statement& statement : statements) {
        for (const PatternList* list : {&statement.actions, &statement.resources})
            for (const PatternLine& line : list->lines)
                add(line.pattern.variables());
        for (const Condition& condition : statement.conditions)
            add(condition.keys());
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

PolicyReading readText(std::string_view text, const PolicyOptions& options)
{
    auto value = json::readJson(text, limits);
    if (!value)
        return {{}, {std::move(value.error())}};
    return readPolicy(*value, text, options);
}

} // namespace

const char* decisionName(Decision decision)
{
    switch (decision) {
    case Decision::Allow:
        return "allow";
    case Decision::ImplicitDeny:
        return "implicit deny";
    case Decision::ExplicitDeny:
        break;
    }
    return "explicit deny";
}

Policy::Policy(std::vector<Statement> statements)
    : m_statements(std::move(statements)), m_conditionKeys(keysOf(m_statements))
{
}

Result<Policy> Policy::read(std::string_view text, const PolicyOptions& options)
{
    PolicyReading reading = readText(text, options);
    if (!reading.problems.empty())
        return fail(std::move(reading.problems.front()));
    return Policy(std::move(reading.statements));
}

Result<Policy> Policy::fromJson(const json::Value& value, const PolicyOptions& options)
{
    PolicyReading reading = readPolicy(value, {}, options);
    if (!reading.problems.empty())
        return fail(std::move(reading.problems.front()));
    return Policy(std::move(reading.statements));
}

Diagnostics Policy::problems(std::string_view text, const PolicyOptions& options)
{
    return readText(text, options).problems;
}

Decision Policy::evaluate(const AccessRequest& request) const
{
    Decision decision = Decision::ImplicitDeny;
    for (const Statement& statement : m_statements) {
        if (decision == Decision::Allow && statement.effect == Effect::Allow)
            continue; // only a deny can change it now
        if (!statement.applies(request))
            continue;
        if (statement.effect == Effect::Deny)
            return Decision::ExplicitDeny;
        decision = Decision::Allow;
    }
    return decision;
}

PolicyExplanation Policy::explain(const AccessRequest& request) const
{
    PolicyExplanation explanation;
    explanation.decision = evaluate(request);
    for (const Statement& statement : m_statements) {
        StatementExplanation part = statement.explain(request);
        part.index = explanation.statements.size();
        const bool decides =
            part.applies &&
            explanation.decision == (part.effect == Effect::Deny ? Decision::ExplicitDeny : Decision::Allow);
        if (decides && !explanation.decidedBy)
            explanation.decidedBy = part.index;
        explanation.statements.push_back(std::move(part));
    }
    return explanation;
}

std::string expandedResource(std::string_view resource, const ApiAddress& api)
{
    constexpr std::string_view shorthand = "execute-api:/";
    if (!resource.starts_with(shorthand))
        return std::string(resource);
    return "arn:" + api.partition + ":execute-api:" + api.region + ":" + api.accountId + ":" + api.apiId + "/" +
           std::string(resource.substr(shorthand.size()));
}

} // namespace gw::engine::auth
