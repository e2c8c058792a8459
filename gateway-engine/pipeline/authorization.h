// What the stages of authorization have in common (reference 1.24 to 1.26): asking policies, wording refusals as the
// service does and, for the trace, as people need it.
#pragma once

#include "gateway-engine/auth/policy.h"
#include "gateway-engine/pipeline/caller.h"
#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"
#include "gateway-engine/pipeline/request_facts.h"
#include "gateway-engine/pipeline/stage.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

inline constexpr std::string_view invokeAction = "execute-api:Invoke";
using ResourcePolicy = std::shared_ptr<const auth::Policy>; // null: the API has none, which says nothing

[[nodiscard]] Caller& callerOf(Exchange& x); // makes it when nobody has asked yet

// The resource policy on `request`, whose facts are looked up on the way.
[[nodiscard]] auth::Decision decide(const ResourcePolicy& policy, RequestFacts& facts,
                                    const auth::AccessRequest& request);
// Why, for the trace; empty when there is no policy.
[[nodiscard]] std::string resourcePolicyWords(const ResourcePolicy& policy, const auth::AccessRequest& request);

// 403 "User: … is not authorized to perform: execute-api:Invoke on resource: … [with an explicit deny]".
[[nodiscard]] Fault invokeDenied(auth::Decision decision, std::string_view who, std::string_view arn,
                                 std::string reason);
// 403 "User is not authorized to access this resource[ with an explicit deny]": a Lambda authorizer's.
[[nodiscard]] Fault authorizerDenied(auth::Decision decision, std::string reason);
[[nodiscard]] Fault unauthorized(std::string reason);            // 401
[[nodiscard]] Fault authorizerMisconfigured(std::string reason); // 500 {"message":null}
[[nodiscard]] Fault authorizerFailed(std::string reason);        // the same, as AUTHORIZER_FAILURE

// The API's policy or, with a name, one of its authorizers: what a refusal comes from.
[[nodiscard]] std::shared_ptr<const FaultSetting> settingOf(ApiId api, std::string_view authorizer = {});

// A step of authorization for access logs: "authorize", "authorizer" or "authenticate" (reference 1.22). Measures from
// its making; says nothing unless the stage logs.
class AuthorizationStep
{
public:
    AuthorizationStep(Exchange& x, std::string_view name);
    void end(int status, std::string_view error = {});
    // …{name}.{what} = value
    void say(std::string_view what, std::string value);

private:
    Exchange& m_x;
    std::string_view m_name;
    bool m_isLogged;
    std::chrono::steady_clock::time_point m_begin;
};

// The stage of a method whose authorizer cannot be asked: nobody passes.
class AuthorizationFault final : public Stage
{
public:
    explicit AuthorizationFault(std::string reason) : m_reason(std::move(reason)) {}
    [[nodiscard]] const char* name() const override { return "authorize"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    std::string m_reason;
};

} // namespace gw::engine
