// Modal dialogs appear for file choices and for losing edits only.
#include "ui/shell/project_commands.h"

#include "ui/session/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QFileDialog>
#include <QMessageBox>
#include <QStandardPaths>

namespace gw::ui {

namespace {

// Beside the program when installed, in the source tree when built there.
QString installedExample(const QString& name)
{
    QDir folder(QCoreApplication::applicationDirPath());
    const QString installed = folder.absoluteFilePath(QString("../share/gatewright/examples/%1").arg(name));
    if (QFileInfo::exists(installed))
        return QDir::cleanPath(installed);
    for (int up = 0; up < 6 && folder.cdUp(); ++up) {
        const QString inTree = folder.absoluteFilePath(QString("resources/examples/%1").arg(name));
        if (QFileInfo::exists(inTree))
            return inTree;
    }
    return {};
}

bool copyFolder(const QString& from, const QString& to)
{
    QDirIterator entries(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString file = entries.next();
        const QString relative = QDir(from).relativeFilePath(file);
        if (relative.startsWith(".gatewright/"))
            continue;
        const QString target = QDir(to).filePath(relative);
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(file, target))
            return false;
        QFile::setPermissions(target, QFile::permissions(target) | QFile::WriteOwner);
    }
    return true;
}

QString freeFolder(const QDir& in, const QString& name)
{
    QString path = in.filePath(name);
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = in.filePath(QString("%1-%2").arg(name).arg(i));
    return path;
}

// Where a project is to stand: a folder that does not exist yet, or an empty one.
QString chooseNewFolder(QWidget* window, const QString& proposed)
{
    QFileDialog dialog(window, ProjectCommands::tr("New Project"), QFileInfo(proposed).path());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    dialog.setNameFilter(ProjectCommands::tr("Folders"));
    dialog.setLabelText(QFileDialog::FileName, ProjectCommands::tr("Project folder:"));
    dialog.setLabelText(QFileDialog::FileType, ProjectCommands::tr("Shows:"));
    dialog.setLabelText(QFileDialog::Accept, ProjectCommands::tr("Create"));
    dialog.selectFile(QFileInfo(proposed).fileName());
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace

QString exampleProject(const QString& name)
{
    const QString source = installedExample(name);
    if (source.isEmpty())
        return {};
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString copy = QDir(documents).filePath(QString("Gatewright/%1").arg(name));
    return QFileInfo::exists(copy) || copyFolder(source, copy) ? copy : QString();
}

ProjectCommands::ProjectCommands(Workspace& workspace, Preferences& preferences, QWidget* window)
    : QObject(window), m_workspace(workspace), m_preferences(preferences), m_window(window)
{
    connect(&workspace, &Workspace::opened, this, [this] {
        m_preferences.addRecentProject(m_workspace.path());
        emit recentChanged();
    });
}

void ProjectCommands::open(const QString& path)
{
    if (mayLeave())
        m_workspace.open(path);
}

void ProjectCommands::chooseFile()
{
    const QString filter = tr("Projects and API files (gatewright.yaml *.yaml *.yml *.json);;All files (*)");
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open"), m_workspace.folder(), filter);
    if (!path.isEmpty())
        open(QFileInfo(path).fileName() == "gatewright.yaml" ? QFileInfo(path).path() : path);
}

void ProjectCommands::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(m_window, tr("Open Project Folder"), m_workspace.folder());
    if (!path.isEmpty())
        open(path);
}

void ProjectCommands::createProject()
{
    if (!mayLeave())
        return;
    const QString path = chooseNewFolder(m_window, freeFolder(QDir::home(), tr("my-project")));
    if (!path.isEmpty())
        m_workspace.create(path, QFileInfo(path).fileName());
}

void ProjectCommands::openExample(const QString& name)
{
    const QString path = exampleProject(name);
    if (!path.isEmpty())
        open(path);
    else
        QMessageBox::warning(m_window, tr("Open Example"),
                             tr("The example project was not found in this installation. Open a project of your own."));
}

// The window stays painted and says "Saving…"; keys and clicks wait, so that no edit comes between save and leaving.
void ProjectCommands::waitForSave()
{
    if (!m_workspace.isSaving())
        return;
    QEventLoop loop;
    connect(&m_workspace, &Workspace::savingChanged, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

void ProjectCommands::makeProjectOfFile()
{
    const QString name = QString::fromStdString(m_workspace.project().name);
    const QString path = chooseNewFolder(m_window, freeFolder(QDir::home(), name));
    if (!path.isEmpty())
        m_workspace.makeProject(path);
}

bool ProjectCommands::mayLeave()
{
    if (!m_workspace.hasProject())
        return true;
    m_workspace.settle();
    waitForSave();
    if (!m_workspace.isModified())
        return true;
    QMessageBox question(QMessageBox::Warning, tr("Unsaved Edits"),
                         tr("\"%1\" has unsaved edits.").arg(QString::fromStdString(m_workspace.project().name)),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    question.setInformativeText(tr("Discarded edits cannot be brought back."));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        m_workspace.save();
        waitForSave();
        return !m_workspace.isModified();
    case QMessageBox::Discard:
        m_workspace.discardRecovery();
        return true;
    default:
        return false;
    }
}

} // namespace gw::ui
