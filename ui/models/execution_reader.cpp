// Reads histories. Each event names the one before it in its own branch, so that a walk back from any event finds the
// entry it belongs to, however many branches and iterations run side by side.
#include "ui/models/execution_view.h"

#include "core/json/text.h"
#include "core/states/asl_words.h"

#include <algorithm>
#include <unordered_map>

namespace gw::ui {

namespace {

std::string text(const json::Value& value)
{
    return value.isString() ? value.asString() : value.isNull() ? std::string() : json::writeJson(value);
}

// The one member whose name ends with "EventDetails".
const json::Value& detailsOf(const json::Value& event)
{
    static const json::Value none;
    if (event.isObject())
        for (const json::Member& member : event.asObject())
            if (member.key.ends_with("EventDetails"))
                return member.value;
    return none;
}

// The function's name in "arn:aws:lambda:…:function:charge", or in what lambda:invoke was given.
std::string functionOf(const char* field, const json::Value& value)
{
    json::Value task = json::Value::object();
    task.set("Resource", "arn:aws:states:::lambda:invoke");
    task.set(field, value);
    return asl::functionOf(task).name;
}

bool isFailure(std::string_view type)
{
    return type.ends_with("Failed") || type.ends_with("TimedOut") || type.ends_with("Aborted");
}

class Reader
{
public:
    ExecutionView view;

    void read(const json::Value& event);

private:
    // Where an event stands: the entry at hand after it, and whether that one is over.
    struct Standing
    {
        int entry = -1;     // the innermost open one; -1: the execution itself
        int iteration = -1; // of the Map at hand
        int leaving = -1;   // the entry just left, for the way to the next
    };

    int follow(const json::Value& event, const json::Value& details, double time); // the entry it belongs to; -1: none
    void attempt(const json::Value& details, Standing& standing);
    void enter(const json::Value& details, Standing& standing, double time);
    void leave(const json::Value& details, Standing& standing, double time);
    void fail(std::string_view type, const json::Value& details, Standing& standing, double time);
    void end(std::string_view type, const json::Value& details, const Standing& standing, double time);
    [[nodiscard]] int enclosing(int entry, bool isGroup) const;
    [[nodiscard]] int evaluating(std::string_view state, int otherwise) const;

