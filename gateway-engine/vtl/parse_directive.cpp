// Directives: #set, #if, #foreach, #macro and its calls, #define, #stop, #break, #evaluate, #include, #parse, #literal.
#include "gateway-engine/vtl/parser.h"

#include <algorithm>
#include <array>

namespace gw::engine::vtl {

namespace {

constexpr std::array<std::string_view, 14> directives{"foreach",  "include", "parse",  "macro", "literal",
                                                      "evaluate", "break",   "define", "stop",  "if",
                                                      "end",      "set",     "else",   "elseif"};

bool isWord(const Expression& argument)
{
    return argument.kind == Expression::Kind::Word;
}

bool isPlainReference(const Expression& argument)
{
    return argument.kind == Expression::Kind::Reference;
}

} // namespace

// The name behind a #, with or without braces; empty when there is none.
std::string_view Parser::directiveName(std::size_t begin, std::size_t& end) const
{
    const bool braces = at(begin) == '{';
    const std::string_view word = wordAt(begin + (braces ? 1 : 0));
    end = begin + word.size() + (braces ? 2 : 0);
    if (word.empty() || (braces && (word[0] == '@' || at(end - 1) != '}')))
        return {};
    return word;
}

bool Parser::isDirective(std::string_view name) const
{
    return std::find(directives.begin(), directives.end(), name) != directives.end() ||
           m_state.names.macros.contains(std::string(name));
}

void Parser::parseDirective(Building& building, std::string_view name, std::size_t begin)
{
    const std::size_t behindName = m_at;
    const bool block = name == "foreach" || name == "macro" || name == "define" || name == "literal";
    std::vector<Expression> arguments;
    if (name == "if") {
        IfNode node = parseIf(begin);
        const Span span = spanFrom(begin);
        return addStatement(building, {span, std::move(node)});
    }
    if (atParenthesis()) {
        arguments = parseArguments();
    } else if (name == "macro") {
        failAt(begin, "A macro needs a name.", "Write #macro(name $argument …) … #end.");
    } else if (block || name.starts_with('@') || name == "evaluate" || name == "include" || name == "parse") {
        addToken(building, m_text.substr(begin, behindName - begin)); // without arguments it is text
        return;
    }
    if (name == "foreach") {
        ForeachNode node = parseForeach(std::move(arguments));
        node.body = parseBlock(name, begin);
        addStatement(building, {spanFrom(begin), std::move(node)});
    } else if (name == "define") {
        DefineNode node = parseDefine(arguments);
        node.body = std::make_shared<const Body>(parseBlock(name, begin));
        addStatement(building, {spanFrom(begin), std::move(node)});
    } else if (name == "macro") {
        flushText(building);
        parseMacro(arguments);
    } else if (name == "literal") {
        addToken(building, parseLiteral(arguments).text);
    } else {
        Statement statement = parseSimple(name, begin, std::move(arguments));
        addStatement(building, std::move(statement));
    }
}

// `#set (`, with spaces only between; false when it is not that. Takes the white space before it, unless that belongs
// to text.
bool Parser::parseSet(Building& building)
{
    const std::size_t begin = m_at;
    std::size_t i = begin + (at(begin + 1) == '{' ? 6 : 4);
    while (at(i) == ' ')
        ++i;
    if (at(i) != '(')
        return false;
    if (building.text.find_first_not_of(" \t", building.fresh) == std::string::npos) {
        building.textEnd -= building.text.size() - building.fresh;
        building.text.resize(building.fresh);
    }
    flushText(building);
    m_at = i + 1;
    skipSpace();
    auto target = at(m_at) == '$' ? tryReference() : std::nullopt;
    if (!target)
        failUnexpected("#set", "Write #set($name = value).");
    skipSpace();
    if (at(m_at) != '=' || at(m_at + 1) == '=')
        failUnexpected("#set", "Write #set($name = value).");
    ++m_at;
    Expression value = parseExpression();
    skipSpace();
    if (at(m_at) != ')')
        failUnexpected("#set", "Close the directive with ).");
    closeParenthesis();
    addStatement(building, {spanFrom(begin), SetNode{std::move(*target), std::move(value)}});
    return true;
}

// At the ")" that closes a directive: it takes the rest of the line along if that is blank.
void Parser::closeParenthesis()
{
    ++m_at;
    skipNewline();
}

void Parser::skipNewline()
{
    const std::size_t end = std::min(m_text.find_first_not_of(" \t", m_at), m_text.size());
    if (at(end) == '\r' && at(end + 1) == '\n')
        m_at = end + 2;
    else if (at(end) == '\n' || at(end) == '\r')
        m_at = end + 1;
}

void Parser::parseIfBranch(IfNode& node)
{
    skipSpace();
    if (at(m_at) != '(')
        failUnexpected("#if", "Write the condition in parentheses: #if($x == 1).");
    ++m_at;
    auto condition = std::make_unique<Expression>(parseExpression());
    skipSpace();
    if (at(m_at) != ')')
        failUnexpected("#if", "Close the condition with ).");
    closeParenthesis();
    node.branches.push_back({std::move(condition), parseBody(Until::EndOrElse)});
}

IfNode Parser::parseIf(std::size_t begin)
{
    IfNode node;
    parseIfBranch(node);
    while (!ended()) {
        std::size_t end = 0;
        const std::string_view name = directiveName(m_at + 1, end);
        if (name == "elseif") {
            m_at = end;
            parseIfBranch(node);
        } else if (name == "else") {
            m_at = end;
            skipNewline();
            node.branches.push_back({nullptr, parseBody(Until::End)});
            break;
        } else {
            break;
        }
    }
    expectEnd("if", begin);
    return node;
}

void Parser::expectEnd(std::string_view name, std::size_t begin)
{
    std::size_t end = 0;
    if (ended() || directiveName(m_at + 1, end) != "end")
        failAt(begin, "The \"#" + std::string(name) + "\" has no end.", "Close it with #end.");
    m_at = end;
    skipNewline();
}

Body Parser::parseBlock(std::string_view name, std::size_t begin)
{
    Body body = parseBody(Until::End);
    expectEnd(name, begin);
    return body;
}

bool Parser::atParenthesis() const
{
    std::size_t i = m_at;
    while (isSpace(at(i)))
        ++i;
    return at(i) == '(';
}

// From the "(" on: values with or without commas between them, and bare words.
std::vector<Expression> Parser::parseArguments()
{
    skipSpace();
    const std::size_t begin = m_at++;
    const Nested nested(m_state, m_base + begin);
    std::vector<Expression> arguments;
    skipSpace();
    while (at(m_at) != ')') {
        if (at(m_at) == ',') {
            ++m_at;
            skipSpace();
        }
        if (ended() || at(m_at) == ')')
            failUnexpected("the arguments of a directive", "Write a value, or close the parenthesis.");
        arguments.push_back(parseValue(true));
        skipSpace();
    }
    closeParenthesis();
    return arguments;
}

void Parser::demandNoWords(std::string_view name, const std::vector<Expression>& arguments, std::size_t except) const
{
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (i != except && isWord(arguments[i]))
            failAt(arguments[i].span.begin - m_base,
                   "\"" + arguments[i].written + "\" is no argument for #" + std::string(name) + ".",
                   "Quote it if it is a text, or write a $ before it if it is a reference.");
}

ForeachNode Parser::parseForeach(std::vector<Expression> arguments)
{
    demandNoWords("foreach", arguments, 1);
    if (arguments.size() > 1 && (!isWord(arguments[1]) || arguments[1].written != "in"))
        failAt(arguments[1].span.begin - m_base, "Encountered \"" + arguments[1].written + "\" in #foreach.",
               "Write #foreach($item in $list).");
    if (arguments.size() < 3 || !isPlainReference(arguments[0]))
        failUnexpected("#foreach", "Write #foreach($item in $list).");
    ForeachNode node;
    node.element = arguments[0].reference->slot;
    node.list = std::move(arguments[2]);
    return node;
}

DefineNode Parser::parseDefine(const std::vector<Expression>& arguments)
{
    demandNoWords("define", arguments, arguments.size());
    if (arguments.size() != 1 || !isPlainReference(arguments[0]))
        failUnexpected("#define", "Write #define($name) … #end.");
    return {arguments[0].reference->slot, nullptr};
}

void Parser::parseMacro(const std::vector<Expression>& arguments)
{
    constexpr std::size_t mostParameters = 60;
    const std::size_t begin = m_at;
    if (arguments.empty() || !isWord(arguments[0]))
        failUnexpected("#macro", "The first argument is the name, a word without quotes: #macro(name $argument).");
    if (arguments.size() > mostParameters)
        failAt(begin, "The macro has more than 59 arguments.", "Pass a list or a map.");
    Macro macro;
    macro.name = arguments[0].written;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (!isPlainReference(arguments[i]))
            failAt(arguments[i].span.begin - m_base, "\"" + arguments[i].written + "\" is no parameter of a macro.",
                   "Parameters are references: #macro(" + macro.name + " $argument).");
        macro.parameters.push_back(arguments[i].reference->slot);
    }
    macro.body = parseBlock("macro", begin);
    const std::string name = macro.name;
    m_state.names.macros.try_emplace(name, std::make_shared<const Macro>(std::move(macro)));
}

