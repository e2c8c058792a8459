// Counts what a thread asks of the kernel about sockets: this program's own definitions stand before those of the C
// library, for its shared libraries too. Included by one source file of a program. Under sanitizers, which do the same,
// nothing is counted.
#pragma once

#include <cstdint>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GW_COUNTS_SYSTEM_CALLS 0
#else
#define GW_COUNTS_SYSTEM_CALLS 1
#endif

namespace gw::test {

struct SystemCalls
{
    std::uint64_t reads = 0;
    std::uint64_t writes = 0;
    std::uint64_t waits = 0;    // for sockets to become ready
    std::uint64_t controls = 0; // of what is waited for, and of timers

    SystemCalls operator-(const SystemCalls& other) const
    {
        return {reads - other.reads, writes - other.writes, waits - other.waits, controls - other.controls};
    }
};

inline thread_local SystemCalls systemCalls; // of this thread, since it began

} // namespace gw::test

#if GW_COUNTS_SYSTEM_CALLS
extern "C" {

ssize_t read(int handle, void* space, std::size_t size)
{
    ++gw::test::systemCalls.reads;
    return ::syscall(SYS_read, handle, space, size);
}
ssize_t readv(int handle, const iovec* pieces, int count)
{
    ++gw::test::systemCalls.reads;
    return ::syscall(SYS_readv, handle, pieces, count);
}
ssize_t recv(int handle, void* space, std::size_t size, int flags)
{
    ++gw::test::systemCalls.reads;
    return ::syscall(SYS_recvfrom, handle, space, size, flags, nullptr, nullptr);
}
ssize_t recvmsg(int handle, msghdr* message, int flags)
{
    ++gw::test::systemCalls.reads;
    return ::syscall(SYS_recvmsg, handle, message, flags);
}
ssize_t write(int handle, const void* bytes, std::size_t size)
{
    ++gw::test::systemCalls.writes;
    return ::syscall(SYS_write, handle, bytes, size);
}
ssize_t writev(int handle, const iovec* pieces, int count)
{
    ++gw::test::systemCalls.writes;
    return ::syscall(SYS_writev, handle, pieces, count);
}
ssize_t send(int handle, const void* bytes, std::size_t size, int flags)
{
    ++gw::test::systemCalls.writes;
    return ::syscall(SYS_sendto, handle, bytes, size, flags, nullptr, 0);
}
ssize_t sendmsg(int handle, const msghdr* message, int flags)
{
    ++gw::test::systemCalls.writes;
    return ::syscall(SYS_sendmsg, handle, message, flags);
}
int epoll_wait(int epoll, epoll_event* events, int most, int timeout)
{
    ++gw::test::systemCalls.waits;
    return static_cast<int>(::syscall(SYS_epoll_pwait, epoll, events, most, timeout, nullptr, 8));
}
int poll(pollfd* handles, nfds_t count, int timeout)
{
    ++gw::test::systemCalls.waits;
    const timespec patience{timeout / 1000, timeout % 1000 * 1'000'000L};
    return static_cast<int>(::syscall(SYS_ppoll, handles, count, timeout < 0 ? nullptr : &patience, nullptr, 8));
}
int epoll_ctl(int epoll, int operation, int handle, epoll_event* event) noexcept
{
    ++gw::test::systemCalls.controls;
    return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, handle, event));
}
int timerfd_settime(int timer, int flags, const itimerspec* next, itimerspec* before) noexcept
{
    ++gw::test::systemCalls.controls;
    return static_cast<int>(::syscall(SYS_timerfd_settime, timer, flags, next, before));
}

} // extern "C"
#endif
