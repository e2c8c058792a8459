// The authorizer lab: what an authorizer makes of a sample request, step by step (reference 1.25, 1.35 on
// TestInvokeAuthorizer): how its token reads, whether its signature and claims hold, what the function said, how each
// statement of each policy decides, and the answer a caller would get. Made of the very stages requests meet; functions
// are really invoked.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"
#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/auth/policy_explanation.h"
#include "gateway-engine/auth/sigv4_inspect.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/trace/trace.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct LabSample
{
    std::string method = "GET";
    std::string resourcePath; // "/pets/{petId}"; empty: the path itself
    std::string path = "/";   // below the stage, with its query: "/pets/7?x=y"
    std::string token;        // for the header the authorizer reads; empty: `headers` hold it
    Headers headers;
    std::string sourceIp = "127.0.0.1";
    std::vector<std::string> authorizationScopes; // the method's
};

struct LabPolicy
{
    std::string name; // "The resource policy"
    std::string text; // the document; ranges of the explanation are of it
    auth::PolicyExplanation explanation;
};

struct LabReport
{
    Authorizer authorizer;
    std::string methodArn;
    std::vector<auth::TokenStep> tokenSteps; // of user pools; empty: no token was read
    json::Value tokenHeader;                 // null where it could not be read
    json::Value tokenClaims;
    std::optional<auth::SignatureReport> signature; // of AWS_IAM (signature_lab.h) alone
    std::string remark;                             // what the design says otherwise; or empty
    bool wasInvoked = false;                        // the function
    std::string result;         // whether it was kept: "kept from an earlier request, for another 120 s"; empty: none
    std::string event;          // what the function got, secrets masked
    std::string functionAnswer; // the same
    std::string principalId;
    json::Value context;             // an object of texts, or null
    std::vector<LabPolicy> policies; // that were asked, in order
    bool isAllowed = false;
    Response answer;       // what the caller gets where it is not
    std::string reason;    // why not, for people
    std::string faultType; // the gateway response; empty: allowed
    TracePtr trace;        // the whole of it
};

// Fails where the API has no such authorizer, or nothing knows who calls. Blocks the calling thread; asked to stop it
// gives up a function that has not answered yet.
[[nodiscard]] Result<LabReport> tryAuthorizer(const Api& api, const gw::Stage& stage, std::string_view authorizer,
                                              const LabSample& sample, const Surroundings& surroundings,
                                              std::stop_token stop = {});

} // namespace gw::engine
