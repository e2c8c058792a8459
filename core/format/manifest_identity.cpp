// Reads and writes identities and user pools.
#include "core/format/manifest_identity.h"

#include "core/api/element_name.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view identityOrder[] = {"name", "accessKeyId", "tags", "policies"};
constexpr std::string_view policyOrder[] = {"name", "document"};
constexpr std::string_view poolOrder[] = {"name", "arn", "issuer", "jwks"};

void refuseSecret(EntryReader& reader, std::string_view key)
{
    if (const json::Value& secret = reader.entry()[key]; !secret.isNull())
        reader.error(secret, "the " + std::string(key) + " does not belong into this file.",
                     "Move it to .gatewright/secrets.yaml, which is not committed, and make a new one if it was.");
}

std::optional<Identity> readIdentity(EntryReader& reader, std::string name, const std::string& projectName)
{
    if (!isWord(name, longestIdentityName)) {
        reader.error(reader.entry()["name"], "this is not an identity's name.",
                     "Use 1 to 64 letters, digits and _ + = , . @ - characters.");
        return std::nullopt;
    }
    refuseSecret(reader, "secretAccessKey");
    Identity identity;
    identity.id = identityIdOf(name);
    identity.accessKeyId = reader.text("accessKeyId", derivedAccessKeyId(projectName, name));
    identity.name = std::move(name);
    identity.tags = reader.map("tags");
    for (Listed<EntryReader>& each : reader.parts("policies"))
        identity.policies.push_back({each.item.text("name"), each.item.entry()["document"]});
    return identity;
}

json::Value writePolicy(json::Value node, const IdentityPolicy* base, const IdentityPolicy& wanted)
{
    const IdentityPolicy before = base ? *base : IdentityPolicy{};
    putText(node, "name", before.name, wanted.name, policyOrder);
    putValue(node, "document", before.document, wanted.document, policyOrder);
    return node;
}

json::Value writeIdentity(json::Value entry, const std::string& projectName, const Identity* base,
                          const Identity& wanted)
{
    const Identity before = base ? *base : Identity{};
    putText(entry, "name", before.name, wanted.name, identityOrder);
    putDerived(entry, "accessKeyId", wanted.accessKeyId, derivedAccessKeyId(projectName, wanted.name), identityOrder);
    putMap(entry, "tags", before.tags, wanted.tags, identityOrder);
    putObjects<IdentityPolicy>(
        entry, "policies", before.policies, wanted.policies,
        [](const IdentityPolicy& a, const IdentityPolicy& b) { return a.name == b.name; }, writePolicy, identityOrder);
    return entry;
}

std::optional<UserPool> readUserPool(EntryReader& reader, std::string name, const AwsSettings& aws)
{
    if (!isElementName(name, 128)) {
        reader.error(reader.entry()["name"], "this is not a user pool's name.",
                     "Use one line of at most 128 characters.");
        return std::nullopt;
    }
    UserPool pool;
    pool.id = userPoolIdOf(name);
    pool.arn = reader.text("arn", derivedUserPoolArn(aws.region, aws.accountId, name));
    pool.name = std::move(name);
    pool.issuer = reader.text("issuer");
    pool.jwks = reader.text("jwks");
    if (pool.hasJwksFile() && !isInsideProject(pool.jwks)) {
        reader.error(reader.entry()["jwks"], "the path " + inQuotes(pool.jwks) + " leads out of the project folder.",
                     "Use a URL, or a file inside the project, such as keys/pool.json.");
        return std::nullopt;
    }
    return pool;
}

json::Value writeUserPool(json::Value entry, const AwsSettings& aws, const UserPool* base, const UserPool& wanted)
{
    const UserPool before = base ? *base : UserPool{};
    putText(entry, "name", before.name, wanted.name, poolOrder);
    putDerived(entry, "arn", wanted.arn, derivedUserPoolArn(aws.region, aws.accountId, wanted.name), poolOrder);
    putText(entry, "issuer", before.issuer, wanted.issuer, poolOrder);
    putText(entry, "jwks", before.jwks, wanted.jwks, poolOrder);
    return entry;
}

} // namespace

std::vector<Listed<Identity>> readIdentities(const ReadContext& context, const json::Value& root,
                                             const std::string& projectName)
{
    return readEntries<Identity>(context, root, "identities", "identity", [&](EntryReader& reader, std::string name) {
        return readIdentity(reader, std::move(name), projectName);
    });
}

Result<void> writeIdentities(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                             const std::vector<Listed<Identity>>& base, const std::vector<Cow<Identity>>& wanted)
{
    return writeEntries<Identity>(
        root, "identities", rootOrder, base, wanted, [](const Identity&) { return false; },
        [&](json::Value entry, const Identity* from, const Identity& identity) {
            return writeIdentity(std::move(entry), projectName, from, identity);
        });
}

std::vector<Listed<UserPool>> readUserPools(const ReadContext& context, const json::Value& root, const AwsSettings& aws)
{
    return readEntries<UserPool>(context, root, "userPools", "user pool", [&](EntryReader& reader, std::string name) {
        return readUserPool(reader, std::move(name), aws);
    });
}

Result<void> writeUserPools(json::Value& root, KeyOrder rootOrder, const AwsSettings& aws,
                            const std::vector<Listed<UserPool>>& base, const std::vector<Cow<UserPool>>& wanted)
{
    return writeEntries<UserPool>(
        root, "userPools", rootOrder, base, wanted, [](const UserPool&) { return false; },
        [&](json::Value entry, const UserPool* from, const UserPool& pool) {
            return writeUserPool(std::move(entry), aws, from, pool);
        });
}

IdentityId identityIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("identity "))};
}

UserPoolId userPoolIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("user pool "))};
}

} // namespace gw
