// The rule about references: every $ref of the source must lead somewhere. Methods that were edited since the file was
// read are looked at as they are now, everything else where it stands in the file.
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
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
        for (const LintedMethod& method : m_edited)
            walkModel(method);
    }

private:
    NodeRef apiNode() const { return {m_scope.api().id, {}, {}, {}}; }

    static NodeRef nodeOf(const ApiId& api, const LintedMethod& method)
    {
        return {api, method.place->resource->id, method.method->id, {}};
    }

    // Methods whose value is not the one that was read.
    void indexEdited()
    {
        std::unordered_map<std::string, const Method*> asRead;
        if (m_source)
            for (const Cow<Resource>& resource : m_source->definition.resources)
                for (const Cow<Method>& method : resource->methods)
                    asRead.emplace(key(resource->path, method->verb), &*method);
        for (const LintedResource& resource : m_scope.resources())
            m_paths.insert(resource.resource->path);
        for (const LintedMethod& method : m_scope.methods()) {
            const std::string place = key(method.path(), method.method->verb);
            const auto found = asRead.find(place);
            const bool isAsRead = found != asRead.end() &&
                                  (found->second == method.method || isSameButId(*found->second, *method.method));
            if (isAsRead)
                m_asRead.emplace(place, method);
            else
                m_edited.push_back(method);
        }
    }

    static bool isSameButId(Method a, const Method& b)
    {
        a.id = b.id;
        return a == b;
    }

    static std::string key(const std::string& path, HttpVerb verb) { return std::string(toString(verb)) + " " + path; }

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
        if (!path.value.isObject() || m_paths.count(path.key) == 0)
            return;
        for (const json::Member& member : path.value.asObject()) {
            const std::optional<HttpVerb> verb = httpVerbFrom(member.key);
            if (!verb) {
                checkMember(member, apiNode());
                walk(member.value, apiNode());
                continue;
            }
            const auto method = m_asRead.find(key(path.key, *verb));
            if (method != m_asRead.end())
                walk(member.value, nodeOf(m_scope.api().id, method->second));
        }
    }

    void walkModel(const LintedMethod& method)
    {
        const NodeRef node = nodeOf(m_scope.api().id, method);
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
    std::unordered_map<std::string, LintedMethod> m_asRead;
    std::vector<LintedMethod> m_edited;
    std::unordered_map<std::string, Target> m_targets;
    std::unordered_set<std::string_view> m_paths;
};

} // namespace

void refMissing(LintScope& scope)
{
    if (scope.api().openApi())
        ReferenceCheck(scope).run();
}

} // namespace gw::lint_rules
