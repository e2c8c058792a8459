// #foreach: over lists, the values of maps, iterators and ranges.
#include "gateway-engine/vtl/loop_scope.h"
#include "gateway-engine/vtl/renderer.h"

namespace gw::engine::vtl {

// The variables a loop sets, what they were before, and how the last round ended.
struct Renderer::Loop
{
    std::shared_ptr<LoopScope> scope;
    Slot scopeSlot;
    Slot countSlot;
    Slot hasNextSlot;
    std::uint64_t rounds = 0;
    Flow flow = Flow::On;
};

// False when the loop ends.
bool Renderer::renderRound(const ForeachNode& node, Span span, Loop& loop, const Value& item, bool hasNext)
{
    spend(1, span);
    const std::uint64_t most = m_options.limits.loopRounds;
    if (most > 0 && loop.rounds >= most)
        failAt(span, "The #foreach goes on after " + std::to_string(most) + " rounds.",
               "The service ends a template that loops more often; make the list shorter.");
    ++loop.rounds;
    if (loop.countSlot != noSlot)
        setVariable(loop.countSlot, Value(std::int32_t(loop.rounds)));
    if (loop.hasNextSlot != noSlot)
        setVariable(loop.hasNextSlot, Value(hasNext));
    setVariable(node.element, item);
    if (loop.scope) {
        ++loop.scope->index;
        loop.scope->hasNext = hasNext;
    }
    loop.flow = renderBody(node.body);
    if (loop.flow == Flow::Break && (!m_breakTarget || m_breakTarget == loop.scope.get())) {
        loop.flow = Flow::On;
        return false;
    }
    return loop.flow == Flow::On;
}

// Not made into a list: it may be wide, and #break may end it.
Flow Renderer::renderRange(const ForeachNode& node, Span span, Loop& loop)
{
    const auto range = rangeOf(node.list);
    if (!range)
        return Flow::On;
    const auto [first, last] = *range;
    const std::int64_t step = first <= last ? 1 : -1;
    for (std::int64_t i = first; renderRound(node, span, loop, Value(std::int32_t(i)), i != last) && i != last;)
        i += step;
    return loop.flow;
}

Flow Renderer::renderNode(const ForeachNode& node, Span span)
{
    Loop loop{nullptr, m_names->foreach, m_names->velocityCount, m_names->velocityHasNext};
    ListRef list;
    if (node.list.kind != Expression::Kind::Range) {
        list = elementsOf(evaluate(node.list));
        if (!list)
            return Flow::On;
    }
    const auto before = [&](Slot slot) { return slot == noSlot ? Value() : lookUp(slot); };
    const Value element = before(node.element);
    const Value scope = before(loop.scopeSlot);
    const Value count = before(loop.countSlot);
    const Value next = before(loop.hasNextSlot);
    if (loop.scopeSlot != noSlot) {
        loop.scope = std::make_shared<LoopScope>(scope);
        setVariable(loop.scopeSlot, Value(ObjectRef(loop.scope)));
    }
    if (!list) {
        renderRange(node, span, loop);
    } else {
        const std::size_t size = list->items.size();
        for (std::size_t i = 0; i != list->items.size(); ++i) {
            if (list->items.size() != size)
                failAt(span, "The list changed while #foreach went through it.",
                       "Add to another list, or remove after the loop.");
            const Value item = list->items[i];
            if (!renderRound(node, span, loop, item, i + 1 < size))
                break;
        }
    }
    setVariable(node.element, element);
    for (const auto& [slot, value] :
         {std::pair(loop.scopeSlot, &scope), std::pair(loop.countSlot, &count), std::pair(loop.hasNextSlot, &next)})
        if (slot != noSlot)
            setVariable(slot, *value);
    return loop.flow;
}

} // namespace gw::engine::vtl
