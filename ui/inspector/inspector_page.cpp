// The inspector: list and filter on the left, one trace on the right. The page alone knows both and the gateway.
#include "ui/inspector/inspector_page.h"

#include "core/api/project.h"
#include "core/edit/integration_targets.h"
#include "ui/inspector/denial.h"
#include "ui/inspector/filter_line.h"
#include "ui/inspector/trace_details.h"
#include "ui/inspector/trace_table.h"
#include "ui/models/route_stand_in.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"

#include <QApplication>
#include <QDataStream>
#include <QDateTime>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIODevice>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

namespace gw::ui {

namespace {
constexpr int listMinimum = 280;
constexpr std::chrono::milliseconds worthTelling{200}; // how long a search may run silently
} // namespace

struct InspectorPage::Impl
{
    Impl(InspectorPage* page, Workspace& workspace, GatewaySession& gateway, const Theme& theme);

    QWidget* makeList();
    QWidget* makeEmpty();
    void connectAll();
    void show(const engine::TracePtr& trace);
    void refreshEmptyState();
    void refreshCount();
    void projectOpened();
    void openFile();
    void choose(const QModelIndex& index);
    void togglePause();
    void restyle();
    [[nodiscard]] NodeRef methodOf(const engine::Trace& trace) const;
    [[nodiscard]] IntegrationTarget targetOf(const engine::Trace& trace) const;

