#include "gateway-engine/auth/issuer_keys.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <utility>

namespace gw::engine::auth {

namespace {

using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::size_t maxKeys = 20;

// `text` is what our own library wrote.
json::Value parsed(const std::string& text)
{
    auto value = json::readJson(text);
    assert(value);
    return *std::move(value);
}

Result<IssuerKey> newKey(JoseAlgorithm algorithm, IssuerKeys::Time now)
{
    auto key = JoseKey::create(algorithm);
    if (!key)
        return fail(std::move(key.error()));
    std::string id = jwkThumbprint(parsed(key->publicJwk()));
    return IssuerKey{std::move(id), algorithm, *std::move(key), floor<seconds>(now), std::nullopt};
}

json::Value published(const IssuerKey& key)
{
    json::Value jwk = parsed(key.key.publicJwk());
    jwk.set("kid", key.keyId);
    jwk.set("use", "sig");
    jwk.set("alg", joseName(key.algorithm));
    return jwk;
}

// Seconds since 1970, as far as the system's clock goes.
std::optional<sys_seconds> readTime(const json::Value& value)
{
    constexpr std::int64_t latest = 7'258'118'400; // the year 2200
    const std::int64_t since = value.isNumber() ? value.toInt(-1) : -1;
    return since >= 0 && since <= latest ? std::optional(sys_seconds(seconds(since))) : std::nullopt;
}

Result<IssuerKey> readKey(const json::Value& value)
{
    const std::string hint = "Remove the file to have new keys made; tokens signed until then are refused.";
    const json::Value& jwk = value["jwk"];
    const auto algorithm = joseAlgorithm(value["alg"].toString());
    const auto publicKey = readJwk(jwk, {}); // as strict as with keys of others
    if (!algorithm || !publicKey || !publicKey->serves(*algorithm) || !jwk["d"].isString())
        return fail("A key of the local issuer cannot be read" +
                        (publicKey ? std::string() : ": " + publicKey.error().message) + ".",
                    hint);
    auto key = JoseKey::fromJwk(json::writeJson(jwk));
    if (!key)
        return fail("A key of the local issuer is none.", hint);
    const auto createdAt = readTime(value["createdAt"]);
    const auto publishedUntil = readTime(value["publishedUntil"]);
    if (!createdAt || (value.find("publishedUntil") && !publishedUntil))
        return fail("A key of the local issuer has a time that is none.", hint);
    return IssuerKey{jwkThumbprint(jwk), *algorithm, *std::move(key), *createdAt, publishedUntil};
}

} // namespace

std::string jwkThumbprint(const json::Value& jwk)
{
    using Members = std::vector<const char*>; // RFC 7638 3.2, 3.3: those that are required, in the order of their names
    const bool isRsa = jwk["kty"].toString() == "RSA";
    json::Value required = json::Value::object();
    for (const char* member : isRsa ? Members{"e", "kty", "n"} : Members{"crv", "kty", "x", "y"})
        required.set(member, jwk[member]);
    return base64UrlEncoded(bytesOf(sha256(json::writeJson(required))));
}

Result<IssuerKeys> IssuerKeys::create(JoseAlgorithm algorithm, Time now)
{
    auto key = newKey(algorithm, now);
    if (!key)
        return fail(std::move(key.error()));
    IssuerKeys keys;
    keys.m_keys.push_back(*std::move(key));
    return keys;
}

Result<IssuerKeys> IssuerKeys::rotated(JoseAlgorithm algorithm, Time now, seconds tokenLifetime) const
{
    auto next = create(algorithm, now);
    if (!next)
        return next;
    for (const IssuerKey& former : m_keys) {
        IssuerKey kept = former;
        if (!kept.publishedUntil)
            kept.publishedUntil = floor<seconds>(now) + tokenLifetime;
        if (*kept.publishedUntil > now && next->m_keys.size() < maxKeys)
            next->m_keys.push_back(std::move(kept));
    }
    return next;
}

json::Value IssuerKeys::jwks(Time now) const
{
    json::Array keys;
    for (const IssuerKey& key : m_keys)
        if (!key.publishedUntil || *key.publishedUntil > now)
            keys.push_back(published(key));
    json::Value set = json::Value::object();
    set.set("keys", std::move(keys));
    return set;
}

json::Value IssuerKeys::toJson() const
{
    json::Array keys;
    for (const IssuerKey& key : m_keys) {
        json::Value entry = json::Value::object();
        entry.set("alg", joseName(key.algorithm));
        entry.set("createdAt", static_cast<std::int64_t>(key.createdAt.time_since_epoch().count()));
        if (key.publishedUntil)
            entry.set("publishedUntil", static_cast<std::int64_t>(key.publishedUntil->time_since_epoch().count()));
        entry.set("jwk", parsed(key.key.privateJwk()));
        keys.push_back(std::move(entry));
    }
    json::Value value = json::Value::object();
    value.set("keys", std::move(keys));
    return value;
}

Result<IssuerKeys> IssuerKeys::fromJson(const json::Value& value)
{
    const json::Value& list = value["keys"];
    const std::size_t count = list.isArray() ? list.asArray().size() : 0;
    if (count == 0 || count > maxKeys)
        return fail("This holds no keys of a local issuer, or more than " + std::to_string(maxKeys) + ".");
    IssuerKeys keys;
    for (const json::Value& entry : list.asArray()) {
        auto key = readKey(entry);
        if (!key)
            return fail(std::move(key.error()));
        keys.m_keys.push_back(*std::move(key));
    }
    if (keys.signingKey().publishedUntil)
        return fail("The newest key of the local issuer is one that signs no more.");
    return keys;
}

} // namespace gw::engine::auth
