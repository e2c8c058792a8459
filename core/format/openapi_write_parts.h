// The writers of the parts of an OpenAPI document, each in its own openapi_write_*.cpp. Each changes a node of the file
// that says `base` so that it says `wanted`; with no base it fills a new node.
#pragma once

#include "core/api/rest_api.h"
#include "core/format/openapi_document.h"
#include "core/format/openapi_parts.h"
#include "core/format/tree_edit.h"

#include <optional>
#include <string>
#include <vector>

namespace gw {

// How the file at hand spells things that may be spelled in several ways.
struct FileStyle
{
    bool upperCaseIntegrations = false; // "HTTP_PROXY" rather than "http_proxy"
};

struct WriteContext
{
    ReadContext source; // the document as it was read
    FileStyle style;
    json::Value& tree;                  // the document as it shall be
    std::optional<Diagnostic>& problem; // the first change that cannot be written
    std::string where;                  // "GET /pets"

    [[nodiscard]] bool isSwagger() const { return source.document.isSwagger; }
    // Reports a member that could not be read and would have to be overwritten.
    void refuse(const std::string& takenKey) const;
    // `node` itself, or a copy of what it refers to: what a changed shared element becomes.
    [[nodiscard]] json::Value inlined(const json::Value* node) const;
};

// openapi_write_parameters.cpp
[[nodiscard]] json::Value writeParameter(const WriteContext& context, const json::Value* original,
                                         const Parameter* base, const Parameter& wanted);
[[nodiscard]] json::Value writeHeader(const WriteContext& context, const json::Value* original, const Parameter* base,
                                      const Parameter& wanted);
// Changes a path item's shared parameters where all methods that use them agree.
void writeSharedParameters(const WriteContext& context, json::Value& pathItem, const Resource& base,
                           const Resource& wanted);
// `sharedBefore`/`sharedNow`: of the path item the operation stood under and stands under.
void writeOwnParameters(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted,
                        const std::vector<FileParameter>& sharedBefore, const std::vector<FileParameter>& sharedNow);

// openapi_write_bodies.cpp
void writeContent(const WriteContext& context, json::Value& owner, std::string_view key,
                  const std::vector<MediaType>& base, const std::vector<MediaType>& wanted);
void writeRequestBody(const WriteContext& context, json::Value& operation, const Method& base, const Method& wanted);
void writeResponses(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted);

// openapi_write_swagger.cpp
void writeSwaggerRequestBody(const WriteContext& context, json::Value& operation, const Method& base,
                             const Method& wanted);
void writeSwaggerContent(const WriteContext& context, const json::Value& operation, json::Value& response,
                         const MethodResponse& base, const MethodResponse& wanted);

// openapi_write_integration.cpp
void writeIntegration(const WriteContext& context, json::Value& operation, const std::optional<Integration>& base,
                      const std::optional<Integration>& wanted);
[[nodiscard]] FileStyle styleOf(const json::Value& tree);

// openapi_write_security.cpp
void writeSecurity(const WriteContext& context, json::Value& operation, const Method& base, const Method& wanted);

// openapi_write_settings.cpp: gateway responses, validators, binary media types, compression, documentation, API key
// source, policy, endpoint
void writeSettings(const WriteContext& context, const OpenApiDefinition& base, const OpenApiDefinition& wanted);

// openapi_cors.cpp
void writeCors(const WriteContext& context, const std::optional<CorsConfiguration>& base,
               const std::optional<CorsConfiguration>& wanted);

// openapi_write_paths.cpp
void writePaths(const WriteContext& context, const OpenApiDefinition& base, const OpenApiDefinition& wanted);
void writeOperation(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted,
                    const std::vector<FileParameter>& sharedBefore, const std::vector<FileParameter>& sharedNow);

} // namespace gw
