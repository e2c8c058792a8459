// WebSocketLine: one WebSocket connection in the thread it lives in. opened() or failed() answers open(); closed() ends
// what was opened, exactly once.
#pragma once

#include "core/console/prepare_websocket.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace gw::console {

// Diagnostic::rule when the server answered the handshake with an HTTP status: trying again would not help.
inline constexpr const char* handshakeRefusedRule = "handshake-refused";

class WebSocketLine final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 mostUnsentBytes = 64 << 20;

    explicit WebSocketLine(QObject* parent = nullptr);
    ~WebSocketLine() override;

    void open(const PreparedConnection& connection,
              std::chrono::milliseconds timeout = std::chrono::milliseconds(30'000));
    [[nodiscard]] bool isOpen() const;
    // False when the line is not open, or more is waiting to be sent than may.
    bool send(const PreparedMessage& message);
    bool ping(const QByteArray& payload = {}); // up to 125 bytes
    void close(int code = 1000, const QString& reason = {});
    void drop(); // at once and silently

signals:
    void opened(const QString& subprotocol);
    void received(const QByteArray& bytes, bool isBinary);
    void ponged(qint64 milliseconds, const QByteArray& payload);
    void closed(int code, const QString& reason, bool byUs);
    void failed(const gw::Diagnostic& why); // the handshake, or a line that broke with a reason of its own

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::console
