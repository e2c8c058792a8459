// What is known of a request when policies ask for it: the condition keys of reference 1.26 ("aws:SourceIp",
// "aws:PrincipalTag/team"), each with one value or several. Names are compared without regard to letter case.
//
// Holds views only: whoever fills it keeps names and values alive as long as it is used. Filling one takes one
// allocation. Fill only what a policy asks for (Policy::conditionKeys()).
#pragma once

#include "core/letter_case.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gw::engine::auth {

class ConditionKeys
{
public:
    struct Entry
    {
        std::string_view key;
        std::string_view value;
    };

    void reserve(std::size_t entries) { m_entries.reserve(entries); }
    // Several values of one key are several calls.
    void add(std::string_view key, std::string_view value) { m_entries.push_back({key, value}); }

    [[nodiscard]] bool has(std::string_view key) const { return first(key).has_value(); }
    [[nodiscard]] std::optional<std::string_view> first(std::string_view key) const
    {
        for (const Entry& entry : m_entries)
            if (equalsIgnoringCase(entry.key, key))
                return entry.value;
        return std::nullopt;
    }
    // Calls `use(value)` for each value of the key until it gives true; gives whether one did.
    template <typename Use>
    bool any(std::string_view key, Use use) const
    {
        for (const Entry& entry : m_entries)
            if (equalsIgnoringCase(entry.key, key) && use(entry.value))
                return true;
        return false;
    }

private:
    std::vector<Entry> m_entries;
};

} // namespace gw::engine::auth
