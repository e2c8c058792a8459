// Outlines and edits of state machines: reading never fails, places lie in the text, every edit gives a text that can
// be read or is refused with its reason, a whole text is never broken, and whatever is read can be laid out.
#include "core/states/asl_edits.h"
#include "core/states/graph_layout.h"
#include "tests/fuzz/check.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <functional>

using namespace gw;

namespace {

void collect(const asl::Flow& flow, std::vector<const asl::State*>& states)
{
    for (const asl::State& state : flow.states) {
        states.push_back(&state);
        for (const asl::Flow& inner : state.flows)
            collect(inner, states);
    }
}

void demandPlaces(const asl::Outline& outline, std::size_t size)
{
    std::vector<const asl::State*> states;
    collect(outline.root, states);
    for (const asl::State* state : states)
        fuzz::demand(state->range.begin <= state->range.end && state->range.end <= size, "a state stands in the text");
    for (const asl::Problem& problem : outline.problems)
        fuzz::demand(problem.diagnostic.position.line > 0 && !problem.diagnostic.message.empty() &&
                         !problem.diagnostic.rule.empty(),
                     "a problem says what and where");
}

asl::TextEdit someEdit(const std::string& text, const asl::Outline& outline, FuzzedDataProvider& choices)
{
    std::vector<const asl::State*> states;
    collect(outline.root, states);
    const auto pick = [&]() -> std::string {
        return states.empty() ? "/States/none"
                              : states[choices.ConsumeIntegralInRange<std::size_t>(0, states.size() - 1)]->pointer;
    };
    const auto kind = static_cast<asl::Transition::Kind>(choices.ConsumeIntegralInRange(0, 3));
    const std::string state = pick();
    const asl::Flow* flow = outline.flowOf(state);
    const asl::Position position{flow ? flow->pointer : "", choices.ConsumeBool() ? state : ""};
    switch (choices.ConsumeIntegralInRange(0, 8)) {
    case 0:
        return asl::addState(text, static_cast<asl::StateType>(choices.ConsumeIntegralInRange(0, 7)), position);
    case 1:
        return asl::renameState(text, state, choices.ConsumeRandomLengthString(90));
    case 2:
        return asl::deleteState(text, state);
    case 3:
        return asl::duplicateState(text, state);
    case 4:
        return asl::moveState(text, pick(), position);
    case 5:
        return asl::connectStates(text, state, pick(), kind);
    case 6:
        return asl::setTransition(text, state, kind, choices.ConsumeIntegralInRange(-1, 3),
                                  choices.ConsumeBool() ? pick() : "");
    case 7:
        return asl::setStart(text, state);
    default:
        break;
    }
    const json::Value value("x");
    return asl::setField(text, state, choices.ConsumeRandomLengthString(20), choices.ConsumeBool() ? &value : nullptr);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 20'000)
        return 0;
    FuzzedDataProvider choices(data, size);
    const std::string seed = choices.ConsumeBytesAsString(std::min<std::size_t>(choices.remaining_bytes(), 24));
    const std::string text = choices.ConsumeRemainingBytesAsString();
    const asl::Outline outline = asl::readOutline(text);
    demandPlaces(outline, text.size());
    asl::GraphMeasure measure;
    measure.state = [](const asl::State&) { return asl::Size{140, 48}; };
    measure.label = [](std::string_view) { return asl::Size{60, 18}; };
    const asl::GraphPicture picture = asl::layOutGraph(outline, measure);
    fuzz::demand(picture.nodes.size() >= outline.countStates(), "every state has its place");
    FuzzedDataProvider seeds(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size());
    const asl::TextEdit edit = someEdit(text, outline, seeds);
    if (!edit) {
        fuzz::demand(!edit.error().message.empty(), "a refusal has its reason");
        return 0;
    }
    const asl::Outline after = asl::readOutline(edit->text);
    fuzz::demand(after.isWhole, "an edited text can be read");
    fuzz::demand(edit->state.empty() || after.find(edit->state), "the state the edit was about is there");
    return 0;
}
