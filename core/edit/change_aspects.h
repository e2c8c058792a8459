// The words of a diff of one element: what differs, in a list that is cut with a count when it is long.
#pragma once

#include "core/api/integration.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gw {

class Aspects
{
public:
    void say(std::string aspect) { m_aspects.push_back(std::move(aspect)); }

    template <typename T>
    void compare(const char* what, const T& before, const T& after)
    {
        if (!(before == after))
            say(std::string(what) + " changed");
    }

    // Elements by name: which were added, which removed, which changed.
    template <typename T, typename NameOf>
    void compareNamed(const std::vector<T>& before, const std::vector<T>& after, NameOf nameOf)
    {
        if (before == after)
            return;
        auto leftOver = byName(before, nameOf);
        for (const T& item : after) {
            const auto old = leftOver.find(nameOf(item));
            if (old == leftOver.end())
                say(nameOf(item) + " added");
            else if (!(*old->second == item))
                say(nameOf(item) + " changed");
            if (old != leftOver.end())
                leftOver.erase(old);
        }
        for (const T& item : before)
            if (leftOver.count(nameOf(item)) > 0)
                say(nameOf(item) + " removed");
    }

    [[nodiscard]] std::string text() const
    {
        constexpr std::size_t most = 4;
        std::string joined;
        for (std::size_t i = 0; i < std::min(m_aspects.size(), most); ++i)
            joined += (i == 0 ? "" : ", ") + m_aspects[i];
        if (m_aspects.size() > most)
            joined += " and " + std::to_string(m_aspects.size() - most) + " more";
        return joined;
    }

private:
    template <typename T, typename NameOf>
    static std::unordered_map<std::string, const T*> byName(const std::vector<T>& items, NameOf nameOf)
    {
        std::unordered_map<std::string, const T*> names;
        for (const T& item : items)
            names.emplace(nameOf(item), &item);
        return names;
    }

    std::vector<std::string> m_aspects;
};

// Names pairs of a map: labelled("variable ").
[[nodiscard]] inline auto labelled(std::string prefix)
{
    return [prefix = std::move(prefix)](const StringMap::value_type& pair) { return prefix + pair.first; };
}

} // namespace gw
