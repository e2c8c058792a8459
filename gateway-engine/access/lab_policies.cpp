#include "gateway-engine/access/lab_policies.h"

#include "core/json/text.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/request_facts.h"

#include <utility>

namespace gw::engine {

void explainPolicy(LabReport& report, std::string name, std::string text, auth::PolicyKind kind, const LabCall& call)
{
    auth::PolicyOptions options;
    options.kind = kind;
    options.api = call.api;
    options.maxChars = 8 * options.maxChars; // laid out anew, with blanks
    const auto policy = auth::Policy::read(text, options);
    if (!policy)
        return;
    RequestFacts facts(call.sent, call.now, call.key, call.identity);
    facts.lookUp(policy->conditionKeys());
    const auth::Principal* principal = call.key ? &call.key->principal : nullptr;
    report.policies.push_back({std::move(name), std::move(text),
                               policy->explain({invokeAction, report.methodArn, principal, &facts.keys()})});
}

std::string policyText(const json::Value& document)
{
    return document.isString() ? document.asString() : json::writeJsonPretty(document);
}

} // namespace gw::engine
