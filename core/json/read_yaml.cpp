// YAML text to a Value with positions. libyaml gives the events; here stand the composition (YAML 1.2.2 section 3.2),
// the core schema, and the limits: depth, node count, and what aliases expand to.
#include "core/json/json_error.h"
#include "core/json/text.h"
#include "core/json/yaml_events.h"
#include "core/json/yaml_schema.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

namespace gw::json {

namespace {

constexpr std::string_view standardTag = "tag:yaml.org,2002:";

struct Subtree
{
    Value value;
    std::size_t nodes = 1;
    std::size_t bytes = 0; // of its texts
    int height = 0;        // nested containers, itself included
    bool blockStyle = false;
    std::uint32_t end = 0; // where the last character of its content stands
};

class Composer
{
public:
    Composer(std::string_view text, const ReadLimits& limits) : m_text(text), m_limits(limits), m_events(text) {}
    Result<Value> document();

private:
    using Composed = Result<Subtree>;
    Result<void> expect(YamlEvent& event);
    Composed node(const YamlEvent& event, int depth);
    Composed untagged(const YamlEvent& event, int depth);
    Composed scalar(const YamlEvent& event);
    Composed sequence(const YamlEvent& start, int depth);
    Composed mapping(const YamlEvent& start, int depth);
    Composed alias(const YamlEvent& event, int depth);
    Result<Member> key(const YamlEvent& event);
    Result<void> remember(std::string_view anchor, const Subtree& subtree);
    Result<void> charge(std::size_t nodes, std::size_t bytes, std::uint32_t offset);
    [[nodiscard]] std::uint32_t contentBegin(const YamlEvent& event) const;
    [[nodiscard]] std::uint32_t blockScalarEnd(TextRange range) const;

