// ChildProcess: a program that runs as a process of its own, what it prints line by line, and how it ended; with all it
// has started in its group.
#pragma once

#include "core/result.h"
#include "gateway-engine/transport/asio_types.h"

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct ProgramCall
{
    std::vector<std::string> arguments; // the first is the program: a path, or a name looked for in PATH
    std::vector<std::pair<std::string, std::string>> environment; // all of it, PATH included
    std::string folder = "/";                                     // where it runs
};

enum class OutputStream { Out, Error };

struct OutputLine
{
    OutputStream stream = OutputStream::Out;
    std::string text;   // without its end; bytes as printed
    bool isCut = false; // it was longer than is kept
};

struct ProcessExit
{
    int status = 0; // exit status, when no signal ended it
    int signal = 0; // the signal that ended it, or 0
    [[nodiscard]] bool isSuccess() const { return status == 0 && signal == 0; }
    [[nodiscard]] std::string text() const; // "exited with status 1", "was ended by signal 9 (Killed)"
    bool operator==(const ProcessExit&) const = default;
};

// Used on the thread of its io_context alone, which has to live as long as the process: the kernel ends it with that.
class ChildProcess
{
public:
    struct Handlers
    {
        std::function<void(OutputLine)> onLine;         // may be empty: what it prints is thrown away
        std::function<void(const ProcessExit&)> onExit; // once, after its last line; may destroy the ChildProcess
    };

    // Nothing goes in (stdin is /dev/null). A line longer than `longestLine` bytes keeps its beginning.
    [[nodiscard]] static Result<std::unique_ptr<ChildProcess>>
    start(asio::io_context& context, const ProgramCall& call, Handlers handlers, std::size_t longestLine = 16'384);
    // SIGKILL to its group when it still runs, and waits until it is gone; no handler is called any more. Before the
    // io_context is destroyed.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] pid_t pid() const; // of the process, and of its group
    [[nodiscard]] bool isRunning() const;

    // SIGTERM to its group; SIGKILL to what is left of it after `grace`. It has ended when the whole group has. Without
    // this, what a process that ends by itself leaves behind in its group is killed at once.
    void terminate(std::chrono::milliseconds grace);
    void kill(); // SIGKILL to its group
    // Calls onLine for what it has printed so far: whoever has heard of it on another way knows what it printed before.
    void readOutput();

private:
    class State;
    explicit ChildProcess(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state; // shared with what waits in the io_context
};

} // namespace gw::engine
