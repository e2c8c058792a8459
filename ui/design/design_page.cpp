// The design page: places the tree, the centre for what is selected, and the source beside it.
#include "ui/design/design_page.h"

#include "ui/design/access_pages.h"
#include "ui/design/api_tree_panel.h"
#include "ui/design/api_view.h"
#include "ui/design/aws_view.h"
#include "ui/design/backend_view.h"
#include "ui/design/element_views.h"
#include "ui/design/elements_view.h"
#include "ui/design/field.h"
#include "ui/design/function_view.h"
#include "ui/design/method_view.h"
#include "ui/design/models_view.h"
#include "ui/design/source_view.h"
#include "ui/design/stage_view.h"
#include "ui/design/stages_view.h"
#include "ui/design/state_machine_view.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/picture_layout.h"

#include <QClipboard>
#include <QDataStream>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QIODevice>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace gw::ui {

namespace {

constexpr int treeWidth = 280;
constexpr int leastTreeWidth = 220;
constexpr int leastSourceWidth = 300;
constexpr int leastSourceHeight = 140;
constexpr quint32 stateVersion = 1;

QScrollArea* scrolling(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(widget);
    return area;
}

} // namespace

struct DesignPage::Impl
{
    Impl(DesignPage& page, Workspace& workspace, GatewaySession& gateway, const Theme& theme)
        : q(page), workspace(workspace), gateway(gateway), theme(theme)
    {
    }

    DesignPage& q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    ApiTreePanel* tree = nullptr;
    QSplitter* outer = nullptr;
    QSplitter* inner = nullptr;
    QStackedWidget* centre = nullptr;
    EmptyState* nothing = nullptr;
    MethodView* method = nullptr;
    ResourceView* resource = nullptr;
    ApiView* api = nullptr;
    StageView* stage = nullptr;
    StagesView* stages = nullptr;
    ModelsView* models = nullptr;
    ElementsView* elements = nullptr;
    FunctionView* function = nullptr;
    StateMachineView* stateMachine = nullptr;
    BackendView* backend = nullptr;
    AwsView* aws = nullptr;
    AccessPages* access = nullptr;
    SourceView* source = nullptr;
    QWidget* methodPane = nullptr;
    QWidget* resourcePane = nullptr;
    QWidget* apiPane = nullptr;
    QWidget* stagePane = nullptr;
    QWidget* stagesPane = nullptr;
    QWidget* stateMachinePane = nullptr;
    QWidget* awsPane = nullptr;
    TreeItem shown;

    void build();
    void buildCentre();
    void buildBehindApis();
    void connectBehindApis();
    void showBehindApis(const TreeItem& item);
    void connectViews();
    void showCurrent();
    void showNothing();
    void openSource(bool open);
    void placeSource();
    void copyInvokeUrl(const NodeRef& ref);
};

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
    connectViews();
    showCurrent();
}

void DesignPage::Impl::buildCentre()
{
    centre = new QStackedWidget;
    nothing = new EmptyState(theme, QStringLiteral("design"), {}, {});
    centre->addWidget(nothing);
    method = new MethodView(workspace, gateway, theme);
    methodPane = method;
    centre->addWidget(methodPane);
    resource = new ResourceView(workspace, theme);
    resourcePane = scrolling(resource);
    centre->addWidget(resourcePane);
    api = new ApiView(workspace, gateway, theme);
    apiPane = api;
    centre->addWidget(apiPane);
    stage = new StageView(workspace, gateway, theme);
    stagePane = stage;
    centre->addWidget(stagePane);
    stages = new StagesView(workspace, gateway, theme);
    stagesPane = scrolling(stages);
    centre->addWidget(stagesPane);
    models = new ModelsView(workspace, gateway, theme);
    centre->addWidget(models);
    buildBehindApis();
    access = new AccessPages(workspace, gateway, theme);
    centre->addWidget(access);
}

void DesignPage::Impl::buildBehindApis()
{
    elements = new ElementsView(workspace, gateway, theme);
    centre->addWidget(elements);
    function = new FunctionView(workspace, gateway, theme);
    centre->addWidget(function);
    stateMachine = new StateMachineView(workspace, theme);
    stateMachinePane = scrolling(stateMachine);
    centre->addWidget(stateMachinePane);
    backend = new BackendView(workspace, gateway, theme);
    centre->addWidget(backend);
    aws = new AwsView(workspace, theme);
    awsPane = scrolling(aws);
    centre->addWidget(awsPane);
}

