#include "gateway-engine/lambda/source_watcher.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <sys/inotify.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gw::engine {

namespace fs = std::filesystem;

namespace {

constexpr int mostDepth = 12;
constexpr std::size_t mostFolders = 4'096; // of all functions
constexpr std::uint32_t changes =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

// What is installed there comes and goes as a whole: the folder itself tells.
bool isFollowed(const fs::path& folder)
{
    return folder.filename() != "node_modules" && folder.filename() != "site-packages";
}

std::vector<fs::path> foldersIn(const fs::path& path)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_symlink(ignored) || !entry->is_directory(ignored)) // a link may lead in a circle
            continue;
        if (!isBesideTheSources(entry->path().filename().string()))
            folders.push_back(entry->path());
    }
    return folders;
}

} // namespace

bool isBesideTheSources(std::string_view name)
{
    constexpr std::array<std::string_view, 8> names{".git",    ".hg",         ".svn", ".venv", ".idea",
                                                    ".vscode", "__pycache__", "4913"}; // the last is vim's probe
    if (std::find(names.begin(), names.end(), name) != names.end())
        return true;
    if (name.ends_with('~') || name.ends_with(".pyc") || name.starts_with(".#"))
        return true;
    return name.starts_with('.') && (name.ends_with(".swp") || name.ends_with(".swx") || name.ends_with(".swo"));
}

struct SourceWatcher::State
{
    State(asio::io_context& context, int fd, Changed callback) : events(context, fd), changed(std::move(callback)) {}

    struct Folder
    {
        fs::path path;
        int depth = 0;
        std::set<fs::path> roots; // two functions' folders may overlap
    };

    void add(const fs::path& root, const fs::path& path, int depth)
    {
        if (folders.size() >= mostFolders)
            return;
        const int watch = ::inotify_add_watch(events.native_handle(), path.c_str(), changes);
        if (watch < 0)
            return;
        Folder& folder = folders[watch];
        folder.path = path;
        folder.depth = depth;
        const bool isNew = folder.roots.insert(root).second;
        if (isNew && depth < mostDepth && isFollowed(path))
            for (const auto& below : foldersIn(path))
                add(root, below, depth + 1);
    }

    void forget(const fs::path& root)
    {
        for (auto folder = folders.begin(); folder != folders.end();) {
            folder->second.roots.erase(root);
            if (!folder->second.roots.empty()) {
                ++folder;
                continue;
            }
            ::inotify_rm_watch(events.native_handle(), folder->first);
            folder = folders.erase(folder);
        }
    }

    // One read may bring hundreds of events: each folder is told of once.
    void take(std::string_view bytes)
    {
        std::set<fs::path> touched;
        while (bytes.size() >= sizeof(inotify_event)) {
            inotify_event event{};
            std::memcpy(&event, bytes.data(), sizeof event);
            const std::string_view name = bytes.substr(sizeof event, event.len);
            takeEvent(event, name.substr(0, name.find('\0')), touched);
            bytes.remove_prefix(std::min(sizeof event + event.len, bytes.size()));
        }
        for (const auto& root : touched)
            changed(root);
    }

    void takeEvent(const inotify_event& event, std::string_view name, std::set<fs::path>& touched)
    {
        if ((event.mask & IN_Q_OVERFLOW) != 0) { // too much to tell: everything may have changed
            touched.insert(roots.begin(), roots.end());
            return;
        }
        const auto found = folders.find(event.wd);
        if (found == folders.end())
            return;
        const Folder folder = found->second;
        if ((event.mask & IN_IGNORED) != 0) {
            folders.erase(found);
            return;
        }
        if (isBesideTheSources(name))
            return;
        touched.insert(folder.roots.begin(), folder.roots.end());
        const bool isNewFolder = (event.mask & IN_ISDIR) != 0 && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
        if (isNewFolder && folder.depth < mostDepth && isFollowed(folder.path))
            for (const auto& root : folder.roots)
                add(root, folder.path / name, folder.depth + 1);
    }

    asio::posix::basic_stream_descriptor<Executor> events;
    Changed changed;
    std::set<fs::path> roots;
    std::unordered_map<int, Folder> folders; // by watch descriptor
};

SourceWatcher::SourceWatcher(asio::io_context& context, Changed changed)
{
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return;
    m_state = std::make_shared<State>(context, fd, std::move(changed));
    asio::co_spawn(context, read(m_state), asio::detached);
}

SourceWatcher::~SourceWatcher()
{
    stop();
}

Task<void> SourceWatcher::read(std::shared_ptr<State> state)
{
    alignas(inotify_event) std::array<char, 16'384> block;
    while (state->events.is_open()) {
        const auto [error, count] = co_await state->events.async_read_some(asio::buffer(block), asTask);
        if (error)
            co_return;
        state->take({block.data(), count});
    }
}

void SourceWatcher::watch(const std::set<fs::path>& folders)
{
    if (!m_state)
        return;
    for (const auto& former : m_state->roots)
        if (!folders.contains(former))
            m_state->forget(former);
    for (const auto& folder : folders)
        m_state->add(folder, folder, 0);
    m_state->roots = folders;
}

void SourceWatcher::look(const fs::path& folder)
{
    if (m_state && m_state->roots.contains(folder))
        m_state->add(folder, folder, 0);
}

std::size_t SourceWatcher::watchedFolders() const
{
    return m_state ? m_state->folders.size() : 0;
}

void SourceWatcher::stop()
{
    error_code ignored;
    if (m_state)
        m_state->events.close(ignored);
}

} // namespace gw::engine
