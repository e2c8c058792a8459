#include "gateway-engine/traffic/api_keys.h"

namespace gw::engine {

namespace {

constexpr std::size_t shownCharacters = 6;
constexpr std::size_t shortestShown = 20; // the shortest value the service takes

} // namespace

std::string maskedApiKey(std::string_view value)
{
    if (value.empty())
        return {};
    const bool isShown = value.size() >= shortestShown;
    return std::string("******").append(isShown ? value.substr(value.size() - shownCharacters) : std::string_view());
}

ApiKeys::ApiKeys(const std::vector<ApiKey>& keys)
{
    m_keys.reserve(keys.size());
    m_places.reserve(keys.size());
    for (const ApiKey& key : keys) {
        if (!key.value.empty() && key.value.size() <= longestApiKey)
            m_places.try_emplace(sha256(key.value), m_keys.size());
        m_keys.push_back({key.id, key.name, maskedApiKey(key.value), key.enabled});
    }
}

std::optional<std::size_t> ApiKeys::find(std::string_view presented) const
{
    if (presented.empty() || presented.size() > longestApiKey)
        return std::nullopt;
    const auto found = m_places.find(sha256(presented));
    if (found == m_places.end())
        return std::nullopt;
    return found->second;
}

} // namespace gw::engine
