// Waiting on Linux's own terms: one poll() for signals, files and the end of draining.
#include "app/commands/wake_up.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace gw::cli {

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileDescriptor::~FileDescriptor()
{
    if (m_fd >= 0)
        close(m_fd);
}

Signals::Signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_fd = FileDescriptor(signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

Signals::Meaning Signals::take()
{
    signalfd_siginfo info;
    if (read(m_fd.get(), &info, sizeof info) != static_cast<ssize_t>(sizeof info))
        return Meaning::None;
    return info.ssi_signo == SIGUSR1 ? Meaning::WriteTraces : Meaning::Stop;
}

Result<FolderWatch> FolderWatch::open()
{
    FileDescriptor fd(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!fd.isOpen())
        return fail(std::string("Files cannot be watched: ") + std::strerror(errno) + ".",
                    "Raise fs.inotify.max_user_instances, or serve without --watch.");
    return FolderWatch(std::move(fd));
}

void FolderWatch::watch(const std::set<std::filesystem::path>& folders)
{
    // A folder that is watched already keeps its watch; one that vanished is noticed when its files cannot be read.
    constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
    for (const std::filesystem::path& folder : folders)
        inotify_add_watch(m_fd.get(), folder.c_str(), events);
}

void FolderWatch::take()
{
    std::array<char, 4096> events;
    while (read(m_fd.get(), events.data(), events.size()) > 0) {
    }
}

Event waitFor(int signal, int change, int done, std::optional<std::chrono::milliseconds> timeout)
{
    std::array<pollfd, 3> wanted{pollfd{signal, POLLIN, 0}, pollfd{change, POLLIN, 0}, pollfd{done, POLLIN, 0}};
    const int wait = timeout ? static_cast<int>(timeout->count()) : -1;
    while (poll(wanted.data(), wanted.size(), wait) < 0 && errno == EINTR) {
    }
    if (wanted[0].revents != 0)
        return Event::Signal;
    if (wanted[2].revents != 0)
        return Event::Done;
    return wanted[1].revents != 0 ? Event::Change : Event::Timeout;
}

} // namespace gw::cli
