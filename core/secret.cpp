// The memory of secrets. explicit_bzero is not optimised away, unlike an assignment to what is about to end.
#include "core/secret.h"

#include <cstring>
#include <utility>

namespace gw {

Secret::Secret(Secret&& other) noexcept : m_text(other.m_text)
{
    other.wipe(); // a short text is copied by a move, and would stay behind
}

Secret& Secret::operator=(const Secret& other)
{
    if (this != &other) {
        std::string copy = other.m_text;
        wipe();
        m_text = std::move(copy);
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        m_text.swap(other.m_text);
        other.wipe();
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

bool Secret::isEqual(std::string_view text) const
{
    if (m_text.size() != text.size())
        return false;
    unsigned char differences = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        differences = static_cast<unsigned char>(
            differences | (static_cast<unsigned char>(m_text[i]) ^ static_cast<unsigned char>(text[i])));
    return differences == 0;
}

void Secret::wipe()
{
    ::explicit_bzero(m_text.data(), m_text.capacity());
    m_text.clear();
}

} // namespace gw
