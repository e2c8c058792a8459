// The rule about references: every $ref of the source must lead somewhere. Methods that were edited since the file was
// read are looked at as they are now, everything else where it stands in the file.
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <unordered_map>
#include <unordered_set>

namespace gw::lint_rules {

namespace {

enum class Target { Found, Missing, OtherDocument };

class ReferenceCheck
{
public:
    explicit ReferenceCheck(LintScope& scope)
        : m_scope(scope), m_definition(*scope.api().openApi()), m_source(scope.api().source.get())
    {
    }

    void run()
    {
        indexEdited();
        if (m_source && m_source->tree.isObject())
            for (const json::Member& member : m_source->tree.asObject())
                walkTopLevel(member);
        else
            walk(m_definition.components, apiNode());
        for (const LintedMethod& method : m_scope.methods())
            if (m_edited.count(method.method) > 0)
                walkModel(method);
    }

private:
    NodeRef apiNode() const { return {m_scope.api().id, {}, {}, {}}; }

    // Methods whose value is not the one that was read. What was not edited shares storage with the source's
    // definition.
    void indexEdited()
    {
        for (const LintedResource& resource : m_scope.resources())
            m_paths.emplace(resource.resource->path, resource.resource);
        std::unordered_set<const Method*> asRead;
        if (m_source)
            for (const Cow<Resource>& resource : m_source->definition.resources)
                for (const Cow<Method>& method : resource->methods)
                    asRead.insert(&*method);
        for (const LintedMethod& method : m_scope.methods())
            if (asRead.count(method.method) == 0 && !isInSource(method))
                m_edited.insert(method.method);
    }

    bool isInSource(const LintedMethod& method) const
    {
        const Resource* resource = m_source ? m_source->definition.findPath(method.path()) : nullptr;
        const Method* original = resource ? methodWith(*resource, method.method->verb) : nullptr;
        if (!original)
            return false;
        Method sameId = *original;
        sameId.id = method.method->id;
        return sameId == *method.method;
    }

    static const Method* methodWith(const Resource& resource, HttpVerb verb)
    {
        for (const Cow<Method>& method : resource.methods)
            if (method->verb == verb)
                return &*method;
        return nullptr;
    }

    void walkTopLevel(const json::Member& member)
    {
        if (member.key != "paths")
            return walk(member.value, apiNode(), holdsNames(member.key));
        if (member.value.isObject())
            for (const json::Member& path : member.value.asObject())
                walkPath(path);
    }

    void walkPath(const json::Member& path)
    {
        const auto found = m_paths.find(path.key);
        if (!path.value.isObject() || found == m_paths.end())
            return;
        const Resource& resource = *found->second;
        for (const json::Member& member : path.value.asObject()) {
            const std::optional<HttpVerb> verb = httpVerbFrom(member.key);
            if (!verb) {
                checkMember(member, apiNode());
                walk(member.value, apiNode());
                continue;
            }
            const Method* method = methodWith(resource, *verb);
            if (method && m_edited.count(method) == 0)
                walk(member.value, {m_scope.api().id, resource.id, method->id, {}});
        }
    }

    void walkModel(const LintedMethod& method)
    {
        const NodeRef node{m_scope.api().id, method.place->resource->id, method.method->id, {}};
        for (const Parameter& parameter : method.method->requestParameters) {
            check(parameter.ref, {}, node);
            walk(parameter.schema, node);
        }
        for (const MediaType& type : method.method->requestModels)
            walk(type.schema, node);
        for (const MethodResponse& response : method.method->responses) {
            check(response.ref, {}, node);
            for (const MediaType& type : response.content)
                walk(type.schema, node);
        }
    }

    // Values of examples are data: a "$ref" in them refers to nothing.
    static bool isData(const json::Member& member)
    {
        const std::string& key = member.key;
        return key == "example" || key == "default" || key == "enum" || key == "const" || key == "value" ||
               (key == "examples" && member.value.isArray());
    }

    // Members of these have names of the author's choice; one may be called "default" or "example".
    static bool holdsNames(const std::string& key)
    {
        static const std::unordered_set<std::string_view> keys = {
            "properties", "patternProperties", "definitions", "$defs",   "schemas",         "responses",
            "parameters", "examples",          "headers",     "links",   "requestBodies",   "callbacks",
            "paths",      "webhooks",          "pathItems",   "content", "securitySchemes", "encoding"};
        return keys.count(key) > 0;
    }

    void walk(const json::Value& value, const NodeRef& node, bool hasNames = false)
    {
        if (value.isArray())
            for (const json::Value& item : value.asArray())
                walk(item, node);
        if (!value.isObject())
            return;
        for (const json::Member& member : value.asObject()) {
            checkMember(member, node);
            if (hasNames || !isData(member))
                walk(member.value, node, !hasNames && holdsNames(member.key));
        }
    }

    void checkMember(const json::Member& member, const NodeRef& node)
    {
        if (member.key == "$ref" && member.value.isString())
            check(member.value.asString(), member.value.range(), node);
    }

    void check(const std::string& ref, json::TextRange range, const NodeRef& node)
    {
        if (ref.empty())
            return;
        const auto [known, isNew] = m_targets.try_emplace(ref, Target::Found);
        if (isNew)
            known->second = targetOf(ref);
        if (known->second == Target::Missing)
            m_scope.report(node, range,
                           {Severity::Error, "The reference \"" + ref + "\" leads nowhere.",
                            "Correct its spelling, or add what it refers to."});
        else if (known->second == Target::OtherDocument)
            m_scope.report(node, range,
                           {Severity::Warning,
                            "The reference \"" + ref + "\" leads to another document, which is not read.",
                            "Copy what it refers to into this file."});
    }

    Target targetOf(const std::string& ref) const
    {
        if (ref.starts_with("https://apigateway.amazonaws.com/restapis/"))
            return isModel(ref.substr(ref.rfind('/') + 1)) ? Target::Found : Target::Missing;
        if (!ref.starts_with('#'))
            return Target::OtherDocument;
        if (!ref.starts_with("#/")) // the document itself, or an anchor in a schema
            return Target::Found;
        if (m_definition.resolve(ref))
            return Target::Found;
        const bool isComponent = ref.starts_with("#/components/");
        return !isComponent && m_source && m_source->tree.at(std::string_view(ref).substr(1)) ? Target::Found
                                                                                              : Target::Missing;
    }

    bool isModel(const std::string& name) const
    {
        return name == "Empty" || name == "Error" || m_definition.components["schemas"].find(name) ||
               m_definition.components["definitions"].find(name);
    }

    LintScope& m_scope;
    const OpenApiDefinition& m_definition;
    const ApiSource* m_source;
    std::unordered_map<std::string_view, const Resource*> m_paths;
    std::unordered_set<const Method*> m_edited;
    std::unordered_map<std::string, Target> m_targets;
};

} // namespace

void refMissing(LintScope& scope)
{
    if (scope.api().openApi())
        ReferenceCheck(scope).run();
}

} // namespace gw::lint_rules
