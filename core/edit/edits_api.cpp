// Edits of whole APIs. An API's file is named after the API when it is created and keeps its name, so that a rename is
// one line in gatewright.yaml.
#include "core/edit/access_uses.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw {

namespace {

bool isControl(unsigned char c)
{
    return c < 0x20 || c == 0x7f;
}

Result<void> checkLine(const std::string& text, const std::string& what)
{
    if (std::none_of(text.begin(), text.end(), isControl))
        return {};
    return fail("A " + what + " is one line of text.", "Take line breaks and tabs out of it.");
}

Result<void> checkName(const Project& project, const std::string& name, ApiId self)
{
    if (name.find_first_not_of(' ') == std::string::npos)
        return fail("An API needs a name.", "Enter one, such as pets.");
    if (name.size() > 128 || std::any_of(name.begin(), name.end(), isControl))
        return fail("This is not a valid API name.", "Use at most 128 characters on one line.");
    const Api* other = project.findApi(name);
    if (other && other->id != self)
        return fail("Another API of this project already has the name " + inQuotes(name) + ".", "Choose another name.");
    return {};
}

// Letters, digits and hyphens: what every file system takes.
std::string fileStem(const std::string& name)
{
    std::string stem;
    for (const char c : name) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            stem += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!stem.empty() && stem.back() != '-')
            stem += '-';
    }
    while (!stem.empty() && stem.back() == '-')
        stem.pop_back();
    return stem.empty() ? "api" : stem;
}

bool hasFile(const Project& project, const std::string& file)
{
    return std::any_of(project.apis.begin(), project.apis.end(),
                       [&](const Cow<Api>& api) { return api->file == file; });
}

std::string newFile(const Project& project, ApiKind kind, const std::string& name)
{
    const std::string stem = "apis/" + fileStem(name);
    const std::string ending = kind == ApiKind::WebSocket ? ".websocket.yaml" : ".openapi.yaml";
    std::string file = stem + ending;
    for (int i = 2; hasFile(project, file); ++i)
        file = stem + "-" + std::to_string(i) + ending;
    return file;
}

// That of the name, unless an API has it already: one that was renamed keeps the id of its first name.
std::string freeApiId(const Project& project, const std::string& name)
{
    std::string id = derivedApiId(project.name, name);
    const auto isTaken = [&](const Cow<Api>& api) { return api->apiId == id; };
    for (int i = 2; std::any_of(project.apis.begin(), project.apis.end(), isTaken); ++i)
        id = derivedApiId(project.name, name + " " + std::to_string(i));
    return id;
}

std::variant<RestApi, HttpApi, WebSocketApi> emptyDefinition(ApiKind kind, const std::string& name)
{
    OpenApiDefinition openApi;
    openApi.title = name;
    openApi.version = "1.0";
    switch (kind) {
    case ApiKind::Rest:
        return RestApi{std::move(openApi)};
    case ApiKind::Http:
        return HttpApi{std::move(openApi)};
    case ApiKind::WebSocket:
        return WebSocketApi{};
    }
    return RestApi{std::move(openApi)};
}

// "pets-copy", "pets-copy2", …
std::string copyName(const Project& project, const std::string& name)
{
    std::string copy = name + "-copy";
    for (int i = 2; project.findApi(copy); ++i)
        copy = name + "-copy" + std::to_string(i);
    return copy;
}

// The copy's text is what the original would be saved as; reading it gives ids of its own.
Result<void> takeText(Api& copy, const Api& original)
{
    Result<std::string> text = writeOpenApi(original);
    if (!text)
        return fail(std::move(text.error()));
    OpenApiReading reading = readOpenApi(std::move(*text), copy.file, copy.id);
    if (!reading.source)
        return fail("The API " + inQuotes(original.name) + " cannot be duplicated: its text does not read back.",
                    "Correct the problems of its file first.", NodeRef{original.id, {}, {}, {}});
    *copy.openApi() = reading.source->definition;
    copy.source = std::move(reading.source);
    return {};
}

void place(Project& project, Api api, ApiId behind)
{
    const auto found = std::find_if(project.apis.begin(), project.apis.end(),
                                    [behind](const Cow<Api>& other) { return other->id == behind; });
    project.apis.insert(found == project.apis.end() ? found : found + 1, std::move(api));
}

