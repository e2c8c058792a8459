// Identity: an IAM user of the project, who signs requests with an access key and may do what its policies allow
// (reference 1.25, AWS_IAM). The secret access key stands in the project's secrets file.
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"
#include "core/json/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct IdentityPolicy
{
    std::string name;
    json::Value document; // { Version, Statement: [ … ] }
    bool operator==(const IdentityPolicy&) const = default;
};

struct Identity
{
    IdentityId id;
    std::string name;        // [A-Za-z0-9_+=,.@-], at most 64 characters
    std::string accessKeyId; // "AKIA…", 16 to 128 characters; stays through renames
    std::vector<IdentityPolicy> policies;
    StringMap tags; // aws:PrincipalTag/…
    bool operator==(const Identity&) const = default;
};

inline constexpr std::size_t longestIdentityName = 64;

[[nodiscard]] bool isAccessKeyId(std::string_view text);
[[nodiscard]] std::string derivedAccessKeyId(std::string_view projectName, std::string_view identityName);
// As IAM makes them: "AIDA" and 17 characters that no other user has; aws:userid and $context.identity.user.
[[nodiscard]] std::string userIdOf(const Identity& identity);

} // namespace gw
