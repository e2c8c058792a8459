// Pure functions over project values; Workspace decides when to call them.
#include "ui/session/disk_merge.h"

#include "core/format/keep_ids.h"

#include <algorithm>
#include <iterator>

namespace gw::ui {

namespace {

const Cow<Api>* findFile(const Project& project, const std::string& file)
{
    const auto it =
        std::find_if(project.apis.begin(), project.apis.end(), [&](const Cow<Api>& api) { return api->file == file; });
    return it == project.apis.end() ? nullptr : &*it;
}

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

} // namespace

QStringList toQt(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list;
}

Result<std::vector<std::string>> unsavedFiles(const Project& project, const ProjectFiles& files)
{
    const auto texts = renderProject(project, files);
    if (!texts)
        return fail(texts.error());
    std::vector<std::string> unsaved;
    for (const auto& [name, text] : *texts) {
        const auto known = files.texts.find(name);
        if (known == files.texts.end() || known->second != text)
            unsaved.push_back(name);
    }
    return unsaved;
}

Result<DiskChange> compareWithDisk(const Project& project, const ProjectFiles& files, const DiskTexts& disk)
{
    DiskChange change;
    for (const auto& [name, text] : files.texts) {
        const auto now = disk.find(name);
        if (now == disk.end() || now->second != text)
            change.changed.push_back(name);
    }
    if (change.changed.empty())
        return change;
    const auto unsaved = unsavedFiles(project, files);
    if (!unsaved)
        return fail(unsaved.error());
    std::copy_if(change.changed.begin(), change.changed.end(), std::back_inserter(change.conflicting),
                 [&](const std::string& name) { return contains(*unsaved, name) && disk.contains(name); });
    return change;
}

Project mergeFromDisk(const Project& ours, Project fresh, const std::vector<std::string>& keep)
{
    for (Cow<Api>& api : fresh.apis) {
        const Cow<Api>* mine = findFile(ours, api->file);
        if (!mine)
            continue;
        if (contains(keep, api->file) || **mine == *api) {
            api = *mine; // shared storage: nothing to compare later
            continue;
        }
        Api& edited = api.edit();
        edited.id = (*mine)->id;
        if (edited.openApi() && (*mine)->openApi())
            keepIds(*edited.openApi(), *(*mine)->openApi());
    }
    for (const Cow<Api>& mine : ours.apis) {
        if (contains(keep, mine->file) && !findFile(fresh, mine->file))
            fresh.apis.push_back(mine);
    }
    return fresh;
}

} // namespace gw::ui
