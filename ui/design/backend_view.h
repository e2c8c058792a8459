// BackendView: a backend in the centre of the design page: its configuration, and how it is doing, a tab each.
#pragma once

#include "core/api/project.h"
#include "ui/design/backend_form.h"

#include <QWidget>

class QTabWidget;

namespace gw::ui {

class BackendMonitor;
class GatewaySession;
class ToneLabel;
class Workspace;

class BackendView final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Configuration, Monitor };

    BackendView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showBackend(BackendId id);
    void showTab(Tab tab);

private:
    QString apply(const QString& name, const BackendChange& change, const QString& field);
    QString rename(const QString& name);
    void refresh();

    Workspace& m_workspace;
    BackendId m_id;
    ToneLabel* m_heading;
    ToneLabel* m_facts;
    QTabWidget* m_tabs;
    BackendForm* m_form;
    BackendMonitor* m_monitor;
};

} // namespace gw::ui
