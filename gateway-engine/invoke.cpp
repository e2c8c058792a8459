// The Test tab without a server: one exchange on an io_context of its own, with a real client towards endpoints.
#include "gateway-engine/invoke.h"

#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/transport/http_client.h"
#include "gateway-engine/transport/worker.h"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace gw::engine {

InvokeResult invoke(std::shared_ptr<const Program> program, Request request)
{
    InvokeResult result;
    Worker worker({});
    {
        HttpClient endpoints(worker);
        Exchange x(std::move(request), std::move(program), endpoints, systemServices(), TraceOptions{});
        std::exception_ptr failure;
        boost::asio::co_spawn(worker.context, serve(x), [&](std::exception_ptr error) {
            failure = error;
            worker.context.stop(); // the worker's timers would keep it running
        });
        worker.context.run();
        if (failure)
            std::rethrow_exception(failure);
        result.trace = x.trace.finish(x.response);
        result.response = std::move(x.response);
    }
    result.log = executionLog(*result.trace);
    return result;
}

} // namespace gw::engine
