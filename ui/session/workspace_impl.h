// The inside of Workspace, shared by workspace.cpp and workspace_disk.cpp.
#pragma once

#include "ui/session/background.h"
#include "ui/session/disk_watch.h"
#include "ui/session/project_secrets.h"
#include "ui/session/project_lock.h"
#include "ui/session/save_job.h"
#include "ui/session/workspace.h"

#include <QTimer>

namespace gw::ui {

struct Workspace::Impl
{
    explicit Impl(Workspace* self) : q(self), secrets(background), watch(background) {}

    Workspace* q;
    Document document;
    ProjectFiles files;
    QString path;
    bool hasProject = false;
    Diagnostics readDiagnostics;
    Diagnostics diagnostics;
    bool wasModified = false;
    bool foundRecovery = false; // left by a crash, not decided yet
    bool wroteRecovery = false; // by this session
    bool isSaving = false;
    bool savesAgain = false;            // asked for while a save was running
    std::vector<std::string> conflicts; // told and not decided yet
    DiskTexts conflictTexts;
    DiskTexts lastSeen; // on disk, when it was last looked at: nothing is told twice
    int opening = 0;    // the newest open(); older ones are forgotten
    int linting = 0;
    ProjectLock lock;
    Background background;
    ProjectSecrets secrets;
    DiskWatch watch;
    QTimer lintTimer;
    QTimer autosaveTimer;

    void adopt(OpenedProject opened, const QString& from);
    bool apply(const QString& name, const Edit& edit, const QString& mergeKey = {});
    void afterChange(const Changes& changes);
    void tellModified();
    void startLint();
    void showDiagnostics(const Diagnostics& lintFindings);
    void writeRecoveryCopy();
    void forgetRecovery();
    void filesWereRead(const DiskTexts& disk);
    void takeFromDisk(const std::vector<std::string>& changed);
    void merge(OpenedProject opened, const std::vector<std::string>& changed);
    void startSave();
    void saveDone(SaveOutcome outcome);
    void takeWritten(const SaveOutcome& outcome);
};

} // namespace gw::ui
