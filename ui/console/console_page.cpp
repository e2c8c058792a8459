// The console: saved requests and history on the left, the request over its response on the right. The page alone knows
// all of them, the project and the gateway.
#include "ui/console/console_page.h"

#include "core/console/http_sender.h"
#include "core/console/request_file.h"
#include "core/console/send_error.h"
#include "ui/console/console_design.h"
#include "ui/console/console_variables.h"
#include "ui/console/environment_picker.h"
#include "ui/console/history_model.h"
#include "ui/console/request_editor.h"
#include "ui/console/request_from_trace.h"
#include "ui/console/request_tree_model.h"
#include "ui/console/requests_sidebar.h"
#include "ui/console/response_pane.h"
#include "ui/console/saved_requests.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QIODevice>
#include <QMessageBox>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <map>

namespace gw::ui {

using console::ConsoleRequest;

struct ConsolePage::Impl
{
    Impl(ConsolePage* page, Workspace& workspace, GatewaySession& gateway, const Theme& theme);

    QWidget* makeCentre();
    QWidget* makeTitle();
    void connectProject();
    void connectSidebar();
    void connectSending();
    void projectOpened();
    void gatewayChanged();
    void show(const ConsoleRequest& request, const QString& path, const QString& title);
    void openSaved(const QString& path);
    void takeOffer(const console::RouteOffer& offer);
    void refreshTitle();
    void save();
    void removeSaved(const QString& path);
    void pathRenamed(const QString& from, const QString& to);
    void explain(const Diagnostic& diagnostic);
    void send();
    void finished(console::HttpOutcome outcome);
    void remember(const console::HttpOutcome& outcome);
    void lookForTrace(const std::vector<engine::TracePtr>& traces);
    void flip();

    ConsolePage* q;
    Workspace& workspace;
    GatewaySession& gateway;
    const Theme& theme;
    ConsoleDesign design;
    ConsoleVariables* variables;
    SavedRequests* saved;
    HistoryModel* history;
    console::HttpSender* sender;
    QTimer* patience; // a quick answer needs no progress page
    RequestsSidebar* sidebar = nullptr;
    EnvironmentPicker* environments = nullptr;
    RequestEditor* editor = nullptr;
    ResponsePane* response = nullptr;
    ElidedLabel* title = nullptr;
    QToolButton* saveButton = nullptr;
    QSplitter* sides = nullptr;
    QSplitter* halves = nullptr;

    QString path;                             // of the saved request being edited; empty for a new one
    QString name;                             // what the title shows for a new one
    ConsoleRequest asSaved;                   // to tell whether it was edited
    std::map<QString, ConsoleRequest> drafts; // edited and left without saving, by path
    ConsoleRequest lastSent;
};

ConsolePage::Impl::Impl(ConsolePage* page, Workspace& ws, GatewaySession& gw, const Theme& th)
    : q(page), workspace(ws), gateway(gw), theme(th), design(ws, gw), variables(new ConsoleVariables(page)),
      saved(new SavedRequests(page)), history(new HistoryModel(page)), sender(new console::HttpSender(page)),
      patience(new QTimer(page))
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
    layout->addWidget(halves, 1);
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
    QObject::connect(&gateway, &GatewaySession::stateChanged, q, [this] { gatewayChanged(); });
    QObject::connect(&gateway, &GatewaySession::tracesFinished, q,
                     [this](const std::vector<engine::TracePtr>& traces) { lookForTrace(traces); });
    QObject::connect(variables, &ConsoleVariables::currentChanged, q, &ConsolePage::environmentChanged);
    QObject::connect(variables, &ConsoleVariables::changed, q,
                     [this] { editor->setOffers(design.offers(variables->scope())); });
    const auto shortcut = [this](QKeyCombination keys, auto&& run) {
        auto* made = new QShortcut(QKeySequence(keys), q);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(made, &QShortcut::activated, q, run);
    };
    shortcut(Qt::CTRL | Qt::Key_J, [this] { flip(); });
    shortcut(Qt::CTRL | Qt::Key_E, [this] { environments->edit(); });
}

void ConsolePage::Impl::connectSidebar()
{
    QObject::connect(sidebar, &RequestsSidebar::openRequested, q, [this](const QString& wanted) { openSaved(wanted); });
    QObject::connect(sidebar, &RequestsSidebar::historyRequested, q, [this](const QModelIndex& index) {
        if (const console::HistoryEntry* entry = history->entryAt(index))
            show(entry->request, {}, tr("From history"));
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
        if (!path.isEmpty() && editor->request() == asSaved)
            openSaved(path);
    });
}

