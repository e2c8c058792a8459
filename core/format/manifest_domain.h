// Custom domains and client certificates in gatewright.yaml (reference 1.33). Private keys never stand here.
//
//   domainNames:
//     - name: api.localhost
//       port: 8443                                # 0 or absent: assigned when serving
//       routingMode: ROUTING_RULE_THEN_BASE_PATH_MAPPING   # BASE_PATH_MAPPING_ONLY when absent
//       mappings:
//         - { path: v1/orders, api: orders, stage: prod }
//       rules:
//         - priority: 10
//           basePath: beta
//           headers: [{ header: X-Version, valueGlob: 'beta*' }]
//           api: orders
//           stage: beta
//           stripBasePath: true
//       tls: { enabled: true, minimumVersion: TLS_1_2, truststore: certificates/clients.pem }
//   clientCertificates:
//     - name: backend
//       id: a1b2c3                                # optional
//       description: Shown to our servers
//       certificate: certificates/backend.pem
#pragma once

#include "core/api/client_certificate.h"
#include "core/api/domain_name.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<DomainName>> readDomainNames(const ReadContext& context, const json::Value& root);
[[nodiscard]] Result<void> writeDomainNames(json::Value& root, KeyOrder rootOrder,
                                            const std::vector<Listed<DomainName>>& base,
                                            const std::vector<Cow<DomainName>>& wanted);

[[nodiscard]] std::vector<Listed<ClientCertificate>>
readClientCertificates(const ReadContext& context, const json::Value& root, const std::string& projectName);
[[nodiscard]] Result<void> writeClientCertificates(json::Value& root, KeyOrder rootOrder,
                                                   const std::string& projectName,
                                                   const std::vector<Listed<ClientCertificate>>& base,
                                                   const std::vector<Cow<ClientCertificate>>& wanted);

[[nodiscard]] DomainNameId domainNameIdOf(std::string_view name);
[[nodiscard]] ClientCertificateId clientCertificateIdOf(std::string_view name);
[[nodiscard]] std::string usualCertificateFile(std::string_view certificateId); // "certificates/a1b2c3.pem"
[[nodiscard]] std::string derivedCertificateId(std::string_view projectName, std::string_view certificateName);

} // namespace gw