TextNode Parser::parseLiteral(const std::vector<Expression>& arguments)
{
    demandNoWords("literal", arguments, arguments.size());
    const std::size_t begin = m_at;
    (void)parseBody(Until::End);
    TextNode text{std::string(m_text.substr(begin, m_at - begin))};
    expectEnd("literal", begin);
    return text;
}

Statement Parser::parseSimple(std::string_view name, std::size_t begin, std::vector<Expression> arguments)
{
    const auto made = [&](auto node) { return Statement{spanFrom(begin), std::move(node)}; };
    const bool known = name == "stop" || name == "break" || name == "evaluate" || name == "include" || name == "parse";
    if (known)
        demandNoWords(name, arguments, arguments.size());
    if (name == "stop")
        return made(StopNode{});
    if (name == "break") {
        if (arguments.size() > 1)
            failAt(begin, "#break takes one argument at most.", "Write #break or #break($foreach).");
        BreakNode node;
        if (!arguments.empty())
            node.scope = std::make_unique<Expression>(std::move(arguments[0]));
        return made(std::move(node));
    }
    if (name == "evaluate" || name == "parse") {
        if (arguments.size() != 1)
            failAt(begin, "#" + std::string(name) + " takes one argument.", "Write #" + std::string(name) + "($text).");
        if (name == "evaluate") {
            m_state.names.evaluates = true;
            return made(EvaluateNode{std::move(arguments[0])});
        }
    }
    if (name == "include" || name == "parse")
        return made(IncludeNode{std::string(name), std::move(arguments)});
    MacroCall call = parseCall(name, begin, std::move(arguments));
    return made(std::move(call));
}

MacroCall Parser::parseCall(std::string_view name, std::size_t begin, std::vector<Expression> arguments)
{
    MacroCall call;
    call.hasBody = name.starts_with('@');
    call.name = std::string(call.hasBody ? name.substr(1) : name);
    call.written = std::string(m_text.substr(begin, m_at - begin));
    for (const Expression& argument : arguments)
        if (isWord(argument))
            m_state.words.push_back({call.name, argument.span.begin});
    call.arguments = std::move(arguments);
    if (call.hasBody) {
        call.body = std::make_shared<const Body>(parseBlock(name, begin));
        call.written = std::string(m_text.substr(begin, m_at - begin));
    }
    return call;
}

} // namespace gw::engine::vtl
