// Opens a project: gatewright.yaml and the files it names, or one OpenAPI file on its own. An API or a state machine
// whose file cannot be read is named in the diagnostics and left out; the others open.
#include "core/format/project_file.h"

#include "core/format/atomic_file.h"
#include "core/format/manifest.h"
#include "core/format/openapi_read.h"
#include "core/format/project_paths.h"
#include "core/format/secrets_file.h"
#include "core/format/temporary_file.h"
#include "core/format/websocket_file.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxCandidates = 200; // files looked into when a folder has no gatewright.yaml

std::string quoted(const fs::path& path)
{
    return "\"" + path.string() + "\"";
}

// The definition and source of one API; diagnostics either way.
Diagnostics readDefinition(std::string text, ApiKind kind, Api& api)
{
    if (kind == ApiKind::WebSocket) {
        WebSocketReading reading = readWebSocket(std::move(text), api.file);
        api.definition = std::move(reading.definition);
        api.source = std::move(reading.source);
        return std::move(reading.diagnostics);
    }
    OpenApiReading reading = readOpenApi(std::move(text), api.file, api.id);
    api.source = std::move(reading.source);
    if (api.source && kind == ApiKind::Rest)
        api.definition = RestApi{api.source->definition};
    else if (api.source)
        api.definition = HttpApi{api.source->definition};
    return std::move(reading.diagnostics);
}

bool isOfHttpApi(const Integration& integration)
{
    return integration.payloadFormatVersion == "2.0" || !integration.integrationSubtype.empty();
}

// A file that stands alone does not say of which kind its API is: what only HTTP APIs have tells.
bool isOfHttpApi(const ApiSource& source)
{
    if (source.tree.find("x-amazon-apigateway-cors") || source.definition.findPath(defaultRoutePath))
        return true;
    for (const Cow<Resource>& resource : source.definition.resources)
        for (const Cow<Method>& method : resource->methods)
            if (method->integration && isOfHttpApi(*method->integration))
                return true;
    return false;
}

void append(Diagnostics& list, Diagnostics more)
{
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Diagnostic aboutApi(Diagnostic reason, const Api& api)
{
    reason.rule = reason.rule.empty() ? projectFileRule : reason.rule;
    reason.file = api.file;
    reason.message = "API \"" + api.name + "\" cannot be opened: " + reason.message;
    return reason;
}

// Reads one API that gatewright.yaml names into `opened`.
void openApi(ManifestApi item, OpenedProject& opened)
{
    Api& api = item.api;
    const auto path = pathInProject(opened.files.root, api.file);
    const auto text = path ? readFile(*path) : Result<std::string>(fail(path.error()));
    if (!text) {
        opened.files.unread[api.file] = {};
        opened.diagnostics.push_back(aboutApi(text.error(), api));
        return;
    }
    append(opened.diagnostics, readDefinition(*text, item.kind, api));
    if (!api.source) {
        opened.files.unread[api.file] = *text;
        return;
    }
    opened.files.texts[api.file] = *text;
    opened.project.apis.emplace_back(std::move(api));
}

// Any text will do: a definition that says nothing sensible is to be edited, not lost.
void openStateMachine(StateMachine machine, OpenedProject& opened)
{
    const auto path = pathInProject(opened.files.root, machine.definitionUri);
    const auto text = path ? readFile(*path, mostDefinitionBytes) : Result<std::string>(fail(path.error()));
    if (!text) {
        Diagnostic reason = text.error();
        reason.rule = projectFileRule;
        reason.file = machine.definitionUri;
        reason.message = "State machine \"" + machine.name + "\" cannot be opened: " + reason.message;
        opened.files.unread[machine.definitionUri] = {};
        opened.diagnostics.push_back(std::move(reason));
        return;
    }
    machine.definition = *text;
    opened.files.texts[machine.definitionUri] = *text;
    opened.project.stateMachines.emplace_back(std::move(machine));
}

void openWhatStandsBehind(Manifest manifest, OpenedProject& opened)
{
    for (Listed<Function>& function : manifest.functions)
        opened.project.functions.emplace_back(std::move(function.item));
    for (Listed<StateMachine>& machine : manifest.stateMachines)
        openStateMachine(std::move(machine.item), opened);
    for (Listed<Backend>& backend : manifest.backends)
        opened.project.backends.emplace_back(std::move(backend.item));
    opened.project.aws = std::move(manifest.aws);
}

template <typename T>
void take(std::vector<Listed<T>> list, std::vector<Cow<T>>& elements)
{
    for (Listed<T>& each : list)
        elements.emplace_back(std::move(each.item));
}

// Who may call, how often and from where. Files that are named there are read when they are needed.
void openAccess(Manifest& manifest, Project& project)
{
    take(std::move(manifest.apiKeys), project.apiKeys);
    take(std::move(manifest.usagePlans), project.usagePlans);
    project.accountThrottle = manifest.accountThrottle;
    take(std::move(manifest.identities), project.identities);
    take(std::move(manifest.userPools), project.userPools);
    project.localIssuer = std::move(manifest.localIssuer);
    take(std::move(manifest.domainNames), project.domainNames);
    take(std::move(manifest.clientCertificates), project.clientCertificates);
    take(std::move(manifest.webAcls), project.webAcls);
}

// Whether the project's secrets are there. They are not kept: whoever needs them reads them.
void lookForSecrets(const fs::path& folder, OpenedProject& opened)
{
    auto reading = readSecrets(folder);
    if (!reading) {
        reading.error().rule = secretsFileRule;
        opened.diagnostics.push_back(std::move(reading.error()));
        return;
    }
    append(opened.diagnostics, std::move(reading->diagnostics));
    append(opened.diagnostics, tellMissingSecrets(opened.project, *reading));
}

Result<OpenedProject> openFolder(const fs::path& folder)
{
    auto text = readFile(folder / manifestFileName);
    if (!text)
        return fail(std::move(text.error()));
    auto manifest = readManifest(*text, fs::absolute(folder).lexically_normal().filename().string());
    if (!manifest) {
        manifest.error().file = (folder / manifestFileName).string();
        return fail(std::move(manifest.error()));
    }
    OpenedProject opened;
    opened.files.root = folder;
    opened.files.projectFileText = *text;
    opened.files.texts[manifestFileName] = std::move(*text);
    opened.project.name = manifest->name;
    opened.diagnostics = std::move(manifest->diagnostics);
    for (ManifestApi& item : manifest->apis)
        openApi(std::move(item), opened);
    openAccess(*manifest, opened.project);
    openWhatStandsBehind(std::move(*manifest), opened);
    lookForSecrets(folder, opened);
    return opened;
}

Result<OpenedProject> openLoneFile(const fs::path& path)
{
    auto text = readFile(path);
    if (!text)
        return fail(std::move(text.error()));
    Api api;
    api.file = path.filename().string();
    api.id = apiIdOf(api.file);
    OpenedProject opened;
    opened.diagnostics = readDefinition(*text, ApiKind::Rest, api);
    if (api.source && isOfHttpApi(*api.source))
        api.definition = HttpApi{api.source->definition};
    if (!api.source) {
        opened.diagnostics.front().file = path.string();
        return fail(std::move(opened.diagnostics.front()));
    }
    const std::string& title = api.source->definition.title;
    api.name = title.empty() ? path.stem().string() : title;
    api.apiId = derivedApiId(api.name, api.name);
    api.stages = {defaultStage(api.id, api.kind())};
    opened.project.name = api.name;
    opened.files.root = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    opened.files.isLoneFile = true;
    opened.files.texts[api.file] = std::move(*text);
    opened.project.apis.emplace_back(std::move(api));
    return opened;
}

bool mayBeOpenApi(const fs::path& path)
{
    const std::string ending = path.extension().string();
    if (ending != ".yaml" && ending != ".yml" && ending != ".json")
        return false;
    const auto text = readFile(path);
    if (!text || (text->find("openapi") == std::string::npos && text->find("swagger") == std::string::npos))
        return false;
    return readOpenApi(*text, path.filename().string(), {}).source != nullptr;
}

// The OpenAPI files directly inside a folder, by name.
Result<std::vector<fs::path>> openApiFilesIn(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> files;
    std::size_t seen = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && seen < maxCandidates;
         it.increment(error))
        if (std::error_code unreadable; it->is_regular_file(unreadable)) {
            ++seen;
            if (mayBeOpenApi(it->path()))
                files.push_back(it->path());
        }
    if (error)
        return fail("The folder " + quoted(folder) + " cannot be read: " + error.message() + ".",
                    "Check its permissions.");
    std::sort(files.begin(), files.end());
    return files;
}

