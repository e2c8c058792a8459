// The key pairs of a local issuer of tokens: the newest signs, former ones stay published until every token they have
// signed has expired. A value: rotating gives a new one. Immutable: threads share one.
//
// What is secret leaves it in toJson() alone: for a file of the user's, never one of the project.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/crypto/jose_key.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine::auth {

struct IssuerKey
{
    std::string keyId; // RFC 7638 thumbprint
    JoseAlgorithm algorithm;
    JoseKey key;
    std::chrono::sys_seconds createdAt;
    std::optional<std::chrono::sys_seconds> publishedUntil; // of former keys
};

class IssuerKeys final
{
public:
    using Time = std::chrono::system_clock::time_point;

    // One new pair; making one of RSA takes a good part of a second.
    [[nodiscard]] static Result<IssuerKeys> create(JoseAlgorithm algorithm, Time now);
    [[nodiscard]] static Result<IssuerKeys> fromJson(const json::Value& value);
    [[nodiscard]] json::Value toJson() const; // with the private keys

    // With one more pair, which signs from now on; the present one stays published as long as its tokens live. Former
    // keys whose time has passed are dropped; so are the oldest beyond 20.
    [[nodiscard]] Result<IssuerKeys> rotated(JoseAlgorithm algorithm, Time now,
                                             std::chrono::seconds tokenLifetime) const;

    [[nodiscard]] const IssuerKey& signingKey() const { return m_keys.front(); }
    [[nodiscard]] const std::vector<IssuerKey>& keys() const { return m_keys; } // the newest first
    // The public keys that are to be known at that time: a JSON Web Key Set.
    [[nodiscard]] json::Value jwks(Time now) const;

private:
    IssuerKeys() = default;
    std::vector<IssuerKey> m_keys;
};

// The thumbprint of a JWK of kty RSA or EC: base64url of the SHA-256 of its required members.
[[nodiscard]] std::string jwkThumbprint(const json::Value& jwk);

} // namespace gw::engine::auth
