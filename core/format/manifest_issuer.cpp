// Reads and writes the project's own issuer: its token lifetimes, users and clients.
#include "core/format/manifest_identity.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr char key[] = "localIssuer";
constexpr std::string_view issuerOrder[] = {
    "enabled", "accessTokenSeconds", "idTokenSeconds", "refreshTokenSeconds", "users", "clients"};
constexpr std::string_view userOrder[] = {"name", "sub", "enabled", "attributes", "groups"};
constexpr std::string_view clientOrder[] = {"name", "clientId", "hasSecret", "redirectUris", "scopes", "grantTypes"};

void refuseSecret(EntryReader& reader, std::string_view field)
{
    if (const json::Value& secret = reader.entry()[field]; !secret.isNull())
        reader.error(secret, "the " + std::string(field) + " does not belong into this file.",
                     "Take it out of here and set a new one in the studio; it is kept in .gatewright/secrets.yaml.");
}

IssuerUser readUser(EntryReader& reader, const std::string& projectName)
{
    refuseSecret(reader, "password");
    IssuerUser user;
    user.name = reader.text("name");
    user.sub = reader.text("sub", derivedSub(projectName, user.name));
    user.enabled = reader.flag("enabled", true);
    user.attributes = reader.map("attributes");
    user.groups = reader.texts("groups");
    return user;
}

std::vector<GrantType> readGrantTypes(EntryReader& reader)
{
    if (reader.entry()["grantTypes"].isNull())
        return IssuerClient{}.grantTypes;
    std::vector<GrantType> types;
    for (const std::string& text : reader.texts("grantTypes"))
        if (const auto type = grantTypeFrom(text))
            types.push_back(*type);
        else
            reader.error(reader.entry()["grantTypes"], inQuotes(text) + " is no grant type of the issuer.",
                         "Use authorization_code, client_credentials and refresh_token.");
    return types;
}

IssuerClient readClient(EntryReader& reader, const std::string& projectName)
{
    refuseSecret(reader, "clientSecret");
    IssuerClient client;
    client.name = reader.text("name");
    client.clientId = reader.text("clientId", derivedClientId(projectName, client.name));
    client.hasSecret = reader.flag("hasSecret", false);
    client.redirectUris = reader.texts("redirectUris");
    client.scopes = reader.texts("scopes");
    client.grantTypes = readGrantTypes(reader);
    return client;
}

// Where the file says no id, the name says it: it has to be said once the name is another.
json::Value writeUser(json::Value node, const IssuerUser* base, const IssuerUser& wanted)
{
    const IssuerUser before = base ? *base : IssuerUser{};
    putText(node, "name", before.name, wanted.name, userOrder);
    const bool isRenamed = base && before.name != wanted.name && !node.find("sub");
    putText(node, "sub", isRenamed ? std::string() : before.sub, wanted.sub, userOrder);
    putFlag(node, "enabled", before.enabled, wanted.enabled, userOrder);
    putMap(node, "attributes", before.attributes, wanted.attributes, userOrder);
    putList(node, "groups", before.groups, wanted.groups, userOrder);
    return node;
}

std::vector<std::string> wordsOf(const std::vector<GrantType>& types)
{
    std::vector<std::string> words;
    for (const GrantType type : types)
        words.emplace_back(toString(type));
    return words;
}

json::Value writeClient(json::Value node, const IssuerClient* base, const IssuerClient& wanted)
{
    const IssuerClient before = base ? *base : IssuerClient{};
    putText(node, "name", before.name, wanted.name, clientOrder);
    const bool isRenamed = base && before.name != wanted.name && !node.find("clientId");
    putText(node, "clientId", isRenamed ? std::string() : before.clientId, wanted.clientId, clientOrder);
    putFlag(node, "hasSecret", before.hasSecret, wanted.hasSecret, clientOrder);
    putList(node, "redirectUris", before.redirectUris, wanted.redirectUris, clientOrder);
    putList(node, "scopes", before.scopes, wanted.scopes, clientOrder);
    if (before.grantTypes != wanted.grantTypes && wanted.grantTypes.empty())
        put(node, "grantTypes", json::Value::array(), clientOrder); // absent would mean the usual ones
    else
        putList(node, "grantTypes", wordsOf(before.grantTypes), wordsOf(wanted.grantTypes), clientOrder);
    return node;
}

} // namespace

LocalIssuer readLocalIssuer(const ReadContext& context, const json::Value& root, const std::string& projectName)
{
    EntryReader reader = EntryReader(context, root, {}).part(key);
    LocalIssuer issuer;
    issuer.enabled = reader.flag("enabled", false);
    issuer.accessTokenSeconds = reader.number("accessTokenSeconds", issuer.accessTokenSeconds);
    issuer.idTokenSeconds = reader.number("idTokenSeconds", issuer.idTokenSeconds);
    issuer.refreshTokenSeconds = reader.number("refreshTokenSeconds", issuer.refreshTokenSeconds);
    for (Listed<EntryReader>& each : reader.parts("users"))
        issuer.users.push_back(readUser(each.item, projectName));
    for (Listed<EntryReader>& each : reader.parts("clients"))
        issuer.clients.push_back(readClient(each.item, projectName));
    return issuer;
}

Result<void> writeLocalIssuer(json::Value& root, KeyOrder rootOrder, const LocalIssuer& base, const LocalIssuer& wanted)
{
    if (base == wanted)
        return {};
    if (const json::Value& node = root[key]; !node.isNull() && !node.isObject())
        return fail("\"localIssuer\" in gatewright.yaml is not an object, so nothing can be written into it.",
                    "Write its settings as name: value pairs.");
    json::Value& node = childObject(root, key, rootOrder);
    putFlag(node, "enabled", base.enabled, wanted.enabled, issuerOrder);
    putNumber(node, "accessTokenSeconds", base.accessTokenSeconds, wanted.accessTokenSeconds, issuerOrder);
    putNumber(node, "idTokenSeconds", base.idTokenSeconds, wanted.idTokenSeconds, issuerOrder);
    putNumber(node, "refreshTokenSeconds", base.refreshTokenSeconds, wanted.refreshTokenSeconds, issuerOrder);
    putObjects<IssuerUser>(
        node, "users", base.users, wanted.users,
        [](const IssuerUser& a, const IssuerUser& b) { return a.name == b.name || a.sub == b.sub; }, writeUser,
        issuerOrder);
    putObjects<IssuerClient>(
        node, "clients", base.clients, wanted.clients,
        [](const IssuerClient& a, const IssuerClient& b) { return a.name == b.name || a.clientId == b.clientId; },
        writeClient, issuerOrder);
    dropIfEmpty(root, key);
    return {};
}

} // namespace gw
