// Reads and writes web ACLs. An ACL that cannot be read in all its parts is left out as a whole: without a rule it
// would let in what it is there to stop.
#include "core/format/manifest_web_acl.h"

#include "core/api/element_name.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view aclOrder[] = {"name", "description", "defaultAction", "rules"};
constexpr std::string_view ruleOrder[] = {"name", "action", "addresses", "rate", "header", "size"};
constexpr std::string_view rateOrder[] = {"limit", "evaluationWindowSec"};
constexpr std::string_view headerOrder[] = {"name", "match", "value"};
constexpr std::string_view sizeOrder[] = {"part", "bytes"};
constexpr std::string_view matchKeys[] = {"addresses", "rate", "header", "size"};

HeaderMatch readHeader(EntryReader reader)
{
    HeaderMatch match;
    match.header = reader.text("name");
    match.match = reader.word("match", match.match, textMatchFrom, "Use EXACTLY, STARTS_WITH, ENDS_WITH or CONTAINS.");
    match.value = reader.text("value");
    return match;
}

SizeMatch readSize(EntryReader reader)
{
    SizeMatch match;
    match.part = reader.word("part", match.part, sizedPartFrom, "Use BODY, HEADERS, QUERY_STRING or URI_PATH.");
    match.bytes = reader.number("bytes", match.bytes);
    return match;
}

RateMatch readRate(EntryReader reader)
{
    RateMatch match;
    match.limit = reader.number("limit", match.limit);
    match.evaluationWindowSec = reader.number("evaluationWindowSec", match.evaluationWindowSec);
    return match;
}

std::optional<WebAclRule> readRule(EntryReader& reader)
{
    const json::Value& entry = reader.entry();
    WebAclRule rule;
    rule.name = reader.text("name");
    rule.action = reader.word("action", rule.action, webAclActionFrom, "Use ALLOW, BLOCK or COUNT.");
    const auto matches = std::count_if(std::begin(matchKeys), std::end(matchKeys),
                                       [&](std::string_view key) { return entry.find(key); });
    if (matches != 1) {
        reader.error(entry, matches == 0 ? "a rule does not say what it looks at." : "a rule looks at two things.",
                     "Give it addresses, a rate, a header or a size: one of them.");
        return std::nullopt;
    }
    if (entry.find("addresses"))
        rule.match = AddressMatch{reader.texts("addresses")};
    else if (entry.find("rate"))
        rule.match = readRate(reader.part("rate"));
    else if (entry.find("header"))
        rule.match = readHeader(reader.part("header"));
    else
        rule.match = readSize(reader.part("size"));
    return rule;
}

std::optional<WebAcl> readWebAcl(EntryReader& reader, std::string name)
{
    if (!isWord(name)) {
        reader.error(reader.entry()["name"], "this is not a web ACL's name.",
                     "Use 1 to 128 letters, digits, hyphens and underscores.");
        return std::nullopt;
    }
    WebAcl acl;
    acl.id = webAclIdOf(name);
    acl.name = std::move(name);
    acl.description = reader.text("description");
    acl.defaultAction = reader.word("defaultAction", acl.defaultAction, webAclActionFrom, "Use ALLOW or BLOCK.");
    const std::vector<Listed<EntryReader>> parts = reader.parts("rules");
    const json::Value& list = reader.entry()["rules"];
    if (!list.isNull() && (!list.isArray() || list.asArray().size() != parts.size()))
        return std::nullopt;
    for (const Listed<EntryReader>& each : parts) {
        EntryReader part = each.item;
        const auto rule = readRule(part);
        if (!rule)
            return std::nullopt;
        acl.rules.push_back(*rule);
    }
    return reader.hadErrors() ? std::nullopt : std::optional(std::move(acl));
}

struct MatchWriter
{
    json::Value& node;
    const WebAclRule* base;

    template <typename T>
    T before() const
    {
        const T* known = base ? std::get_if<T>(&base->match) : nullptr;
        return known ? *known : T{};
    }
    template <typename T>
    bool isNew() const
    {
        return !base || !std::holds_alternative<T>(base->match);
    }

    void operator()(const AddressMatch& wanted) const
    {
        const AddressMatch old = before<AddressMatch>();
        putList(node, "addresses", old.addresses, wanted.addresses, ruleOrder);
        if (!node.find("addresses"))
            put(node, "addresses", json::Value::array(), ruleOrder);
    }

    void operator()(const RateMatch& wanted) const
    {
        const RateMatch old = before<RateMatch>();
        if (old == wanted && !isNew<RateMatch>())
            return;
        json::Value& rate = childObject(node, "rate", ruleOrder);
        if (isNew<RateMatch>() || old.limit != wanted.limit)
            put(rate, "limit", wanted.limit, rateOrder);
        putNumber(rate, "evaluationWindowSec", old.evaluationWindowSec, wanted.evaluationWindowSec, rateOrder);
    }

    void operator()(const HeaderMatch& wanted) const
    {
        const HeaderMatch old = before<HeaderMatch>();
        if (old == wanted && !isNew<HeaderMatch>())
            return;
        json::Value& header = childObject(node, "header", ruleOrder);
        putText(header, "name", old.header, wanted.header, headerOrder);
        if (isNew<HeaderMatch>() || old.match != wanted.match)
            put(header, "match", toString(wanted.match), headerOrder);
        putText(header, "value", old.value, wanted.value, headerOrder);
    }

    void operator()(const SizeMatch& wanted) const
    {
        const SizeMatch old = before<SizeMatch>();
        if (old == wanted && !isNew<SizeMatch>())
            return;
        json::Value& size = childObject(node, "size", ruleOrder);
        if (isNew<SizeMatch>() || old.part != wanted.part)
            put(size, "part", toString(wanted.part), sizeOrder);
        if (isNew<SizeMatch>() || old.bytes != wanted.bytes)
            put(size, "bytes", wanted.bytes, sizeOrder);
    }
};

json::Value writeRule(json::Value node, const WebAclRule* base, const WebAclRule& wanted)
{
    putText(node, "name", base ? base->name : std::string(), wanted.name, ruleOrder);
    if (!base || base->action != wanted.action)
        put(node, "action", toString(wanted.action), ruleOrder);
    if (base && base->match.index() != wanted.match.index())
        for (const std::string_view key : matchKeys)
            node.remove(key);
    std::visit(MatchWriter{node, base}, wanted.match);
    return node;
}

json::Value writeWebAcl(json::Value entry, const WebAcl* base, const WebAcl& wanted)
{
    const WebAcl before = base ? *base : WebAcl{};
    putText(entry, "name", before.name, wanted.name, aclOrder);
    putText(entry, "description", before.description, wanted.description, aclOrder);
    if (!base || before.defaultAction != wanted.defaultAction)
        put(entry, "defaultAction", toString(wanted.defaultAction), aclOrder);
    putObjects<WebAclRule>(
        entry, "rules", before.rules, wanted.rules,
        [](const WebAclRule& a, const WebAclRule& b) { return a.name == b.name; }, writeRule, aclOrder);
    return entry;
}

} // namespace

std::vector<Listed<WebAcl>> readWebAcls(const ReadContext& context, const json::Value& root)
{
    return readEntries<WebAcl>(context, root, "webAcls", "web ACL", readWebAcl);
}

Result<void> writeWebAcls(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<WebAcl>>& base,
                          const std::vector<Cow<WebAcl>>& wanted)
{
    return writeEntries<WebAcl>(
        root, "webAcls", rootOrder, base, wanted, [](const WebAcl&) { return false; }, writeWebAcl);
}

WebAclId webAclIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("web acl "))};
}

} // namespace gw
