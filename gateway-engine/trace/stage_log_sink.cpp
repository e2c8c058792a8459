// A project is not to be trusted with the rest of the machine: a log is only ever appended to a plain file below the
// project folder, never through a link.
#include "gateway-engine/trace/stage_log_sink.h"

#include "gateway-engine/trace/access_log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gw::engine {

namespace {

namespace fs = std::filesystem;

class OpenFile
{
public:
    explicit OpenFile(int descriptor) : m_descriptor(descriptor) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

bool isBelow(const fs::path& path, const fs::path& folder)
{
    const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

std::string reasonOf(int error)
{
    return std::generic_category().message(error) + ".";
}

// Empty: written.
std::string writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return reasonOf(errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

std::string appendTo(const fs::path& folder, const std::string& file, std::string_view text)
{
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    const fs::path path = root / file;
    if (const fs::path parent = fs::weakly_canonical(path.parent_path(), error); error || !isBelow(parent, root))
        return "it is not in the project folder.";
    fs::create_directories(path.parent_path(), error);
    if (error)
        return error.message() + ".";
    constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const OpenFile open(::open(path.c_str(), flags, 0644));
    if (open.get() < 0)
        return reasonOf(errno);
    struct stat status
    {
    };
    if (::fstat(open.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return "it is no plain file.";
    return writeAll(open.get(), text);
}

} // namespace

StageLogSink::StageLogSink(std::filesystem::path projectFolder, std::function<void(const Diagnostic&)> report)
    : m_folder(std::move(projectFolder)), m_report(std::move(report))
{
}

void StageLogSink::accept(std::span<const TracePtr> traces)
{
    std::map<std::string, std::string> texts;
    for (const TracePtr& trace : traces) {
        if (!trace->logging)
            continue;
        const StageLogging& logging = *trace->logging;
        if (!logging.accessLogFile.empty())
            texts[logging.accessLogFile] += accessLogLine(logging, *trace) + "\n";
        if (std::string lines = executionLogLines(logging, *trace); !lines.empty())
            texts[logging.executionLogFile] += lines;
    }
    for (const auto& [file, text] : texts)
        append(file, text);
}

void StageLogSink::append(const std::string& file, const std::string& text)
{
    const std::string problem = appendTo(m_folder, file, text);
    if (problem.empty()) {
        m_broken.erase(file);
        return;
    }
    if (!m_broken.insert(file).second || !m_report)
        return;
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Warning;
    diagnostic.rule = "log-not-written";
    diagnostic.file = (m_folder / file).string();
    diagnostic.message = "The log cannot be written: " + problem;
    diagnostic.hint = "Choose another file on the stage, or give this one the permissions it needs.";
    m_report(diagnostic);
}

} // namespace gw::engine
