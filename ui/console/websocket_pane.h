// WebSocketPane: a WebSocket request: its address with Connect, what is sent and how on tabs, and the timeline of its
// connection below. Each has a connection of its own, which lasts while others are looked at.
#pragma once

#include "core/console/websocket_session.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <deque>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QSplitter;
class QTabWidget;
class QToolButton;

namespace gw::ui {

class AutoReplyTable;
class ConsoleVariables;
class FieldTable;
class MessageEditor;
class SavedMessages;
class ScriptPane;
class Timeline;
class ToneLabel;
class UrlLine;

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

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using State = console::WebSocketSession::State;

    QWidget* makeLine();
    QWidget* makeStateLine();
    QWidget* makeTabs();
    QWidget* makeMessageTab();
    QWidget* makeProtocolsTab();
    void connectSession();
    void connectOrClose();
    void closeWithCode();
    void dial();
    void send(const console::Message& message);
    void applyRules();
    void changed();
    void stepBack(bool forward);
    void stateChanged(State state);
    void refreshState();
    void refreshTabs();
    void complain(const Diagnostic& why);

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    console::WebSocketSession* m_session;
    UrlLine* m_url = nullptr;
    QPushButton* m_connect = nullptr;
    QToolButton* m_closeMore = nullptr;
    ToneLabel* m_state = nullptr;
    QTabWidget* m_tabs = nullptr;
    MessageEditor* m_message = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_ping = nullptr;
    SavedMessages* m_saved = nullptr;
    FieldTable* m_headers = nullptr;
    QLineEdit* m_protocols = nullptr;
    ToneLabel* m_chosen = nullptr;
    QSpinBox* m_attempts = nullptr;
    QSpinBox* m_delay = nullptr;
    AutoReplyTable* m_replies = nullptr;
    ScriptPane* m_script = nullptr;
    QSplitter* m_halves = nullptr;
    Timeline* m_timeline = nullptr;

    QString m_folder;
    QElapsedTimer m_sinceDial;
    QElapsedTimer m_sinceOpen;
    QTimer m_tick; // counts how long it is open
    QString m_ended;
    bool m_endedBadly = false;
    bool m_hasOpened = false;
    bool m_isSetting = false;
    // What tables and forms said before; texts have an undo of their own.
    std::deque<console::WebSocketRequest> m_before;
    std::deque<console::WebSocketRequest> m_after;
    console::WebSocketRequest m_last;
};

} // namespace gw::ui
