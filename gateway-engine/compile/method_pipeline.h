// Compiles one method: the ordered list of its stages.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/compile/authorization.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/compile/validation.h"
#include "gateway-engine/integrations/aws_uri.h"
#include "gateway-engine/schema/sample.h"

#include <chrono>
#include <memory>
#include <string>

namespace gw::engine {

struct CacheDesign;

// What the stages of one method are made from.
struct MethodSource
{
    const Api& api;
    const gw::Stage& stage;
    const OpenApiDefinition& definition;
    const Resource& resource;
    const Method& method;
    const Surroundings& surroundings;
    Sampler& sampler;
    Models& models;
    const ApiAuthorization& authorization;
    Diagnostics& diagnostics;              // warnings: the method will answer with a fault
    bool hasOwnCache = false;              // a canary's, which does not use its stage's
    const WebSocketRoute* route = nullptr; // what the method stands for, of a WebSocket API; null: itself

    [[nodiscard]] std::string name() const; // "GET /pets/{petId}"
    [[nodiscard]] NodeRef node() const;
    void warn(std::string rule, std::string message, std::string hint) const;
};

[[nodiscard]] CompiledMethod compileMethod(const MethodSource& source);

// What every request of the stage meets before it is routed; null: it has no web ACL.
[[nodiscard]] std::shared_ptr<const WebAclCheck> compileWebAcl(const gw::Stage& stage,
                                                               const Surroundings& surroundings);

// Who calls, and whether they may: several stages, or none.
[[nodiscard]] ApiAuthorization::Stages compileAuthorization(const MethodSource& source);
// The parts. Null: the method has no use for that stage.
[[nodiscard]] std::unique_ptr<const Stage> compileUsagePlan(const MethodSource& source);
[[nodiscard]] std::shared_ptr<const CacheDesign> cacheDesign(const MethodSource& source); // null: it is not cached
[[nodiscard]] std::unique_ptr<const Stage> compileExamples(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileValidation(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileMapRequest(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileBackend(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileMapResponse(const MethodSource& source);

// Of methods with an AWS or AWS_PROXY integration (aws_stages.cpp).
[[nodiscard]] Result<AwsUri> awsUriOf(const MethodSource& source);
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileLambdaEvent(const MethodSource& source,
                                                                      std::chrono::milliseconds timeout);
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileAwsBackend(const MethodSource& source);
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileHttpBackend(const MethodSource& source);

} // namespace gw::engine
