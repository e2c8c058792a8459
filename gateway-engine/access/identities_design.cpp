#include "gateway-engine/access/identities_design.h"

#include "core/in_quotes.h"
#include "core/json/text.h"

#include <utility>
#include <vector>

namespace gw::engine {

namespace {

Diagnostic warning(const Identity& identity, std::string message, std::string hint)
{
    Diagnostic d = brokenRule("identity-not-usable", std::move(message), std::move(hint));
    d.severity = Severity::Warning;
    d.node = nodeOf(identity.id);
    return d;
}

auth::IdentityRecord recordOf(const Identity& identity, Diagnostics& told)
{
    auth::PolicyOptions options;
    options.kind = auth::PolicyKind::Identity;
    auth::IdentityRecord record;
    record.id = identity.id.value;
    record.name = identity.name;
    record.tags.assign(identity.tags.begin(), identity.tags.end());
    for (const IdentityPolicy& given : identity.policies) {
        auto policy = auth::Policy::read(json::writeJson(given.document), options);
        if (policy) {
            record.policies.push_back({given.name, *std::move(policy)});
            continue;
        }
        record.problem = "The policy " + inQuotes(given.name) + " of the identity " + inQuotes(identity.name) +
                         " cannot be read: " + policy.error().message;
        told.push_back(warning(identity, record.problem, policy.error().hint));
    }
    return record;
}

auth::AccessKey keyOf(const Identity& identity, const Secret& secret, const std::string& accountId)
{
    auth::AccessKey key;
    key.id = identity.accessKeyId;
    key.secretAccessKey = secret.reveal();
    key.principal.arn = "arn:aws:iam::" + accountId + ":user/" + identity.name;
    key.principal.accountId = accountId;
    key.userId = userIdOf(identity);
    return key;
}

} // namespace

auth::Identities identitiesOf(const Project& project, const Secrets& secrets, Diagnostics& told)
{
    std::vector<auth::AccessKey> keys;
    auth::Identities::Records records;
    for (const Cow<Identity>& identity : project.identities) {
        const Secret* secret = secrets.find(SecretKind::AccessKey, identity->accessKeyId);
        if (!secret || secret->isEmpty()) {
            told.push_back(warning(*identity,
                                   "The identity " + inQuotes(identity->name) +
                                       " has no secret access key here: no signature of it is accepted.",
                                   "Give it one on the page of identities."));
            continue;
        }
        keys.push_back(keyOf(*identity, *secret, project.aws.accountId));
        records.try_emplace(identity->accessKeyId, recordOf(*identity, told));
    }
    return {auth::AccessKeys(std::move(keys)), std::move(records)};
}

} // namespace gw::engine
