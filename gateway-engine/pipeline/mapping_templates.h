// TextTemplates: the mapping templates of one direction, by content type. A template without "$" and "#" is its own
// output; the template language itself is not evaluated here, and compile refuses methods that need it.
#pragma once

#include "core/api/integration.h"

#include <string>
#include <string_view>

namespace gw::engine {

class TextTemplates
{
public:
    TextTemplates() = default;
    explicit TextTemplates(StringMap byContentType) : m_templates(std::move(byContentType)) {}

    [[nodiscard]] bool empty() const { return m_templates.empty(); }
    // For a request: the one of this content type, else "$default"; null when there is none (reference 1.12).
    [[nodiscard]] const std::pair<std::string, std::string>* forContentType(std::string_view contentType) const;
    // For a response: the first type of Accept, else application/json, else the first (reference 1.19); null when
    // empty.
    [[nodiscard]] const std::pair<std::string, std::string>* forAccept(std::string_view accept) const;

    [[nodiscard]] static bool isPlainText(std::string_view text);

private:
    StringMap m_templates;
};

} // namespace gw::engine
