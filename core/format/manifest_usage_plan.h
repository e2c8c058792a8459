// API keys, usage plans and the account's throttle in gatewright.yaml (reference 1.27). Values of keys never stand here
// (secrets_file.h); an `id` is written once it no longer follows from the names.
//
//   apiKeys:
//     - name: partner
//       id: a1b2c3d4e5                 # optional
//       description: The first partner
//       enabled: false                 # true when absent
//   usagePlans:
//     - name: basic
//       description: For partners
//       throttle: { rateLimit: 100, burstLimit: 50 }
//       quota: { limit: 1000, offset: 0, period: DAY }   # DAY, WEEK or MONTH
//       apiStages:
//         - api: pets
//           stage: prod
//           throttle: { /pets/GET: { rateLimit: 1.5, burstLimit: 2 } }
//       keys: [partner]
//   accountThrottle: { rateLimit: 10000, burstLimit: 5000 }
#pragma once

#include "core/api/api_key.h"
#include "core/api/usage_plan.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<ApiKey>> readApiKeys(const ReadContext& context, const json::Value& root,
                                                      const std::string& projectName);
[[nodiscard]] Result<void> writeApiKeys(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                                        const std::vector<Listed<ApiKey>>& base,
                                        const std::vector<Cow<ApiKey>>& wanted);

[[nodiscard]] std::vector<Listed<UsagePlan>> readUsagePlans(const ReadContext& context, const json::Value& root,
                                                            const std::string& projectName);
[[nodiscard]] Result<void> writeUsagePlans(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                                           const std::vector<Listed<UsagePlan>>& base,
                                           const std::vector<Cow<UsagePlan>>& wanted);

[[nodiscard]] ThrottleSettings readAccountThrottle(const ReadContext& context, const json::Value& root);

[[nodiscard]] ApiKeyId apiKeyIdOf(std::string_view name);
[[nodiscard]] UsagePlanId usagePlanIdOf(std::string_view name);
[[nodiscard]] std::string derivedKeyId(std::string_view projectName, std::string_view keyName);
[[nodiscard]] std::string derivedPlanId(std::string_view projectName, std::string_view planName);

} // namespace gw
