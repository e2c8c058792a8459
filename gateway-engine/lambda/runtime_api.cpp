#include "gateway-engine/lambda/runtime_api.h"

#include "core/json/text.h"
#include "gateway-engine/transport/http_session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace gw::engine {

namespace {

constexpr std::string_view runtimePath = "/2018-06-01/runtime/";
constexpr std::chrono::milliseconds acceptPause{100}; // out of file descriptors: others must end first

Response jsonResponse(int status, std::string body)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

Response errorResponse(int status, std::string_view type, std::string_view message)
{
    json::Value body = json::Value::object();
    body.set("errorMessage", message);
    body.set("errorType", type);
    return jsonResponse(status, json::writeJson(body));
}

Response responseFor(RuntimeSide::Accepted accepted)
{
    switch (accepted) {
    case RuntimeSide::Accepted::Yes:
        return jsonResponse(202, R"({"status":"OK"})");
    case RuntimeSide::Accepted::UnknownRequestId:
        return errorResponse(400, "InvalidRequestID", "Invalid request ID");
    case RuntimeSide::Accepted::WrongState:
        break;
    }
    return errorResponse(403, "InvalidStateTransition", "Transition is not allowed");
}

Response eventResponse(Invocation& invocation, std::chrono::system_clock::time_point deadline)
{
    const auto epoch = std::chrono::duration_cast<std::chrono::milliseconds>(deadline.time_since_epoch());
    const InvocationRequest& request = invocation.request;
    Response response;
    response.headers.reserve(6, 512);
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Lambda-Runtime-Aws-Request-Id", request.requestId);
    response.headers.add("Lambda-Runtime-Deadline-Ms", std::to_string(epoch.count()));
    response.headers.add("Lambda-Runtime-Invoked-Function-Arn", request.functionArn);
    response.headers.add("Lambda-Runtime-Trace-Id", request.traceId);
    if (!request.clientContext.empty())
        response.headers.add("Lambda-Runtime-Client-Context", request.clientContext);
    response.body = std::move(invocation.request.payload); // it runs once
    return response;
}

} // namespace

RuntimeCall runtimeCallOf(std::string_view method, std::string_view path)
{
    using Kind = RuntimeCall::Kind;
    if (!path.starts_with(runtimePath))
        return {};
    path.remove_prefix(runtimePath.size());
    if (path == "invocation/next")
        return {method == "GET" ? Kind::Next : Kind::Unknown, {}};
    if (method != "POST")
        return {};
    if (path == "init/error")
        return {Kind::InitError, {}};
    constexpr std::string_view invocation = "invocation/";
    if (!path.starts_with(invocation))
        return {};
    path.remove_prefix(invocation.size());
    const auto slash = path.find('/');
    const std::string_view what = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (what == "response")
        return {Kind::Response, path.substr(0, slash)};
    return {what == "error" ? Kind::Error : Kind::Unknown, path.substr(0, slash)};
}

void RuntimeApi::Port::close()
{
    if (!m_acceptor)
        return;
    error_code ignored;
    m_acceptor->close(ignored);
    m_acceptor.reset();
    m_api->m_speakers.erase(m_port);
}

std::string RuntimeApi::Port::address() const
{
    return "127.0.0.1:" + std::to_string(m_port);
}

// Without SO_REUSEADDR: the kernel gives no port that a connection of another worker, ended a moment ago, still has.
Result<RuntimeApi::Port> RuntimeApi::open(const std::shared_ptr<RuntimeSide>& runtime)
{
    auto acceptor = std::make_shared<Acceptor>(m_worker.context);
    error_code error;
    acceptor->open(Tcp::v4(), error);
    if (!error)
        acceptor->bind({asio::ip::address_v4::loopback(), 0}, error);
    if (!error)
        acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail("No port can be opened for a function's Runtime API: " + error.message() + ".",
                    "Look for too many open files or ports on this machine.");
    Port port;
    port.m_api = this;
    port.m_port = acceptor->local_endpoint().port();
    port.m_acceptor = acceptor;
    m_speakers[port.m_port] = runtime;
    asio::co_spawn(m_worker.context, accept(*this, std::move(acceptor)), asio::detached);
    return port;
}

Task<void> RuntimeApi::accept(RuntimeApi& api, std::shared_ptr<Acceptor> acceptor)
{
    Timer pause(api.m_worker.context);
    while (acceptor->is_open()) {
        auto [error, socket] = co_await acceptor->async_accept(asTask);
        if (!error) {
            HttpSession::start(std::move(socket), api.m_worker, api);
        } else if (acceptor->is_open() && error != asio::error::connection_aborted) {
            pause.expires_after(acceptPause);
            co_await pause.async_wait(asTask);
        }
    }
}

std::shared_ptr<RuntimeSide> RuntimeApi::speakerOf(const Request& request) const
{
    const auto found = m_speakers.find(request.localPort);
    return found == m_speakers.end() ? nullptr : found->second.lock();
}

Task<Response> RuntimeApi::handle(Request&& request)
{
    const RuntimeCall call = runtimeCallOf(request.method, request.path());
    const auto runtime = speakerOf(request);
    if (!runtime)
        co_return responseFor(RuntimeSide::Accepted::WrongState);
    switch (call.kind) {
    case RuntimeCall::Kind::Next: {
        const auto invocation = co_await runtime->next();
        if (!invocation)
            co_return responseFor(RuntimeSide::Accepted::WrongState);
        co_return eventResponse(*invocation, runtime->deadline());
    }
    case RuntimeCall::Kind::Response:
        co_return responseFor(runtime->response(call.requestId, std::move(request.body)));
    case RuntimeCall::Kind::Error:
        co_return responseFor(runtime->error(call.requestId, std::move(request.body)));
    case RuntimeCall::Kind::InitError:
        co_return responseFor(runtime->initError(std::move(request.body)));
    case RuntimeCall::Kind::Unknown:
        break;
    }
    co_return errorResponse(404, "NotFound",
                            "The Runtime API has no " + request.method + " " + std::string(request.path()));
}

std::optional<Response> RuntimeApi::refusal(const Request& request, int status)
{
    const RuntimeCall call = runtimeCallOf(request.method, request.path());
    const auto runtime = speakerOf(request);
    if ((status != 413 && status != 431) || !runtime || call.kind == RuntimeCall::Kind::Unknown)
        return std::nullopt;
    const auto accepted = call.requestId.empty() ? RuntimeSide::Accepted::Yes : runtime->tooLarge(call.requestId);
    if (accepted != RuntimeSide::Accepted::Yes)
        return responseFor(accepted);
    return errorResponse(413, "RequestEntityTooLarge",
                         "Exceeded maximum allowed payload size (" + std::to_string(mostResponseBytes) + " bytes).");
}

} // namespace gw::engine
