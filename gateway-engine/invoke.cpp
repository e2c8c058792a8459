// The Test tab without a server: one exchange on an io_context of its own, with a real client towards endpoints.
#include "gateway-engine/invoke.h"

#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/transport/http_client.h"
#include "gateway-engine/transport/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <exception>

namespace gw::engine {

namespace {

// Calls endpoints until it is stopped: what waits then is given up, what comes later is not begun.
class StoppableClient final : public UpstreamClient
{
public:
    explicit StoppableClient(Worker& worker) : m_worker(worker), m_client(worker) {}

    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest& request, UpstreamResponse& answer) override
    {
        if (m_isStopped)
            co_return UpstreamFailure{UpstreamFailure::Kind::Timeout, "The test was stopped"};
        co_return co_await m_client.send(request, answer);
    }
    void stop()
    {
        m_isStopped = true;
        m_worker.fine.expireAll();
    }

private:
    Worker& m_worker;
    HttpClient m_client;
    bool m_isStopped = false;
};

InvokeResult run(std::shared_ptr<const Program> program, const CompiledMethod* method, PathParameters parameters,
                 Request request, const std::stop_token& stop)
{
    InvokeResult result;
    Worker worker({});
    {
        StoppableClient endpoints(worker);
        const std::stop_callback onStop(stop,
                                        [&] { boost::asio::post(worker.context, [&endpoints] { endpoints.stop(); }); });
        Exchange x(std::move(request), std::move(program), endpoints, systemServices(), TraceOptions{});
        x.method = method;
        x.pathParameters = std::move(parameters);
        std::exception_ptr failure;
        boost::asio::co_spawn(worker.context, serve(x), [&](std::exception_ptr error) {
            failure = error;
            worker.context.stop(); // the worker's timers would keep it running
        });
        worker.context.run();
        if (failure)
            std::rethrow_exception(failure);
        result.trace = x.finishTrace();
        result.response = std::move(x.response);
    }
    result.log = executionLog(*result.trace);
    result.response.headers.remove("x-amzn-RequestId");
    result.response.headers.remove("x-amz-apigw-id");
    return result;
}

// A method for its own verb goes before one for any.
Result<const CompiledMethod*> find(const Program& program, std::string_view resourcePath, std::string_view verb)
{
    bool hasResource = false;
    const CompiledMethod* any = nullptr;
    for (const CompiledMethod& method : program.methods) {
        if (method.resourcePath != resourcePath)
            continue;
        hasResource = true;
        if (method.verb == verb)
            return &method;
        if (method.verb == "ANY")
            any = &method;
    }
    if (any)
        return any;
    if (!hasResource)
        return fail("Invalid Resource identifier specified",
                    "Name a resource of the API as it stands there: /pets/{petId}.");
    return fail("Invalid Method identifier specified", "Name a verb that the resource has.");
}

} // namespace

InvokeResult invoke(std::shared_ptr<const Program> program, Request request, std::stop_token stop)
{
    return run(std::move(program), nullptr, {}, std::move(request), stop);
}

Result<InvokeResult> invokeMethod(std::shared_ptr<const Program> program, std::string_view resourcePath,
                                  Request request)
{
    const auto method = find(*program, resourcePath, request.method);
    if (!method)
        return fail(method.error());
    if (request.target.empty())
        request.target = resourcePath;
    RouteTree alone;
    alone.add("ANY", resourcePath, 0);
    auto match = alone.match(request.method, request.path());
    return run(std::move(program), *method, match ? std::move(match->pathParameters) : PathParameters(),
               std::move(request), {});
}

} // namespace gw::engine
