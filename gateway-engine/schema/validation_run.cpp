#include "gateway-engine/schema/validation_run.h"

#include "gateway-engine/schema/json_equality.h"
#include "gateway-engine/schema/violation_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace gw::engine {

namespace {

std::uint8_t kindOf(const json::Value& value)
{
    if (value.isString())
        return StringKind;
    if (value.isNumber())
        return isInteger(value.asNumber().text) ? IntegerKind : NumberKind;
    if (value.isObject())
        return ObjectKind;
    if (value.isArray())
        return ArrayKind;
    return value.isBool() ? BooleanKind : NullKind;
}

std::size_t codePoints(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

NodeIndex propertyNode(const SchemaNode& node, const std::string& name)
{
    const std::size_t place = node.properties.find(name);
    return place < node.propertyNodes.size() ? node.propertyNodes[place] : noNode;
}

// A set of places; few need more than a word.
class Places
{
public:
    explicit Places(std::size_t size) : m_more(size > bits ? size - bits : 0, false) {}
    void add(std::size_t place)
    {
        if (place < bits)
            m_first |= std::uint64_t{1} << place;
        else
            m_more[place - bits] = true;
    }
    [[nodiscard]] bool holds(std::size_t place) const
    {
        return place < bits ? (m_first >> place & 1U) != 0 : m_more[place - bits];
    }

private:
    static constexpr std::size_t bits = 64;
    std::uint64_t m_first = 0;
    std::vector<bool> m_more;
};

std::vector<std::string> missingOf(const SortedNames& names, const json::Object& object)
{
    Places there(names.size());
    for (const json::Member& member : object)
        if (const std::size_t place = names.find(member.key); place < names.size())
            there.add(place);
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!there.holds(i))
            missing.push_back(names[i]);
    return missing;
}

// A large body may take more of them; what takes many times its size runs in circles.
std::int64_t stepsFor(const json::Value& instance)
{
    constexpr std::int64_t least = 1'000'000;
    constexpr std::int64_t ofACharacter = 8;
    const json::TextRange range = instance.range();
    return least + ofACharacter * (static_cast<std::int64_t>(range.end) - static_cast<std::int64_t>(range.begin));
}

bool has(const json::Object& object, const std::string& name)
{
    return std::any_of(object.begin(), object.end(), [&name](const json::Member& m) { return m.key == name; });
}

} // namespace

bool ValidationRun::accepts(NodeIndex index, const json::Value& value)
{
    const SchemaNode& node = m_program.nodes[static_cast<std::size_t>(index)];
    m_steps -= 1 + static_cast<std::int64_t>(node.checks.size());
    if (m_depth >= mostDepth)
        m_steps = 0;
    if (m_steps <= 0)
        return false;
    ++m_depth;
    bool isValid = holdsAll(node, value);
    // What is inside is looked at only while nothing has failed anywhere, as the service does.
    if (isValid && !hasFailed() && value.isObject())
        isValid = members(node, value.asObject());
    else if (isValid && !hasFailed() && value.isArray())
        isValid = elements(node, value.asArray());
    --m_depth;
    return isValid;
}

bool ValidationRun::holdsAll(const SchemaNode& node, const json::Value& value)
{
    const std::uint8_t kind = kindOf(value);
    bool isValid = true;
    for (const Check& check : node.checks) {
        if ((check.kinds & kind) == 0 || holds(check, node, value, kind))
            continue;
        if (!m_violations)
            return false;
        isValid = false;
    }
    return isValid;
}

bool ValidationRun::holds(const Check& check, const SchemaNode& node, const json::Value& value, std::uint8_t kind)
{
    switch (check.keyword) {
    case Keyword::Type:
        return (check.data & kind) != 0 ||
               complain([&] { return typeText(kind, static_cast<std::uint8_t>(check.data)); });
    case Keyword::Enum:
        return enumeration(m_program.enumerations[check.data], value);
    case Keyword::Minimum:
    case Keyword::Maximum:
        return bound(check.keyword, m_program.bounds[check.data], value);
    case Keyword::MultipleOf:
        return divisor(m_program.divisors[check.data], value);
    case Keyword::MinLength:
    case Keyword::MaxLength:
        return length(check.keyword, check.data, value.asString());
    case Keyword::Pattern:
        return patternFound(m_program.patterns[check.data], value.asString());
    case Keyword::Format:
        return m_program.formats[check.data]->accepts(value.asString()) ||
               complain([&] { return formatText(*m_program.formats[check.data], value.asString()); });
    case Keyword::MinItems:
    case Keyword::MaxItems:
    case Keyword::AdditionalItems:
        return size(check.keyword, check.data, value.asArray().size());
    case Keyword::MinProperties:
    case Keyword::MaxProperties:
        return size(check.keyword, check.data, value.asObject().size());
    case Keyword::UniqueItems:
        return unique(value.asArray());
    case Keyword::Required:
        return required(m_program.required[check.data], value.asObject());
    case Keyword::AdditionalProperties:
        return nothingElse(node, value.asObject());
    case Keyword::Dependencies:
        return dependencies(m_program.dependencies[check.data], value);
    case Keyword::AllOf:
    case Keyword::AnyOf:
    case Keyword::OneOf:
    case Keyword::Not:
        return alternatives(check.keyword, m_program.alternatives[check.data], value);
    }
    return true;
}

