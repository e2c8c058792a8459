// The project's secrets on disk: .gatewright/secrets.yaml, readable by its owner alone (0600) and ignored by Git.
//
//   apiKeys: { a1b2c3d4e5: … }        # by id of the key
//   accessKeys: { AKIA…: … }          # by access key id
//   passwords: { 6d2a…: $scrypt$… }   # hashes, by sub of the user
//   clientSecrets: { 4k1j…: … }       # by client id
//   privateKeys: { a1b2c3: "-----BEGIN …" }
//   signingKeys: { kid: '{"alg":"RS256","createdAt":…,"jwk":{…}}' }
//
// What is told about it never holds a text of it.
#pragma once

#include "core/api/secrets.h"
#include "core/result.h"

#include <filesystem>
#include <string>

namespace gw {

inline constexpr char secretsFileName[] = ".gatewright/secrets.yaml";
inline constexpr char secretsFileRule[] = "secrets-file";
inline constexpr std::size_t mostSecretsBytes = 16u << 20;

struct SecretsReading
{
    Secrets secrets;
    bool exists = false;
    Diagnostics diagnostics; // parts that are wrong are left out; a file others may read is told
};

// A project without the file has no secrets. Fails when the file is there and cannot be read.
[[nodiscard]] Result<SecretsReading> readSecrets(const std::filesystem::path& projectFolder);

// Changes the file where it says something else than `secrets`: what others wrote there meanwhile stays as far as it is
// no secret of ours. Keys this program does not know stay. Makes the file, and keeps Git away from its folder.
[[nodiscard]] Result<void> saveSecrets(const std::filesystem::path& projectFolder, const Secrets& secrets);

// What to tell of a project that needs secrets and has none of them, such as a fresh clone: one finding for all.
// Nothing when none is missing.
[[nodiscard]] Diagnostics tellMissingSecrets(const Project& project, const SecretsReading& reading);

} // namespace gw
