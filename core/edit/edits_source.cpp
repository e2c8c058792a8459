// The API's text, edited by hand. What stayed in its place keeps its id, so the selection survives typing.
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/format/openapi_read.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gw {

namespace {

// Where the elements of a definition stand, by id.
struct Places
{
    std::unordered_map<std::uint64_t, std::string_view> pathOfResource;
    std::unordered_map<std::uint64_t, std::pair<std::string_view, HttpVerb>> placeOfMethod;

    explicit Places(const OpenApiDefinition& definition)
    {
        for (const Cow<Resource>& resource : definition.resources) {
            pathOfResource.emplace(resource->id.value, resource->path);
            for (const Cow<Method>& method : resource->methods)
                placeOfMethod.emplace(method->id.value, std::pair(std::string_view(resource->path), method->verb));
        }
    }

    [[nodiscard]] bool isElsewhere(ResourceId id, std::string_view path) const
    {
        const auto found = pathOfResource.find(id.value);
        return found != pathOfResource.end() && found->second != path;
    }

    [[nodiscard]] bool isElsewhere(MethodId id, std::string_view path, HttpVerb verb) const
    {
        const auto found = placeOfMethod.find(id.value);
        return found != placeOfMethod.end() && found->second != std::pair(path, verb);
    }
};

// An element that was renamed since the file was read keeps the id of its old place; an element that the new text has
// at that place gets another.
void separateIds(OpenApiDefinition& next, const OpenApiDefinition& previous, ApiId api)
{
    const Places places(previous);
    for (Cow<Resource>& resource : next.resources) {
        if (places.isElsewhere(resource->id, resource->path)) {
            const ResourceId fresh = newResourceId(next, api, resource->path);
            resource.edit().id = fresh;
        }
        for (std::size_t i = 0; i < resource->methods.size(); ++i) {
            const HttpVerb verb = resource->methods[i]->verb;
            if (!places.isElsewhere(resource->methods[i]->id, resource->path, verb))
                continue;
            const MethodId fresh = newMethodId(next, resource->id, verb);
            resource.edit().methods[i].edit().id = fresh;
        }
    }
}

} // namespace

Result<Project> setSourceText(Project project, ApiId id, std::string text)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, id);
    if (!definition)
        return fail(definition.error());
    Api& api = *project.edit(id);
    if (api.source && api.source->text == text && api.source->definition == *api.openApi())
        return project;
    OpenApiReading reading = readOpenApi(std::move(text), api.file, id);
    if (!reading.source) {
        const auto error = std::find_if(reading.diagnostics.begin(), reading.diagnostics.end(),
                                        [](const Diagnostic& d) { return d.severity == Severity::Error; });
        if (error != reading.diagnostics.end())
            return fail(std::move(*error));
        return fail("The text of \"" + api.name + "\" is no API definition.", "Undo the last change of the text.");
    }
    OpenApiDefinition next = reading.source->definition;
    keepIds(next, *api.openApi());
    separateIds(next, *api.openApi(), id);
    *api.openApi() = std::move(next);
    api.source = std::move(reading.source);
    return project;
}

} // namespace gw
