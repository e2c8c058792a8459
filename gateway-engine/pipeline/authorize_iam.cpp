#include "gateway-engine/pipeline/authorize_iam.h"

#include "core/in_quotes.h"
#include "gateway-engine/auth/decision_words.h"
#include "gateway-engine/auth/policy_combination.h"
#include "gateway-engine/auth/sigv4_parts.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/method_arn.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

// The text of a signature fault without what it repeats of the request's secrets: the values of secret headers and
// parameters in the canonical request, and any Authorization.
std::string withoutSecrets(std::string_view message)
{
    std::string text;
    while (!message.empty()) {
        const auto end = std::min(message.find('\n'), message.size());
        const std::string_view line = message.substr(0, end);
        const auto colon = line.find(':');
        if (colon != std::string_view::npos && isSecretHeader(line.substr(0, colon)))
            text.append(line.substr(0, colon + 1)).append(maskSecret(line.substr(colon + 1)));
        else
            text.append(maskQuery("?" + std::string(line)).substr(1));
        text.append(end < message.size() ? "\n" : "");
        message.remove_prefix(std::min(end + 1, message.size()));
    }
    return text;
}

const char* stepOf(auth::SignatureFault fault)
{
    switch (fault) {
    case auth::SignatureFault::MissingAuthenticationToken:
        return "The request bears no signature: neither an Authorization header nor X-Amz-Signature in its query";
    case auth::SignatureFault::IncompleteSignature:
        return "The signature cannot be read";
    case auth::SignatureFault::InvalidSignature:
        return "The signature is not valid";
    case auth::SignatureFault::UnrecognizedClient:
        return "No identity of the project has this access key with a secret, or the session token is not its own";
    case auth::SignatureFault::ExpiredToken:
        break;
    }
    return "The temporary credentials have expired";
}

std::shared_ptr<const FaultSetting> settingOf(const auth::IdentityRecord& identity)
{
    return std::make_shared<const FaultSetting>(FaultSetting{nodeOf(IdentityId{identity.id})});
}

void fillIdentity(Exchange& x, const auth::AccessKey& key)
{
    SigningCaller signer;
    signer.accessKey = key.id;
    signer.accountId = key.principal.accountId;
    signer.caller = key.userId;
    signer.user = key.userId;
    signer.userArn = key.principal.arn;
    callerOf(x).identity = std::move(signer);
}

// Without the presigned parameters. The target only ever gets shorter, so views of its path stay good.
void stripQuery(std::string& target)
{
    const auto mark = target.find('?');
    if (mark == std::string::npos)
        return;
    std::string kept;
    std::string_view rest = std::string_view(target).substr(mark + 1);
    bool isFirst = true;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        if (!auth::isSignatureParameter(percentDecoded(pair.substr(0, pair.find('='))))) {
            kept.append(isFirst ? "" : "&").append(pair);
            isFirst = false;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    target.erase(kept.empty() ? mark : mark + 1);
    target.append(kept);
}

void hideSessionToken(Exchange& x)
{
    if (!x.trace.isOn())
        return;
    x.trace.secrets().addText(x.request.headers.get("X-Amz-Security-Token"));
    for (const std::string& token : queryValues(x.request.query(), "X-Amz-Security-Token"))
        x.trace.secrets().addText(token);
}

std::string identityWords(const auth::IdentityRecord& identity, const auth::AccessRequest& request)
{
    const std::string of = " of the identity " + inQuotes(identity.name);
    if (identity.policies.empty())
        return "The identity " + inQuotes(identity.name) + " has no policy.";
    std::string text;
    for (const auth::NamedPolicy& one : identity.policies) {
        const auth::PolicyExplanation explanation = one.policy.explain(request);
        const std::string words = auth::decisionWords(explanation, "The policy " + inQuotes(one.name) + of);
        if (explanation.decision != auth::Decision::ImplicitDeny)
            return words;
        text += (text.empty() ? "" : " ") + words;
    }
    return text;
}

} // namespace

