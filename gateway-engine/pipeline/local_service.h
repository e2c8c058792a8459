// LocalService: an AWS service that the engine itself serves, such as Lambda's Invoke API for the project's functions
// or Step Functions for its state machines. The same requests reach it from integrations, from state machines and, on
// the project's port, from clients such as `aws --endpoint-url`.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/task.h"

#include <string_view>

namespace gw::engine {

class LocalService
{
public:
    virtual ~LocalService() = default;
    // As integration ARNs name it: "lambda", "states".
    [[nodiscard]] virtual std::string_view serviceName() const = 0;
    // Is this request, whatever its Host, one of this service's API? Quick: asked for requests on the project's port.
    [[nodiscard]] virtual bool owns(const Request& request) const = 0;
    // Called on any engine thread, and answers there. Errors are answers, in the service's own form.
    [[nodiscard]] virtual Task<Response> handle(Request&& request) = 0;
};

} // namespace gw::engine
