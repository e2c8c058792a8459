// A real WebSocket server on port 0 for tests of the console, on a thread of its own. The path says what it does:
// /echo, /flood?N (N texts), /silent, /bye?CODE (closes at once), /drop (breaks off), /greet (tells the handshake),
// /room (everybody's texts to everybody). Any other connection is answered with HTTP by RefusingServer.
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <atomic>

namespace gw::test {

class WebSocketServer : public QThread
{
public:
    WebSocketServer()
    {
        m_server = new QWebSocketServer(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
        m_server->setMaxPendingConnections(600);
        m_server->setSupportedSubprotocols({QStringLiteral("chat"), QStringLiteral("v2")});
        m_server->listen(QHostAddress::LocalHost, 0);
        m_port = m_server->serverPort();
        m_server->moveToThread(this);
        QObject::connect(m_server, &QWebSocketServer::newConnection, m_server, [this] {
            while (QWebSocket* socket = m_server->nextPendingConnection())
                serve(socket);
        });
        QObject::connect(this, &QThread::finished, m_server, &QObject::deleteLater);
        start();
    }

    ~WebSocketServer() override
    {
        quit();
        wait();
    }

    [[nodiscard]] QString url(const QString& path) const
    {
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(m_port).arg(path);
    }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void serve(QWebSocket* socket)
    {
        ++m_connections;
        m_all.append(socket);
        QObject::connect(socket, &QWebSocket::disconnected, m_server, [this, socket] {
            m_all.removeAll(socket);
            socket->deleteLater();
        });
        const QString path = socket->requestUrl().path();
        const QString query = socket->requestUrl().query().section(u'=', 0, 0); // the console sends "100" as "100="
        QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket,
                         [socket](const QByteArray& bytes) { socket->sendBinaryMessage(bytes); });
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [this, socket, path](const QString& text) {
            if (text == QLatin1String("bye"))
                return socket->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("as you wish"));
            if (path == QLatin1String("/echo") || path == QLatin1String("/ping"))
                socket->sendTextMessage(text);
            for (QWebSocket* other : path == QLatin1String("/room") ? m_all : QList<QWebSocket*>())
                other->sendTextMessage(text);
        });
        if (path == QLatin1String("/bye"))
            socket->close(static_cast<QWebSocketProtocol::CloseCode>(query.toInt()), QStringLiteral("reason"));
        else if (path == QLatin1String("/drop"))
            drop(socket);
        else if (path == QLatin1String("/greet"))
            socket->sendTextMessage(QString::fromUtf8(socket->request().rawHeader("X-User")) + u'|' +
                                    QString::fromUtf8(socket->request().rawHeader("Authorization")) + u'|' +
                                    socket->requestUrl().query());
        else if (path == QLatin1String("/ping"))
            socket->sendTextMessage(QStringLiteral("{\"type\":\"ping\",\"n\":1}"));
        else if (path == QLatin1String("/flood"))
            flood(socket, query.toInt(), 0);
    }

    // Once the other side has answered a ping, and so has seen that it is connected.
    void drop(QWebSocket* socket)
    {
        QObject::connect(socket, &QWebSocket::pong, socket, &QWebSocket::abort);
        socket->ping();
    }

    // In turns of the loop: a test may end while it pours.
    void flood(QWebSocket* socket, int count, int from)
    {
        const int end = std::min(count, from + 2'000);
        for (int i = from; i < end; ++i)
            socket->sendTextMessage(
                QStringLiteral("{\"n\":%1,\"kind\":\"%2\"}").arg(i).arg(i % 10 == 0 ? "ten" : "one"));
        if (end < count)
            QMetaObject::invokeMethod(
                socket, [=, this] { flood(socket, count, end); }, Qt::QueuedConnection);
    }

    QWebSocketServer* m_server;
    QList<QWebSocket*> m_all;
    std::atomic<int> m_connections = 0;
    int m_port = 0;
};

// Answers every connection with the same bytes; with none it only accepts.
class RefusingServer : public QThread
{
public:
    explicit RefusingServer(QByteArray answer) : m_answer(std::move(answer))
    {
        m_server = new QTcpServer;
        m_server->listen(QHostAddress::LocalHost, 0);
        m_port = m_server->serverPort();
        m_server->moveToThread(this);
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    socket->readAll();
                    if (m_answer.isEmpty())
                        return;
                    socket->write(m_answer);
                    socket->disconnectFromHost();
                });
        });
        QObject::connect(this, &QThread::finished, m_server, &QObject::deleteLater);
        start();
    }
    ~RefusingServer() override
    {
        quit();
        wait();
    }
    [[nodiscard]] QString url() const { return QStringLiteral("ws://127.0.0.1:%1/dev").arg(m_port); }

private:
    QTcpServer* m_server;
    QByteArray m_answer;
    int m_port = 0;
};

} // namespace gw::test
