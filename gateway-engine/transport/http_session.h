// HttpSession: one client connection. Waits without a block of the pool, reads, parses, has the handler answer, and
// writes the answer at once; every system call is tried at once before it is waited for.
#pragma once

#include "gateway-engine/transport/read_buffer.h"
#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/request_parser.h"
#include "gateway-engine/transport/worker.h"

#include <array>
#include <memory>
#include <optional>

namespace gw::engine {

class HttpSession final : private Expiring
{
public:
    HttpSession(Socket socket, Worker& worker, RequestHandler& handler);
    ~HttpSession();

    // Serves the connection to its end; the coroutine keeps the session alive.
    static void start(std::shared_ptr<HttpSession> session);

    void drain();                               // ends now when idle, else with the present request
    void endFor(const RequestHandler& handler); // the same, when this handler answers it and the worker goes on

private:
    enum class Phase { Idle, Head, Body, Handling, Sending, Lingering };
    enum class Read { Some, Nothing, Closed };
    enum class Received { Request, Refused, Gone, NeedsMore };

    Task<void> serve();
    Task<Received> receiveRest();
    Task<bool> sendContinue();
    Task<bool> sendRest(std::string head, std::string_view body, std::size_t sent);
    Task<void> refuse();
    Task<void> linger();

    void onExpired() override;
    void enter(Phase phase);
    Read readSome();
    void takeFirstBytes(std::size_t count);
    Received receiveAtOnce();
    Received parse();
    [[nodiscard]] bool keepsAlive() const;
    std::string_view writeAnswer(const Response& response, bool isHead, bool keepAlive);
    bool sendAtOnce(std::string_view body, std::size_t& sent);

    Socket m_socket;
    Worker& m_worker;
    RequestHandler& m_handler;
    // An idle connection holds no block, only room for what most requests begin with. (Waiting for readability without
    // any room costs one more system call a request.)
    std::array<char, 512> m_firstBytes;
    ReadBuffer m_buffer;
    Request m_request;
    std::optional<RequestParser> m_parser;
    std::string m_remoteAddress;
    int m_remotePort = 0;
    int m_localPort = 0;
    Phase m_phase = Phase::Idle;
    Refusal m_refusal;
    bool m_hasExpired = false;
    bool m_isLast = false; // the present request is
};

} // namespace gw::engine
