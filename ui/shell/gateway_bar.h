// GatewayBar: the right half of the top bar: which API and stage, where it answers, start and stop, deploy.
#pragma once

#include "core/api/project.h"
#include "ui/shell/actions.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace gw::ui {

class DeployPopover;
class GatewaySession;
class Workspace;

class GatewayBar final : public QWidget
{
    Q_OBJECT

public:
    GatewayBar(Workspace& workspace, GatewaySession& gateway, const Theme& theme, Actions& actions, QWidget* window);

    [[nodiscard]] ApiId api() const;
    [[nodiscard]] StageId stage() const;
    void setApi(ApiId api);
    void setStage(StageId stage); // of that API // when another page goes to it
    void setPort(int port);
    [[nodiscard]] QString url() const;

    void startOrStop();
    void deploy();      // at once
    void showPending(); // what deploy() would change
    void copyUrl();

signals:
    void urlChanged(const QString& url);
    void portChanged(int port);

private:
    void fill();
    void fillStages();
    void refreshState();
    void refreshPending();
    void refreshUrl();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    Actions& m_actions;
    QComboBox* m_api;
    QComboBox* m_stage;
    QLabel* m_urlLabel;
    QToolButton* m_copy;
    QSpinBox* m_port;
    QToolButton* m_start;
    QToolButton* m_deploy;
    DeployPopover* m_popover;
};

} // namespace gw::ui
