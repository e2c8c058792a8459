#include "core/json/patch_proof.h"

#include <algorithm>
#include <optional>
#include <span>

namespace gw::json {

namespace {

using Edits = std::span<const TextEdit>;

bool isCollection(const Value& value)
{
    return value.isObject() || value.isArray();
}

std::size_t sizeOf(const Value& collection)
{
    return collection.isObject() ? collection.asObject().size() : collection.asArray().size();
}

// An item of a collection: elements of arrays have no key.
struct Item
{
    const std::string* key = nullptr;
    const Value& value;
    bool operator==(const Item& other) const { return (!key || *key == *other.key) && value == other.value; }
};

Item itemOf(const Value& collection, std::size_t i)
{
    if (collection.isArray())
        return {nullptr, collection.asArray()[i]};
    const Member& member = collection.asObject()[i];
    return {&member.key, member.value};
}

bool mayNameAnchor(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

// What could be an anchor; a few words in plain text look like one.
bool mayHoldAnchors(std::string_view text)
{
    constexpr std::string_view before = " \t\r\n,[{:";
    for (std::size_t at = text.find('&'); at < text.size(); at = text.find('&', at + 1)) {
        const bool begins = at == 0 || before.find(text[at - 1]) != std::string_view::npos;
        if (begins && at + 1 < text.size() && mayNameAnchor(text[at + 1]))
            return true;
    }
    return false;
}

bool holdsUnicodeBreak(std::string_view text)
{
    return text.find("\xC2\x85") != std::string_view::npos || text.find("\xE2\x80\xA8") != std::string_view::npos ||
           text.find("\xE2\x80\xA9") != std::string_view::npos;
}

// A line that ends a document, begins one, or speaks to the parser.
bool holdsMarker(std::string_view text)
{
    for (std::size_t begin = 0; begin < text.size();) {
        const std::string_view line = text.substr(begin);
        if (line.starts_with("---") || line.starts_with("...") || line.starts_with('%'))
            return true;
        begin = text.find_first_of("\r\n", begin);
        begin = begin == std::string_view::npos ? text.size() : begin + 1;
    }
    return false;
}

std::size_t countNodes(const Value& value)
{
    std::size_t count = 1;
    for (std::size_t i = 0; isCollection(value) && i < sizeOf(value); ++i)
        count += countNodes(itemOf(value, i).value);
    return count;
}

class Proof
{
public:
    Proof(const PatchSource& source, std::size_t readAtOnce)
        : m_source(source), m_isJson(source.syntax() == Syntax::Json), m_readAtOnce(readAtOnce)
    {
    }

    [[nodiscard]] bool holds(Edits edits, const Value& loaded, const Value& wanted) const
    {
        if (!isCollection(loaded) || (!m_isJson && !isPlainBlock(loaded)))
            return false;
        return provesItems({loaded, wanted, m_isJson ? loaded.range().end : m_source.text().size(), 0}, edits);
    }

private:
    // A collection whose items are looked at one by one.
    struct Level
    {
        const Value& loaded;
        const Value& wanted;
        std::size_t end; // of the last item's part of the text
        int depth;       // collections around it
    };
    // The part of the text that stays an item's own, whatever the item becomes.
    struct Part
    {
        std::size_t begin;
        std::size_t end;
    };
    // Neighbouring items, the edits that fall into their parts, and how it reads alone.
    struct Run
    {
        std::size_t first;
        std::size_t last;
        Edits edits;
    };

    // A document that begins with its first key: no directive, no anchor, no tag.
    [[nodiscard]] bool isPlainBlock(const Value& root) const
    {
        if (!root.isObject() || m_source.isFlow(root) || mayHoldAnchors(m_source.text()))
            return false;
        std::size_t begin = m_source.skipBlank(m_source.lineBegin(0));
        if (m_source.slice(begin, begin + 3) == "---" && root.range().begin != begin)
            begin = m_source.skipBlank(begin + 3);
        return begin == root.range().begin;
    }

    [[nodiscard]] bool provesItems(const Level& level, Edits edits) const
    {
        const bool sameKind = level.loaded.isObject() ? level.wanted.isObject() : level.wanted.isArray();
        if (!sameKind || sizeOf(level.wanted) == 0)
            return false;
        const auto parts = partsOf(level);
        const auto runs = parts ? runsOf(*parts, edits) : std::nullopt;
        if (!runs)
            return false;
        std::size_t wanted = 0;
        std::size_t loaded = 0;
        for (const Run& run : *runs) {
            if (!stays(level, loaded, run.first, wanted) || !provesRun(level, *parts, run, wanted))
                return false;
            loaded = run.last + 1;
        }
        return stays(level, loaded, parts->size(), wanted) && wanted == sizeOf(level.wanted);
    }

    // Loaded items that no edit touches are the next wanted ones.
    [[nodiscard]] static bool stays(const Level& level, std::size_t from, std::size_t to, std::size_t& wanted)
    {
        for (std::size_t i = from; i < to; ++i, ++wanted)
            if (wanted >= sizeOf(level.wanted) || !(itemOf(level.loaded, i) == itemOf(level.wanted, wanted)))
                return false;
        return true;
    }

    [[nodiscard]] bool provesRun(const Level& level, const std::vector<Part>& parts, const Run& run,
                                 std::size_t& wanted) const
    {
        const std::size_t begin = parts[run.first].begin;
        const std::size_t end = parts[run.last].end;
        if (run.first == run.last && end - begin > m_readAtOnce && wanted < sizeOf(level.wanted) &&
            provesInside(level, run, end, wanted)) {
            ++wanted;
            return true;
        }
        const std::string text = withEdits(m_source, run.edits, begin, end);
        const std::optional<Value> items = m_isJson ? readJsonRun(level, text) : readBlockRun(level, text, begin, end);
        if (!items)
            return false;
        for (std::size_t i = 0; i < sizeOf(*items); ++i, ++wanted)
            if (wanted >= sizeOf(level.wanted) || !(itemOf(*items, i) == itemOf(level.wanted, wanted)))
                return false;
        return true;
    }

    // The edits stand in an item's value, which is a collection as well.
    [[nodiscard]] bool provesInside(const Level& level, const Run& run, std::size_t end, std::size_t wanted) const
    {
        const Item before = itemOf(level.loaded, run.first);
        const Item after = itemOf(level.wanted, wanted);
        if ((before.key && *before.key != *after.key) || !isCollection(before.value) || sizeOf(before.value) == 0)
            return false;
        const TextRange range = before.value.range();
        if (m_isJson) {
            const bool isInside = run.edits.front().begin > range.begin && run.edits.back().end < range.end;
            return isInside && provesItems({before.value, after.value, range.end, level.depth + 1}, run.edits);
        }
        const TextRange key = level.loaded.asObject()[run.first].keyRange;
        const std::size_t colon = m_source.skipBlank(key.end);
        const bool isBelow = before.value.isObject() && !m_source.isFlow(before.value) &&
                             !m_source.isCustomTagged(before.value) && m_source.at(colon) == ':' &&
                             m_source.skipBlank(colon + 1) == range.begin && m_source.beginsLine(range.begin) &&
                             run.edits.front().begin >= m_source.lineBegin(range.begin);
        return isBelow && provesItems({before.value, after.value, end, level.depth + 1}, run.edits);
    }

    [[nodiscard]] std::optional<std::vector<Part>> partsOf(const Level& level) const
    {
        return m_isJson ? jsonParts(level) : blockParts(level);
    }

    [[nodiscard]] std::optional<std::vector<Part>> jsonParts(const Level& level) const
    {
        const auto items = m_source.items(level.loaded);
        if (!items)
            return std::nullopt;
        std::vector<Part> parts;
        parts.reserve(items->size());
        for (const SourceItem& item : *items)
            parts.push_back({item.begin, item.end});
        return parts;
    }

    // From the line of a key to the line of the next one, in one column. A key that has something before it on its line
    // ("? ", an anchor) is none of these.
    [[nodiscard]] std::optional<std::vector<Part>> blockParts(const Level& level) const
    {
        const Object& members = level.loaded.asObject();
        const int column = m_source.column(level.loaded.range().begin);
        std::vector<Part> parts;
        parts.reserve(members.size());
        for (const Member& member : members) {
            const std::size_t begin = m_source.lineBegin(member.keyRange.begin);
            const std::string_view indent = m_source.slice(begin, member.keyRange.begin);
            if (static_cast<int>(indent.size()) != column || indent.find_first_not_of(' ') != std::string_view::npos ||
                (!parts.empty() && begin <= parts.back().begin))
                return std::nullopt;
            if (!parts.empty())
                parts.back().end = begin;
            parts.push_back({begin, level.end});
        }
        return parts;
    }

    // Each edit goes to the first items whose parts take it whole; nullopt when it lies outside.
    [[nodiscard]] static std::optional<std::vector<Run>> runsOf(const std::vector<Part>& parts, Edits edits)
    {
        std::vector<Run> runs;
        std::size_t part = 0;
        for (std::size_t i = 0; i < edits.size(); ++i) {
            const TextEdit& edit = edits[i];
            if (parts.empty() || edit.begin < parts.front().begin || edit.end > parts.back().end)
                return std::nullopt;
            const bool inserts = edit.begin == edit.end;
            while (inserts ? parts[part].end < edit.begin : parts[part].end <= edit.begin)
                ++part;
            if (edit.begin < parts[part].begin) // between two items
                --part;
            std::size_t last = part;
            while (parts[last].end < edit.end)
                ++last;
            if (!runs.empty() && part <= runs.back().last) {
                Run& run = runs.back();
                run.last = std::max(run.last, last);
                run.edits = Edits(run.edits.data(), run.edits.size() + 1);
            } else {
                runs.push_back({part, last, edits.subspan(i, 1)});
            }
        }
        return runs;
    }

    [[nodiscard]] ReadLimits limitsAt(int depth) const
    {
        ReadLimits limits;
        limits.maxDepth -= depth;
        return limits;
    }

    [[nodiscard]] std::optional<Value> readJsonRun(const Level& level, const std::string& text) const
    {
        const bool isObject = level.loaded.isObject();
        const std::string whole = (isObject ? "{" : "[") + text + (isObject ? "}" : "]");
        Result<Value> read = readJson(whole, limitsAt(level.depth));
        // Commas stand around the run.
        return read && sizeOf(*read) > 0 ? std::optional(std::move(*read)) : std::nullopt;
    }

    [[nodiscard]] std::optional<Value> readBlockRun(const Level& level, const std::string& text, std::size_t begin,
                                                    std::size_t end) const
    {
        const std::string_view before = m_source.slice(begin, end);
        const bool endsLine = end == m_source.text().size() || text.empty() || text.back() == '\n';
        if (!endsLine || mayHoldAnchors(text) || holdsMarker(text) || holdsUnicodeBreak(before) ||
            holdsUnicodeBreak(text))
            return std::nullopt;
        const PatchSource run(text, Syntax::Yaml);
        if (text.empty()) // but comments that are left could become part of a "|" text above
            return Value::object();
        const std::size_t first = run.skipBlank(0);
        const bool beginsWithKey = run.lineBegin(first) == 0 || begin == m_source.lineBegin(level.loaded.range().begin);
        Result<Value> read = readYaml(text, limitsAt(level.depth));
        const bool isBlock = read && read->isObject() && !run.isFlow(*read) && run.at(first) != '!';
        if (!beginsWithKey || !isBlock || read->range().begin != first || !run.beginsLine(first) ||
            run.column(first) != m_source.column(level.loaded.range().begin))
            return std::nullopt;
        return std::move(*read);
    }

    const PatchSource& m_source;
    bool m_isJson;
    std::size_t m_readAtOnce; // bytes
};

} // namespace

std::string withEdits(const PatchSource& source, std::span<const TextEdit> edits, std::size_t begin, std::size_t end)
{
    std::size_t size = end - begin;
    for (const TextEdit& edit : edits)
        size += edit.text.size();
    std::string text;
    text.reserve(size);
    for (const TextEdit& edit : edits) {
        text.append(source.slice(begin, edit.begin)).append(edit.text);
        begin = edit.end;
    }
    return text.append(source.slice(begin, end));
}

bool isProven(const PatchSource& source, const std::vector<TextEdit>& edits, const Value& loaded, const Value& wanted,
              std::size_t readAtOnce)
{
    const ReadLimits limits;
    std::size_t size = source.text().size();
    for (const TextEdit& edit : edits)
        size += edit.text.size();
    const bool mayBeTooMany = size / 2 >= limits.maxNodes; // a value has two characters at least
    if (edits.empty() || size > limits.maxBytes || (mayBeTooMany && countNodes(wanted) > limits.maxNodes / 2))
        return false;
    return Proof(source, readAtOnce).holds(edits, loaded, wanted);
}

} // namespace gw::json
