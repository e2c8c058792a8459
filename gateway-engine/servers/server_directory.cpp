#include "gateway-engine/servers/server_directory.h"

#include "core/letter_case.h"

#include <utility>

namespace gw::engine {

ServerGroup* ServerDirectory::find(std::string_view host) const
{
    const Entries& entries = *m_now.load(std::memory_order_acquire);
    if (entries.byName.empty() || host.find('.') != std::string_view::npos) // names have no dots
        return nullptr;
    const auto found = entries.byName.find(toLowerAscii(host));
    return found == entries.byName.end() ? nullptr : found->second.get();
}

ServerGroup* ServerDirectory::findVpcLink(std::string_view id) const
{
    const Entries& entries = *m_now.load(std::memory_order_acquire);
    const auto found = entries.byVpcLink.find(id);
    return found == entries.byVpcLink.end() ? nullptr : found->second.get();
}

void ServerDirectory::publish(Entries entries)
{
    const std::lock_guard lock(m_mutex);
    m_all.push_back(std::make_unique<const Entries>(std::move(entries)));
    m_now.store(m_all.back().get(), std::memory_order_release);
}

} // namespace gw::engine
