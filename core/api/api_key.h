// ApiKey: what a client names itself by (reference 1.27). Its value is a secret and stands in the project's secrets
// file, under the key's id (core/format/secrets_file.h).
#pragma once

#include "core/api/ids.h"

#include <cstddef>
#include <string>

namespace gw {

struct ApiKey
{
    ApiKeyId id;
    std::string name;  // at most 1,024 characters; unique in the project
    std::string keyId; // ten characters, as $context.identity.apiKeyId shows it; stays through renames
    std::string description;
    bool enabled = true;
    bool operator==(const ApiKey&) const = default;
};

inline constexpr std::size_t leastApiKeyValue = 20; // characters
inline constexpr std::size_t mostApiKeyValue = 128;
inline constexpr std::size_t mostApiKeys = 10'000;

} // namespace gw
