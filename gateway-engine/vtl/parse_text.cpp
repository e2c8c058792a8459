// The text level of a template: plain text, escapes, comments, #[[ ]]#, and where references and directives begin.
#include "gateway-engine/vtl/parser.h"

#include <algorithm>

namespace gw::engine::vtl {

Body Parser::parseAll()
{
    return parseBody(Until::TheEnd);
}

void Parser::addText(Building& building, std::string_view text)
{
    if (building.text.empty())
        building.textBegin = m_base + m_at;
    building.text.append(text);
    building.textEnd = std::min(m_base + m_at + text.size(), m_base + m_text.size());
}

void Parser::addToken(Building& building, std::string_view text)
{
    addText(building, text);
    building.fresh = building.text.size();
}

void Parser::flushText(Building& building)
{
    if (!building.text.empty())
        building.body.statements.push_back(
            {{std::uint32_t(building.textBegin), std::uint32_t(building.textEnd)}, TextNode{std::move(building.text)}});
    building.text.clear();
    building.fresh = 0;
}

void Parser::addStatement(Building& building, Statement statement)
{
    flushText(building);
    building.body.statements.push_back(std::move(statement));
}

Body Parser::parseBody(Until until)
{
    const Nested nested(m_state, m_base + m_at);
    Building building;
    while (!ended()) {
        const std::size_t next = std::min(m_text.find_first_of("$#\\", m_at), m_text.size());
        if (next > m_at) {
            addText(building, m_text.substr(m_at, next - m_at));
            m_at = next;
        } else if (m_text[m_at] == '\\') {
            parseBackslashes(building);
        } else if (m_text[m_at] == '$') {
            parseDollar(building, 0);
        } else if (!parseHash(building, until)) {
            break;
        }
    }
    flushText(building);
    return std::move(building.body);
}

// Backslashes mean something only directly before a reference or a directive.
void Parser::parseBackslashes(Building& building)
{
    const std::size_t end = std::min(m_text.find_first_not_of('\\', m_at), m_text.size());
    const std::size_t count = end - m_at;
    std::size_t nameEnd = 0;
    if (at(end) == '$') {
        m_at = end;
        parseDollar(building, count);
    } else if (at(end) == '#' && !directiveName(end + 1, nameEnd).empty()) {
        parseEscapedDirective(building, count);
    } else {
        addToken(building, m_text.substr(m_at, count));
        m_at = end;
    }
}

void Parser::parseEscapedDirective(Building& building, std::size_t backslashes)
{
    const std::size_t hash = m_at + backslashes;
    std::size_t end = 0;
    const std::string_view name = directiveName(hash + 1, end);
    bool known = isDirective(name);
    if (backslashes % 2 == 0) {
        // The directive counts; in Velocity 1.7 its backslashes are halved for all but #set.
        known = known && name != "set";
        addToken(building, m_text.substr(m_at, known ? backslashes / 2 : backslashes));
        m_at = hash;
        return;
    }
    addToken(building, m_text.substr(m_at, known ? backslashes / 2 : backslashes));
    m_at = hash;
    addToken(building, m_text.substr(hash, end - hash));
    m_at = end;
}

void Parser::parseDollar(Building& building, std::size_t backslashes)
{
    const std::size_t begin = m_at;
    auto reference = tryReference();
    if (!reference) {
        parseNoReference(building, backslashes);
        return;
    }
    reference->escaped = backslashes % 2 == 1;
    reference->escapes.assign(backslashes / 2, '\\');
    if (reference->escaped)
        reference->written = std::string(m_text.substr(begin, m_at - begin));
    const bool formal = m_text[m_at - 1] == '}';
    if (!formal && !reference->steps.empty() && reference->steps.back().kind == Step::Kind::Property)
        m_afterProperty = m_at;
    const Span span = reference->span;
    const std::size_t end = m_at;
    m_at = begin; // where the text before it ends
    addStatement(building, {span, std::move(*reference)});
    m_at = end;
    if (!formal)
        skipRunt(building);
}

// A $ that begins no reference is text, with what Velocity's lexer has already joined to it.
void Parser::parseNoReference(Building& building, std::size_t backslashes)
{
    const std::size_t begin = m_at;
    const std::string slashes(backslashes, '\\');
    std::size_t i = begin + 1;
    while (at(i) == '\\')
        ++i;
    if (at(i) == '!' && at(i + 1) == '[') { // $![ and $\![
        addToken(building, slashes + std::string(m_text.substr(begin, i + 1 - begin)));
        m_at = i + 1;
    } else if (at(i) == '!' && i > begin + 1) { // $\!x: one backslash goes
        addToken(building, slashes + "$" + std::string(i - begin - 2, '\\') + "!");
        m_at = i + 1;
    } else if (at(i) == '$' && i > begin + 1) { // $\$x: the backslashes belong to the first
        addToken(building, slashes + std::string(m_text.substr(begin, i - begin)));
        m_at = i;
    } else if (at(begin + 1) == '!') {
        const bool brace = at(begin + 2) == '{';
        addToken(building, slashes + (brace ? "$!{" : "$"));
        m_at = begin + (brace ? 3 : 2);
    } else {
        const bool brace = at(begin + 1) == '{';
        addToken(building, slashes + (brace ? "${" : "$"));
        m_at = begin + (brace ? 2 : 1);
    }
    if (ended() && !m_withinString && (m_text.back() == '$' || m_text.back() == '!'))
        failAt(begin, "The template ends with a \"$\" that begins no reference.",
               "Write something behind it, such as a line end.");
}

// `$x{name}`: to the lexer of 1.7 the braces are a reference without a dollar, which prints as its first brace.
void Parser::skipRunt(Building& building)
{
    if (at(m_at) != '{' || identifierEnd(m_at + 1) == m_at + 1)
        return;
    const std::size_t end = identifierEnd(m_at + 1);
    if (at(end) != '}')
        return;
    addToken(building, "{");
    m_at = end + 1;
}

bool Parser::parseHash(Building& building, Until until)
{
    if (parseCommentOrLiteral(building))
        return true;
    const std::size_t begin = m_at;
    std::size_t end = 0;
    const std::string_view name = directiveName(begin + 1, end);
    if (name.empty()) {
        addToken(building, "#");
        ++m_at;
        if (ended() && !m_withinString)
            failAt(begin, "The template ends with a \"#\" that begins no directive.",
                   "Write something behind it, such as a line end.");
        return true;
    }
    if (name == "end" || name == "else" || name == "elseif") {
        if (until == Until::EndOrElse || (until == Until::End && name == "end"))
            return false;
        failAt(begin, "\"#" + std::string(name) + "\" without a directive that it could belong to.",
               "Remove it, or write \\#" + std::string(name) + " if it is text.");
    }
    if (name == "set" && parseSet(building))
        return true;
    m_at = end;
    parseDirective(building, name, begin);
    return true;
}

bool Parser::parseCommentOrLiteral(Building& building)
{
    const std::size_t begin = m_at;
    if (lookingAt("##")) {
        if (begin == m_afterProperty) { // as 1.7 does: behind $x.name it is text
            addToken(building, "##");
            m_at += 2;
            return true;
        }
        flushText(building);
        skipRestOfLine();
        return true;
    }
    const bool comment = lookingAt("#*");
    if (!comment && !lookingAt("#[["))
        return false;
    const bool formal = lookingAt("#**") && at(begin + 3) != '#';
    const std::size_t inner = begin + (comment && !formal ? 2 : 3);
    const std::size_t end = m_text.find(comment ? "*#" : "]]#", inner);
    if (end == std::string_view::npos)
        failAt(begin, comment ? "The comment has no end." : "The text block has no end.",
               comment ? "Close it with *#." : "Close it with ]]#.");
    if (comment)
        flushText(building);
    else
        addToken(building, m_text.substr(inner, end - inner));
    m_at = end + (comment ? 2 : 3);
    return true;
}

void Parser::skipRestOfLine()
{
    m_at = std::min(m_text.find_first_of("\r\n", m_at), m_text.size());
    if (lookingAt("\r\n"))
        ++m_at;
    if (!ended())
        ++m_at;
}

void Parser::skipSpace()
{
    while (!ended() && isSpace(m_text[m_at]))
        ++m_at;
}

Span Parser::spanFrom(std::size_t begin) const
{
    return {std::uint32_t(m_base + begin), std::uint32_t(m_base + m_at)};
}

void Parser::failAt(std::size_t offset, std::string message, std::string hint) const
{
    throw ParseFailure{m_base + offset, std::move(message), std::move(hint)};
}

void Parser::failUnexpected(std::string_view where, std::string hint) const
{
    std::string found = "the end of the template";
    if (ended() && m_withinString)
        found = "the end of the string";
    else if (!ended())
        found = "\"" +
                std::string(m_text.substr(m_at, m_text.find_first_of(" \t\r\n", m_at + 1) - m_at).substr(0, 20)) + "\"";
    failAt(m_at, "Encountered " + found + " in " + std::string(where) + ".", std::move(hint));
}

} // namespace gw::engine::vtl
