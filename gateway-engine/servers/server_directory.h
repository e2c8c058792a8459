// ServerDirectory: the user's servers by the names requests reach them by. Programs keep it; what it holds follows the
// design, so a server that is added or renamed is found without deploying anew. Looking up locks nothing.
#pragma once

#include "gateway-engine/servers/server_group.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class ServerDirectory
{
public:
    struct Entries
    {
        std::map<std::string, std::shared_ptr<ServerGroup>, std::less<>> byName;
        std::map<std::string, std::shared_ptr<ServerGroup>, std::less<>> byVpcLink;
    };

    ServerDirectory() { publish({}); }

    // Null: none. What is found stays as long as the directory.
    [[nodiscard]] ServerGroup* find(std::string_view host) const; // in any letter case
    [[nodiscard]] ServerGroup* findVpcLink(std::string_view id) const;

    void publish(Entries entries);

private:
    std::atomic<const Entries*> m_now{nullptr};
    std::mutex m_mutex;
    std::vector<std::unique_ptr<const Entries>> m_all; // former ones may still be read, and stay
};

} // namespace gw::engine
