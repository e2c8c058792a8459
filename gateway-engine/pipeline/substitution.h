// Substitution: the templates of gateway responses (reference 1.24). Not the template language: $context.x,
// $stageVariables.x and $method.request.{header|querystring|path}.x (also in braces, ${…}) are replaced, everything
// else is text. What has no value becomes empty.
#pragma once

#include "gateway-engine/pipeline/value_source.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::engine {

class Substitution
{
public:
    [[nodiscard]] static Substitution parse(std::string_view text);
    [[nodiscard]] std::string render(const Exchange& x, const Fault& fault) const;

private:
    std::vector<std::variant<std::string, ValueSource>> m_pieces;
};

} // namespace gw::engine
