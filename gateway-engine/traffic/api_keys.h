// ApiKeys: whose a presented API key is (reference 1.27). Values are kept as digests only, and looked up by digest: how
// long a look takes tells nothing about them. What goes into logs and traces is the masked form.
#pragma once

#include "gateway-engine/crypto/sha256.h"

#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine {

inline constexpr std::size_t longestApiKey = 128; // bytes of a value; longer ones are nobody's, and are not looked up

struct ApiKey
{
    std::string id;
    std::string name;
    std::string value; // 20 to 128 characters, unique
    bool enabled = true;
};

struct KnownApiKey // an ApiKey without its value
{
    std::string id;
    std::string name;
    std::string masked;
    bool enabled = true;
    bool operator==(const KnownApiKey&) const = default;
};

// "******abcdef": the last six characters, as execution logs print keys; of values under twenty characters, none. An
// empty one stays empty.
[[nodiscard]] std::string maskedApiKey(std::string_view value);

class ApiKeys
{
public:
    ApiKeys() = default;
    explicit ApiKeys(const std::vector<ApiKey>& keys); // of two with one value, the first counts

    [[nodiscard]] std::optional<std::size_t> find(std::string_view presented) const; // the place in the list given
    [[nodiscard]] const KnownApiKey& operator[](std::size_t place) const { return m_keys[place]; }
    [[nodiscard]] std::size_t size() const { return m_keys.size(); }

private:
    struct Hash // a digest's first bytes are as good as any
    {
        std::size_t operator()(const Sha256& digest) const
        {
            std::size_t bytes = 0;
            std::memcpy(&bytes, digest.data(), sizeof bytes);
            return bytes;
        }
    };

    std::vector<KnownApiKey> m_keys;
    std::unordered_map<Sha256, std::size_t, Hash> m_places;
};

} // namespace gw::engine
