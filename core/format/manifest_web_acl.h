// Web ACLs in gatewright.yaml (reference 1.36); each rule has one of four matches:
//
//   webAcls:
//     - name: edge
//       description: Before the shop
//       defaultAction: ALLOW                      # or BLOCK; ALLOW when absent
//       rules:
//         - { name: office, action: ALLOW, addresses: [192.0.2.0/24, "2001:db8::/32"] }
//         - { name: flood, action: BLOCK, rate: { limit: 2000, evaluationWindowSec: 300 } }
//         - { name: bots, action: COUNT, header: { name: User-Agent, match: CONTAINS, value: bot } }
//         - { name: huge, action: BLOCK, size: { part: BODY, bytes: 8192 } }
#pragma once

#include "core/api/web_acl.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<WebAcl>> readWebAcls(const ReadContext& context, const json::Value& root);
[[nodiscard]] Result<void> writeWebAcls(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<WebAcl>>& base,
                                        const std::vector<Cow<WebAcl>>& wanted);

[[nodiscard]] WebAclId webAclIdOf(std::string_view name);

} // namespace gw
