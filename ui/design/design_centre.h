// DesignCentre: the page of what is selected in the API tree: a method, a resource, an API, its models or its stages.
#pragma once

#include "core/api/method.h"
#include "gateway-engine/trace/trace.h"
#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"

#include <QStackedWidget>

namespace gw::ui {

class ApiView;
class EmptyState;
class GatewaySession;
class MethodView;
class ModelsView;
class ResourceView;
class StageView;
class StagesView;
class Workspace;

class DesignCentre final : public QStackedWidget
{
    Q_OBJECT

public:
    DesignCentre(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);

    void showItem(const TreeItem& item, bool moved); // `moved`: it is selected now, and was not before
    void showCard(engine::Card card);
    [[nodiscard]] engine::Card card() const;
    void focusPicture();
    void showGatewayResponse(const QString& type);
    void createModel();

signals:
    void tryRequested(const gw::NodeRef& method);
    void testRequested(const gw::NodeRef& method);
    void sourceRequested();
    void nodeRequested(const gw::NodeRef& node);
    void newMethodRequested(const gw::ui::TreeItem& at, gw::HttpVerb verb);
    void newResourceRequested();
    void newStageRequested();

private:
    void connectViews();
    void showNothing();
    QWidget* addScrolling(QWidget* view);

    Workspace& m_workspace;
    EmptyState* m_nothing;
    MethodView* m_method;
    ResourceView* m_resource;
    ApiView* m_api;
    StageView* m_stage;
    StagesView* m_stages;
    ModelsView* m_models;
    QWidget* m_resourcePane;
    QWidget* m_stagesPane;
    NodeRef m_shown;
};

} // namespace gw::ui
