// The API's text, edited by hand. What stayed in its place keeps its id, so the selection survives typing.
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/format/keep_ids.h"
#include "core/format/openapi_read.h"

#include <algorithm>

namespace gw {

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
    *api.openApi() = std::move(next);
    api.source = std::move(reading.source);
    return project;
}

} // namespace gw
