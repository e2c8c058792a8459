// Issuers: whose keys verify the tokens of a user pool or of an issuer that a JWT authorizer names (reference 1.25,
// 2.7). The project's own issuer is asked inside the engine, every other where its keys stand.
#pragma once

#include "core/api/user_pool.h"
#include "gateway-engine/access/issuer/issuer_service.h"
#include "gateway-engine/access/key_sets.h"

#include <memory>
#include <string>
#include <utility>

namespace gw::engine {

class Issuers
{
public:
    Issuers(std::shared_ptr<IssuerService> own, std::shared_ptr<KeySets> others)
        : m_own(std::move(own)), m_others(std::move(others))
    {
    }

    [[nodiscard]] std::string urlOf(const UserPool& pool) const { return pool.isLocal() ? m_own->url() : pool.issuer; }
    [[nodiscard]] std::shared_ptr<KeySource> keysOf(const UserPool& pool) const
    {
        return pool.isLocal() ? m_own->keySource() : m_others->at({pool.issuer, pool.jwks});
    }
    [[nodiscard]] std::shared_ptr<KeySource> keysOf(const std::string& issuer) const // by discovery
    {
        const bool isOwn = m_own->isEnabled() && issuer == m_own->url();
        return isOwn ? m_own->keySource() : m_others->at({issuer, {}});
    }

private:
    std::shared_ptr<IssuerService> m_own;
    std::shared_ptr<KeySets> m_others;
};

} // namespace gw::engine
