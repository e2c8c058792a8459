// ApiView: an API in the centre of the design page: what it says of itself, and by its kind its settings, gateway
// responses and documentation, or its routes and CORS, a tab each.
#pragma once

#include "ui/design/api_form.h"
#include "ui/widgets/on_demand.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QTabWidget;

namespace gw::ui {

class RoutesView;
class PageHead;
class Workspace;

class ApiView final : public QWidget
{
    Q_OBJECT

public:
    ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api);
    void showGatewayResponses(); // their tab
    void showGatewayResponse(const QString& type);
    void showCors(); // of an HTTP API
    void renameRoute(MethodId route);
    void addRoute(const QString& belowPath); // shows the routes and begins to edit a new one

signals:
    void sourceRequested();
    void newResourceRequested();
    void routeRequested(const gw::NodeRef& route);
    void httpApiRequested(); // "Create an HTTP API from this…"

private:
    QWidget* buildHead(const Theme& theme);
    enum class Kinds { All, Rest, Http };
    struct Tab
    {
        QWidget* page;
        Kinds kinds;
        OnDemand<ApiForm> form; // none of the routes
    };
    QWidget* addTab(const QString& title, std::function<ApiForm*()> make, Kinds kinds); // gives its page
    void showTabs(ApiKind kind);
    void showForm(int tab);
    void showIn(ApiForm* form) const;
    void refresh();
    QString apply(const QString& name, const ApiEdit& edit, const QString& field);

    Workspace& m_workspace;
    ApiId m_api;
    PageHead* m_head = nullptr;
    QTabWidget* m_tabs;
    GatewayResponsesForm* m_responses = nullptr; // when it is made
    RoutesView* m_routes;
    std::vector<Tab> m_pages; // in the tabs' order
    QWidget* m_responsesPage = nullptr;
    QWidget* m_corsPage = nullptr;
    QPushButton* m_newResource = nullptr;
    QPushButton* m_convert = nullptr;
};

} // namespace gw::ui