    InspectorPage* q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    TraceListModel* model;
    FilterLine* filter = nullptr;
    TraceTable* table = nullptr;
    TraceDetails* details = nullptr;
    EmptyState* empty = nullptr;
    EmptyState* noMatch = nullptr;
    QPushButton* startButton = nullptr;
    QToolButton* pause = nullptr;
    QLabel* count = nullptr;
    QPushButton* stopSearch = nullptr;
    QTimer longSearch; // until it is worth telling of
    QDateTime cleared; // older requests are not listed
    bool isFileOpen = false;
    QStackedWidget* whole = nullptr; // empty state | splitter
    QStackedWidget* rows = nullptr;  // table | nothing matches
    QStackedWidget* right = nullptr; // hint | details
    QSplitter* splitter = nullptr;
};

InspectorPage::Impl::Impl(InspectorPage* page, Workspace& ws, GatewaySession& gw, const Theme& th)
    : q(page), workspace(ws), gateway(gw), theme(th), model(new TraceListModel(page))
{
    whole = new PageStack(q);
    splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    details = new TraceDetails(theme);
    right = new PageStack;
    right->addWidget(new EmptyState(theme, QStringLiteral("inspector"), tr("No request selected"),
                                    tr("Choose one from the list to see what happened to it at every step.")));
    right->addWidget(details);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({440, 860});
    whole->addWidget(makeEmpty());
    whole->addWidget(splitter);
    auto* layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(whole);
    connectAll();
    model->append(gateway.traces());
    restyle();
}

QWidget* InspectorPage::Impl::makeList()
{
    auto* panel = new QWidget;
    panel->setMinimumWidth(listMinimum);
    filter = new FilterLine(theme, panel);
    pause = iconButton(theme, QStringLiteral("pause"), tr("Pause"), panel, QKeySequence(Qt::Key_Space));
    pause->setCheckable(true);
    auto* clear = iconButton(theme, QStringLiteral("trash"), tr("Clear the list"), panel);
    QObject::connect(clear, &QToolButton::clicked, q, &InspectorPage::clear);
    table = new TraceTable(*model, theme, panel);
    noMatch = new EmptyState(theme, QStringLiteral("filter"), tr("No request matches the filter"),
                             tr("Change the filter, or clear it to see all requests."), panel);
    QObject::connect(noMatch->addButton(tr("Clear Filter")), &QPushButton::clicked, q, [this] { filter->setText({}); });
    rows = new PageStack(panel);
    rows->addWidget(table);
    rows->addWidget(noMatch);
    count = new QLabel(panel);
    stopSearch = pushButton(tr("Stop"), panel);
    stopSearch->setToolTip(tr("Show what has been found so far"));
    stopSearch->hide();
    QObject::connect(stopSearch, &QPushButton::clicked, q, [this] { model->stopSearch(); });
    longSearch.setSingleShot(true);
    longSearch.setInterval(worthTelling);
    QObject::connect(&longSearch, &QTimer::timeout, q, [this] { refreshCount(); });

    auto* top = new QHBoxLayout;
    top->setContentsMargins(spacing::m, spacing::m, spacing::m, spacing::m);
    top->setSpacing(spacing::xs);
    top->addWidget(filter, 1);
    top->addWidget(pause, 0, Qt::AlignTop);
    top->addWidget(clear, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(rows, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, spacing::m, 0);
    foot->addWidget(count, 1);
    foot->addWidget(stopSearch);
    layout->addLayout(foot);
    count->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    return panel;
}

QWidget* InspectorPage::Impl::makeEmpty()
{
    empty = new EmptyState(theme, QStringLiteral("inspector"), tr("No requests yet"), {}, whole);
    startButton = empty->addButton(tr("Start Gateway"), ButtonRole::Primary);
    QObject::connect(startButton, &QPushButton::clicked, q, [this] { gateway.start(); });
    return empty;
}

void InspectorPage::Impl::connectAll()
{
    QObject::connect(filter, &FilterLine::filterChanged, q, [this](const engine::TraceFilter& wanted) {
        model->setFilter(wanted);
        refreshCount();
    });
    QObject::connect(filter, &FilterLine::leaveRequested, q, [this] {
        table->setFocus();
        if (!table->currentIndex().isValid() && model->rowCount() > 0)
            table->setCurrentIndex(model->index(0, 0));
    });
    QObject::connect(table, &TraceTable::traceChosen, q, [this](const QModelIndex& index) { choose(index); });
    QObject::connect(model, &TraceListModel::loaded, q, [this](qint64 row, const engine::TracePtr& trace) {
        if (model->storedRow(table->currentIndex()) == row)
            show(trace);
    });
    QObject::connect(model, &TraceListModel::searchChanged, q, [this] {
        if (!model->isSearching())
            longSearch.stop();
        else if (!longSearch.isActive() && stopSearch->isHidden())
            longSearch.start();
        refreshCount();
    });
    QObject::connect(&workspace, &Workspace::opened, q, [this] { projectOpened(); });
    QObject::connect(table, &TraceTable::openRequested, q, [this] { details->setFocus(); });
    QObject::connect(table, &TraceTable::pauseRequested, q, [this] { togglePause(); });
    QObject::connect(pause, &QToolButton::clicked, q, [this] { togglePause(); });
    QObject::connect(model, &TraceListModel::waitingCountChanged, q, [this] { refreshCount(); });
    QObject::connect(model, &QAbstractItemModel::rowsInserted, q, [this] { refreshCount(); });
    QObject::connect(model, &QAbstractItemModel::rowsRemoved, q, [this] { refreshCount(); });
    QObject::connect(&gateway, &GatewaySession::tracesFinished, q, [this](const std::vector<engine::TracePtr>& traces) {
        model->append(traces);
        refreshCount();
    });
    QObject::connect(&gateway, &GatewaySession::stateChanged, q, [this] { refreshEmptyState(); });
    QObject::connect(details, &TraceDetails::sendAgainRequested, q, &InspectorPage::sendAgainRequested);
    QObject::connect(details, &TraceDetails::connectionRequested, q,
                     [this](const QString& id) { filter->setText(QStringLiteral("connection:") + id); });
    QObject::connect(details, &TraceDetails::goToSettingRequested, q, [this](engine::Card card) {
        if (const NodeRef method = methodOf(*details->trace()); !method.isEmpty())
            emit q->goToSettingRequested(method, card);
    });
    QObject::connect(details, &TraceDetails::targetRequested, q, [this] {
        const NodeRef element = nodeOf(workspace.project(), targetOf(*details->trace()));
        if (!element.isEmpty())
            emit q->elementRequested(element);
    });
    QObject::connect(details, &TraceDetails::denialRequested, q, [this] {
        const DenialSetting setting = denialSetting(workspace.project(), *details->trace());
        if (!setting.authorizer.isEmpty())
            emit q->authorizerRequested(setting.node.api, setting.authorizer);
        else if (!setting.node.isEmpty())
            emit q->elementRequested(setting.node);
    });
    QObject::connect(details, &TraceDetails::gatewayResponseRequested, q, [this](const QString& type) {
        if (const Api* api = workspace.project().findApi(details->trace()->apiName))
            emit q->gatewayResponseRequested(api->id, type);
    });
    QObject::connect(&theme, &Theme::changed, q, [this] { restyle(); });
    auto* find = new QShortcut(QKeySequence::Find, q);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(find, &QShortcut::activated, q, [this] {
        // In a message or the log Ctrl+F looks there.
        if (auto* text = qobject_cast<CodeEditor*>(QApplication::focusWidget()))
            text->openFind();
        else
            q->focusFilter();
    });
}

void InspectorPage::Impl::restyle()
{
    count->setFont(theme.text(fontSize::secondary));
    QPalette palette = count->palette();
    palette.setColor(QPalette::WindowText, theme.color(Color::TextMuted));
    count->setPalette(palette);
    refreshEmptyState();
    refreshCount();
}

void InspectorPage::Impl::projectOpened()
{
    model->clear();
    right->setCurrentIndex(0);
    cleared = {};
    isFileOpen = false;
    if (q->isVisible())
        openFile();
    refreshCount();
}

// When the page is first seen: who does not look into the past need not wait for it, nor make room for it.
void InspectorPage::Impl::openFile()
{
    isFileOpen = true;
    const StoredTraces::Time from(std::chrono::milliseconds(cleared.isValid() ? cleared.toMSecsSinceEpoch() : 0));
    model->open(gateway.traceFile(), from, gateway.tracesBegan());
}

void InspectorPage::Impl::choose(const QModelIndex& index)
{
    if (const std::int64_t row = model->storedRow(index))
        model->load(row);
    else
        show(model->traceAt(index));
}

void InspectorPage::Impl::show(const engine::TracePtr& trace)
{
    if (!trace)
        return;
    details->setTrace(trace);
    details->setDenial(denialSetting(workspace.project(), *trace).words);
    details->setTarget(QString::fromStdString(targetOf(*trace).name));
    right->setCurrentWidget(details);
}

void InspectorPage::Impl::refreshEmptyState()
{
    const bool runs = gateway.state() == GatewaySession::State::Running;
    empty->setText(tr("No requests yet"),
                   runs ? tr("Send one from the console (Ctrl+2), or call the gateway with any client. "
                             "Every request shows up here with what happened to it at each step.")
                        : tr("Start the gateway (F5), then send a request from the console (Ctrl+2) or any client. "
                             "Every request shows up here with what happened to it at each step."));
    startButton->setVisible(!runs);
}

void InspectorPage::Impl::refreshCount()
{
    const bool any = model->totalCount() > 0 || model->waitingCount() > 0;
    whole->setCurrentWidget(any ? static_cast<QWidget*>(splitter) : empty);
    const bool hasNone = model->rowCount() == 0 && model->totalCount() > 0 && !model->isSearching();
    rows->setCurrentWidget(hasNone ? static_cast<QWidget*>(noMatch) : table);
    QStringList parts;
    const int total = model->totalCount();
    const bool tells = model->isSearching() && !longSearch.isActive();
    stopSearch->setVisible(tells);
    if (tells)
        parts.append(tr("searching, %1 %").arg(model->searched()));
    if (model->rowCount() != total)
        parts.append(tr("%L1 of %L2 requests").arg(model->rowCount()).arg(total));
    else
        parts.append(total == 1 ? tr("1 request") : tr("%L1 requests").arg(total));
    if (model->isPaused())
        parts.append(tr("paused, %1 new waiting").arg(model->waitingCount()));
    if (const auto dropped = gateway.statistics().droppedTraces; dropped > 0)
        parts.append(tr("%1 not recorded").arg(dropped));
    count->setText(parts.join(QStringLiteral("  ·  ")));
}

void InspectorPage::Impl::togglePause()
{
    model->setPaused(!model->isPaused());
    pause->setChecked(model->isPaused());
    const QString name = model->isPaused() ? tr("Resume") : tr("Pause");
    pause->setIcon(theme.icon(model->isPaused() ? QStringLiteral("play") : QStringLiteral("pause")));
    pause->setToolTip(withShortcut(name, QKeySequence(Qt::Key_Space)));
    pause->setAccessibleName(name);
    refreshCount();
}

// The method or route a trace ran, in the draft of today.
NodeRef InspectorPage::Impl::methodOf(const engine::Trace& trace) const
{
    const Api* api = workspace.project().findApi(trace.apiName);
    const auto* sockets = api ? std::get_if<WebSocketApi>(&api->definition) : nullptr;
    if (const WebSocketRoute* route = sockets && trace.socket ? sockets->findRoute(trace.socket->routeKey) : nullptr)
        return nodeOf(api->id, route->id);
    const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
    const Resource* resource = definition ? definition->findPath(trace.resourcePath) : nullptr;
    if (!resource)
        return {};
    NodeRef any;
    for (const Cow<Method>& method : resource->methods) {
        const NodeRef ref{api->id, resource->id, method->id, {}};
        if (toString(method->verb) == trace.method)
            return ref;
        if (method->verb == HttpVerb::Any)
            any = ref;
    }
    return any;
}

// What that method calls, when the project has it.
IntegrationTarget InspectorPage::Impl::targetOf(const engine::Trace& trace) const
{
    const Project& project = workspace.project();
    const NodeRef ref = methodOf(trace);
    const Method* method = project.find(ref);
    const WebSocketRoute* route = socketRoute(project, ref);
    const Integration* integration = method && method->integration ? &*method->integration
                                     : route && route->integration ? &*route->integration
                                                                   : nullptr;
    if (!integration)
        return {};
    IntegrationTarget target = gw::targetOf(project, *integration);
    return nodeOf(project, target).isEmpty() ? IntegrationTarget{} : target;
}

InspectorPage::InspectorPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(this, workspace, gateway, theme))
{
}

InspectorPage::~InspectorPage() = default;

void InspectorPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_impl->isFileOpen)
        m_impl->openFile();
}

