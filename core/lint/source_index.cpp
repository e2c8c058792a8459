// Positions by binary search over line starts and a hash of paths.
#include "core/lint/source_index.h"

#include <algorithm>

namespace gw {

namespace {

const json::Member* memberOf(const json::Value& value, std::string_view key)
{
    if (value.isObject())
        for (const json::Member& member : value.asObject())
            if (member.key == key)
                return &member;
    return nullptr;
}

} // namespace

SourceIndex::SourceIndex(const ApiSource& source) : m_source(source)
{
    m_lineStarts.push_back(0);
    for (auto at = source.text.find('\n'); at != std::string::npos; at = source.text.find('\n', at + 1))
        m_lineStarts.push_back(static_cast<std::uint32_t>(at + 1));
    if (const json::Value* paths = source.tree.find("paths"); paths && paths->isObject())
        for (const json::Member& path : paths->asObject())
            m_paths.emplace(path.key, &path);
}

SourcePosition SourceIndex::at(json::TextRange range) const
{
    if (range.end <= range.begin || range.begin >= m_source.text.size())
        return {};
    const auto next = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), range.begin);
    const std::string_view before = std::string_view(m_source.text).substr(*(next - 1), range.begin - *(next - 1));
    const auto isFirstByte = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return {static_cast<int>(next - m_lineStarts.begin()),
            static_cast<int>(std::count_if(before.begin(), before.end(), isFirstByte)) + 1};
}

SourcePosition SourceIndex::ofPath(std::string_view path) const
{
    const auto found = m_paths.find(path);
    return found == m_paths.end() ? SourcePosition{} : at(found->second->keyRange);
}

const json::Member* SourceIndex::methodAt(std::string_view path, HttpVerb verb) const
{
    const auto found = m_paths.find(path);
    if (found == m_paths.end() || !found->second->value.isObject())
        return nullptr;
    for (const json::Member& member : found->second->value.asObject())
        if (httpVerbFrom(member.key) == verb)
            return &member;
    return nullptr;
}

SourcePosition SourceIndex::ofMethod(std::string_view path, HttpVerb verb, std::span<const std::string_view> keys) const
{
    const json::Member* deepest = methodAt(path, verb);
    if (!deepest)
        return ofPath(path);
    for (const std::string_view key : keys) {
        const json::Member* child = memberOf(deepest->value, key);
        if (!child)
            break;
        deepest = child;
    }
    return at(deepest->keyRange);
}

const json::Value* SourceIndex::valueAt(std::string_view path, HttpVerb verb,
                                        std::span<const std::string_view> keys) const
{
    const json::Member* member = methodAt(path, verb);
    for (const std::string_view key : keys)
        member = member ? memberOf(member->value, key) : nullptr;
    return member ? &member->value : nullptr;
}

} // namespace gw
