// SourceWatcher: tells when something below the code folders of functions changes, by inotify. Bounded in depth and in
// number of folders; what runtimes and editors write beside the sources is no change. Of the service's thread.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string_view>

namespace gw::engine {

// A name that changes without the sources changing: "__pycache__", "app.py~", ".app.py.swp", ".git".
[[nodiscard]] bool isBesideTheSources(std::string_view name);

class SourceWatcher
{
public:
    // Told the folder as it was given to watch(), at once: whoever comes after the change meets it.
    using Changed = std::function<void(const std::filesystem::path& folder)>;
    SourceWatcher(asio::io_context& context, Changed changed);
    ~SourceWatcher();
    SourceWatcher(const SourceWatcher&) = delete;
    SourceWatcher& operator=(const SourceWatcher&) = delete;

    // These from here on, in place of those of before.
    void watch(const std::set<std::filesystem::path>& folders);
    // Finds one of them again that was away for a while.
    void look(const std::filesystem::path& folder);
    void stop();
    [[nodiscard]] std::size_t watchedFolders() const; // those below them included

private:
    struct State;
    static Task<void> read(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state; // shared with what waits in the io_context; null: the system gives no inotify
};

} // namespace gw::engine
