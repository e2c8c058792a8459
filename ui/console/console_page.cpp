// The console: saved requests and history on the left, the request over its response on the right. The page alone knows
// all of them, the project and the gateway.
#include "core/console/request_file.h"
#include "core/console/websocket_file.h"
#include "ui/console/console_page_impl.h"
#include "ui/console/environment_picker.h"
#include "ui/console/request_from_trace.h"
#include "ui/console/request_tree_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/page_stack.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QVBoxLayout>

namespace gw::ui {

using console::ConsoleRequest;

namespace {

// To the stage chosen above the page.
console::WebSocketRequest newWebSocket()
{
    console::WebSocketRequest request;
    request.url = QStringLiteral("/");
    return request;
}

} // namespace

ConsolePage::Impl::Impl(ConsolePage* page, Workspace& ws, GatewaySession& gw, const Theme& th)
    : q(page), workspace(ws), gateway(gw), theme(th), design(ws, gw), variables(new ConsoleVariables(page)),
      saved(new SavedRequests(page)), history(new HistoryModel(page)), sender(new console::HttpSender(page)),
      tester(new TestInvoke(page)), patience(new QTimer(page))
{
    using namespace std::chrono_literals;
    patience->setSingleShot(true);
    patience->setInterval(200ms);
    sidebar = new RequestsSidebar(saved->tree(), *history, theme);
    sides = new QSplitter(Qt::Horizontal, q);
    sides->setChildrenCollapsible(false);
    sides->addWidget(sidebar);
    sides->addWidget(makeCentre());
    sides->setStretchFactor(1, 1);
    sides->setSizes({280, 920});
    auto* layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sides);
    connectProject();
    connectSidebar();
    connectSending();
    projectOpened();
}

QWidget* ConsolePage::Impl::makeCentre()
{
    auto* centre = new QWidget;
    editor = new RequestEditor(theme, *variables);
    response = new ResponsePane(theme);
    halves = new QSplitter(Qt::Vertical);
    halves->setChildrenCollapsible(false);
    halves->addWidget(editor);
    halves->addWidget(response);
    halves->setStretchFactor(1, 1);
    halves->setSizes({300, 420});
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTitle());
    pages = new PageStack;
    pages->addWidget(halves);
    layout->addWidget(pages, 1);
    return centre;
}

QWidget* ConsolePage::Impl::makeTitle()
{
    auto* bar = new QWidget;
    title = new ElidedLabel({}, bar);
    title->setFont(theme.text(fontSize::section, true));
    saveButton = iconButton(theme, QStringLiteral("save"), tr("Save the request"), bar,
                            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    environments = new EnvironmentPicker(*variables, theme, bar);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(spacing::l, spacing::m, spacing::m, 0);
    layout->setSpacing(spacing::m);
    layout->addWidget(title, 1);
    layout->addWidget(saveButton);
    layout->addWidget(environments);
    QObject::connect(saveButton, &QToolButton::clicked, q, [this] { save(); });
    return bar;
}

void ConsolePage::Impl::connectProject()
{
    QObject::connect(&workspace, &Workspace::opened, q, [this] { projectOpened(); });
    QObject::connect(&workspace, &Workspace::changed, q,
                     [this] { editor->setOffers(design.offers(variables->scope())); });
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::stageChosen})
        QObject::connect(&gateway, signal, q, [this] { gatewayChanged(); });
    QObject::connect(&gateway, &GatewaySession::tracesFinished, q,
                     [this](const std::vector<engine::TracePtr>& traces) { lookForTrace(traces); });
    QObject::connect(variables, &ConsoleVariables::currentChanged, q, &ConsolePage::environmentChanged);
    QObject::connect(variables, &ConsoleVariables::changed, q,
                     [this] { editor->setOffers(design.offers(variables->scope())); });
}

