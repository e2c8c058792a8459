// Each view stands here once and shows what is selected; what it asks for goes out as a signal.
#include "ui/design/design_centre.h"

#include "ui/design/api_view.h"
#include "ui/design/element_views.h"
#include "ui/design/method_view.h"
#include "ui/design/models_view.h"
#include "ui/design/stage_view.h"
#include "ui/design/stages_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/empty_state.h"

#include <QScrollArea>

namespace gw::ui {

DesignCentre::DesignCentre(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QStackedWidget(parent), m_workspace(workspace),
      m_nothing(new EmptyState(theme, QStringLiteral("design"), {}, {})),
      m_method(new MethodView(workspace, gateway, theme)), m_resource(new ResourceView(workspace, theme)),
      m_api(new ApiView(workspace, gateway, theme)), m_stage(new StageView(workspace, gateway, theme)),
      m_stages(new StagesView(workspace, gateway, theme)), m_models(new ModelsView(workspace, gateway, theme))
{
    addWidget(m_nothing);
    addWidget(m_method);
    m_resourcePane = addScrolling(m_resource);
    addWidget(m_api);
    addWidget(m_stage);
    m_stagesPane = addScrolling(m_stages);
    addWidget(m_models);
    connectViews();
}

QWidget* DesignCentre::addScrolling(QWidget* view)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(view);
    addWidget(area);
    return area;
}

void DesignCentre::connectViews()
{
    connect(m_method, &MethodView::sourceRequested, this, &DesignCentre::sourceRequested);
    connect(m_method, &MethodView::tryRequested, this, [this] { emit tryRequested(m_shown); });
    connect(m_method, &MethodView::testRequested, this, [this] { emit testRequested(m_shown); });
    connect(m_resource, &ResourceView::methodRequested, this, &DesignCentre::nodeRequested);
    connect(m_resource, &ResourceView::newMethodRequested, this, &DesignCentre::newMethodRequested);
    connect(m_resource, &ResourceView::newResourceRequested, this, &DesignCentre::newResourceRequested);
    connect(m_api, &ApiView::newResourceRequested, this, &DesignCentre::newResourceRequested);
    connect(m_api, &ApiView::sourceRequested, this, &DesignCentre::sourceRequested);
    connect(m_stages, &StagesView::stageRequested, this, &DesignCentre::nodeRequested);
    connect(m_stages, &StagesView::newStageRequested, this, &DesignCentre::newStageRequested);
    connect(m_models, &ModelsView::methodRequested, this, &DesignCentre::nodeRequested);
}

void DesignCentre::showItem(const TreeItem& item, bool moved)
{
    m_shown = item.ref;
    if (item.ref.isEmpty())
        return showNothing();
    switch (item.kind) {
    case TreeKind::Method:
        m_method->showMethod(item.ref);
        return setCurrentWidget(m_method);
    case TreeKind::Resource:
        m_resource->showResource(item);
        return setCurrentWidget(m_resourcePane);
    case TreeKind::Models:
        m_models->showModels(item.ref.api);
        return setCurrentWidget(m_models);
    case TreeKind::Stage:
        m_stage->showStage(item.ref);
        return setCurrentWidget(m_stage);
    case TreeKind::StageGroup:
        m_stages->showStages(item.ref.api);
        return setCurrentWidget(m_stagesPane);
    case TreeKind::Api:
    case TreeKind::GatewayResponses:
        break;
    }
    m_api->showApi(item.ref.api);
    if (moved && item.kind == TreeKind::GatewayResponses)
        m_api->showGatewayResponses();
    setCurrentWidget(m_api);
}

void DesignCentre::showNothing()
{
    if (!m_workspace.hasProject())
        m_nothing->setText(tr("No project open"), tr("Open a project folder or an OpenAPI file to see its APIs here."));
    else if (m_workspace.project().apis.empty())
        m_nothing->setText(tr("Nothing to design yet"),
                           tr("An API gets resources, their methods, and what answers them."));
    else
        m_nothing->setText(tr("Nothing selected"),
                           tr("Select an API, a resource or a method in the tree to see and edit it."));
    setCurrentWidget(m_nothing);
}

void DesignCentre::showCard(engine::Card card)
{
    m_method->showCard(card);
}

engine::Card DesignCentre::card() const
{
    return m_method->card();
}

void DesignCentre::focusPicture()
{
    m_method->focusPicture();
}

void DesignCentre::showGatewayResponse(const QString& type)
{
    m_api->showGatewayResponse(type);
}

void DesignCentre::createModel()
{
    m_models->create();
}

} // namespace gw::ui
