// TopBar: menu, project name, undo and redo on the left; the GatewayBar; theme and palette on the right.
#pragma once

#include "ui/shell/actions.h"

#include <QWidget>

class QLabel;
class QMenu;

namespace gw::ui {

class GatewayBar;

class TopBar final : public QWidget
{
    Q_OBJECT

public:
    TopBar(const Theme& theme, Actions& actions, GatewayBar* gateway, QWidget* parent = nullptr);

    void setProject(const QString& name, const QString& path, bool isModified);
    void setRecentProjects(const QStringList& paths);

signals:
    void recentChosen(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QMenu* m_recent;
    QLabel* m_project;
    QLabel* m_modified;
};

// The whole action table as a menu, a submenu a group.
[[nodiscard]] QMenu* mainMenu(const Actions& actions, QWidget* parent);

} // namespace gw::ui
