// HttpSession: one client connection. Waits without a block of the pool, reads, parses, has the handler answer, and
// writes the answer at once; every system call is tried at once before it is waited for. What reads and writes is the
// same for plain and TLS connections, and made for each (stream_session.cpp): neither pays for the other.
#pragma once

#include "gateway-engine/transport/read_buffer.h"
#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/request_parser.h"
#include "gateway-engine/transport/worker.h"

#include <memory>
#include <optional>

namespace gw::engine {

class TlsServer;
class WebSocketConnection;

class HttpSession : protected Expiring
{
public:
    // Serves a connection to its end; its coroutine keeps the session alive.
    static void start(Socket socket, Worker& worker, RequestHandler& handler);
    static void start(Socket socket, std::shared_ptr<const TlsServer> tls, Worker& worker, RequestHandler& handler);

    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;
    ~HttpSession() override;

    void drain();                               // ends now when idle, else with the present request
    void endFor(const RequestHandler& handler); // the same, when this handler answers it and the worker goes on

protected:
    enum class Phase { Opening, Idle, Head, Body, Handling, Sending, Lingering };
    enum class Received { Request, Refused, Gone, NeedsMore };

    HttpSession(Socket& socket, Worker& worker, RequestHandler& handler);

    virtual void cancelWaiting() = 0; // ends what the connection waits for
    void onExpired() override;
    void enter(Phase phase);
    void beginRequest();
    Received parse();
    [[nodiscard]] bool keepsAlive() const;
    std::string_view writeAnswer(const Response& response, bool isHead, bool keepAlive);
    [[nodiscard]] Response refusalAnswer();
    [[nodiscard]] std::shared_ptr<WebSocketConnection> makeConnection() const;

    Worker& m_worker;
    RequestHandler& m_handler;
    ReadBuffer m_buffer; // an idle connection holds no block
    Request m_request;
    std::optional<RequestParser> m_parser;
    std::string m_remoteAddress;
    int m_remotePort = 0;
    std::string m_localAddress;
    int m_localPort = 0;
    Phase m_phase = Phase::Idle;
    Refusal m_refusal;
    bool m_hasExpired = false;
    bool m_isLast = false;       // the present request is
    bool m_isHandedOver = false; // to a WebSocketSession
};

} // namespace gw::engine