void ConsolePage::Impl::connectSending()
{
    QObject::connect(editor, &RequestEditor::edited, q, [this] { refreshTitle(); });
    QObject::connect(editor, &RequestEditor::sendRequested, q, [this] { send(); });
    QObject::connect(editor, &RequestEditor::cancelRequested, sender, &console::HttpSender::cancel);
    QObject::connect(editor, &RequestEditor::offerTaken, q, [this](const auto& offer) { takeOffer(offer); });
    QObject::connect(response, &ResponsePane::cancelRequested, sender, &console::HttpSender::cancel);
    QObject::connect(response, &ResponsePane::retryRequested, q, [this] { send(); });
    QObject::connect(response, &ResponsePane::startGatewayRequested, q, [this] { gateway.start(); });
    QObject::connect(response, &ResponsePane::flipRequested, q, [this] { flip(); });
    QObject::connect(response, &ResponsePane::showTraceRequested, q, &ConsolePage::showTraceRequested);
    QObject::connect(patience, &QTimer::timeout, response, &ResponsePane::showSending);
    QObject::connect(sender, &console::HttpSender::progressed, q, [this](qint64 received, qint64 total) {
        if (!patience->isActive())
            response->showProgress(received, total);
    });
    QObject::connect(sender, &console::HttpSender::finished, q,
                     [this](const console::HttpOutcome& outcome) { finished(outcome); });
    QObject::connect(sender, &console::HttpSender::canceled, q, [this] {
        patience->stop();
        editor->setSending(false);
        response->showNothing();
    });
}

