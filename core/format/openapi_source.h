// ApiSource: an API file as it was read: its text, its tree with positions, and the definition read from it.
#pragma once

#include "core/api/project.h"
#include "core/json/text.h"

#include <string>

namespace gw {

struct ApiSource
{
    std::string text;
    json::Syntax syntax = json::Syntax::Yaml;
    json::Value tree;
    OpenApiDefinition definition; // as read from `tree`
};

} // namespace gw
