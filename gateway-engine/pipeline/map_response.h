// The integration response: MapResponse selects one by its pattern and maps headers and body (reference 1.19), for HTTP
// MOCK and AWS; PassResponse lets an HTTP_PROXY endpoint's answer through under the header rules (1.11).
#pragma once

#include "gateway-engine/pipeline/mapping_templates.h"
#include "gateway-engine/pipeline/pattern.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/pipeline/value_source.h"
#include "gateway-engine/routing/selection.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct ResponseMapping
{
    std::optional<Pattern> pattern; // none: the default
    std::string patternText;
    int status = 200; // 0: the endpoint's (WebSocket APIs)
    bool hasMethodResponse = true;
    std::vector<std::pair<std::string, ValueSource>> headers;
    MappingTemplates templates;
    std::optional<Selection> templateSelection; // of WebSocket APIs: which template; none: by Accept
    ContentHandling contentHandling = ContentHandling::Unset;
    bool readsBody = false; // some header is a part of the body
};

// What the patterns of integration responses are matched with (reference 1.19).
enum class SelectionSubject {
    Status,      // "404"
    ErrorMessage // of a function that failed; empty for one that did not
};

class MapResponse final : public Stage
{
public:
    // In the order they are tried: by status code.
    explicit MapResponse(std::vector<ResponseMapping> mappings, SelectionSubject subject = SelectionSubject::Status,
                         bool tellsTraceId = false)
        : m_mappings(std::move(mappings)), m_subject(subject), m_tellsTraceId(tellsTraceId)
    {
    }
    [[nodiscard]] const char* name() const override { return "map_response"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] tl::expected<const ResponseMapping*, Fault> select(const Exchange& x) const;
    [[nodiscard]] static std::optional<Fault> mapBody(Exchange& x, const ResponseMapping& mapping,
                                                      const MappingTemplate* chosen);
    std::vector<ResponseMapping> m_mappings;
    SelectionSubject m_subject;
    bool m_tellsTraceId; // clients of AWS services hear it (reference 1.6)
};

// The trace id of a request that went to an AWS service, as the service gave it back or as it was sent.
void addTraceId(Exchange& x);

// The headers of an answer that passes as it is, under the rules of 1.11: some are renamed, some dropped.
void passAnswerHeaders(Response& response);

class PassResponse final : public Stage
{
public:
    [[nodiscard]] const char* name() const override { return "map_response"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;
};

} // namespace gw::engine
