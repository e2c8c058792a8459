// The history: ids, what each event follows, and what becomes of data once there is too much of it.
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/execution.h"

namespace gw::engine::states {

namespace {

// The service says "truncated" of data it does not show; the studio bounds what one execution may keep.
json::Value withoutData(const json::Value& details)
{
    json::Value kept = json::Value::object();
    for (const json::Member& member : details.asObject()) {
        if (member.value.isObject() && member.value.find("truncated")) {
            json::Value truncated = json::Value::object();
            truncated.set("truncated", true);
            kept.set(member.key, std::move(truncated));
        } else if (!details.find(member.key + "Details") && member.key != "parameters") {
            kept.set(member.key, member.value);
        }
    }
    return kept;
}

} // namespace

std::int64_t Execution::add(EventType type, std::int64_t previous, json::Value details, const std::string& state)
{
    HistoryEvent event;
    event.id = ++m_lastEvent;
    event.previousId = previous;
    event.type = type;
    event.timestamp = m_services.wallClock();
    event.state = state;
    event.details = std::move(details);
    if (event.details.isObject()) {
        m_historyBytes += roughBytes(event.details);
        if (m_historyBytes > mostHistoryBytes)
            event.details = withoutData(event.details);
    }
    m_events.push_back(std::move(event));
    return m_lastEvent;
}

void Execution::addTo(Branch& branch, EventType type, json::Value details)
{
    if (!branch.isSilent)
        branch.lastEvent = add(type, branch.lastEvent, std::move(details), branch.state ? branch.state->name : "");
}

void Execution::addAborted(Branch& branch, std::int64_t previous)
{
    if (branch.isSilent || !branch.state)
        return;
    if (branch.children)
        for (const auto& child : branch.children->branches)
            if (child)
                addAborted(*child, previous);
    const auto abort = [&](EventType type) { add(type, previous, {}, branch.state->name); };
    switch (branch.state->type) {
    case StateType::Task:
        return abort(EventType::TaskStateAborted);
    case StateType::Wait:
        return abort(EventType::WaitStateAborted);
    case StateType::Parallel:
        return abort(EventType::ParallelStateAborted);
    case StateType::Map:
        return abort(EventType::MapStateAborted);
    case StateType::Pass:
    case StateType::Choice:
    case StateType::Succeed:
    case StateType::Fail:
        return;
    }
}

} // namespace gw::engine::states
