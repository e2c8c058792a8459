// The centre of the design page for a route. The forms' changes become edits of the project here.
#include "ui/websocket/route_view.h"

#include "core/edit/edits_websocket.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/session/gateway_session.h"
#include "ui/session/template_samples.h"
#include "ui/session/workspace.h"
#include "ui/websocket/route_facts.h"
#include "ui/websocket/route_form.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/on_demand.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/picture_frame.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>
#include <vector>

namespace gw::ui {

using engine::Card;

struct RouteView::Impl
{
    Impl(RouteView& view, Workspace& workspace, GatewaySession& gateway, const Theme& theme)
        : q(view), workspace(workspace), gateway(gateway), theme(theme), samples(workspace, gateway)
    {
    }

    RouteView& q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    TemplateSamples samples;
    NodeRef ref;
    ElidedLabel* key = nullptr;
    ToneLabel* facts = nullptr;
    MethodPicture* picture = nullptr;
    QStackedWidget* editors = nullptr;
    std::array<OnDemand<RouteForm>, 6> forms; // by card

    void build();
    QWidget* buildHeader();
    RouteForm* makeForm(Card card, QScrollArea* area);
    QString apply(const QString& name, const RouteChange& change, const QString& field);
    void refresh();
    void showIn(const std::vector<RouteForm*>& shown) const;
};

void RouteView::Impl::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QWidget;
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(spacing::l, spacing::l, spacing::l, spacing::xs);
    topColumn->setSpacing(spacing::m);
    topColumn->addWidget(buildHeader());
    picture = new MethodPicture(theme);
    picture->setAccessibleName(tr("Route picture"));
    topColumn->addWidget(new PictureFrame(picture));
    column->addWidget(top);
    editors = new PageStack;
    for (const Card card : engine::allCards) {
        QScrollArea* area = scrolling(nullptr);
        editors->addWidget(area);
        forms[static_cast<std::size_t>(card)] = OnDemand<RouteForm>([this, card, area] { return makeForm(card, area); });
    }
    column->addWidget(editors, 1);
    connect(picture, &MethodPicture::cardSelected, &q, [this](Card card) { q.showCard(card); });
}

RouteForm* RouteView::Impl::makeForm(Card card, QScrollArea* area)
{
    const auto change = [this](const QString& name, const RouteChange& edit, const QString& field) {
        return apply(name, edit, field);
    };
    const auto changeProject = [this](const QString& name, const RouteProjectEdit& edit) {
        return applyTelling(workspace, name, [&](Project p) { return edit(std::move(p), ref); }, {});
    };
    RouteForm* form = makeSocketCardForm(card, theme, change, changeProject);
    connect(form, &RouteForm::elementRequested, &q, &RouteView::elementRequested);
    connect(form, &RouteForm::apiRequested, &q, &RouteView::apiRequested);
    showIn({form}); // filled before it is seen
    fill(area, form);
    return form;
}

QWidget* RouteView::Impl::buildHeader()
{
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(spacing::xs, 0, spacing::xs, 0);
    row->setSpacing(spacing::l);
    auto* badge = new MethodBadge(theme);
    badge->setVerb(QStringLiteral("WS"));
    row->addWidget(badge, 0, Qt::AlignVCenter);
    key = new ElidedLabel;
    key->setFont(theme.monospace(fontSize::section));
    connect(&theme, &Theme::changed, key, [this] { key->setFont(theme.monospace(fontSize::section)); });
    row->addWidget(key, 0, Qt::AlignVCenter);
    facts = new ToneLabel(theme, tone::muted);
    row->addWidget(facts, 1, Qt::AlignVCenter);
    auto* source = iconButton(theme, QStringLiteral("code"), tr("Source"), header);
    connect(source, &QToolButton::clicked, &q, &RouteView::sourceRequested);
    row->addWidget(source, 0, Qt::AlignVCenter);
    auto* graph = pushButton(tr("Route Graph"), header);
    graph->setToolTip(tr("All routes of the API"));
    connect(graph, &QPushButton::clicked, &q, [this] { emit q.elementRequested(NodeRef{ref.api, {}, {}, {}}); });
    row->addWidget(graph, 0, Qt::AlignVCenter);
    auto* tryButton = pushButton(tr("Try"), header, ButtonRole::Primary);
    tryButton->setToolTip(tr("Connect from the console, with a message for this route"));
    connect(tryButton, &QPushButton::clicked, &q, &RouteView::tryRequested);
    row->addWidget(tryButton, 0, Qt::AlignVCenter);
    return header;
}

QString RouteView::Impl::apply(const QString& name, const RouteChange& change, const QString& field)
{
    const auto edit = [at = ref, &change](Project project) -> Result<Project> {
        const WebSocketRoute* found = socketRoute(project, at);
        if (!found)
            return fail("This route no longer exists.", "Undo its removal, or select another one.", at);
        WebSocketRoute changed = *found;
        change(changed);
        return setRoute(std::move(project), at.api, std::move(changed));
    };
    const QString mergeKey = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(ref.route.value).arg(field);
    return applyTelling(workspace, name, edit, mergeKey);
}

void RouteView::Impl::refresh()
{
    const Api* api = workspace.project().find(ref.api);
    const WebSocketRoute* route = api ? socketRoute(workspace.project(), ref) : nullptr;
    if (!route)
        return;
    key->setText(fromUtf8(route->routeKey));
    facts->setText(route->isTwoWay() ? tr("two-way") : QString());
    picture->setContent(describeSocketRoute(std::get<WebSocketApi>(api->definition), *route, socketAddress(gateway, *api)));
    std::vector<RouteForm*> made;
    for (const OnDemand<RouteForm>& form : forms)
        if (form.ifMade())
            made.push_back(form.ifMade());
    showIn(made);
}

void RouteView::Impl::showIn(const std::vector<RouteForm*>& shown) const
{
    const Api* api = workspace.project().find(ref.api);
    const WebSocketRoute* route = api ? socketRoute(workspace.project(), ref) : nullptr;
    if (!route)
        return;
    const RouteContext context{*api, std::get<WebSocketApi>(api->definition), *route, socketAddress(gateway, *api),
                               workspace.snapshot(), ref, &samples};
    for (RouteForm* form : shown)
        form->showRoute(context);
}

RouteView::RouteView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, gateway, theme))
{
    m_impl->build();
    showCard(Card::Integration);
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::stageChosen})
        connect(&gateway, signal, this, [this] { m_impl->refresh(); });
    connect(&gateway, &GatewaySession::deployed, this, [this] { m_impl->refresh(); });
}

RouteView::~RouteView() = default;

void RouteView::showRoute(const NodeRef& route)
{
    const bool isOther = !(route == m_impl->ref);
    if (isOther)
        leaveFields(*this);
    m_impl->ref = route;
    m_impl->refresh();
    const WebSocketRoute* found = socketRoute(m_impl->workspace.project(), route);
    if (isOther && found && !found->integration) // what a new one lacks comes first
        showCard(Card::Integration);
}

void RouteView::showCard(Card card)
{
    m_impl->picture->setSelectedCard(card);
    m_impl->editors->setCurrentWidget(areaOf(m_impl->forms[static_cast<std::size_t>(card)].get()));
}

Card RouteView::card() const
{
    return m_impl->picture->selectedCard().value_or(Card::Integration);
}

NodeRef RouteView::route() const
{
    return m_impl->ref;
}

void RouteView::focusPicture()
{
    m_impl->picture->setFocus(Qt::TabFocusReason);
}

} // namespace gw::ui
