// matches, replaceAll, replaceFirst and split of java.lang.String.
#include "gateway-engine/vtl/methods.h"
#include "gateway-engine/vtl/regex.h"

#include <cctype>

namespace gw::engine::vtl {

namespace {

// The text a pattern stands for when nothing in it repeats or chooses: then no engine is needed.
std::optional<std::string> plainText(std::string_view pattern)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size() && std::ispunct(static_cast<unsigned char>(pattern[i + 1])))
            text += pattern[++i];
        else if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos)
            return std::nullopt;
        else
            text += c;
    }
    return text.empty() ? std::nullopt : std::optional(text);
}

// Finds matches one after the other, by the plain text or by the expression.
class Finder
{
public:
    static Result<Finder> make(const std::string& pattern)
    {
        Finder finder;
        finder.m_plain = plainText(pattern);
        if (finder.m_plain)
            return finder;
        auto regex = Regex::compile(pattern);
        if (!regex)
            return fail(std::move(regex.error()));
        finder.m_regex = std::make_unique<Regex>(std::move(*regex));
        return finder;
    }

    Result<std::optional<Regex::Match>> find(const std::string& text, std::size_t from, Budget& budget) const
    {
        if (m_regex)
            return m_regex->find(text, from, false, budget);
        const auto at = text.find(*m_plain, from);
        if (at == std::string::npos)
            return std::nullopt;
        if (!budget.spend(1))
            return fail(outOfFuel());
        return Regex::Match{{{at, at + m_plain->size()}}};
    }

    [[nodiscard]] std::optional<std::size_t> groupNamed(const std::string& name) const
    {
        return m_regex ? m_regex->groupNamed(name) : std::nullopt;
    }

private:
    std::optional<std::string> m_plain;
    std::unique_ptr<Regex> m_regex;
};

std::size_t nextCharacter(const std::string& text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        ++at;
    return at;
}

// The group that $1 or ${name} in a replacement means; moves `at` behind it.
Result<std::size_t> groupAt(const std::string& to, std::size_t& at, std::size_t groups, const Finder& finder)
{
    if (at < to.size() && to[at] == '{') {
        const std::size_t end = to.find('}', at);
        const auto group = end == std::string::npos ? std::nullopt : finder.groupNamed(to.substr(at + 1, end - at - 1));
        if (!group)
            return fail("The replacement names a group that the pattern does not have.", "Write \\$ for a dollar.");
        at = end + 1;
        return *group;
    }
    if (at >= to.size() || to[at] < '0' || to[at] > '9')
        return fail("The replacement has a \"$\" that names no group.", "Write \\$ for a dollar.");
    std::size_t group = std::size_t(to[at++] - '0');
    if (group >= groups)
        return fail("The pattern has no group " + std::to_string(group) + ".", "Write \\$ for a dollar.");
    while (at < to.size() && to[at] >= '0' && to[at] <= '9' && group * 10 + std::size_t(to[at] - '0') < groups)
        group = group * 10 + std::size_t(to[at++] - '0');
    return group;
}

std::optional<Diagnostic> appendReplacement(std::string& out, const std::string& text, const std::string& to,
                                            const Regex::Match& match, const Finder& finder)
{
    for (std::size_t i = 0; i < to.size();) {
        if (to[i] == '\\') {
            if (i + 1 >= to.size())
                return fail("The replacement ends with a single backslash.", "Write \\\\ for a backslash.").value();
            out += to[i + 1];
            i += 2;
        } else if (to[i] == '$') {
            ++i;
            const auto group = groupAt(to, i, match.groups.size(), finder);
            if (!group)
                return group.error();
            if (const auto& [begin, end] = match.groups[*group]; begin != std::string::npos)
                out.append(text, begin, end - begin);
        } else {
            out += to[i++];
        }
    }
    return std::nullopt;
}

MethodResult replaceMatches(const std::string& text, const MethodCall& call, bool all)
{
    const std::size_t most = call.budget.limits().outputBytes;
    const auto finder = Finder::make(*call.arguments[0].string());
    if (!finder)
        return fail(finder.error());
    const std::string& to = *call.arguments[1].string();
    std::string out;
    std::size_t copied = 0;
    for (std::size_t from = 0; from <= text.size();) {
        const auto match = finder->find(text, from, call.budget);
        if (!match)
            return fail(match.error());
        if (!*match)
            break;
        const auto [begin, end] = (*match)->groups[0];
        out.append(text, copied, begin - copied);
        if (auto wrong = appendReplacement(out, text, to, **match, *finder))
            return fail(std::move(*wrong));
        copied = end;
        from = end > begin ? end : nextCharacter(text, end);
        if (out.size() > most)
            return fail(tooLong(most));
        if (!all)
            break;
    }
    out.append(text, copied);
    return call.budget.spend(out.size() / 32) ? MethodResult(Value(std::move(out))) : fail(outOfFuel());
}

// String.split: empty parts at the end go unless a limit is given; an empty match at the beginning gives no part.
MethodResult splitByMatches(const std::string& text, const MethodCall& call)
{
    const std::int64_t limit = call.arguments.size() == 2 ? call.arguments[1].integer().value_or(0) : 0;
    const auto finder = Finder::make(*call.arguments[0].string());
    if (!finder)
        return fail(finder.error());
    std::vector<Value> parts;
    std::size_t copied = 0;
    for (std::size_t from = 0; from <= text.size() && (limit <= 0 || std::int64_t(parts.size()) + 1 < limit);) {
        const auto match = finder->find(text, from, call.budget);
        if (!match)
            return fail(match.error());
        if (!*match)
            break;
        const auto [begin, end] = (*match)->groups[0];
        from = end > begin ? end : nextCharacter(text, end);
        if (end == 0 || (begin == end && begin == text.size()))
            continue;
        parts.emplace_back(text.substr(copied, begin - copied));
        copied = end;
        if (!call.budget.spend(2))
            return fail(outOfFuel());
    }
    parts.emplace_back(text.substr(copied));
    while (limit == 0 && parts.size() > 1 && parts.back().string()->empty())
        parts.pop_back();
    if (limit == 0 && parts.size() == 1 && parts[0].string()->empty() && !text.empty())
        parts.clear();
    auto list = std::make_shared<List>(std::move(parts));
    list->fixedSize = true;
    return Value(std::move(list));
}

} // namespace

MethodResult callTextPattern(const std::string& text, const MethodCall& call)
{
    if (call.method == Method::split)
        return splitByMatches(text, call);
    if (call.method != Method::matches)
        return replaceMatches(text, call, call.method == Method::replaceAll);
    const auto regex = Regex::compile(*call.arguments[0].string());
    if (!regex)
        return fail(regex.error());
    const auto match = regex->find(text, 0, true, call.budget);
    if (!match)
        return fail(match.error());
    return Value(match->has_value());
}

} // namespace gw::engine::vtl
