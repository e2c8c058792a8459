// Field-wise edits of objects.
#include "core/format/tree_edit.h"

#include "core/format/cloudformation_text.h"

#include <algorithm>

namespace gw {

namespace {

// Where a new key goes: before the first member that comes later in `order`.
std::size_t placeFor(const json::Object& members, std::string_view key, KeyOrder order)
{
    const auto rank = std::find(order.begin(), order.end(), key);
    if (rank == order.end())
        return members.size();
    for (std::size_t i = 0; i < members.size(); ++i)
        if (std::find(rank, order.end(), std::string_view(members[i].key)) != order.end())
            return i;
    return members.size();
}

json::Value textArray(const std::vector<std::string>& texts)
{
    json::Array array;
    for (const std::string& text : texts)
        array.emplace_back(text);
    return array;
}

} // namespace

void put(json::Value& object, std::string_view key, json::Value value, KeyOrder order)
{
    if (!object.isObject())
        object = json::Value::object();
    if (json::Value* existing = object.find(key)) {
        *existing = std::move(value);
        return;
    }
    json::Object& members = object.asObject();
    const auto place = static_cast<std::ptrdiff_t>(placeFor(members, key, order));
    members.insert(members.begin() + place, json::Member{std::string(key), std::move(value), {}});
}

void putText(json::Value& object, std::string_view key, const std::string& base, const std::string& wanted,
             KeyOrder order)
{
    if (base == wanted)
        return;
    if (wanted.empty()) {
        object.remove(key);
        return;
    }
    json::Value value = object[key];
    setCloudFormationText(value, wanted);
    put(object, key, std::move(value), order);
}

void putValue(json::Value& object, std::string_view key, const json::Value& base, const json::Value& wanted,
              KeyOrder order)
{
    if (base == wanted)
        return;
    if (wanted.isNull())
        object.remove(key);
    else
        put(object, key, wanted, order);
}

void putFlag(json::Value& object, std::string_view key, bool base, bool wanted, KeyOrder order)
{
    if (base != wanted)
        put(object, key, wanted, order);
}

void putList(json::Value& object, std::string_view key, const std::vector<std::string>& base,
             const std::vector<std::string>& wanted, KeyOrder order)
{
    if (base == wanted)
        return;
    if (wanted.empty())
        object.remove(key);
    else
        put(object, key, textArray(wanted), order);
}

void putMap(json::Value& object, std::string_view key, const StringMap& base, const StringMap& wanted, KeyOrder order)
{
    using Entry = std::pair<std::string, std::string>;
    if (base == wanted)
        return;
    const auto sameKey = [](const Entry& a, const Entry& b) { return a.first == b.first; };
    MemberKind<Entry> kind;
    kind.key = [](const Entry& entry) { return entry.first; };
    kind.matches = [](const std::string& memberKey, const Entry& entry) { return memberKey == entry.first; };
    kind.write = [](const json::Value* original, const Entry* from, const Entry& entry) {
        json::Value value = original ? *original : json::Value();
        if (!from || from->second != entry.second)
            setCloudFormationText(value, entry.second);
        return value;
    };
    json::Value& child = childObject(object, key, order);
    const auto origins = pairItems(base, wanted, sameKey);
    std::string taken;
    while (!(taken = writeMembers(child, base, wanted, origins, kind)).empty())
        if (!child.remove(taken)) // what stood there was no text; the edit gives it one
            break;
    dropIfEmpty(object, key);
}

void putStatusCode(json::Value& object, const std::string& base, const std::string& wanted, KeyOrder order)
{
    const bool isNumber =
        !wanted.empty() && wanted.front() != '0' && wanted.find_first_not_of("0123456789") == std::string::npos;
    if (base == wanted)
        return;
    if (object["statusCode"].isNumber() && isNumber)
        object.set("statusCode", json::Number{wanted});
    else
        putText(object, "statusCode", base, wanted, order);
}

json::Value& childObject(json::Value& object, std::string_view key, KeyOrder order)
{
    const json::Value* existing = object.find(key);
    if (!existing || !existing->isObject())
        put(object, key, json::Value::object(), order);
    return *object.find(key);
}

void dropIfEmpty(json::Value& object, std::string_view key)
{
    const json::Value* child = object.find(key);
    const bool isEmpty =
        child && ((child->isObject() && child->asObject().empty()) || (child->isArray() && child->asArray().empty()));
    if (isEmpty)
        object.remove(key);
}

} // namespace gw
