// The worker on its thread, the mailbox between, and the timer that empties it.
#include "core/console/websocket_session.h"

#include "core/console/websocket_line.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

namespace gw::console {

namespace {

using State = WebSocketSession::State;

constexpr int batchMilliseconds = 16;
constexpr int steadyMilliseconds = 5'000; // a connection that lasted so long begins its attempts anew

struct Ending
{
    int code = 0;
    QString reason;
    std::optional<Diagnostic> failure;
};

// What the worker has for the window: frames in order, and where the connection stands.
class Mailbox
{
public:
    struct Delivery
    {
        std::vector<Frame> frames;
        qint64 dropped = 0;
        State state = State::Closed;
        std::optional<QString> opened;
        std::optional<Ending> ending;
        bool isMore = false;
    };

    explicit Mailbox(QObject* owner) : m_owner(owner) {}

    template <typename Wake>
    void put(std::optional<Frame> frame, std::optional<State> state, std::optional<QString> opened,
             std::optional<Ending> ending, Wake wake)
    {
        const std::lock_guard lock(m_mutex);
        if (frame)
            add(std::move(*frame));
        if (state)
            m_state = *state;
        if (opened)
            m_opened = std::move(opened);
        if (ending)
            m_ending = std::move(ending);
        if (!std::exchange(m_isAnnounced, true))
            QMetaObject::invokeMethod(m_owner, wake, Qt::QueuedConnection);
    }

    Delivery take()
    {
        const std::lock_guard lock(m_mutex);
        Delivery delivery;
        const std::size_t count = std::min(m_frames.size(), WebSocketSession::batchFrames);
        delivery.frames.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            m_bytes -= m_frames.front().payload.size();
            delivery.frames.push_back(std::move(m_frames.front()));
            m_frames.pop_front();
        }
        delivery.dropped = std::exchange(m_dropped, 0);
        delivery.isMore = !m_frames.empty();
        delivery.state = m_state;
        if (!delivery.isMore) { // told after the frames that led to them
            delivery.opened = std::exchange(m_opened, std::nullopt);
            delivery.ending = std::exchange(m_ending, std::nullopt);
            m_isAnnounced = false;
        }
        return delivery;
    }

private:
    void add(Frame frame)
    {
        m_bytes += frame.payload.size();
        m_frames.push_back(std::move(frame));
        while (m_frames.size() > WebSocketSession::mostWaitingFrames ||
               (m_bytes > WebSocketSession::mostWaitingBytes && m_frames.size() > 1)) {
            m_bytes -= m_frames.front().payload.size();
            m_frames.pop_front();
            ++m_dropped;
        }
    }

    QObject* m_owner;
    std::mutex m_mutex;
    std::deque<Frame> m_frames;
    qint64 m_bytes = 0;
    qint64 m_dropped = 0;
    State m_state = State::Closed;
    std::optional<QString> m_opened;
    std::optional<Ending> m_ending;
    bool m_isAnnounced = false;
};

struct CompiledReply
{
    CompiledMatch when;
    Message reply;
};

// Lives on the session's thread; everything here runs there.
class Worker : public QObject
{
public:
    Worker(Mailbox& mailbox, std::function<void()> wake) : m_mailbox(mailbox), m_wake(std::move(wake)), m_retry(this)
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

    void open(const PreparedConnection& connection, const SessionOptions& options)
    {
        m_connection = connection;
        m_options = options;
        m_attempt = 0;
        m_answered = 0;
        dial();
    }

    void send(const PreparedMessage& message, bool isAutomatic)
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

    void ping(const QByteArray& payload)
    {
        if (m_line.ping(payload))
            note(Frame::Kind::Ping, Frame::Direction::Sent, payload);
    }

    void close(int code, const QString& reason)
    {
        if (m_retry.isActive()) {
            m_retry.stop();
            return post(std::nullopt, State::Closed, Ending{1006, {}, std::nullopt});
        }
        if (m_line.isOpen())
            post(std::nullopt, State::Closing);
        m_line.close(code, reason);
    }

    void setRules(std::vector<CompiledReply> rules, VariableScope scope, QString folder)
    {
        m_rules = std::move(rules);
        m_scope = std::move(scope);
        m_folder = std::move(folder);
    }

    void end()
    {
        m_retry.stop();
        m_line.drop();
    }

private:
    static Frame frameOf(Frame::Kind kind, Frame::Direction direction, const QByteArray& payload)
    {
        Frame frame;
        frame.kind = kind;
        frame.direction = direction;
        frame.time = QDateTime::currentMSecsSinceEpoch();
        frame.payload = payload;
        return frame;
    }

    void post(std::optional<Frame> frame, std::optional<State> state, std::optional<Ending> ending = {},
              std::optional<QString> opened = {})
    {
        m_mailbox.put(std::move(frame), state, std::move(opened), std::move(ending), m_wake);
    }
    void put(Frame frame) { post(std::move(frame), std::nullopt); }
    void note(Frame::Kind kind, Frame::Direction direction, const QByteArray& text)
    {
        put(frameOf(kind, direction, text));
    }

    void dial()
    {
        post(std::nullopt, State::Connecting);
        m_line.open(m_connection, m_options.timeout);
    }

    void opened(const QString& chosen)
    {
        m_sinceOpen.start();
        const QByteArray text =
            m_connection.url.toEncoded() + (chosen.isEmpty() ? QByteArray() : " as " + chosen.toUtf8());
        post(frameOf(Frame::Kind::Open, Frame::Direction::None, text), State::Open, std::nullopt, chosen);
    }

    void received(const QByteArray& bytes, bool isBinary)
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

    void answer(const Message& reply)
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

