// ApiView: an API in the centre of the design page: what it says of itself, its settings, gateway responses and
// documentation, a tab each.
#pragma once

#include "ui/design/api_form.h"

#include <QWidget>

#include <vector>

class QTabWidget;

namespace gw::ui {

class ToneLabel;
class Workspace;

class ApiView final : public QWidget
{
    Q_OBJECT

public:
    ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api);
    void showGatewayResponses(); // their tab
    void showGatewayResponse(const QString& type);

signals:
    void sourceRequested();
    void newResourceRequested();

private:
    QWidget* buildHead(const Theme& theme);
    void addTab(const QString& title, ApiForm* form);
    void refresh();
    QString apply(const QString& name, const ApiEdit& edit, const QString& field);

    Workspace& m_workspace;
    ApiId m_api;
    ToneLabel* m_name;
    ToneLabel* m_counts;
    QTabWidget* m_tabs;
    std::vector<ApiForm*> m_forms;
    GatewayResponsesForm* m_responses;
};

} // namespace gw::ui
