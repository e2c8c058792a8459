// What a policy says of the request a lab tries, statement by statement, for its report (reference 1.25, 1.26).
#pragma once

#include "gateway-engine/access/authorizer_lab.h"
#include "gateway-engine/auth/access_keys.h"
#include "gateway-engine/auth/identities.h"
#include "gateway-engine/auth/policy.h"

#include <chrono>
#include <string>

namespace gw::engine {

// The request, and who has signed it; null: nobody.
struct LabCall
{
    auth::ApiAddress api;
    const Request& sent;
    std::chrono::system_clock::time_point now;
    const auth::AccessKey* key = nullptr;
    const auth::IdentityRecord* identity = nullptr;
};

// Adds it to the report's policies, for the report's method. A policy that cannot be read is left out: the answer says
// so.
void explainPolicy(LabReport& report, std::string name, std::string text, auth::PolicyKind kind, const LabCall& call);

[[nodiscard]] std::string policyText(const json::Value& document); // of an API: an object, or a text

} // namespace gw::engine
