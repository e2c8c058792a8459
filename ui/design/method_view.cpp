// The centre of the design page for a method. The forms' changes become edits of the project here.
#include "ui/design/method_view.h"

#include "core/edit/edits.h"
#include "ui/design/card_forms.h"
#include "ui/design/element_views.h"
#include "ui/design/method_facts.h"
#include "ui/design/route_facts.h"
#include "ui/design/route_forms.h"
#include "ui/session/gateway_session.h"
#include "ui/session/template_samples.h"
#include "ui/session/workspace.h"
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
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>
#include <optional>

namespace gw::ui {

using engine::Card;

struct MethodView::Impl
{
    Impl(MethodView& view, Workspace& workspace, GatewaySession& gateway, const Theme& theme)
        : q(view), workspace(workspace), gateway(gateway), theme(theme), samples(workspace, gateway)
    {
    }

    MethodView& q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    TemplateSamples samples;
    NodeRef method;
    MethodBadge* badge = nullptr;
    ElidedLabel* path = nullptr;
    TextField* summary = nullptr;
    MethodPicture* picture = nullptr;
    QStackedWidget* editors = nullptr;
    using Forms = std::array<OnDemand<MethodForm>, 6>; // by card
    using MakeForm = MethodForm* (*)(Card, const Theme&, ApplyMethodChange);
    Forms methodForms;
    Forms routeForms; // of HTTP APIs
    bool showsRoute = false;

    void build();
    QWidget* buildHeader();
    QString apply(const QString& name, const MethodChange& change, const QString& field);
    void buildForms(Forms& forms, MakeForm make);
    MethodForm* makeForm(Card card, MakeForm make, QScrollArea* area);
    void raise(Card card);
    void refresh();
    [[nodiscard]] std::optional<MethodContext> context() const;
    void showIn(MethodForm* form) const;
};

void MethodView::Impl::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QWidget;
    auto* topColumn = new QVBoxLayout(top);
    // The picture keeps room for its focus ring: its cards line up with the header.
    topColumn->setContentsMargins(spacing::l, spacing::l, spacing::l, spacing::xs);
    topColumn->setSpacing(spacing::m);
    topColumn->addWidget(buildHeader());
    picture = new MethodPicture(theme);
    topColumn->addWidget(new PictureFrame(picture));
    column->addWidget(top);

    editors = new PageStack;
    buildForms(methodForms, makeCardForm);
    buildForms(routeForms, makeRouteForm);
    column->addWidget(editors, 1);
    connect(picture, &MethodPicture::cardSelected, &q, [this](Card card) { q.showCard(card); });
}

void MethodView::Impl::buildForms(Forms& forms, MakeForm make)
{
    for (const Card card : engine::allCards) {
        QScrollArea* area = scrolling(nullptr);
        editors->addWidget(area);
        forms[static_cast<std::size_t>(card)] =
            OnDemand<MethodForm>([this, card, make, area] { return makeForm(card, make, area); });
    }
}

MethodForm* MethodView::Impl::makeForm(Card card, MakeForm make, QScrollArea* area)
{
    MethodForm* form = make(card, theme, [this](const QString& name, const MethodChange& change, const QString& field) {
        return apply(name, change, field);
    });
    form->setProjectEdits([this](const QString& name, const MethodProjectEdit& edit) {
        return applyTelling(
            workspace, name, [&edit, ref = method](Project project) { return edit(std::move(project), ref); }, {});
    });
    connect(form, &MethodForm::elementRequested, &q, &MethodView::elementRequested);
    connect(form, &MethodForm::authorizerRequested, &q, &MethodView::authorizerRequested);
    connect(form, &MethodForm::corsRequested, &q, &MethodView::corsRequested);
    showIn(form); // filled before it is seen
    fill(area, form);
    return form;
}

// Which editor it is depends on the method: none is made before there is one.
void MethodView::Impl::raise(Card card)
{
    if (!method.method)
        return;
    const std::size_t index = static_cast<std::size_t>(card);
    editors->setCurrentWidget(areaOf((showsRoute ? routeForms : methodForms)[index].get()));
}

