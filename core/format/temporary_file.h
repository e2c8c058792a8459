// The temporary file of an atomic save, ".gatewright-" and sixteen digits and ".tmp" beside the file it will become.
// Its writer holds a lock on it, which ends with the writer's process: one that nobody locks was left by a crash.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace gw {

class Descriptor
{
public:
    explicit Descriptor(int fd = -1) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] int get() const { return m_fd; }
    bool close()
    {
        const int fd = std::exchange(m_fd, -1);
        return fd < 0 || ::close(fd) == 0;
    }

private:
    int m_fd;
};

// Becomes the target once it is whole; removed unless it was renamed.
class TemporaryFile
{
public:
    explicit TemporaryFile(const std::filesystem::path& folder);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    // Each false leaves the reason in errno.
    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }
    [[nodiscard]] bool takePermissions(const struct stat& old);
    [[nodiscard]] bool write(std::string_view text); // to the disk
    [[nodiscard]] bool allowExecution();             // to those who may read it
    [[nodiscard]] bool keepPrivate();                // 0600
    [[nodiscard]] bool become(const std::filesystem::path& target);
    [[nodiscard]] bool becomeNew(const std::filesystem::path& target); // EEXIST when something stands there

private:
    bool open(const std::filesystem::path& folder);

    std::filesystem::path m_path;
    Descriptor m_file; // open, and so locked, until the file has its name
    bool m_exists = false;
};

// Removes what killed saves left in `folder`: files of the name above whose writer is gone. What cannot be removed
// stays; no other file is touched.
void removeLeftTemporaryFiles(const std::filesystem::path& folder);

} // namespace gw
