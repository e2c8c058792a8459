// Stage rules as predicates.
#include "core/edit/stage_rules.h"

#include <algorithm>

namespace gw {

namespace {

bool isMadeOf(std::string_view text, std::string_view others)
{
    return std::all_of(text.begin(), text.end(), [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

} // namespace

bool isStageName(std::string_view name, ApiKind kind)
{
    if (kind == ApiKind::Http && name == "$default")
        return true;
    return !name.empty() && name.size() <= 128 && isMadeOf(name, "_-");
}

bool isStageVariableName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && isMadeOf(name, "_");
}

bool isStageVariableValue(std::string_view value)
{
    return value.size() <= 512 && isMadeOf(value, "-._~:/?#&=,");
}

} // namespace gw
