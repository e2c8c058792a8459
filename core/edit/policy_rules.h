// What an IAM policy must look like: resource policies of APIs and policies of identities (reference 1.25 and 1.26).
// Edits refuse what breaks these rules, lint reports it in files.
#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>

namespace gw {

// A resource policy names who it is about; a policy of an identity is about that identity.
enum class PolicyOwner { Api, Identity };

// Why it is no policy, in a sentence; empty when it is one. The text of a JSON document is taken as that document.
[[nodiscard]] std::string faultOfPolicy(const json::Value& policy, PolicyOwner owner);
// Whether some statement allows everybody, whatever else holds.
[[nodiscard]] bool allowsEverybody(const json::Value& policy);
// "StringLike", "ForAnyValue:StringEqualsIfExists", …
[[nodiscard]] bool isConditionOperator(std::string_view text);

} // namespace gw