void ConsolePage::Impl::connectSidebar()
{
    QObject::connect(sidebar, &RequestsSidebar::openRequested, q, [this](const QString& wanted) { openSaved(wanted); });
    QObject::connect(sidebar, &RequestsSidebar::historyRequested, q, [this](const QModelIndex& index) {
        if (const console::HistoryEntry* entry = history->entryAt(index))
            showHistory(console::HistoryEntry(*entry));
    });
    QObject::connect(sidebar, &RequestsSidebar::newWebSocketRequested, q, [this](const QString& folder) {
        const QString name = tr("New WebSocket request");
        if (const QString made = saved->createWebSocket(folder, name, newWebSocket()); !made.isEmpty()) {
            openSaved(made);
            sidebar->editName(made);
        }
    });
    QObject::connect(sidebar, &RequestsSidebar::newRequestRequested, q, [this](const QString& folder) {
        if (const QString made = saved->create(folder, tr("New request"), {}); !made.isEmpty()) {
            openSaved(made);
            sidebar->editName(made);
        }
    });
    QObject::connect(sidebar, &RequestsSidebar::newFolderRequested, q, [this](const QString& folder) {
        if (const QString made = saved->createFolder(folder); !made.isEmpty())
            sidebar->editName(made);
    });
    QObject::connect(sidebar, &RequestsSidebar::duplicateRequested, q, [this](const QString& from) {
        if (const QString made = saved->duplicate(from); !made.isEmpty()) {
            openSaved(made);
            sidebar->editName(made);
        }
    });
    QObject::connect(sidebar, &RequestsSidebar::deleteRequested, q, [this](const QString& what) { removeSaved(what); });
    QObject::connect(sidebar, &RequestsSidebar::clearHistoryRequested, q, [this] { history->clear(); });
    QObject::connect(saved, &SavedRequests::failed, q, [this](const Diagnostic& why) { explain(why); });
    QObject::connect(saved, &SavedRequests::renamed, q,
                     [this](const QString& from, const QString& to) { pathRenamed(from, to); });
    QObject::connect(saved, &SavedRequests::changedOutside, q, [this] {
        if (!path.isEmpty() && !isEdited())
            openSaved(path);
    });
}

void ConsolePage::Impl::connectSending()
{
    QObject::connect(editor, &RequestEditor::edited, q, [this] { refreshTitle(); });
    QObject::connect(editor, &RequestEditor::sendRequested, q, [this] { send(); });
    QObject::connect(editor, &RequestEditor::testRequested, q, [this] { test(); });
    QObject::connect(editor, &RequestEditor::cancelRequested, q, [this] { cancel(); });
    QObject::connect(editor, &RequestEditor::offerTaken, q, [this](const auto& offer) { takeOffer(offer); });
    QObject::connect(response, &ResponsePane::cancelRequested, q, [this] { cancel(); });
    QObject::connect(response, &ResponsePane::retryRequested, q, [this] { lastWasTest ? test() : send(); });
    QObject::connect(response, &ResponsePane::startGatewayRequested, q, [this] {
        sendsOnceServed = true;
        gateway.start();
    });
    QObject::connect(&gateway, &GatewaySession::deployed, q, [this] {
        gatewayChanged();
        if (std::exchange(sendsOnceServed, false))
            send();
    });
    QObject::connect(response, &ResponsePane::flipRequested, q, [this] { flip(); });
    QObject::connect(response, &ResponsePane::showTraceRequested, q, &ConsolePage::showTraceRequested);
    QObject::connect(patience, &QTimer::timeout, response, &ResponsePane::showSending);
    QObject::connect(sender, &console::HttpSender::progressed, q, [this](qint64 received, qint64 total) {
        if (!patience->isActive())
            response->showProgress(received, total);
    });
    QObject::connect(sender, &console::HttpSender::streamed, q,
                     [this](const console::HttpResponse& soFar, const QByteArray& more) {
                         // A quick answer in chunks is shown when it is whole.
                         if (!console::isEventStream(soFar) && patience->isActive() && !response->isStreaming())
                             return;
                         patience->stop();
                         response->showStreamed(soFar, more);
                     });
    QObject::connect(sender, &console::HttpSender::finished, q,
                     [this](const console::HttpOutcome& outcome) { finished(outcome); });
    QObject::connect(sender, &console::HttpSender::canceled, q, [this] { stopped(); });
    QObject::connect(tester, &TestInvoke::finished, q, [this](const TestOutcome& outcome) { tested(outcome); });
    QObject::connect(tester, &TestInvoke::canceled, q, [this] { stopped(); });
}

void ConsolePage::Impl::projectOpened()
{
    const QString folder = workspace.hasProject() ? workspace.folder() : QString();
    drafts.clear();
    forgetSockets({});
    saved->setProjectFolder(folder);
    history->setFile(folder.isEmpty() || workspace.isLoneFile() ? QString()
                                                                : folder + QStringLiteral("/.gatewright/history.yaml"));
    variables->setProjectFolder(folder);
    editor->setFolder(folder);
    gatewayChanged();
    show({}, {}, tr("New request"));
    response->showNothing();
}

