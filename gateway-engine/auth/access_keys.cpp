#include "gateway-engine/auth/access_keys.h"

#include <utility>

namespace gw::engine::auth {

AccessKeys::AccessKeys(std::vector<AccessKey> keys)
{
    m_keys.reserve(keys.size());
    for (AccessKey& key : keys) {
        std::string id = key.id;
        m_keys.try_emplace(std::move(id), std::move(key));
    }
}

const AccessKey* AccessKeys::find(std::string_view id) const
{
    const auto found = m_keys.find(id);
    return found == m_keys.end() ? nullptr : &found->second;
}

} // namespace gw::engine::auth
