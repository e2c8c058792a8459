// The API's text, edited by hand. What stayed in its place keeps its id, so the selection survives typing.
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/format/keep_ids.h"
#include "core/format/openapi_read.h"
#include "core/format/websocket_file.h"

#include <algorithm>

namespace gw {

namespace {

tl::unexpected<Diagnostic> unreadable(const Api& api, Diagnostics& diagnostics)
{
    const auto error = std::find_if(diagnostics.begin(), diagnostics.end(),
                                    [](const Diagnostic& d) { return d.severity == Severity::Error; });
    if (error != diagnostics.end())
        return fail(std::move(*error));
    return fail("The text of \"" + api.name + "\" is no API definition.", "Undo the last change of the text.");
}

Result<Project> setWebSocketText(Project project, ApiId id, std::string text)
{
    Api& api = *project.edit(id);
    auto& definition = std::get<WebSocketApi>(api.definition);
    if (api.source && api.source->text == text)
        if (readWebSocket(text, api.file, id).definition == definition)
            return project;
    WebSocketReading reading = readWebSocket(std::move(text), api.file, id);
    if (!reading.source)
        return unreadable(api, reading.diagnostics);
    keepIds(reading.definition, definition);
    definition = std::move(reading.definition);
    api.source = std::move(reading.source);
    return project;
}

} // namespace

Result<Project> setSourceText(Project project, ApiId id, std::string text)
{
    if (const Api* socket = project.find(id); socket && socket->kind() == ApiKind::WebSocket)
        return setWebSocketText(std::move(project), id, std::move(text));
    const Result<OpenApiDefinition*> definition = editDefinition(project, id);
    if (!definition)
        return fail(definition.error());
    Api& api = *project.edit(id);
    if (api.source && api.source->text == text && api.source->definition == *api.openApi())
        return project;
    OpenApiReading reading = readOpenApi(std::move(text), api.file, id);
    if (!reading.source)
        return unreadable(api, reading.diagnostics);
    OpenApiDefinition next = reading.source->definition;
    keepIds(next, *api.openApi());
    *api.openApi() = std::move(next);
    api.source = std::move(reading.source);
    return project;
}

} // namespace gw
