// WebSocketWorker: a connection on a thread of its own: it dials, sends, answers by rules, connects again, and puts
// what happened into the mailbox of its session. Everything here runs on that thread.
#pragma once

#include "core/console/prepare_websocket.h"
#include "core/console/websocket_line.h"
#include "core/console/websocket_mailbox.h"

#include <QElapsedTimer>
#include <QTimer>

#include <vector>

namespace gw::console {

struct CompiledReply
{
    CompiledMatch when;
    Message reply;
};

class WebSocketWorker : public QObject
{
public:
    explicit WebSocketWorker(WebSocketMailbox& mailbox);

    void open(const PreparedConnection& connection, const SessionOptions& options);
    void send(const PreparedMessage& message, bool isAutomatic);
    void ping(const QByteArray& payload);
    void close(int code, const QString& reason);
    void setRules(std::vector<CompiledReply> rules, VariableScope scope, QString folder);
    void end();

private:
    using State = WebSocketSession::State;

    void put(Frame frame);
    void note(Frame::Kind kind, Frame::Direction direction, const QByteArray& text);
    void dial();
    void opened(const QString& chosen);
    void received(const QByteArray& bytes, bool isBinary);
    void answer(const Message& reply);
    void closed(int code, const QString& reason, bool byUs);
    void failed(const Diagnostic& why);
    [[nodiscard]] bool mayRetry() const { return m_attempt < m_options.reconnect.attempts; }
    void retryAfter(Frame ended);

    WebSocketMailbox& m_mailbox;
    WebSocketLine m_line{this};
    QTimer m_retry{this};
    QElapsedTimer m_sinceOpen;
    PreparedConnection m_connection;
    SessionOptions m_options;
    std::vector<CompiledReply> m_rules;
    VariableScope m_scope;
    QString m_folder;
    int m_attempt = 0;
    int m_answered = 0;
};

} // namespace gw::console
