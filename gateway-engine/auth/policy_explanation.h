// Why a policy decides as it does: each statement, each of its elements, each line of an element. For people to read
// (the studio's authorizer lab); the request path never makes one.
#pragma once

#include "core/json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine::auth {

enum class Decision { Allow, ImplicitDeny, ExplicitDeny };
enum class Effect { Allow, Deny };

[[nodiscard]] const char* decisionName(Decision decision); // "allow", "implicit deny", "explicit deny"

struct PolicyLine // one value of an element
{
    std::string text; // as it is written
    bool matches = false;
    std::string reason;    // in a sentence
    json::TextRange range; // in the policy's text
};

struct PolicyElement
{
    std::string name;   // "Action", "NotResource", "Condition IpAddress aws:SourceIp"
    bool isMet = false; // as the statement needs it: of "NotAction", that no line matches
    std::string reason; // where there is more to say than the lines do
    std::vector<PolicyLine> lines;
};

struct StatementExplanation
{
    std::size_t index = 0; // from 0
    std::string sid;
    Effect effect = Effect::Deny;
    bool applies = false; // every element is met
    json::TextRange range;
    std::vector<PolicyElement> elements;
};

struct PolicyExplanation
{
    Decision decision = Decision::ImplicitDeny;
    std::optional<std::size_t> decidedBy; // the statement that made it so; none of an implicit deny
    std::vector<StatementExplanation> statements;
};

} // namespace gw::engine::auth
