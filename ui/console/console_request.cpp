// The request at hand: opening, editing, saving, sending, and what came of it.
#include "core/console/send_error.h"
#include "ui/console/console_page_impl.h"
#include "ui/console/environment_picker.h"
#include "ui/console/request_tree_model.h"
#include "ui/widgets/elided_label.h"

#include <QMessageBox>
#include <QToolButton>

namespace gw::ui {

using console::ConsoleRequest;

void ConsolePage::Impl::show(const ConsoleRequest& request, const QString& wantedPath, const QString& newName)
{
    if (!socket && !path.isEmpty() && editor->request() != asSaved)
        drafts[path] = editor->request();
    leaveSocket();
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
    if (saved->store().isWebSocket(wanted)) {
        const Result<console::WebSocketRequest> request = saved->store().loadWebSocket(wanted);
        if (request)
            return showSocket(*request, wanted, {});
        leaveSocket();
        return explain(request.error());
    }
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
    const bool isChanged = path.isEmpty() || isEdited();
    const QString shown = path.isEmpty() ? name : path.section(u'/', -1);
    title->setText(!path.isEmpty() && isChanged ? tr("%1 (edited)").arg(shown) : shown);
    title->setToolTip(path.isEmpty() ? tr("Not saved yet") : saved->store().filePath(path));
    saveButton->setEnabled(isChanged && workspace.hasProject());
}

void ConsolePage::Impl::save()
{
    if (socket)
        return saveSocket();
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
    forgetSockets(what);
    if (path == what || path.startsWith(what + u'/')) {
        name = path.section(u'/', -1); // what was being edited stays, unsaved
        path.clear();
        refreshTitle();
    }
    sidebar->select(path);
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
    std::map<QString, Socket> open;
    for (auto& [old, each] : sockets)
        open.emplace(moved(old), std::move(each));
    sockets = std::move(open);
    path = moved(path);
    sidebar->select(path);
    refreshTitle();
}

void ConsolePage::Impl::explain(const Diagnostic& diagnostic)
{
    leaveSocket(); // reasons stand where answers do
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
    tester->cancel();
    lastWasTest = false;
    editor->setSending(true);
    patience->start();
    sender->send(*prepared); // cancels what was under way
}

// A path alone needs no environment here: it means the API it was made for, or the project's first.
void ConsolePage::Impl::test()
{
    const ConsoleRequest request = editor->request();
    console::VariableScope scope = variables->scope();
    std::vector<TestPlace> places = design.testPlaces(tried, scope);
    if (!scope.find(u"baseUrl") && !places.empty())
        scope.add({QStringLiteral("baseUrl"), places.front().base.toString(), tr("The design"), false});
    const Result<console::PreparedRequest> prepared = console::prepare(request, scope, workspace.folder());
    sender->cancel();
    lastWasTest = true;
    if (!prepared)
        return explain(prepared.error());
    Result<TestOrder> order = testOrder(*prepared, places);
    if (!order)
        return explain(order.error());
    order->project = workspace.project();
    order->folder = workspace.folder().toStdString();
    testedUrl = prepared->url;
    editor->setSending(true);
    patience->start();
    tester->run(std::move(*order));
}

void ConsolePage::Impl::cancel()
{
    tester->cancel();
    if (response->isStreaming())
        sender->stop(); // and keeps what has arrived
    else
        sender->cancel();
}

void ConsolePage::Impl::stopped()
{
    patience->stop();
    editor->setSending(false);
    response->showNothing();
}

void ConsolePage::Impl::tested(const TestOutcome& outcome)
{
    patience->stop();
    editor->setSending(false);
    response->showOutcome(outcomeOf(outcome, testedUrl));
    if (outcome.error || !outcome.result.trace)
        return;
    gateway.keepTrace(outcome.result.trace);
    response->showTested(outcome.result.trace);
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

} // namespace gw::ui
