// The API page's head and tabs. The forms' edits are applied here.
#include "ui/design/api_view.h"

#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/gateway_responses_form.h"
#include "ui/design/method_facts.h"
#include "ui/design/routes_view.h"
#include "ui/models/json_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/page_head.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace gw::ui {

QString applyTelling(Workspace& workspace, const QString& name, const std::function<Result<Project>(Project)>& edit,
                     const QString& mergeKey)
{
    QString refusal;
    const auto watch = QObject::connect(&workspace, &Workspace::editFailed, &workspace,
                                        [&](const Diagnostic& diagnostic) { refusal = errorText(diagnostic); });
    workspace.apply(name, edit, mergeKey);
    QObject::disconnect(watch);
    return refusal;
}

ApiView::ApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_tabs(new QTabWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(theme));
    m_tabs->setDocumentMode(true);
    column->addWidget(m_tabs, 1);
    const ApplyApiEdit change = [this](const QString& name, const ApiEdit& edit, const QString& field) {
        return apply(name, edit, field);
    };
    addTab(
        tr("API"), [=, &theme, &gateway] { return makeApiOverviewForm(theme, change, gateway); }, Kinds::All);
    addTab(tr("Settings"), [=, &theme] { return makeApiSettingsForm(theme, change); }, Kinds::Rest);
    addTab(tr("Access"), [=, &theme] { return makeApiAccessForm(theme, change); }, Kinds::Rest);
    m_responsesPage = addTab(
        tr("Gateway Responses"), [=, this, &theme] { return m_responses = new GatewayResponsesForm(theme, change); },
        Kinds::Rest);
    addTab(tr("Documentation"), [=, &theme] { return makeDocumentationForm(theme, change); }, Kinds::Rest);
    m_routes = new RoutesView(workspace, theme);
    m_tabs->addTab(m_routes, tr("Routes"));
    m_pages.push_back({m_routes, Kinds::Http, OnDemand<ApiForm>([] { return nullptr; })});
    m_corsPage = addTab(tr("CORS"), [=, &theme] { return makeApiCorsForm(theme, change); }, Kinds::Http);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ApiView::showForm);
    connect(m_routes, &RoutesView::routeRequested, this, &ApiView::routeRequested);
    connect(&gateway, &GatewaySession::stateChanged, this, &ApiView::refresh);
}

QWidget* ApiView::buildHead(const Theme& theme)
{
    m_head = new PageHead(theme);
    m_convert = pushButton(tr("Create HTTP API…"), m_head);
    m_convert->setToolTip(tr("Create an HTTP API from this one, with a report of what cannot be carried over"));
    connect(m_convert, &QPushButton::clicked, this, &ApiView::httpApiRequested);
    m_head->addButton(m_convert);
    m_newResource = pushButton(tr("New Resource"), m_head);
    connect(m_newResource, &QPushButton::clicked, this, &ApiView::newResourceRequested);
    m_head->addButton(m_newResource);
    auto* source = pushButton(tr("Source"), m_head);
    connect(source, &QPushButton::clicked, this, &ApiView::sourceRequested);
    m_head->addButton(source);
    return m_head;
}

QWidget* ApiView::addTab(const QString& title, std::function<ApiForm*()> make, Kinds kinds)
{
    QScrollArea* area = scrolling(nullptr);
    OnDemand<ApiForm> form([this, make = std::move(make), area] {
        ApiForm* made = make();
        showIn(made); // filled before it is seen
        fill(area, made);
        return made;
    });
    m_pages.push_back({area, kinds, std::move(form)});
    m_tabs->addTab(area, title);
    return area;
}

// It is made when its tab is first seen.
void ApiView::showForm(int tab)
{
    if (tab >= 0)
        m_pages[static_cast<std::size_t>(tab)].form.get();
}

void ApiView::showIn(ApiForm* form) const
{
    const Api* api = m_workspace.project().find(m_api);
    if (api && api->openApi()) // WebSocket APIs have a page of their own
        form->showApi(*api);
}

QString ApiView::apply(const QString& name, const ApiEdit& edit, const QString& field)
{
    const ApiId api = m_api;
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(api.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return edit(std::move(p), api); }, key);
}

void ApiView::showApi(ApiId api)
{
    if (api != m_api) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
    }
    const bool isOther = api != m_api;
    m_api = api;
    refresh();
    const Api* shown = m_workspace.project().find(api);
    if (isOther && shown && shown->kind() == ApiKind::Http)
        m_tabs->setCurrentWidget(m_routes); // what an HTTP API is made of
}

void ApiView::showGatewayResponses()
{
    m_tabs->setCurrentWidget(m_responsesPage);
}

void ApiView::showCors()
{
    m_tabs->setCurrentWidget(m_corsPage);
}

void ApiView::renameRoute(MethodId route)
{
    m_tabs->setCurrentWidget(m_routes);
    m_routes->renameRoute(route);
}

void ApiView::addRoute(const QString& belowPath)
{
    m_tabs->setCurrentWidget(m_routes);
    m_routes->addRoute(belowPath);
}

// Settings, access, gateway responses and documentation are those of REST APIs, routes and CORS those of HTTP APIs. The
// one that is shown stays only where it is one of the API's: else what it says of itself comes first.
void ApiView::showTabs(ApiKind kind)
{
    const auto isOf = [kind](const Tab& tab) {
        return tab.kinds == Kinds::All || (tab.kinds == Kinds::Rest && kind == ApiKind::Rest) ||
               (tab.kinds == Kinds::Http && kind == ApiKind::Http);
    };
    const int current = m_tabs->currentIndex();
    if (current >= 0 && !isOf(m_pages[std::size_t(current)]))
        m_tabs->setCurrentIndex(0);
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_tabs->setTabVisible(int(i), isOf(m_pages[i]));
}

void ApiView::showGatewayResponse(const QString& type)
{
    showGatewayResponses();
    showForm(m_tabs->currentIndex());
    m_responses->showType(type);
}

void ApiView::refresh()
{
    const Api* api = m_workspace.project().find(m_api);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    if (!definition) // WebSocket APIs have a page of their own
        return;
    showTabs(api->kind());
    const bool isHttp = api->kind() == ApiKind::Http;
    m_newResource->setVisible(!isHttp); // routes are added where they stand
    m_convert->setVisible(api->kind() == ApiKind::Rest && !m_workspace.isLoneFile());
    if (isHttp)
        m_routes->showApi(*api);
    for (const Tab& tab : m_pages)
        if (ApiForm* form = tab.form.ifMade())
            form->showApi(*api);
    showForm(m_tabs->currentIndex());
    m_head->setTitle(fromUtf8(api->name),
                     (isHttp ? counted(definition->methodCount(), tr("route"), tr("routes"))
                             : counted(definition->resources.size(), tr("resource"), tr("resources")) +
                                   QStringLiteral(" · ") +
                                   counted(definition->methodCount(), tr("method"), tr("methods"))) +
                         QStringLiteral(" · ") + counted(api->stages.size(), tr("stage"), tr("stages")));
}

} // namespace gw::ui
