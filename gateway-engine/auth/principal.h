// Who calls, as far as a signature tells (reference 1.25, 1.26): what the Principal element of a policy is compared
// with.
#pragma once

#include <string>

namespace gw::engine::auth {

struct Principal
{
    std::string arn;       // "arn:aws:iam::111122223333:user/ana", "arn:aws:sts::111122223333:assumed-role/App/session"
    std::string accountId; // twelve digits
    std::string service;   // "events.amazonaws.com" when a service calls; then arn is empty
    bool operator==(const Principal&) const = default;
};

// "arn:aws:iam::111122223333:role/App" of "arn:aws:sts::111122223333:assumed-role/App/session"; "" of anything else.
[[nodiscard]] std::string roleOfSession(const std::string& arn);

} // namespace gw::engine::auth
