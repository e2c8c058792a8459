// What policies can ask of a request: its condition keys (reference 1.26), looked up only as far as a policy names
// them.
#pragma once

#include "gateway-engine/auth/access_keys.h"
#include "gateway-engine/auth/condition_keys.h"
#include "gateway-engine/auth/identities.h"
#include "gateway-engine/http/message.h"

#include <chrono>
#include <list>
#include <string>
#include <vector>

namespace gw::engine {

class RequestFacts
{
public:
    // All of them outlive this. `key` and `identity` of a signed request; null: nobody has signed it.
    RequestFacts(const Request& request, std::chrono::system_clock::time_point now,
                 const auth::AccessKey* key = nullptr, const auth::IdentityRecord* identity = nullptr)
        : m_request(request), m_now(now), m_key(key), m_identity(identity)
    {
    }
    RequestFacts(const RequestFacts&) = delete;
    RequestFacts& operator=(const RequestFacts&) = delete;

    // The keys a policy asks for, in lower case.
    void lookUp(const std::vector<std::string>& wanted);
    [[nodiscard]] const auth::ConditionKeys& keys() const { return m_keys; }

private:
    void lookUp(const std::string& key);
    void lookUpCaller(const std::string& key);
    void add(const std::string& key, std::string_view value);
    void addMade(const std::string& key, std::string value) { add(key, m_texts.emplace_back(std::move(value))); }

    const Request& m_request;
    std::chrono::system_clock::time_point m_now;
    const auth::AccessKey* m_key;
    const auth::IdentityRecord* m_identity;
    std::list<std::string> m_texts; // that stand nowhere else
    auth::ConditionKeys m_keys;
};

} // namespace gw::engine
