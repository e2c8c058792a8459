// ProcessOutput: one stream of what a process writes, read as it comes, as lines. However much comes, a turn of the
// thread reads one block only, so that others have theirs.
#pragma once

#include "gateway-engine/transport/line_splitter.h"
#include "gateway-engine/transport/spawn.h"
#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <functional>
#include <memory>

namespace gw::engine {

class ProcessOutput : public std::enable_shared_from_this<ProcessOutput>
{
public:
    using Use = std::function<void(std::string_view text, bool isCut)>;
    ProcessOutput(asio::io_context& context, OwnedFd fd, std::size_t maxLineBytes, Use use);

    void start(); // reads until the stream ends or close()
    // What is there now: what it wrote before it ended, or answered, say.
    void drain();
    void close(); // the line that has begun is used; no more afterwards

private:
    enum class Read { Some, Nothing, Ended };
    static Task<void> run(std::shared_ptr<ProcessOutput> self);
    Read readSome();

    asio::posix::basic_stream_descriptor<Executor> m_stream;
    LineSplitter m_lines;
    Use m_use;
};

} // namespace gw::engine
