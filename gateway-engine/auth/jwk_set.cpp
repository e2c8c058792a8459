#include "gateway-engine/auth/jwk_set.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/duplicate_member.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr std::size_t maxKeyIdChars = 512;

std::string_view withoutZeros(std::string_view number)
{
    while (number.starts_with('\0'))
        number.remove_prefix(1);
    return number;
}

std::size_t bitsOf(std::string_view number)
{
    number = withoutZeros(number);
    return number.empty() ? 0
                          : number.size() * 8 -
                                static_cast<std::size_t>(std::countl_zero(static_cast<unsigned char>(number.front())));
}

Result<std::string> numberOf(const json::Value& key, const char* member)
{
    const auto bytes = base64UrlDecoded(key[member].toString());
    if (!key[member].isString() || !bytes || bytes->empty())
        return fail("its " + inQuotes(member) + " is no number in base64url");
    return *bytes;
}

// 3 or more and odd: with 1, anyone can sign.
bool isExponent(std::string_view bytes)
{
    constexpr std::size_t maxBits = 64;
    return bitsOf(bytes) >= 2 && bitsOf(bytes) <= maxBits && (static_cast<unsigned char>(bytes.back()) & 1U) == 1;
}

json::Value only(const json::Value& key, std::initializer_list<const char*> members)
{
    json::Value copy = json::Value::object();
    for (const char* member : members)
        copy.set(member, key[member]);
    return copy;
}

Result<json::Value> checkedRsa(const json::Value& key, const JwkSetLimits& limits)
{
    const auto modulus = numberOf(key, "n");
    const auto exponent = numberOf(key, "e");
    if (!modulus || !exponent)
        return fail(modulus ? exponent.error() : modulus.error());
    const std::size_t bits = bitsOf(*modulus);
    if (bits < limits.minRsaBits || bits > limits.maxRsaBits)
        return fail("its modulus has " + std::to_string(bits) + " bits; " + std::to_string(limits.minRsaBits) + " to " +
                    std::to_string(limits.maxRsaBits) + " are accepted");
    if (!isExponent(*exponent))
        return fail("its exponent is not odd, or not between 3 and 64 bits long");
    return only(key, {"kty", "n", "e"});
}

Result<json::Value> checkedEc(const json::Value& key)
{
    struct Curve
    {
        std::string_view name;
        std::size_t bytes;
    };
    constexpr Curve curves[] = {{"P-256", 32}, {"P-384", 48}, {"P-521", 66}};
    const auto* const curve = std::find_if(std::begin(curves), std::end(curves), [&key](const Curve& c) {
        return key["crv"].isString() && c.name == key["crv"].asString();
    });
    if (curve == std::end(curves))
        return fail("its curve " + inQuotes(key["crv"].scalarText()) + " is none of P-256, P-384, P-521");
    for (const char* member : {"x", "y"}) {
        const auto number = numberOf(key, member);
        if (!number)
            return fail(number.error());
        if (number->size() != curve->bytes) // RFC 7518 6.2.1.2
            return fail("its " + inQuotes(member) + " is not of " + std::to_string(curve->bytes) + " bytes");
    }
    return only(key, {"kty", "crv", "x", "y"});
}

Result<json::Value> checkedKey(const json::Value& value, const JwkSetLimits& limits)
{
    const std::string_view type = value["kty"].toString();
    if (type == "RSA")
        return checkedRsa(value, limits);
    if (type == "EC")
        return checkedEc(value);
    return fail("keys of type " + inQuotes(value["kty"].scalarText()) + " are not used here: RSA and EC are");
}

// Of "use" and "key_ops": whether the key is to verify signatures.
bool isForSignatures(const json::Value& value)
{
    if (const json::Value* use = value.find("use"); use && use->toString() != "sig")
        return false;
    const json::Value* operations = value.find("key_ops");
    if (!operations)
        return true;
    return operations->isArray() &&
           std::any_of(operations->asArray().begin(), operations->asArray().end(), [](const json::Value& operation) {
               return operation.toString() == "verify" || operation.toString() == "sign"; // a pair's other half
           });
}

} // namespace

