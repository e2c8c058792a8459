// invoke: one request through a program without a socket on the client's side, as the service's Test tab does.
#pragma once

#include "gateway-engine/compile/program.h"
#include "gateway-engine/trace/trace.h"

namespace gw::engine {

struct InvokeResult
{
    Response response;
    TracePtr trace;
    std::string log; // the execution log, one line each
};

// `request.target` has no stage: "/pets/1?x=y". Runs to the end on a private io_context; blocks the calling thread.
[[nodiscard]] InvokeResult invoke(std::shared_ptr<const Program> program, Request request);

} // namespace gw::engine
