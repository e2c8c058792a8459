#include "core/json/yaml_events.h"

#include "core/json/json_error.h"

#include <algorithm>
#include <array>
#include <new>

namespace gw::json {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t stride = 100;

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::string_view view(const yaml_char_t* text)
{
    return text ? reinterpret_cast<const char*>(text) : std::string_view{};
}

struct KnownProblem
{
    std::string_view problem; // how libyaml's wording begins
    const char* message;
    const char* hint;
    bool atContext = false; // the place where the construct began tells more
};

constexpr std::array<KnownProblem, 15> knownProblems = {{
    {"found a tab character", "A tab stands where YAML expects spaces.", "Indent with spaces."},
    {"mapping values are not allowed", "A ':' stands where no key can begin.",
     "Quote the text if it contains ': ', or check the indentation of this line."},
    {"did not find expected key", "This line does not fit the ones above it.",
     "Check its indentation; a key needs the column of its siblings."},
    {"could not find expected ':'", "A key has no ':' after it.",
     "Write key: value; quote texts that run over several lines."},
    {"did not find expected '-' indicator", "This line does not fit the list above it.",
     "Begin it with '- ' in the list's column, or indent it differently."},
    {"block sequence entries are not allowed", "A list cannot begin here.", "Put the first '- ' on a line of its own."},
    {"did not find expected ',' or ']'", "A '[' list is not closed, or a comma is missing.",
     "Check the commas and the closing ']'."},
    {"did not find expected ',' or '}'", "A '{' mapping is not closed, or a comma is missing.",
     "Check the commas and the closing '}'."},
    {"found unexpected end of stream", "A text in quotes is never closed.", "Add the closing quote.", true},
    {"found unexpected document indicator", "A text in quotes is never closed.", "Add the closing quote.", true},
    {"found character that cannot start any token", "This character cannot begin a value.",
     "Indent with spaces, never tabs, and quote texts that begin with %, @ or `."},
    {"found unknown escape character", "This escape is not known.",
     "Write \\\\ for a backslash, or use single quotes, in which nothing is escaped."},
    {"found undefined tag handle", "This tag is not declared.",
     "Remove the tag, or quote the text if '!' belongs to it."},
    {"did not find expected <document start>", "A value stands where only a new document could begin.",
     "Check the indentation of this line and of the one before it."},
    {"control characters are not allowed", "A control character stands in the text.",
     "Remove it or write it as an "
     "escape in double quotes."},
}};

} // namespace

std::string_view YamlEvent::anchor() const
{
    switch (m_event.type) {
    case YAML_ALIAS_EVENT:
        return view(m_event.data.alias.anchor);
    case YAML_SCALAR_EVENT:
        return view(m_event.data.scalar.anchor);
    case YAML_SEQUENCE_START_EVENT:
        return view(m_event.data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return view(m_event.data.mapping_start.anchor);
    default:
        return {};
    }
}

std::string_view YamlEvent::tag() const
{
    switch (m_event.type) {
    case YAML_SCALAR_EVENT:
        return view(m_event.data.scalar.tag);
    case YAML_SEQUENCE_START_EVENT:
        return view(m_event.data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return view(m_event.data.mapping_start.tag);
    default:
        return {};
    }
}

std::string_view YamlEvent::scalar() const
{
    return {reinterpret_cast<const char*>(m_event.data.scalar.value), m_event.data.scalar.length};
}

bool YamlEvent::isPlain() const
{
    return m_event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

bool YamlEvent::isBlockScalar() const
{
    return m_event.data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
           m_event.data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
}

bool YamlEvent::isFlow() const
{
    return m_event.type == YAML_SEQUENCE_START_EVENT ? m_event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                                                     : m_event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
}

YamlEvents::YamlEvents(std::string_view text)
    : m_text(text), m_textBegin(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0)
{
    if (!yaml_parser_initialize(&m_parser))
        throw std::bad_alloc();
    const std::string_view body = text.substr(m_textBegin);
    yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(body.data()), body.size());
    if (std::all_of(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return;
    std::size_t character = 0;
    for (std::size_t i = 0; i < body.size(); ++i)
        if (startsCodePoint(body[i]) && character++ % stride == 0)
            m_everyHundredth.push_back(static_cast<std::uint32_t>(i));
}

YamlEvents::~YamlEvents()
{
    yaml_parser_delete(&m_parser);
}

std::uint32_t YamlEvents::byteOffset(std::size_t character) const
{
    if (m_everyHundredth.empty())
        return static_cast<std::uint32_t>(std::min(m_textBegin + character, m_text.size()));
    const std::size_t known = std::min(character / stride, m_everyHundredth.size() - 1);
    std::size_t offset = m_textBegin + m_everyHundredth[known];
    for (std::size_t left = character - known * stride; left > 0 && offset < m_text.size(); --left)
        do
            ++offset;
        while (offset < m_text.size() && !startsCodePoint(m_text[offset]));
    return static_cast<std::uint32_t>(offset);
}

bool YamlEvents::next(YamlEvent& event)
{
    yaml_event_delete(&event.m_event);
    if (!yaml_parser_parse(&m_parser, &event.m_event))
        return false;
    event.m_range = {byteOffset(event.m_event.start_mark.index), byteOffset(event.m_event.end_mark.index)};
    return true;
}

Diagnostic YamlEvents::error() const
{
    if (m_parser.error == YAML_MEMORY_ERROR)
        return yamlProblem(m_text, 0, "There is not enough memory to read this document.", {});
    const std::string_view problem = m_parser.problem ? m_parser.problem : "it cannot be read";
    const bool inReader = m_parser.error == YAML_READER_ERROR;
    std::size_t offset = inReader ? m_textBegin + m_parser.problem_offset : byteOffset(m_parser.problem_mark.index);
    for (const KnownProblem& known : knownProblems) {
        if (!problem.starts_with(known.problem))
            continue;
        if (known.atContext && m_parser.context)
            offset = byteOffset(m_parser.context_mark.index);
        return yamlProblem(m_text, offset, known.message, known.hint);
    }
    if (inReader)
        return yamlProblem(m_text, offset, "The file is not valid UTF-8.", "Save it in the UTF-8 encoding.");
    std::string message = "This is not valid YAML: " + std::string(problem) + ".";
    return yamlProblem(m_text, offset, std::move(message), "Check the line, and the one before it.");
}

} // namespace gw::json
