// Rules about models (reference 1.7): what the service does not read of a schema that it validates requests by, and how
// large all models may be.
#include "core/api/models.h"
#include "core/edit/definition_rules.h"
#include "core/json/text.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace gw::lint_rules {

namespace {

constexpr std::string_view ignoredKeywords[] = {"minItems", "maxItems", "exclusiveMinimum", "nullable",
                                                "discriminator"};
constexpr std::string_view ignoredFormats[] = {"int32", "int64", "decimal"};

template <std::size_t N>
bool isOneOf(std::string_view text, const std::string_view (&list)[N])
{
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

// Members of these are schemas by names of the author's choice.
bool holdsSchemas(std::string_view key)
{
    return key == "properties" || key == "patternProperties" || key == "definitions";
}

bool holdsValues(std::string_view key)
{
    return key == "example" || key == "examples" || key == "default" || key == "enum" || key == "required";
}

class KeywordCheck
{
public:
    explicit KeywordCheck(LintScope& scope) : m_scope(scope), m_definition(*scope.api().openApi()) {}

    void run()
    {
        for (const LintedMethod& method : m_scope.methods())
            if (validatesBodies(*method.method))
                for (const MediaType& content : method.method->requestModels)
                    walk(content.schema, {m_scope.api().id, method.place->resource->id, method.method->id, {}});
    }

private:
    bool validatesBodies(const Method& method) const
    {
        const std::string& own = method.requestValidator;
        const RequestValidator* validator =
            findValidator(m_definition, own.empty() ? m_definition.requestValidator : own);
        return validator && validator->validateRequestBody;
    }

    void walk(const json::Value& schema, const NodeRef& node)
    {
        if (schema.isArray())
            for (const json::Value& item : schema.asArray())
                walk(item, node);
        if (!schema.isObject())
            return;
        for (const json::Member& member : schema.asObject()) {
            if (holdsSchemas(member.key) && member.value.isObject()) {
                for (const json::Member& named : member.value.asObject())
                    walk(named.value, node);
            } else if (!holdsValues(member.key)) {
                check(member, node);
                walk(member.value, node);
            }
        }
    }

    void check(const json::Member& member, const NodeRef& node)
    {
        if (member.key == "$ref" && member.value.isString())
            return follow(member.value.asString());
        if (isOneOf(member.key, ignoredKeywords))
            report(member, node, "\"" + member.key + "\"");
        else if (member.key == "format" && member.value.isString() && isOneOf(member.value.asString(), ignoredFormats))
            report(member, node, "the format \"" + member.value.asString() + "\"");
    }

    void follow(const std::string& reference)
    {
        const std::string name = modelOfReference(reference);
        const json::Value* model = name.empty() ? nullptr : findModel(m_definition, name);
        if (model && m_seen.insert(name).second)
            walk(*model, {m_scope.api().id, {}, {}, {}});
    }

    void report(const json::Member& member, const NodeRef& node, const std::string& what)
    {
        m_scope.report(node, member.keyRange,
                       {Severity::Info, "The service does not validate " + what + ": a request that breaks it passes.",
                        "Check it in the endpoint, or say it by another keyword."});
    }

    LintScope& m_scope;
    const OpenApiDefinition& m_definition;
    std::unordered_set<std::string> m_seen;
};

} // namespace

void modelKeywordIgnored(LintScope& scope)
{
    if (scope.api().kind() == ApiKind::Rest && scope.api().openApi())
        KeywordCheck(scope).run();
}

void modelsTooLarge(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (scope.api().kind() != ApiKind::Rest || !definition)
        return;
    const json::Value& models = definition->components[modelsKey(*definition)];
    const json::TextRange range = models.range();
    if (range.end - range.begin <= maxModelBytes || json::writeJson(models).size() <= maxModelBytes)
        return; // what was read is at least as long with its blanks
    scope.report(NodeRef{scope.api().id, {}, {}, {}}, range,
                 {Severity::Warning, "The models of \"" + scope.api().name + "\" are larger than 400 KB together.",
                  "Remove models that no method uses."});
}

} // namespace gw::lint_rules
