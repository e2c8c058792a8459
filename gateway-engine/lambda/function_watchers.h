// FunctionWatchers: who is told of changes. From any thread.
#pragma once

#include "gateway-engine/lambda/function_status.h"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gw::engine {

class FunctionWatchers
{
public:
    void add(std::weak_ptr<LambdaObserver> watcher)
    {
        const std::lock_guard lock(m_mutex);
        m_watchers.push_back(std::move(watcher));
    }

    // `tell(observer)` for each that is there; those that are gone are forgotten.
    template <typename Tell>
    void each(Tell tell)
    {
        std::vector<std::shared_ptr<LambdaObserver>> present;
        {
            const std::lock_guard lock(m_mutex);
            std::erase_if(m_watchers, [&](const auto& watcher) {
                auto held = watcher.lock();
                if (held)
                    present.push_back(std::move(held));
                return watcher.expired();
            });
        }
        for (const auto& watcher : present) // without the lock: what they do is theirs
            tell(*watcher);
    }

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<LambdaObserver>> m_watchers;
};

} // namespace gw::engine
