// QWebSocket with its errors in plain words, a deadline for the handshake, and limits either way.
#include "core/console/websocket_line.h"

#include "core/console/send_error.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace gw::console {

namespace {

constexpr qsizetype maxPingBytes = 125;
constexpr qsizetype maxReasonBytes = 123;
constexpr int lingerMilliseconds = 2'000; // for the other side's part of the closing handshake

QNetworkReply::NetworkError networkError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::NetworkError:
        return QNetworkReply::UnknownNetworkError;
    default:
        return QNetworkReply::UnknownServerError;
    }
}

// send_error speaks of HTTP addresses.
QUrl httpUrl(QUrl url)
{
    url.setScheme(url.scheme() == QLatin1String("wss") ? QStringLiteral("https") : QStringLiteral("http"));
    return url;
}

Diagnostic refusal(int status, const QString& words)
{
    Diagnostic why;
    why.rule = handshakeRefusedRule;
    why.message = "The server refused the connection: " + std::to_string(status) +
                  (words.isEmpty() ? std::string() : ' ' + words.toStdString()) + ".";
    if (status == 401 || status == 403)
        why.hint = "Check the Authorization header, the API key and the stage in the address.";
    else if (status == 404)
        why.hint = "Check the path; a WebSocket API answers at /{stage}.";
    else if (status >= 500)
        why.hint = "What stands behind $connect failed; its trace or log says why.";
    else if (status >= 300 && status < 400)
        why.hint = "Redirects are not followed; use the address it leads to.";
    else
        why.hint = "Check that this address speaks WebSocket.";
    return why;
}

} // namespace

struct WebSocketLine::Impl
{
    explicit Impl(WebSocketLine* owner) : q(owner), deadline(owner)
    {
        deadline.setSingleShot(true);
        QObject::connect(&deadline, &QTimer::timeout, q, [this] { expired(); });
    }

    void make();
    void expired();
    void disconnected();
    void socketFailed();
    [[nodiscard]] Diagnostic describe() const;
    void forget();

    WebSocketLine* q;
    QTimer deadline;
    QWebSocket* socket = nullptr;
    QUrl url;
    std::chrono::milliseconds timeout{0};
    bool wasOpen = false;
    bool closedByUs = false;
    bool sawClose = false; // a close frame came
    bool isTls = false;
    QString tlsError;
};

void WebSocketLine::Impl::make()
{
    socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, q);
    socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(maxMessageBytes));
    socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(maxMessageBytes));
    QObject::connect(socket, &QWebSocket::connected, q, [this] {
        deadline.stop();
        wasOpen = true;
        emit q->opened(socket->subprotocol());
    });
    QObject::connect(socket, &QWebSocket::textMessageReceived, q,
                     [this](const QString& text) { emit q->received(text.toUtf8(), false); });
    QObject::connect(socket, &QWebSocket::binaryMessageReceived, q,
                     [this](const QByteArray& bytes) { emit q->received(bytes, true); });
    QObject::connect(socket, &QWebSocket::pong, q, [this](quint64 elapsed, const QByteArray& payload) {
        emit q->ponged(static_cast<qint64>(elapsed), payload);
    });
    QObject::connect(socket, &QWebSocket::aboutToClose, q, [this] { sawClose = true; });
    QObject::connect(socket, &QWebSocket::disconnected, q, [this] { disconnected(); });
    QObject::connect(socket, &QWebSocket::sslErrors, q, [this](const QList<QSslError>& errors) {
        tlsError = errors.isEmpty() ? QString() : errors.front().errorString();
    });
    QObject::connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), q,
                     [this] { socketFailed(); });
}

void WebSocketLine::Impl::forget()
{
    deadline.stop();
    if (QWebSocket* old = std::exchange(socket, nullptr)) {
        old->disconnect(q);
        old->abort();
        old->deleteLater();
    }
}

