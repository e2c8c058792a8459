#include "gateway-engine/crypto/private_file.h"

#include "core/in_quotes.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace gw::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largestFile = 4'000'000;

class Descriptor
{
public:
    explicit Descriptor(int file) : m_file(file) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    [[nodiscard]] int get() const { return m_file; }
    [[nodiscard]] bool isOpen() const { return m_file >= 0; }

private:
    int m_file;
};

Diagnostic problem(const std::string& what, const fs::path& file)
{
    Diagnostic d;
    d.message = what + " " + inQuotes(file.string()) + ": " + std::strerror(errno) + ".";
    return d;
}

bool writeAll(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

} // namespace

Result<void> makePrivateFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(problem("Cannot make the folder", folder));
    if (!fs::is_directory(folder, error))
        return fail("Cannot keep keys in " + inQuotes(folder.string()) + ": it is no folder.");
    return {};
}

Result<void> writePrivateFile(const fs::path& file, std::string_view text, unsigned mode)
{
    std::string path = file.string() + ".XXXXXX";
    const Descriptor made(::mkostemp(path.data(), O_CLOEXEC)); // 0600 from its beginning
    if (!made.isOpen())
        return fail(problem("Cannot write", file));
    if (!writeAll(made.get(), text) || ::fchmod(made.get(), mode) != 0 || ::rename(path.c_str(), file.c_str()) != 0) {
        Diagnostic told = problem("Cannot write", file);
        ::unlink(path.c_str());
        return fail(std::move(told));
    }
    return {};
}

Result<std::optional<std::string>> readPrivateFile(const fs::path& file, unsigned mode)
{
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.isOpen() && errno == ENOENT)
        return std::optional<std::string>();
    struct stat status
    {
    };
    if (!opened.isOpen() || ::fstat(opened.get(), &status) != 0)
        return fail(problem("Cannot read", file));
    if ((status.st_mode & 0777U & ~mode) != 0 && ::fchmod(opened.get(), mode) != 0)
        return fail(problem("Others can read the key in", file));
    std::string text;
    std::array<char, 16'384> block{};
    ssize_t count = 0;
    while ((count = ::read(opened.get(), block.data(), block.size())) > 0 && text.size() < largestFile)
        text.append(block.data(), static_cast<std::size_t>(count));
    if (count < 0)
        return fail(problem("Cannot read", file));
    return std::optional(std::move(text));
}

FolderLock::FolderLock(const fs::path& folder)
    : m_file(::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    while (m_file >= 0 && ::flock(m_file, LOCK_EX) != 0 && errno == EINTR) {
    }
}

FolderLock::~FolderLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace gw::engine
