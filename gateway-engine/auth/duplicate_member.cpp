#include "gateway-engine/auth/duplicate_member.h"

#include <algorithm>
#include <vector>

namespace gw::engine::auth {

namespace {

const json::Member* findHere(const json::Object& object)
{
    std::vector<const json::Member*> members;
    members.reserve(object.size());
    for (const json::Member& member : object)
        members.push_back(&member);
    std::stable_sort(members.begin(), members.end(),
                     [](const json::Member* a, const json::Member* b) { return a->key < b->key; });
    const auto same = std::adjacent_find(members.begin(), members.end(),
                                         [](const json::Member* a, const json::Member* b) { return a->key == b->key; });
    return same == members.end() ? nullptr : *(same + 1);
}

} // namespace

const json::Member* findDuplicateMember(const json::Value& value) // as deep as the reader let it be
{
    if (value.isArray())
        for (const json::Value& item : value.asArray())
            if (const json::Member* found = findDuplicateMember(item))
                return found;
    if (!value.isObject())
        return nullptr;
    if (const json::Member* found = findHere(value.asObject()))
        return found;
    for (const json::Member& member : value.asObject())
        if (const json::Member* found = findDuplicateMember(member.value))
            return found;
    return nullptr;
}

} // namespace gw::engine::auth
