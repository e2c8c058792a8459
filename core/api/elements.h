// Look-ups in the project's lists of elements: each has an id and a name that is unique in its list.
#pragma once

#include "core/api/cow.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace gw {

template <typename T>
[[nodiscard]] const T* findById(const std::vector<Cow<T>>& elements, decltype(T::id) id)
{
    const auto it = std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& e) { return e->id == id; });
    return it == elements.end() ? nullptr : &**it;
}

template <typename T>
[[nodiscard]] const T* findByName(const std::vector<Cow<T>>& elements, std::string_view name)
{
    const auto it = std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& e) { return e->name == name; });
    return it == elements.end() ? nullptr : &**it;
}

// Unshares; nullptr when there is no such element.
template <typename T>
[[nodiscard]] T* editById(std::vector<Cow<T>>& elements, decltype(T::id) id)
{
    const auto it = std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& e) { return e->id == id; });
    return it == elements.end() ? nullptr : &it->edit();
}

} // namespace gw
