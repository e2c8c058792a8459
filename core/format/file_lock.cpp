// flock() goes by the open file: threads of one program wait for each other as well. It cannot be told how long to
// wait, so it is asked again and again.
#include "core/format/file_lock.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

namespace gw {

namespace {

constexpr std::chrono::milliseconds pause{5};

} // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& guarded, std::chrono::milliseconds patience)
{
    const std::filesystem::path path = guarded.string() + ".lock";
    FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.m_descriptor < 0)
        return fail("\"" + path.string() + "\" cannot be made: " + std::strerror(errno) + ".",
                    "Check the permissions of its folder.");
    for (auto waited = pause * 0; waited <= patience; waited += pause) {
        if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) == 0)
            return lock;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return fail("\"" + path.string() + "\" cannot be locked: " + std::strerror(errno) + ".",
                        "Keep the project on a file system that knows locks.");
        ::poll(nullptr, 0, int(pause.count()));
    }
    return fail("\"" + guarded.string() + "\" is held by another program.",
                "End other programs that have the project open, and try again.");
}

FileLock::FileLock(FileLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace gw