bool isHost(const std::string& host)
{
    constexpr std::string_view others = ".-:_[]%";
    return host.size() <= 255 && std::all_of(host.begin(), host.end(), [&](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      others.find(c) != std::string_view::npos;
           });
}

} // namespace

Result<Project> createApi(Project project, ApiKind kind, const std::string& name)
{
    if (const auto valid = checkName(project, name, {}); !valid)
        return fail(valid.error());
    Api api;
    api.name = name;
    api.file = newFile(project, kind, name);
    api.id = newApiId(project, api.file);
    api.apiId = freeApiId(project, name);
    api.definition = emptyDefinition(kind, name);
    Stage stage;
    if (kind == ApiKind::Http)
        stage.name = "$default"; // served at the API's own address, as the service's console makes it
    stage.id = newStageId(api, stage.name);
    api.stages.push_back(std::move(stage));
    project.apis.emplace_back(std::move(api));
    return project;
}

Result<Project> renameApi(Project project, ApiId id, const std::string& name)
{
    const Result<Api*> api = editApi(project, id);
    if (!api)
        return fail(api.error());
    if (const auto valid = checkName(project, name, id); !valid)
        return fail(valid.error());
    OpenApiDefinition* definition = (*api)->openApi();
    if (definition && definition->title == (*api)->name)
        definition->title = name; // nobody gave it a title of its own
    renameApiUses(project, std::exchange((*api)->name, name), name);
    return project;
}

Result<Project> duplicateApi(Project project, ApiId id)
{
    const Api* original = project.find(id);
    if (!original)
        return fail("This API is no longer in the project.", "Choose another one, or undo its removal.");
    Api copy = *original;
    copy.name = copyName(project, original->name);
    copy.file = newFile(project, copy.kind(), copy.name);
    copy.id = newApiId(project, copy.file);
    copy.apiId = freeApiId(project, copy.name);
    copy.port = 0; // two APIs cannot listen on one port
    copy.source = nullptr;
    std::vector<Stage> stages = std::exchange(copy.stages, {});
    for (Stage& stage : stages) {
        stage.id = newStageId(copy, stage.name);
        copy.stages.push_back(std::move(stage));
    }
    if (copy.openApi())
        if (const auto taken = takeText(copy, *original); !taken)
            return fail(taken.error());
    place(project, std::move(copy), id);
    return project;
}

Result<Project> deleteApi(Project project, ApiId id)
{
    const Api* known = project.find(id);
    if (const ElementUses uses = known ? usesOfApi(project, known->name) : ElementUses{}; !uses.empty())
        return fail("The API " + inQuotes(known->name) + " is used by " + listed(uses) + ".",
                    "Take it out of there first.", uses.front().node);
    if (std::erase_if(project.apis, [id](const Cow<Api>& api) { return api->id == id; }) == 0)
        return fail("This API is no longer in the project.", "Choose another one, or undo its removal.");
    return project;
}

Result<Project> setApiTitle(Project project, ApiId id, const std::string& title)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, id);
    if (!definition)
        return fail(definition.error());
    if (auto line = checkLine(title, "title"); !line)
        return fail(std::move(line.error()));
    (*definition)->title = title;
    return project;
}

Result<Project> setApiVersion(Project project, ApiId id, const std::string& version)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, id);
    if (!definition)
        return fail(definition.error());
    if (auto line = checkLine(version, "version"); !line)
        return fail(std::move(line.error()));
    (*definition)->version = version;
    return project;
}

Result<Project> setApiDescription(Project project, ApiId id, const std::string& description)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, id);
    if (!definition)
        return fail(definition.error());
    (*definition)->description = description;
    return project;
}

Result<Project> setApiAddress(Project project, ApiId id, const std::string& host, int port)
{
    const Result<Api*> api = editApi(project, id);
    if (!api)
        return fail(api.error());
    if (!isHost(host))
        return fail(inQuotes(host) + " is not a host name or an IP address.", "Use 127.0.0.1 for this machine alone.");
    if (port < 0 || port > 65535)
        return fail(std::to_string(port) + " is not a port.", "Use 1 to 65535, or 0 for any free port.");
    for (const Cow<Api>& other : project.apis)
        if (port != 0 && other->id != id && other->port == port && other->host == host)
            return fail("The API " + inQuotes(other->name) + " already listens on port " + std::to_string(port) + ".",
                        "Choose another port, or 0 for any free one.");
    (*api)->host = host;
    (*api)->port = port;
    return project;
}

} // namespace gw
