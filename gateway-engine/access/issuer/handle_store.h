// HandleStore: things that somebody outside holds a handle to, such as authorization codes: each for a time of its own,
// only so many at once (the oldest goes). They stand under the digest of the handle: how long a look-up takes tells
// nothing of any handle.
#pragma once

#include "gateway-engine/crypto/random_text.h"
#include "gateway-engine/crypto/sha256.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace gw::engine {

template <typename T>
class HandleStore
{
public:
    using Time = std::chrono::system_clock::time_point;
    explicit HandleStore(std::size_t most) : m_most(most) {}

    std::string add(T thing, Time until) // gives its handle
    {
        std::string handle = randomToken();
        put(handle, std::move(thing), until);
        return handle;
    }

    void put(std::string_view handle, T thing, Time until)
    {
        const Sha256 key = sha256(handle);
        if (m_things.insert_or_assign(key, Entry{std::move(thing), until}).second)
            m_order.push_back(key);
        while (m_things.size() > m_most || m_order.size() > 2 * m_most) {
            m_things.erase(m_order.front());
            m_order.pop_front();
        }
    }

    [[nodiscard]] T* find(std::string_view handle, Time now) // nullptr: unknown, gone, or its time is over
    {
        const auto found = m_things.find(sha256(handle));
        return found != m_things.end() && now < found->second.until ? &found->second.thing : nullptr;
    }

    void remove(std::string_view handle) { m_things.erase(sha256(handle)); }
    [[nodiscard]] std::size_t size() const { return m_things.size(); }

private:
    struct Entry
    {
        T thing;
        Time until;
    };
    std::size_t m_most;
    std::map<Sha256, Entry> m_things;
    std::deque<Sha256> m_order; // the oldest first; some may be gone
};

} // namespace gw::engine