bool ValidationRun::enumeration(const json::Value& allowed, const json::Value& value)
{
    m_steps -= static_cast<std::int64_t>(allowed.asArray().size());
    return std::any_of(allowed.asArray().begin(), allowed.asArray().end(),
                       [&value](const json::Value& entry) { return equalValues(entry, value); }) ||
           complain([&] { return enumText(value, allowed); });
}

bool ValidationRun::bound(Keyword keyword, const Bound& bound, const json::Value& value)
{
    const std::string& found = value.asNumber().text;
    const auto word = bound.word ? machineWord(found) : std::nullopt;
    const int compared = word ? int(*word > *bound.word) - int(*word < *bound.word) : compareNumbers(found, bound.text);
    const int order = compared * (keyword == Keyword::Minimum ? 1 : -1);
    return order > 0 || (order == 0 && !bound.isExclusive) ||
           complain([&] { return boundText(keyword, bound, found); });
}

bool ValidationRun::divisor(const Divisor& divisor, const json::Value& value)
{
    const std::string& found = value.asNumber().text;
    std::int64_t word = 0;
    const auto [end, error] = std::from_chars(found.data(), found.data() + found.size(), word);
    const bool isWord = divisor.word != 0 && error == std::errc{} && end == found.data() + found.size();
    const bool isMultiple = isWord ? word % divisor.word == 0 : ExactNumber(found).isMultipleOf(divisor.number);
    return isMultiple || complain([&] { return divisorText(divisor, found); });
}

bool ValidationRun::size(Keyword keyword, std::size_t limit, std::size_t found)
{
    const bool isMinimum = keyword == Keyword::MinItems || keyword == Keyword::MinProperties;
    return (isMinimum ? found >= limit : found <= limit) || complain([&] { return sizeText(keyword, limit, found); });
}

bool ValidationRun::length(Keyword keyword, std::size_t limit, const std::string& text)
{
    const std::size_t found = codePoints(text);
    return (keyword == Keyword::MinLength ? found >= limit : found <= limit) ||
           complain([&] { return lengthText(keyword, text, limit, found); });
}

bool ValidationRun::patternFound(const EcmaPattern& pattern, const std::string& text)
{
    const EcmaPattern::Match match = pattern.find(text);
    if (match == EcmaPattern::Match::Yes)
        return true;
    if (match == EcmaPattern::Match::No)
        return complain([&] { return patternText(pattern.text(), text); });
    m_steps -= hardPattern;
    return complain([&] { return hardPatternText(pattern.text(), text); });
}

bool ValidationRun::required(const SortedNames& names, const json::Object& object)
{
    const std::vector<std::string> missing = missingOf(names, object);
    return missing.empty() || complain([&] { return missingText(missing); });
}

bool ValidationRun::nothingElse(const SchemaNode& node, const json::Object& object)
{
    std::vector<std::string> unwanted;
    for (const json::Member& member : object) {
        const auto isMatch = [&](const auto& entry) {
            return m_program.patterns[entry.first].find(member.key) == EcmaPattern::Match::Yes;
        };
        if (propertyNode(node, member.key) != noNode ||
            std::any_of(node.patternProperties.begin(), node.patternProperties.end(), isMatch))
            continue;
        if (!m_violations)
            return false;
        unwanted.push_back(member.key);
    }
    std::sort(unwanted.begin(), unwanted.end());
    return unwanted.empty() || complain([&] { return unwantedText(unwanted); });
}

bool ValidationRun::dependencies(const std::vector<Dependency>& dependencies, const json::Value& value)
{
    bool isValid = true;
    for (const Dependency& dependency : dependencies) {
        m_steps -= static_cast<std::int64_t>(value.asObject().size());
        if (!has(value.asObject(), dependency.property))
            continue;
        if (dependency.node != noNode) {
            isValid = accepts(dependency.node, value) && isValid;
            continue;
        }
        const std::vector<std::string> missing = missingOf(dependency.required, value.asObject());
        if (!missing.empty())
            isValid = complain([&] { return dependencyText(dependency, missing); });
    }
    return isValid;
}

