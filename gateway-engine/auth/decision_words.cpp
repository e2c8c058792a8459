#include "gateway-engine/auth/decision_words.h"

#include "core/in_quotes.h"

#include <algorithm>

namespace gw::engine::auth {

namespace {

constexpr std::size_t statementsTold = 3;
constexpr std::size_t longestReason = 200;

std::string nameOf(const StatementExplanation& statement)
{
    const std::string number = "statement " + std::to_string(statement.index + 1);
    return statement.sid.empty() ? number : number + " (" + inQuotes(statement.sid) + ")";
}

std::string cut(const std::string& text)
{
    return text.size() <= longestReason ? text : text.substr(0, longestReason) + "…";
}

// What is said of an element: the line that decides, else its own reason.
std::string reasonOf(const PolicyElement& element)
{
    const auto line = std::find_if(element.lines.begin(), element.lines.end(),
                                   [&](const PolicyLine& one) { return one.matches == element.isMet; });
    const bool hasLine = line != element.lines.end() && !line->reason.empty();
    const std::string& reason = hasLine ? line->reason : element.reason;
    return element.name + (reason.empty() ? std::string() : ": " + cut(reason));
}

std::string whyItApplies(const StatementExplanation& statement)
{
    std::string text;
    for (const PolicyElement& element : statement.elements)
        if (element.name.starts_with("Condition"))
            text += "; " + reasonOf(element);
    return text;
}

std::string whyItDoesNot(const StatementExplanation& statement)
{
    for (const PolicyElement& element : statement.elements)
        if (!element.isMet)
            return reasonOf(element);
    return "it applies";
}

std::string implicitDenial(const PolicyExplanation& explanation, std::string_view policy)
{
    std::string text = std::string(policy) + " says nothing of this request.";
    std::size_t told = 0;
    for (const StatementExplanation& statement : explanation.statements) {
        if (statement.effect != Effect::Allow)
            continue;
        if (told++ == statementsTold)
            return text + " Further statements do not apply either.";
        text += " Its " + nameOf(statement) + " does not apply: " + whyItDoesNot(statement);
        if (text.back() != '.')
            text += '.';
    }
    return text;
}

} // namespace

std::string decisionWords(const PolicyExplanation& explanation, std::string_view policy)
{
    if (explanation.decision == Decision::ImplicitDeny || !explanation.decidedBy)
        return implicitDenial(explanation, policy);
    const StatementExplanation& statement = explanation.statements[*explanation.decidedBy];
    const char* verb = explanation.decision == Decision::Allow ? " allows it: " : " denies it: ";
    std::string text = std::string(policy) + verb + nameOf(statement) + " applies" + whyItApplies(statement);
    if (text.back() != '.')
        text += '.';
    return text;
}

} // namespace gw::engine::auth
