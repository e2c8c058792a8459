// The design page: places the tree, the centre for what is selected, and the source beside it.
#include "ui/design/design_page.h"

#include "ui/design/access_pages.h"
#include "ui/design/api_tree_panel.h"
#include "ui/design/api_view.h"
#include "ui/design/design_page_impl.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_view.h"
#include "ui/design/models_view.h"
#include "ui/design/pages_behind_apis.h"
#include "ui/design/source_view.h"
#include "ui/design/stage_view.h"
#include "ui/design/stages_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/websocket_pages.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/scrolling.h"

#include <QClipboard>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int treeWidth = 280;
constexpr int leastTreeWidth = 220;
constexpr int leastSourceHeight = 140;

} // namespace

void DesignPage::Impl::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    outer = new QSplitter;
    outer->setChildrenCollapsible(false);
    tree = new ApiTreePanel(workspace, theme);
    tree->setMinimumWidth(leastTreeWidth);
    outer->addWidget(tree);
    inner = new QSplitter;
    inner->setChildrenCollapsible(false);
    buildCentre();
    inner->addWidget(centre);
    source = new SourceView(workspace, theme);
    source->setMinimumSize(leastSourceWidth, leastSourceHeight);
    source->hide();
    inner->addWidget(source);
    inner->setStretchFactor(0, 3);
    inner->setStretchFactor(1, 2);
    inner->setSizes({600, 400});
    outer->addWidget(inner);
    outer->setStretchFactor(0, 0);
    outer->setStretchFactor(1, 1);
    outer->setSizes({treeWidth, 1000});
    column->addWidget(outer);
    connectTree();
    inner->installEventFilter(&q);
    connect(source, &SourceView::closeRequested, &q, [this] { openSource(false); });
    showCurrent();
}

void DesignPage::Impl::connectTree()
{
    connect(tree, &ApiTreePanel::currentItemChanged, &q, [this] { showCurrent(); });
    connect(tree, &ApiTreePanel::itemActivated, &q, [this] {
        if (shown.kind == TreeKind::Method)
            method->focusPicture();
        else if (sockets->show(shown))
            sockets->focusPicture();
        else
            behind->focusPicture();
    });
    connect(tree, &ApiTreePanel::tryRequested, &q, &DesignPage::tryInConsoleRequested);
    connect(tree, &ApiTreePanel::newRouteRequested, &q, [this] { addRoute(); });
    connect(tree, &ApiTreePanel::renameRouteRequested, &q, [this](const NodeRef& route) {
        tree->select(NodeRef{route.api, {}, {}, {}});
        api->renameRoute(route.method);
    });
    connect(tree, &ApiTreePanel::httpApiRequested, &q, [this] { createHttpApi(); });
    connect(tree, &ApiTreePanel::copyInvokeUrlRequested, &q, [this](const NodeRef& ref) { copyInvokeUrl(ref); });
}

void DesignPage::Impl::showCurrent()
{
    const TreeItem item = tree->currentItem();
    const bool moved = !(item.ref == shown.ref) || item.kind != shown.kind ||
                       (item.kind == TreeKind::Authorizer && item.name != shown.name);
    shown = item;
    if (item.isNothing()) {
        showNothing();
    } else if (AccessPages::isShownHere(item.kind)) {
        access->showItem(item);
        centre->setCurrentWidget(access);
    } else if (sockets->show(item)) {
        // placed by itself
    } else if (isBehindApis(item.kind)) {
        behind->show(item);
    } else if (item.kind == TreeKind::Method) {
        method->showMethod(item.ref);
        centre->setCurrentWidget(method.get());
    } else if (item.kind == TreeKind::Resource) {
        resource->showResource(item);
        centre->setCurrentWidget(areaOf(resource.get()));
    } else if (item.kind == TreeKind::Models) {
        models->showModels(item.ref.api);
        centre->setCurrentWidget(models.get());
    } else if (item.kind == TreeKind::Stage) {
        stage->showStage(item.ref);
        centre->setCurrentWidget(stage.get());
    } else if (item.kind == TreeKind::StageGroup) {
        stages->showStages(item.ref.api);
        centre->setCurrentWidget(areaOf(stages.get()));
    } else {
        api->showApi(item.ref.api);
        if (moved && item.kind == TreeKind::GatewayResponses)
            api->showGatewayResponses();
        centre->setCurrentWidget(api.get());
    }
    if (source->isVisibleTo(&q))
        source->reveal(item.ref);
    if (moved)
        emit q.currentNodeChanged(item.ref);
    emit q.commandsChanged();
}

void DesignPage::Impl::showNothing()
{
    if (!workspace.hasProject())
        nothing->setText(DesignPage::tr("No project open"),
                         DesignPage::tr("Open a project folder or an OpenAPI file to see its APIs here."));
    else if (workspace.project().apis.empty())
        nothing->setText(DesignPage::tr("Nothing to design yet"),
                         DesignPage::tr("An API gets resources, their methods, and what answers them."));
    else
        nothing->setText(DesignPage::tr("Nothing selected"),
                         DesignPage::tr("Select something in the tree to see and edit it."));
    centre->setCurrentWidget(nothing);
}

void DesignPage::Impl::copyInvokeUrl(const NodeRef& ref)
{
    const QString address = MethodView::addressOf(workspace, gateway, ref);
    if (!address.isEmpty())
        QGuiApplication::clipboard()->setText(address);
}

DesignPage::DesignPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, workspace, gateway, theme))
{
    m_impl->build();
}

// What is typed and not applied yet is applied while everything still stands; the views go before what connects them.
DesignPage::~DesignPage()
{
    m_impl->source->applyNow();
    m_impl->behind->commitNow();
    for (Field* field : findChildren<Field*>())
        field->commitNow();
    m_impl->inner->removeEventFilter(this);
    delete m_impl->outer;
}

bool DesignPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        m_impl->placeSource();
    return QWidget::eventFilter(watched, event);
}

void DesignPage::focusInEvent(QFocusEvent* event)
{
    m_impl->tree->focusContent(event->reason());
}

void DesignPage::showNode(const NodeRef& node)
{
    m_impl->tree->select(node);
}

void DesignPage::showAuthorizer(ApiId api, const QString& name)
{
    m_impl->tree->selectAuthorizer(api, name);
}

void DesignPage::showGatewayResponse(ApiId api, const QString& type)
{
    showNode(NodeRef{api, {}, {}, {}});
    m_impl->api->showGatewayResponse(type);
}

void DesignPage::showCard(const NodeRef& method, engine::Card card)
{
    if (m_impl->sockets->showCard(method, card))
        return;
    showNode(method);
    m_impl->method->showCard(card);
}

NodeRef DesignPage::currentNode() const
{
    return m_impl->shown.ref;
}

} // namespace gw::ui
