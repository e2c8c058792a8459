// Usage plans, keys, throttles and web ACLs of a design as the engine limits by them: names become ids, what is unset
// becomes the service's defaults (reference 1.27, 1.28 and 1.36).
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "gateway-engine/traffic/traffic_limits.h"
#include "gateway-engine/traffic/web_acl.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace gw::engine {

// What is served of each stage, by API id, stage and whether it is its canary's: resource paths and verbs.
using ServedMethods = std::map<std::tuple<std::string, std::string, bool>, std::set<std::pair<std::string, HttpVerb>>>;

// Tells of plans that lead nowhere.
[[nodiscard]] TrafficLimits trafficLimits(const Project& project, const Secrets& secrets, const ServedMethods& served,
                                          Diagnostics& diagnostics);

// Nothing where the stage does not limit the method.
[[nodiscard]] std::optional<ThrottleLimit> stageThrottle(const gw::Stage& stage, const std::string& resourcePath,
                                                         HttpVerb verb, const ThrottleLimit& account);
// What halves of throttles that are unset take: the account's.
[[nodiscard]] ThrottleLimit accountLimit(const Project& project);

// Fails with what the engine cannot compare with.
[[nodiscard]] Result<std::vector<WebAclRule>> webAclRules(const gw::WebAcl& design);
[[nodiscard]] WebAclAction webAclAction(gw::WebAclAction action);

} // namespace gw::engine
