// Edits of models (reference 1.7). Where the document refers to a model in shared parts or in what the design does not
// hold, a rename is made in the document itself, so that every reference follows.
#include "core/api/models.h"
#include "core/api/references_in.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/edit/model_references.h"
#include "core/format/openapi_source.h"
#include "core/format/openapi_write.h"
#include "core/in_quotes.h"
#include "core/json/patch.h"

namespace gw {

namespace {

constexpr std::size_t usesTold = 3;

Result<void> checkNewName(const OpenApiDefinition& definition, const std::string& name)
{
    if (!isModelName(name))
        return fail(inQuotes(name) + " is not a valid model name.", "Use letters and digits only, such as Pet.");
    if (findModel(definition, name))
        return fail("A model is called " + inQuotes(name) + " already.", "Choose another name.");
    return {};
}

Result<void> checkSchema(const std::string& name, const json::Value& schema)
{
    if (!schema.isObject())
        return fail("The schema of the model " + inQuotes(name) + " is not an object.",
                    "Write a JSON Schema such as {\"type\": \"object\"}.");
    return {};
}

tl::unexpected<Diagnostic> noSuchModel(ApiId api, const std::string& name)
{
    return fail("The model " + inQuotes(name) + " is no longer in the API.", "Choose another one, or undo its removal.",
                NodeRef{api, {}, {}, {}});
}

std::string listed(const std::vector<ModelUse>& uses)
{
    std::string text;
    for (std::size_t i = 0; i < uses.size() && i < usesTold; ++i)
        text += (i == 0 ? "" : ", ") + uses[i].where;
    if (uses.size() > usesTold)
        text += " and " + std::to_string(uses.size() - usesTold) + " more";
    return text;
}

json::Value& modelsOf(json::Value& tree, const OpenApiDefinition& definition)
{
    json::Value& owner = definition.isSwagger ? tree : *tree.find("components");
    return *owner.find(modelsKey(definition));
}

} // namespace

Result<Project> createModel(Project project, ApiId api, const std::string& name, json::Value schema)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (const auto checked = checkNewName(**definition, name); !checked)
        return fail(checked.error());
    if (const auto checked = checkSchema(name, schema); !checked)
        return fail(checked.error());
    json::Value& components = (*definition)->components;
    const std::string_view key = modelsKey(**definition);
    if (!components[key].isObject())
        components.set(key, json::Value::object());
    components.find(key)->set(name, std::move(schema));
    return project;
}

Result<Project> setModel(Project project, ApiId api, const std::string& name, json::Value schema)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (!findModel(**definition, name))
        return noSuchModel(api, name);
    if (const auto checked = checkSchema(name, schema); !checked)
        return fail(checked.error());
    (*definition)->components.find(modelsKey(**definition))->set(name, std::move(schema));
    return project;
}

Result<Project> renameModel(Project project, ApiId apiId, const std::string& name, const std::string& newName)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, apiId);
    if (!definition)
        return fail(definition.error());
    if (!findModel(**definition, name))
        return noSuchModel(apiId, name);
    if (name == newName)
        return project;
    if (const auto checked = checkNewName(**definition, newName); !checked)
        return fail(checked.error());
    const Api& api = *project.find(apiId);
    if (api.source && renameInDesign(**definition, *api.source, name, newName))
        return project;
    const json::Syntax syntax = api.source ? api.source->syntax : json::Syntax::Yaml;
    const Result<std::string> text = writeOpenApi(api);
    if (!text)
        return fail(text.error());
    const Result<json::Value> tree = json::read(*text, syntax);
    if (!tree)
        return fail(tree.error());
    json::Value wanted = *tree;
    for (json::Member& model : modelsOf(wanted, **definition).asObject())
        if (model.key == name)
            model.key = newName;
    forEachReference(wanted, [&](json::Value& ref) {
        if (modelOfReference(ref.asString()) == name)
            ref = renamedReference(ref.asString(), newName);
    });
    Result<std::string> patched = json::patchText(*text, syntax, *tree, wanted);
    if (!patched)
        return fail(std::move(patched.error()));
    return setSourceText(std::move(project), apiId, std::move(*patched));
}

Result<Project> deleteModel(Project project, ApiId api, const std::string& name)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (!findModel(**definition, name))
        return noSuchModel(api, name);
    if (const std::vector<ModelUse> uses = usesOfModel(**definition, name); !uses.empty()) {
        NodeRef node = uses.front().node;
        node.api = api;
        return fail("The model " + inQuotes(name) + " is used by " + listed(uses) + ".",
                    "Choose another model there first.", node);
    }
    json::Value& components = (*definition)->components;
    const std::string_view key = modelsKey(**definition);
    components.find(key)->remove(name);
    if (components[key].asObject().empty())
        components.remove(key);
    if (components.asObject().empty())
        components = {};
    return project;
}

} // namespace gw