void DesignPage::Impl::connectBehindApis()
{
    connect(elements, &ElementsView::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(elements, &ElementsView::newElementRequested, &q, [this] { q.run(Command::NewResource); });
}

void DesignPage::Impl::showBehindApis(const TreeItem& item)
{
    switch (item.kind) {
    case TreeKind::Function:
        function->showFunction(item.ref.function);
        return centre->setCurrentWidget(function);
    case TreeKind::StateMachine:
        stateMachine->showStateMachine(item.ref.stateMachine);
        return centre->setCurrentWidget(stateMachinePane);
    case TreeKind::Backend:
        backend->showBackend(item.ref.backend);
        return centre->setCurrentWidget(backend);
    case TreeKind::AwsSettings:
        aws->showSettings();
        return centre->setCurrentWidget(awsPane);
    default:
        centre->setCurrentWidget(elements);
        return elements->showSection(item.kind);
    }
}

void DesignPage::Impl::connectViews()
{
    using TreeCommand = ApiTreePanel::Command;
    connect(tree, &ApiTreePanel::currentItemChanged, &q, [this] { showCurrent(); });
    connect(tree, &ApiTreePanel::itemActivated, &q, [this] {
        if (shown.kind == TreeKind::Method)
            method->focusPicture();
    });
    connect(tree, &ApiTreePanel::tryRequested, &q, &DesignPage::tryInConsoleRequested);
    connect(tree, &ApiTreePanel::copyInvokeUrlRequested, &q, [this](const NodeRef& ref) { copyInvokeUrl(ref); });
    connect(method, &MethodView::sourceRequested, &q, [this] { openSource(!source->isVisible()); });
    connect(method, &MethodView::tryRequested, &q, [this] { emit q.tryInConsoleRequested(shown.ref); });
    connect(method, &MethodView::testRequested, &q, [this] { emit q.testRequested(shown.ref); });
    connect(method, &MethodView::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(resource, &ResourceView::methodRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(resource, &ResourceView::newMethodRequested, &q,
            [this](const TreeItem& at, HttpVerb verb) { tree->createMethod(at, verb); });
    connect(resource, &ResourceView::newResourceRequested, &q, [this] { tree->run(TreeCommand::NewResource); });
    connect(api, &ApiView::newResourceRequested, &q, [this] { tree->run(TreeCommand::NewResource); });
    connect(stages, &StagesView::stageRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(stages, &StagesView::newStageRequested, &q, [this] { tree->run(TreeCommand::NewStage); });
    connect(models, &ModelsView::methodRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(api, &ApiView::sourceRequested, &q, [this] { openSource(!source->isVisible()); });
    connectBehindApis();
    connect(access, &AccessPages::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    connect(access, &AccessPages::newElementRequested, &q, [this] { q.run(Command::NewResource); });
    const auto showAuthorizer = [this](const QString& name) {
        tree->selectAuthorizer(shown.ref.api, name); // the list of all without a name
    };
    connect(access, &AccessPages::authorizerRequested, &q, showAuthorizer);
    connect(method, &MethodView::authorizerRequested, &q, showAuthorizer);
    connect(stage, &StageView::elementRequested, &q, [this](const NodeRef& ref) { tree->select(ref); });
    inner->installEventFilter(&q);
    connect(source, &SourceView::closeRequested, &q, [this] { openSource(false); });
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
    } else if (isBehindApis(item.kind)) {
        showBehindApis(item);
    } else if (item.kind == TreeKind::Method) {
        method->showMethod(item.ref);
        centre->setCurrentWidget(methodPane);
    } else if (item.kind == TreeKind::Resource) {
        resource->showResource(item);
        centre->setCurrentWidget(resourcePane);
    } else if (item.kind == TreeKind::Models) {
        models->showModels(item.ref.api);
        centre->setCurrentWidget(models);
    } else if (item.kind == TreeKind::Stage) {
        stage->showStage(item.ref);
        centre->setCurrentWidget(stagePane);
    } else if (item.kind == TreeKind::StageGroup) {
        stages->showStages(item.ref.api);
        centre->setCurrentWidget(stagesPane);
    } else {
        api->showApi(item.ref.api);
        if (moved && item.kind == TreeKind::GatewayResponses)
            api->showGatewayResponses();
        centre->setCurrentWidget(apiPane);
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

void DesignPage::Impl::openSource(bool open)
{
    if (!open)
        source->leave();
    source->setVisible(open);
    if (!open)
        return;
    placeSource();
    source->reveal(shown.ref);
    source->editor()->setFocus();
}

// Beside the design where both have room, else below it: the picture never has to scroll sideways for the source.
void DesignPage::Impl::placeSource()
{
    constexpr int leastCentreWidth = pictureMinimumWidth + 2 * spacing::xl;
    const int width = inner->width();
    const bool fits = width >= leastCentreWidth + leastSourceWidth;
    const bool turns = inner->orientation() != (fits ? Qt::Horizontal : Qt::Vertical);
    inner->setOrientation(fits ? Qt::Horizontal : Qt::Vertical);
    if (fits && (turns || inner->sizes().value(0) < leastCentreWidth)) {
        const int centreWidth = std::max(leastCentreWidth, 3 * width / 5);
        inner->setSizes({centreWidth, width - centreWidth});
    } else if (turns) {
        inner->setSizes({3 * inner->height() / 5, 2 * inner->height() / 5});
    }
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
    m_impl->function->saveNow();
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

void DesignPage::showSource(const Diagnostic& problem)
{
    const QString file = QString::fromStdString(problem.file);
    const ApiId api = m_impl->workspace.apiOfFile(file);
    if (!api) {
        if (const auto text = m_impl->workspace.textOnDisk(file)) {
            m_impl->source->showFile(*text, problem);
            m_impl->source->show();
        }
        return;
    }
    if (m_impl->shown.ref.api != api)
        showNode(NodeRef{api, {}, {}, {}});
    m_impl->openSource(true);
    m_impl->source->goTo(problem.position);
}

void DesignPage::showNode(const NodeRef& node)
{
    m_impl->tree->select(node);
}

void DesignPage::showGatewayResponse(ApiId api, const QString& type)
{
    showNode(NodeRef{api, {}, {}, {}});
    m_impl->api->showGatewayResponse(type);
}

void DesignPage::showCard(const NodeRef& method, engine::Card card)
{
    showNode(method);
    m_impl->method->showCard(card);
}

NodeRef DesignPage::currentNode() const
{
    return m_impl->shown.ref;
}

namespace {

ApiTreePanel::Command treeCommand(DesignPage::Command command)
{
    using Page = DesignPage::Command;
    using Tree = ApiTreePanel::Command;
    switch (command) {
    case Page::NewApi:
        return Tree::NewApi;
    case Page::NewResource:
        return Tree::NewResource;
    case Page::NewMethod:
        return Tree::NewMethod;
    case Page::Rename:
        return Tree::Rename;
    case Page::Duplicate:
        return Tree::Duplicate;
    case Page::Delete:
    case Page::ToggleSource:
        break;
    }
    return Tree::Delete;
}

} // namespace

void DesignPage::run(Command command)
{
    if (!canRun(command))
        return;
    if (command == Command::ToggleSource)
        m_impl->openSource(!m_impl->source->isVisibleTo(this));
    else if (command == Command::NewResource && m_impl->shown.kind == TreeKind::Models)
        m_impl->models->create();
    else if (command == Command::NewResource && m_impl->shown.kind == TreeKind::StageGroup)
        m_impl->tree->run(ApiTreePanel::Command::NewStage);
    else if (const auto made = ApiTreePanel::commandThatMakes(m_impl->shown.kind);
             command == Command::NewResource && made)
        m_impl->tree->run(*made);
    else
        m_impl->tree->run(treeCommand(command));
}

bool DesignPage::canRun(Command command) const
{
    if (command == Command::ToggleSource)
        return bool(m_impl->shown.ref.api) || m_impl->source->isVisibleTo(this);
    if (const auto made = ApiTreePanel::commandThatMakes(m_impl->shown.kind); command == Command::NewResource && made)
        return m_impl->tree->canRun(*made);
    return m_impl->tree->canRun(treeCommand(command));
}

QByteArray DesignPage::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << stateVersion << m_impl->outer->saveState() << m_impl->inner->saveState() << m_impl->source->isVisibleTo(this)
        << static_cast<qint32>(m_impl->method->card()) << m_impl->tree->expandedPaths();
    return bytes;
}

void DesignPage::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    quint32 version = 0;
    QByteArray outer;
    QByteArray inner;
    bool showsSource = false;
    qint32 card = 0;
    QStringList expanded;
    in >> version >> outer >> inner >> showsSource >> card >> expanded;
    if (in.status() != QDataStream::Ok || version != stateVersion)
        return;
    m_impl->outer->restoreState(outer);
    m_impl->inner->restoreState(inner);
    m_impl->source->setVisible(showsSource);
    m_impl->placeSource();
    if (card >= 0 && card <= static_cast<qint32>(engine::Card::MethodResponse))
        m_impl->method->showCard(static_cast<engine::Card>(card));
    m_impl->tree->setExpandedPaths(expanded);
    m_impl->showCurrent();
}

} // namespace gw::ui
