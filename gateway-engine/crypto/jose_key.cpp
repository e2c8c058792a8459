#include "gateway-engine/crypto/jose_key.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace gw::engine {

namespace {

struct Known
{
    JoseAlgorithm algorithm;
    std::string_view name;
    const char* curve;
};

constexpr std::array<Known, 9> algorithms{{{JoseAlgorithm::RS256, "RS256", ""},
                                           {JoseAlgorithm::RS384, "RS384", ""},
                                           {JoseAlgorithm::RS512, "RS512", ""},
                                           {JoseAlgorithm::PS256, "PS256", ""},
                                           {JoseAlgorithm::PS384, "PS384", ""},
                                           {JoseAlgorithm::PS512, "PS512", ""},
                                           {JoseAlgorithm::ES256, "ES256", "P-256"},
                                           {JoseAlgorithm::ES384, "ES384", "P-384"},
                                           {JoseAlgorithm::ES512, "ES512", "P-521"}}};

const Known& known(JoseAlgorithm algorithm)
{
    return algorithms[static_cast<std::size_t>(algorithm)];
}

constexpr std::size_t newRsaBits = 2'048;

struct Release
{
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
    void operator()(cjose_header_t* header) const { cjose_header_release(header); }
    void operator()(char* text) const { cjose_get_dealloc()(text); }
};

using Jws = std::unique_ptr<cjose_jws_t, Release>;
using Header = std::unique_ptr<cjose_header_t, Release>;
using Text = std::unique_ptr<char, Release>;

tl::unexpected<Diagnostic> failed(const char* what, const cjose_err& error)
{
    return fail(std::string(what) + ": " + (error.message ? error.message : "unknown error") + ".");
}

cjose_jwk_ec_curve curveId(JoseAlgorithm algorithm)
{
    switch (algorithm) {
    case JoseAlgorithm::ES384:
        return CJOSE_JWK_EC_P_384;
    case JoseAlgorithm::ES512:
        return CJOSE_JWK_EC_P_521;
    default:
        return CJOSE_JWK_EC_P_256;
    }
}

} // namespace

const char* joseName(JoseAlgorithm algorithm)
{
    return known(algorithm).name.data();
}

std::optional<JoseAlgorithm> joseAlgorithm(std::string_view name)
{
    const auto* const found =
        std::find_if(algorithms.begin(), algorithms.end(), [name](const Known& k) { return k.name == name; });
    return found == algorithms.end() ? std::nullopt : std::optional(found->algorithm);
}

bool isRsa(JoseAlgorithm algorithm)
{
    return *curveOf(algorithm) == '\0';
}

const char* curveOf(JoseAlgorithm algorithm)
{
    return known(algorithm).curve;
}

std::size_t signatureSize(JoseAlgorithm algorithm, std::size_t keyBits)
{
    const std::size_t bytes = (keyBits + 7) / 8;
    return isRsa(algorithm) ? bytes : 2 * bytes;
}

JoseKey::JoseKey(_cjose_jwk_int* key)
    : m_key(key, [](const _cjose_jwk_int* k) { cjose_jwk_release(const_cast<_cjose_jwk_int*>(k)); })
{
}

Result<JoseKey> JoseKey::fromJwk(const std::string& json)
{
    cjose_err error{};
    cjose_jwk_t* key = cjose_jwk_import(json.data(), json.size(), &error);
    if (!key)
        return failed("The key cannot be read", error);
    return JoseKey(key);
}

Result<JoseKey> JoseKey::create(JoseAlgorithm algorithm)
{
    cjose_err error{};
    cjose_jwk_t* key = engine::isRsa(algorithm) ? cjose_jwk_create_RSA_random(newRsaBits, nullptr, 0, &error)
                                                : cjose_jwk_create_EC_random(curveId(algorithm), &error);
    if (!key)
        return failed("A key cannot be made", error);
    return JoseKey(key);
}

bool JoseKey::isRsa() const
{
    return cjose_jwk_get_kty(m_key.get(), nullptr) == CJOSE_JWK_KTY_RSA;
}

std::size_t JoseKey::bits() const
{
    return cjose_jwk_get_keysize(m_key.get(), nullptr);
}

std::string JoseKey::json(bool withSecret) const
{
    const Text text(cjose_jwk_to_json(m_key.get(), withSecret, nullptr));
    return text ? std::string(text.get()) : std::string();
}

std::string JoseKey::publicJwk() const
{
    return json(false);
}

std::string JoseKey::privateJwk() const
{
    return json(true);
}

bool JoseKey::verify(std::string_view token, JoseAlgorithm algorithm) const
{
    if (isRsa() != engine::isRsa(algorithm)) // cjose takes the algorithm from the token
        return false;
    const Jws jws(cjose_jws_import(token.data(), token.size(), nullptr));
    if (!jws)
        return false;
    const char* said = cjose_header_get(cjose_jws_get_protected(jws.get()), CJOSE_HDR_ALG, nullptr);
    return said && joseName(algorithm) == std::string_view(said) && cjose_jws_verify(jws.get(), m_key.get(), nullptr);
}

Result<std::string> JoseKey::sign(std::string_view payload, JoseAlgorithm algorithm, const std::string& keyId,
                                  const std::string& type) const
{
    cjose_err error{};
    const Header header(cjose_header_new(&error));
    if (!header || !cjose_header_set(header.get(), CJOSE_HDR_ALG, joseName(algorithm), &error) ||
        !cjose_header_set(header.get(), CJOSE_HDR_KID, keyId.c_str(), &error) ||
        !cjose_header_set(header.get(), "typ", type.c_str(), &error))
        return failed("The token's header cannot be written", error);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(payload.data());
    const Jws jws(cjose_jws_sign(m_key.get(), header.get(), bytes, payload.size(), &error));
    const char* compact = nullptr;
    if (!jws || !cjose_jws_export(jws.get(), &compact, &error))
        return failed("The token cannot be signed", error);
    return std::string(compact);
}

} // namespace gw::engine
