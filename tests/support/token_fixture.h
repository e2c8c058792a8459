// Tokens and keys for tests: a key pair of each kind, made once, and tokens as nobody's library would write them.
#pragma once

#include "core/json/text.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/crypto/jose_key.h"
#include "gateway-engine/http/base64url.h"

#include <QTest>

#include <map>
#include <string>

namespace gw::engine::test {

// One pair for RSA, one for each curve.
inline const JoseKey& keyFor(JoseAlgorithm algorithm)
{
    static std::map<std::string, JoseKey> keys;
    const std::string kind = curveOf(algorithm);
    auto found = keys.find(kind);
    if (found == keys.end())
        found = keys.emplace(kind, JoseKey::create(algorithm).value()).first;
    return found->second;
}

inline json::Value publicJwk(JoseAlgorithm algorithm, const std::string& keyId)
{
    json::Value jwk = json::readJson(keyFor(algorithm).publicJwk()).value();
    jwk.set("kid", keyId);
    jwk.set("use", "sig");
    return jwk;
}

inline json::Value keySetDocument(json::Array keys)
{
    json::Value document = json::Value::object();
    document.set("keys", std::move(keys));
    return document;
}

// RSA and all curves, under the names of their algorithms: "RS256", "ES256", …
inline const auth::JwkSet& allKeys()
{
    static const auth::JwkSet set =
        auth::JwkSet::fromJson(
            keySetDocument({publicJwk(JoseAlgorithm::RS256, "RS256"), publicJwk(JoseAlgorithm::ES256, "ES256"),
                            publicJwk(JoseAlgorithm::ES384, "ES384"), publicJwk(JoseAlgorithm::ES512, "ES512")}))
            .value();
    return set;
}

inline std::string keyIdFor(JoseAlgorithm algorithm)
{
    return isRsa(algorithm) ? "RS256" : joseName(algorithm);
}

inline std::string signedToken(const std::string& claims, JoseAlgorithm algorithm = JoseAlgorithm::ES256)
{
    return keyFor(algorithm).sign(claims, algorithm, keyIdFor(algorithm), "JWT").value();
}

// Any header over any payload, with a signature of no meaning.
inline std::string forgedToken(const std::string& header, const std::string& claims, const std::string& signature)
{
    return base64UrlEncoded(header) + "." + base64UrlEncoded(claims) + "." + base64UrlEncoded(signature);
}

} // namespace gw::engine::test
