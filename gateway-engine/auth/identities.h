// Whose access keys sign requests, and what their own policies allow (reference 1.25, AWS_IAM). Immutable: threads
// share one.
#pragma once

#include "gateway-engine/auth/access_keys.h"
#include "gateway-engine/auth/policy.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::auth {

struct NamedPolicy
{
    std::string name;
    Policy policy;
};

struct IdentityRecord
{
    std::uint64_t id = 0; // of the design
    std::string name;     // aws:username
    std::vector<std::pair<std::string, std::string>> tags;
    std::vector<NamedPolicy> policies;
    std::string problem; // of a policy that cannot be read: nobody knows what it forbids; empty: all can
};

class Identities final
{
public:
    using Records = std::map<std::string, IdentityRecord, std::less<>>; // by the access key's id

    Identities() = default;
    Identities(AccessKeys keys, Records records) : m_keys(std::move(keys)), m_records(std::move(records)) {}

    [[nodiscard]] const AccessKeys& keys() const { return m_keys; }
    [[nodiscard]] const IdentityRecord* find(std::string_view accessKeyId) const; // lives as long as this does

private:
    AccessKeys m_keys;
    Records m_records;
};

// All of its policies together; none at all says nothing.
[[nodiscard]] Decision evaluate(const IdentityRecord& identity, const AccessRequest& request);

} // namespace gw::engine::auth
