// WebSocketPane: a WebSocket request: its address with Connect, what is sent and how (WebSocketEditor), and the
// timeline of its connection below. Each has a connection of its own, which lasts while others are looked at.
#pragma once

#include "core/console/websocket_session.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QPushButton;
class QSplitter;
class QToolButton;

namespace gw::ui {

class ConsoleVariables;
class Timeline;
class ToneLabel;
class UrlLine;
class WebSocketEditor;

class WebSocketPane final : public QWidget
{
    Q_OBJECT

public:
    WebSocketPane(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setRequest(const console::WebSocketRequest& request); // without edited()
    [[nodiscard]] console::WebSocketRequest request() const;
    void setFolder(const QString& folder); // of the project
    void focusUrl();
    void sendOrConnect(); // Ctrl+Enter
    void flip();          // the timeline below or beside

    [[nodiscard]] console::WebSocketSession::State state() const { return m_session->state(); }
    [[nodiscard]] Timeline& timeline() { return *m_timeline; }
    [[nodiscard]] bool isIdle() const; // nothing would be lost without it: not connected, nothing in the timeline

signals:
    void edited();
    void connectionOpened(qint64 milliseconds); // after how long
    void connectionFailed(qint64 milliseconds);

private:
    using State = console::WebSocketSession::State;

    QWidget* makeLine();
    QWidget* makeStateLine();
    void connectEditor();
    void connectSession();
    void connectOrClose();
    void closeWithCode();
    void dial();
    void send(const console::Message& message);
    void applyRules();
    void stateChanged(State state);
    void refreshState();
    void complain(const Diagnostic& why);

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    console::WebSocketSession* m_session;
    UrlLine* m_url = nullptr;
    QPushButton* m_connect = nullptr;
    QToolButton* m_closeMore = nullptr;
    ToneLabel* m_state = nullptr;
    WebSocketEditor* m_editor;
    QSplitter* m_halves;
    Timeline* m_timeline;

    QString m_folder;
    QElapsedTimer m_sinceDial;
    QElapsedTimer m_sinceOpen;
    QTimer m_tick; // counts how long it is open
    QString m_ended;
    bool m_endedBadly = false;
    bool m_hasOpened = false;
};

} // namespace gw::ui
