// Identities, user pools and the project's own issuer in gatewright.yaml (reference 1.25). Secret access keys, password
// hashes, client secrets and signing keys never stand here (secrets_file.h).
//
//   identities:
//     - name: alice
//       accessKeyId: AKIAIOSFODNN7EXAMPLE          # derived when absent
//       tags: { team: cats }
//       policies:
//         - name: invoke
//           document: { Version: '2012-10-17', Statement: [ … ] }
//   userPools:
//     - name: customers
//       arn: arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_AbCdEfGhI   # derived when absent
//       issuer: https://issuer.example             # the project's own when absent
//       jwks: keys/customers.json                  # or a URL; by discovery when absent
//   localIssuer:
//     enabled: true
//     accessTokenSeconds: 3600
//     idTokenSeconds: 3600
//     refreshTokenSeconds: 2592000
//     users:
//       - name: bob
//         sub: 6d2a…                               # derived when absent
//         enabled: false                           # true when absent
//         attributes: { email: bob@example.org }
//         groups: [admin]
//     clients:
//       - name: web
//         clientId: 4k1j…                          # derived when absent
//         hasSecret: true
//         redirectUris: ["http://127.0.0.1:8080/back"]
//         scopes: [openid, pets/read]
//         grantTypes: [authorization_code, refresh_token, client_credentials]
#pragma once

#include "core/api/aws_settings.h"
#include "core/api/identity.h"
#include "core/api/local_issuer.h"
#include "core/api/user_pool.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<Identity>> readIdentities(const ReadContext& context, const json::Value& root,
                                                           const std::string& projectName);
[[nodiscard]] Result<void> writeIdentities(json::Value& root, KeyOrder rootOrder, const std::string& projectName,
                                           const std::vector<Listed<Identity>>& base,
                                           const std::vector<Cow<Identity>>& wanted);

[[nodiscard]] std::vector<Listed<UserPool>> readUserPools(const ReadContext& context, const json::Value& root,
                                                          const AwsSettings& aws);
[[nodiscard]] Result<void> writeUserPools(json::Value& root, KeyOrder rootOrder, const AwsSettings& aws,
                                          const std::vector<Listed<UserPool>>& base,
                                          const std::vector<Cow<UserPool>>& wanted);

// manifest_issuer.cpp
[[nodiscard]] LocalIssuer readLocalIssuer(const ReadContext& context, const json::Value& root,
                                          const std::string& projectName);
[[nodiscard]] Result<void> writeLocalIssuer(json::Value& root, KeyOrder rootOrder, const LocalIssuer& base,
                                            const LocalIssuer& wanted);

[[nodiscard]] IdentityId identityIdOf(std::string_view name);
[[nodiscard]] UserPoolId userPoolIdOf(std::string_view name);

} // namespace gw
