#include "gateway-engine/pipeline/substitution.h"

#include <array>

namespace gw::engine {

namespace {

constexpr std::array<std::string_view, 5> roots{"context.", "stageVariables.", "method.request.header.",
                                                "method.request.querystring.", "method.request.path."};

bool isNameCharacter(char c, bool dashes)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (dashes && c == '-');
}

// How many characters of `text`, which stands behind "$", are a reference; 0: none.
std::size_t referenceLength(std::string_view text)
{
    for (const std::string_view root : roots) {
        if (text.substr(0, root.size()) != root)
            continue;
        const bool dashes = root.front() == 'm';
        std::size_t end = root.size();
        while (end < text.size() && (isNameCharacter(text[end], dashes) || (text[end] == '.' && end + 1 < text.size() &&
                                                                            isNameCharacter(text[end + 1], dashes))))
            ++end;
        return end > root.size() ? end : 0;
    }
    return 0;
}

} // namespace

Substitution Substitution::parse(std::string_view text)
{
    Substitution result;
    std::string plain;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool isBraced = text.substr(at, 2) == "${";
        const std::size_t begin = at + (isBraced ? 2 : 1);
        const std::size_t length = text[at] == '$' ? referenceLength(text.substr(begin)) : 0;
        const bool isClosed = !isBraced || (begin + length < text.size() && text[begin + length] == '}');
        auto source = length > 0 && isClosed ? ValueSource::parse(text.substr(begin, length))
                                             : Result<ValueSource>(fail("plain text"));
        if (!source) {
            plain += text[at++];
            continue;
        }
        if (!plain.empty())
            result.m_pieces.emplace_back(std::exchange(plain, {}));
        result.m_pieces.emplace_back(*std::move(source));
        at = begin + length + (isBraced ? 1 : 0);
    }
    if (!plain.empty())
        result.m_pieces.emplace_back(std::move(plain));
    return result;
}

std::string Substitution::render(const Exchange& x, const Fault& fault) const
{
    std::string text;
    for (const auto& piece : m_pieces) {
        if (const auto* plain = std::get_if<std::string>(&piece))
            text += *plain;
        else
            text += std::get<ValueSource>(piece).value({x, &fault}).value_or(std::string());
    }
    return text;
}

} // namespace gw::engine
