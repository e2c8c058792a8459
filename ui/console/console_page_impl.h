// What the console page is made of. The page is built and connected in console_page.cpp; what it does with the request
// at hand stands in console_request.cpp.
#pragma once

#include "core/console/http_sender.h"
#include "ui/console/console_design.h"
#include "ui/console/console_page.h"
#include "ui/console/console_variables.h"
#include "ui/console/history_model.h"
#include "ui/console/request_editor.h"
#include "ui/console/requests_sidebar.h"
#include "ui/console/response_pane.h"
#include "ui/console/saved_requests.h"
#include "ui/console/websocket_pane.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QSplitter>
#include <QTimer>

#include <map>

class QStackedWidget;
class QToolButton;

namespace gw::ui {

class ElidedLabel;
class EnvironmentPicker;

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
    void show(const console::ConsoleRequest& request, const QString& path, const QString& title);
    void openSaved(const QString& path);
    void showSocket(const console::WebSocketRequest& request, const QString& path, const QString& title);
    WebSocketPane* paneOf(const QString& path);
    void keepNewSocket();
    void leaveSocket();
    void forgetSockets(const QString& path); // and those below it
    void saveSocket();
    void rememberSocket(const console::WebSocketRequest& request, int status, qint64 milliseconds);
    void showHistory(const console::HistoryEntry& entry);
    bool isEdited() const;
    void takeOffer(const console::RouteOffer& offer);
    void refreshTitle();
    void save();
    void removeSaved(const QString& path);
    void pathRenamed(const QString& from, const QString& to);
    void explain(const Diagnostic& diagnostic);
    void send();
    void test();
    void cancel();
    void stopped();
    void tested(const TestOutcome& outcome);
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
    TestInvoke* tester;
    QTimer* patience; // a quick answer needs no progress page
    RequestsSidebar* sidebar = nullptr;
    EnvironmentPicker* environments = nullptr;
    RequestEditor* editor = nullptr;
    ResponsePane* response = nullptr;
    ElidedLabel* title = nullptr;
    QToolButton* saveButton = nullptr;
    QSplitter* sides = nullptr;
    QSplitter* halves = nullptr;
    QStackedWidget* pages = nullptr;

    QString path;                                      // of the saved request being edited; empty for a new one
    QString name;                                      // what the title shows for a new one
    console::ConsoleRequest asSaved;                   // to tell whether it was edited
    std::map<QString, console::ConsoleRequest> drafts; // edited and left without saving, by path
    console::ConsoleRequest lastSent;

    // WebSocket requests: a pane each, which keeps its connection and what was edited while others are looked at.
    struct Socket
    {
        WebSocketPane* pane = nullptr;
        console::WebSocketRequest asSaved;
    };
    std::map<QString, Socket> sockets; // by path; empty for a new one
    WebSocketPane* socket = nullptr;   // the one that is shown; none: the HTTP request is
    bool lastWasTest = false;
    NodeRef tried;                // the method the request was made for
    QUrl testedUrl;               // of the test that runs
    bool sendsOnceServed = false; // "Start Gateway" was pressed where an answer was missing
};

} // namespace gw::ui
