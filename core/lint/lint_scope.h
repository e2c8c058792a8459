// What a lint rule sees: one API, prepared once for all rules, and a place to report findings to.
#pragma once

#include "core/lint/lint.h"
#include "core/lint/source_index.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

inline constexpr std::string_view integrationKey = "x-amazon-apigateway-integration";

struct LintedResource
{
    const Resource* resource;
    std::vector<std::string> parts; // of its path
};

struct LintedMethod
{
    const LintedResource* place;
    const Method* method;

    [[nodiscard]] const std::string& path() const { return place->resource->path; }
    [[nodiscard]] std::string label() const; // "GET /pets"
};

// How findings about a stage begin: "Stage "prod": ".
[[nodiscard]] std::string about(const Stage& stage);

class LintScope
{
public:
    LintScope(const Api& api, Diagnostics& findings);
    LintScope(const LintScope&) = delete;
    LintScope& operator=(const LintScope&) = delete;

    [[nodiscard]] const Api& api() const { return m_api; }
    // Empty for WebSocket APIs.
    [[nodiscard]] const std::vector<LintedResource>& resources() const { return m_resources; }
    [[nodiscard]] const std::vector<LintedMethod>& methods() const { return m_methods; }

    // What the source says that the model does not hold; nullptr when it says nothing.
    [[nodiscard]] const json::Value* sourceOf(const LintedMethod& method, std::initializer_list<std::string_view> keys);

    void begin(const LintRule& rule) { m_rule = &rule; }

    struct Finding
    {
        Severity severity = Severity::Error;
        std::string message;
        std::string hint;
    };
    // `keys` lead from the method to the setting in the file, as far as they exist.
    void report(const LintedMethod& method, Finding finding, std::initializer_list<std::string_view> keys = {});
    void report(const LintedResource& resource, Finding finding);
    void report(const Stage& stage, Finding finding); // stages stand in gatewright.yaml
    void report(const NodeRef& node, json::TextRange range, Finding finding);

private:
    Diagnostic& add(Finding finding, const NodeRef& node);
    const SourceIndex* index(); // built with the first finding; nullptr without a source

    const Api& m_api;
    Diagnostics& m_findings;
    const LintRule* m_rule = nullptr;
    std::vector<LintedResource> m_resources;
    std::vector<LintedMethod> m_methods;
    std::optional<SourceIndex> m_index;
};

} // namespace gw
