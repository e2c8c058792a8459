// Temporary files and their locks (flock). Between making the file and locking it another process may take it for one
// that was left and remove it; the writer sees that by the link count and makes another.
#include "core/format/temporary_file.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <random>
#include <string>
#include <system_error>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = ".gatewright-";
constexpr std::string_view suffix = ".tmp";
constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
constexpr std::size_t digitCount = 16;
constexpr int mostAttempts = 8;
constexpr std::size_t mostEntries = 100'000; // of a folder that are looked at
constexpr std::chrono::hours old{24};        // where files cannot be locked, only age tells

std::string newName()
{
    std::random_device random;
    std::string name(prefix);
    for (std::size_t i = 0; i < digitCount; ++i)
        name += digits[random() % digits.size()];
    return name.append(suffix);
}

bool isTemporaryName(std::string_view name)
{
    return name.size() == prefix.size() + digitCount + suffix.size() && name.starts_with(prefix) &&
           name.ends_with(suffix) &&
           name.substr(prefix.size(), digitCount).find_first_not_of(digits) == std::string_view::npos;
}

bool isOld(const struct stat& status)
{
    const auto age = std::chrono::seconds(std::time(nullptr) - status.st_mtime);
    return age > old;
}

// Whether nobody writes the file any more. The lock is kept as long as the descriptor.
bool isLeft(const Descriptor& file)
{
    struct stat status
    {
    };
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        return true;
    return errno != EWOULDBLOCK && isOld(status);
}

} // namespace

TemporaryFile::TemporaryFile(const fs::path& folder)
{
    for (int attempt = 0; attempt < mostAttempts && !open(folder); ++attempt) {
    }
}

TemporaryFile::~TemporaryFile()
{
    if (m_exists)
        ::unlink(m_path.c_str());
}

// False when the file vanished before it was locked.
bool TemporaryFile::open(const fs::path& folder)
{
    m_path = folder / newName();
    m_file = Descriptor(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
    m_exists = m_file.isOpen();
    if (!m_exists)
        return errno != EEXIST;
    while (::flock(m_file.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
    struct stat status
    {
    };
    return ::fstat(m_file.get(), &status) != 0 || status.st_nlink > 0;
}

// Owner first: changing it clears permission bits. Not being allowed to give the file away is no failure.
bool TemporaryFile::takePermissions(const struct stat& old)
{
    if (old.st_uid != ::geteuid() || old.st_gid != ::getegid())
        if (::fchown(m_file.get(), old.st_uid, old.st_gid) != 0 && errno != EPERM)
            return false;
    return ::fchmod(m_file.get(), old.st_mode & 07777) == 0;
}

bool TemporaryFile::write(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(m_file.get(), text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(m_file.get()) == 0;
}

bool TemporaryFile::become(const fs::path& target)
{
    if (::rename(m_path.c_str(), target.c_str()) != 0)
        return false;
    m_exists = false;
    return m_file.close();
}

bool TemporaryFile::allowExecution()
{
    struct stat status
    {
    };
    return ::fstat(m_file.get(), &status) == 0 &&
           ::fchmod(m_file.get(), status.st_mode | ((status.st_mode & 0444) >> 2)) == 0;
}

bool TemporaryFile::keepPrivate()
{
    return ::fchmod(m_file.get(), S_IRUSR | S_IWUSR) == 0;
}

// A second name, which unlike a rename replaces nothing; the first one goes with this object.
bool TemporaryFile::becomeNew(const fs::path& target)
{
    return ::link(m_path.c_str(), target.c_str()) == 0 && m_file.close();
}

void removeLeftTemporaryFiles(const fs::path& folder)
{
    std::error_code error;
    std::size_t seen = 0;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && seen < mostEntries;
         it.increment(error)) {
        ++seen;
        if (!isTemporaryName(it->path().filename().native()))
            continue;
        const Descriptor file(::open(it->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (isLeft(file))
            ::unlink(it->path().c_str());
    }
}

} // namespace gw
