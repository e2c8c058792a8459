// SourceWatcher: tells when something below the folders of functions changes, by inotify. Of the service's thread.
#pragma once

#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace gw::engine {

class SourceWatcher
{
public:
    // `changed` is told the folder as it was given to watch(), a moment after the last of several changes.
    using Changed = std::function<void(const std::filesystem::path& folder)>;
    SourceWatcher(asio::io_context& context, Changed changed);
    ~SourceWatcher();

    // These from here on, in place of those of before. Folders of packages and caches below them are passed over.
    void watch(const std::set<std::filesystem::path>& folders);
    void stop();

private:
    struct State;
    std::shared_ptr<State> m_state; // shared with what waits in the io_context
};

} // namespace gw::engine