    std::string_view m_text;
    const ReadLimits& m_limits;
    YamlEvents m_events;
    std::map<std::string, Subtree, std::less<>> m_anchors;
    Array m_elements; // of the open sequences, and members of the open mappings: each container is made once, of its
    Object m_members; // own size
    std::size_t m_nodes = 0;
    std::size_t m_copiedBytes = 0;
};

Diagnostic aliasUnknown(std::string_view text, std::uint32_t offset, std::string_view name)
{
    return yamlProblem(text, offset, "The alias \"*" + std::string(name) + "\" has no anchor that ends before it.",
                       "Write &" + std::string(name) + " before the value that is meant, earlier in the file.");
}

// libyaml keeps to YAML 1.1, in which these end a line too.
std::size_t unicodeBreakAt(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at, 3);
    if (rest.starts_with("\xC2\x85"))
        return 2;
    return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

std::size_t skipBlanksAndComments(std::string_view text, std::size_t at)
{
    for (bool comment = false; at < text.size(); ++at) {
        const std::size_t unicodeBreak = unicodeBreakAt(text, at);
        const bool lineEnds = unicodeBreak > 0 || text[at] == '\n' || text[at] == '\r';
        comment = !lineEnds && (comment || text[at] == '#');
        if (!comment && !lineEnds && text[at] != ' ' && text[at] != '\t')
            break;
        at += unicodeBreak > 0 ? unicodeBreak - 1 : 0;
    }
    return at;
}

// CloudFormation's long form of a short tag: !Ref x is {"Ref": x}, !Sub x is {"Fn::Sub": x}.
std::string longForm(std::string_view tag)
{
    tag.remove_prefix(1);
    return tag == "Ref" || tag == "Condition" ? std::string(tag) : "Fn::" + std::string(tag);
}

bool isLocalTag(std::string_view tag)
{
    return tag.size() > 1 && tag.front() == '!';
}

// !GetAtt resource.attribute is {"Fn::GetAtt": [resource, attribute]}.
Value longFormArgument(std::string_view tag, Value value)
{
    if (tag != "!GetAtt" || !value.isString())
        return value;
    const std::string text = value.asString();
    const auto dot = text.find('.');
    if (dot == std::string::npos)
        return value;
    Value resource(text.substr(0, dot));
    Value attribute(text.substr(dot + 1));
    resource.setRange(value.range());
    attribute.setRange(value.range());
    Value pair(Array{std::move(resource), std::move(attribute)});
    pair.setRange(value.range());
    return pair;
}

// What was collected from `first` on, in a vector without room to spare.
template <typename Items>
Items taken(Items& collected, std::size_t first)
{
    const auto begin = collected.begin() + static_cast<std::ptrdiff_t>(first);
    Items items(std::make_move_iterator(begin), std::make_move_iterator(collected.end()));
    collected.erase(begin, collected.end());
    return items;
}

Value typedScalar(std::string_view tag, std::string_view text, bool plain)
{
    if (tag.empty() || isLocalTag(tag))
        return plain ? resolvePlainScalar(text) : Value(text);
    if (!tag.starts_with(standardTag))
        return text;
    const std::string_view type = tag.substr(standardTag.size());
    Value resolved = resolvePlainScalar(text);
    const bool fits = (type == "null" && resolved.isNull()) || (type == "bool" && resolved.isBool()) ||
                      ((type == "int" || type == "float") && resolved.isNumber());
    return fits ? std::move(resolved) : Value(text);
}

Result<Value> Composer::document()
{
    YamlEvent event;
    for (const auto type : {YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT}) {
        if (auto ok = expect(event); !ok)
            return fail(std::move(ok.error()));
        if (event.type() != type)
            return fail(
                yamlProblem(m_text, m_text.size(), "The file is empty.", "An empty YAML mapping is written {}."));
    }
    if (auto ok = expect(event); !ok)
        return fail(std::move(ok.error()));
    Composed root = node(event, 0);
    if (!root)
        return fail(std::move(root.error()));
    for (const auto type : {YAML_DOCUMENT_END_EVENT, YAML_STREAM_END_EVENT}) {
        if (auto ok = expect(event); !ok)
            return fail(std::move(ok.error()));
        if (event.type() != type)
            return fail(yamlProblem(m_text, event.range().begin, "A second YAML document begins here.",
                                    "Keep one document in a file: remove the '---' line and what follows, "
                                    "or move it into a file of its own."));
    }
    return std::move(root->value);
}

Result<void> Composer::expect(YamlEvent& event)
{
    if (!m_events.next(event))
        return fail(m_events.error());
    return {};
}

Composer::Composed Composer::node(const YamlEvent& event, int depth)
{
    if (event.type() == YAML_ALIAS_EVENT)
        return alias(event, depth);
    if (auto ok = charge(1, 0, event.range().begin); !ok)
        return fail(std::move(ok.error()));
    const bool tagged = isLocalTag(event.tag());
    if (tagged && depth >= m_limits.maxDepth)
        return fail(tooDeep(m_text, event.range().begin, m_limits));
    Composed made = untagged(event, tagged ? depth + 1 : depth);
    if (!made)
        return made;
    if (tagged) {
        const std::uint32_t begin = static_cast<std::uint32_t>(m_text.find('!', event.range().begin));
        Member member{longForm(event.tag()), longFormArgument(event.tag(), std::move(made->value)), {}};
        member.keyRange = {begin, std::min(begin + static_cast<std::uint32_t>(event.tag().size()), made->end)};
        made->value = Value(Object{std::move(member)});
        made->value.setRange({begin, made->end});
        ++made->height;
    }
    if (!event.anchor().empty())
        if (auto ok = remember(event.anchor(), *made); !ok)
            return fail(std::move(ok.error()));
    return made;
}

Composer::Composed Composer::untagged(const YamlEvent& event, int depth)
{
    if (event.type() == YAML_SCALAR_EVENT)
        return scalar(event);
    if (depth >= m_limits.maxDepth)
        return fail(tooDeep(m_text, event.range().begin, m_limits));
    return event.type() == YAML_SEQUENCE_START_EVENT ? sequence(event, depth + 1) : mapping(event, depth + 1);
}

Composer::Composed Composer::scalar(const YamlEvent& event)
{
    Subtree made;
    made.value = typedScalar(event.tag(), event.scalar(), event.isPlain());
    made.bytes = event.scalar().size();
    made.end = event.isBlockScalar() ? blockScalarEnd(event.range()) : event.range().end;
    made.value.setRange({std::min(contentBegin(event), made.end), made.end});
    return made;
}

Composer::Composed Composer::sequence(const YamlEvent& start, int depth)
{
    Subtree made{Value(), 1, 0, 1, !start.isFlow(), start.range().end};
    const std::uint32_t begin = contentBegin(start);
    const std::size_t first = m_elements.size();
    for (YamlEvent event;;) {
        if (auto ok = expect(event); !ok)
            return fail(std::move(ok.error()));
        if (event.type() == YAML_SEQUENCE_END_EVENT) {
            made.end = start.isFlow() ? event.range().end : made.end;
            break;
        }
        Composed element = node(event, depth);
        if (!element)
            return element;
        made.nodes += element->nodes;
        made.bytes += element->bytes;
        made.height = std::max(made.height, element->height + 1);
        made.end = std::max(made.end, element->end);
        m_elements.push_back(std::move(element->value));
    }
    made.value = Value(taken(m_elements, first));
    made.value.setRange({std::min(begin, made.end), made.end});
    return made;
}

Composer::Composed Composer::mapping(const YamlEvent& start, int depth)
{
    Subtree made{Value(), 1, 0, 1, !start.isFlow(), start.range().end};
    const std::uint32_t begin = contentBegin(start);
    const std::size_t first = m_members.size();
    for (YamlEvent event;;) {
        if (auto ok = expect(event); !ok)
            return fail(std::move(ok.error()));
        if (event.type() == YAML_MAPPING_END_EVENT) {
            made.end = start.isFlow() ? event.range().end : made.end;
            break;
        }
        Result<Member> member = key(event);
        if (!member)
            return fail(std::move(member.error()));
        if (auto ok = expect(event); !ok)
            return fail(std::move(ok.error()));
        Composed value = node(event, depth);
        if (!value)
            return value;
        made.nodes += value->nodes;
        made.bytes += value->bytes + member->key.size();
        made.height = std::max(made.height, value->height + 1);
        made.end = std::max({made.end, member->keyRange.end, value->end});
        member->value = std::move(value->value);
        m_members.push_back(std::move(*member));
    }
    made.value = Value(taken(m_members, first));
    made.value.setRange({std::min(begin, made.end), made.end});
    return made;
}

Composer::Composed Composer::alias(const YamlEvent& event, int depth)
{
    const auto found = m_anchors.find(event.anchor());
    if (found == m_anchors.end())
        return fail(aliasUnknown(m_text, event.range().begin, event.anchor()));
    const Subtree& meant = found->second;
    if (auto ok = charge(meant.nodes, meant.bytes, event.range().begin); !ok)
        return fail(std::move(ok.error()));
    if (depth + meant.height > m_limits.maxDepth)
        return fail(tooDeep(m_text, event.range().begin, m_limits));
    Subtree copy = meant;
    copy.value.setRange(event.range());
    copy.end = event.range().end;
    return copy;
}

Result<Member> Composer::key(const YamlEvent& event)
{
    Member member;
    member.keyRange = event.range();
    if (event.type() == YAML_SCALAR_EVENT) {
        member.key = event.scalar();
        member.keyRange.begin = contentBegin(event);
        Subtree named;
        named.value = typedScalar(event.tag(), event.scalar(), event.isPlain());
        named.value.setRange(member.keyRange);
        named.bytes = member.key.size();
        if (!event.anchor().empty())
            if (auto ok = remember(event.anchor(), named); !ok)
                return fail(std::move(ok.error()));
        return member;
    }
    if (event.type() != YAML_ALIAS_EVENT)
        return fail(yamlProblem(m_text, event.range().begin, "A list or mapping stands where a key is expected.",
                                "Keys are texts; quote the key if it begins with '[', '{' or '-'."));
    const auto found = m_anchors.find(event.anchor());
    if (found == m_anchors.end() || found->second.height > 0)
        return fail(aliasUnknown(m_text, event.range().begin, event.anchor()));
    if (auto ok = charge(1, found->second.bytes, event.range().begin); !ok)
        return fail(std::move(ok.error()));
    member.key = found->second.value.scalarText();
    return member;
}

Result<void> Composer::remember(std::string_view anchor, const Subtree& subtree)
{
    if (auto ok = charge(subtree.nodes, subtree.bytes, subtree.value.range().begin); !ok)
        return ok;
    m_anchors.insert_or_assign(std::string(anchor), subtree);
    return {};
}

Result<void> Composer::charge(std::size_t nodes, std::size_t bytes, std::uint32_t offset)
{
    m_nodes += nodes;
    m_copiedBytes += bytes;
    if (m_nodes > m_limits.maxNodes || m_copiedBytes > m_limits.maxBytes)
        return fail(tooManyNodes(m_text, offset, m_limits));
    return {};
}

// Past "&anchor" and "!tag" (in any order, over comments and lines) to where the value itself begins.
std::uint32_t Composer::contentBegin(const YamlEvent& event) const
{
    std::size_t at = event.range().begin;
    if (event.anchor().empty() && event.tag().empty())
        return static_cast<std::uint32_t>(at);
    const std::size_t end = event.type() == YAML_SCALAR_EVENT ? event.range().end : m_text.size();
    while (at < end && (m_text[at] == '&' || m_text[at] == '!')) {
        at = std::min(m_text.find_first_of(" \t\r\n,[]{}", at), end);
        at = std::min(skipBlanksAndComments(m_text, at), end);
    }
    return static_cast<std::uint32_t>(at);
}

// libyaml ends a block scalar where the next line begins. The line's own end, and the blank lines below, are not part
// of it, unless "+" keeps them.
std::uint32_t Composer::blockScalarEnd(TextRange range) const
{
    const std::string_view text = m_text.substr(range.begin, range.end - range.begin);
    const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
    const bool keeps = header.substr(0, header.find('#')).find('+') != std::string_view::npos;
    std::size_t end = text.size();
    for (bool first = true; end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r'); first = false) {
        if (keeps && !first)
            break;
        end -= end > 1 && text[end - 1] == '\n' && text[end - 2] == '\r' ? 2 : 1;
    }
    return range.begin + static_cast<std::uint32_t>(end);
}

} // namespace

Result<Value> readYaml(std::string_view text, const ReadLimits& limits)
{
    if (text.size() > limits.maxBytes || text.size() > std::numeric_limits<std::uint32_t>::max())
        return fail(tooLarge(limits));
    return Composer(text, limits).document();
}

} // namespace gw::json
