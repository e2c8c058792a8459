// A step of verifying something, for people to read: the studio's authorizer lab.
#pragma once

#include <string>

namespace gw::engine::auth {

enum class StepOutcome { Passed, Failed, NotReached };

struct VerificationStep
{
    std::string name; // "Form", "Signature", "exp"
    StepOutcome outcome = StepOutcome::NotReached;
    std::string text; // what was found, or the reason
};

} // namespace gw::engine::auth
