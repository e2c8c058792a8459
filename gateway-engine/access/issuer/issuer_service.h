// IssuerService: the project's own OpenID Connect issuer, on the project's port below /_issuer, and for whoever wants a
// token without a browser. Passwords and keys cost time, so it works on a thread of its own, which begins with the
// first request.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/access/issuer/signing_keys.h"
#include "gateway-engine/access/key_source.h"
#include "gateway-engine/pipeline/local_service.h"
#include "gateway-engine/traffic/clock.h"

#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

class IssuerService final : public LocalService
{
public:
    explicit IssuerService(std::shared_ptr<const Clock> clock);
    ~IssuerService() override; // stop()

    // The issuer as the project has it now, for every request from here on.
    [[nodiscard]] Diagnostics follow(const Project& project, const Secrets& secrets);
    // "iss" of its tokens from now on: issuerUrl() of the port where the project is served; at first that of 4780.
    void setUrl(std::string url);
    [[nodiscard]] std::string url() const;
    [[nodiscard]] bool isEnabled() const;
    // Its keys, for who verifies its tokens. They are there at once; none before the first token.
    [[nodiscard]] std::shared_ptr<KeySource> keySource() const;

    // Keys are made with the first token; `tell` writes them to the project's secrets. On any thread.
    void onKeysChange(SigningKeys::OnChange tell);
    // Not on a thread that must not wait: keys may have to be made.
    [[nodiscard]] Result<std::string> mintIdToken(const std::string& user, const std::string& client);
    [[nodiscard]] Result<std::string> mintAccessToken(const std::string& user, const std::string& client,
                                                      const std::string& scopes = {});
    [[nodiscard]] Result<SharedSigningKeys> rotateKeys();
    [[nodiscard]] SharedSigningKeys keys() const; // null: none yet

    void stop(); // idempotent; requests are answered 503 then

    [[nodiscard]] std::string_view serviceName() const override { return "issuer"; }
    [[nodiscard]] bool owns(const Request& request) const override; // /_issuer/…, where the project has one
    [[nodiscard]] Task<Response> handle(Request&& request) override;

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace gw::engine
