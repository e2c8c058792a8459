// Published<T>: a value that one thread replaces while others use it. Who takes it keeps it; the mutex is held for a
// copy of the pointer.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace gw::engine {

template <typename T>
class Published
{
public:
    explicit Published(std::shared_ptr<const T> first = nullptr) : m_value(std::move(first)) {}

    [[nodiscard]] std::shared_ptr<const T> now() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }
    void set(std::shared_ptr<const T> value) // the former one may end with this, outside of the lock
    {
        const std::lock_guard lock(m_mutex);
        m_value.swap(value);
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace gw::engine
