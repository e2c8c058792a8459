// Prepares an API for its rules and turns findings into diagnostics with positions.
#include "core/lint/lint_scope.h"

#include "core/api/resource_tree.h"
#include "core/in_quotes.h"

namespace gw {

std::string LintedMethod::label() const
{
    return std::string(toString(method->verb)) + " " + path();
}

std::string about(const Stage& stage)
{
    return "Stage " + inQuotes(stage.name) + ": ";
}

LintScope::LintScope(const Api& api, Diagnostics& findings) : m_api(api), m_findings(findings)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    m_resources.reserve(definition->resources.size()); // methods point into it
    for (const Cow<Resource>& resource : definition->resources) {
        m_resources.push_back({&*resource, pathParts(resource->path)});
        for (const Cow<Method>& method : resource->methods)
            m_methods.push_back({&m_resources.back(), &*method});
    }
}

const SourceIndex* LintScope::index()
{
    if (!m_index && m_api.source)
        m_index.emplace(*m_api.source);
    return m_index ? &*m_index : nullptr;
}

const json::Value* LintScope::sourceOf(const LintedMethod& method, std::initializer_list<std::string_view> keys)
{
    const SourceIndex* source = index();
    return source ? source->valueAt(method.path(), method.method->verb, {keys.begin(), keys.size()}) : nullptr;
}

Diagnostic& LintScope::add(Finding finding, const NodeRef& node)
{
    Diagnostic diagnostic;
    diagnostic.severity = finding.severity;
    diagnostic.rule = m_rule ? m_rule->id : "";
    diagnostic.file = m_api.file;
    diagnostic.node = node;
    diagnostic.message = std::move(finding.message);
    diagnostic.hint = std::move(finding.hint);
    return m_findings.emplace_back(std::move(diagnostic));
}

void LintScope::report(const LintedMethod& method, Finding finding, std::initializer_list<std::string_view> keys)
{
    const NodeRef node{m_api.id, method.place->resource->id, method.method->id, {}};
    Diagnostic& diagnostic = add(std::move(finding), node);
    if (const SourceIndex* source = index())
        diagnostic.position = source->ofMethod(method.path(), method.method->verb, {keys.begin(), keys.size()});
}

void LintScope::report(const LintedResource& resource, Finding finding)
{
    Diagnostic& diagnostic = add(std::move(finding), {m_api.id, resource.resource->id, {}, {}});
    if (const SourceIndex* source = index())
        diagnostic.position = source->ofPath(resource.resource->path);
}

void LintScope::report(const Stage& stage, Finding finding)
{
    add(std::move(finding), {m_api.id, {}, {}, stage.id}).file = "gatewright.yaml";
}

void LintScope::report(const NodeRef& node, json::TextRange range, Finding finding)
{
    Diagnostic& diagnostic = add(std::move(finding), node);
    if (const SourceIndex* source = index())
        diagnostic.position = source->at(range);
}

} // namespace gw
