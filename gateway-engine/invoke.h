// invoke: one request through a program without a socket on the client's side, as the service's Test tab does
// (reference 1.35).
#pragma once

#include "core/result.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/trace.h"

#include <stop_token>
#include <string_view>

namespace gw::engine {

// Where such requests come from; their stage is testStageName.
inline constexpr std::string_view testSourceIp = "test-invoke-source-ip";

struct InvokeResult
{
    Response response; // with the headers the method gives, not those every answer to a client has
    TracePtr trace;
    std::string log; // the execution log, one line each
};

// `request.target` has no stage: "/pets/1?x=y". Runs to the end on a private io_context; blocks the calling thread.
// Asked to stop it gives up what an endpoint has not answered yet, as if its time were over.
[[nodiscard]] InvokeResult invoke(std::shared_ptr<const Program> program, Request request, std::stop_token stop = {});

// Of one method, whatever the path: without a target the resource's own is taken ("/pets/{petId}"), and a path that
// does not fit the resource has no path parameters. Fails when there is no such resource or method.
[[nodiscard]] Result<InvokeResult> invokeMethod(std::shared_ptr<const Program> program, std::string_view resourcePath,
                                                Request request);

} // namespace gw::engine
