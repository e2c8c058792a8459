#include "gateway-engine/pipeline/mapping_templates.h"

#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/overrides.h"
#include "gateway-engine/pipeline/variables.h"

namespace gw::engine {

namespace {

constexpr std::string_view json = "application/json";

// "line 3, column 7: …"
std::string placed(const Diagnostic& diagnostic)
{
    if (diagnostic.position.line == 0)
        return diagnostic.message;
    return "line " + std::to_string(diagnostic.position.line) + ", column " +
           std::to_string(diagnostic.position.column) + ": " + diagnostic.message;
}

// $context, as far as the template can come to it, with what earlier templates of the request have overridden.
json::Value contextOf(const Exchange& x, const MappingTemplate& mapping)
{
    json::Value context = mapping.contextMembers ? contextObject(x, *mapping.contextMembers) : contextObject(x);
    if (x.overrides && mapping.needs.overrides) {
        context.set("requestOverride", x.overrides->request);
        context.set("responseOverride", x.overrides->response);
    }
    return context;
}

void addParameters(const Exchange& x, vtl::TemplateInput& input)
{
    input.path = x.pathParameters;
    forEachQueryPair(x.request.query(), [&](std::string_view name, std::string_view value) {
        input.querystring.emplace_back(queryDecoded(name), queryDecoded(value));
        return false;
    });
    for (const HeaderField field : x.request.headers)
        if (!isKeptFromDesign(field.name))
            input.header.emplace_back(field.name, field.value);
}

vtl::TemplateInput inputOf(const Exchange& x, std::string_view body, const MappingTemplate& mapping)
{
    vtl::TemplateInput input;
    input.needs = mapping.needs;
    input.body = body;
    if (mapping.needs.parameters)
        addParameters(x, input);
    if (mapping.needs.stageVariables)
        input.stageVariables = x.program->stageVariables;
    input.context = [&x, &mapping] { return contextOf(x, mapping); };
    return input;
}

void keepOverrides(Exchange& x, vtl::MappingOutput& output)
{
    if (output.requestOverride.isNull() && output.responseOverride.isNull())
        return;
    if (!x.overrides)
        x.overrides = std::make_shared<Overrides>();
    if (!output.requestOverride.isNull())
        x.overrides->request = std::move(output.requestOverride);
    if (!output.responseOverride.isNull())
        x.overrides->response = std::move(output.responseOverride);
    if (!x.trace.isOn())
        return;
    if (!x.overrides->request.isNull())
        x.trace.note("requestOverride", json::writeJson(x.overrides->request));
    if (!x.overrides->response.isNull())
        x.trace.note("responseOverride", json::writeJson(x.overrides->response));
}

} // namespace

bool isPlainTemplate(std::string_view text)
{
    return text.find_first_of("$#") == std::string_view::npos;
}

MappingTemplates MappingTemplates::compile(const StringMap& byContentType, TemplateSide side, Diagnostics& problems)
{
    MappingTemplates result;
    for (const auto& [contentType, text] : byContentType) {
        MappingTemplate& mapping = result.m_templates.emplace_back();
        mapping.contentType = contentType;
        mapping.text = text;
        const std::string name =
            (side == TemplateSide::Request ? "request template for " : "response template for ") + contentType;
        if (text.size() > maxMappingTemplateBytes) {
            mapping.problem = "the template is larger than 300 KB";
            Diagnostic tooLarge;
            tooLarge.message = "the " + name + " is larger than 300 KB";
            tooLarge.hint = "Shorten it; move what is fixed to the endpoint.";
            problems.push_back(std::move(tooLarge));
            continue;
        }
        if (isPlainTemplate(text))
            continue;
        auto program = vtl::Template::parse(text, name);
        if (program) {
            mapping.program = *std::move(program);
            mapping.needs = vtl::needsOf(*mapping.program);
            mapping.contextMembers = vtl::contextMembers(*mapping.program);
            continue;
        }
        mapping.problem = placed(program.error());
        Diagnostic problem = program.error();
        problem.message = "the " + name + " has an error at " + mapping.problem;
        problems.push_back(std::move(problem));
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

const MappingTemplate* MappingTemplates::forKey(std::string_view key) const
{
    const MappingTemplate* fallback = nullptr;
    for (const MappingTemplate& each : m_templates) {
        if (each.contentType == key)
            return &each;
        if (each.contentType == "$default")
            fallback = &each;
    }
    return fallback;
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

Result<std::string> render(const MappingTemplate& mapping, Exchange& x, std::string_view body,
                           std::shared_ptr<const json::Value> known)
{
    x.trace.note("template", mapping.contentType);
    if (!mapping.problem.empty()) {
        x.trace.note("template error", mapping.problem);
        return fail(mapping.problem);
    }
    if (!mapping.program)
        return mapping.text;
    vtl::TemplateInput input = inputOf(x, body, mapping);
    input.document = std::move(known);
    auto output = vtl::renderMapping(*mapping.program, input);
    if (!output) {
        const std::string problem = placed(output.error());
        x.trace.note("template error", problem);
        return fail(problem);
    }
    keepOverrides(x, *output);
    return std::move(output->output);
}

} // namespace gw::engine
