// A WebSocket API written as YAML, served through a gateway without sockets: handshakes and messages are given to its
// SocketHandler, a recording connection keeps what goes to the client, functions and endpoints answer as told.
#pragma once

#include "core/format/websocket_file.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/gateway_sockets.h"
#include "tests/support/authorized_api.h"
#include "tests/support/engine_world.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine::test {

class RecordingConnection final : public Connection
{
public:
    RecordingConnection()
    {
        m_facts.connectionId = "R1kmxc2VNjMCFIA=";
        m_facts.sourceIp = "203.0.113.9";
        m_facts.userAgent = "chat/1";
        m_facts.connectedAt = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'705'751'697'419));
    }
    [[nodiscard]] const ConnectionFacts& facts() const override { return m_facts; }
    [[nodiscard]] std::chrono::system_clock::time_point lastActiveAt() const override { return m_facts.connectedAt; }
    Sending send(std::shared_ptr<const Frame> frame) override
    {
        if (sending == Sending::Taken)
            sent.emplace_back(frame->payload());
        return sending;
    }
    void close(CloseCode code, std::string_view) override { closed.push_back(code); }

    Sending sending = Sending::Taken;
    std::vector<std::string> sent;
    std::vector<CloseCode> closed;

private:
    ConnectionFacts m_facts;
};

class KeptTraces final : public TraceSink
{
public:
    void accept(std::span<const TracePtr> traces) override { all.insert(all.end(), traces.begin(), traces.end()); }
    std::vector<TracePtr> all;
};

using HeaderPairs = std::vector<std::pair<std::string, std::string>>;

class ChatWorld
{
public:
    explicit ChatWorld(const std::string& yaml, Project project = {}, const Secrets& secrets = {},
                       const gw::Stage& stage = defaultStage())
        : m_project(std::move(project)), access(AccessOptions{{}, {}}, services),
          gateway(services, {}), m_scope{"w1w2w3w4w5", false},
          sockets(
              gateway, [this]() -> const ListenerScope& { return m_scope; }, upstream)
    {
        gateway.traces().addSink(m_traces);
        Api api;
        api.id = ApiId{7};
        api.apiId = "w1w2w3w4w5";
        api.name = "chat";
        WebSocketReading reading = readWebSocket(yaml, "chat.yaml", api.id);
        diagnostics = std::move(reading.diagnostics);
        api.definition = std::move(reading.definition);
        api.stages = {stage};
        m_project.apis.emplace_back(api);
        Diagnostics told = access.follow(m_project, secrets);
        Surroundings surroundings;
        surroundings.aws = m_project.aws;
        surroundings.services = functions;
        access.surround(surroundings);
        Compilation compilation = compile(api, stage, {}, surroundings);
        diagnostics.insert(diagnostics.end(), compilation.diagnostics.begin(), compilation.diagnostics.end());
        program = compilation.program;
        if (program)
            gateway.deploy(program);
    }

    static gw::Stage defaultStage()
    {
        gw::Stage stage;
        stage.id = StageId{2};
        stage.name = "dev";
        return stage;
    }

    static Request upgrade(const std::string& target = "/dev", const HeaderPairs& headers = {})
    {
        Request request;
        request.method = "GET";
        request.target = target;
        request.remoteAddress = "203.0.113.9";
        request.localPort = 4780;
        request.headers.add("Host", "127.0.0.1:4780");
        request.headers.add("Connection", "Upgrade");
        request.headers.add("Upgrade", "websocket");
        request.headers.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.headers.add("Sec-WebSocket-Version", "13");
        request.headers.add("User-Agent", "chat/1");
        for (const auto& [name, value] : headers)
            request.headers.add(name, value);
        return request;
    }

    // The handshake's answer; the conversation is kept.
    Handshake& connect(const std::string& target = "/dev", const HeaderPairs& headers = {})
    {
        handshake = runTask(sockets.connect(upgrade(target, headers), connection));
        return handshake;
    }
    void say(const std::string& payload) { runTask(handshake.conversation->message(payload, false)); }
    void end(CloseCode code, const std::string& reason = {}) { runTask(handshake.conversation->ended(code, reason)); }

    // What the function got last.
    [[nodiscard]] json::Value event() const
    {
        return functions->events.empty() ? json::Value() : json::readJson(functions->events.back()).value_or(json::Value());
    }
    [[nodiscard]] std::string reply() const
    {
        return connection->sent.empty() ? std::string() : connection->sent.back();
    }
    [[nodiscard]] const std::vector<TracePtr>& traces()
    {
        gateway.traces().flush();
        return m_traces->all;
    }
    [[nodiscard]] const Trace& trace() { return *traces().back(); }

    FakeServices services;
    std::shared_ptr<ScriptedFunctions> functions = std::make_shared<ScriptedFunctions>();
    FakeUpstream upstream;
    std::shared_ptr<RecordingConnection> connection = std::make_shared<RecordingConnection>();

private:
    Project m_project;
    std::shared_ptr<KeptTraces> m_traces = std::make_shared<KeptTraces>();

public:
    Access access;
    Gateway gateway;

private:
    ListenerScope m_scope;

public:
    GatewaySockets sockets;
    Diagnostics diagnostics;
    std::shared_ptr<const Program> program;
    Handshake handshake;
};

} // namespace gw::engine::test
