// Parameter mappings of HTTP APIs (reference 2.5): what they change of the request that goes to an endpoint or into the
// event of a function, and of the answer that comes back. All values are read before anything is changed; a mapping
// whose source is not there is left out.
#pragma once

#include "core/api/mapping_key.h"
#include "gateway-engine/pipeline/http_value_source.h"
#include "gateway-engine/pipeline/stage.h"

#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct RouteMapping
{
    MappingKey key;
    std::string name;       // the key as the design writes it
    HttpValueSource source; // of a removal it says nothing
};
using RouteMappings = std::vector<RouteMapping>; // in the order of the design

// Behind ForwardRequest: changes what goes to the endpoint.
class MapRouteRequest final : public Stage
{
public:
    explicit MapRouteRequest(RouteMappings mappings) : m_mappings(std::move(mappings)) {}
    [[nodiscard]] const char* name() const override { return "map_parameters"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    RouteMappings m_mappings;
};

// Ahead of a function's event: changes the request it is made of.
class MapFunctionRequest final : public Stage
{
public:
    explicit MapFunctionRequest(RouteMappings mappings) : m_mappings(std::move(mappings)) {}
    [[nodiscard]] const char* name() const override { return "map_parameters"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    RouteMappings m_mappings;
};

// Behind the integration's answer: changes it by the status it came with.
class MapRouteAnswer final : public Stage
{
public:
    using ByStatus = std::vector<std::pair<int, RouteMappings>>;
    explicit MapRouteAnswer(ByStatus mappings) : m_mappings(std::move(mappings)) {}
    [[nodiscard]] const char* name() const override { return "map_parameters"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    ByStatus m_mappings;
};

} // namespace gw::engine
