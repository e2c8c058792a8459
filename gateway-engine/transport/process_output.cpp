#include "gateway-engine/transport/process_output.h"

#include "gateway-engine/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <array>
#include <utility>

namespace gw::engine {

namespace {
constexpr int mostBlocksDrained = 64; // a pipe holds one
} // namespace

ProcessOutput::ProcessOutput(asio::io_context& context, OwnedFd fd, std::size_t maxLineBytes, Use use)
    : m_stream(context, fd.release()), m_lines(maxLineBytes), m_use(std::move(use))
{
    error_code ignored;
    m_stream.non_blocking(true, ignored);
}

void ProcessOutput::start()
{
    asio::co_spawn(m_stream.get_executor(), run(shared_from_this()), asio::detached);
}

Task<void> ProcessOutput::run(std::shared_ptr<ProcessOutput> self)
{
    while (self->m_stream.is_open()) {
        const auto [error] = co_await self->m_stream.async_wait(asio::posix::descriptor_base::wait_read, asTask);
        if (error || self->readSome() == Read::Ended)
            break;
    }
    self->close();
}

ProcessOutput::Read ProcessOutput::readSome()
{
    static thread_local std::array<char, 65'536> block; // of the thread, not of each stream
    if (!m_stream.is_open())
        return Read::Ended;
    error_code error;
    const std::size_t count = m_stream.read_some(asio::buffer(block), error);
    if (error == asio::error::would_block || error == asio::error::try_again)
        return Read::Nothing;
    if (error)
        return Read::Ended;
    m_lines.feed({block.data(), count}, m_use);
    return Read::Some;
}

void ProcessOutput::drain()
{
    for (int i = 0; i < mostBlocksDrained && readSome() == Read::Some; ++i) {
    }
}

void ProcessOutput::close()
{
    if (!m_stream.is_open())
        return;
    error_code ignored;
    m_stream.close(ignored);
    m_lines.finish(m_use);
}

} // namespace gw::engine