QWidget* MethodView::Impl::buildHeader()
{
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(spacing::xs, 0, spacing::xs, 0);
    row->setSpacing(spacing::l);
    badge = new MethodBadge(theme);
    row->addWidget(badge, 0, Qt::AlignVCenter);
    path = new ElidedLabel;
    path->setFont(theme.monospace(fontSize::section));
    connect(&theme, &Theme::changed, path, [this] { path->setFont(theme.monospace(fontSize::section)); });
    row->addWidget(path, 0, Qt::AlignVCenter);
    summary = new TextField(theme, {});
    summary->lineEdit()->setAccessibleName(tr("Summary"));
    summary->lineEdit()->setObjectName(QStringLiteral("summary"));
    summary->setPlaceholder(tr("Add a summary"));
    summary->setCommit([this](const QString& value) {
        return apply(
            tr("Edit Summary"), [&](Method& m) { m.summary = value.toStdString(); }, QStringLiteral("summary"));
    });
    row->addWidget(summary, 1, Qt::AlignVCenter);
    auto* source = iconButton(theme, QStringLiteral("code"), tr("Source"), header);
    connect(source, &QToolButton::clicked, &q, &MethodView::sourceRequested);
    row->addWidget(source, 0, Qt::AlignVCenter);
    auto* test = pushButton(tr("Test"), header);
    test->setToolTip(withShortcut(tr("Run this method as it stands, without deploying it or sending anything"),
                                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)));
    connect(test, &QPushButton::clicked, &q, &MethodView::testRequested);
    auto* tryButton = pushButton(tr("Try"), header, ButtonRole::Primary);
    tryButton->setToolTip(tr("Compose a request for this method in the console"));
    connect(tryButton, &QPushButton::clicked, &q, &MethodView::tryRequested);
    row->addWidget(test, 0, Qt::AlignVCenter);
    row->addWidget(tryButton, 0, Qt::AlignVCenter);
    return header;
}

QString MethodView::Impl::apply(const QString& name, const MethodChange& change, const QString& field)
{
    const NodeRef ref = method;
    const Edit edit = [ref, &change](Project project) -> Result<Project> {
        const Method* found = project.find(ref);
        if (!found)
            return fail("This method no longer exists.", "Undo its removal, or select another one.", ref);
        Method changed = *found;
        change(changed);
        return setMethod(std::move(project), ref.api, std::move(changed));
    };
    return applyTelling(workspace, name, edit,
                        field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(ref.method.value).arg(field));
}

// Nothing where the method is no longer there.
std::optional<MethodContext> MethodView::Impl::context() const
{
    const Api* api = workspace.project().find(method.api);
    const Method* found = workspace.project().find(method);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition && found ? definition->resourceOf(found->id) : nullptr;
    if (!resource)
        return std::nullopt;
    return MethodContext{*api,   *resource, *found, addressOf(workspace, gateway, method), workspace.snapshot(),
                         method, &samples};
}

void MethodView::Impl::showIn(MethodForm* form) const
{
    if (const auto now = context())
        form->showMethod(*now);
}

void MethodView::Impl::refresh()
{
    const auto now = context();
    if (!now)
        return;
    const std::string& resourcePath = now->resource.path;
    badge->setVerb(fromUtf8(toString(now->method.verb)));
    summary->setValue(fromUtf8(now->method.summary));
    showsRoute = now->api.kind() == ApiKind::Http;
    path->setText(showsRoute ? routePathText(resourcePath) : fromUtf8(resourcePath));
    picture->setContent(showsRoute ? describeRoute(*now->api.openApi(), resourcePath, now->method, now->address)
                                   : describeMethod(resourcePath, now->method, now->address));
    for (const OnDemand<MethodForm>& form : showsRoute ? routeForms : methodForms)
        if (form.ifMade())
            form.ifMade()->showMethod(*now);
    raise(q.card());
}

MethodView::MethodView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, gateway, theme))
{
    m_impl->build();
    showCard(Card::Integration);
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::stageChosen})
        connect(&gateway, signal, this, [this] { m_impl->refresh(); });
    connect(&gateway, &GatewaySession::deployed, this, [this] { m_impl->refresh(); });
}

MethodView::~MethodView() = default;

void MethodView::showMethod(const NodeRef& method)
{
    if (!(method == m_impl->method))
        leaveFields(*this);
    m_impl->method = method;
    m_impl->refresh();
}

void MethodView::showCard(Card card)
{
    m_impl->picture->setSelectedCard(card);
    m_impl->raise(card);
    emit cardChanged();
}

Card MethodView::card() const
{
    return m_impl->picture->selectedCard().value_or(Card::Integration);
}

void MethodView::focusPicture()
{
    m_impl->picture->setFocus(Qt::TabFocusReason);
}

QString MethodView::addressOf(const Workspace& workspace, const GatewaySession& gateway, const NodeRef& method)
{
    const Api* api = workspace.project().find(method.api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition ? definition->resourceOf(method.method) : nullptr;
    if (!resource)
        return {};
    const Stage* stage = gateway.chosenStage(*api);
    const QUrl base = stage ? gateway.invokeUrl(api->id, stage->id) : QUrl();
    if (base.isEmpty())
        return {};
    const bool isDefault = api->kind() == ApiKind::Http && resource->path == defaultRoutePath; // it stands at no path
    return base.toString(QUrl::StripTrailingSlash) + (isDefault ? QStringLiteral("/") : fromUtf8(resource->path));
}

} // namespace gw::ui
