// Reads selection expressions: text, and references with or without braces.
#include "core/api/selection_expression.h"

#include "core/in_quotes.h"

#include <utility>

namespace gw {

namespace {

using Place = SelectionPart::Place;

constexpr char wayOut[] = "Write $request.body.NAME, a combination such as ${request.body.a}-${request.body.b}, or a "
                          "plain text; \\$default for the text $default.";

struct Prefix
{
    std::string_view text;
    Place place;
};

// Those that end with a dot want a name behind it.
constexpr Prefix prefixes[] = {{"request.body.", Place::RequestBody},
                               {"request.header.", Place::RequestHeader},
                               {"request.querystring.", Place::RequestQuery},
                               {"context.", Place::Context},
                               {"stageVariables.", Place::StageVariable},
                               {"integration.response.header.", Place::ResponseHeader},
                               {"integration.response.multivalueheader.", Place::ResponseHeader},
                               {"integration.response.body.", Place::ResponseBody}};
constexpr Prefix wholes[] = {{"request.body", Place::RequestBody},
                             {"integration.response.statuscode", Place::ResponseStatus},
                             {"integration.response.body", Place::ResponseBody}};

Result<SelectionPart> reference(std::string_view text)
{
    for (const Prefix& whole : wholes)
        if (text == whole.text)
            return SelectionPart{whole.place, {}};
    for (const Prefix& prefix : prefixes)
        if (text.starts_with(prefix.text) && text.size() > prefix.text.size())
            return SelectionPart{prefix.place, std::string(text.substr(prefix.text.size()))};
    return fail(inQuotes("$" + std::string(text.substr(0, 100))) + " is no place a selection expression can look at.",
                wayOut);
}

class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    Result<std::vector<SelectionPart>> read()
    {
        while (m_at < m_text.size())
            if (auto taken = takeOne(); !taken)
                return fail(taken.error());
        flush();
        return std::move(m_parts);
    }

private:
    Result<void> takeOne()
    {
        const std::string_view rest = m_text.substr(m_at);
        if (rest.starts_with("\\$")) {
            m_literal += '$';
            m_at += 2;
            return {};
        }
        if (rest.starts_with("${"))
            return takeBraces(rest);
        m_literal += rest.front();
        ++m_at;
        return {};
    }

    Result<void> takeBraces(std::string_view rest)
    {
        const std::size_t end = rest.find('}');
        if (end == std::string_view::npos)
            return fail("A brace of the selection expression is never closed.", "Add a } behind the name.");
        auto part = reference(rest.substr(2, end - 2));
        if (!part)
            return fail(part.error());
        flush();
        m_parts.push_back(*std::move(part));
        m_at += end + 1;
        return {};
    }

    void flush()
    {
        if (!m_literal.empty())
            m_parts.push_back({Place::Text, std::exchange(m_literal, {})});
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_literal;
    std::vector<SelectionPart> m_parts;
};

} // namespace

Result<std::vector<SelectionPart>> selectionParts(std::string_view expression)
{
    if (expression.empty())
        return fail("The selection expression is empty.", wayOut);
    if (expression.size() > longestSelection)
        return fail("The selection expression is longer than " + std::to_string(longestSelection) + " characters.",
                    "Shorten it.");
    if (expression == "$default") // written without its backslash, as many do
        return std::vector<SelectionPart>{{Place::Text, "$default"}};
    if (!expression.starts_with('$') || expression.starts_with("${"))
        return Reader(expression).read();
    auto part = reference(expression.substr(1));
    if (!part)
        return fail(part.error());
    return std::vector<SelectionPart>{*std::move(part)};
}

} // namespace gw
