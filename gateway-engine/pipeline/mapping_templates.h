// MappingTemplates: the templates of one direction of one method, by content type, compiled at deploy time. A template
// without "$" and "#" is its own output.
#pragma once

#include "core/api/integration.h"
#include "core/result.h"
#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/vtl/dialect/mapping_template.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

enum class TemplateSide { Request, Response };

[[nodiscard]] bool isPlainTemplate(std::string_view text); // nothing in it is replaced

struct MappingTemplate
{
    std::string contentType;
    std::string text;
    std::optional<vtl::Template> program; // none: plain text, or `problem`
    vtl::Needs needs;                     // of the program
    std::optional<std::vector<std::string>> contextMembers; // of the program; nothing: any
    std::string problem;                  // why it cannot be rendered: what is wrong, and where
};

class MappingTemplates
{
public:
    MappingTemplates() = default;
    // A template that cannot be compiled breaks the requests that need it, not the method.
    [[nodiscard]] static MappingTemplates compile(const StringMap& byContentType, TemplateSide side,
                                                  Diagnostics& problems);

    [[nodiscard]] bool empty() const { return m_templates.empty(); }
    // For a request: the one of this content type, else "$default"; null when there is none (reference 1.12).
    [[nodiscard]] const MappingTemplate* forContentType(std::string_view contentType) const;
    // Of WebSocket APIs: by the key a selection expression gave, then "$default".
    [[nodiscard]] const MappingTemplate* forKey(std::string_view key) const;
    // For a response: the first type of Accept, else application/json, else the first (reference 1.19); null when
    // empty.
    [[nodiscard]] const MappingTemplate* forAccept(std::string_view accept) const;

private:
    [[nodiscard]] const MappingTemplate* find(std::string_view contentType) const;
    std::vector<MappingTemplate> m_templates;
};

// The output of a template for `body`; fails with what is wrong and where. What the template overrides goes to
// x.overrides, what it did to the trace. `known`: the body as JSON, where a stage has read it; else null.
[[nodiscard]] Result<std::string> render(const MappingTemplate& mapping, Exchange& x, std::string_view body,
                                         std::shared_ptr<const json::Value> known = nullptr);

} // namespace gw::engine
