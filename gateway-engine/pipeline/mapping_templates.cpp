#include "gateway-engine/pipeline/mapping_templates.h"

#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/media_type.h"

namespace gw::engine {

namespace {

constexpr std::string_view json = "application/json";

bool isPlainText(std::string_view text)
{
    return text.find_first_of("$#") == std::string_view::npos;
}

} // namespace

Result<MappingTemplates> MappingTemplates::compile(const StringMap& byContentType)
{
    MappingTemplates result;
    for (const auto& [contentType, text] : byContentType) {
        if (!isPlainText(text))
            return fail("the mapping template for " + contentType +
                            " needs the template language, and mapping templates are not evaluated yet",
                        "Use a template without \"$\" and \"#\", or pass the body through.");
        result.m_templates.push_back({contentType, text, true});
    }
    return result;
}

const MappingTemplate* MappingTemplates::find(std::string_view contentType) const
{
    for (const MappingTemplate& each : m_templates)
        if (equalsIgnoreCase(bareMediaType(each.contentType), contentType))
            return &each;
    return nullptr;
}

const MappingTemplate* MappingTemplates::forContentType(std::string_view contentType) const
{
    const std::string_view bare = bareMediaType(contentType);
    const auto* found = find(bare.empty() ? json : bare);
    return found ? found : find("$default");
}

const MappingTemplate* MappingTemplates::forAccept(std::string_view accept) const
{
    if (m_templates.empty())
        return nullptr;
    if (const auto* found = find(firstMediaType(accept)))
        return found;
    const auto* fallback = find(json);
    return fallback ? fallback : &m_templates.front();
}

Result<std::string> render(const MappingTemplate& mapping, Exchange& x, const std::string&, TemplateSide)
{
    x.trace.note("template", mapping.contentType);
    return mapping.text;
}

} // namespace gw::engine
