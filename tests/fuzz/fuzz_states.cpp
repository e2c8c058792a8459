// State machines: {"definition": …, "input": …} never crashes; what is refused has words and a place; what runs ends,
// within the limits of the service, and its history is in order.
#include "core/json/text.h"
#include "gateway-engine/states/definition.h"
#include "gateway-engine/states/virtual_run.h"
#include "tests/fuzz/check.h"

using namespace gw;
using namespace gw::engine::states;

namespace {

TaskAnswer echo(const TaskRequest& request)
{
    TaskAnswer answer;
    if (request.id % 3 == 0)
        answer.failure = Failure{"Fuzz", "told to"};
    else
        answer.output = request.parameters;
    return answer;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto given = json::readJson(text, {1 << 16, 60, 5'000});
    const json::Value inner = given ? (*given)["definition"] : json::Value();
    const Definition definition = readDefinition(inner.isObject() ? json::writeJson(inner) : std::string(text));
    for (const DefinitionProblem& problem : definition.problems)
        fuzz::demand(!problem.diagnostic.message.empty() && !problem.location.empty(), "a problem says what and where");
    fuzz::demand((definition.machine != nullptr) == definition.firstError().empty(), "a machine or an error");
    if (!definition.machine)
        return 0;
    VirtualClock clock{Time()};
    ExecutionStart start;
    start.input = given && given->find("input") ? json::writeJson((*given)["input"]) : "{}";
    const VirtualOutcome outcome = runVirtually(definition.machine, start, clock, nullptr, echo);
    fuzz::demand(outcome.execution->hasEnded(), "every execution ends");
    fuzz::demand(outcome.events.size() <= 25'000, "the history has its limit");
    std::int64_t next = 1;
    for (const HistoryEvent& event : outcome.events)
        fuzz::demand(event.id == next++ && event.previousId < event.id, "events are in order");
    return 0;
}
