// Text to tree, by recursive descent: the grammar of Velocity 1.7 with what its lexer's states imply (which white space
// goes with a directive, what a backslash or a stray $ is). The parts stand in parse_*.cpp.
#pragma once

#include "gateway-engine/vtl/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::vtl {

// Thrown within the parser only; Template::parse makes a Diagnostic of it.
struct ParseFailure
{
    std::size_t offset = 0;
    std::string message;
    std::string hint;
};

// What the parsers of a template and of the strings within it share.
struct ParseState
{
    // A bare word as argument, such as #name(word): an error once it is known that `macro` exists.
    struct WordArgument
    {
        std::string macro;
        std::size_t offset = 0;
    };
    Names& names;
    int depth = 0;
    std::vector<WordArgument> words;
};

class Parser
{
public:
    // `base`: where `text` stands in the template. `within`: the text is that of a "string".
    Parser(std::string_view text, std::size_t base, bool withinString, ParseState& state)
        : m_text(text), m_base(base), m_withinString(withinString), m_state(state)
    {
    }
    [[nodiscard]] Body parseAll();

private:
    enum class Until { TheEnd, End, EndOrElse };

    // A body under construction. Text is gathered until something else comes.
    struct Building
    {
        Body body;
        std::string text;
        std::size_t textBegin = 0;
        std::size_t textEnd = 0;
        std::size_t fresh = 0; // where in `text` the part begins that nothing but text is before
    };

    // parse_text.cpp: text, comments, escapes
    [[nodiscard]] Body parseBody(Until until);
    void addText(Building& building, std::string_view text);
    void addToken(Building& building, std::string_view text); // text that is a token of its own
    void flushText(Building& building);
    void addStatement(Building& building, Statement statement);
    void parseBackslashes(Building& building);
    void parseEscapedDirective(Building& building, std::size_t backslashes);
    void parseDollar(Building& building, std::size_t backslashes);
    void parseNoReference(Building& building, std::size_t backslashes);
    void skipRunt(Building& building);
    bool parseHash(Building& building, Until until); // false: the body ends here
    bool parseCommentOrLiteral(Building& building);
    void skipRestOfLine();

    // parse_directive.cpp
    [[nodiscard]] std::string_view directiveName(std::size_t at, std::size_t& end) const;
    [[nodiscard]] bool isDirective(std::string_view name) const;
    void parseDirective(Building& building, std::string_view name, std::size_t begin);
    [[nodiscard]] bool parseSet(Building& building);
    [[nodiscard]] IfNode parseIf(std::size_t begin);
    void parseIfBranch(IfNode& node);
    [[nodiscard]] ForeachNode parseForeach(std::vector<Expression> arguments);
    [[nodiscard]] DefineNode parseDefine(const std::vector<Expression>& arguments);
    void parseMacro(const std::vector<Expression>& arguments);
    [[nodiscard]] TextNode parseLiteral(const std::vector<Expression>& arguments);
    [[nodiscard]] Statement parseSimple(std::string_view name, std::size_t begin, std::vector<Expression> arguments);
    [[nodiscard]] MacroCall parseCall(std::string_view name, std::size_t begin, std::vector<Expression> arguments);
    [[nodiscard]] std::vector<Expression> parseArguments();
    [[nodiscard]] bool atParenthesis() const;
    void demandNoWords(std::string_view name, const std::vector<Expression>& arguments, std::size_t except) const;
    [[nodiscard]] Body parseBlock(std::string_view name, std::size_t begin);
    void expectEnd(std::string_view name, std::size_t begin);
    void closeParenthesis();
    void skipNewline(); // white space up to and with the end of the line, if nothing else is there

    // parse_reference.cpp
    [[nodiscard]] std::optional<Reference> tryReference();
    [[nodiscard]] bool parseSteps(Reference& reference);
    [[nodiscard]] Step parseIndex();
    [[nodiscard]] Step parseMember();
    [[nodiscard]] bool beginsArguments(std::size_t at) const;
    [[nodiscard]] std::size_t identifierEnd(std::size_t at) const;

    // parse_expression.cpp
    [[nodiscard]] Expression parseExpression();
    [[nodiscard]] Expression parseBinary(int level);
    [[nodiscard]] Expression parseUnary();
    [[nodiscard]] Expression parsePrimary();
    [[nodiscard]] Expression parseValue(bool words); // a literal or a reference; a word where those may stand
    [[nodiscard]] std::optional<Expression> tryNumber();
    [[nodiscard]] Expression parseString();
    [[nodiscard]] Expression parseBracket();
    [[nodiscard]] Expression parseRange(Expression first, std::size_t begin);
    [[nodiscard]] std::optional<Expression> tryRangeBound();
    [[nodiscard]] Expression parseMap();
    [[nodiscard]] Expression parseReferenceExpression();
    [[nodiscard]] std::string_view wordAt(std::size_t at) const;
    [[nodiscard]] Expression finish(Expression expression, std::size_t begin) const;

    // Characters.
    [[nodiscard]] char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    [[nodiscard]] bool ended() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool lookingAt(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
    void skipSpace();
    [[nodiscard]] Span spanFrom(std::size_t begin) const;
    [[noreturn]] void failAt(std::size_t offset, std::string message, std::string hint = {}) const;
    [[noreturn]] void failUnexpected(std::string_view where, std::string hint = {}) const;

    std::string_view m_text;
    std::size_t m_base;
    bool m_withinString;
    ParseState& m_state;
    std::size_t m_at = 0;
    std::size_t m_afterProperty = std::string_view::npos; // just behind a `$x.name`
};

// Counts how deep the parser is; too deep is a failure.
class Nested
{
public:
    Nested(ParseState& state, std::size_t offset) : m_state(state)
    {
        constexpr int most = 150;
        if (m_state.depth >= most)
            throw ParseFailure{offset, "The template is nested deeper than 150 levels.",
                               "Split it with #macro or #define."};
        ++m_state.depth;
    }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;
    ~Nested() { --m_state.depth; }

private:
    ParseState& m_state;
};

[[nodiscard]] inline bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] inline bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace gw::engine::vtl