Result<OpenedProject> openFolderWithoutManifest(const fs::path& folder)
{
    const auto files = openApiFilesIn(folder);
    if (!files)
        return fail(files.error());
    if (files->size() == 1)
        return openLoneFile(files->front());
    if (files->empty())
        return fail("The folder " + quoted(folder) + " has neither gatewright.yaml nor an OpenAPI file.",
                    "Choose a project folder or an OpenAPI file, or create a project.");
    std::string names;
    for (const fs::path& file : *files)
        names += (names.empty() ? "" : ", ") + file.filename().string();
    return fail("The folder " + quoted(folder) + " has no gatewright.yaml but several OpenAPI files: " + names + ".",
                "Open one of them, or create a project that lists them.");
}

Result<OpenedProject> openAny(const fs::path& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        return fail("There is no file or folder " + quoted(path) + ".", "Check the path.");
    if (error)
        return fail(quoted(path) + " cannot be opened: " + error.message() + ".", "Check its permissions.");
    if (fs::is_directory(status)) {
        const fs::file_status manifest = fs::status(path / manifestFileName, error);
        return manifest.type() == fs::file_type::not_found ? openFolderWithoutManifest(path) : openFolder(path);
    }
    if (path.filename() == manifestFileName)
        return openFolder(path.parent_path().empty() ? fs::path(".") : path.parent_path());
    return openLoneFile(path);
}

} // namespace

Result<OpenedProject> openProject(const fs::path& path)
{
    Result<OpenedProject> opened = openAny(path);
    if (opened)
        removeLeftTemporaryFiles(opened->files);
    return opened;
}

// A save writes beside the file itself, wherever links to it stand.
void removeLeftTemporaryFiles(const ProjectFiles& files)
{
    std::set<fs::path> folders;
    const auto add = [&](const std::string& file) {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(files.root / file, error);
        if (!error && (files.isLoneFile || pathInProject(files.root, file)))
            folders.insert(real.parent_path());
    };
    for (const auto& [file, text] : files.texts)
        add(file);
    for (const auto& [file, text] : files.unread)
        add(file);
    for (const fs::path& folder : folders)
        removeLeftTemporaryFiles(folder);
}

} // namespace gw
