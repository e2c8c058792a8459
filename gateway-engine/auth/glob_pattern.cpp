#include "gateway-engine/auth/glob_pattern.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw::engine::auth {

namespace {

struct GlobView
{
    std::string_view text;
    std::string_view kinds;

    [[nodiscard]] std::size_t size() const { return text.size(); }
    [[nodiscard]] GlobView sub(std::size_t begin, std::size_t end) const
    {
        return {text.substr(begin, end - begin), kinds.substr(begin, end - begin)};
    }
};

GlobView viewOf(const FlatGlob& flat)
{
    return {flat.text, flat.kinds};
}

bool isContinuation(char c) // of a character of UTF-8
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t afterCharacter(std::string_view text, std::size_t at)
{
    do
        ++at;
    while (at < text.size() && isContinuation(text[at]));
    return at;
}

bool isSame(char a, char b, LetterCase letterCase)
{
    return a == b || (letterCase == LetterCase::IsIgnored && toLowerAscii(a) == toLowerAscii(b));
}

bool globMatches(GlobView pattern, std::string_view subject, LetterCase letterCase)
{
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t starAt = std::string_view::npos; // the last "*", and where what follows it was tried last
    std::size_t triedAt = 0;
    while (s < subject.size()) {
        if (p < pattern.size() && pattern.kinds[p] == FlatGlob::many) {
            starAt = p++;
            triedAt = s;
        } else if (p < pattern.size() && pattern.kinds[p] == FlatGlob::one) {
            s = afterCharacter(subject, s);
            ++p;
        } else if (p < pattern.size() && pattern.kinds[p] == FlatGlob::literal &&
                   isSame(pattern.text[p], subject[s], letterCase)) {
            ++p;
            ++s;
        } else if (starAt != std::string_view::npos) {
            p = starAt + 1;
            s = ++triedAt;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern.kinds[p] == FlatGlob::many)
        ++p;
    return p == pattern.size();
}

constexpr int arnParts = 6;

bool arnMatches(GlobView pattern, std::string_view subject)
{
    for (int part = 1; part < arnParts; ++part) {
        const auto patternEnd = pattern.text.find(':');
        const auto subjectEnd = subject.find(':');
        if (patternEnd == std::string_view::npos || subjectEnd == std::string_view::npos ||
            !globMatches(pattern.sub(0, patternEnd), subject.substr(0, subjectEnd), LetterCase::Counts))
            return false;
        pattern = pattern.sub(patternEnd + 1, pattern.size());
        subject.remove_prefix(subjectEnd + 1);
    }
    return globMatches(pattern, subject, LetterCase::Counts);
}

void append(FlatGlob& flat, std::string_view text)
{
    flat.text.append(text);
    flat.kinds.append(text.size(), FlatGlob::literal);
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

bool isKeyName(std::string_view name)
{
    constexpr std::string_view others = ":/-_.+=@";
    return !name.empty() && name.find(':') != std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [others](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      others.find(c) != std::string_view::npos;
           });
}

} // namespace

class GlobReader
{
public:
    GlobReader(std::string_view text, Wildcards wildcards, PolicyVariables variables)
        : m_text(text), m_wildcards(wildcards), m_variables(variables)
    {
    }

    Result<GlobPattern> read()
    {
        while (m_at < m_text.size())
            if (auto done = readOne(); !done)
                return tl::unexpected(std::move(done.error()));
        finish();
        return std::move(m_pattern);
    }

private:
    Result<void> readOne()
    {
        if (m_variables == PolicyVariables::Yes && m_text.substr(m_at).starts_with("${"))
            return readVariable();
        const char c = m_text[m_at++];
        m_open.text += c;
        const bool isWildcard = m_wildcards == Wildcards::Yes && (c == '*' || c == '?');
        m_open.kinds += isWildcard ? c : FlatGlob::literal;
        return {};
    }

