// Opening, editing and saving; recovery and changes on disk are in workspace_disk.cpp. Reading and lint run on
// a worker over immutable snapshots; a result that comes too late (another project, a newer edit) is dropped.
#include "ui/session/workspace.h"

#include "core/format/openapi_write.h"
#include "core/lint/lint.h"
#include "ui/session/disk_merge.h"
#include "ui/session/recovery.h"
#include "ui/session/workspace_impl.h"

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto lintDelay = 150ms;
constexpr auto autosaveDelay = 2s;

} // namespace

Workspace::Workspace(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>(this))
{
    m_impl->lintTimer.setSingleShot(true);
    m_impl->lintTimer.setInterval(lintDelay);
    m_impl->autosaveTimer.setSingleShot(true);
    m_impl->autosaveTimer.setInterval(autosaveDelay);
    connect(&m_impl->lintTimer, &QTimer::timeout, this, [this] { m_impl->startLint(); });
    connect(&m_impl->autosaveTimer, &QTimer::timeout, this, [this] { m_impl->writeRecoveryCopy(); });
    connect(&m_impl->watch, &DiskWatch::filesRead, this,
            [this](const DiskTexts& texts) { m_impl->filesWereRead(texts); });
}

Workspace::~Workspace() = default;

// --- Opening ---------------------------------------------------------------------------------------------------------

void Workspace::open(const QString& path)
{
    const int opening = ++m_impl->opening;
    m_impl->background.run([file = std::filesystem::path(path.toStdString())] { return openProject(file); },
                           [this, opening, path](Result<OpenedProject> opened) {
                               if (opening != m_impl->opening)
                                   return;
                               if (opened)
                                   m_impl->adopt(std::move(*opened), path);
                               else
                                   emit openFailed(opened.error());
                           });
}

bool Workspace::create(const QString& folder, const QString& name)
{
    ++m_impl->opening;
    auto created = createProject(folder.toStdString(), name.toStdString());
    if (!created) {
        emit openFailed(created.error());
        return false;
    }
    m_impl->adopt(std::move(*created), folder);
    return true;
}

void Workspace::Impl::adopt(OpenedProject opened, const QString& from)
{
    autosaveTimer.stop();
    document.reset(std::move(opened.project));
    files = std::move(opened.files);
    readDiagnostics = std::move(opened.diagnostics);
    path = from;
    hasProject = true;
    wasModified = false;
    conflicts.clear();
    lastSeen.clear();
    foundRecovery = ui::hasRecovery(recoveryFolder(path.toStdString(), files), files);
    wroteRecovery = false;
    watch.watch(files);
    diagnostics.clear();
    showDiagnostics({});
    emit q->opened();
    emit q->modifiedChanged(false);
    startLint();
    if (foundRecovery)
        emit q->recoveryFound();
}

bool Workspace::hasProject() const
{
    return m_impl->hasProject;
}

QString Workspace::path() const
{
    return m_impl->path;
}

QString Workspace::folder() const
{
    return QString::fromStdString(m_impl->files.root.string());
}

bool Workspace::isLoneFile() const
{
    return m_impl->files.isLoneFile;
}

const Project& Workspace::project() const
{
    return m_impl->document.project();
}

std::shared_ptr<const Project> Workspace::snapshot() const
{
    return m_impl->document.snapshot();
}

// --- Diagnostics -----------------------------------------------------------------------------------------------------

const Diagnostics& Workspace::diagnostics() const
{
    return m_impl->diagnostics;
}

void Workspace::Impl::startLint()
{
    const int run = ++linting;
    background.run([snapshot = document.snapshot()] { return lint(*snapshot); },
                   [this, run](const Diagnostics& findings) {
                       if (run == linting)
                           showDiagnostics(findings);
                   });
}

void Workspace::Impl::showDiagnostics(const Diagnostics& lintFindings)
{
    Diagnostics all = withFindings(readDiagnostics, lintFindings);
    std::stable_sort(all.begin(), all.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
    if (all == diagnostics)
        return;
    diagnostics = std::move(all);
    emit q->diagnosticsChanged();
}

// --- Editing ---------------------------------------------------------------------------------------------------------

bool Workspace::apply(const QString& name, const Edit& edit, const QString& mergeKey)
{
    const auto changes = m_impl->document.apply(name.toStdString(), edit, mergeKey.toStdString());
    if (!changes) {
        emit editFailed(changes.error());
        return false;
    }
    if (!changes->empty())
        m_impl->afterChange(*changes);
    return true;
}

void Workspace::Impl::afterChange(const Changes& changes)
{
    emit q->changed(changes);
    tellModified();
    lintTimer.start();
    if (document.isModified())
        autosaveTimer.start();
    else
        forgetRecovery();
}

void Workspace::Impl::tellModified()
{
    if (const bool isModified = document.isModified(); isModified != wasModified) {
        wasModified = isModified;
        emit q->modifiedChanged(isModified);
    }
}

bool Workspace::canUndo() const
{
    return m_impl->document.canUndo();
}

bool Workspace::canRedo() const
{
    return m_impl->document.canRedo();
}

QString Workspace::undoName() const
{
    return QString::fromStdString(m_impl->document.undoName());
}

QString Workspace::redoName() const
{
    return QString::fromStdString(m_impl->document.redoName());
}

void Workspace::undo()
{
    if (canUndo())
        m_impl->afterChange(m_impl->document.undo());
}

void Workspace::redo()
{
    if (canRedo())
        m_impl->afterChange(m_impl->document.redo());
}

bool Workspace::isModified() const
{
    return m_impl->document.isModified();
}

Result<std::string> Workspace::sourceText(ApiId api) const
{
    if (const Api* found = project().find(api))
        return writeOpenApi(*found);
    return fail("This API no longer exists.");
}

// --- Saving ----------------------------------------------------------------------------------------------------------

bool Workspace::save()
{
    if (!m_impl->hasProject || m_impl->refuseSaveOverForeignChanges())
        return false;
    if (const auto written = saveProject(project(), m_impl->files); !written) {
        emit saveFailed(written.error());
        return false;
    }
    m_impl->document.markSaved();
    m_impl->watch.watch(m_impl->files);
    m_impl->forgetRecovery();
    m_impl->tellModified();
    emit saved();
    return true;
}

// The watch may not have spoken yet: what is about to be overwritten is looked at once more.
bool Workspace::Impl::refuseSaveOverForeignChanges()
{
    const auto unsaved = unsavedFiles(document.project(), files);
    if (!unsaved) {
        emit q->saveFailed(unsaved.error());
        return true;
    }
    const DiskTexts disk = readTexts(files.root, *unsaved);
    std::vector<std::string> foreign;
    for (const auto& [name, text] : disk) {
        const auto known = files.texts.find(name);
        if (known == files.texts.end() || known->second != text)
            foreign.push_back(name);
    }
    if (foreign.empty())
        return false;
    conflicts = foreign;
    conflictTexts = disk;
    emit q->conflictFound(toQt(foreign));
    return true;
}

} // namespace gw::ui
