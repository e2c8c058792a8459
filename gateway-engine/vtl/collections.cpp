// Lists and maps: how maps find their entries, and how deep values die.
#include "gateway-engine/vtl/value.h"

#include <algorithm>
#include <functional>

namespace gw::engine::vtl {

namespace {

constexpr std::size_t smallMap = 32;

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
        if (const auto* list = std::get_if<ListRef>(&last.data()); list && list->use_count() == 1)
            (*list)->handOverContainers(pending);
        else if (const auto* map = std::get_if<MapRef>(&last.data()); map && map->use_count() == 1)
            (*map)->handOverContainers(pending);
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

bool isScalar(const json::Value& value)
{
    return !value.isArray() && !value.isObject();
}

const json::Value* lastMember(const json::Value& object, std::string_view key)
{
    const auto& members = object.asObject();
    const auto found = std::find_if(members.rbegin(), members.rend(), [&](const auto& m) { return m.key == key; });
    return found == members.rend() ? nullptr : &found->value;
}

} // namespace

List::~List()
{
    std::vector<Value> pending;
    handOverContainers(pending);
    release(pending);
}

void List::handOverContainers(std::vector<Value>& to)
{
    for (Value& item : items)
        if (holdsContainer(item))
            to.push_back(std::move(item));
}

Map::~Map()
{
    std::vector<Value> pending;
    handOverContainers(pending);
    release(pending);
}

void Map::handOverContainers(std::vector<Value>& to)
{
    for (Entry& entry : m_entries)
        if (holdsContainer(entry.value))
            to.push_back(std::move(entry.value));
    for (Opened& opened : m_opened)
        to.push_back(std::move(opened.value));
    clear();
}

// A list or map of the document: there once, since it can change.
Value Map::valueOf(const json::Value& member) const
{
    for (const Opened& opened : m_opened)
        if (opened.member == &member)
            return opened.value;
    return m_opened.emplace_back(Opened{&member, fromJson(m_unread, member, m_lists)}).value;
}

// Of members with the same key the last one counts, at the place of the first.
void Map::makeEntries() const
{
    const json::Object& members = m_unread->asObject();
    m_entries.reserve(members.size());
    for (const json::Member& member : members) {
        const bool isOpened = !isScalar(member.value) && !m_opened.empty();
        Value value = isOpened ? valueOf(member.value) : fromJson(m_unread, member.value, m_lists);
        const std::size_t i = indexOf(member.key);
        if (i < m_entries.size()) {
            m_entries[i].value = std::move(value);
            continue;
        }
        m_entries.push_back({Value(Text(m_unread, &member.key)), std::move(value)});
        index();
    }
    m_opened.clear();
    m_unread.reset();
}

// What the last entry adds to the index, once there is one.
void Map::index() const
{
    if (m_entries.size() < smallMap)
        return;
    const std::size_t first = m_byHash ? m_entries.size() - 1 : 0;
    if (!m_byHash)
        m_byHash = std::make_unique<ByHash>();
    for (std::size_t i = first; i < m_entries.size(); ++i)
        m_byHash->emplace(hashOf(m_entries[i].key), i);
}

std::size_t Map::indexOf(const Value& key) const
{
    if (const std::string* text = key.string())
        return indexOf(*text);
    if (!m_byHash) {
        std::size_t i = 0;
        while (i < m_entries.size() && !(m_entries[i].key == key))
            ++i;
        return i;
    }
    const auto [begin, end] = m_byHash->equal_range(hashOf(key));
    for (auto it = begin; it != end; ++it)
        if (m_entries[it->second].key == key)
            return it->second;
    return m_entries.size();
}

std::size_t Map::indexOf(std::string_view key) const
{
    const auto isAt = [&](std::size_t i) {
        const std::string* text = m_entries[i].key.string();
        return text && *text == key;
    };
    if (!m_byHash) {
        std::size_t i = 0;
        while (i < m_entries.size() && !isAt(i))
            ++i;
        return i;
    }
    const auto [begin, end] = m_byHash->equal_range(std::hash<std::string_view>()(key));
    for (auto it = begin; it != end; ++it)
        if (isAt(it->second))
            return it->second;
    return m_entries.size();
}

const Value* Map::find(const Value& key) const
{
    readMembers();
    const std::size_t i = indexOf(key);
    return i < m_entries.size() ? &m_entries[i].value : nullptr;
}

const Value* Map::find(std::string_view key) const
{
    readMembers();
    const std::size_t i = indexOf(key);
    return i < m_entries.size() ? &m_entries[i].value : nullptr;
}

Value Map::get(const Value& key) const
{
    if (const std::string* text = key.string())
        return get(*text);
    const Value* found = find(key);
    return found ? *found : Value();
}

// Single members are read from the document as often as they are asked for.
Value Map::get(std::string_view key) const
{
    if (m_unread) {
        const json::Value* member = lastMember(*m_unread, key);
        if (!member)
            return {};
        return isScalar(*member) ? fromJson(m_unread, *member, m_lists) : valueOf(*member);
    }
    const Value* found = find(key);
    return found ? *found : Value();
}

std::optional<Value> Map::put(const Value& key, Value value)
{
    readMembers();
    const std::size_t i = indexOf(key);
    if (i < m_entries.size())
        return std::exchange(m_entries[i].value, std::move(value));
    m_entries.push_back({key, std::move(value)});
    index();
    return std::nullopt;
}

std::optional<Value> Map::remove(const Value& key)
{
    readMembers();
    const std::size_t i = indexOf(key);
    if (i == m_entries.size())
        return std::nullopt;
    Value old = std::move(m_entries[i].value);
    m_entries.erase(m_entries.begin() + std::ptrdiff_t(i));
    m_byHash.reset();
    index();
    return old;
}

void Map::clear()
{
    m_unread.reset();
    m_opened.clear();
    m_entries.clear();
    m_byHash.reset();
}

} // namespace gw::engine::vtl
