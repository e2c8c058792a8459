#include "gateway-engine/states/variables.h"

#include <algorithm>
#include <utility>

namespace gw::engine::states {

const json::Value* Variables::find(std::string_view name) const
{
    const auto found = std::find_if(m_own.begin(), m_own.end(), [&](const Variable& v) { return v.name == name; });
    if (found != m_own.end())
        return found->value.get();
    return m_outer ? m_outer->find(name) : nullptr;
}

void Variables::set(Variable variable)
{
    const auto found =
        std::find_if(m_own.begin(), m_own.end(), [&](const Variable& v) { return v.name == variable.name; });
    if (found != m_own.end())
        *found = std::move(variable);
    else
        m_own.push_back(std::move(variable));
}

std::size_t Variables::bytes() const
{
    std::size_t sum = m_outer ? m_outer->bytes() : 0;
    for (const Variable& variable : m_own)
        sum += variable.bytes;
    return sum;
}

} // namespace gw::engine::states
