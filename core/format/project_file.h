// A project on disk: a folder with gatewright.yaml and the API files it names, or one lone OpenAPI file.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gw {

// What was on disk when the project was read or last saved; a save writes only files whose text changed, and the
// workspace notices files that others changed.
struct ProjectFiles
{
    std::filesystem::path root;                // project folder, or the lone file's folder
    bool isLoneFile = false;                   // no gatewright.yaml: only the OpenAPI file is written
    std::string projectFileText;               // gatewright.yaml; empty for a lone file
    std::map<std::string, std::string> texts;  // relative path → text on disk (API files, definitions of state
                                               // machines and gatewright.yaml)
    std::map<std::string, std::string> unread; // of APIs and state machines that could not be read (empty: no such
                                               // file); a save neither writes nor removes them
};

struct OpenedProject
{
    Project project;
    ProjectFiles files;
    Diagnostics diagnostics; // an API or a state machine whose file cannot be read is left out and named here;
                             // so are secrets that are missing on this machine
};

// `path`: a project folder, its gatewright.yaml, or an OpenAPI file. Fails only when there is nothing to open.
[[nodiscard]] Result<OpenedProject> openProject(const std::filesystem::path& path);

// The texts the project would have on disk now: relative path → text. Unedited files come out byte for byte.
[[nodiscard]] Result<std::map<std::string, std::string>> renderProject(const Project& project,
                                                                       const ProjectFiles& files);

// Writes every file that differs from `files`, each atomically, removes files of deleted APIs and state machines, and
// updates `files`. A new function whose code folder is empty gets a first source (starter_source.h). Gives the names of
// what was written or removed.
[[nodiscard]] Result<std::vector<std::string>> saveProject(const Project& project, ProjectFiles& files);
// The same for who has rendered this project over these files already.
[[nodiscard]] Result<std::vector<std::string>>
saveProject(const Project& project, const std::map<std::string, std::string>& rendered, ProjectFiles& files);

// Removes the temporary files that killed saves left beside the project's files; opening and saving do it.
void removeLeftTemporaryFiles(const ProjectFiles& files);

// A new, empty project folder with gatewright.yaml and .gitignore.
[[nodiscard]] Result<OpenedProject> createProject(const std::filesystem::path& folder, const std::string& name);

} // namespace gw
