// SigningKeys: the key pairs the local issuer signs with, as they stand among the project's secrets, each under its key
// id. Made with the first token; a new pair signs from then on, and the former ones stay published until every token
// they have signed has expired. Whoever owns the secrets' file writes what changes. Any thread.
#pragma once

#include "core/api/secrets.h"
#include "core/result.h"
#include "gateway-engine/auth/issuer_keys.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/pipeline/published.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace gw::engine {

struct SigningKeyChange
{
    std::string keyId;
    Secret text; // JSON: alg, createdAt, publishedUntil and the private JWK; empty: the key is gone
};

using SharedSigningKeys = std::shared_ptr<const auth::IssuerKeys>;

// What the secrets hold; null: no key that signs. What cannot be read is left out and told.
[[nodiscard]] SharedSigningKeys signingKeysIn(const Secrets& secrets, Diagnostics* told = nullptr);
// From what is kept (null: nothing) to `after`, for Secrets of SecretKind::SigningKey.
[[nodiscard]] std::vector<SigningKeyChange> changesOfKeys(const SharedSigningKeys& before,
                                                          const auth::IssuerKeys& after);

class SigningKeys
{
public:
    using Time = auth::IssuerKeys::Time;
    using OnChange = std::function<void(std::vector<SigningKeyChange>)>;

    // Called with every pair that is made or dropped, on the thread that asked for it.
    void onChange(OnChange tell);
    // Those among the secrets from now on, besides those that were made here and may not be written yet.
    void adopt(const Secrets& secrets, Diagnostics& told);

    [[nodiscard]] SharedSigningKeys now() const { return m_keys.now(); } // null: none yet
    [[nodiscard]] std::shared_ptr<const auth::JwkSet> published() const { return m_published.now(); }
    [[nodiscard]] Result<SharedSigningKeys> ensure(Time now); // made where there is none: a good part of a second
    [[nodiscard]] Result<SharedSigningKeys> rotate(Time now, std::chrono::seconds longestTokenLife);

private:
    using Make = std::function<Result<auth::IssuerKeys>(const SharedSigningKeys& now)>;
    Result<SharedSigningKeys> change(const Make& make);
    bool replace(const SharedSigningKeys& before, auth::IssuerKeys keys); // false: they are others by now
    void set(auth::IssuerKeys keys);

    std::mutex m_making;  // one pair at a time
    std::mutex m_setting; // never held while a pair is made: who adopts does not wait for that
    OnChange m_tell;      // guarded by that, as is what follows
    Secrets m_adopted;
    Diagnostics m_told; // of those
    Published<auth::IssuerKeys> m_keys;
    Published<auth::JwkSet> m_published;
};

} // namespace gw::engine
