#include "gateway-engine/access/issuer/grants.h"

#include <utility>

namespace gw::engine {

std::string Grants::beginSignIn(AuthorizationRequest request, WallTime now)
{
    return m_signIns.add(std::move(request), now + signInLife);
}

const AuthorizationRequest* Grants::signIn(std::string_view handle, WallTime now)
{
    return m_signIns.find(handle, now);
}

std::string Grants::addCode(AuthorizationRequest request, const std::string& userName, WallTime now,
                            std::chrono::seconds refreshLife)
{
    auto family = std::make_shared<TokenFamily>();
    family->signIn = {request.clientId, userName, request.scopes, request.nonce, randomUuid(), now};
    family->until = now + refreshLife;
    AuthorizationCode code;
    code.request = std::move(request);
    code.family = std::move(family);
    return m_codes.add(std::move(code), now + codeLife);
}

std::optional<AuthorizationCode> Grants::takeCode(std::string_view text, WallTime now)
{
    AuthorizationCode* code = m_codes.find(text, now);
    if (!code)
        return std::nullopt;
    if (std::exchange(code->isUsed, true)) {
        revoke(*code->family);
        return std::nullopt;
    }
    return *code;
}

std::string Grants::addRefreshToken(const std::shared_ptr<TokenFamily>& family)
{
    return m_refreshTokens.add({family, ++family->serial}, family->until);
}

std::shared_ptr<TokenFamily> Grants::takeRefreshToken(std::string_view token, std::string_view clientId, WallTime now)
{
    const RefreshToken* known = m_refreshTokens.find(token, now);
    if (!known || known->family->signIn.clientId != clientId || known->family->isRevoked)
        return nullptr;
    const std::shared_ptr<TokenFamily> family = known->family;
    if (known->serial != family->serial) {
        revoke(*family);
        return nullptr;
    }
    return family;
}

void Grants::revoke(std::string_view token, std::string_view clientId, WallTime now)
{
    const RefreshToken* known = m_refreshTokens.find(token, now);
    if (known && known->family->signIn.clientId == clientId)
        revoke(*known->family);
}

void Grants::revoke(TokenFamily& family)
{
    family.isRevoked = true;
    m_revoked.put(family.signIn.origin, true, family.until);
}

} // namespace gw::engine
