// Which secrets a project needs, and new ones from random bytes.
#include "core/api/secrets.h"

#include "core/api/derived_text.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Each character of the alphabet is as likely as every other: bytes beyond the last whole round are drawn again.
Secret randomText(const RandomBytes& random, std::size_t length, std::string_view alphabet)
{
    const std::size_t rounds = 256 - 256 % alphabet.size();
    std::string text;
    text.reserve(length);
    while (text.size() < length) {
        std::uint8_t bytes[64];
        random(bytes);
        for (const std::uint8_t byte : bytes)
            if (byte < rounds && text.size() < length)
                text += alphabet[byte % alphabet.size()];
    }
    Secret secret(text);
    std::fill(text.begin(), text.end(), '\0');
    return secret;
}

Secret generated(SecretKind kind, const RandomBytes& random)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return newApiKeyValue(random);
    case SecretKind::AccessKey:
        return newSecretAccessKey(random);
    case SecretKind::ClientSecret:
        return newClientSecret(random);
    case SecretKind::Password:   // a person chooses it
    case SecretKind::PrivateKey: // belongs to a certificate that is there already
    case SecretKind::SigningKey:
        break;
    }
    return {};
}

const char* wordOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return "the value of an API key";
    case SecretKind::AccessKey:
        return "a secret access key";
    case SecretKind::Password:
        return "a password";
    case SecretKind::ClientSecret:
        return "a client secret";
    case SecretKind::PrivateKey:
        return "a private key";
    case SecretKind::SigningKey:
        return "a signing key";
    }
    return "";
}

} // namespace

std::string_view keyOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ApiKey:
        return "apiKeys";
    case SecretKind::AccessKey:
        return "accessKeys";
    case SecretKind::Password:
        return "passwords";
    case SecretKind::ClientSecret:
        return "clientSecrets";
    case SecretKind::PrivateKey:
        return "privateKeys";
    case SecretKind::SigningKey:
        return "signingKeys";
    }
    return {};
}

const Secret* Secrets::find(SecretKind kind, std::string_view owner) const
{
    const auto it = m_secrets.find({kind, std::string(owner)});
    return it == m_secrets.end() ? nullptr : &it->second;
}

void Secrets::set(SecretKind kind, std::string owner, Secret secret)
{
    m_secrets[{kind, std::move(owner)}] = std::move(secret);
}

bool Secrets::remove(SecretKind kind, std::string_view owner)
{
    return m_secrets.erase({kind, std::string(owner)}) > 0;
}

std::vector<std::string> Secrets::owners(SecretKind kind) const
{
    std::vector<std::string> list;
    for (const auto& [place, secret] : m_secrets)
        if (place.first == kind)
            list.push_back(place.second);
    return list;
}

std::string Secrets::ownerOf(SecretKind kind, std::string_view text) const
{
    std::string owner; // all are compared: how long it takes says nothing of which one it is
    for (const auto& [place, secret] : m_secrets)
        if (place.first == kind && secret.isEqual(text))
            owner = place.second;
    return owner;
}

std::vector<SecretPlace> secretPlaces(const Project& project)
{
    std::vector<SecretPlace> places;
    const auto say = [&](SecretKind kind, const std::string& owner, const char* word, const std::string& name,
                         const NodeRef& node) {
        places.push_back({kind, owner, std::string(word) + " " + inQuotes(name), node});
    };
    for (const Cow<ApiKey>& key : project.apiKeys)
        say(SecretKind::ApiKey, key->keyId, "API key", key->name, nodeOf(key->id));
    for (const Cow<Identity>& identity : project.identities)
        say(SecretKind::AccessKey, identity->accessKeyId, "Identity", identity->name, nodeOf(identity->id));
    for (const IssuerUser& user : project.localIssuer->users)
        say(SecretKind::Password, user.sub, "User", user.name, {});
    for (const IssuerClient& client : project.localIssuer->clients)
        if (client.hasSecret)
            say(SecretKind::ClientSecret, client.clientId, "Client", client.name, {});
    for (const Cow<ClientCertificate>& certificate : project.clientCertificates)
        say(SecretKind::PrivateKey, certificate->certificateId, "Client certificate", certificate->name,
            nodeOf(certificate->id));
    return places;
}

std::vector<SecretPlace> missingSecrets(const Project& project, const Secrets& secrets)
{
    std::vector<SecretPlace> places = secretPlaces(project);
    std::erase_if(places, [&](const SecretPlace& place) {
        const Secret* known = secrets.find(place.kind, place.owner);
        return known && !known->isEmpty();
    });
    return places;
}

std::vector<SecretPlace> unusedSecrets(const Project& project, const Secrets& secrets)
{
    const std::vector<SecretPlace> needed = secretPlaces(project);
    std::vector<SecretPlace> unused;
    for (const SecretKind kind : allSecretKinds) {
        if (kind == SecretKind::SigningKey)
            continue;
        for (const std::string& owner : secrets.owners(kind)) {
            const auto isMeant = [&](const SecretPlace& place) { return place.kind == kind && place.owner == owner; };
            if (std::none_of(needed.begin(), needed.end(), isMeant))
                unused.push_back({kind, owner, std::string(wordOf(kind)) + " (" + owner + ")", {}});
        }
    }
    return unused;
}

Secret newApiKeyValue(const RandomBytes& random)
{
    return randomText(random, 40, letters);
}

Secret newSecretAccessKey(const RandomBytes& random)
{
    return randomText(random, 40, base64);
}

Secret newClientSecret(const RandomBytes& random)
{
    return randomText(random, 52, lowerCaseDigits);
}

std::size_t generateMissing(const Project& project, Secrets& secrets, const RandomBytes& random)
{
    std::size_t count = 0;
    for (const SecretPlace& place : missingSecrets(project, secrets))
        if (Secret secret = generated(place.kind, random); !secret.isEmpty()) {
            secrets.set(place.kind, place.owner, std::move(secret));
            ++count;
        }
    return count;
}

std::string faultOfApiKeyValue(const Secret& value)
{
    const std::string& text = value.reveal();
    if (text.size() < leastApiKeyValue || text.size() > mostApiKeyValue)
        return "The value of an API key has 20 to 128 characters; this one has " + std::to_string(text.size()) + ".";
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
    return isPlain ? std::string() : "The value of an API key has no blanks and no characters beyond ASCII.";
}

} // namespace gw
