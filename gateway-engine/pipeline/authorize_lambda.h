// AuthorizeLambda: methods and routes of authorization type CUSTOM (reference 1.25, 2.7): a function of the user's is
// asked who calls and what they may do, with a token (TOKEN) or the whole request (REQUEST). What it says is kept for
// its time to live, and its policy is evaluated anew for each request, together with the API's own (1.26, Table A).
#pragma once

#include "gateway-engine/auth/authorizer_result.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/pipeline/caller_tables.h"
#include "gateway-engine/pipeline/identity_place.h"
#include "gateway-engine/pipeline/pattern.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace gw::engine {

// Which event the function gets.
enum class AuthorizerEvent : std::uint8_t {
    Token,
    Request,
    Http1, // of HTTP APIs, payload format 1.0
    Http2  // 2.0
};

struct LambdaAuthorizer
{
    std::string name;
    std::string id; // six characters, as ARNs and logs name it
    AuthorizerEvent event = AuthorizerEvent::Token;
    auth::AuthorizerContract contract{}; // of what the function answers
    std::vector<IdentityPlace> identity; // of TOKEN exactly one
    bool needsIdentity = true;           // each value has to be there, or the function is not asked
    std::optional<Pattern> validation;   // of the token; the whole of it
    std::chrono::seconds timeToLive{0};  // 0: nothing is kept
    std::string region;                  // of the function
    std::string target;                  // "/2015-03-31/functions/{ARN}/invocations"
    std::chrono::milliseconds timeout{29'000};
    std::string arnPrefix; // of methods
    std::shared_ptr<const auth::AuthorizerScope> scope;
    ResourcePolicy resourcePolicy;
};

class AuthorizeLambda final : public WaitingStage
{
public:
    AuthorizeLambda(std::shared_ptr<CallerTables> tables, std::shared_ptr<AwsServices> services,
                    LambdaAuthorizer design)
        : m_tables(std::move(tables)), m_services(std::move(services)), m_design(std::move(design))
    {
    }
    [[nodiscard]] const char* name() const override { return "authorize_lambda"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;

private:
    using Result = std::shared_ptr<const auth::AuthorizerResult>;
    using Outcome = tl::expected<Result, Fault>;

    [[nodiscard]] Task<std::optional<Fault>> decideOn(Exchange& x) const;
    [[nodiscard]] tl::expected<std::vector<std::string>, Fault> identityOf(Exchange& x) const;
    [[nodiscard]] std::string eventOf(Exchange& x, const std::vector<std::string>& identity,
                                      const std::string& arn) const;
    [[nodiscard]] Task<Outcome> ask(Exchange& x, std::vector<std::string> identity, std::string arn) const;
    [[nodiscard]] Task<Outcome> invoke(Exchange& x, std::string event) const;
    [[nodiscard]] Outcome readAnswer(const Response& answer) const;
    [[nodiscard]] Fault failureOf(const Response& answer) const;
    [[nodiscard]] bool isOfHttpApi() const { return m_design.event >= AuthorizerEvent::Http1; }
    [[nodiscard]] std::string denial(const auth::AuthorizerResult& result, const auth::AccessRequest& request) const;
    [[nodiscard]] std::optional<Fault> authorize(Exchange& x, const auth::AuthorizerResult& result,
                                                 std::string_view arn) const;

    std::shared_ptr<CallerTables> m_tables;
    std::shared_ptr<AwsServices> m_services;
    LambdaAuthorizer m_design;
};

} // namespace gw::engine
