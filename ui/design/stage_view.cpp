// The stage page's head and tabs. The forms' changes become edits of the project here.
#include "ui/design/stage_view.h"

#include "core/edit/edits.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/stage_connections_form.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"
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
    addTab(tr("Stage"), [=, &theme] { return makeStageGeneralForm(theme, change); });
    addTab(tr("Deployments"), [=, &theme, &gateway] { return makeStageDeploymentsForm(theme, change, gateway); });
    addTab(
        tr("Traffic"),
        [=, &theme, &workspace, &gateway] { return makeStageTrafficForm(theme, change, workspace, gateway); },
        {ApiKind::Rest});
    for (const auto& [title, kind] : {std::pair(tr("Traffic"), ApiKind::Http), {tr("Routes"), ApiKind::WebSocket}})
        addTab(
            title,
            [=, kind = kind, &theme, &workspace, &gateway] {
                return makeStageRoutesForm(theme, change, kind, workspace, gateway);
            },
            {kind});
    addTab(tr("Cache"), [=, &theme, &gateway] { return makeStageCacheForm(theme, change, gateway); }, {ApiKind::Rest});
    addTab(tr("Logs"), [=, &theme] { return makeStageLogsForm(theme, change); });
    const auto promoteNow = [this] { return promote(); };
    addTab(
        tr("Canary"), [=, &theme, &gateway] { return makeStageCanaryForm(theme, change, gateway, promoteNow); },
        {ApiKind::Rest});
    addTab(tr("Connections"), [=, &theme] { return makeStageConnectionsForm(theme, change); }, {ApiKind::WebSocket});
    connect(m_tabs, &QTabWidget::currentChanged, this, &StageView::showForm);
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::pendingChangesChanged})
        connect(&gateway, signal, this, &StageView::refresh);
    connect(&gateway, &GatewaySession::deployed, this, &StageView::refresh);
}

void StageView::addTab(const QString& title, std::function<StageForm*()> make, std::vector<ApiKind> kinds)
{
    QScrollArea* area = scrolling(nullptr);
    m_kindsOfTabs.push_back(std::move(kinds));
    m_forms.emplace_back([this, make = std::move(make), area] {
        StageForm* form = make();
        connect(form, &StageForm::elementRequested, this, &StageView::elementRequested);
        showIn(form); // filled before it is seen
        fill(area, form);
        return form;
    });
    m_tabs->addTab(area, title);
}

// It is made when its tab is first seen.
void StageView::showForm(int tab)
{
    if (tab >= 0)
        m_forms[static_cast<std::size_t>(tab)].get();
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
    for (const OnDemand<StageForm>& form : m_forms)
        if (form.ifMade())
            showIn(form.ifMade());
    showForm(m_tabs->currentIndex());
}

void StageView::showIn(StageForm* form) const
{
    const Cow<Api>* owner = api();
    const Stage* now = owner ? (*owner)->findStage(m_stage.stage) : nullptr;
    if (now)
        form->showStage({*owner, *now, m_workspace.project()});
}

} // namespace gw::ui
