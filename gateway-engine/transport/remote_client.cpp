#include "gateway-engine/transport/remote_client.h"

#include "gateway-engine/transport/run_on.h"
#include "gateway-engine/transport/worker.h"

namespace gw::engine {

namespace {

struct Answer
{
    UpstreamResponse response;
    std::optional<UpstreamFailure> failure;
};

Task<Answer> callOn(Worker& worker, UpstreamRequest request)
{
    Answer answer;
    answer.failure = co_await worker.client->send(request, answer.response);
    co_return answer;
}

} // namespace

RemoteClient::RemoteClient() = default;

RemoteClient::~RemoteClient()
{
    stop();
}

void RemoteClient::stop()
{
    if (m_worker)
        m_worker->stop();
}

Task<std::optional<UpstreamFailure>> RemoteClient::send(const UpstreamRequest& request, UpstreamResponse& answer)
{
    if (!m_worker) {
        m_worker = std::make_unique<Worker>(WorkerOptions{});
        m_worker->start();
    }
    Answer got = co_await runOn(m_worker->context, callOn(*m_worker, request));
    answer = std::move(got.response);
    co_return std::move(got.failure);
}

} // namespace gw::engine
