// Opening and editing; saving is in workspace_save.cpp, recovery and changes on disk in workspace_disk.cpp. Reading
// and lint run on a worker over immutable snapshots; a result that comes too late (another project, a newer edit) is
// dropped.
#include "ui/session/workspace.h"

#include "core/format/secrets_file.h"
#include "core/lint/lint.h"
#include "ui/session/api_text.h"
#include "ui/session/disk_merge.h"
#include "ui/session/lone_file.h"
#include "ui/session/recovery.h"
#include "ui/session/workspace_impl.h"

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto lintDelay = 150ms;
constexpr auto autosaveDelay = 2s;

// Diagnostics name files as the user gave them or as gatewright.yaml does.
std::string nameInProject(const QString& file, const ProjectFiles& files)
{
    const std::filesystem::path path(file.toStdString());
    if (!path.is_absolute())
        return path.lexically_normal().generic_string();
    std::error_code ignored;
    return path.lexically_relative(std::filesystem::absolute(files.root, ignored)).generic_string();
}

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
    connect(&m_impl->secrets, &ProjectSecrets::changed, this, [this] { m_impl->lintTimer.start(); });
    connect(&m_impl->secrets, &ProjectSecrets::saveFailed, this, &Workspace::editFailed);
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

bool Workspace::makeProject(const QString& folder)
{
    if (const auto made = makeProjectOf(project(), folder.toStdString()); !made) {
        emit openFailed(made.error());
        return false;
    }
    discardRecovery();
    open(folder);
    return true;
}

void Workspace::Impl::adopt(OpenedProject opened, const QString& from)
{
    autosaveTimer.stop();
    std::shared_ptr<const Project> before = document.snapshot();
    document.reset(std::move(opened.project));
    background.letGo(std::move(before));
    files = std::move(opened.files);
    readDiagnostics = std::move(opened.diagnostics);
    // ProjectSecrets tells those anew whenever the file changes.
    std::erase_if(readDiagnostics, [](const Diagnostic& d) { return d.file == secretsFileName; });
    path = from;
    hasProject = true;
    wasModified = false;
    conflicts.clear();
    lastSeen.clear();
    const std::filesystem::path recovery = recoveryFolder(path.toStdString(), files);
    lock.take(lockFile(recovery));
    foundRecovery = lock.isOurs() && ui::hasRecovery(recovery, files);
    wroteRecovery = false;
    watch.watch(files);
    secrets.open(files.isLoneFile ? std::filesystem::path() : files.root);
    diagnostics.clear();
    showDiagnostics({});
    emit q->opened();
    emit q->modifiedChanged(false);
    startLint();
    if (foundRecovery)
        emit q->recoveryFound();
    if (!lock.isOurs())
        emit q->openElsewhere();
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
    const auto look = [snapshot = document.snapshot(), secrets = secrets.all(), told = secrets.diagnostics(),
                       isKnown = secrets.isLoaded()] {
        Diagnostics findings = lint(*snapshot);
        const Diagnostics more = isKnown ? lintSecrets(*snapshot, secrets) : Diagnostics();
        for (const Diagnostics& list : {told, more})
            findings.insert(findings.end(), list.begin(), list.end());
        return findings;
    };
    background.run(look, [this, run](const Diagnostics& findings) {
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

ProjectSecrets& Workspace::secrets() const
{
    return m_impl->secrets;
}

// --- Editing ---------------------------------------------------------------------------------------------------------

void Workspace::settle()
{
    emit settling();
}

bool Workspace::apply(const QString& name, const Edit& edit, const QString& mergeKey)
{
    settle();
    if (!isLoneFile())
        return m_impl->apply(name, edit, mergeKey);
    const auto fitting = [this, &edit](Project before) -> Result<Project> {
        Result<Project> after = edit(std::move(before));
        if (const auto fits = after ? fitsLoneFile(project(), *after) : Result<void>(); !fits)
            return fail(fits.error());
        return after;
    };
    return m_impl->apply(name, fitting, mergeKey);
}

bool Workspace::Impl::apply(const QString& name, const Edit& edit, const QString& mergeKey)
{
    std::shared_ptr<const Project> before = document.snapshot();
    const auto changes = document.apply(name.toStdString(), edit, mergeKey.toStdString());
    background.letGo(std::move(before)); // a step that was merged into the next
    if (!changes) {
        emit q->editFailed(changes.error());
        return false;
    }
    if (!changes->empty())
        afterChange(*changes);
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
    settle();
    if (canUndo())
        m_impl->afterChange(m_impl->document.undo());
}

void Workspace::redo()
{
    settle();
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
        return textOf(*found);
    return fail("This API no longer exists.");
}

ApiId Workspace::apiOfFile(const QString& file) const
{
    const std::string name = nameInProject(file, m_impl->files);
    for (const Cow<Api>& api : project().apis)
        if (api->file == name)
            return api->id;
    return {};
}

std::optional<QString> Workspace::textOnDisk(const QString& file) const
{
    const std::string name = nameInProject(file, m_impl->files);
    for (const auto* texts : {&m_impl->files.unread, &m_impl->files.texts})
        if (const auto found = texts->find(name); found != texts->end() && !found->second.empty())
            return QString::fromStdString(found->second);
    return std::nullopt;
}

} // namespace gw::ui
