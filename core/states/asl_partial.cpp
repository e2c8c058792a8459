// Cuts a text before its first error and closes what is open there; the readers of core/json do the reading.
#include "core/states/asl_partial.h"

#include "core/states/asl_outline.h"

#include <algorithm>
#include <string>

namespace gw::asl {

namespace {

std::size_t lineBegin(std::string_view text, int line)
{
    std::size_t at = 0;
    for (int i = 1; i < line && at < text.size(); ++i) {
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos)
            return text.size();
        at = end + 1;
    }
    return at;
}

// Where `position` is, or the end of its line.
std::size_t offsetOf(std::string_view text, const SourcePosition& position)
{
    std::size_t at = lineBegin(text, position.line);
    for (int column = 1; column < position.column && at < text.size() && text[at] != '\n'; ++at)
        if (at + 1 >= text.size() || (static_cast<unsigned char>(text[at + 1]) & 0xC0) != 0x80)
            ++column;
    return at;
}

// The last place before `end` where a member or element is complete, and the brackets open there.
struct Cut
{
    std::size_t at = 0;
    std::string closing;
};

Cut lastCut(std::string_view text, std::size_t end)
{
    Cut cut;
    std::string open; // closing brackets, innermost last
    bool inString = false;
    for (std::size_t i = 0; i < end; ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
            continue;
        }
        if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            open += c == '{' ? '}' : ']';
            cut = {i + 1, open};
        } else if ((c == '}' || c == ']') && !open.empty()) {
            open.pop_back();
            cut = {i + 1, open};
        } else if (c == ',') {
            cut = {i, open};
        }
    }
    std::reverse(cut.closing.begin(), cut.closing.end());
    return cut;
}

std::optional<json::Value> readJsonPart(std::string_view text, const Diagnostic& error)
{
    const Cut cut = lastCut(text, std::min(text.size(), offsetOf(text, error.position)));
    if (auto value = json::readJson(std::string(text.substr(0, cut.at)) + cut.closing, definitionLimits()))
        return std::move(*value);
    return std::nullopt;
}

// Whole lines are left out from the error on, and more above it as long as that does not help.
std::optional<json::Value> readYamlPart(std::string_view text, const Diagnostic& error)
{
    constexpr int mostTries = 8;
    int line = error.position.line;
    for (int i = 0, less = 1; i < mostTries && line > 1; ++i, line -= less, less *= 2)
        if (auto value = json::readYaml(text.substr(0, lineBegin(text, line)), definitionLimits());
            value && value->isObject())
            return std::move(*value);
    return std::nullopt;
}

} // namespace

std::optional<json::Value> readPartially(std::string_view text, json::Syntax syntax, const Diagnostic& error)
{
    if (error.position.line < 1 || text.size() > definitionLimits().maxBytes)
        return std::nullopt;
    return syntax == json::Syntax::Json ? readJsonPart(text, error) : readYamlPart(text, error);
}

} // namespace gw::asl
