// Saves a project: each file that differs is written whole and renamed into place, gatewright.yaml after the files it
// names, so that at no moment the project names a file that is not there. Files of what was deleted go last.
#include "core/format/project_file.h"

#include "core/format/atomic_file.h"
#include "core/format/manifest.h"
#include "core/format/openapi_write.h"
#include "core/format/project_paths.h"
#include "core/format/starter_source.h"
#include "core/format/websocket_file.h"

#include <algorithm>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr char newManifestHead[] = "# A Gatewright project: its APIs, where they listen, and their stages.\n";

Result<std::string> renderApi(const Api& api)
{
    return api.kind() == ApiKind::WebSocket ? writeWebSocket(api) : writeOpenApi(api);
}

Result<std::map<std::string, std::string>> renderLoneFile(const Project& project)
{
    if (project.apis.size() > 1)
        return fail("A single OpenAPI file holds one API; this project has " + std::to_string(project.apis.size()) +
                        ".",
                    "Create a project folder to keep several APIs together.");
    std::map<std::string, std::string> texts;
    for (const Cow<Api>& api : project.apis) {
        auto text = renderApi(*api);
        if (!text)
            return fail(std::move(text.error()));
        texts[api->file] = std::move(*text);
    }
    return texts;
}

// A new file never replaces one that is not the project's.
Result<void> checkNewFile(const fs::path& path, const std::string& file)
{
    std::error_code error;
    if (fs::symlink_status(path, error).type() == fs::file_type::not_found)
        return {};
    return fail("\"" + file + "\" already exists and is not part of the project.",
                "Rename what it is for, or move that file away.");
}

Result<void> writeOne(const std::string& file, const std::string& text, ProjectFiles& files)
{
    const auto path = pathInProject(files.root, file);
    if (!path)
        return fail(path.error());
    if (!files.texts.contains(file))
        if (auto free = checkNewFile(*path, file); !free)
            return free;
    std::error_code error;
    fs::create_directories(path->parent_path(), error);
    if (error)
        return fail("The folder \"" + path->parent_path().string() + "\" cannot be made: " + error.message() + ".",
                    "Check the permissions of the project folder.");
    if (auto written = writeFileAtomically(*path, text); !written)
        return written;
    files.texts[file] = text;
    if (file == manifestFileName)
        files.projectFileText = text;
    return {};
}

Result<void> removeOne(const std::string& file, ProjectFiles& files)
{
    const auto path = pathInProject(files.root, file);
    if (!path)
        return fail(path.error());
    std::error_code error;
    fs::remove(*path, error);
    if (error)
        return fail("\"" + file + "\" cannot be removed: " + error.message() + ".", "Remove it by hand.");
    files.texts.erase(file);
    return {};
}

bool differs(const ProjectFiles& files, const std::string& file, const std::string& text)
{
    const auto it = files.texts.find(file);
    return it == files.texts.end() || it->second != text;
}

std::vector<std::string> filesToWrite(const std::map<std::string, std::string>& texts, const ProjectFiles& files)
{
    std::vector<std::string> list;
    for (const auto& [file, text] : texts)
        if (differs(files, file, text))
            list.push_back(file);
    std::stable_partition(list.begin(), list.end(), [](const std::string& file) { return file != manifestFileName; });
    return list;
}

std::vector<std::string> filesToRemove(const std::map<std::string, std::string>& texts, const ProjectFiles& files)
{
    std::vector<std::string> list;
    for (const auto& [file, text] : files.texts)
        if (!files.isLoneFile && !texts.contains(file))
            list.push_back(file);
    return list;
}

Result<void> makeProjectFolder(const fs::path& folder)
{
    std::error_code error;
    if (fs::exists(folder / manifestFileName, error))
        return fail("\"" + folder.string() + "\" already holds a project.", "Open it, or choose another folder.");
    fs::create_directories(folder, error);
    if (error)
        return fail("The folder \"" + folder.string() + "\" cannot be made: " + error.message() + ".",
                    "Choose a folder you may write to.");
    return {};
}

} // namespace

Result<std::map<std::string, std::string>> renderProject(const Project& project, const ProjectFiles& files)
{
    if (files.isLoneFile)
        return renderLoneFile(project);
    const auto isUnread = [&files](const std::string& file) { return files.unread.contains(file); };
    auto manifest = writeManifest(files.projectFileText, project, isUnread);
    if (!manifest)
        return fail(std::move(manifest.error()));
    std::map<std::string, std::string> texts;
    texts[manifestFileName] = std::move(*manifest);
    const std::vector<std::string> names = apiFiles(project);
    for (std::size_t i = 0; i < project.apis.size(); ++i) {
        auto text = renderApi(*project.apis[i]);
        if (!text)
            return fail(std::move(text.error()));
        texts[names[i]] = std::move(*text);
    }
    for (const Cow<StateMachine>& machine : project.stateMachines)
        texts[machine->definitionUri] = machine->definition;
    return texts;
}

Result<std::vector<std::string>> saveProject(const Project& project, ProjectFiles& files)
{
    const auto texts = renderProject(project, files);
    if (!texts)
        return fail(texts.error());
    return saveProject(project, *texts, files);
}

Result<std::vector<std::string>> saveProject(const Project& project, const std::map<std::string, std::string>& rendered,
                                             ProjectFiles& files)
{
    removeLeftTemporaryFiles(files);
    std::vector<std::string> sources;
    if (!files.isLoneFile) {
        auto starters = writeStarterSources(files.root, files.projectFileText, project);
        if (!starters)
            return fail(std::move(starters.error()));
        sources = std::move(*starters);
    }
    std::vector<std::string> changed = filesToWrite(rendered, files);
    for (const std::string& file : changed)
        if (auto written = writeOne(file, rendered.at(file), files); !written)
            return fail(std::move(written.error()));
    for (const std::string& file : filesToRemove(rendered, files)) {
        if (auto removed = removeOne(file, files); !removed)
            return fail(std::move(removed.error()));
        changed.push_back(file);
    }
    changed.insert(changed.end(), sources.begin(), sources.end());
    return changed;
}

Result<OpenedProject> createProject(const fs::path& folder, const std::string& name)
{
    if (auto made = makeProjectFolder(folder); !made)
        return fail(std::move(made.error()));
    const json::Value manifest = json::Object{{"name", name, {}}};
    const std::string text = newManifestHead + json::writeYaml(manifest);
    std::error_code error;
    if (!fs::exists(folder / ".gitignore", error))
        if (auto written = writeFileAtomically(folder / ".gitignore", ".gatewright/\n"); !written)
            return fail(std::move(written.error()));
    if (auto written = writeFileAtomically(folder / manifestFileName, text); !written)
        return fail(std::move(written.error()));
    return openProject(folder);
}

} // namespace gw
