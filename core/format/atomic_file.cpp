// Whole-file reads and atomic writes by POSIX calls: temporary file beside the target, fsync, rename, fsync of the
// folder.
#include "core/format/atomic_file.h"

#include "core/format/temporary_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

namespace gw {

namespace {

namespace fs = std::filesystem;

constexpr int mostSymbolicLinks = 40; // as the kernel allows

const char* wayOut(int error)
{
    switch (error) {
    case ENOENT:
        return "Check the path; the folder must exist.";
    case EEXIST:
        return "Rename it, or choose another name.";
    case ENOTDIR:
        return "A part of the path is a file, not a folder.";
    case EISDIR:
        return "This is a folder; name a file in it.";
    case EACCES:
    case EPERM:
        return "Change the permissions of the file or its folder, or choose another place.";
    case EROFS:
        return "The file system is mounted read-only; choose another place.";
    case ENOSPC:
    case EDQUOT:
        return "Free some space and try again; the file on disk is unchanged.";
    case ENAMETOOLONG:
        return "Choose a shorter name.";
    case ELOOP:
        return "Symbolic links lead in a circle; remove one of them.";
    case EMFILE:
    case ENFILE:
        return "Too many files are open; close some programs.";
    default:
        return "";
    }
}

tl::unexpected<Diagnostic> failure(const char* verb, const fs::path& path, int error)
{
    Diagnostic d;
    d.file = path.string();
    d.message =
        std::string("Cannot ") + verb + " \"" + path.string() + "\": " + std::generic_category().message(error) + ".";
    d.hint = wayOut(error);
    return fail(std::move(d));
}

tl::unexpected<Diagnostic> tooLarge(const fs::path& path, std::size_t maxBytes)
{
    Diagnostic d;
    d.file = path.string();
    d.message = "Cannot read \"" + path.string() + "\": it is larger than " + std::to_string(maxBytes) + " bytes.";
    d.hint = "Choose a smaller file, or split it.";
    return fail(std::move(d));
}

// Where the links of `path` lead; the last one may lead to a file that does not exist yet.
std::optional<fs::path> followLinks(fs::path path)
{
    std::error_code error;
    for (int links = 0; fs::is_symlink(path, error); ++links) {
        const fs::path next = fs::read_symlink(path, error);
        if (error || links == mostSymbolicLinks)
            return std::nullopt;
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// Makes the rename itself last. Some file systems cannot flush a folder; the file is whole all the same.
bool flushFolder(const fs::path& folder)
{
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return errno == EACCES;
    return ::fsync(descriptor.get()) == 0 || errno == EINVAL || errno == ENOTSUP;
}

} // namespace

Result<std::string> readFile(const fs::path& path, std::size_t maxBytes)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status
    {
    };
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0)
        return failure("read", path, errno);
    if (S_ISDIR(status.st_mode))
        return failure("read", path, EISDIR);
    if (S_ISREG(status.st_mode) && static_cast<std::uintmax_t>(status.st_size) > maxBytes)
        return tooLarge(path, maxBytes);

    // The size is only a guess: the file may grow meanwhile, and pipes have none.
    std::string text(std::max<std::size_t>(static_cast<std::size_t>(status.st_size) + 1, 4096), '\0');
    std::size_t length = 0;
    for (;;) {
        const ssize_t got = ::read(file.get(), text.data() + length, text.size() - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure("read", path, errno);
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
        if (length > maxBytes)
            return tooLarge(path, maxBytes);
        if (length == text.size())
            text.resize(text.size() * 2);
    }
    text.resize(length);
    return text;
}

Result<void> writeFileAtomically(const fs::path& path, std::string_view text)
{
    const std::optional<fs::path> target = followLinks(path);
    if (!target)
        return failure("save", path, ELOOP);
    struct stat old
    {
    };
    const bool exists = ::stat(target->c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode))
        return failure("save", path, S_ISDIR(old.st_mode) ? EISDIR : EINVAL);
    if (exists && ::access(target->c_str(), W_OK) != 0) // rename would replace even a read-only file
        return failure("save", path, errno);

    TemporaryFile temporary(folderOf(*target));
    if (!temporary.isOpen())
        return failure("save", path, errno);
    if (exists && !temporary.takePermissions(old))
        return failure("save", path, errno);
    if (!temporary.write(text) || !temporary.become(*target) || !flushFolder(folderOf(*target)))
        return failure("save", path, errno);
    return {};
}

Result<void> writePrivateFileAtomically(const fs::path& path, std::string_view text)
{
    std::error_code error;
    if (fs::is_directory(fs::symlink_status(path, error)))
        return failure("save", path, EISDIR);
    TemporaryFile temporary(folderOf(path));
    if (!temporary.isOpen() || !temporary.keepPrivate()) // before the first byte
        return failure("save", path, errno);
    if (!temporary.write(text) || !temporary.become(path) || !flushFolder(folderOf(path)))
        return failure("save", path, errno);
    return {};
}

Result<void> createFileAtomically(const fs::path& path, std::string_view text, bool isExecutable)
{
    TemporaryFile temporary(folderOf(path));
    if (!temporary.isOpen() || (isExecutable && !temporary.allowExecution()) || !temporary.write(text))
        return failure("create", path, errno);
    if (!temporary.becomeNew(path) || !flushFolder(folderOf(path)))
        return failure("create", path, errno);
    return {};
}

} // namespace gw