    void closed(int code, const QString& reason, bool byUs)
    {
        Frame frame =
            frameOf(Frame::Kind::Close, byUs ? Frame::Direction::Sent : Frame::Direction::Received, reason.toUtf8());
        frame.closeCode = code;
        if (m_sinceOpen.isValid() && m_sinceOpen.elapsed() >= steadyMilliseconds)
            m_attempt = 0;
        if (!byUs && code != 1000 && mayRetry())
            return retryAfter(std::move(frame));
        post(std::move(frame), State::Closed, Ending{code, reason, std::nullopt});
    }

    void failed(const Diagnostic& why)
    {
        const QByteArray text = QByteArray::fromStdString(why.message);
        if (why.rule != handshakeRefusedRule && m_attempt > 0 && mayRetry())
            return retryAfter(frameOf(Frame::Kind::Error, Frame::Direction::None, text));
        post(frameOf(Frame::Kind::Error, Frame::Direction::None, text), State::Closed, Ending{0, {}, why});
    }

    [[nodiscard]] bool mayRetry() const { return m_attempt < m_options.reconnect.attempts; }

    void retryAfter(Frame ended)
    {
        put(std::move(ended));
        const auto wait = std::min(Reconnect::longestDelay, m_options.reconnect.delay * (1 << std::min(m_attempt, 12)));
        ++m_attempt;
        const QByteArray text = "connecting again in " + QByteArray::number(static_cast<double>(wait.count()) / 1000) +
                                " s, attempt " + QByteArray::number(m_attempt) + " of " +
                                QByteArray::number(m_options.reconnect.attempts);
        post(frameOf(Frame::Kind::Waiting, Frame::Direction::None, text), State::Waiting);
        m_retry.start(wait);
    }

    Mailbox& m_mailbox;
    std::function<void()> m_wake;
    WebSocketLine m_line{this};
    QTimer m_retry;
    QElapsedTimer m_sinceOpen;
    PreparedConnection m_connection;
    SessionOptions m_options;
    std::vector<CompiledReply> m_rules;
    VariableScope m_scope;
    QString m_folder;
    int m_attempt = 0;
    int m_answered = 0;
};

} // namespace

struct WebSocketSession::Impl
{
    explicit Impl(WebSocketSession* owner) : q(owner), mailbox(owner), pace(owner)
    {
        pace.setSingleShot(true);
        QObject::connect(&pace, &QTimer::timeout, q, [this] { deliver(); });
        worker = new Worker(mailbox, [this] { wake(); });
        worker->moveToThread(&thread);
        thread.setObjectName(QStringLiteral("websocket"));
    }

    void start()
    {
        if (!thread.isRunning())
            thread.start();
    }
    template <typename Call>
    void onWorker(Call call)
    {
        QMetaObject::invokeMethod(worker, std::move(call), Qt::QueuedConnection);
    }

    void wake()
    {
        if (!pace.isActive())
            pace.start(0);
    }
    void deliver();

    WebSocketSession* q;
    Mailbox mailbox;
    QTimer pace;
    QThread thread;
    Worker* worker;
    State state = State::Closed;
};

void WebSocketSession::Impl::deliver()
{
    const Mailbox::Delivery delivery = mailbox.take();
    const bool brought = delivery.dropped > 0 || !delivery.frames.empty() || delivery.opened || delivery.ending ||
                         delivery.state != state;
    if (brought || delivery.isMore)
        pace.start(batchMilliseconds);
    if (delivery.dropped > 0)
        emit q->framesDropped(delivery.dropped);
    if (!delivery.frames.empty())
        emit q->framesArrived(delivery.frames);
    if (delivery.opened)
        emit q->opened(*delivery.opened);
    if (std::exchange(state, delivery.state) != delivery.state)
        emit q->stateChanged(state);
    if (delivery.ending && delivery.ending->failure)
        emit q->failed(*delivery.ending->failure);
    else if (delivery.ending)
        emit q->closed(delivery.ending->code, delivery.ending->reason);
}

WebSocketSession::WebSocketSession(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>(this)) {}

WebSocketSession::~WebSocketSession()
{
    Worker* worker = m_impl->worker;
    if (m_impl->thread.isRunning()) {
        QMetaObject::invokeMethod(
            worker, [worker] { worker->end(); }, Qt::BlockingQueuedConnection);
        m_impl->thread.quit();
        m_impl->thread.wait();
    }
    delete worker;
}

void WebSocketSession::open(const PreparedConnection& connection, const SessionOptions& options)
{
    m_impl->start();
    m_impl->onWorker([worker = m_impl->worker, connection, options] { worker->open(connection, options); });
}

void WebSocketSession::send(const PreparedMessage& message)
{
    m_impl->onWorker([worker = m_impl->worker, message] { worker->send(message, false); });
}

void WebSocketSession::ping(const QByteArray& payload)
{
    m_impl->onWorker([worker = m_impl->worker, payload] { worker->ping(payload); });
}

void WebSocketSession::close(int code, const QString& reason)
{
    m_impl->onWorker([worker = m_impl->worker, code, reason] { worker->close(code, reason); });
}

Result<void> WebSocketSession::setReplyRules(const ReplyRules& rules)
{
    std::vector<CompiledReply> compiled;
    for (const AutoReply& rule : rules.rules) {
        if (!rule.enabled)
            continue;
        Result<CompiledMatch> when = CompiledMatch::compile(rule.when);
        if (!when)
            return fail(when.error());
        compiled.push_back({std::move(*when), rule.reply});
    }
    m_impl->onWorker([worker = m_impl->worker, compiled, scope = rules.scope, folder = rules.folder]() mutable {
        worker->setRules(std::move(compiled), std::move(scope), std::move(folder));
    });
    return {};
}

State WebSocketSession::state() const
{
    return m_impl->state;
}

} // namespace gw::console
