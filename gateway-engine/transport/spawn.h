// Starting a program without a shell, from a process of many threads: vfork and exec with nothing in between but system
// calls, so no other thread waits and no memory is copied.
#pragma once

#include <tl/expected.hpp>

#include <sys/types.h>

#include <string>
#include <vector>

namespace gw::engine {

// A file descriptor that closes itself.
class OwnedFd
{
public:
    OwnedFd() = default;
    explicit OwnedFd(int fd) : m_fd(fd) {}
    OwnedFd(OwnedFd&& other) noexcept : m_fd(other.release()) {}
    OwnedFd& operator=(OwnedFd&& other) noexcept;
    ~OwnedFd() { reset(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int release();
    void reset();

private:
    int m_fd = -1;
};

struct SpawnPlan
{
    std::string program;                  // a path
    std::vector<std::string> arguments;   // the first is the program's name
    std::vector<std::string> environment; // "NAME=value"
    std::string workingFolder;
    // The kernel kills it when the calling *thread* ends, for whatever reason.
    bool endsWithThread = true;
    int input = -1;        // its standard input; -1: /dev/null
    bool hasOutput = true; // else its output goes to /dev/null
};

// It leads a process group of its own, so that whatever it starts can be ended with it.
struct Spawned
{
    pid_t pid = 0;
    OwnedFd pidFd;  // readable once it has ended; it is not reaped before that
    OwnedFd output; // what it writes to its standard output and error stream; read without waiting
    OwnedFd errors;
};

struct SpawnFailure
{
    std::string step; // "exec", "chdir"
    int error = 0;    // errno

    [[nodiscard]] std::string text() const; // "exec: No such file or directory"
};

[[nodiscard]] tl::expected<Spawned, SpawnFailure> spawn(const SpawnPlan& plan);

} // namespace gw::engine
