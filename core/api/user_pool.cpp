// ARNs of user pools: …:cognito-idp:{region}:{account}:userpool/{region}_{nine characters}.
#include "core/api/user_pool.h"

#include "core/api/derived_text.h"

namespace gw {

namespace {

constexpr std::string_view poolCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}

bool UserPool::hasJwksFile() const
{
    return !jwks.empty() && !jwks.starts_with("http://") && !jwks.starts_with("https://");
}

bool isUserPoolArn(std::string_view text)
{
    constexpr std::string_view service = ":cognito-idp:";
    constexpr std::string_view kind = ":userpool/";
    const std::size_t at = text.find(service);
    const std::size_t pool = text.find(kind, at == std::string_view::npos ? 0 : at);
    return text.starts_with("arn:") && at != std::string_view::npos && pool != std::string_view::npos &&
           pool + kind.size() < text.size() && text.find_first_of(" \t\r\n") == std::string_view::npos;
}

std::string derivedUserPoolArn(std::string_view region, std::string_view accountId, std::string_view poolName)
{
    std::string arn = "arn:aws:cognito-idp:";
    arn.append(region).append(":").append(accountId).append(":userpool/").append(region).append("_");
    return arn + derivedText({"user pool", poolName}, 9, poolCharacters);
}

} // namespace gw
