// What wakes `serve` from its wait: signals, and changes in the folders it watches. No polling: signalfd and inotify.
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>

namespace gw::cli {

// Closes itself.
class FileDescriptor
{
public:
    explicit FileDescriptor(int fd = -1) : m_fd(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept;
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

// SIGINT, SIGTERM and SIGUSR1 as something to wait for. To be made before any other thread, which inherits the blocked
// signals.
class Signals
{
public:
    enum class Meaning { None, Stop, WriteTraces };

    Signals();
    [[nodiscard]] int descriptor() const { return m_fd.get(); }
    Meaning take(); // one that is pending

private:
    FileDescriptor m_fd;
};

// Notices files that are written, renamed into place or removed in a set of folders.
class FolderWatch
{
public:
    [[nodiscard]] static Result<FolderWatch> open();
    void watch(const std::set<std::filesystem::path>& folders); // with those before
    [[nodiscard]] int descriptor() const { return m_fd.get(); }
    void take(); // all that is pending

private:
    explicit FolderWatch(FileDescriptor fd) : m_fd(std::move(fd)) {}

    FileDescriptor m_fd;
};

enum class Event { Signal, Change, Done, Timeout };

// Waits for the first of them; descriptors of -1 never come. Without a timeout it waits for ever.
[[nodiscard]] Event waitFor(int signal, int change, int done, std::optional<std::chrono::milliseconds> timeout = {});

} // namespace gw::cli