void InspectorPage::focusInEvent(QFocusEvent* event)
{
    m_impl->table->setFocus(event->reason());
}

void InspectorPage::showTrace(const QString& requestId)
{
    const engine::TracePtr trace = m_impl->model->find(requestId);
    if (!trace)
        return;
    const QModelIndex index = m_impl->model->indexOf(requestId);
    if (index.isValid())
        m_impl->table->setCurrentIndex(index);
    else
        m_impl->table->setCurrentIndex({});
    m_impl->show(trace);
    m_impl->table->setFocus();
}

void InspectorPage::focusFilter()
{
    m_impl->filter->focus();
}

void InspectorPage::clear()
{
    m_impl->gateway.clearTraces();
    m_impl->model->clear();
    m_impl->cleared = QDateTime::currentDateTime();
    m_impl->isFileOpen = false;
    if (isVisible())
        m_impl->openFile(); // what is handed over from now on
    m_impl->right->setCurrentIndex(0);
    m_impl->refreshCount();
}

QByteArray InspectorPage::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << qint32(2) << m_impl->splitter->saveState() << m_impl->table->horizontalHeader()->saveState()
        << m_impl->details->saveState() << m_impl->filter->text() << m_impl->cleared;
    return state;
}

void InspectorPage::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    qint32 version = 0;
    QByteArray splitter;
    QByteArray header;
    QByteArray details;
    QString filter;
    QDateTime cleared;
    in >> version >> splitter >> header >> details >> filter >> cleared;
    if (version != 2 || in.status() != QDataStream::Ok)
        return;
    if (cleared.isValid()) {
        m_impl->cleared = cleared;
        m_impl->isFileOpen = false;
        if (isVisible())
            m_impl->openFile();
    }
    m_impl->splitter->restoreState(splitter);
    m_impl->table->horizontalHeader()->restoreState(header);
    m_impl->details->restoreState(details);
    m_impl->filter->setText(filter);
}

} // namespace gw::ui
