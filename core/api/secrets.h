// Secrets of a project: values of API keys, secret access keys, password hashes, client secrets and private keys. They
// are no part of Project: neither undo snapshots nor diffs hold them, and Git never sees them. Each stands under the
// text that names its owner through every rename.
#pragma once

#include "core/api/project.h"
#include "core/secret.h"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class SecretKind {
    ApiKey,       // under ApiKey::keyId
    AccessKey,    // under Identity::accessKeyId
    Password,     // a hash (crypto/password_hash), under IssuerUser::sub
    ClientSecret, // under IssuerClient::clientId
    PrivateKey,   // PEM, under ClientCertificate::certificateId
    SigningKey    // JSON: a private JWK and its times, under the key's id; the project's own issuer signs with it
};
inline constexpr SecretKind allSecretKinds[] = {SecretKind::ApiKey,     SecretKind::AccessKey,
                                                SecretKind::Password,   SecretKind::ClientSecret,
                                                SecretKind::PrivateKey, SecretKind::SigningKey};
[[nodiscard]] std::string_view keyOf(SecretKind kind); // in the file: "apiKeys", "accessKeys", …

class Secrets
{
public:
    [[nodiscard]] const Secret* find(SecretKind kind, std::string_view owner) const;
    void set(SecretKind kind, std::string owner, Secret secret);
    bool remove(SecretKind kind, std::string_view owner);
    [[nodiscard]] std::vector<std::string> owners(SecretKind kind) const; // sorted
    // The key with this value, as a caller shows it; empty when there is none.
    [[nodiscard]] std::string ownerOf(SecretKind kind, std::string_view text) const;
    bool operator==(const Secrets&) const = default;

private:
    std::map<std::pair<SecretKind, std::string>, Secret> m_secrets;
};

// Something of the project that has no secret yet, or a secret that nothing of the project has any more.
struct SecretPlace
{
    SecretKind kind = SecretKind::ApiKey;
    std::string owner;
    std::string label; // "API key \"partner\""
    NodeRef node;      // empty: the project's own issuer
    bool operator==(const SecretPlace&) const = default;
};

// Every secret the project needs, in its order. Signing keys are the issuer's own business and not among them.
[[nodiscard]] std::vector<SecretPlace> secretPlaces(const Project& project);
[[nodiscard]] std::vector<SecretPlace> missingSecrets(const Project& project, const Secrets& secrets);
[[nodiscard]] std::vector<SecretPlace> unusedSecrets(const Project& project, const Secrets& secrets);

// Fills a span with bytes nobody can guess: core has no source of them.
using RandomBytes = std::function<void(std::span<std::uint8_t>)>;

[[nodiscard]] Secret newApiKeyValue(const RandomBytes& random);     // 40 letters and digits, as the service makes them
[[nodiscard]] Secret newSecretAccessKey(const RandomBytes& random); // 40 characters of base64
[[nodiscard]] Secret newClientSecret(const RandomBytes& random);    // 52 lower-case letters and digits
// Makes the missing ones that need no person: values of API keys, secret access keys and client secrets. Gives how
// many.
std::size_t generateMissing(const Project& project, Secrets& secrets, const RandomBytes& random);

// Why the service would refuse the value of an API key, in a sentence that does not repeat it; empty when it would not.
[[nodiscard]] std::string faultOfApiKeyValue(const Secret& value);

} // namespace gw
