// WebSocketMailbox: between the thread of a connection and its window: frames in order, and where the connection
// stands. However fast the other side talks and however busy the window is, what waits is bounded: the oldest is
// dropped and counted.
#pragma once

#include "core/console/frame.h"
#include "core/console/websocket_session.h"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace gw::console {

struct ConnectionEnding
{
    int code = 0;
    QString reason;
    std::optional<Diagnostic> failure;
};

class WebSocketMailbox
{
public:
    using State = WebSocketSession::State;

    struct News // what changed of a connection; all of it may be unset
    {
        std::optional<Frame> frame{};
        std::optional<State> state{};
        std::optional<QString> opened{}; // the sub-protocol
        std::optional<ConnectionEnding> ending{};
    };

    struct Delivery
    {
        std::vector<Frame> frames;
        qint64 dropped = 0;
        State state = State::Closed;
        std::optional<QString> opened;
        std::optional<ConnectionEnding> ending;
        bool isMore = false;
    };

    // `wake` runs on the thread of `owner` when something has come since the box was emptied.
    WebSocketMailbox(QObject* owner, std::function<void()> wake) : m_owner(owner), m_wake(std::move(wake)) {}

    void put(News news); // from any thread
    [[nodiscard]] Delivery take();

private:
    void add(Frame frame);

    QObject* m_owner;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::deque<Frame> m_frames;
    qint64 m_bytes = 0;
    qint64 m_dropped = 0;
    State m_state = State::Closed;
    std::optional<QString> m_opened;
    std::optional<ConnectionEnding> m_ending;
    bool m_isAnnounced = false;
};

} // namespace gw::console
