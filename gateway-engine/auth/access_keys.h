// The access keys requests may be signed with, and whose they are. Immutable: threads share one.
#pragma once

#include "gateway-engine/auth/principal.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine::auth {

struct AccessKey
{
    std::string id; // "AKIA…" or, of temporary credentials, "ASIA…"
    std::string secretAccessKey;
    std::string sessionToken; // of temporary credentials; else empty
    std::optional<std::chrono::system_clock::time_point> expires;
    Principal principal;
    std::string userId; // "AIDA…": $context.identity.user and .caller
};

class AccessKeys final
{
public:
    AccessKeys() = default;
    explicit AccessKeys(std::vector<AccessKey> keys); // of two with one id, the first counts

    [[nodiscard]] const AccessKey* find(std::string_view id) const; // lives as long as this does

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, AccessKey, Hash, std::equal_to<>> m_keys;
};

} // namespace gw::engine::auth
