// The worker on its thread, the mailbox between, and the timer that empties it.
#include "core/console/websocket_session.h"

#include "core/console/websocket_mailbox.h"
#include "core/console/websocket_worker.h"

#include <QThread>
#include <QTimer>

#include <utility>

namespace gw::console {

namespace {

using State = WebSocketSession::State;

constexpr int batchMilliseconds = 16;

} // namespace

struct WebSocketSession::Impl
{
    explicit Impl(WebSocketSession* owner) : q(owner), mailbox(owner, [this] { wake(); }), pace(owner)
    {
        pace.setSingleShot(true);
        QObject::connect(&pace, &QTimer::timeout, q, [this] { deliver(); });
        worker = new WebSocketWorker(mailbox);
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
    WebSocketMailbox mailbox;
    QTimer pace;
    QThread thread;
    WebSocketWorker* worker;
    State state = State::Closed;
};

void WebSocketSession::Impl::deliver()
{
    const WebSocketMailbox::Delivery delivery = mailbox.take();
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
    WebSocketWorker* worker = m_impl->worker;
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
