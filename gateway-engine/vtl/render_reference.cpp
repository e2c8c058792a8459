// References: from a variable along its steps to a value, and #set to where they lead.
#include "gateway-engine/vtl/numbers.h"
#include "gateway-engine/vtl/renderer.h"

#include <array>

namespace gw::engine::vtl {

Value Renderer::lookUp(Slot slot)
{
    for (Frame* frame = m_frame; frame; frame = frame->caller) {
        const auto& parameters = frame->macro.parameters;
        for (std::size_t i = 0; i < parameters.size() && i < frame->arguments.size(); ++i) {
            if (parameters[i] != slot || (frame->overridden >> i & 1))
                continue;
            const Deeper deeper(*this, frame->arguments[i].span);
            const Within within(*this, frame->caller);
            return evaluate(frame->arguments[i]);
        }
        if (slot == m_bodyContent && !frame->body.isNull())
            return frame->body;
    }
    return m_variables[slot];
}

// In a macro, too, variables are those of the template; an argument of that name is one no longer.
void Renderer::setVariable(Slot slot, const Value& value)
{
    m_variables[slot] = value;
    for (Frame* frame = m_frame; frame; frame = frame->caller) {
        const auto& parameters = frame->macro.parameters;
        for (std::size_t i = 0; i < parameters.size(); ++i)
            if (parameters[i] == slot)
                frame->overridden |= std::uint64_t(1) << i;
        if (slot == m_bodyContent)
            frame->body = Value();
    }
}

Value Renderer::valueOf(const Reference& reference)
{
    Value value = rawValueOf(reference);
    if (value.isNull() && m_options.voidReferences == VoidReferences::Empty) {
        static const Text empty = std::make_shared<const std::string>();
        return Value(empty);
    }
    return value;
}

Value Renderer::rawValueOf(const Reference& reference)
{
    std::size_t walked = 0;
    Value value;
    // Outside of macros a variable is where its slot is, and stays there while a property of it is read.
    if (!m_frame && !reference.steps.empty() && reference.steps.front().kind == Step::Kind::Property) {
        const Value& variable = m_variables[reference.slot];
        value = variable.isNull() ? Value() : walk(variable, reference.steps[walked++]);
    } else {
        value = lookUp(reference.slot);
    }
    for (; walked < reference.steps.size() && !value.isNull(); ++walked)
        value = walk(value, reference.steps[walked]);
    return value;
}

Value Renderer::walk(const Value& value, const Step& step)
{
    spend(1, step.span);
    switch (step.kind) {
    case Step::Kind::Property:
        if (const Map* map = value.map())
            return map->get(*step.name.string());
        return propertyOf(value, step.name);
    case Step::Kind::Index: {
        auto element = elementOf(value, adjustedIndex(value, step));
        if (!element)
            failAt(step.span, std::move(element.error()));
        return element->value_or(Value());
    }
    case Step::Kind::Call:
        break;
    }
    return callMember(value, step);
}

Value Renderer::callMember(const Value& value, const Step& step)
{
    constexpr std::size_t few = 4;
    std::array<Value, few> small;
    std::vector<Value> many;
    const std::size_t count = step.arguments.size();
    if (count > few)
        many.resize(count);
    const std::span<Value> arguments = count > few ? std::span(many) : std::span(small).first(count);
    for (std::size_t i = 0; i < count; ++i)
        arguments[i] = evaluate(step.arguments[i]);
    const std::string& name = *step.name.string();
    auto result = value.object() ? value.object()->call(name, arguments)
                                 : callMethod(value, {step.method, name, arguments, m_budget});
    if (!result) {
        Diagnostic diagnostic = std::move(result.error());
        diagnostic.message = "\"" + name + "\": " + diagnostic.message;
        failAt(step.span, std::move(diagnostic));
    }
    return std::move(*result).value_or(Value());
}

// Negative indexes of lists count from the end.
Value Renderer::adjustedIndex(const Value& target, const Step& step)
{
    Value index = evaluate(step.arguments[0]);
    const auto number = index.integer();
    if (const List* list = target.list(); list && number && *number < 0)
        return Value(std::int32_t(*number + std::int64_t(list->items.size())));
    return index;
}

void Renderer::assign(const Reference& target, const Value& value)
{
    if (target.steps.empty()) {
        setVariable(target.slot, value);
        return;
    }
    Value holder = lookUp(target.slot);
    for (std::size_t i = 0; i + 1 < target.steps.size() && !holder.isNull(); ++i)
        holder = walk(holder, target.steps[i]);
    if (holder.isNull())
        return;
    const Step& last = target.steps.back();
    auto done = last.kind == Step::Kind::Index ? assignElement(holder, adjustedIndex(holder, last), value, m_budget)
                                               : assignProperty(holder, last.name, value, m_budget);
    if (!done)
        failAt(last.span, std::move(done.error()));
}

// A macro's parameter that leads to nothing prints the argument as it was written.
const std::string& Renderer::voidText(const Reference& reference) const
{
    if (!reference.steps.empty() || reference.written.starts_with("${"))
        return reference.written;
    for (const Frame* frame = m_frame; frame && !reference.quiet; frame = frame->caller)
        for (std::size_t i = 0; i < frame->macro.parameters.size() && i < frame->arguments.size(); ++i)
            if (frame->macro.parameters[i] == reference.slot)
                return frame->arguments[i].written;
    return reference.written;
}

} // namespace gw::engine::vtl
