// Pure functions over project values; Workspace decides when to call them.
#include "ui/session/disk_merge.h"

#include "core/format/keep_ids.h"
#include "core/format/manifest.h"
#include "core/format/openapi_source.h"

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

// The definition of `fresh` in `mine`, with the ids it has there.
void takeDefinition(Api& mine, const Api& fresh)
{
    const Api before = mine;
    mine.definition = fresh.definition;
    mine.source = fresh.source;
    keepIds(mine, before);
}

template <typename T>
const Cow<T>* findWhere(const std::vector<Cow<T>>& list, std::string T::*member, const std::string& value)
{
    const auto it =
        std::find_if(list.begin(), list.end(), [&](const Cow<T>& each) { return (*each).*member == value; });
    return it == list.end() ? nullptr : &*it;
}

// What gatewright.yaml says has unsaved edits and is the same on disk: only the files it names are taken.
Project withFilesFromDisk(Project ours, const Project& fresh, const std::vector<std::string>& keep)
{
    for (Cow<Api>& api : ours.apis) {
        const Cow<Api>* read = contains(keep, api->file) ? nullptr : findFile(fresh, api->file);
        const bool isNews = read && (*read)->source && (!api->source || (*read)->source->text != api->source->text);
        if (isNews)
            takeDefinition(api.edit(), **read);
    }
    for (Cow<StateMachine>& machine : ours.stateMachines) {
        const std::string file = machine->definitionUri;
        const auto* read =
            contains(keep, file) ? nullptr : findWhere(fresh.stateMachines, &StateMachine::definitionUri, file);
        if (read && (*read)->definition != machine->definition)
            machine.edit().definition = (*read)->definition;
    }
    return ours;
}

// Elements are the same by what tells them apart in their list; their ids stay.
template <typename T>
void keepElements(const std::vector<Cow<T>>& ours, std::vector<Cow<T>>& fresh, std::string T::*key)
{
    for (Cow<T>& each : fresh)
        if (const Cow<T>* mine = findWhere(ours, key, (*each).*key)) {
            each.edit().id = (*mine)->id;
            if (each == *mine)
                each = *mine; // shared storage: nothing to compare later
        }
}

void mergeStateMachines(const Project& ours, Project& fresh, const std::vector<std::string>& keep)
{
    keepElements(ours.stateMachines, fresh.stateMachines, &StateMachine::definitionUri);
    for (const Cow<StateMachine>& mine : ours.stateMachines) {
        if (!contains(keep, mine->definitionUri))
            continue;
        bool isThere = false;
        for (Cow<StateMachine>& each : fresh.stateMachines)
            if (each->definitionUri == mine->definitionUri) {
                each.edit().definition = mine->definition;
                isThere = true;
            }
        if (!isThere)
            fresh.stateMachines.push_back(mine);
    }
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
    return unsavedFiles(*texts, files);
}

std::vector<std::string> unsavedFiles(const std::map<std::string, std::string>& rendered, const ProjectFiles& files)
{
    std::vector<std::string> unsaved;
    for (const auto& [name, text] : rendered) {
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
    if (contains(keep, manifestFileName))
        return withFilesFromDisk(ours, fresh, keep);
    keepElements(ours.functions, fresh.functions, &Function::name);
    keepElements(ours.backends, fresh.backends, &Backend::name);
    mergeStateMachines(ours, fresh, keep);
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
        keepIds(edited, **mine);
    }
    for (const Cow<Api>& mine : ours.apis) {
        if (contains(keep, mine->file) && !findFile(fresh, mine->file))
            fresh.apis.push_back(mine);
    }
    return fresh;
}

} // namespace gw::ui
