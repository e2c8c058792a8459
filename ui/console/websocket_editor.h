// WebSocketEditor: the tabs of a WebSocket request, all of it but its address: the message being written, those kept,
// headers, sub-protocols, auto-reply rules and the script. Ctrl+Z in a table takes back what was done to the tables;
// texts have an undo of their own.
#pragma once

#include "core/console/websocket_request.h"
#include "ui/theme/theme.h"

#include <QTabWidget>

#include <deque>
#include <vector>

class QPushButton;

namespace gw::ui {

class AutoReplyTable;
class ConsoleVariables;
class FieldTable;
class MessageEditor;
class ProtocolsForm;
class SavedMessages;
class ScriptPane;

class WebSocketEditor final : public QTabWidget
{
    Q_OBJECT

public:
    WebSocketEditor(const Theme& theme, const ConsoleVariables& variables, QWidget* parent = nullptr);

    void setRequest(const console::WebSocketRequest& request); // but its address; without edited()
    [[nodiscard]] console::WebSocketRequest request() const;   // without an address
    [[nodiscard]] console::Message message() const;            // the one being written
    [[nodiscard]] std::vector<console::AutoReply> autoReplies() const;
    void setFolder(const QString& folder); // of the project
    void setCanSend(bool canSend);         // a connection is open
    void setChosenSubprotocol(const QString& name);
    void keep(const console::Message& message); // among the saved ones
    void runScript(const console::WebSocketRequest& request, const ConsoleVariables& variables, const QString& folder);

signals:
    void edited();
    void rulesEdited(); // of auto-reply; edited() as well
    void sendRequested(const gw::console::Message& message);
    void pingRequested();
    void runRequested(); // the script

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeMessageTab();
    void connectTabs();
    void changed();
    void stepBack(bool forward);
    void refreshTitles();

    const Theme& m_theme;
    const ConsoleVariables& m_variables;
    MessageEditor* m_message = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_ping = nullptr;
    SavedMessages* m_saved = nullptr;
    FieldTable* m_headers = nullptr;
    ProtocolsForm* m_protocols = nullptr;
    AutoReplyTable* m_replies = nullptr;
    ScriptPane* m_script = nullptr;

    bool m_isSetting = false;
    std::deque<console::WebSocketRequest> m_before; // what tables said
    std::deque<console::WebSocketRequest> m_after;
    console::WebSocketRequest m_last; // as it was when it last changed
};

} // namespace gw::ui
