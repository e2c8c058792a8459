#include "gateway-engine/access/issuer/signing_keys.h"

#include "core/in_quotes.h"
#include "core/json/text.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr JoseAlgorithm algorithm = JoseAlgorithm::RS256; // what HTTP APIs take (reference 2.7)

json::Value setOf(json::Array entries)
{
    json::Value value = json::Value::object();
    value.set("keys", std::move(entries));
    return value;
}

// One key as it is kept; null: it is none.
json::Value entryIn(const Secret& secret)
{
    auto entry = json::readJson(secret.reveal());
    if (!entry || !entry->isObject())
        return {};
    json::Value signing = *entry;
    signing.remove("publishedUntil");
    return auth::IssuerKeys::fromJson(setOf({std::move(signing)})) ? *std::move(entry) : json::Value();
}

// Those that still sign first, the newest of them at the front.
bool signsBefore(const json::Value& a, const json::Value& b)
{
    const bool isFormerA = a.find("publishedUntil") != nullptr;
    const bool isFormerB = b.find("publishedUntil") != nullptr;
    if (isFormerA != isFormerB)
        return isFormerB;
    return a["createdAt"].toInt() > b["createdAt"].toInt();
}

std::optional<auth::IssuerKeys> keysFrom(json::Array entries)
{
    std::stable_sort(entries.begin(), entries.end(), signsBefore);
    constexpr std::size_t most = 20; // as many as IssuerKeys keeps
    if (entries.size() > most)
        entries.resize(most);
    auto keys = auth::IssuerKeys::fromJson(setOf(std::move(entries)));
    return keys ? std::optional(*std::move(keys)) : std::nullopt;
}

bool holds(const json::Array& entries, const std::string& keyId)
{
    return std::any_of(entries.begin(), entries.end(),
                       [&](const json::Value& entry) { return auth::jwkThumbprint(entry["jwk"]) == keyId; });
}

json::Array entriesIn(const Secrets& secrets, Diagnostics* told)
{
    json::Array entries;
    for (const std::string& keyId : secrets.owners(SecretKind::SigningKey)) {
        json::Value entry = entryIn(*secrets.find(SecretKind::SigningKey, keyId));
        if (!entry.isNull()) {
            entries.push_back(std::move(entry));
        } else if (told) {
            Diagnostic unreadable = brokenRule("issuer-key", "The signing key " + inQuotes(keyId) + " cannot be read.",
                                               "Remove it from the secrets; tokens it has signed are refused then.");
            unreadable.severity = Severity::Warning;
            told->push_back(std::move(unreadable));
        }
    }
    return entries;
}

} // namespace

SharedSigningKeys signingKeysIn(const Secrets& secrets, Diagnostics* told)
{
    auto keys = keysFrom(entriesIn(secrets, told));
    return keys ? std::make_shared<const auth::IssuerKeys>(*std::move(keys)) : nullptr;
}

std::vector<SigningKeyChange> changesOfKeys(const SharedSigningKeys& before, const auth::IssuerKeys& after)
{
    std::vector<SigningKeyChange> changes;
    const json::Value written = after.toJson();
    const json::Array& entries = written["keys"].asArray();
    for (std::size_t i = 0; i < entries.size(); ++i)
        changes.push_back({after.keys()[i].keyId, Secret(json::writeJson(entries[i]))});
    if (before)
        for (const auth::IssuerKey& former : before->keys())
            if (!holds(entries, former.keyId))
                changes.push_back({former.keyId, {}});
    return changes;
}

void SigningKeys::onChange(OnChange tell)
{
    const std::lock_guard lock(m_setting);
    m_tell = std::move(tell);
}

void SigningKeys::adopt(const Secrets& secrets, Diagnostics& told)
{
    Secrets signing;
    for (const std::string& keyId : secrets.owners(SecretKind::SigningKey))
        signing.set(SecretKind::SigningKey, keyId, *secrets.find(SecretKind::SigningKey, keyId));
    const std::lock_guard lock(m_setting);
    if (signing == m_adopted) { // as after most edits of a project
        told.insert(told.end(), m_told.begin(), m_told.end());
        return;
    }
    m_told.clear();
    json::Array entries = entriesIn(signing, &m_told);
    m_adopted = std::move(signing);
    told.insert(told.end(), m_told.begin(), m_told.end());
    if (const auto ours = m_keys.now()) {
        const json::Value written = ours->toJson();
        for (std::size_t i = 0; i < ours->keys().size(); ++i)
            if (!holds(entries, ours->keys()[i].keyId))
                entries.push_back(written["keys"].asArray()[i]);
    }
    if (auto keys = keysFrom(std::move(entries)))
        set(*std::move(keys));
}

void SigningKeys::set(auth::IssuerKeys keys)
{
    const json::Value document = keys.jwks(Time::min()); // all of them: what has expired is refused for that
    if (auto published = auth::JwkSet::fromJson(document))
        m_published.set(std::make_shared<const auth::JwkSet>(*std::move(published)));
    m_keys.set(std::make_shared<const auth::IssuerKeys>(std::move(keys)));
}

bool SigningKeys::replace(const SharedSigningKeys& before, auth::IssuerKeys keys)
{
    const std::lock_guard lock(m_setting);
    if (m_keys.now() != before)
        return false;
    set(std::move(keys));
    return true;
}

Result<SharedSigningKeys> SigningKeys::change(const Make& make)
{
    SharedSigningKeys before;
    for (bool isDone = false; !isDone;) {
        before = m_keys.now();
        auto made = make(before);
        if (!made)
            return fail(std::move(made.error()));
        isDone = replace(before, *std::move(made));
    }
    OnChange tell;
    {
        const std::lock_guard lock(m_setting);
        tell = m_tell;
    }
    auto now = m_keys.now();
    if (tell)
        tell(changesOfKeys(before, *now));
    return now;
}

Result<SharedSigningKeys> SigningKeys::ensure(Time now)
{
    if (auto known = m_keys.now())
        return known;
    const std::lock_guard lock(m_making);
    if (auto known = m_keys.now())
        return known;
    return change([now](const SharedSigningKeys& known) {
        return known ? Result<auth::IssuerKeys>(*known) : auth::IssuerKeys::create(algorithm, now);
    });
}

Result<SharedSigningKeys> SigningKeys::rotate(Time now, std::chrono::seconds longestTokenLife)
{
    const std::lock_guard lock(m_making);
    return change([now, longestTokenLife](const SharedSigningKeys& known) {
        return known ? known->rotated(algorithm, now, longestTokenLife) : auth::IssuerKeys::create(algorithm, now);
    });
}

} // namespace gw::engine