void ConsolePage::Impl::gatewayChanged()
{
    variables->setGatewayUrl(design.gatewayUrl());
    editor->setOffers(design.offers(variables->scope()));
    response->setGatewayRuns(gateway.state() == GatewaySession::State::Running);
}

ConsolePage::ConsolePage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(this, workspace, gateway, theme))
{
}

ConsolePage::~ConsolePage() = default;

void ConsolePage::tryMethod(const NodeRef& method)
{
    if (const auto socket = m_impl->design.webSocketRequestFor(method, m_impl->variables->scope())) {
        m_impl->showSocket(*socket, {}, tr("New WebSocket request"));
        m_impl->socket->focusUrl();
        return;
    }
    const std::optional<ConsoleRequest> request = m_impl->design.requestFor(method, m_impl->variables->scope());
    if (!request)
        return;
    m_impl->tried = method;
    const Method* found = m_impl->workspace.project().find(method);
    const QString summary = found ? QString::fromStdString(found->summary) : QString();
    m_impl->show(*request, {}, summary.isEmpty() ? tr("New request") : summary);
    m_impl->response->showNothing();
    m_impl->editor->focusUrl();
}

void ConsolePage::composeFrom(const engine::TracePtr& trace)
{
    if (!trace)
        return;
    const QString base = m_impl->design.baseUrl(trace->apiName, trace->stage, m_impl->variables->scope());
    m_impl->show(requestFromTrace(*trace, base), {}, tr("From a trace"));
    m_impl->response->showNothing();
    m_impl->editor->focusUrl();
}

void ConsolePage::send()
{
    if (m_impl->socket)
        return m_impl->socket->sendOrConnect();
    m_impl->send();
}

void ConsolePage::test()
{
    if (!m_impl->socket)
        m_impl->test();
}

void ConsolePage::testMethod(const NodeRef& method)
{
    tryMethod(method);
    m_impl->test();
}

void ConsolePage::focusUrl()
{
    if (m_impl->socket)
        return m_impl->socket->focusUrl();
    m_impl->editor->focusUrl();
}

void ConsolePage::newRequest()
{
    m_impl->show({}, {}, tr("New request"));
    m_impl->response->showNothing();
    m_impl->editor->focusUrl();
}

void ConsolePage::newWebSocketRequest()
{
    m_impl->showSocket(newWebSocket(), {}, tr("New WebSocket request"));
    m_impl->socket->focusUrl();
}

void ConsolePage::saveRequest()
{
    m_impl->save();
}

void ConsolePage::flipResponse()
{
    m_impl->flip();
}

void ConsolePage::editEnvironments()
{
    m_impl->environments->edit();
}

void ConsolePage::openRequest(const QString& path)
{
    m_impl->openSaved(path);
    focusUrl();
}

QByteArray ConsolePage::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    const Result<std::string> draft = m_impl->socket ? console::writeWebSocket({}, m_impl->socket->request())
                                                     : console::writeRequest({}, m_impl->editor->request());
    out << qint32(1) << m_impl->sides->saveState() << m_impl->halves->saveState() << m_impl->variables->current()
        << m_impl->path << m_impl->name << QByteArray::fromStdString(draft.value_or(std::string()));
    return state;
}

void ConsolePage::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    qint32 version = 0;
    QByteArray sides;
    QByteArray halves;
    QString environment;
    QString path;
    QString name;
    QByteArray draft;
    in >> version >> sides >> halves >> environment >> path >> name >> draft;
    if (version != 1 || in.status() != QDataStream::Ok)
        return;
    m_impl->sides->restoreState(sides);
    m_impl->halves->restoreState(halves);
    if (m_impl->variables->environments().contains(environment))
        m_impl->variables->choose(environment);
    if (m_impl->saved->exists(path))
        m_impl->openSaved(path);
    else
        m_impl->name = name;
    if (const auto ofSocket = console::readWebSocket(draft.toStdString(), {})) {
        if (!m_impl->socket)
            m_impl->showSocket(*ofSocket, {}, name);
        m_impl->socket->setRequest(*ofSocket);
        m_impl->refreshTitle();
    } else if (const auto request = console::readRequest(draft.toStdString(), {}); request && !m_impl->socket) {
        m_impl->editor->setRequest(*request);
        m_impl->refreshTitle();
    }
}

} // namespace gw::ui
