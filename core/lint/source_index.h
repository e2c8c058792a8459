// Finds positions in an API's source quickly: lines and paths are indexed once.
#pragma once

#include "core/diagnostic.h"
#include "core/format/openapi_source.h"

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw {

class SourceIndex
{
public:
    explicit SourceIndex(const ApiSource& source);

    [[nodiscard]] SourcePosition at(json::TextRange range) const; // {0,0} for values that were not read
    [[nodiscard]] SourcePosition ofPath(std::string_view path) const;
    // The deepest of `keys` that is there below the method ("x-amazon-apigateway-integration", "uri"), else the method.
    [[nodiscard]] SourcePosition ofMethod(std::string_view path, HttpVerb verb,
                                          std::span<const std::string_view> keys) const;
    // What stands there in the source; nullptr when it has no such method or member.
    [[nodiscard]] const json::Value* valueAt(std::string_view path, HttpVerb verb,
                                             std::span<const std::string_view> keys) const;

private:
    [[nodiscard]] const json::Member* methodAt(std::string_view path, HttpVerb verb) const;

    const ApiSource& m_source;
    std::vector<std::uint32_t> m_lineStarts;
    std::unordered_map<std::string_view, const json::Member*> m_paths;
};

} // namespace gw
