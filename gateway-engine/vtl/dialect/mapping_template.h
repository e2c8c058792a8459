// A mapping template as the service renders it: Velocity with $input, $context, $stageVariables and $util (reference
// 1.21 to 1.23). Plain data in, output and overrides out; the caller knows where they come from and go to.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/vtl/template.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine::vtl {

using Parameters = std::vector<std::pair<std::string, std::string>>; // the last value of a name counts

// Which parts of its input a template can come to: the others need not be there. Asked once, when it is compiled.
struct Needs
{
    bool parameters = true; // path, querystring and header
    bool stageVariables = true;
    bool context = true;
    bool overrides = true; // $context.requestOverride and responseOverride
};
[[nodiscard]] Needs needsOf(const Template& what);

// The members of $context that a template can come to; nothing when it may be any of them.
[[nodiscard]] std::optional<std::vector<std::string>> contextMembers(const Template& what);

struct TemplateInput
{
    std::string_view body; // the payload; $input.body of an empty one is {}
    Document document;     // the same as JSON where that is known; else it is read when the template asks
    Parameters path;
    Parameters querystring;
    Parameters header;
    Parameters stageVariables;

    // $context as an object of texts and objects: {"requestId":"…","identity":{"sourceIp":"…"}}. What it leaves out
    // prints nothing. "requestOverride" and "responseOverride" in it are what an earlier template of the same request
    // has set. Asked at most once, and only where it is needed; may be empty.
    std::function<json::Value()> context;

    Needs needs; // what of this the template is given

    Scope variables; // further references; they do not replace those of the service
};

// What a rendering has set: {"header":{"X":"v","Y":["a","b"]},"querystring":{…},"path":{…}} and
// {"header":{…},"status":201}. Groups without entries are left out; null: nothing was set.
struct MappingOutput
{
    std::string output;
    std::vector<OutputPiece> pieces; // where options.mapOutput asks for them
    json::Value requestOverride;
    json::Value responseOverride;
};

// Fails with the place in the template and what is wrong there, or when one override target is set twice.
[[nodiscard]] Result<MappingOutput> renderMapping(const Template& what, const TemplateInput& input,
                                                  const RenderOptions& options = {});

} // namespace gw::engine::vtl
