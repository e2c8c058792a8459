// WebSocketSession: an open WebSocket connection on its thread (RFC 6455, 5 to 7; reference 3.1): reads frames and
// hands messages to the conversation, writes what is queued, answers pings, keeps the time limits, and ends in order.
// Takes over the stream of an HttpSession. What reads and writes is made for plain connections and for TLS.
#pragma once

#include "gateway-engine/transport/frame_queue.h"
#include "gateway-engine/transport/read_buffer.h"
#include "gateway-engine/transport/worker.h"
#include "gateway-engine/websocket/frame_reader.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace gw::engine {

class PlainStream;
class RequestHandler;
class TlsServerStream;
class WebSocketConnection;

class WebSocketSession : protected Expiring, public std::enable_shared_from_this<WebSocketSession>
{
public:
    struct Opening
    {
        Worker& worker;
        const RequestHandler& handler; // of the listener it came to
        std::shared_ptr<WebSocketConnection> connection;
        std::unique_ptr<SocketConversation> conversation;
        std::string head; // of the 101, which is yet to be sent
    };
    // Serves a connection to its end; `received` holds what came behind the handshake.
    static void start(PlainStream&& stream, ReadBuffer&& received, Opening opening);
    static void start(TlsServerStream&& stream, ReadBuffer&& received, Opening opening);

    WebSocketSession(const WebSocketSession&) = delete;
    WebSocketSession& operator=(const WebSocketSession&) = delete;
    ~WebSocketSession() override;

    void queue(std::shared_ptr<const Frame> frame); // one that the connection admitted; a close frame ends it
    void flushUnlessReading();                      // while frames are read, what they cause goes out together
    void drain();                                   // says goodbye
    void endFor(const RequestHandler& handler);     // the same, when it came to this listener

protected:
    enum class Phase : std::uint8_t {
        Open,
        Closing, // the close frame is queued; the client's is awaited
        Ending   // nothing more is taken from the client
    };

    WebSocketSession(ReadBuffer received, Opening opening);

    virtual std::size_t write(std::span<const asio::const_buffer> pieces, error_code& error) = 0;
    virtual void startSendingRest() = 0; // as soon as the client takes more
    virtual void cancelWaiting() = 0;

    void open();
    [[nodiscard]] bool isReading() const { return m_phase != Phase::Ending && !m_isBroken && !m_isGivenUp; }
    [[nodiscard]] bool isFull() const;
    void takeFrames();
    void flush();
    bool writeQueued(); // false: the connection is broken
    std::size_t writeOnce(std::size_t& wanted, error_code& error);
    void breakOff();
    void end(CloseCode code, std::string_view reason);
    Task<void> waitForChange();
    void noteChange();
    void onExpired() override;

    Worker& m_worker;
    const RequestHandler& m_handler;
    std::shared_ptr<WebSocketConnection> m_connection;
    std::unique_ptr<SocketConversation> m_conversation;
    ReadBuffer m_buffer; // an idle connection holds no block
    FrameQueue m_queue;
    bool m_isBlocked = false; // what is queued is being sent as the client takes it
    bool m_isBroken = false;  // nothing can be written any more
    bool m_isGivenUp = false;
    Phase m_phase = Phase::Open;

private:
    // For the client to say goodbye, and to take what is queued.
    static constexpr std::chrono::milliseconds closeTime{5'000};

    WebSocketSession(ReadBuffer&& received, Opening&& opening, const SocketLimits& limits);
    void take(FrameReader::Event event);
    void startMessage();
    void takeClose(std::string_view complaint); // empty: the client said it itself
    void answerPing();
    void beginClose(std::shared_ptr<const Frame> frame);
    void noteSent(const Frame& frame);
    void forget(const Frame& frame); // it is written, or dropped
    void touch();
    void expire();
    static Task<void> handle(std::shared_ptr<WebSocketSession> self, std::string payload, bool isBinary);
    static Task<void> tellEnd(std::shared_ptr<WebSocketSession> self, CloseCode code, std::string reason);

    FrameReader m_reader;
    std::chrono::milliseconds m_idle;
    std::chrono::steady_clock::time_point m_endsAt; // max: never
    Timer* m_change = nullptr;                      // of the coroutine that waits for one
    std::uint8_t m_inHand = 0;                      // messages being handled
    std::uint8_t m_waitingPongs = 0;
    bool m_isTakingFrames = false;
    bool m_hasEnded = false;
};

} // namespace gw::engine