    Result<void> readVariable()
    {
        const auto end = m_text.find('}', m_at);
        const std::string hint = "Write it as in \"${aws:username}\" or \"${aws:username, 'nobody'}\".";
        if (end == std::string_view::npos)
            return fail("The policy variable in " + inQuotes(m_text) + " is not closed by \"}\".", hint);
        const std::string_view inner = m_text.substr(m_at + 2, end - m_at - 2);
        m_at = end + 1;
        if (inner == "*" || inner == "?" || inner == "$") {
            append(m_open, inner);
            return {};
        }
        GlobPattern::Piece piece;
        const auto comma = inner.find(',');
        piece.variable = trimmed(inner.substr(0, comma));
        if (comma != std::string_view::npos) {
            const std::string_view fallback = trimmed(inner.substr(comma + 1));
            if (fallback.size() < 2 || !fallback.starts_with('\'') || !fallback.ends_with('\''))
                return fail("The default of the policy variable in " + inQuotes(m_text) + " stands in no quotes.",
                            hint);
            piece.fallback = fallback.substr(1, fallback.size() - 2);
            piece.hasFallback = true;
        }
        if (!isKeyName(piece.variable))
            return fail(inQuotes(piece.variable) + " in " + inQuotes(m_text) + " names no condition key.", hint);
        closeText();
        m_pattern.m_pieces.push_back(std::move(piece));
        return {};
    }

    void closeText()
    {
        if (m_open.text.empty())
            return;
        GlobPattern::Piece piece;
        piece.flat = std::exchange(m_open, {});
        m_pattern.m_pieces.push_back(std::move(piece));
    }

    void finish()
    {
        m_pattern.m_text = m_text;
        if (m_pattern.m_pieces.empty())
            m_pattern.m_flat = std::move(m_open);
        else
            closeText();
    }

    std::string_view m_text;
    Wildcards m_wildcards;
    PolicyVariables m_variables;
    std::size_t m_at = 0;
    FlatGlob m_open; // text since the last variable
    GlobPattern m_pattern;
};

Result<GlobPattern> GlobPattern::parse(std::string_view text, Wildcards wildcards, PolicyVariables variables)
{
    return GlobReader(text, wildcards, variables).read();
}

bool GlobPattern::flatten(const ConditionKeys& keys, FlatGlob& flat) const
{
    for (const Piece& piece : m_pieces) {
        if (piece.variable.empty()) {
            flat.text += piece.flat.text;
            flat.kinds += piece.flat.kinds;
            continue;
        }
        const auto value = keys.first(piece.variable);
        if (!value && !piece.hasFallback)
            return false;
        append(flat, value ? *value : std::string_view(piece.fallback));
    }
    return true;
}

template <typename Test>
bool GlobPattern::test(const ConditionKeys& keys, Test test) const
{
    if (m_pieces.empty())
        return test(viewOf(m_flat));
    FlatGlob flat;
    return flatten(keys, flat) && test(viewOf(flat));
}

bool GlobPattern::matches(std::string_view subject, const ConditionKeys& keys, LetterCase letterCase) const
{
    return test(keys, [&](GlobView pattern) { return globMatches(pattern, subject, letterCase); });
}

bool GlobPattern::matchesArn(std::string_view subject, const ConditionKeys& keys) const
{
    return test(keys, [&](GlobView pattern) { return arnMatches(pattern, subject); });
}

std::vector<std::string> GlobPattern::variables() const
{
    std::vector<std::string> names;
    for (const Piece& piece : m_pieces)
        if (!piece.variable.empty())
            names.push_back(piece.variable);
    return names;
}

std::string GlobPattern::whyNot(std::string_view subject, const ConditionKeys& keys) const
{
    for (const Piece& piece : m_pieces)
        if (!piece.variable.empty() && !piece.hasFallback && !keys.has(piece.variable))
            return "The request has no value for \"${" + piece.variable + "}\".";
    FlatGlob flat = m_flat;
    if (!m_pieces.empty())
        (void)flatten(keys, flat);
    const auto wildcard = std::min(flat.kinds.find_first_not_of(FlatGlob::literal), flat.text.size());
    const std::string_view prefix = std::string_view(flat.text).substr(0, wildcard);
    const auto differs = std::mismatch(prefix.begin(), prefix.end(), subject.begin(), subject.end());
    const auto at = static_cast<std::size_t>(differs.first - prefix.begin());
    if (differs.first != prefix.end())
        return "They differ from character " + std::to_string(at + 1) + " on: " + inQuotes(flat.text.substr(at)) +
               " here, " + inQuotes(subject.substr(at)) + " in the request.";
    return inQuotes(subject) + " does not end as the pattern wants it.";
}

} // namespace gw::engine::auth
