// Policies to begin with: of identities (reference 1.25), for everything, for one API, for one of its stages.
#pragma once

#include "core/api/project.h"
#include "core/json/value.h"

#include <string>

namespace gw::ui {

inline constexpr char everyApi[] = "arn:aws:execute-api:*:*:*";

// Allows to call what the ARN says.
[[nodiscard]] json::Value policyThatAllows(const std::string& resource);
[[nodiscard]] json::Value policyThatAllowsEverything(); // every action, not calling APIs alone
[[nodiscard]] std::string resourceOf(const Project& project, const Api& api);
[[nodiscard]] std::string resourceOf(const Project& project, const Api& api, const Stage& stage);

} // namespace gw::ui
