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
#include "core/json/value.h"
#include "core/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

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

// Changes what stands in the file, and gives what stands there then. One after the other, whoever asks: a lock keeps
// other threads and programs from writing between reading and writing, so nobody's change is lost. `change` may be
// called twice and depends on what it is given alone. Keys this program does not know stay. Makes the file where there
// is something to write, and keeps Git away from its folder.
[[nodiscard]] Result<SecretsReading> changeSecrets(const std::filesystem::path& projectFolder,
                                                   const std::function<void(Secrets&)>& change);
// The same of the whole file, an object, for what stands in it beside the project's: values of environments.
[[nodiscard]] Result<void> changeSecretsTree(const std::filesystem::path& projectFolder,
                                             const std::function<void(json::Value&)>& change);
[[nodiscard]] Result<json::Value> readSecretsTree(const std::filesystem::path& projectFolder); // null: no file
// Whether the file keeps the project's own secrets under this name.
[[nodiscard]] bool isSecretsKey(std::string_view name);

// What to tell of a project that needs secrets and has none of them, such as a fresh clone: one finding for all.
// Nothing when none is missing.
[[nodiscard]] Diagnostics tellMissingSecrets(const Project& project, const SecretsReading& reading);

} // namespace gw
