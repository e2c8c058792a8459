#include "gateway-engine/auth/principal.h"

#include <string_view>

namespace gw::engine::auth {

std::string roleOfSession(const std::string& arn)
{
    constexpr std::string_view service = ":sts::";
    constexpr std::string_view kind = ":assumed-role/";
    const auto at = arn.find(service);
    const auto role = arn.find(kind);
    const auto session = arn.rfind('/');
    if (at == std::string::npos || role == std::string::npos || at > role || session < role + kind.size())
        return {};
    return arn.substr(0, at) + ":iam::" + arn.substr(at + service.size(), role - at - service.size()) + ":role/" +
           arn.substr(role + kind.size(), session - role - kind.size());
}

} // namespace gw::engine::auth
