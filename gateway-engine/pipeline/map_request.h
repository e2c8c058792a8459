// MapRequest: the integration request. Builds what goes to the endpoint from what the client sent: parameter mappings
// (reference 1.10), headers (1.11), body (1.12, 1.13), address (1.9), and last what the template overrides (1.23).
#pragma once

#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/pipeline/mapping_templates.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/pipeline/value_source.h"
#include "gateway-engine/routing/selection.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct RequestMapping
{
    struct Parameter
    {
        std::string name;
        ValueSource source;
    };

    bool isProxy = true;            // HTTP_PROXY: the client's headers, query and body pass
    bool isOfService = false;       // AWS: some headers more are not the design's to set
    std::optional<EndpointUri> uri; // none for MOCK
    std::string httpMethod;         // empty: the client's verb
    std::vector<std::pair<std::string, std::string>> ownHeaders; // of AWS services; what is mapped goes before them
    std::string userAgent;                                       // "AmazonAPIGateway_{apiId}", for requests without one
    std::vector<Parameter> headers;
    std::vector<Parameter> query;
    std::vector<Parameter> path;
    MappingTemplates templates;
    std::optional<Selection> templateSelection; // of WebSocket APIs: which template; none: by content type
    PassthroughBehavior passthrough = PassthroughBehavior::WhenNoMatch;
    ContentHandling contentHandling = ContentHandling::Unset;
    std::chrono::milliseconds timeout{29'000};
    bool verifyTls = true;
    std::shared_ptr<const ClientIdentity> identity; // shown to endpoints that ask; null: none
    bool readsBody = false;                         // some parameter is a part of the body

    // No template is there for a body: does it pass as it is? (reference 1.12)
    [[nodiscard]] bool refusesToPass() const
    {
        return passthrough == PassthroughBehavior::Never ||
               (passthrough == PassthroughBehavior::WhenNoTemplates && !templates.empty());
    }
};

class MapRequest final : public Stage
{
public:
    explicit MapRequest(RequestMapping mapping) : m_mapping(std::move(mapping)) {}
    [[nodiscard]] const char* name() const override { return "map_request"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    // What the mappings and the template's overrides give, before it goes into the message.
    struct Values
    {
        std::vector<std::pair<std::string, std::string>> headers;
        std::vector<std::pair<std::string, std::string>> query; // a name may stand here several times
        StringMap path;
    };
    [[nodiscard]] std::optional<Fault> mapParameters(Exchange& x, Values& values) const;
    [[nodiscard]] std::optional<Fault> mapBody(Exchange& x) const;
    [[nodiscard]] const MappingTemplate* templateFor(Exchange& x, std::string_view contentType) const;
    [[nodiscard]] std::optional<Fault> mapAddress(Exchange& x, const Values& values) const;
    void mapHeaders(Exchange& x, const Values& values, std::string_view host) const;

    RequestMapping m_mapping;
};

} // namespace gw::engine
