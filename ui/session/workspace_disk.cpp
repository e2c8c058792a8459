// Workspace, second half: the copy that survives a crash, and changes others make to the files. Nothing of theirs is
// overwritten and nothing of ours is lost without a question.
#include "ui/session/disk_merge.h"
#include "ui/session/recovery.h"
#include "ui/session/workspace_impl.h"

#include <algorithm>

namespace gw::ui {

// --- Recovery --------------------------------------------------------------------------------------------------------

bool Workspace::isOpenElsewhere() const
{
    return !m_impl->lock.isOurs();
}

bool Workspace::hasRecovery() const
{
    return m_impl->foundRecovery;
}

void Workspace::restoreRecovery()
{
    auto recovered = readRecovery(recoveryFolder(path().toStdString(), m_impl->files), m_impl->files);
    if (!recovered) {
        discardRecovery();
        emit editFailed(recovered.error());
        return;
    }
    m_impl->foundRecovery = false;
    Project merged = mergeFromDisk(project(), std::move(*recovered), {});
    m_impl->apply(tr("Recover Unsaved Work"), [merged](const Project&) -> Result<Project> { return merged; });
}

void Workspace::discardRecovery()
{
    m_impl->foundRecovery = false;
    m_impl->wroteRecovery = true; // whoever wrote it
    m_impl->forgetRecovery();
}

void Workspace::Impl::writeRecoveryCopy()
{
    const bool wasElsewhere = !lock.isOurs();
    if (!document.isModified() || foundRecovery || !lock.retry())
        return; // what a crash left is not written over before it was decided on; another studio's copy is its own
    const std::filesystem::path folder = recoveryFolder(path.toStdString(), files);
    if (wasElsewhere && ui::hasRecovery(folder, files)) { // the other studio is gone and left unsaved work
        foundRecovery = true;
        emit q->recoveryFound();
        return;
    }
    wroteRecovery = true;
    background.run(
        [folder, snapshot = document.snapshot(), files = files] { return writeRecovery(folder, *snapshot, files); },
        [](const Result<void>&) {}); // a full disk must not stop the editing; the save will speak of it
}

void Workspace::Impl::forgetRecovery()
{
    autosaveTimer.stop();
    if (!std::exchange(wroteRecovery, false))
        return;
    background.run([folder = recoveryFolder(path.toStdString(), files)] { removeRecovery(folder); });
}

// --- Changes others make on disk -------------------------------------------------------------------------------------

void Workspace::Impl::filesWereRead(const DiskTexts& disk)
{
    if (disk == lastSeen)
        return;
    lastSeen = disk;
    const auto change = compareWithDisk(document.project(), files, disk);
    if (!change || change->changed.empty())
        return;
    if (change->conflicting.empty()) {
        takeFromDisk(change->changed);
        return;
    }
    conflicts = change->conflicting;
    conflictTexts = disk;
    emit q->conflictFound(toQt(conflicts));
}

void Workspace::Impl::takeFromDisk(const std::vector<std::string>& changed)
{
    const int current = opening;
    background.run([file = std::filesystem::path(path.toStdString())] { return openProject(file); },
                   [this, current, changed](Result<OpenedProject> opened) {
                       if (current != opening)
                           return;
                       if (opened) {
                           merge(std::move(*opened), changed);
                       } else {
                           readDiagnostics = {opened.error()};
                           startLint();
                       }
                   });
}

void Workspace::Impl::merge(OpenedProject opened, const std::vector<std::string>& changed)
{
    // Ours stay: APIs with unsaved edits that did not change on disk, and files that cannot be read any more.
    const auto unsaved = unsavedFiles(document.project(), files);
    std::vector<std::string> keep;
    for (const std::string& name : unsaved.value_or(std::vector<std::string>{})) {
        if (std::find(changed.begin(), changed.end(), name) == changed.end())
            keep.push_back(name);
    }
    const bool keepsEdits = !keep.empty();
    for (const std::string& name : changed) {
        const bool isRead =
            std::any_of(opened.project.apis.begin(), opened.project.apis.end(),
                        [&](const Cow<Api>& api) { return api->file == name; }) ||
            std::any_of(opened.project.stateMachines.begin(), opened.project.stateMachines.end(),
                        [&](const Cow<StateMachine>& machine) { return machine->definitionUri == name; });
        if (isRead || name == "gatewright.yaml")
            continue;
        keep.push_back(name);
        if (const auto known = files.texts.find(name); known != files.texts.end() && opened.files.texts.contains(name))
            opened.files.texts[name] = known->second; // still differs from the disk: a save will ask
    }
    Project merged = mergeFromDisk(document.project(), std::move(opened.project), keep);
    files = std::move(opened.files);
    readDiagnostics = std::move(opened.diagnostics);
    conflicts.clear();
    conflictTexts.clear();
    watch.watch(files);
    apply(Workspace::tr("Take Changes from Disk"), [merged](const Project&) -> Result<Project> { return merged; });
    if (!keepsEdits) {
        document.markSaved();
        forgetRecovery();
        tellModified();
    }
    startLint();
    emit q->reloadedFromDisk(toQt(changed));
}

void Workspace::keepOwnVersion()
{
    for (const std::string& name : m_impl->conflicts) {
        if (const auto disk = m_impl->conflictTexts.find(name); disk != m_impl->conflictTexts.end())
            m_impl->files.texts[name] = disk->second; // known now: the next save writes over it
    }
    m_impl->conflicts.clear();
    m_impl->conflictTexts.clear();
    m_impl->lastSeen.clear();
    m_impl->watch.check(); // other files that changed meanwhile
}

void Workspace::takeDiskVersion()
{
    if (!m_impl->conflicts.empty())
        m_impl->takeFromDisk(std::exchange(m_impl->conflicts, {}));
}

} // namespace gw::ui
