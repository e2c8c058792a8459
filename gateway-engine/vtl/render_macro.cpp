// Macros, #define and #evaluate: what renders text from elsewhere.
#include "gateway-engine/vtl/parse_program.h"
#include "gateway-engine/vtl/renderer.h"

namespace gw::engine::vtl {

Flow Renderer::renderNode(const MacroCall& node, Span span)
{
    const auto found = m_names->macros.find(node.name);
    if (found == m_names->macros.end()) {
        const std::size_t begin = m_out->size();
        append(node.written);
        recordPiece(begin, span);
        return Flow::On;
    }
    const int most = m_options.limits.macroDepth;
    if (m_macroDepth >= most)
        failAt(span,
               "Macros call each other deeper than " + std::to_string(most) + " levels: " + macroChain(node.name) + ".",
               "End the recursion earlier.");
    const std::shared_ptr<const Macro> macro = found->second;
    Frame frame{*macro, node.arguments, m_frame, {}, 0};
    if (node.hasBody)
        frame.body = Value(ObjectRef(std::make_shared<Block>(m_handle, node.body, most)));
    ++m_macroDepth;
    Flow flow = Flow::On;
    {
        const Within within(*this, &frame);
        flow = renderBody(macro->body);
    }
    --m_macroDepth;
    return flow == Flow::Break && !m_breakTarget ? Flow::On : flow;
}

std::string Renderer::macroChain(const std::string& last) const
{
    constexpr int shown = 5;
    std::string chain = last;
    int count = 0;
    for (const Frame* frame = m_frame; frame && count < shown; frame = frame->caller, ++count)
        chain = frame->macro.name + " -> " + chain;
    return chain;
}

Flow Renderer::renderNode(const DefineNode& node, Span)
{
    constexpr int mostDepth = 2; // Velocity's directive.define.max.depth
    setVariable(node.slot, Value(ObjectRef(std::make_shared<Block>(m_handle, node.body, mostDepth))));
    return Flow::On;
}

// Nothing when the block is within itself too often: then the reference to it is void.
std::optional<Flow> Renderer::renderBlock(const Block& block)
{
    if (block.m_depth >= block.m_mostDepth)
        return std::nullopt;
    struct Count
    {
        explicit Count(int& depth) : m_count(depth) { ++m_count; }
        ~Count() { --m_count; }
        int& m_count;
    } const count(block.m_depth);
    const std::shared_ptr<const Body> body = block.m_body;
    const Flow flow = renderBody(*body);
    return flow == Flow::Break && !m_breakTarget ? Flow::On : flow;
}

std::optional<std::string> Renderer::blockText(const Block& block)
{
    std::string text;
    const Redirect redirect(*this, text);
    const auto flow = renderBlock(block);
    if (!flow)
        return std::nullopt;
    if (*flow != Flow::On)
        throw LeaveExpression{*flow};
    return text;
}

Flow Renderer::renderNode(const EvaluateNode& node, Span span)
{
    constexpr std::size_t perStep = 16; // parsing is slower than copying
    std::string text;
    if (const Value value = evaluate(node.text); !value.isNull())
        appendValue(text, value, span);
    spend(text.size() / perStep + 1, span);
    const Deeper deeper(*this, span);
    growNames();
    auto parsed = parseProgram(text, m_program.name + " (#evaluate)", std::move(*m_ownNames));
    if (!parsed)
        failAt(span, "The text of #evaluate is no template: " + parsed.error().message, parsed.error().hint);
    *m_ownNames = std::move(parsed->names);
    m_variables.resize(m_ownNames->variables.size());
    m_bodyContent = m_names->bodyContent;
    const auto program = std::make_shared<const Program>(std::move(*parsed));
    m_evaluated.push_back(program);
    const std::size_t begin = m_out->size();
    const Program* const source = std::exchange(m_source, program.get());
    ++m_evaluating;
    (void)renderBody(program->body); // #stop and #break end what is evaluated, no more
    --m_evaluating;
    m_source = source;
    recordPiece(begin, span);
    return Flow::On;
}

// From here on names may be added: all that the scope has must be found.
void Renderer::growNames()
{
    if (m_ownNames)
        return;
    m_ownNames = std::make_unique<Names>(*m_names);
    m_names = m_ownNames.get();
    for (const auto& [name, value] : m_scope.references) {
        const bool isNew = !m_ownNames->slots.contains(name);
        const Slot slot = m_ownNames->slot(name);
        m_variables.resize(m_ownNames->variables.size());
        if (isNew)
            m_variables[slot] = value;
    }
}

} // namespace gw::engine::vtl
