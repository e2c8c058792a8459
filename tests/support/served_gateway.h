// The measured API behind the transport's HTTP server, on one thread, for one client that asks again and again; and
// what the thread has spent between two of the requests.
#pragma once

#include "gateway-engine/gateway.h"
#include "gateway-engine/transport/http_server.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/support/measured_api.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace gw::engine::test {

// The request as a client writes it.
inline std::string wireText(const MeasuredCall& call)
{
    const Request request = requestFor(call);
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n";
    if (call.apiKey)
        text += std::string("x-api-key: ") + call.apiKey + "\r\n";
    if (!call.body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(call.body.size()) + "\r\n";
    return text + "\r\n" + call.body;
}

// `Spent` has a default value and is told by `look` on the server's thread.
template <typename Spent>
class ServedGateway
{
public:
    ServedGateway(std::shared_ptr<const Program> program, TraceOptions traces, std::function<Spent()> look)
        : m_gateway(systemServices(), traces), m_look(std::move(look)), m_server(1, {})
    {
        m_gateway.deploy(std::move(program));
        m_port =
            m_server.listen("127.0.0.1", 0, [this](Worker&) { return std::make_unique<Handler>(*this); }).value_or(0);
    }
    ~ServedGateway() { m_server.stop(std::chrono::milliseconds(0)); }

    Gateway& gateway() { return m_gateway; }

    // What the thread spent from one request to the one `count` later, both in the handler's hands; nothing when an
    // answer is not the expected one. The requests before warm up.
    std::optional<Spent> spentOn(const MeasuredCall& call, int warmUp, int count)
    {
        m_begin = warmUp;
        m_end = warmUp + count;
        gw::test::RawClient client(m_port);
        const std::string request = wireText(call);
        for (int i = 0; i <= m_end; ++i)
            if (!client.send(request) || !client.receiveResponse().starts_with("HTTP/1.1 200"))
                return std::nullopt;
        m_server.stop(std::chrono::milliseconds(1000)); // the thread has ended, so that its figures may be read
        return m_spentAtEnd - m_spentAtBegin;
    }

private:
    class Handler final : public RequestHandler
    {
    public:
        explicit Handler(ServedGateway& owner) : m_owner(owner) {}
        Task<Response> handle(Request&& request) override
        {
            m_owner.lookAtSpending();
            return m_owner.m_gateway.handle(std::move(request), m_owner.m_scope, m_owner.m_endpoint);
        }

    private:
        ServedGateway& m_owner;
    };

    void lookAtSpending()
    {
        const int request = m_requests++;
        if (request == m_begin)
            m_spentAtBegin = m_look();
        if (request == m_end)
            m_spentAtEnd = m_look();
    }

    Gateway m_gateway;
    ListenerScope m_scope{MeasuredApi::apiId, false};
    Endpoint1K m_endpoint;
    std::function<Spent()> m_look;
    int m_requests = 0;
    int m_begin = 0;
    int m_end = 0;
    Spent m_spentAtBegin{};
    Spent m_spentAtEnd{};
    int m_port = 0;
    HttpServer m_server; // its threads end before what they use
};

} // namespace gw::engine::test
