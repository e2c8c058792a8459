// The stage page's head and tabs. The forms' changes become edits of the project here.
#include "ui/design/stage_view.h"

#include "core/edit/edits.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/stage_connections_form.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tone_label.h"

#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

QString stateOfStage(const GatewaySession& gateway, const NodeRef& ref, const Stage& stage)
{
    if (stage.autoDeploy)
        return StageView::tr("Deploys itself: serves the design as it stands");
    if (!gateway.isDeployed(ref.api, ref.stage))
        return StageView::tr("Nothing is deployed to this stage yet");
    const std::size_t pending = gateway.pendingChanges(ref.api, ref.stage).size();
    return pending == 0 ? StageView::tr("The deployment is up to date")
                        : StageView::tr("%1 not deployed yet")
                              .arg(counted(pending, StageView::tr("change"), StageView::tr("changes")));
}

StageView::StageView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_heading(new ToneLabel(theme, tone::title)),
      m_state(new ToneLabel(theme, tone::muted)), m_tabs(new QTabWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::m);
    head->setSpacing(spacing::xs);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(m_heading);
    head->addWidget(m_state);
    column->addLayout(head);
    m_tabs->setDocumentMode(true);
    column->addWidget(m_tabs, 1);
    const ApplyStageChange change = [this](const QString& name, const StageChange& edit, const QString& field) {
        return apply(name, edit, field);
    };
    addTab(tr("Stage"), makeStageGeneralForm(theme, change));
    addTab(tr("Deployments"), makeStageDeploymentsForm(theme, change, gateway));
    addTab(tr("Traffic"), makeStageTrafficForm(theme, change, workspace, gateway), {ApiKind::Rest});
    addTab(tr("Traffic"), makeStageRoutesForm(theme, change, ApiKind::Http, workspace, gateway), {ApiKind::Http});
    addTab(tr("Routes"), makeStageRoutesForm(theme, change, ApiKind::WebSocket, workspace, gateway),
           {ApiKind::WebSocket});
    addTab(tr("Cache"), makeStageCacheForm(theme, change, gateway), {ApiKind::Rest});
    addTab(tr("Logs"), makeStageLogsForm(theme, change));
    addTab(tr("Canary"), makeStageCanaryForm(theme, change, gateway, [this] { return promote(); }), {ApiKind::Rest});
    addTab(tr("Connections"), makeStageConnectionsForm(theme, change), {ApiKind::WebSocket});
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::pendingChangesChanged})
        connect(&gateway, signal, this, &StageView::refresh);
    connect(&gateway, &GatewaySession::deployed, this, &StageView::refresh);
}

void StageView::addTab(const QString& title, StageForm* form, std::vector<ApiKind> kinds)
{
    m_kindsOfTabs.push_back(std::move(kinds));
    m_tabs->addTab(scrolling(form), title);
    m_forms.push_back(form);
    connect(form, &StageForm::elementRequested, this, &StageView::elementRequested);
}

void StageView::showTabs(ApiKind kind)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const std::vector<ApiKind>& kinds = m_kindsOfTabs[static_cast<std::size_t>(tab)];
        const bool isShown = kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        if (!isShown && m_tabs->currentIndex() == tab)
            m_tabs->setCurrentIndex(0);
        m_tabs->setTabVisible(tab, isShown);
    }
}

const Cow<Api>* StageView::api() const
{
    const auto& apis = m_workspace.project().apis;
    const auto it = std::find_if(apis.begin(), apis.end(), [&](const Cow<Api>& one) { return one->id == m_stage.api; });
    return it == apis.end() ? nullptr : &*it;
}

QString StageView::apply(const QString& name, const StageChange& change, const QString& field)
{
    const Cow<Api>* owner = api();
    const Stage* now = owner ? (*owner)->findStage(m_stage.stage) : nullptr;
    if (!now)
        return tr("This stage no longer exists.");
    Stage changed = *now;
    change(changed);
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(m_stage.stage.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return setStage(std::move(p), m_stage.api, changed); }, key);
}

// The canary's deployment becomes the stage's, its variables too, and the canary ends (reference 1.29).
QString StageView::promote()
{
    const Cow<Api>* owner = api();
    const Stage* now = owner ? (*owner)->findStage(m_stage.stage) : nullptr;
    if (!now || !now->canary)
        return tr("There is no canary to promote.");
    const QString id = fromUtf8(now->canary->deploymentId);
    const NodeRef ref = m_stage;
    const QString refusal =
        applyTelling(m_workspace, tr("Promote Canary"),
                     [&](Project p) { return promoteCanary(std::move(p), ref.api, ref.stage); }, {});
    if (refusal.isEmpty() && !id.isEmpty())
        m_gateway.rollBack(ref.api, ref.stage, id, tr("Canary promoted"));
    return refusal;
}

void StageView::showStage(const NodeRef& stage)
{
    if (!(stage == m_stage))
        leaveFields(*this);
    m_stage = stage;
    refresh();
}

void StageView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void StageView::refresh()
{
    const Cow<Api>* owner = api();
    const Stage* now = owner ? (*owner)->findStage(m_stage.stage) : nullptr;
    if (!now)
        return;
    showTabs((*owner)->kind());
    m_heading->setText(fromUtf8(now->name));
    const QUrl url = m_gateway.invokeUrl(m_stage.api, m_stage.stage);
    const QString state = stateOfStage(m_gateway, m_stage, *now);
    m_state->setText(url.isEmpty() ? state : url.toString() + QStringLiteral("  ·  ") + state);
    const StageContext context{*owner, *now, m_workspace.project()};
    for (StageForm* form : m_forms)
        form->showStage(context);
}

} // namespace gw::ui