bool ValidationRun::alternatives(Keyword keyword, const std::vector<NodeIndex>& nodes, const json::Value& value)
{
    std::vector<Violation>* const reported = std::exchange(m_violations, nullptr);
    std::size_t matched = 0;
    std::size_t looked = 0;
    // Reports count all of them; otherwise the answer is known earlier.
    const auto isDecided = [&] {
        return keyword == Keyword::AllOf ? matched < looked : matched > (keyword == Keyword::OneOf ? 1u : 0u);
    };
    for (const NodeIndex node : nodes) {
        matched += accepts(node, value) ? 1 : 0;
        ++looked;
        if (!reported && isDecided())
            break;
    }
    m_violations = reported;
    bool isValid = false;
    if (keyword == Keyword::AllOf)
        isValid = matched == looked;
    else if (keyword == Keyword::AnyOf)
        isValid = matched > 0;
    else if (keyword == Keyword::OneOf)
        isValid = matched == 1;
    else
        isValid = matched == 0;
    if (isValid || complain([&] { return alternativesText(keyword, matched, nodes.size()); }))
        return true;
    const char* name = keyword == Keyword::AllOf ? "allOf" : keyword == Keyword::AnyOf ? "anyOf" : "oneOf";
    const bool isExplained = keyword != Keyword::Not && (keyword == Keyword::AllOf || matched == 0);
    if (isExplained && m_violations && m_violations->size() < mostViolations && !m_isExplaining)
        m_violations->back().causes = causes(name, nodes, value);
    return false;
}

// Looks at the alternatives once more, for words; what that costs is not counted as work, but bounded.
std::vector<Violation> ValidationRun::causes(const char* keyword, const std::vector<NodeIndex>& nodes,
                                             const json::Value& value)
{
    std::vector<Violation> causes;
    std::vector<Violation>* const reported = m_violations;
    const std::int64_t steps = std::exchange(m_steps, stepsForCauses);
    m_isExplaining = true;
    for (std::size_t i = 0; i < nodes.size() && causes.size() < mostCauses && m_steps > 0; ++i) {
        std::vector<Violation> found;
        m_violations = &found;
        (void)accepts(nodes[i], value);
        for (Violation& violation : found)
            if (causes.size() < mostCauses)
                causes.push_back({std::move(violation.pointer),
                                  std::string(keyword) + " " + std::to_string(i + 1) + ": " + violation.message});
    }
    m_isExplaining = false;
    m_steps = steps;
    m_violations = reported;
    return causes;
}

bool ValidationRun::unique(const json::Array& values)
{
    if (values.size() < 2)
        return true;
    const auto isDouble = hasDuplicates(values, m_steps);
    return (isDouble && !*isDouble) || complain([] { return duplicatesText(); });
}

bool ValidationRun::below(NodeIndex node, const json::Value& value, std::string_view token)
{
    if (!m_violations)
        return accepts(node, value);
    const std::size_t size = m_path.size();
    m_path.append("/").append(token);
    const bool isValid = accepts(node, value);
    m_path.resize(size);
    return isValid;
}

bool ValidationRun::elements(const SchemaNode& node, const json::Array& values)
{
    bool isValid = true;
    for (std::size_t i = 0; i < values.size() && m_steps > 0; ++i) {
        const NodeIndex next = i < node.tuple.size() ? node.tuple[i] : node.items;
        if (next == noNode || below(next, values[i], m_violations ? std::to_string(i) : std::string()))
            continue;
        isValid = false;
        if (!m_violations)
            break;
    }
    return isValid;
}

bool ValidationRun::members(const SchemaNode& node, const json::Object& object)
{
    if (!m_violations)
        return std::all_of(object.begin(), object.end(), [&](const json::Member& m) { return member(node, m); });
    std::vector<const json::Member*> sorted;
    for (const json::Member& entry : object)
        sorted.push_back(&entry);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
    bool isValid = true;
    for (const json::Member* entry : sorted)
        isValid = member(node, *entry) && isValid;
    return isValid;
}

bool ValidationRun::member(const SchemaNode& node, const json::Member& member)
{
    const std::string token = m_violations ? json::pointerToken(member.key) : std::string();
    const NodeIndex own = propertyNode(node, member.key);
    bool isKnown = own != noNode;
    bool isValid = !isKnown || below(own, member.value, token);
    for (const auto& [pattern, target] : node.patternProperties) {
        if (!isValid && !m_violations)
            return false;
        if (m_program.patterns[pattern].find(member.key) != EcmaPattern::Match::Yes)
            continue;
        isKnown = true;
        isValid = below(target, member.value, token) && isValid;
    }
    if (!isKnown && node.otherProperties != noNode)
        isValid = below(node.otherProperties, member.value, token);
    return isValid;
}

std::vector<Violation> Schema::validate(const json::Value& instance) const
{
    const std::int64_t steps = stepsFor(instance);
    ValidationRun quick(*m_program, steps, nullptr);
    if (quick.accepts(m_program->root, instance) && !quick.isExhausted())
        return {};
    std::vector<Violation> violations;
    ValidationRun run(*m_program, steps, &violations);
    const bool isValid = !quick.isExhausted() && run.accepts(m_program->root, instance);
    if (quick.isExhausted() || run.isExhausted() || isValid)
        violations = {{"", "validation of the instance takes too many steps"}};
    return violations;
}

std::string validationErrorString(const std::vector<Violation>& violations)
{
    std::string text = "[";
    for (const Violation& violation : violations)
        text.append(text.size() > 1 ? ", " : "").append(violation.message);
    return text + "]";
}

} // namespace gw::engine
