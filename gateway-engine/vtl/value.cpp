#include "gateway-engine/vtl/value.h"

#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/numbers.h"

#include <functional>

namespace gw::engine::vtl {

namespace {

constexpr std::size_t smallMap = 16;

bool holdsContainer(const Value& value)
{
    return value.list() || value.map();
}

// Takes the children of every container that would die here, and lets them go one by one: no recursion.
void release(std::vector<Value>& pending)
{
    while (!pending.empty()) {
        const Value last = std::move(pending.back());
        pending.pop_back();
        if (const auto* list = std::get_if<ListRef>(&last.data()); list && list->use_count() == 1) {
            for (Value& item : (*list)->items)
                if (holdsContainer(item))
                    pending.push_back(std::move(item));
        } else if (const auto* map = std::get_if<MapRef>(&last.data()); map && map->use_count() == 1) {
            for (const Map::Entry& entry : (*map)->entries())
                if (holdsContainer(entry.value))
                    pending.push_back(entry.value);
            (*map)->clear();
        }
    }
}

std::size_t hashOf(const Value& key)
{
    if (const std::string* text = key.string())
        return std::hash<std::string_view>()(*text);
    if (const auto whole = key.integer())
        return std::hash<std::int64_t>()(*whole);
    return key.data().index();
}

// How far a comparison may go: values that share parts can be small and yet endless to walk.
struct Walk
{
    int depth = 200;
    int steps = 1'000'000;
};

bool equalLists(const List& left, const List& right, Walk& walk);
bool equalMaps(const Map& left, const Map& right, Walk& walk);

bool equal(const Value& left, const Value& right, Walk& walk)
{
    if (left.data().index() != right.data().index() || walk.depth < 0 || --walk.steps < 0)
        return false;
    if (const std::string* text = left.string())
        return *text == *right.string();
    if (const List* list = left.list())
        return list == right.list() || equalLists(*list, *right.list(), walk);
    if (const Map* map = left.map())
        return map == right.map() || equalMaps(*map, *right.map(), walk);
    if (const auto* number = std::get_if<std::shared_ptr<const BigNumber>>(&left.data()))
        return bigEquals(**number, **std::get_if<std::shared_ptr<const BigNumber>>(&right.data()));
    return left.data() == right.data();
}

bool equalLists(const List& left, const List& right, Walk& walk)
{
    if (left.items.size() != right.items.size())
        return false;
    --walk.depth;
    for (std::size_t i = 0; i < left.items.size(); ++i)
        if (!equal(left.items[i], right.items[i], walk))
            return false;
    ++walk.depth;
    return true;
}

bool equalMaps(const Map& left, const Map& right, Walk& walk)
{
    if (left.size() != right.size())
        return false;
    --walk.depth;
    for (const auto& [key, value] : left.entries()) {
        const Value* other = right.find(key);
        if (!other || !equal(value, *other, walk))
            return false;
    }
    ++walk.depth;
    return true;
}

} // namespace

std::optional<std::int64_t> Value::integer() const
{
    if (const auto* number = std::get_if<std::int32_t>(&m_data))
        return *number;
    if (const auto* number = std::get_if<std::int64_t>(&m_data))
        return *number;
    return std::nullopt;
}

bool Value::operator==(const Value& other) const
{
    Walk walk;
    return equal(*this, other, walk);
}

List::~List()
{
    std::vector<Value> pending;
    for (Value& item : items)
        if (holdsContainer(item))
            pending.push_back(std::move(item));
    release(pending);
}

Map::~Map()
{
    std::vector<Value> pending;
    for (Entry& entry : m_entries)
        if (holdsContainer(entry.value))
            pending.push_back(std::move(entry.value));
    release(pending);
}

std::size_t Map::indexOf(const Value& key) const
{
    if (m_byHash.empty()) {
        std::size_t i = 0;
        while (i < m_entries.size() && !(m_entries[i].key == key))
            ++i;
        return i;
    }
    const auto [begin, end] = m_byHash.equal_range(hashOf(key));
    for (auto it = begin; it != end; ++it)
        if (m_entries[it->second].key == key)
            return it->second;
    return m_entries.size();
}

const Value* Map::find(const Value& key) const
{
    const std::size_t i = indexOf(key);
    return i < m_entries.size() ? &m_entries[i].value : nullptr;
}

const Value* Map::find(std::string_view key) const
{
    if (m_byHash.empty()) {
        for (const Entry& entry : m_entries)
            if (const std::string* text = entry.key.string(); text && *text == key)
                return &entry.value;
        return nullptr;
    }
    const auto [begin, end] = m_byHash.equal_range(std::hash<std::string_view>()(key));
    for (auto it = begin; it != end; ++it)
        if (const std::string* text = m_entries[it->second].key.string(); text && *text == key)
            return &m_entries[it->second].value;
    return nullptr;
}

std::optional<Value> Map::put(const Value& key, Value value)
{
    const std::size_t i = indexOf(key);
    if (i < m_entries.size())
        return std::exchange(m_entries[i].value, std::move(value));
    m_entries.push_back({key, std::move(value)});
    if (!m_byHash.empty()) {
        m_byHash.emplace(hashOf(key), i);
    } else if (m_entries.size() >= smallMap) {
        for (std::size_t k = 0; k < m_entries.size(); ++k)
            m_byHash.emplace(hashOf(m_entries[k].key), k);
    }
    return std::nullopt;
}

std::optional<Value> Map::remove(const Value& key)
{
    const std::size_t i = indexOf(key);
    if (i == m_entries.size())
        return std::nullopt;
    Value old = std::move(m_entries[i].value);
    m_entries.erase(m_entries.begin() + std::ptrdiff_t(i));
    if (!m_byHash.empty()) {
        m_byHash.clear();
        for (std::size_t k = 0; k < m_entries.size(); ++k)
            m_byHash.emplace(hashOf(m_entries[k].key), k);
    }
    return old;
}

void Map::clear()
{
    m_entries.clear();
    m_byHash.clear();
}

Object::~Object() = default;

Value Object::property(std::string_view) const
{
    return {};
}

Result<std::optional<Value>> Object::call(std::string_view, std::span<const Value>)
{
    return std::nullopt;
}

bool Object::assign(std::string_view, const Value&)
{
    return false;
}

std::optional<std::string> Object::text() const
{
    return std::nullopt;
}

ListRef Object::elements() const
{
    return nullptr;
}

bool Object::truth() const
{
    return true;
}

const Block* Object::block() const
{
    return nullptr;
}

Value makeList(std::vector<Value> items, Printing printing)
{
    return Value(std::make_shared<List>(std::move(items), printing));
}

Value makeMap(Printing printing)
{
    auto map = std::make_shared<Map>();
    map->printing = printing;
    return Value(std::move(map));
}

Value fromJson(const json::Value& value, Printing lists)
{
    if (value.isBool())
        return Value(value.asBool());
    if (value.isNumber())
        return numberFromText(value.asNumber().text);
    if (value.isString())
        return Value(value.asString());
    if (value.isArray()) {
        std::vector<Value> items;
        items.reserve(value.asArray().size());
        for (const json::Value& item : value.asArray())
            items.push_back(fromJson(item, lists));
        return makeList(std::move(items), lists);
    }
    if (value.isObject()) {
        const Value map = makeMap();
        for (const json::Member& member : value.asObject())
            map.map()->put(Value(member.key), fromJson(member.value, lists));
        return map;
    }
    return {};
}

} // namespace gw::engine::vtl
