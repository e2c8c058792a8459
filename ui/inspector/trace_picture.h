// One request on the six cards: what each card of the method picture shows for a trace.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/widgets/method_picture.h"

#include <vector>

namespace gw::ui {

[[nodiscard]] MethodPictureContent pictureOf(const engine::Trace& trace);

// The spans of one card, in the order they ran.
[[nodiscard]] std::vector<const engine::Span*> spansOf(const engine::Trace& trace, engine::Card card);
// What went into the card first and came out of it last; nullptr when nothing was captured.
[[nodiscard]] const engine::TraceMessage* messageInto(const engine::Trace& trace, engine::Card card);
[[nodiscard]] const engine::TraceMessage* messageOutOf(const engine::Trace& trace, engine::Card card);
// The card a reader wants first: the failed one, else the client's.
[[nodiscard]] engine::Card interestingCard(const engine::Trace& trace);

} // namespace gw::ui
