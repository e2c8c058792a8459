// AuthorizeIam: methods of authorization type AWS_IAM (reference 1.25, 1.26): the request's signature, then what its
// signer's policies and the API's own allow together. The signature goes no further than this.
#pragma once

#include "gateway-engine/auth/sigv4_verify.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/caller_tables.h"

namespace gw::engine {

class AuthorizeIam final : public Stage
{
public:
    AuthorizeIam(std::shared_ptr<CallerTables> tables, std::string region, std::string arnPrefix,
                 ResourcePolicy policy);
    [[nodiscard]] const char* name() const override { return "authorize_iam"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] std::optional<Fault> authorize(Exchange& x, const auth::AccessKey& key,
                                                 const auth::IdentityRecord& identity) const;

    std::shared_ptr<CallerTables> m_tables;
    auth::SignatureRules m_rules;
    std::string m_arnPrefix;
    ResourcePolicy m_policy;
};

// A signature that fails, as the gateway response that says so. Which type the incomplete and the unrecognised ones are
// the service does not tell; here it is INVALID_SIGNATURE, with their own x-amzn-ErrorType.
[[nodiscard]] Fault signatureFault(auth::SignatureFailure failure);

} // namespace gw::engine
