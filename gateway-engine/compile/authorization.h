// Who may call the methods of one API on one stage (reference 1.25, 1.26): its resource policy and its authorizers,
// read once for all methods. What cannot be read lets nobody pass.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/authorize_lambda.h"
#include "gateway-engine/pipeline/caller_tables.h"

#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

class ApiAuthorization
{
public:
    using Stages = std::vector<std::unique_ptr<const Stage>>;

    // All of them outlive this.
    ApiAuthorization(const Api& api, const gw::Stage& stage, const Surroundings& surroundings,
                     Diagnostics& diagnostics);

    // In the order a request meets them. `problem` is filled when they refuse everybody.
    [[nodiscard]] Stages stagesOf(const Method& method, Diagnostic& problem) const;

private:
    [[nodiscard]] Result<Stages> tryStagesOf(const Method& method) const;
    [[nodiscard]] Result<void> needTables() const;
    [[nodiscard]] Result<Stages> customStages(const Authorizer& authorizer) const;
    [[nodiscard]] Result<Stages> poolStages(const Authorizer& authorizer, const Method& method) const;
    [[nodiscard]] Result<LambdaAuthorizer> lambdaOf(const Authorizer& authorizer) const;
    [[nodiscard]] Result<Authorizer> authorizerOf(const Method& method) const;
    void addPolicy(Stages& stages, bool isBeforeAuthorizer) const;
    void readPolicy(Diagnostics& diagnostics);
    void tellClosed(Diagnostics& diagnostics) const;

    const Api& m_api;
    const OpenApiDefinition& m_definition;
    const gw::Stage& m_stage;
    const Surroundings& m_surroundings;
    std::shared_ptr<CallerTables> m_tables; // null: nobody can be told apart
    std::string m_arnPrefix;
    ResourcePolicy m_policy;
    bool m_isClosed = false;     // private, without a policy
    std::string m_policyProblem; // empty: it can be read, or there is none
};

} // namespace gw::engine
