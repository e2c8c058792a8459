// A statement of a policy as it is evaluated: whom, what and when it is about (reference 1.25, 1.26).
#pragma once

#include "gateway-engine/auth/condition.h"
#include "gateway-engine/auth/glob_pattern.h"
#include "gateway-engine/auth/policy_explanation.h"
#include "gateway-engine/auth/principal.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::auth {

struct AccessRequest // views; what is asked of a policy
{
    std::string_view action;              // "execute-api:Invoke"
    std::string_view resource;            // the method's ARN, with the request's own path (reference 0.2)
    const Principal* principal = nullptr; // none: anonymous
    const ConditionKeys* keys = nullptr;  // none: a request nothing is known of
};

struct PatternLine
{
    GlobPattern pattern;
    std::string text; // as it is written, before a shorthand was expanded
    json::TextRange range;
};

struct PatternList // Action, NotAction, Resource, NotResource
{
    bool isNot = false;
    std::vector<PatternLine> lines;
};

struct PrincipalLine
{
    enum class Kind { Everyone, Account, Arn, Service, Other }; // other kinds never call an API
    Kind kind = Kind::Other;
    std::string value; // an account's number, an ARN, a service's name
    std::string text;
    json::TextRange range;
};

struct PrincipalList
{
    bool isNot = false;
    std::vector<PrincipalLine> lines;
};

struct Statement
{
    std::string sid;
    Effect effect = Effect::Deny;
    std::optional<PrincipalList> principals; // of resource policies
    PatternList actions;
    PatternList resources;
    std::vector<Condition> conditions;
    json::TextRange range;

    [[nodiscard]] bool applies(const AccessRequest& request) const;
    [[nodiscard]] StatementExplanation explain(const AccessRequest& request) const;
};

} // namespace gw::engine::auth
