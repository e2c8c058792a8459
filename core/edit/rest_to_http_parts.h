// The steps of rest_to_http.h, a file each: mappings (rest_to_http_mapping.cpp), integrations
// (rest_to_http_integration.cpp), stages (rest_to_http_stage.cpp), and who may call and from where
// (rest_to_http_access.cpp).
#pragma once

#include "core/api/authorizer.h"
#include "core/edit/rest_to_http.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::conversion {

// Collects the notes of one place.
class Notes
{
public:
    Notes(ConversionReport& report, std::string where, NodeRef node)
        : m_report(report), m_where(std::move(where)), m_node(node)
    {
    }
    void carried(std::string what) { add(Carry::Carried, std::move(what), {}); }
    void changed(std::string what, std::string hint = {}) { add(Carry::Changed, std::move(what), std::move(hint)); }
    void lost(std::string what, std::string hint) { add(Carry::Lost, std::move(what), std::move(hint)); }
    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }

private:
    void add(Carry carry, std::string what, std::string hint)
    {
        m_isEmpty = false;
        m_report.notes.push_back({carry, m_where, std::move(what), std::move(hint), m_node});
    }

    ConversionReport& m_report;
    std::string m_where;
    NodeRef m_node;
    bool m_isEmpty = true;
};

// What stands behind all methods.
struct Origin
{
    const Project& project;
    const Api& api;
    const OpenApiDefinition& definition;
};

// "method.request.header.X" as "$request.header.X"; nullopt for what HTTP APIs cannot read.
[[nodiscard]] std::optional<std::string> requestSource(std::string_view source);
[[nodiscard]] std::optional<std::string> responseSource(std::string_view source);
// The REST integration's mappings in `to`, which has its URI already.
void convertRequestMappings(const Integration& from, Integration& to, Notes& notes);
void convertResponseMappings(const Integration& from, Integration& to, bool hasCors, Notes& notes);

// nullopt: an HTTP API has nothing that could stand behind the route.
[[nodiscard]] std::optional<Integration> convertIntegration(const Origin& origin, const Integration& from, bool hasCors,
                                                            Notes& notes);

[[nodiscard]] Stage convertStage(const OpenApiDefinition& definition, const Stage& from, Notes& notes);

// nullopt: no authorizer of an HTTP API does what it does.
[[nodiscard]] std::optional<Authorizer> convertAuthorizer(const Origin& origin, const Authorizer& from, Notes& notes);
void convertAccess(const Origin& origin, const Method& from, Method& to, const std::vector<std::string>& authorizers,
                   Notes& notes);

// An OPTIONS method that answers preflight requests by itself, as "Enable CORS" writes it.
[[nodiscard]] bool isPreflight(const Method& method);
[[nodiscard]] std::optional<CorsConfiguration> corsOf(const OpenApiDefinition& definition, Notes& notes);

} // namespace gw::conversion
