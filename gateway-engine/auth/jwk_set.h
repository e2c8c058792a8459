// The public keys of an issuer (RFC 7517), as its jwks_uri gives them (reference 2.7). Input is hostile: size, number
// and strength of keys are bounded. A key that cannot verify a signature (another kty, "use": "enc", too weak) is left
// out, with the reason; a document that is none is refused.
//
// Private members of a key are not kept. Immutable: threads share one.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/crypto/jose_key.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::auth {

struct JwkSetLimits
{
    std::size_t maxBytes = 150'000; // reference 5
    std::size_t maxKeys = 100;
    std::size_t minRsaBits = 2'048;
    std::size_t maxRsaBits = 8'192;
};

struct Jwk
{
    std::string keyId;                      // kid; may be empty
    std::optional<JoseAlgorithm> algorithm; // alg, where the key says it
    std::string curve;                      // "P-256"; empty for RSA
    JoseKey key;

    // An RSA key without alg serves all RS* and PS*; a key on a curve serves the algorithm of that curve.
    [[nodiscard]] bool serves(JoseAlgorithm wanted) const;
};

struct SkippedJwk
{
    std::size_t index = 0; // in "keys"
    std::string keyId;
    std::string reason;
};

class JwkSet final
{
public:
    [[nodiscard]] static Result<JwkSet> read(std::string_view text, const JwkSetLimits& limits = {});
    [[nodiscard]] static Result<JwkSet> fromJson(const json::Value& document, const JwkSetLimits& limits = {});

    [[nodiscard]] const std::vector<Jwk>& keys() const { return m_keys; }
    [[nodiscard]] const std::vector<SkippedJwk>& skipped() const { return m_skipped; }
    [[nodiscard]] bool has(std::string_view keyId) const;
    // The key with that id that serves the algorithm; nullptr: there is none.
    [[nodiscard]] const Jwk* find(std::string_view keyId, JoseAlgorithm algorithm) const;

private:
    std::vector<Jwk> m_keys;
    std::vector<SkippedJwk> m_skipped;
};

// One key of such a document; the message says why it is none that verifies.
[[nodiscard]] Result<Jwk> readJwk(const json::Value& value, const JwkSetLimits& limits);

} // namespace gw::engine::auth
