// Dialling, answering and coming back.
#include "core/console/websocket_worker.h"

#include <QDateTime>

#include <algorithm>
#include <optional>
#include <utility>

namespace gw::console {

namespace {

constexpr int steadyMilliseconds = 5'000; // a connection that lasted so long begins its attempts anew

Frame frameOf(Frame::Kind kind, Frame::Direction direction, const QByteArray& payload)
{
    Frame frame;
    frame.kind = kind;
    frame.direction = direction;
    frame.time = QDateTime::currentMSecsSinceEpoch();
    frame.payload = payload;
    return frame;
}

} // namespace

WebSocketWorker::WebSocketWorker(WebSocketMailbox& mailbox) : m_mailbox(mailbox)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { dial(); });
    connect(&m_line, &WebSocketLine::opened, this, [this](const QString& chosen) { opened(chosen); });
    connect(&m_line, &WebSocketLine::received, this,
            [this](const QByteArray& bytes, bool isBinary) { received(bytes, isBinary); });
    connect(&m_line, &WebSocketLine::ponged, this, [this](qint64 elapsed, const QByteArray& payload) {
        const QByteArray took = QByteArray::number(elapsed) + " ms";
        note(Frame::Kind::Pong, Frame::Direction::Received, payload.isEmpty() ? took : took + ": " + payload);
    });
    connect(&m_line, &WebSocketLine::closed, this,
            [this](int code, const QString& reason, bool byUs) { closed(code, reason, byUs); });
    connect(&m_line, &WebSocketLine::failed, this, [this](const Diagnostic& why) { failed(why); });
}

void WebSocketWorker::put(Frame frame)
{
    m_mailbox.put({.frame = std::move(frame)});
}

void WebSocketWorker::open(const PreparedConnection& connection, const SessionOptions& options)
{
    m_connection = connection;
    m_options = options;
    m_attempt = 0;
    m_answered = 0;
    dial();
}

void WebSocketWorker::send(const PreparedMessage& message, bool isAutomatic)
{
    if (!m_line.send(message)) {
        const bool isFull = m_line.isOpen();
        return note(Frame::Kind::Error, Frame::Direction::None,
                    isFull ? "Not sent: 64 MiB wait to be sent already." : "Not sent: the connection is closed.");
    }
    Frame frame =
        frameOf(message.isBinary ? Frame::Kind::Binary : Frame::Kind::Text, Frame::Direction::Sent, message.bytes);
    frame.isAutomatic = isAutomatic;
    put(std::move(frame));
}

void WebSocketWorker::ping(const QByteArray& payload)
{
    if (m_line.ping(payload))
        note(Frame::Kind::Ping, Frame::Direction::Sent, payload);
}

void WebSocketWorker::close(int code, const QString& reason)
{
    if (m_retry.isActive()) {
        m_retry.stop();
        return m_mailbox.put({.state = State::Closed, .ending = ConnectionEnding{1006, {}, {}}});
    }
    if (m_line.isOpen())
        m_mailbox.put({.state = State::Closing});
    m_line.close(code, reason);
}

void WebSocketWorker::setRules(std::vector<CompiledReply> rules, VariableScope scope, QString folder)
{
    m_rules = std::move(rules);
    m_scope = std::move(scope);
    m_folder = std::move(folder);
}

void WebSocketWorker::end()
{
    m_retry.stop();
    m_line.drop();
}

void WebSocketWorker::note(Frame::Kind kind, Frame::Direction direction, const QByteArray& text)
{
    put(frameOf(kind, direction, text));
}

void WebSocketWorker::dial()
{
    m_mailbox.put({.state = State::Connecting});
    m_line.open(m_connection, m_options.timeout);
}

void WebSocketWorker::opened(const QString& chosen)
{
    m_sinceOpen.start();
    const QByteArray text = m_connection.url.toEncoded() + (chosen.isEmpty() ? QByteArray() : " as " + chosen.toUtf8());
    m_mailbox.put(
        {.frame = frameOf(Frame::Kind::Open, Frame::Direction::None, text), .state = State::Open, .opened = chosen});
}

void WebSocketWorker::received(const QByteArray& bytes, bool isBinary)
{
    put(frameOf(isBinary ? Frame::Kind::Binary : Frame::Kind::Text, Frame::Direction::Received, bytes));
    if (m_rules.empty())
        return;
    const ReceivedMessage message(bytes, isBinary);
    const auto rule = std::find_if(m_rules.begin(), m_rules.end(),
                                   [&](const CompiledReply& each) { return each.when.matches(message); });
    if (rule != m_rules.end())
        answer(rule->reply);
}

void WebSocketWorker::answer(const Message& reply)
{
    if (m_answered == WebSocketSession::mostAutoReplies)
        return;
    if (++m_answered == WebSocketSession::mostAutoReplies)
        return note(Frame::Kind::Error, Frame::Direction::None,
                    "10000 messages were answered by themselves; no more are on this connection.");
    const Result<PreparedMessage> prepared = prepareMessage(reply, m_scope, m_folder);
    if (prepared)
        send(*prepared, true);
    else
        note(Frame::Kind::Error, Frame::Direction::None,
             "No automatic reply: " + QByteArray::fromStdString(prepared.error().message));
}

void WebSocketWorker::closed(int code, const QString& reason, bool byUs)
{
    Frame frame =
        frameOf(Frame::Kind::Close, byUs ? Frame::Direction::Sent : Frame::Direction::Received, reason.toUtf8());
    frame.closeCode = code;
    if (m_sinceOpen.isValid() && m_sinceOpen.elapsed() >= steadyMilliseconds)
        m_attempt = 0;
    if (!byUs && code != 1000 && mayRetry())
        return retryAfter(std::move(frame));
    m_mailbox.put({.frame = std::move(frame), .state = State::Closed, .ending = ConnectionEnding{code, reason, {}}});
}

void WebSocketWorker::failed(const Diagnostic& why)
{
    const QByteArray text = QByteArray::fromStdString(why.message);
    if (why.rule != handshakeRefusedRule && m_attempt > 0 && mayRetry())
        return retryAfter(frameOf(Frame::Kind::Error, Frame::Direction::None, text));
    m_mailbox.put({.frame = frameOf(Frame::Kind::Error, Frame::Direction::None, text),
                   .state = State::Closed,
                   .ending = ConnectionEnding{0, {}, why}});
}

void WebSocketWorker::retryAfter(Frame ended)
{
    put(std::move(ended));
    const auto wait = std::min(Reconnect::longestDelay, m_options.reconnect.delay * (1 << std::min(m_attempt, 12)));
    ++m_attempt;
    const QByteArray text = "connecting again in " + QByteArray::number(static_cast<double>(wait.count()) / 1000) +
                            " s, attempt " + QByteArray::number(m_attempt) + " of " +
                            QByteArray::number(m_options.reconnect.attempts);
    m_mailbox.put({.frame = frameOf(Frame::Kind::Waiting, Frame::Direction::None, text), .state = State::Waiting});
    m_retry.start(wait);
}

} // namespace gw::console
