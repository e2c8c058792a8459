// Rendering: bodies and the simple statements.
#include "gateway-engine/vtl/loop_scope.h"
#include "gateway-engine/vtl/renderer.h"

namespace gw::engine::vtl {

Result<Rendered> render(const Template& what, const Scope& scope, const RenderOptions& options)
{
    try {
        return Renderer(what.program(), scope, options).run();
    } catch (RenderFailure& failure) {
        return fail(std::move(failure.diagnostic));
    }
}

Renderer::Renderer(const Program& program, const Scope& scope, const RenderOptions& options)
    : m_program(program), m_scope(scope), m_options(options), m_budget(options.limits), m_names(&program.names),
      m_variables(program.names.variables.size()), m_bodyContent(program.names.bodyContent),
      m_out(&m_result.output), m_source(&program), m_handle(std::make_shared<Handle>(Handle{this}))
{
    for (const auto& [name, value] : scope.references)
        if (const Slot slot = m_names->known(name); slot != noSlot)
            m_variables[slot] = value;
}

Renderer::~Renderer()
{
    m_handle->renderer = nullptr;
}

Rendered Renderer::run()
{
    m_result.output.reserve(m_program.text.size());
    (void)renderBody(m_program.body);
    return std::move(m_result);
}

Flow Renderer::renderBody(const Body& body)
{
    if (body.statements.empty())
        return Flow::On;
    const Deeper deeper(*this, body.statements.front().span);
    try {
        for (const Statement& statement : body.statements)
            if (const Flow flow = renderStatement(statement); flow != Flow::On)
                return flow;
    } catch (const LeaveExpression& leave) {
        return leave.flow;
    }
    return Flow::On;
}

Flow Renderer::renderStatement(const Statement& statement)
{
    spend(1, statement.span);
    return std::visit([&](const auto& node) { return renderNode(node, statement.span); }, statement.node);
}

Flow Renderer::renderNode(const TextNode& node, Span span)
{
    const std::size_t begin = m_out->size();
    append(node.text);
    recordPiece(begin, span);
    return Flow::On;
}

// Backslashes before a reference: each pair is one; an odd one keeps the reference from being replaced, if it leads
// anywhere.
Flow Renderer::renderNode(const Reference& node, Span span)
{
    const std::size_t begin = m_out->size();
    const Value value = valueOf(node);
    append(node.escapes);
    Flow flow = Flow::On;
    bool isVoid = value.isNull();
    if (node.escaped) {
        append(isVoid ? "\\" : "");
        append(node.written);
        isVoid = false;
    } else if (const Object* object = value.object()) {
        if (const Block* block = object->block()) {
            const auto rendered = renderBlock(*block);
            isVoid = !rendered;
            flow = rendered.value_or(Flow::On);
        } else if (const auto text = object->text()) {
            append(*text);
        } else {
            isVoid = true;
        }
    } else if (!isVoid) {
        appendValue(*m_out, value, span);
    }
    if (isVoid) {
        append(node.escapes);
        append(m_options.voidReferences == VoidReferences::Empty ? std::string_view() : voidText(node));
    }
    recordPiece(begin, span);
    return flow;
}

Flow Renderer::renderNode(const SetNode& node, Span)
{
    const Value value = evaluate(node.value);
    if (!value.isNull()) // as 1.7 does: null changes nothing
        assign(node.target, value);
    return Flow::On;
}

Flow Renderer::renderNode(const IfNode& node, Span)
{
    for (const IfNode::Branch& branch : node.branches)
        if (!branch.condition || truthOf(*branch.condition))
            return renderBody(branch.body);
    return Flow::On;
}

Flow Renderer::renderNode(const StopNode&, Span)
{
    return Flow::Stop;
}

Flow Renderer::renderNode(const BreakNode& node, Span span)
{
    m_breakTarget = nullptr;
    if (node.scope) {
        const Value scope = evaluate(*node.scope);
        m_breakTarget = dynamic_cast<const LoopScope*>(scope.object());
        if (!m_breakTarget)
            failAt(span, "The argument of #break is no loop.",
                   "Write #break, #break($foreach) or #break($foreach.parent).");
    }
    return Flow::Break;
}

// There are no other files; a null argument is let pass, as Velocity does.
Flow Renderer::renderNode(const IncludeNode& node, Span span)
{
    for (const Expression& argument : node.arguments) {
        const Value name = evaluate(argument);
        if (name.isNull() || (name.string() && name.string()->empty()))
            continue;
        std::string text;
        appendValue(text, name, span);
        failAt(span, "#" + node.directive + " cannot find \"" + text.substr(0, 100) + "\": templates stand alone.",
               "Put the text into this template.");
    }
    return Flow::On;
}

void Renderer::append(std::string_view text)
{
    const std::size_t most = m_options.limits.outputBytes;
    if (text.size() > most || m_out->size() > most - text.size())
        failAt({}, tooLong(most));
    m_out->append(text);
}

void Renderer::recordPiece(std::size_t begin, Span span)
{
    if (!m_options.mapOutput || m_out != &m_result.output || m_evaluating > 0 || begin == m_out->size())
        return;
    m_result.pieces.push_back({std::uint32_t(begin), std::uint32_t(m_out->size()), span.begin, span.end});
}

void Renderer::failAt(Span span, std::string message, std::string hint) const
{
    Diagnostic diagnostic;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    failAt(span, std::move(diagnostic));
}

void Renderer::failAt(Span span, Diagnostic diagnostic) const
{
    diagnostic.file = m_source->name;
    if (span.end > 0)
        diagnostic.position = positionOf(m_source->text, span.begin);
    throw RenderFailure{std::move(diagnostic)};
}

void Renderer::spend(std::uint64_t steps, Span span)
{
    if (!m_budget.spend(steps))
        failAt(span, outOfFuel());
}

} // namespace gw::engine::vtl
