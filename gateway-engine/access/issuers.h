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
    // Of the issuer a JWT authorizer names: the project's own while it has this address, else found by discovery.
    [[nodiscard]] std::shared_ptr<KeySource> keysOf(const std::string& issuer) const
    {
        return std::make_shared<NamedIssuer>(m_own, m_others->at({issuer, {}}), issuer);
    }

private:
    // Programs hold it for longer than the project's own issuer keeps its address, so each request asks which it is.
    class NamedIssuer final : public KeySource
    {
    public:
        NamedIssuer(std::shared_ptr<IssuerService> own, std::shared_ptr<KeySource> discovered, std::string issuer)
            : m_own(std::move(own)), m_ownKeys(m_own->keySource()), m_discovered(std::move(discovered)),
              m_issuer(std::move(issuer))
        {
        }
        Task<Result<std::shared_ptr<const auth::JwkSet>>> keys(std::string_view keyId) override
        {
            const bool isOwn = m_own->isEnabled() && m_issuer == m_own->url();
            return (isOwn ? m_ownKeys : m_discovered)->keys(keyId);
        }

    private:
        std::shared_ptr<IssuerService> m_own;
        std::shared_ptr<KeySource> m_ownKeys;
        std::shared_ptr<KeySource> m_discovered;
        std::string m_issuer;
    };

    std::shared_ptr<IssuerService> m_own;
    std::shared_ptr<KeySets> m_others;
};

} // namespace gw::engine
