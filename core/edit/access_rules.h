// What the service accepts of authorizers, usage plans, identities, issuers, domains and web ACLs (reference 1.25 to
// 1.27, 1.33, 1.36 and 2.7). Each fault is a sentence that names the element. Edits refuse faults that they bring, lint
// reports them in files.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw {

using Faults = std::vector<std::string>;

[[nodiscard]] Faults faultsOf(const Authorizer& authorizer, bool isHttpApi);
[[nodiscard]] Faults faultsOf(const ThrottleSettings& throttle, const std::string& subject);
[[nodiscard]] Faults faultsOf(const ApiKey& key);
[[nodiscard]] Faults faultsOf(const UsagePlan& plan);
[[nodiscard]] Faults faultsOf(const Identity& identity);
[[nodiscard]] Faults faultsOf(const UserPool& pool);
[[nodiscard]] Faults faultsOf(const LocalIssuer& issuer);
[[nodiscard]] Faults faultsOf(const DomainName& domain);
[[nodiscard]] Faults faultsOf(const ClientCertificate& certificate);
[[nodiscard]] Faults faultsOf(const WebAcl& acl);

// "/pets/{petId}/GET": a resource path and a verb.
[[nodiscard]] bool isMethodThrottlePath(std::string_view text);
// The keys of `plan` that another plan has for one of its stages: a key belongs to one plan a stage.
[[nodiscard]] Faults conflictsOf(const UsagePlan& plan, const Project& project);
// Keys, APIs and stages that the plan or the domain names and the project does not have.
[[nodiscard]] Faults unknownsOf(const UsagePlan& plan, const Project& project);
[[nodiscard]] Faults unknownsOf(const DomainName& domain, const Project& project);

// The first fault of `wanted` that `known` does not have; empty when there is none.
[[nodiscard]] std::string firstNew(const Faults& wanted, const Faults& known);

} // namespace gw
