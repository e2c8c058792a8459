// WebSocket requests in the console: a pane for each, which goes when nothing would be lost with it.
#include "ui/console/console_page_impl.h"
#include "ui/console/request_tree_model.h"

#include <QStackedWidget>

namespace gw::ui {

using console::WebSocketRequest;

bool ConsolePage::Impl::isEdited() const
{
    if (!socket)
        return editor->request() != asSaved;
    const auto it = sockets.find(path);
    return it != sockets.end() && socket->request() != it->second.asSaved;
}

WebSocketPane* ConsolePage::Impl::paneOf(const QString& wanted)
{
    const auto it = sockets.find(wanted);
    if (it != sockets.end())
        return it->second.pane;
    auto* pane = new WebSocketPane(theme, *variables);
    pane->setFolder(workspace.folder());
    pages->addWidget(pane);
    sockets[wanted] = {pane, {}};
    QObject::connect(pane, &WebSocketPane::edited, q, [this] { refreshTitle(); });
    QObject::connect(pane, &WebSocketPane::connectionOpened, q,
                     [this, pane](qint64 milliseconds) { rememberSocket(pane->request(), 101, milliseconds); });
    QObject::connect(pane, &WebSocketPane::connectionFailed, q,
                     [this, pane](qint64 milliseconds) { rememberSocket(pane->request(), 0, milliseconds); });
    return pane;
}

void ConsolePage::Impl::showSocket(const WebSocketRequest& request, const QString& wantedPath, const QString& newName)
{
    if (!socket && !path.isEmpty() && editor->request() != asSaved)
        drafts[path] = editor->request();
    if (wantedPath != path || wantedPath.isEmpty())
        leaveSocket();
    if (wantedPath.isEmpty()) {
        keepNewSocket();
        forgetSockets(QStringLiteral("/")); // a new one takes the place of the one before
    }
    const bool isKept = sockets.count(wantedPath) != 0;
    WebSocketPane* pane = paneOf(wantedPath);
    const bool wasEdited = isKept && pane->request() != sockets[wantedPath].asSaved;
    if (!wasEdited)
        pane->setRequest(request);
    path = wantedPath;
    name = newName;
    socket = pane;
    if (!wasEdited)
        sockets[wantedPath].asSaved = pane->request(); // as the page writes it, so that only edits count
    pages->setCurrentWidget(pane);
    sidebar->select(path);
    refreshTitle();
}

// The new one that is not saved yet is saved when something would be lost with its pane: a connection, or what it said.
void ConsolePage::Impl::keepNewSocket()
{
    const auto it = sockets.find(QString());
    if (it == sockets.end() || it->second.pane->isIdle())
        return;
    const WebSocketRequest request = it->second.pane->request();
    const QString made = saved->createWebSocket({}, tr("New WebSocket request"), request);
    if (made.isEmpty())
        return;
    sockets[made] = {it->second.pane, request};
    sockets.erase(QString());
}

// The HTTP request is shown again; a pane nobody would miss is given up.
void ConsolePage::Impl::leaveSocket()
{
    pages->setCurrentWidget(halves);
    if (!socket)
        return;
    const auto it = sockets.find(path);
    if (it != sockets.end() && it->second.pane->isIdle() && !isEdited() && !path.isEmpty()) {
        it->second.pane->deleteLater();
        sockets.erase(it);
    }
    socket = nullptr;
}

// Of this path and those below it; "/": of the new one alone; empty: all.
void ConsolePage::Impl::forgetSockets(const QString& what)
{
    for (auto it = sockets.begin(); it != sockets.end();) {
        const bool isMeant = what.isEmpty() || (what == QLatin1String("/") && it->first.isEmpty()) ||
                             it->first == what || it->first.startsWith(what + u'/');
        if (!isMeant) {
            ++it;
            continue;
        }
        if (socket == it->second.pane) {
            pages->setCurrentWidget(halves);
            socket = nullptr;
        }
        it->second.pane->deleteLater();
        it = sockets.erase(it);
    }
}

void ConsolePage::Impl::saveSocket()
{
    const WebSocketRequest request = socket->request();
    if (!path.isEmpty() && saved->exists(path)) {
        if (saved->save(path, request)) {
            sockets[path].asSaved = request;
            refreshTitle();
        }
        return;
    }
    const QString made = saved->createWebSocket(sidebar->currentFolder(), tr("New WebSocket request"), request);
    if (made.isEmpty())
        return;
    const Socket kept = sockets[path];
    sockets.erase(path);
    sockets[made] = {kept.pane, request};
    path = made;
    refreshTitle();
    sidebar->editName(made);
}

// The history holds connections as requests of the method WS.
void ConsolePage::Impl::rememberSocket(const WebSocketRequest& request, int status, qint64 milliseconds)
{
    console::HistoryEntry entry;
    entry.time = QDateTime::currentDateTimeUtc();
    entry.request.method = QStringLiteral("WS");
    entry.request.url = request.url;
    entry.request.headers = request.headers;
    entry.status = status;
    entry.milliseconds = milliseconds;
    history->add(entry);
}

void ConsolePage::Impl::showHistory(const console::HistoryEntry& entry)
{
    if (entry.request.method != QLatin1String("WS"))
        return show(entry.request, {}, tr("From history"));
    WebSocketRequest request;
    request.url = entry.request.url;
    request.headers = entry.request.headers;
    showSocket(request, {}, tr("From history"));
}

} // namespace gw::ui
