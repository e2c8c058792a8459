#include "gateway-engine/lambda/source_watcher.h"

#include "gateway-engine/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

namespace gw::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds settleTime{80}; // editors write a file in several steps
constexpr std::size_t mostFolders = 2'000;
constexpr int deepest = 12;
constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

// What grows there is not written by people, and there may be very much of it.
bool isPassedOver(const fs::path& name)
{
    return name == "node_modules" || name == "__pycache__" || name == ".git" || name == ".venv";
}

} // namespace

struct SourceWatcher::State : std::enable_shared_from_this<SourceWatcher::State>
{
    State(asio::io_context& context, Changed told) : changed(std::move(told)), settle(context)
    {
        if (const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC); fd >= 0)
            stream.emplace(context, fd);
    }

    Changed changed;
    std::optional<asio::posix::basic_stream_descriptor<Executor>> stream; // none: nothing is watched
    Timer settle;
    std::map<int, fs::path> roots; // by watch descriptor: the folder it belongs to
    std::set<fs::path> folders;
    std::set<fs::path> touched;

    void add(const fs::path& root)
    {
        addFolder(root, root);
        std::error_code error;
        fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
        for (; !error && entry != fs::recursive_directory_iterator() && roots.size() < mostFolders;
             entry.increment(error)) {
            std::error_code ignored;
            if (!entry->is_directory(ignored) || entry->is_symlink(ignored))
                continue;
            if (entry.depth() >= deepest || isPassedOver(entry->path().filename()))
                entry.disable_recursion_pending();
            else
                addFolder(root, entry->path());
        }
    }

    void addFolder(const fs::path& root, const fs::path& folder)
    {
        const int watch = ::inotify_add_watch(stream->native_handle(), folder.c_str(), events);
        if (watch >= 0)
            roots[watch] = root;
    }

    void forget(const fs::path& root)
    {
        for (auto it = roots.begin(); it != roots.end();) {
            if (it->second != root) {
                ++it;
                continue;
            }
            ::inotify_rm_watch(stream->native_handle(), it->first);
            it = roots.erase(it);
        }
    }

    static Task<void> run(std::shared_ptr<State> self)
    {
        std::array<char, 16'384> buffer;
        while (self->stream->is_open()) {
            const auto [error] = co_await self->stream->async_wait(asio::posix::descriptor_base::wait_read, asTask);
            if (error)
                co_return;
            for (ssize_t count = 1; count > 0;) {
                count = ::read(self->stream->native_handle(), buffer.data(), buffer.size());
                self->take({buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))});
            }
        }
    }

    void take(std::string_view bytes)
    {
        while (bytes.size() >= sizeof(inotify_event)) {
            inotify_event event{};
            std::memcpy(&event, bytes.data(), sizeof event);
            bytes.remove_prefix(std::min(bytes.size(), sizeof event + event.len));
            const auto root = roots.find(event.wd);
            if ((event.mask & IN_Q_OVERFLOW) != 0)
                touched = folders;
            else if (root != roots.end() && (event.mask & IN_IGNORED) == 0)
                touched.insert(root->second);
            else if (root != roots.end())
                roots.erase(root);
        }
        if (!touched.empty())
            tellSoon();
    }

    void tellSoon()
    {
        settle.expires_after(settleTime);
        settle.async_wait([self = shared_from_this()](const error_code& error) {
            if (error)
                return; // another change came, or the end
            for (const fs::path& root : std::exchange(self->touched, {})) {
                self->add(root); // with what is new in it
                self->changed(root);
            }
        });
    }
};

SourceWatcher::SourceWatcher(asio::io_context& context, Changed changed)
    : m_state(std::make_shared<State>(context, std::move(changed)))
{
    if (m_state->stream)
        asio::co_spawn(context, State::run(m_state), asio::detached);
}

SourceWatcher::~SourceWatcher()
{
    stop();
}

void SourceWatcher::watch(const std::set<fs::path>& folders)
{
    if (!m_state->stream)
        return;
    for (const fs::path& former : m_state->folders)
        if (!folders.contains(former))
            m_state->forget(former);
    for (const fs::path& folder : folders)
        if (!m_state->folders.contains(folder))
            m_state->add(folder);
    m_state->folders = folders;
}

void SourceWatcher::stop()
{
    error_code ignored;
    if (m_state->stream)
        m_state->stream->close(ignored);
    m_state->settle.cancel();
}

} // namespace gw::engine
