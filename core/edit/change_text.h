// Says in words what differs between two versions of one element: "integration URI changed, response 404 added".
#pragma once

#include "core/api/project.h"

#include <string>

namespace gw {

class Aspects; // change_aspects.h
// What differs of the integrations of two methods or routes.
void compareIntegrations(Aspects& aspects, const std::optional<Integration>& before,
                         const std::optional<Integration>& after);

// Empty when nothing differs that people can see.
[[nodiscard]] std::string describeChange(const Method& before, const Method& after);
[[nodiscard]] std::string describeChange(const Stage& before, const Stage& after);
[[nodiscard]] std::string describeChange(const OpenApiDefinition& before, const OpenApiDefinition& after);
[[nodiscard]] std::string describeChange(const Function& before, const Function& after);
[[nodiscard]] std::string describeChange(const StateMachine& before, const StateMachine& after);
[[nodiscard]] std::string describeChange(const Backend& before, const Backend& after);
[[nodiscard]] std::string describeChange(const AwsSettings& before, const AwsSettings& after);
// change_text_access.cpp
[[nodiscard]] std::string describeChange(const ApiKey& before, const ApiKey& after);
[[nodiscard]] std::string describeChange(const UsagePlan& before, const UsagePlan& after);
[[nodiscard]] std::string describeChange(const Identity& before, const Identity& after);
[[nodiscard]] std::string describeChange(const UserPool& before, const UserPool& after);
[[nodiscard]] std::string describeChange(const LocalIssuer& before, const LocalIssuer& after);
[[nodiscard]] std::string describeChange(const DomainName& before, const DomainName& after);
[[nodiscard]] std::string describeChange(const ClientCertificate& before, const ClientCertificate& after);
[[nodiscard]] std::string describeChange(const WebAcl& before, const WebAcl& after);

// "GET /pets"
[[nodiscard]] std::string methodLabel(HttpVerb verb, const std::string& path);

} // namespace gw