    std::unordered_map<std::int64_t, Standing> m_standings;
    std::vector<std::string> m_types; // of the entries: "Parallel", "Task"
    std::vector<bool> m_hasFailed;    // its last attempt
    std::string m_type;
};

void Reader::enter(const json::Value& details, Standing& standing, double time)
{
    StateEntry entry;
    entry.state = details["name"].toString();
    entry.input = text(details["input"]);
    entry.entered = time;
    entry.parent = standing.entry;
    entry.iteration = standing.iteration;
    const std::string from =
        standing.leaving >= 0 ? view.entries[static_cast<std::size_t>(standing.leaving)].state : std::string();
    ++view.ways[{from, entry.state}];
    if (standing.leaving >= 0 &&
        view.entries[static_cast<std::size_t>(standing.leaving)].status == StateEntry::Status::Caught)
        ++view.catches[{from, entry.state}];
    standing.entry = static_cast<int>(view.entries.size());
    standing.leaving = -1;
    view.entries.push_back(std::move(entry));
    m_types.push_back(m_type.substr(0, m_type.find("State")));
    m_hasFailed.push_back(false);
}

void Reader::leave(const json::Value& details, Standing& standing, double time)
{
    int index = standing.entry;
    const std::string_view name = details["name"].toString();
    while (index >= 0 && view.entries[static_cast<std::size_t>(index)].state != name)
        index = view.entries[static_cast<std::size_t>(index)].parent;
    if (index < 0)
        return;
    StateEntry& entry = view.entries[static_cast<std::size_t>(index)];
    entry.output = text(details["output"]);
    entry.left = time;
    entry.status =
        m_hasFailed[static_cast<std::size_t>(index)] ? StateEntry::Status::Caught : StateEntry::Status::Succeeded;
    standing.leaving = index;
    standing.entry = entry.parent;
    standing.iteration = entry.iteration;
}

// The entry itself, or the Parallel or Map around it that the event speaks of.
int Reader::enclosing(int entry, bool isGroup) const
{
    while (isGroup && entry >= 0 && !m_type.starts_with(m_types[static_cast<std::size_t>(entry)]))
        entry = view.entries[static_cast<std::size_t>(entry)].parent;
    return entry;
}

void Reader::fail(std::string_view type, const json::Value& details, Standing& standing, double time)
{
    const bool isGroup = type.starts_with("Parallel") || type.starts_with("Map");
    const int index = enclosing(standing.entry, isGroup);
    if (index < 0 || type.starts_with("MapIteration"))
        return;
    StateEntry& entry = view.entries[static_cast<std::size_t>(index)];
    if (type.ends_with("Aborted")) {
        entry.status = StateEntry::Status::Aborted;
        entry.left = time;
        return;
    }
    // The way here leads out of the state that failed: it, and what stood around it, failed as well.
    for (int inner = standing.entry; inner >= 0 && inner != index;
         inner = view.entries[static_cast<std::size_t>(inner)].parent) {
        StateEntry& ended = view.entries[static_cast<std::size_t>(inner)];
        if (ended.status == StateEntry::Status::Running || ended.status == StateEntry::Status::Aborted) {
            ended.status = StateEntry::Status::Failed;
            ended.left = time;
        }
    }
    m_hasFailed[static_cast<std::size_t>(index)] = true;
    entry.error = text(details["error"]);
    entry.cause = text(details["cause"]);
    if (entry.error.empty() && type.ends_with("TimedOut"))
        entry.error = "States.Timeout";
    standing.entry = index;
    standing.leaving = -1;
}

void Reader::end(std::string_view type, const json::Value& details, const Standing& standing, double time)
{
    static constexpr std::pair<std::string_view, const char*> statuses[] = {{"ExecutionSucceeded", "SUCCEEDED"},
                                                                            {"ExecutionFailed", "FAILED"},
                                                                            {"ExecutionTimedOut", "TIMED_OUT"},
                                                                            {"ExecutionAborted", "ABORTED"}};
    for (const auto& [name, status] : statuses)
        if (type == name)
            view.status = status;
    view.stopped = time;
    view.output = text(details["output"]);
    view.error = text(details["error"]);
    view.cause = text(details["cause"]);
    const bool failed = view.status == "FAILED";
    for (int index = standing.entry; failed && index >= 0;
         index = view.entries[static_cast<std::size_t>(index)].parent) {
        StateEntry& entry = view.entries[static_cast<std::size_t>(index)];
        entry.status = StateEntry::Status::Failed;
        if (entry.error.empty()) {
            entry.error = view.error;
            entry.cause = view.cause;
        }
    }
    for (StateEntry& entry : view.entries) {
        if (entry.status == StateEntry::Status::Running)
            entry.status = StateEntry::Status::Aborted;
        if (entry.left == 0)
            entry.left = time;
    }
}

// The entry whose expression failed. The event names the one before the state was entered, and the state itself.
int Reader::evaluating(std::string_view state, int otherwise) const
{
    for (std::size_t i = view.entries.size(); i > 0; --i)
        if (view.entries[i - 1].state == state && view.entries[i - 1].status == StateEntry::Status::Running)
            return static_cast<int>(i - 1);
    return otherwise;
}

// The state at hand works: a task is given out, for the first time or once more.
void Reader::attempt(const json::Value& details, Standing& standing)
{
    const auto index = static_cast<std::size_t>(standing.entry);
    StateEntry& entry = view.entries[index];
    if (m_type.ends_with("Scheduled") && m_hasFailed[index]) {
        ++entry.attempts;
        m_hasFailed[index] = false;
    }
    if (m_type == "LambdaFunctionScheduled")
        entry.function = functionOf("Resource", details["resource"]);
    else if (m_type == "TaskScheduled" && details["resourceType"].toString() == "lambda")
        entry.function = functionOf("Parameters", json::readJson(text(details["parameters"])).value_or(json::Value()));
    standing.leaving = -1;
}

int Reader::follow(const json::Value& event, const json::Value& details, double time)
{
    Standing standing;
    if (const auto before = m_standings.find(event["previousEventId"].toInt()); before != m_standings.end())
        standing = before->second;
    if (m_type == "EvaluationFailed")
        standing.entry = evaluating(details["state"].toString(), standing.entry);
    int own = standing.entry;
    if (m_type == "ExecutionStarted") {
        view.started = time;
        view.input = text(details["input"]);
    } else if (m_type.starts_with("Execution")) {
        end(m_type, details, standing, time);
        own = -1;
    } else if (m_type.ends_with("StateEntered")) {
        enter(details, standing, time);
        own = standing.entry;
    } else if (m_type.ends_with("StateExited")) {
        leave(details, standing, time);
        own = standing.leaving;
    } else if (m_type == "MapIterationStarted") {
        standing.iteration = static_cast<int>(details["index"].toInt());
        standing.leaving = -1;
    } else if (isFailure(m_type)) {
        fail(m_type, details, standing, time);
        own = enclosing(standing.entry, m_type.starts_with("Parallel") || m_type.starts_with("Map"));
    } else if (standing.entry >= 0) {
        attempt(details, standing);
    }
    m_standings[event["id"].toInt()] = standing;
    return own;
}

void Reader::read(const json::Value& event)
{
    m_type = event["type"].toString();
    const json::Value& details = detailsOf(event);
    ExecutionEvent shown;
    shown.id = event["id"].toInt();
    shown.type = m_type;
    shown.time = event["timestamp"].toDouble();
    shown.isFailure = isFailure(m_type);
    shown.entry = follow(event, details, shown.time);
    for (const char* telling : {"error", "name", "resource"})
        if (shown.detail.empty())
            shown.detail = text(details[telling]);
    view.events.push_back(std::move(shown));
}

} // namespace

ExecutionView executionView(const json::Array& events)
{
    Reader reader;
    for (const json::Value& event : events)
        reader.read(event);
    return std::move(reader.view);
}

} // namespace gw::ui
