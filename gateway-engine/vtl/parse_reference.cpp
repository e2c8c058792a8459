// References: $x, ${x}, $!x, $!{x} with .properties, .methods() and [indexes].
#include "gateway-engine/vtl/parser.h"

namespace gw::engine::vtl {

std::size_t Parser::identifierEnd(std::size_t i) const
{
    if (!isLetter(at(i)) && at(i) != '_')
        return i;
    while (isLetter(at(i)) || isDigit(at(i)) || at(i) == '_' || at(i) == '-')
        ++i;
    return i;
}

// At a dollar. Nothing is consumed when no reference begins there.
std::optional<Reference> Parser::tryReference()
{
    const std::size_t begin = m_at;
    Reference reference;
    std::size_t i = begin + 1;
    if (at(i) == '!') {
        reference.quiet = true;
        ++i;
    }
    const bool formal = at(i) == '{';
    std::size_t nameBegin = formal ? i + 1 : i;
    const std::size_t rootBegin = nameBegin;
    while (formal && at(nameBegin) == '$') // ${$x}: in 1.7 a reference to something called "$x", which never is
        ++nameBegin;
    const std::size_t nameEnd = identifierEnd(nameBegin);
    if (nameEnd == nameBegin)
        return std::nullopt;
    reference.slot = m_state.names.slot(std::string(m_text.substr(rootBegin, nameEnd - rootBegin)));
    m_at = nameEnd;
    const bool whole = parseSteps(reference);
    if (formal) {
        if (!whole || at(m_at) != '}')
            failUnexpected("the reference \"" + std::string(m_text.substr(begin, m_at - begin)) + "\"",
                           "Close it with }.");
        ++m_at;
    }
    reference.span = spanFrom(begin);
    if (!reference.quiet)
        reference.written = std::string(m_text.substr(begin, m_at - begin));
    m_state.names.noteUse(reference);
    return reference;
}

// False when a "(" follows that cannot begin arguments: to an informal reference that is text.
bool Parser::parseSteps(Reference& reference)
{
    while (!ended()) {
        if (m_text[m_at] == '[') {
            reference.steps.push_back(parseIndex());
        } else if (m_text[m_at] == '.' && isLetter(at(m_at + 1))) {
            reference.steps.push_back(parseMember());
            if (reference.steps.back().kind == Step::Kind::Property && at(m_at) == '(')
                return false;
        } else {
            break;
        }
    }
    return true;
}

Step Parser::parseIndex()
{
    const std::size_t begin = m_at++;
    const Nested nested(m_state, m_base + begin);
    Step step;
    step.kind = Step::Kind::Index;
    skipSpace();
    const char first = at(m_at);
    const bool literal = first == '"' || first == '\'' || first == '$' || first == '-' || isDigit(first);
    const std::string_view word = wordAt(m_at);
    if (!literal && word != "true" && word != "false")
        failUnexpected("an index", "Write a text, a whole number or a reference between [ and ].");
    step.arguments.push_back(parseValue(false));
    skipSpace();
    if (at(m_at) != ']')
        failUnexpected("an index", "Close it with ].");
    ++m_at;
    step.span = spanFrom(begin);
    return step;
}

// What Velocity's parser looks at before it takes a "(" for that of a method call.
bool Parser::beginsArguments(std::size_t i) const
{
    const char first = at(i);
    if (isSpace(first) || isDigit(first) || first == ')' || first == '"' || first == '\'' || first == '[' ||
        first == '{')
        return true;
    if (first == '-' || first == '.')
        return isDigit(at(i + 1)) || (first == '-' && at(i + 1) == '.' && isDigit(at(i + 2)));
    if (first == '$')
        return at(i + 1) != '(' && at(i + 1) != ' ';
    const std::string_view word = m_text.substr(i, identifierEnd(i) - i);
    return word == "true" || word == "false";
}

Step Parser::parseMember()
{
    const std::size_t begin = m_at++;
    Step step;
    const std::size_t end = identifierEnd(m_at);
    const std::string_view name = m_text.substr(m_at, end - m_at);
    step.name = Value(name);
    m_at = end;
    if (at(m_at) != '(' || !beginsArguments(m_at + 1)) {
        step.span = spanFrom(begin);
        return step;
    }
    const Nested nested(m_state, m_base + begin);
    step.kind = Step::Kind::Call;
    step.method = methodNamed(name);
    ++m_at;
    skipSpace();
    while (at(m_at) != ')') {
        step.arguments.push_back(parseValue(false));
        skipSpace();
        if (at(m_at) == ',') {
            ++m_at;
            skipSpace();
            if (at(m_at) == ')')
                failUnexpected("the arguments of \"" + std::string(name) + "\"", "Write an argument behind the comma.");
        } else if (at(m_at) != ')') {
            failUnexpected("the arguments of \"" + std::string(name) + "\"",
                           "Arguments are literals or references, separated by commas; calculate with #set before.");
        }
    }
    ++m_at;
    step.span = spanFrom(begin);
    return step;
}

} // namespace gw::engine::vtl
