// What stands in the centre of the design page: each view is made when it is first shown, and what it asks for is wired
// then.
#include "ui/design/access_pages.h"
#include "ui/design/api_tree_panel.h"
#include "ui/design/api_view.h"
#include "ui/design/design_page_impl.h"
#include "ui/design/element_views.h"
#include "ui/design/method_view.h"
#include "ui/design/models_view.h"
#include "ui/design/pages_behind_apis.h"
#include "ui/design/source_view.h"
#include "ui/design/stage_view.h"
#include "ui/design/stages_view.h"
#include "ui/session/workspace.h"
#include "ui/websocket/websocket_pages.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"

#include <QScrollArea>

namespace gw::ui {

void DesignPage::Impl::buildCentre()
{
    centre = new PageStack;
    nothing = new EmptyState(theme, QStringLiteral("design"), {}, {});
    centre->addWidget(nothing);
    behind = new PagesBehindApis(workspace, gateway, theme, *centre, &q);
    access = new AccessPages(workspace, gateway, theme);
    centre->addWidget(access);
    sockets = new WebSocketPages(workspace, gateway, theme, *centre, &q);
    connectBehind();
    connectAccess();
    connectSockets();
}

void DesignPage::Impl::place(QWidget* view)
{
    centre->addWidget(view);
    followInTabOrder(centre, view);
}

MethodView* DesignPage::Impl::makeMethod()
{
    auto* view = new MethodView(workspace, gateway, theme);
    place(view);
    view->showCard(card);
    connect(view, &MethodView::sourceRequested, &q, [this] { showSource(); });
    connect(view, &MethodView::tryRequested, &q, [this] { emit q.tryInConsoleRequested(shown.ref); });
    connect(view, &MethodView::testRequested, &q, [this] { emit q.testRequested(shown.ref); });
    connect(view, &MethodView::corsRequested, &q, [this] {
        tree->select(NodeRef{shown.ref.api, {}, {}, {}});
        api->showCors();
    });
    connect(view, &MethodView::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(view, &MethodView::authorizerRequested, &q, [this](const QString& name) { showAuthorizer(name); });
    return view;
}

ResourceView* DesignPage::Impl::makeResource()
{
    auto* view = new ResourceView(workspace, theme);
    place(scrolling(view));
    connect(view, &ResourceView::methodRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(view, &ResourceView::newMethodRequested, &q,
            [this](const TreeItem& at, HttpVerb verb) { tree->createMethod(at, verb); });
    connect(view, &ResourceView::newResourceRequested, &q,
            [this] { tree->run(ApiTreePanel::Command::NewResource); });
    return view;
}

ApiView* DesignPage::Impl::makeApi()
{
    auto* view = new ApiView(workspace, gateway, theme);
    place(view);
    connect(view, &ApiView::newResourceRequested, &q, [this] { q.run(Command::NewResource); });
    connect(view, &ApiView::routeRequested, &q, [this](const NodeRef& ref) {
        tree->select(ref);
        method->focusPicture();
    });
    connect(view, &ApiView::httpApiRequested, &q, [this] { q.run(Command::CreateHttpApi); });
    connect(view, &ApiView::sourceRequested, &q, [this] { showSource(); });
    return view;
}

StageView* DesignPage::Impl::makeStage()
{
    auto* view = new StageView(workspace, gateway, theme);
    place(view);
    connect(view, &StageView::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    return view;
}

StagesView* DesignPage::Impl::makeStages()
{
    auto* view = new StagesView(workspace, gateway, theme);
    place(scrolling(view));
    connect(view, &StagesView::stageRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(view, &StagesView::newStageRequested, &q, [this] { tree->run(ApiTreePanel::Command::NewStage); });
    return view;
}

ModelsView* DesignPage::Impl::makeModels()
{
    auto* view = new ModelsView(workspace, gateway, theme);
    place(view);
    connect(view, &ModelsView::methodRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    return view;
}

void DesignPage::Impl::connectBehind()
{
    connect(behind, &PagesBehindApis::nodeRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(behind, &PagesBehindApis::newElementRequested, &q, [this] { q.run(Command::NewResource); });
}

void DesignPage::Impl::connectAccess()
{
    connect(access, &AccessPages::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(access, &AccessPages::localIssuerRequested, &q, [this] { tree->selectSection(TreeKind::LocalIssuer); });
    connect(access, &AccessPages::newElementRequested, &q, [this] { q.run(Command::NewResource); });
    connect(access, &AccessPages::authorizerRequested, &q, [this](const QString& name) { showAuthorizer(name); });
}

void DesignPage::Impl::connectSockets()
{
    connect(sockets, &WebSocketPages::sourceRequested, &q, [this] { showSource(); });
    connect(sockets, &WebSocketPages::nodeRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(sockets, &WebSocketPages::newRouteRequested, &q,
            [this](ApiId id, const QString& key) { tree->createRoute(id, key.toStdString()); });
    connect(sockets, &WebSocketPages::renameRequested, &q, [this](const NodeRef& ref) {
        tree->select(ref);
        tree->run(ApiTreePanel::Command::Rename);
    });
    connect(sockets, &WebSocketPages::traceRequested, &q, &DesignPage::traceRequested);
    connect(sockets, &WebSocketPages::tryRequested, &q, &DesignPage::tryInConsoleRequested);
}

void DesignPage::Impl::showSource()
{
    openSource(!source->isVisible());
}

// The list of all of the API without a name.
void DesignPage::Impl::showAuthorizer(const QString& name)
{
    tree->selectAuthorizer(shown.ref.api, name);
}

} // namespace gw::ui