void ConsolePage::Impl::projectOpened()
{
    const QString folder = workspace.hasProject() ? workspace.folder() : QString();
    drafts.clear();
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

// --- The request at hand ---------------------------------------------------------------------------------------------

void ConsolePage::Impl::show(const ConsoleRequest& request, const QString& wantedPath, const QString& newName)
{
    if (!path.isEmpty() && editor->request() != asSaved)
        drafts[path] = editor->request();
    path = wantedPath;
    name = newName;
    const auto draft = drafts.find(path);
    editor->setRequest(request);
    asSaved = editor->request(); // as the editor writes it, so that only edits count
    if (!path.isEmpty() && draft != drafts.end())
        editor->setRequest(draft->second);
    drafts.erase(path);
    sidebar->select(path);
    refreshTitle();
}

void ConsolePage::Impl::openSaved(const QString& wanted)
{
    const Result<ConsoleRequest> request = saved->store().load(wanted);
    if (request)
        show(*request, wanted, {});
    else if (saved->exists(wanted))
        explain(request.error());
}

void ConsolePage::Impl::takeOffer(const console::RouteOffer& offer)
{
    const ConsoleRequest now = editor->request();
    std::optional<ConsoleRequest> made = design.requestFor(offer, now.method, variables->scope());
    if (!made)
        return;
    // What was typed beside the URL stays.
    if (!now.headers.empty())
        made->headers = now.headers;
    if (now.body.kind != console::BodyKind::None)
        made->body = now.body;
    editor->setRequest(*made);
    refreshTitle();
    editor->focusUrl();
}

void ConsolePage::Impl::refreshTitle()
{
    const bool isEdited = path.isEmpty() || editor->request() != asSaved;
    const QString shown = path.isEmpty() ? name : path.section(u'/', -1);
    title->setText(!path.isEmpty() && isEdited ? tr("%1 (edited)").arg(shown) : shown);
    title->setToolTip(path.isEmpty() ? tr("Not saved yet") : saved->store().filePath(path));
    saveButton->setEnabled(isEdited && workspace.hasProject());
}

void ConsolePage::Impl::save()
{
    const ConsoleRequest request = editor->request();
    if (!path.isEmpty() && saved->exists(path)) {
        if (saved->save(path, request)) {
            asSaved = request;
            refreshTitle();
        }
        return;
    }
    const QString route = request.url.section(u'/', -1);
    const QString wanted = route.isEmpty() || route.contains(u'{') || route.contains(u':')
                               ? tr("New request")
                               : request.method + u' ' + route;
    const QString made = saved->create(sidebar->currentFolder(), wanted, request);
    if (made.isEmpty())
        return;
    path = made;
    asSaved = request;
    refreshTitle();
    sidebar->editName(made);
}

void ConsolePage::Impl::removeSaved(const QString& what)
{
    const auto answer = QMessageBox::question(
        q, tr("Delete"), tr("Delete \"%1\" from the project's requests?").arg(what.section(u'/', -1)),
        QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Yes);
    if (answer != QMessageBox::Yes || !saved->remove(what))
        return;
    std::erase_if(drafts,
                  [&](const auto& draft) { return draft.first == what || draft.first.startsWith(what + u'/'); });
    if (path == what || path.startsWith(what + u'/')) {
        name = path.section(u'/', -1); // what was being edited stays, unsaved
        path.clear();
        refreshTitle();
    }
}

void ConsolePage::Impl::pathRenamed(const QString& from, const QString& to)
{
    const auto moved = [&](const QString& old) {
        return old == from ? to : old.startsWith(from + u'/') ? to + old.mid(from.size()) : old;
    };
    std::map<QString, ConsoleRequest> kept;
    for (auto& [old, request] : drafts)
        kept.emplace(moved(old), std::move(request));
    drafts = std::move(kept);
    path = moved(path);
    sidebar->select(path);
    refreshTitle();
}

void ConsolePage::Impl::explain(const Diagnostic& diagnostic)
{
    console::HttpOutcome outcome;
    outcome.error = diagnostic;
    response->showOutcome(outcome);
}

// --- Sending ---------------------------------------------------------------------------------------------------------

void ConsolePage::Impl::send()
{
    lastSent = editor->request();
    const Result<console::PreparedRequest> prepared =
        console::prepare(lastSent, variables->scope(), workspace.folder());
    if (!prepared) {
        sender->cancel();
        return explain(prepared.error());
    }
    editor->setSending(true);
    patience->start();
    sender->send(*prepared); // cancels what was under way
}

void ConsolePage::Impl::finished(console::HttpOutcome outcome)
{
    patience->stop();
    editor->setSending(false);
    if (outcome.error && outcome.error->rule == console::connectionRefusedRule &&
        gateway.state() == GatewaySession::State::Running)
        outcome.error->hint =
            tr("The gateway listens on port %1. Check the URL, or choose another environment (Ctrl+E).")
                .arg(gateway.port())
                .toStdString();
    response->showOutcome(outcome);
    remember(outcome);
    lookForTrace(gateway.traces());
}

void ConsolePage::Impl::remember(const console::HttpOutcome& outcome)
{
    console::HistoryEntry entry;
    entry.time = QDateTime::currentDateTimeUtc();
    entry.request = lastSent;
    if (outcome.response) {
        entry.status = outcome.response->status;
        entry.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(outcome.response->total).count();
    }
    history->add(entry);
}

void ConsolePage::Impl::lookForTrace(const std::vector<engine::TracePtr>& traces)
{
    const std::string wanted = response->requestId().toStdString();
    if (wanted.empty())
        return;
    for (auto it = traces.rbegin(); it != traces.rend(); ++it) {
        if ((*it)->requestId == wanted)
            return response->setTrace(*it);
    }
}

void ConsolePage::Impl::flip()
{
    const bool isBelow = halves->orientation() == Qt::Vertical;
    halves->setOrientation(isBelow ? Qt::Horizontal : Qt::Vertical);
    const int room = isBelow ? halves->width() : halves->height();
    halves->setSizes({room * 45 / 100, room * 55 / 100});
}

// --- The page --------------------------------------------------------------------------------------------------------

ConsolePage::ConsolePage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(this, workspace, gateway, theme))
{
}

ConsolePage::~ConsolePage() = default;

void ConsolePage::tryMethod(const NodeRef& method)
{
    const std::optional<ConsoleRequest> request = m_impl->design.requestFor(method, m_impl->variables->scope());
    if (!request)
        return;
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
    m_impl->send();
}

void ConsolePage::focusUrl()
{
    m_impl->editor->focusUrl();
}

void ConsolePage::newRequest()
{
    m_impl->show({}, {}, tr("New request"));
    m_impl->response->showNothing();
    m_impl->editor->focusUrl();
}

void ConsolePage::saveRequest()
{
    m_impl->save();
}

QByteArray ConsolePage::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    const Result<std::string> draft = console::writeRequest({}, m_impl->editor->request());
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
    if (const auto request = console::readRequest(draft.toStdString(), {})) {
        m_impl->editor->setRequest(*request);
        m_impl->refreshTitle();
    }
}

void ConsolePage::openRequest(const QString&) {}

} // namespace gw::ui
