// Diagnostics of the JSON and YAML readers: the parsers say where they stopped, this file says what stands there.
#include "core/json/json_error.h"

#include <boost/json/error.hpp>

#include <algorithm>
#include <cctype>

namespace gw::json {

namespace {

struct Wording
{
    std::string message;
    std::string hint;
};

Diagnostic problem(const char* rule, std::string_view text, std::size_t offset, Wording wording)
{
    Diagnostic d;
    d.rule = rule;
    d.position = positionOf(text, offset);
    d.message = std::move(wording.message);
    d.hint = std::move(wording.hint);
    return d;
}

char lastSignificantBefore(std::string_view text, std::size_t offset)
{
    const auto last = text.substr(0, offset).find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? '\0' : text[last];
}

std::string wordAt(std::string_view text, std::size_t offset)
{
    std::size_t end = offset;
    while (end < text.size() && end - offset < 30 &&
           (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_' || text[end] == '-'))
        ++end;
    return std::string(text.substr(offset, end - offset));
}

Wording describeControl(char c)
{
    if (c == '\n' || c == '\r')
        return {"A text in quotes is not closed before the end of its line.",
                "Close it with a double quote; a line break inside a text is written \\n."};
    if (c == '\t')
        return {"A tab stands inside a text in quotes.", "Write it as \\t."};
    return {"A control character stands here.", "Remove it, or write it as \\u00XX inside a text in quotes."};
}

Wording describePunctuation(char c, char before)
{
    switch (c) {
    case '}':
    case ']':
        if (before == ',')
            return {"A comma stands before the closing bracket.", "Remove the comma."};
        if (before == ':')
            return {"A member has no value.", "Write its value after the colon, for example null."};
        return {std::string("A '") + c + "' stands where it closes nothing.", "Check that the brackets match."};
    case ',':
        return {"A value is missing before this comma.", "Remove the comma, or write the value."};
    case ':':
        return {"A colon stands where no key comes before it.", "A key is a text in double quotes."};
    case '\'':
        return {"A text stands in single quotes.", "JSON knows only double quotes."};
    case '/':
    case '#':
        return {"A comment stands here, and JSON has no comments.",
                "Remove it, or keep the document as YAML, which has them."};
    case '"':
        return {"A text begins where a ',' or ':' or a closing bracket was expected.",
                "Check for a missing comma or colon before it."};
    case '{':
    case '[':
        return {"A bracket opens where a ',' or ':' was expected.", "Check for a missing comma or colon before it."};
    case '\\':
        return {"This escape is not known.", "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX."};
    default:
        return {std::string("The character '") + c + "' cannot stand here.", "Check what comes right before it."};
    }
}

// \uD800 to \uDBFF right before `offset`.
bool followsLeadingSurrogate(std::string_view text, std::size_t offset)
{
    if (offset < 6)
        return false;
    const std::string_view escape = text.substr(offset - 6, 4);
    return (escape.starts_with("\\uD") || escape.starts_with("\\ud")) &&
           std::string_view("89ABab").find(escape[3]) != std::string_view::npos;
}

Wording describeSyntax(std::string_view text, std::size_t offset)
{
    const char c = text[offset];
    if (static_cast<unsigned char>(c) < 0x20)
        return describeControl(c);
    if (static_cast<unsigned char>(c) >= 0x80)
        return {"A character stands here that is not allowed in this place, or is not valid UTF-8.",
                "Text outside of double quotes is plain ASCII; save the file as UTF-8."};
    if (followsLeadingSurrogate(text, offset))
        return {"A \\u escape gives half of a character.",
                "Characters beyond \\uFFFF are written as two escapes, \\uD83D\\uDE00 for example."};
    if (offset > 0 && text[offset - 1] == '\\')
        return describePunctuation('\\', '\0');
    if (std::isalnum(static_cast<unsigned char>(c)))
        return {"\"" + wordAt(text, offset) + "\" is not a JSON value in this place.",
                "Texts and keys stand in double quotes; numbers have no leading zeros; "
                "the words are true, false and null in small letters."};
    return describePunctuation(c, lastSignificantBefore(text, offset));
}

std::string megabytes(std::size_t bytes)
{
    return std::to_string(std::max<std::size_t>(bytes >> 20, 1)) + " MB";
}

} // namespace

Diagnostic jsonProblem(std::string_view text, std::size_t offset, std::string message, std::string hint)
{
    return problem("json-syntax", text, offset, {std::move(message), std::move(hint)});
}

Diagnostic yamlProblem(std::string_view text, std::size_t offset, std::string message, std::string hint)
{
    return problem("yaml-syntax", text, offset, {std::move(message), std::move(hint)});
}

Diagnostic describeJsonError(std::string_view text, std::size_t offset, const boost::system::error_code& code)
{
    using boost::json::error;
    const char* rule = "json-syntax";
    if (code == error::illegal_leading_surrogate || code == error::illegal_trailing_surrogate ||
        code == error::expected_utf16_escape)
        return problem(rule, text, offset,
                       {"A \\u escape gives half of a character.",
                        "Characters beyond \\uFFFF are written as two escapes, \\uD83D\\uDE00 for example."});
    if (code == error::expected_hex_digit)
        return problem(rule, text, offset, {"A \\u escape needs four hexadecimal digits.", "Example: \\u00e9."});
    if (code == error::exponent_overflow)
        return problem(rule, text, offset, {"The exponent of this number is too large.", "Write it as a text."});
    if (offset >= text.size() || code == error::incomplete)
        return problem(rule, text, offset,
                       {"The JSON text ends too early.", "Check that every bracket and quote is closed."});
    return problem(rule, text, offset, describeSyntax(text, offset));
}

Diagnostic tooLarge(const ReadLimits& limits)
{
    Diagnostic d;
    d.rule = "file-too-large";
    d.message = "The document is larger than " + megabytes(limits.maxBytes) + ".";
    d.hint = "Split it, or move large examples into files of their own.";
    return d;
}

Diagnostic tooDeep(std::string_view text, std::size_t offset, const ReadLimits& limits)
{
    return problem("too-deep", text, offset,
                   {"Values are nested more than " + std::to_string(limits.maxDepth) + " levels deep.",
                    "Check for brackets that are not closed, or move inner parts into definitions of their own."});
}

Diagnostic tooManyNodes(std::string_view text, std::size_t offset, const ReadLimits& limits)
{
    return problem("too-many-values", text, offset,
                   {"The document holds more than " + std::to_string(limits.maxNodes) + " values.",
                    "Split it; in YAML, aliases (*name) count with everything they stand for."});
}

} // namespace gw::json
