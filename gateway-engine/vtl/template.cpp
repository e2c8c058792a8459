#include "gateway-engine/vtl/template.h"

#include "gateway-engine/vtl/parse_program.h"
#include "gateway-engine/vtl/parser.h"

namespace gw::engine::vtl {

SourcePosition positionOf(std::string_view text, std::size_t offset)
{
    SourcePosition position{1, 1};
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        const bool carriage = text[i] == '\r' && !(i + 1 < text.size() && text[i + 1] == '\n');
        if (text[i] == '\n' || carriage)
            position = {position.line + 1, 1};
        else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && text[i] != '\r')
            ++position.column;
    }
    return position;
}

Result<Program> parseProgram(std::string_view text, std::string_view name, Names names)
{
    Program program;
    program.name = std::string(name);
    program.text = std::string(text);
    program.names = std::move(names);
    try {
        ParseState state{program.names, 0, {}};
        program.body = Parser(program.text, 0, false, state).parseAll();
        for (const auto& [macro, offset] : state.words)
            if (program.names.macros.contains(macro))
                throw ParseFailure{offset, "An argument of the macro \"#" + macro + "\" is a bare word.",
                                   "Quote it if it is a text, or write a $ before it if it is a reference."};
        if (program.names.evaluates)
            for (const char* loop : {"foreach", "velocityCount", "velocityHasNext"})
                (void)program.names.slot(loop);
    } catch (const ParseFailure& failure) {
        Diagnostic diagnostic;
        diagnostic.file = program.name;
        diagnostic.position = positionOf(program.text, failure.offset);
        diagnostic.message = failure.message;
        diagnostic.hint = failure.hint;
        return fail(std::move(diagnostic));
    }
    return program;
}

Result<Template> Template::parse(std::string_view text, std::string_view name)
{
    constexpr std::size_t most = 300 * 1024; // reference 1.21
    if (text.size() > most) {
        Diagnostic diagnostic;
        diagnostic.file = std::string(name);
        diagnostic.message = "The template is larger than 300 KB.";
        diagnostic.hint = "The service takes no larger one; shorten it.";
        return fail(std::move(diagnostic));
    }
    auto program = parseProgram(text, name, {});
    if (!program)
        return fail(std::move(program.error()));
    return Template(std::make_shared<const Program>(std::move(*program)));
}

const std::string& Template::name() const
{
    return m_program->name;
}

const std::string& Template::text() const
{
    return m_program->text;
}

} // namespace gw::engine::vtl
