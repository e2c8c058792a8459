// Cow<T>: a value that shares its storage with its copies until one of them is edited. What makes a project snapshot
// cheap to keep: an edit copies the path to what changed, everything else stays shared.
#pragma once

#include <memory>
#include <utility>

namespace gw {

template <typename T>
class Cow
{
public:
    Cow() : m_value(std::make_shared<const T>()) {}
    Cow(T value) : m_value(std::make_shared<const T>(std::move(value))) {}

    const T& operator*() const { return *m_value; }
    const T* operator->() const { return m_value.get(); }

    // A private copy to change. The reference is good until this Cow is copied or edited again.
    [[nodiscard]] T& edit()
    {
        auto copy = std::make_shared<T>(*m_value);
        T& reference = *copy;
        m_value = std::move(copy);
        return reference;
    }

    // True when both share storage: equal without looking.
    [[nodiscard]] bool isSameAs(const Cow& other) const { return m_value == other.m_value; }
    [[nodiscard]] std::shared_ptr<const T> share() const { return m_value; }

    bool operator==(const Cow& other) const { return isSameAs(other) || *m_value == *other.m_value; }

private:
    std::shared_ptr<const T> m_value;
};

} // namespace gw
