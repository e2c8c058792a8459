// MappingTemplates: the templates of one direction of one method, by content type. A template without "$" and "#" is
// its own output; the others are compiled at deploy time.
#pragma once

#include "core/api/integration.h"
#include "core/result.h"
#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct MappingTemplate
{
    std::string contentType;
    std::string text;
    bool isPlainText = true;
};

class MappingTemplates
{
public:
    MappingTemplates() = default;
    // Fails with the place of the first mistake of a template.
    [[nodiscard]] static Result<MappingTemplates> compile(const StringMap& byContentType);

    [[nodiscard]] bool empty() const { return m_templates.empty(); }
    // For a request: the one of this content type, else "$default"; null when there is none (reference 1.12).
    [[nodiscard]] const MappingTemplate* forContentType(std::string_view contentType) const;
    // For a response: the first type of Accept, else application/json, else the first (reference 1.19); null when
    // empty.
    [[nodiscard]] const MappingTemplate* forAccept(std::string_view accept) const;

private:
    [[nodiscard]] const MappingTemplate* find(std::string_view contentType) const;
    std::vector<MappingTemplate> m_templates;
};

enum class TemplateSide { Request, Response };

// The output of a template for `body`. What it overrides goes to x.overrides; what it read and wrote to the trace.
[[nodiscard]] Result<std::string> render(const MappingTemplate& mapping, Exchange& x, const std::string& body,
                                         TemplateSide side);

} // namespace gw::engine
