// References are counted in the document's tree and in the definition that was read from it: as many in both means the
// design holds all of them, and holds them still, since edits change the design alone.
#include "core/edit/model_references.h"

#include "core/api/models.h"
#include "core/api/references_in.h"

#include <cstddef>

namespace gw {

namespace {

std::size_t countIn(const json::Value& value, const std::string& name, bool hasNames = false)
{
    std::size_t found = 0;
    forEachReference(
        value, [&](const json::Value& ref) { found += modelOfReference(ref.asString()) == name ? 1 : 0; }, hasNames);
    return found;
}

// Calls `visit` with every schema the method holds, as const as the method is.
template <typename AnyMethod, typename Visit>
void forEachSchema(AnyMethod& method, const Visit& visit)
{
    for (auto& parameter : method.requestParameters)
        visit(parameter.schema);
    for (auto& type : method.requestModels)
        visit(type.schema);
    for (auto& response : method.responses) {
        for (auto& header : response.headers)
            visit(header.schema);
        for (auto& type : response.content)
            visit(type.schema);
    }
}

std::size_t countIn(const Method& method, const std::string& name)
{
    std::size_t found = 0;
    forEachSchema(method, [&](const json::Value& schema) { found += countIn(schema, name); });
    return found;
}

struct DocumentCounts
{
    std::size_t inOperations = 0;
    std::size_t elsewhere = 0; // but in the models' own schemas
};

DocumentCounts countInDocument(const json::Value& tree, const std::string& name)
{
    DocumentCounts counts;
    for (const json::Member& part : tree.asObject()) {
        const bool isPaths = part.key == "paths";
        if (!part.value.isObject() || (!isPaths && part.key != "components")) {
            counts.elsewhere += countIn(part.value, name, holdsChosenNames(part.key));
            continue;
        }
        for (const json::Member& item : part.value.asObject()) {
            if (!isPaths && item.key != "schemas")
                counts.elsewhere += countIn(item.value, name, holdsChosenNames(item.key));
            if (!isPaths || !item.value.isObject())
                continue;
            for (const json::Member& operation : item.value.asObject())
                (operation.key == "parameters" ? counts.elsewhere : counts.inOperations) +=
                    countIn(operation.value, name);
        }
    }
    return counts;
}

bool holdsAll(const ApiSource& source, const std::string& name)
{
    std::size_t inMethods = 0;
    for (const Cow<Resource>& resource : source.definition.resources)
        for (const Cow<Method>& method : resource->methods)
            inMethods += countIn(*method, name);
    const DocumentCounts document = countInDocument(source.tree, name);
    return document.elsewhere == 0 && document.inOperations == inMethods;
}

void rename(json::Value& value, const std::string& name, const std::string& newName, bool hasNames = false)
{
    forEachReference(
        value,
        [&](json::Value& ref) {
            if (modelOfReference(ref.asString()) == name)
                ref = renamedReference(ref.asString(), newName);
        },
        hasNames);
}

} // namespace

std::string renamedReference(const std::string& ref, const std::string& newName)
{
    return ref.substr(0, ref.rfind('/') + 1) + newName;
}

bool renameInDesign(OpenApiDefinition& definition, const ApiSource& source, const std::string& name,
                    const std::string& newName)
{
    if (definition.isSwagger || !source.tree.isObject() || !holdsAll(source, name))
        return false;
    for (Cow<Resource>& resource : definition.resources) {
        for (std::size_t i = 0; i < resource->methods.size(); ++i) {
            if (countIn(*resource->methods[i], name) == 0)
                continue;
            forEachSchema(resource.edit().methods[i].edit(),
                          [&](json::Value& schema) { rename(schema, name, newName); });
        }
    }
    json::Value& models = *definition.components.find(modelsKey(definition));
    for (json::Member& model : models.asObject())
        if (model.key == name)
            model.key = newName;
    rename(models, name, newName, true);
    return true;
}

} // namespace gw
