// OnDemand<T>: a page or a form that is made when it is first asked for. A window has dozens of them, and a start waits
// only for what it shows.
#pragma once

#include <functional>
#include <utility>

namespace gw::ui {

// Owns nothing: what is made belongs to the widget or the object it was given to by `make`.
template <typename T>
class OnDemand
{
public:
    using Make = std::function<T*()>;

    OnDemand() = default;
    explicit OnDemand(Make make) : m_make(std::move(make)) {}

    T* get()
    {
        if (!m_made)
            m_made = m_make();
        return m_made;
    }
    T* operator->() { return get(); }
    // Nothing where nobody asked yet: for what is told to pages only as long as there are some.
    [[nodiscard]] T* ifMade() const { return m_made; }

private:
    Make m_make;
    T* m_made = nullptr;
};

} // namespace gw::ui
