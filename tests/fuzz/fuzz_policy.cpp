// Policies: no text crashes the reader or takes long, problems have words; what is read decides the same each time, the
// same as its explanation says, the same in any order of its statements, and from the keys it asks for alone. The input
// is {"policy": …, "request": {"action", "resource", "principal", "keys"}}, or a policy as it stands.
#include "core/json/text.h"
#include "gateway-engine/auth/policy.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <optional>

using namespace gw;
using namespace gw::engine::auth;

namespace {

PolicyOptions optionsOf(PolicyKind kind)
{
    PolicyOptions options;
    options.kind = kind;
    options.api = ApiAddress{"eu-west-1", "111122223333", "abc123defg"};
    return options;
}

ConditionKeys keysOf(const json::Value& keys, const Policy* asking)
{
    ConditionKeys filled;
    if (!keys.isObject())
        return filled;
    for (const json::Member& key : keys.asObject()) {
        const auto isAsked = [&key](const std::string& asked) { return asked == toLowerAscii(key.key); };
        if (asking && std::none_of(asking->conditionKeys().begin(), asking->conditionKeys().end(), isAsked))
            continue;
        if (key.value.isArray())
            for (const json::Value& value : key.value.asArray())
                filled.add(key.key, value.toString());
        else
            filled.add(key.key, key.value.toString());
    }
    return filled;
}

Decision decisionOf(const PolicyExplanation& explanation)
{
    Decision decision = Decision::ImplicitDeny;
    for (const StatementExplanation& statement : explanation.statements)
        if (statement.applies && statement.effect == Effect::Deny)
            return Decision::ExplicitDeny;
        else if (statement.applies)
            decision = Decision::Allow;
    return decision;
}

void demandDecisions(const json::Value& document, const json::Value& asked, const PolicyOptions& options)
{
    auto policy = Policy::fromJson(document, options);
    if (!policy) {
        fuzz::demand(!policy.error().message.empty() && !policy.error().hint.empty(), "a problem says what to do");
        return;
    }
    const ConditionKeys all = keysOf(asked["keys"], nullptr);
    const ConditionKeys needed = keysOf(asked["keys"], &*policy);
    const Principal principal{std::string(asked["principal"].toString()), "111122223333", {}};
    AccessRequest request{asked["action"].toString("execute-api:Invoke"), asked["resource"].toString("arn:aws:x:::y"),
                          asked["principal"].isString() ? &principal : nullptr, &all};
    const Decision decision = policy->evaluate(request);
    const PolicyExplanation explanation = policy->explain(request);
    fuzz::demand(explanation.decision == decision && decisionOf(explanation) == decision, "an explanation agrees");
    for (const StatementExplanation& statement : explanation.statements)
        for (const PolicyElement& element : statement.elements)
            for (const PolicyLine& line : element.lines)
                fuzz::demand(!line.reason.empty(), "a line has a reason");
    request.keys = &needed;
    fuzz::demand(policy->evaluate(request) == decision, "a policy says which keys it asks for");
    json::Value turned = document;
    if (json::Value* statements = turned.find("Statement"); statements->isArray())
        std::reverse(statements->asArray().begin(), statements->asArray().end());
    policy = Policy::fromJson(turned, options);
    fuzz::demand(policy && policy->evaluate(request) == decision, "the order of statements does not matter");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const PolicyKind kind : {PolicyKind::Resource, PolicyKind::Identity, PolicyKind::Authorizer}) {
        const PolicyOptions options = optionsOf(kind);
        const Diagnostics problems = Policy::problems(text, options);
        fuzz::demand(problems.empty() == Policy::read(text, options).has_value(), "a policy with problems is none");
        for (const Diagnostic& problem : problems)
            fuzz::demand(!problem.message.empty() && problem.position.line > 0, "a problem says what and where");
        const auto input = json::readJson(text, {1 << 16, 30, 5'000});
        if (input && input->find("policy"))
            demandDecisions((*input)["policy"], (*input)["request"], options);
    }
    return 0;
}