void WebSocketLine::Impl::expired()
{
    const bool isHandshake = !wasOpen;
    const QUrl called = httpUrl(url);
    if (!isHandshake)
        return disconnected(); // the other side never answered our close frame
    forget();
    emit q->failed(describeTimeout(static_cast<int>((timeout.count() + 999) / 1000), called));
}

// A handshake that failed is told by error(); this ends what was open.
void WebSocketLine::Impl::disconnected()
{
    if (!socket || !wasOpen)
        return;
    const bool clean = sawClose || closedByUs;
    const int code = clean ? static_cast<int>(socket->closeCode()) : 1006;
    const QString reason = clean ? socket->closeReason() : QString();
    const bool byUs = closedByUs;
    forget();
    emit q->closed(code, reason, byUs);
}

Diagnostic WebSocketLine::Impl::describe() const
{
    static const QRegularExpression status(QStringLiteral("status code: (\\d{3}) \\((.*)\\)"));
    const QString text = socket->errorString().section(QStringLiteral("processHandshake: "), -1);
    if (const auto match = status.match(text); match.hasMatch())
        return refusal(match.captured(1).toInt(), match.captured(2));
    if (text.startsWith(QLatin1String("Unknown error condition")))
        return refusal(400, QStringLiteral("Bad Request")); // the one status Qt does not name
    if (text != socket->errorString() || socket->error() == QAbstractSocket::UnknownSocketError) {
        Diagnostic why;
        why.rule = handshakeRefusedRule;
        why.message = "The server's answer is no WebSocket handshake: " + text.toStdString();
        why.hint = "Check that this address speaks WebSocket.";
        return why;
    }
    return describeSendError(networkError(socket->error()), tlsError.isEmpty() ? text : tlsError, httpUrl(url));
}

void WebSocketLine::Impl::socketFailed()
{
    if (!socket || wasOpen) // what ends an open line is told when it is over
        return;
    const Diagnostic why = describe();
    forget();
    emit q->failed(why);
}

WebSocketLine::WebSocketLine(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>(this)) {}

WebSocketLine::~WebSocketLine()
{
    m_impl->forget();
}

void WebSocketLine::open(const PreparedConnection& connection, std::chrono::milliseconds timeout)
{
    m_impl->forget();
    m_impl->url = connection.url;
    m_impl->timeout = timeout;
    m_impl->wasOpen = m_impl->closedByUs = m_impl->sawClose = false;
    m_impl->tlsError.clear();
    m_impl->make();
    QNetworkRequest request(connection.url);
    for (const HeaderLine& line : connection.headers)
        request.setRawHeader(line.first, line.second);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(connection.subprotocols);
    m_impl->deadline.start(timeout);
    m_impl->socket->open(request, options);
}

bool WebSocketLine::isOpen() const
{
    return m_impl->socket && m_impl->wasOpen && m_impl->socket->state() == QAbstractSocket::ConnectedState;
}

bool WebSocketLine::send(const PreparedMessage& message)
{
    if (!isOpen() || m_impl->socket->bytesToWrite() + message.bytes.size() > mostUnsentBytes)
        return false;
    if (message.isBinary)
        m_impl->socket->sendBinaryMessage(message.bytes);
    else
        m_impl->socket->sendTextMessage(QString::fromUtf8(message.bytes));
    return true;
}

bool WebSocketLine::ping(const QByteArray& payload)
{
    if (!isOpen())
        return false;
    m_impl->socket->ping(payload.left(maxPingBytes));
    return true;
}

void WebSocketLine::close(int code, const QString& reason)
{
    if (!m_impl->socket)
        return;
    m_impl->closedByUs = true;
    if (!m_impl->wasOpen) {
        m_impl->forget();
        emit closed(code, reason, true);
        return;
    }
    QString fitting = reason;
    while (fitting.toUtf8().size() > maxReasonBytes)
        fitting.chop(1);
    m_impl->deadline.start(lingerMilliseconds);
    m_impl->socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), fitting);
}

void WebSocketLine::drop()
{
    m_impl->forget();
}

} // namespace gw::console