Fault signatureFault(auth::SignatureFailure failure)
{
    using auth::SignatureFault;
    Fault fault{failure.fault == SignatureFault::MissingAuthenticationToken
                    ? GatewayResponseType::MissingAuthenticationToken
                : failure.fault == SignatureFault::ExpiredToken ? GatewayResponseType::ExpiredToken
                                                                : GatewayResponseType::InvalidSignature};
    fault.errorType = auth::errorType(failure.fault);
    if (std::string shown = withoutSecrets(failure.message); shown != failure.message)
        fault.messageInTrace = std::move(shown);
    const std::string& told = fault.messageInTrace.empty() ? failure.message : fault.messageInTrace;
    fault.reason = std::string(stepOf(failure.fault)) + ". " + told.substr(0, told.find("\n\n"));
    fault.message = std::move(failure.message);
    return fault;
}

AuthorizeIam::AuthorizeIam(std::shared_ptr<CallerTables> tables, std::string region, std::string arnPrefix,
                           ResourcePolicy policy)
    : m_tables(std::move(tables)), m_arnPrefix(std::move(arnPrefix)), m_policy(std::move(policy))
{
    m_rules.region = std::move(region);
}

std::optional<Fault> AuthorizeIam::run(Exchange& x) const
{
    AuthorizationStep step(x, "authenticate");
    hideSessionToken(x);
    const auto identities = m_tables->identities.now();
    const std::string& verb = x.sentMethod.empty() ? x.request.method : x.sentMethod;
    const std::string& body = x.encodedBody ? *x.encodedBody : x.request.body;
    const auto verified = auth::verifySignature({verb, x.request.target, body}, x.request.headers, identities->keys(),
                                                m_rules, m_tables->clock.worldTime());
    if (!verified) {
        Fault fault = signatureFault(verified.error());
        step.end(403, fault.messageInTrace.empty() ? fault.message : fault.messageInTrace);
        return fault;
    }
    x.encodedBody.reset();
    const auth::IdentityRecord* identity = identities->find(verified->key->id);
    if (!identity)
        return authorizerMisconfigured("The access key belongs to no identity.");
    if (!identity->problem.empty()) {
        Fault fault = authorizerMisconfigured(identity->problem);
        fault.setting = settingOf(*identity);
        return fault;
    }
    step.end(200);
    x.trace.note("signature", verified->isPresigned ? "valid, in the query" : "valid, in the headers");
    x.trace.note("identity", identity->name + " (" + verified->key->principal.arn + ")");
    fillIdentity(x, *verified->key);
    auto fault = authorize(x, *verified->key, *identity);
    x.request.headers.remove("Authorization");
    stripQuery(x.request.target);
    return fault;
}

std::optional<Fault> AuthorizeIam::authorize(Exchange& x, const auth::AccessKey& key,
                                             const auth::IdentityRecord& identity) const
{
    AuthorizationStep step(x, "authorize");
    const std::string arn = methodArn(x, m_arnPrefix);
    if (auto tooLong = refuseLongArn(arn))
        return tooLong;
    RequestFacts facts(x.request, m_tables->clock.wallClock(), &key, &identity);
    for (const auth::NamedPolicy& one : identity.policies)
        facts.lookUp(one.policy.conditionKeys());
    const auth::AccessRequest request{invokeAction, arn, &key.principal, &facts.keys()};
    const auth::Decision own = auth::evaluate(identity, request);
    const auth::Decision apis = decide(m_policy, facts, request);
    const bool isSameAccount = !m_policy || key.principal.accountId == x.program->accountId;
    const auth::Decision both =
        isSameAccount ? auth::combineInSameAccount(own, apis) : auth::combineAcrossAccounts(own, apis);
    x.trace.note("resource", arn);
    x.trace.note("identity policies", auth::decisionName(own));
    if (m_policy)
        x.trace.note("resource policy", auth::decisionName(apis));
    if (both == auth::Decision::Allow) {
        step.end(200);
        return std::nullopt;
    }
    std::string reason;
    if (x.trace.isOn() && own != auth::Decision::Allow)
        reason = identityWords(identity, request);
    if (x.trace.isOn() && m_policy && own != auth::Decision::ExplicitDeny)
        reason += (reason.empty() ? "" : " ") + resourcePolicyWords(m_policy, request);
    Fault fault = invokeDenied(both, key.principal.arn, arn, std::move(reason));
    if (apis == auth::Decision::ExplicitDeny && own != auth::Decision::ExplicitDeny)
        fault.setting = settingOf(x.program->api);
    else
        fault.setting = settingOf(identity);
    step.end(403, fault.message);
    return fault;
}

} // namespace gw::engine
