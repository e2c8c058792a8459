// Starting and ending the thread.
#include "gateway-engine/transport/service_thread.h"

namespace gw::engine {

ServiceThread::ServiceThread() : m_work(m_context.get_executor()), m_thread([this] { m_context.run(); }) {}

ServiceThread::~ServiceThread()
{
    stop();
}

void ServiceThread::stop()
{
    m_context.stop();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace gw::engine
