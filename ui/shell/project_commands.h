// ProjectCommands: opening, creating and closing projects, with the dialogs these need.
#pragma once

#include "ui/shell/preferences.h"

#include <QObject>
#include <QString>

class QWidget;

namespace gw::ui {

class Workspace;

class ProjectCommands final : public QObject
{
    Q_OBJECT

public:
    ProjectCommands(Workspace& workspace, Preferences& preferences, QWidget* window);

    void open(const QString& path); // asks about unsaved edits first
    void chooseFile();
    void chooseFolder();
    void createProject();
    void openExample(const QString& name); // a folder of resources/examples
    void makeProjectOfFile(); // a folder that can hold more than the open file, with its API in it
    // True when the project may be left: nothing unsaved, saved now, or discarded by the user.
    [[nodiscard]] bool mayLeave();

signals:
    void recentChanged();

private:
    void waitForSave();

    Workspace& m_workspace;
    Preferences& m_preferences;
    QWidget* m_window;
};

// The example project, copied to where the user may change it; empty when the installation has none.
[[nodiscard]] QString exampleProject(const QString& name);

} // namespace gw::ui
