// Paths from gatewright.yaml are input like any other: "../../etc/x", "/etc/x" and links that lead out are refused.
#include "core/format/project_paths.h"

#include "core/letter_case.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

namespace fs = std::filesystem;

bool staysInside(const fs::path& relative)
{
    return !relative.empty() && !relative.is_absolute() && !relative.has_root_name() &&
           std::none_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
}

bool isBelow(const fs::path& path, const fs::path& root)
{
    const auto [rootEnd, rest] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return rootEnd == root.end();
}

// A file name made of what every file system takes.
std::string fileStem(std::string_view apiName)
{
    std::string stem;
    for (const char c : toLowerAscii(apiName)) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isPlain)
            stem += c;
        else if (!stem.empty() && stem.back() != '-')
            stem += '-';
    }
    while (!stem.empty() && stem.back() == '-')
        stem.pop_back();
    return stem.empty() ? "api" : stem.substr(0, 100);
}

std::string newFile(const Api& api, const std::set<std::string>& taken)
{
    const std::string stem = "apis/" + fileStem(api.name);
    const std::string ending = api.kind() == ApiKind::WebSocket ? ".websocket.yaml" : ".openapi.yaml";
    std::string file = stem + ending;
    for (int n = 2; taken.contains(file); ++n)
        file = stem + "-" + std::to_string(n) + ending;
    return file;
}

} // namespace

bool isInsideProject(std::string_view path)
{
    return path.find('\0') == std::string_view::npos && staysInside(fs::path(path).lexically_normal());
}

std::string normalPath(std::string_view path)
{
    return fs::path(path).lexically_normal().generic_string();
}

Result<fs::path> pathInProject(const fs::path& root, const std::string& file)
{
    const fs::path relative = fs::path(file).lexically_normal();
    const char hint[] = "Use a path inside the project folder, such as apis/pets.openapi.yaml.";
    if (file.find('\0') != std::string::npos || !staysInside(relative) || !relative.has_filename())
        return fail("The path \"" + file + "\" leads out of the project folder.", hint);
    std::error_code error;
    const fs::path realRoot = fs::weakly_canonical(root, error);
    const fs::path realPath = error ? fs::path() : fs::weakly_canonical(root / relative, error);
    if (error)
        return fail("The path \"" + file + "\" cannot be followed: " + error.message() + ".", hint);
    if (!isBelow(realPath, realRoot))
        return fail("The path \"" + file + "\" is a link that leads out of the project folder.", hint);
    return root / relative;
}

std::vector<std::string> apiFiles(const Project& project)
{
    std::set<std::string> taken;
    for (const Cow<Api>& api : project.apis)
        taken.insert(api->file);
    std::vector<std::string> files;
    for (const Cow<Api>& api : project.apis) {
        files.push_back(api->file.empty() ? newFile(*api, taken) : api->file);
        taken.insert(files.back());
    }
    return files;
}

} // namespace gw
