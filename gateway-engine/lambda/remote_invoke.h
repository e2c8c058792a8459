// Invocations of functions that run elsewhere: a runtime emulator, a container, another emulator, anything that speaks
// the Invoke API at a URL (reference 4.1).
#pragma once

#include "core/api/function.h"
#include "gateway-engine/lambda/invocation.h"
#include "gateway-engine/pipeline/upstream.h"

namespace gw::engine {

// Never longer than the function's own time-out and a second. Everything is the caller's, who keeps it until this ends.
[[nodiscard]] Task<InvocationOutcome> invokeRemotely(const Function& function, const InvocationRequest& request,
                                                     UpstreamClient& client);

} // namespace gw::engine
