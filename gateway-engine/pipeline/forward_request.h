// ForwardRequest: what goes to the endpoint of an HTTP API's HTTP_PROXY route by itself (reference 2.3): the client's
// verb, query, headers and body, path variables where the URI has a place for them, and one Forwarded header for the
// hops. What parameter mappings change comes behind it.
#pragma once

#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/pipeline/stage.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace gw::engine {

struct Forwarding
{
    // None: a listener or a service behind a VPC link, which gets the client's path with the stage, and its Host.
    std::optional<EndpointUri> uri;
    std::string httpMethod;   // empty: the client's
    bool appendsPath = false; // of the $default route: the path goes behind the URI's
    std::chrono::milliseconds timeout{30'000};
    bool verifyTls = true;
    bool keepsSignature = true;                     // false: Authorization was the gateway's to check (AWS_IAM)
    std::string tlsName;                            // to verify in place of the host; empty: the host
    std::shared_ptr<const ClientIdentity> identity; // shown to endpoints that ask; null: none
};

class ForwardRequest final : public Stage
{
public:
    explicit ForwardRequest(Forwarding forwarding) : m_forwarding(std::move(forwarding)) {}
    [[nodiscard]] const char* name() const override { return "map_request"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] Result<EndpointUri::Place> placeFor(const Exchange& x) const;
    void addHeaders(Exchange& x, std::string_view host) const;

    Forwarding m_forwarding;
};

} // namespace gw::engine
