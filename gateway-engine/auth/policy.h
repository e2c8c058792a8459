// IAM policy documents (reference 1.25, 1.26): read strictly, evaluated on requests. An explicit deny goes before an
// allow, an allow before nothing at all. Reading is where everything wrong is found, with its place and the way out;
// a Policy can always be evaluated. Immutable: threads share one.
//
// Cost of evaluate(): no allocation but for policy variables and role sessions; steps bounded by the size of the policy
// times the size of the request's ARN and condition keys.
#pragma once

#include "core/diagnostic.h"
#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/auth/policy_explanation.h"
#include "gateway-engine/auth/policy_statement.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::auth {

enum class PolicyKind {
    Resource,  // on an API: every statement says for whom ("Principal")
    Identity,  // of a user or role: no statement does
    Authorizer // what a Lambda authorizer gives back: as Identity
};

struct ApiAddress // what a resource policy's shorthand is completed with
{
    std::string region;
    std::string accountId;
    std::string apiId;
    std::string partition = "aws";
};

struct PolicyOptions
{
    PolicyKind kind = PolicyKind::Resource;
    std::optional<ApiAddress> api;      // "execute-api:/prod/GET/*" is refused without one
    std::size_t maxChars = 8'192;       // of the document
    std::size_t maxResourceChars = 512; // of each Resource
};

class Policy final
{
public:
    // The whole policy or its first problem. Positions are those of `text`, and so are the ranges of explanations.
    [[nodiscard]] static Result<Policy> read(std::string_view text, const PolicyOptions& options);
    // Of a value within another document, as authorizers give it; problems say where in words.
    [[nodiscard]] static Result<Policy> fromJson(const json::Value& value, const PolicyOptions& options);
    // Everything that is wrong with the text, for those who edit it; at most 100 problems.
    [[nodiscard]] static Diagnostics problems(std::string_view text, const PolicyOptions& options);

    [[nodiscard]] Decision evaluate(const AccessRequest& request) const;
    [[nodiscard]] PolicyExplanation explain(const AccessRequest& request) const;

    // The condition keys it asks for, in lower case, each once: what a request's ConditionKeys need to hold.
    [[nodiscard]] const std::vector<std::string>& conditionKeys() const { return m_conditionKeys; }
    [[nodiscard]] std::size_t statementCount() const { return m_statements.size(); }

private:
    explicit Policy(std::vector<Statement> statements);

    std::vector<Statement> m_statements;
    std::vector<std::string> m_conditionKeys;
};

// "arn:aws:execute-api:eu-west-1:111122223333:abc123defg/prod/GET/*" of "execute-api:/prod/GET/*"; anything else as it
// is (reference 1.26).
[[nodiscard]] std::string expandedResource(std::string_view resource, const ApiAddress& api);

} // namespace gw::engine::auth
