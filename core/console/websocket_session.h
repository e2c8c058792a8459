// WebSocketSession: a connection as the console holds it. The socket, its replies and its reconnecting live on a thread
// of their own; frames come in batches, at most one in sixteen milliseconds and never more than a step of a window can
// take. However fast the other side talks and however busy the window is, what waits is bounded: the oldest is dropped
// and counted.
#pragma once

#include "core/console/frame.h"
#include "core/console/prepare_websocket.h"

#include <QObject>

#include <memory>
#include <vector>

namespace gw::console {

struct SessionOptions
{
    std::chrono::milliseconds timeout{30'000}; // of a handshake
    Reconnect reconnect;
};

// What auto-replies are made with, as it is when they are made.
struct ReplyRules
{
    std::vector<AutoReply> rules;
    VariableScope scope;
    QString folder;
};

class WebSocketSession final : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Connecting, Open, Closing, Waiting }; // Waiting: to connect again
    Q_ENUM(State)

    static constexpr std::size_t mostWaitingFrames = 100'000;
    static constexpr qint64 mostWaitingBytes = 64 << 20;
    static constexpr std::size_t batchFrames = 1'000;
    static constexpr int mostAutoReplies = 10'000; // on one connection: two sides that answer each other end

    explicit WebSocketSession(QObject* parent = nullptr);
    ~WebSocketSession() override;

    void open(const PreparedConnection& connection, const SessionOptions& options = {});
    void send(const PreparedMessage& message);
    void ping(const QByteArray& payload = {});
    void close(int code = 1000, const QString& reason = {});
    [[nodiscard]] Result<void> setReplyRules(const ReplyRules& rules); // the first rule that matches answers

    [[nodiscard]] State state() const;

signals:
    void stateChanged(gw::console::WebSocketSession::State state);
    void framesArrived(const std::vector<gw::console::Frame>& frames);
    void framesDropped(qint64 count); // before they could be taken
    void opened(const QString& subprotocol);
    void closed(int code, const QString& reason);
    void failed(const gw::Diagnostic& why);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::console
