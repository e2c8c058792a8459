#include "gateway-engine/auth/policy_statement.h"

#include "core/in_quotes.h"

#include <algorithm>

namespace gw::engine::auth {

namespace {

const ConditionKeys& keysOf(const AccessRequest& request)
{
    static const ConditionKeys none;
    return request.keys ? *request.keys : none;
}

// "arn:aws:iam::111122223333:role/team/App" allows the sessions of App, whose ARN does not tell of "team".
bool isSessionOf(const std::string& role, const std::string& arn)
{
    const std::string pathless = roleOfSession(arn);
    const auto kind = role.find(":role/");
    if (pathless.empty() || kind == std::string::npos)
        return false;
    return role.substr(0, kind) + ":role" + role.substr(role.rfind('/')) == pathless;
}

bool matches(const PrincipalLine& line, const Principal* principal)
{
    switch (line.kind) {
    case PrincipalLine::Kind::Everyone:
        return true;
    case PrincipalLine::Kind::Account:
        return principal && !line.value.empty() && principal->accountId == line.value;
    case PrincipalLine::Kind::Arn:
        return principal && (principal->arn == line.value || isSessionOf(line.value, principal->arn));
    case PrincipalLine::Kind::Service:
        return principal && principal->service == line.value;
    case PrincipalLine::Kind::Other:
        break;
    }
    return false;
}

bool isMet(const PrincipalList& list, const Principal* principal)
{
    return std::any_of(list.lines.begin(), list.lines.end(),
                       [principal](const PrincipalLine& line) { return matches(line, principal); }) != list.isNot;
}

bool isMet(const PatternList& list, std::string_view subject, LetterCase letterCase, const ConditionKeys& keys)
{
    return std::any_of(list.lines.begin(), list.lines.end(), [&](const PatternLine& line) {
               return line.pattern.matches(subject, keys, letterCase);
           }) != list.isNot;
}

std::string nameOf(const Principal* principal)
{
    if (!principal)
        return "an anonymous caller";
    return principal->arn.empty() ? principal->service : principal->arn;
}

PolicyElement explained(const PrincipalList& list, const Principal* principal)
{
    PolicyElement element{list.isNot ? "NotPrincipal" : "Principal", isMet(list, principal), {}, {}};
    for (const PrincipalLine& line : list.lines) {
        const bool doesMatch = matches(line, principal);
        element.lines.push_back({line.text, doesMatch,
                                 doesMatch ? "The request is of " + nameOf(principal) + "."
                                           : "The request is of " + nameOf(principal) + ", not of " + line.text + ".",
                                 line.range});
    }
    return element;
}

PolicyElement explained(std::string name, const PatternList& list, std::string_view subject, LetterCase letterCase,
                        const ConditionKeys& keys)
{
    PolicyElement element{(list.isNot ? "Not" : "") + std::move(name), isMet(list, subject, letterCase, keys), {}, {}};
    for (const PatternLine& line : list.lines) {
        const bool doesMatch = line.pattern.matches(subject, keys, letterCase);
        element.lines.push_back(
            {line.text, doesMatch,
             doesMatch ? inQuotes(subject) + " is matched by it." : line.pattern.whyNot(subject, keys), line.range});
    }
    return element;
}

} // namespace

bool Statement::applies(const AccessRequest& request) const
{
    const ConditionKeys& keys = keysOf(request);
    return (!principals || isMet(*principals, request.principal)) &&
           isMet(actions, request.action, LetterCase::IsIgnored, keys) &&
           isMet(resources, request.resource, LetterCase::Counts, keys) &&
           std::all_of(conditions.begin(), conditions.end(),
                       [&keys](const Condition& condition) { return condition.isMet(keys); });
}

StatementExplanation Statement::explain(const AccessRequest& request) const
{
    const ConditionKeys& keys = keysOf(request);
    StatementExplanation explanation;
    explanation.sid = sid;
    explanation.effect = effect;
    explanation.range = range;
    if (principals)
        explanation.elements.push_back(explained(*principals, request.principal));
    explanation.elements.push_back(explained("Action", actions, request.action, LetterCase::IsIgnored, keys));
    explanation.elements.push_back(explained("Resource", resources, request.resource, LetterCase::Counts, keys));
    for (const Condition& condition : conditions)
        explanation.elements.push_back(condition.explain(keys));
    explanation.applies = std::all_of(explanation.elements.begin(), explanation.elements.end(),
                                      [](const PolicyElement& element) { return element.isMet; });
    return explanation;
}

} // namespace gw::engine::auth
