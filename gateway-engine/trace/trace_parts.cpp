#include "gateway-engine/trace/trace_parts.h"

#include <cstddef>

namespace gw::engine {

const TraceMessage* messageAt(const Trace& trace, int index)
{
    return index >= 0 && static_cast<std::size_t>(index) < trace.messages.size()
               ? &trace.messages[static_cast<std::size_t>(index)]
               : nullptr;
}

const Span* spanNamed(const Trace& trace, std::string_view stage)
{
    for (const Span& span : trace.spans)
        if (stage == span.stage)
            return &span;
    return nullptr;
}

const std::string* findNote(const Span& span, std::string_view name)
{
    for (const auto& [key, value] : span.notes)
        if (key == name)
            return &value;
    return nullptr;
}

std::string noteOf(const Span& span, std::string_view name)
{
    const std::string* text = findNote(span, name);
    return text ? *text : std::string();
}

} // namespace gw::engine
