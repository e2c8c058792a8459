// StatusLine: the window's last line: the gateway's state and address, its requests, the environment, the problems.
#pragma once

#include "ui/session/gateway_session.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace gw::ui {

class StatusLine final : public QWidget
{
    Q_OBJECT

public:
    StatusLine(const Theme& theme, GatewaySession& gateway, QWidget* parent = nullptr);

    void setUrl(const QString& url); // of the chosen stage; empty while stopped
    void setEnvironment(const QString& name);
    void setProblems(int errors, int warnings);
    void showMessage(const QString& text); // for a few seconds

    void showSaving(bool isSaving); // said once it takes long

signals:
    void problemsRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refreshState();
    void refreshCounts();

    const Theme& m_theme;
    GatewaySession& m_gateway;
    QString m_url;
    QLabel* m_state;
    QLabel* m_message;
    QLabel* m_requests;
    QWidget* m_clock;
    QLabel* m_environment;
    QToolButton* m_errors;
    QToolButton* m_warnings;
    QTimer m_poll;
    QTimer m_messageTimer;
    QTimer m_savingTimer;
};

} // namespace gw::ui
