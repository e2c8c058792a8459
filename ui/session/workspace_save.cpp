// Workspace, third part: saving. The worker writes a snapshot while editing goes on; what was edited meanwhile is
// unsaved afterwards.
#include "ui/session/disk_merge.h"
#include "ui/session/workspace_impl.h"

namespace gw::ui {

void Workspace::save()
{
    if (!m_impl->hasProject)
        return;
    settle();
    if (m_impl->isSaving)
        m_impl->savesAgain = true;
    else
        m_impl->startSave();
}

bool Workspace::isSaving() const
{
    return m_impl->isSaving;
}

void Workspace::Impl::startSave()
{
    isSaving = true;
    savesAgain = false;
    emit q->savingChanged(true);
    background.run([snapshot = document.snapshot(), files = files] { return writeNow(snapshot, files); },
                   [this](SaveOutcome outcome) { saveDone(std::move(outcome)); });
}

// Another project cannot have come between: it is read by the same worker, after this save.
void Workspace::Impl::saveDone(SaveOutcome outcome)
{
    isSaving = false;
    takeWritten(outcome);
    if (outcome.error) {
        emit q->saveFailed(*outcome.error);
    } else if (!outcome.foreign.empty()) {
        conflicts = std::move(outcome.foreign);
        conflictTexts = std::move(outcome.disk);
        emit q->conflictFound(toQt(conflicts));
    } else {
        document.markSaved(std::move(outcome.snapshot));
        if (document.isModified())
            autosaveTimer.start();
        else
            forgetRecovery();
        tellModified();
        secrets.retry();
        emit q->saved();
    }
    if (savesAgain && document.isModified() && !outcome.error && conflicts.empty())
        return startSave();
    emit q->savingChanged(false);
}

// What the save wrote and removed is known now; the rest may have been read anew meanwhile.
void Workspace::Impl::takeWritten(const SaveOutcome& outcome)
{
    if (outcome.written.empty() && outcome.removed.empty())
        return;
    for (const auto& [name, text] : outcome.written)
        files.texts[name] = text;
    for (const std::string& name : outcome.removed)
        files.texts.erase(name);
    files.projectFileText = outcome.projectFileText;
    watch.watch(files);
}

} // namespace gw::ui
