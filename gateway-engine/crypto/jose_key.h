// Keys of JSON Web Signatures (RFC 7515, 7517, 7518), by cjose: verifying, signing, making. A key is immutable and may
// be used by any number of threads.
//
// Algorithms are RS*, PS* and ES*; cjose 0.6.2 has no EdDSA. What a token says of itself is checked by
// auth/json_web_token before anything comes here.
#pragma once

#include "core/result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct _cjose_jwk_int;

namespace gw::engine {

enum class JoseAlgorithm { RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 };

[[nodiscard]] const char* joseName(JoseAlgorithm algorithm);
[[nodiscard]] std::optional<JoseAlgorithm> joseAlgorithm(std::string_view name);
[[nodiscard]] bool isRsa(JoseAlgorithm algorithm);
[[nodiscard]] const char* curveOf(JoseAlgorithm algorithm);                            // "P-256"; "" of RSA algorithms
[[nodiscard]] std::size_t signatureSize(JoseAlgorithm algorithm, std::size_t keyBits); // in bytes

class JoseKey final
{
public:
    // Fails where the key is none (a point that is on no curve, a number that is missing); its JSON is what was checked
    // to be a JWK of kty RSA or EC. Private where it has a "d".
    [[nodiscard]] static Result<JoseKey> fromJwk(const std::string& json);
    // A new pair: RSA with 2048 bits, or on the curve of the algorithm.
    [[nodiscard]] static Result<JoseKey> create(JoseAlgorithm algorithm);

    [[nodiscard]] bool isRsa() const;
    [[nodiscard]] std::size_t bits() const; // of the modulus or the curve
    // JSON with the members of the key alone: kty, n and e, or crv, x and y; with the secret ones on demand.
    [[nodiscard]] std::string publicJwk() const;
    [[nodiscard]] std::string privateJwk() const;

    // Whether `token`, in compact form, was signed with this key by `algorithm`; false for a header that says another.
    [[nodiscard]] bool verify(std::string_view token, JoseAlgorithm algorithm) const;
    // The compact form of `payload` signed, with a header of alg, kid and typ. Needs a private key.
    [[nodiscard]] Result<std::string> sign(std::string_view payload, JoseAlgorithm algorithm, const std::string& keyId,
                                           const std::string& type) const;

private:
    explicit JoseKey(_cjose_jwk_int* key);
    [[nodiscard]] std::string json(bool withSecret) const;

    std::shared_ptr<const _cjose_jwk_int> m_key;
};

} // namespace gw::engine
