// RemoteClient: calls to HTTP endpoints for a service's thread (ServiceThread), which is no engine thread and so has no
// client of its own: they run on a worker of this object. Used on the service's thread.
#pragma once

#include "gateway-engine/pipeline/upstream.h"

#include <memory>

namespace gw::engine {

struct Worker;

class RemoteClient final : public UpstreamClient
{
public:
    RemoteClient(); // its thread begins with the first call
    ~RemoteClient() override;
    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest& request, UpstreamResponse& answer) override;
    void stop(); // after the service's thread was stopped: nothing is answered any more

private:
    std::unique_ptr<Worker> m_worker;
};

} // namespace gw::engine
