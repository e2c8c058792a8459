#include "gateway-engine/pipeline/text_templates.h"

#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/media_type.h"

namespace gw::engine {

namespace {

constexpr std::string_view json = "application/json";

const std::pair<std::string, std::string>* entry(const StringMap& map, std::string_view contentType)
{
    for (const auto& each : map)
        if (equalsIgnoreCase(bareMediaType(each.first), contentType))
            return &each;
    return nullptr;
}

} // namespace

const std::pair<std::string, std::string>* TextTemplates::forContentType(std::string_view contentType) const
{
    const std::string_view bare = bareMediaType(contentType);
    const auto* found = entry(m_templates, bare.empty() ? json : bare);
    return found ? found : entry(m_templates, "$default");
}

const std::pair<std::string, std::string>* TextTemplates::forAccept(std::string_view accept) const
{
    if (m_templates.empty())
        return nullptr;
    if (const auto* found = entry(m_templates, firstMediaType(accept)))
        return found;
    const auto* fallback = entry(m_templates, json);
    return fallback ? fallback : &m_templates.front();
}

bool TextTemplates::isPlainText(std::string_view text)
{
    return text.find_first_of("$#") == std::string_view::npos;
}

} // namespace gw::engine
