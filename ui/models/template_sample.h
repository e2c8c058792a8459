// TemplateSample: what a mapping template is tried against: a payload, the parameters of the request and the variables
// a request would have. Made from the design, a saved request or a captured trace.
#pragma once

#include "core/api/project.h"
#include "core/console/request.h"
#include "gateway-engine/trace/trace.h"

#include <string>

namespace gw::ui {

enum class TemplateSide { Request, Response }; // the payload is the client's, or what the backend answered

struct TemplateSample
{
    std::string body;
    StringMap path;
    StringMap query;   // a name for each value
    StringMap headers; // likewise
    StringMap context; // dotted: "identity.sourceIp"
    StringMap stageVariables;
    bool operator==(const TemplateSample&) const = default;
};

// The method a template belongs to; the response's status says whose schema the payload is made from.
struct TemplatePlace
{
    const Api& api;
    const Resource& resource;
    const Method& method;
    TemplateSide side = TemplateSide::Request;
    std::string statusCode; // Response only
};

// From examples and schemas of the design.
[[nodiscard]] TemplateSample sampleFromDesign(const TemplatePlace& place);
// A saved request gives body and parameters; a response's payload stays that of the design.
[[nodiscard]] TemplateSample sampleFromRequest(const TemplatePlace& place, const console::ConsoleRequest& request);
[[nodiscard]] TemplateSample sampleFromTrace(const TemplatePlace& place, const engine::Trace& trace);

// The schema of the payload: the request's model, a response's; where the design has none, that of the sample's body.
[[nodiscard]] json::Value payloadSchema(const TemplatePlace& place, const TemplateSample& sample);

// "/pets/{petId}" against ".../dev/pets/7": petId → 7. Paths are compared from their ends, so that a stage or base path
// before them does not matter; empty where they do not agree.
[[nodiscard]] StringMap pathParametersOf(const std::string& resourcePath, const std::string& path);

} // namespace gw::ui
