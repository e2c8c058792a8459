// Calls over real sockets, one after the other, and a server whose answers a test gives.
#pragma once

#include "gateway-engine/transport/http_server.h"
#include "gateway-engine/transport/remote_client.h"
#include "tests/support/engine_world.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace gw::engine::test {

// Fails with status 0.
class HttpCaller
{
public:
    explicit HttpCaller(int port, std::string host = "localhost") : m_port(port), m_host(std::move(host)) {}

    using Fields = std::map<std::string, std::string>;
    Response send(const std::string& method, const std::string& target, const Fields& headers = {},
                  const std::string& body = {})
    {
        UpstreamRequest request;
        request.endpoint.host = "127.0.0.1";
        request.endpoint.port = static_cast<std::uint16_t>(m_port);
        request.method = method;
        request.target = target;
        request.headers.add("Host",
                            headers.contains("Host") ? headers.at("Host") : m_host + ":" + std::to_string(m_port));
        for (const auto& [name, value] : headers)
            if (name != "Host")
                request.headers.add(name, value);
        request.body = body;
        UpstreamResponse answer;
        answer.response.status = 0;
        const auto failure = runTask(m_client.send(request, answer));
        if (failure)
            answer.response.status = 0;
        return std::move(answer.response);
    }
    Response get(const std::string& target, const Fields& headers = {}) { return send("GET", target, headers); }
    Response post(const std::string& target, const std::string& form, Fields headers = {})
    {
        headers.emplace("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", target, headers, form);
    }

private:
    RemoteClient m_client;
    int m_port;
    std::string m_host;
};

// Answers what `answer` gives, on its own thread; counts what came.
class HttpStandIn
{
public:
    using Answer = std::function<Task<Response>(Request)>;

    explicit HttpStandIn(Answer answer) : m_answer(std::move(answer)), m_server(1, {})
    {
        m_port =
            m_server.listen("127.0.0.1", 0, [this](Worker&) { return std::make_unique<Handler>(*this); }).value_or(0);
    }
    ~HttpStandIn() { m_server.stop(std::chrono::milliseconds(0)); }

    [[nodiscard]] std::string url() const { return "http://localhost:" + std::to_string(m_port); }
    [[nodiscard]] int calls(const std::string& path)
    {
        const std::lock_guard lock(m_mutex);
        return m_calls[path];
    }

private:
    class Handler final : public RequestHandler
    {
    public:
        explicit Handler(HttpStandIn& owner) : m_owner(owner) {}
        Task<Response> handle(Request&& request) override
        {
            {
                const std::lock_guard lock(m_owner.m_mutex);
                ++m_owner.m_calls[std::string(request.path())];
            }
            return m_owner.m_answer(std::move(request));
        }
        void connectionFailed(FailedConnection) override {}

    private:
        HttpStandIn& m_owner;
    };

    Answer m_answer;
    std::mutex m_mutex;
    std::map<std::string, int> m_calls;
    HttpServer m_server;
    int m_port = 0;
};

} // namespace gw::engine::test
