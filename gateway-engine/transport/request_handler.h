// RequestHandler: what stands behind a listener. One object a listener and thread, so that it may keep a reference to
// its thread's things; called on that thread only.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/task.h"

namespace gw::engine {

class RequestHandler
{
public:
    virtual ~RequestHandler() = default;
    // The request is the caller's, who keeps it until the answer is there.
    virtual Task<Response> handle(Request&& request) = 0;
};

} // namespace gw::engine