bool Jwk::serves(JoseAlgorithm wanted) const
{
    if (algorithm && *algorithm != wanted)
        return false;
    return key.isRsa() ? isRsa(wanted) : curve == curveOf(wanted);
}

Result<Jwk> readJwk(const json::Value& value, const JwkSetLimits& limits)
{
    if (!value.isObject())
        return fail("it is no object");
    const json::Value* keyId = value.find("kid");
    if (keyId && (!keyId->isString() || keyId->asString().size() > maxKeyIdChars))
        return fail("its \"kid\" is no text of at most " + std::to_string(maxKeyIdChars) + " bytes");
    if (!isForSignatures(value))
        return fail("it is not for signatures (\"use\", \"key_ops\")");
    std::optional<JoseAlgorithm> algorithm;
    if (const json::Value* name = value.find("alg")) {
        algorithm = joseAlgorithm(name->toString());
        if (!algorithm)
            return fail("its algorithm " + inQuotes(name->scalarText()) + " is none of RS*, PS*, ES*");
    }
    auto checked = checkedKey(value, limits);
    if (!checked)
        return fail(std::move(checked.error()));
    auto key = JoseKey::fromJwk(json::writeJson(*checked));
    if (!key)
        return fail("it is no valid key");
    Jwk jwk{keyId ? keyId->asString() : std::string(), algorithm, std::string((*checked)["crv"].toString()),
            *std::move(key)};
    if (algorithm && !jwk.serves(*algorithm))
        return fail("its algorithm " + inQuotes(joseName(*algorithm)) + " is not for keys of its type or curve");
    return jwk;
}

Result<JwkSet> JwkSet::read(std::string_view text, const JwkSetLimits& limits)
{
    if (text.size() > limits.maxBytes)
        return fail("The key set has " + std::to_string(text.size()) + " bytes.",
                    "At most " + std::to_string(limits.maxBytes) + " are read.");
    const auto document = json::readJson(text, {limits.maxBytes, 10, 20'000});
    if (!document)
        return fail(document.error());
    return fromJson(*document, limits);
}

Result<JwkSet> JwkSet::fromJson(const json::Value& document, const JwkSetLimits& limits)
{
    const json::Value* keys = document.find("keys");
    if (!keys || !keys->isArray())
        return fail("This is no key set: it has no list \"keys\".",
                    "Give the issuer's JWKS, as its jwks_uri answers it.");
    if (keys->asArray().size() > limits.maxKeys)
        return fail("The key set has " + std::to_string(keys->asArray().size()) + " keys.",
                    "At most " + std::to_string(limits.maxKeys) + " are read.");
    if (const json::Member* again = findDuplicateMember(document))
        return fail(inQuotes(again->key) + " is there twice in one object of the key set.",
                    "Readers disagree on which of the two counts; remove one.");
    JwkSet set;
    for (std::size_t i = 0; i < keys->asArray().size(); ++i) {
        const json::Value& value = keys->asArray()[i];
        auto jwk = readJwk(value, limits);
        if (jwk)
            set.m_keys.push_back(*std::move(jwk));
        else
            set.m_skipped.push_back({i, std::string(value["kid"].toString()), std::move(jwk.error().message)});
    }
    return set;
}

bool JwkSet::has(std::string_view keyId) const
{
    return std::any_of(m_keys.begin(), m_keys.end(), [keyId](const Jwk& key) { return key.keyId == keyId; });
}

const Jwk* JwkSet::find(std::string_view keyId, JoseAlgorithm algorithm) const
{
    const auto found = std::find_if(m_keys.begin(), m_keys.end(), [keyId, algorithm](const Jwk& key) {
        return key.keyId == keyId && key.serves(algorithm);
    });
    return found == m_keys.end() ? nullptr : &*found;
}

} // namespace gw::engine::auth
