// Parallel and Map: branches below a branch. A distributed Map runs here as well, its items beside each other; their
// steps belong to histories of their own, which are not kept (reference 4.2).
#include "core/json/text.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/event_details.h"
#include "gateway-engine/states/execution.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

const MapState& mapOf(const Branch& branch)
{
    return std::get<MapState>(branch.state->kind);
}

bool isMap(const Branch& branch)
{
    return branch.state->type == StateType::Map;
}

bool isDistributed(const Branch& branch)
{
    return isMap(branch) && mapOf(branch).isDistributed;
}

json::Value iterationDetails(const Branch& parent, std::size_t index)
{
    json::Value details = json::Value::object();
    details.set("name", parent.state->name);
    details.set("index", static_cast<std::int64_t>(index));
    return details;
}

json::Value lengthDetails(std::size_t length)
{
    json::Value details = json::Value::object();
    details.set("length", static_cast<std::int64_t>(length));
    return details;
}

// Items of an object are its members; the context object tells their keys.
json::Array itemsOf(json::Value&& value)
{
    if (value.isArray())
        return std::move(value.asArray());
    json::Array items;
    for (json::Member& member : value.asObject()) {
        json::Value item = json::Value::object();
        item.set("Key", member.key);
        item.set("Value", std::move(member.value));
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

Branch& Execution::addChild(Branch& branch, const Flow& flow, std::size_t index, json::Value input,
                            std::int64_t lastEvent)
{
    auto child = std::make_unique<Branch>(&branch, ++m_branches);
    child->flow = &flow;
    child->next = flow.startAt;
    child->index = index;
    child->input = std::move(input);
    child->inputText = json::writeJson(child->input);
    child->lastEvent = lastEvent;
    ++branch.children->running;
    branch.children->branches[index] = std::move(child);
    return *branch.children->branches[index];
}

void Execution::workParallel(Branch& branch)
{
    Outcome<json::Value> input = effectiveParameters(branch);
    if (!input)
        return fail(branch, std::move(input.error()));
    const auto& flows = std::get<ParallelState>(branch.state->kind).branches;
    addTo(branch, EventType::ParallelStateStarted);
    branch.wait = Branch::Wait::Children;
    branch.children = std::make_unique<Children>();
    branch.children->branches.resize(flows.size());
    branch.children->results.resize(flows.size());
    branch.children->begun = flows.size();
    std::vector<Branch*> ready;
    for (std::size_t i = 0; i < flows.size(); ++i)
        ready.push_back(&addChild(branch, *flows[i], i, *input, branch.lastEvent));
    m_ready.insert(m_ready.begin(), ready.begin(), ready.end());
}

Outcome<json::Value> Execution::mapItems(Branch& branch, const MapState& map)
{
    Outcome<json::Value> effective = effectiveInput(branch);
    if (!effective)
        return effective;
    branch.effective = std::move(*effective);
    const Scope scope = scopeOf(branch, branch.effective);
    if (!map.items) {
        Outcome<json::Value> items =
            map.itemsPath ? map.itemsPath->require(scope) : Outcome<json::Value>(branch.effective);
        if (items && !items->isArray() && !(map.isDistributed && items->isObject())) {
            const std::string path = map.itemsPath ? map.itemsPath->text() : "$";
            return runtimeFailure("Reference path \"" + path + "\" must point to array.");
        }
        return items;
    }
    Outcome<json::Value> items = map.items->evaluate(scope);
    if (!items || items->isArray() || (map.isDistributed && items->isObject()))
        return items;
    if (const auto* query = std::get_if<Query>(&map.items->node))
        return unexpectedKind(*query, "array", *items);
    return queryFailure("The Items field must be an array.", "Items");
}

void Execution::workMap(Branch& branch)
{
    const MapState& map = mapOf(branch);
    Outcome<json::Value> items = mapItems(branch, map);
    if (!items)
        return fail(branch, std::move(items.error()));
    const Scope scope = scopeOf(branch, branch.effective);
    const auto concurrency = amount(map.maxConcurrency, scope, true);
    if (!concurrency)
        return fail(branch, concurrency.error());
    if (concurrency->value_or(0) < 0)
        return fail(branch, runtimeFailure("MaxConcurrency must not be negative.").value());
    branch.children = std::make_unique<Children>();
    Children& children = *branch.children;
    children.items = itemsOf(std::move(*items));
    const auto wanted = static_cast<std::size_t>(concurrency->value_or(0));
    children.mostAtOnce = wanted == 0 ? mostInlineConcurrency : std::min(wanted, mostInlineConcurrency);
    branch.wait = Branch::Wait::Children;
    addTo(branch, EventType::MapStateStarted, lengthDetails(children.items.size()));
    if (auto problem = prepareMap(branch, map))
        return fail(branch, std::move(*problem));
    if (children.items.empty())
        return childrenDone(branch, branch.lastEvent);
    const std::int64_t started = branch.lastEvent;
    const std::size_t most = std::min(children.items.size(), children.mostAtOnce);
    for (std::size_t place = 0; place < most; ++place)
        if (!startIteration(branch, started, place))
            return;
}

// Tolerance, batches and the map run.
std::optional<Failure> Execution::prepareMap(Branch& branch, const MapState& map)
{
    Children& children = *branch.children;
    const Scope scope = scopeOf(branch, branch.effective);
    const auto count = amount(map.toleratedFailureCount, scope, true);
    if (!count)
        return count.error();
    const auto percentage = amount(map.toleratedFailurePercentage, scope, false);
    if (!percentage)
        return percentage.error();
    if (count->value_or(0) < 0)
        return runtimeFailure("ToleratedFailureCount must not be negative.").value();
    if (percentage->value_or(0) < 0 || percentage->value_or(0) > 100)
        return runtimeFailure("ToleratedFailurePercentage must be between 0 and 100.").value();
    if (auto problem = makeBatches(branch, map))
        return problem;
    const auto total = static_cast<double>(children.items.size());
    children.toleratedFailures =
        static_cast<std::size_t>(std::max(std::min(count->value_or(0), total), total * percentage->value_or(0) / 100));
    children.branches.resize(children.items.size());
    children.results.resize(children.items.size());
    if (map.isDistributed && !branch.isSilent) {
        json::Value details = json::Value::object();
        details.set("mapRunArn", mapRunArn(map.label));
        addTo(branch, EventType::MapRunStarted, std::move(details));
    }
    return std::nullopt;
}

// "arn:aws:states:region:account:mapRun:machine/label:id"
std::string Execution::mapRunArn(const std::string& label)
{
    std::string arn = m_start.stateMachineArn;
    constexpr std::string_view kind = ":stateMachine:";
    if (const std::size_t at = arn.find(kind); at != std::string::npos)
        arn.replace(at, kind.size(), ":mapRun:");
    return arn + "/" + label + ":" + newRequestId(m_services).str();
}

// Each batch is one item: {"Items": […], "BatchInput": …}.
std::optional<Failure> Execution::makeBatches(Branch& branch, const MapState& map)
{
    const Scope scope = scopeOf(branch, branch.effective);
    const auto size = amount(map.maxItemsPerBatch, scope, true);
    if (!size)
        return size.error();
    if (!*size)
        return std::nullopt;
    if (**size < 1)
        return runtimeFailure("MaxItemsPerBatch must be above zero.").value();
    json::Value batchInput;
    if (map.batchInput) {
        Outcome<json::Value> value = map.batchInput->evaluate(scope);
        if (!value)
            return value.error();
        batchInput = std::move(*value);
    }
    Children& children = *branch.children;
    json::Array batches;
    for (std::size_t i = 0; i < children.items.size();) {
        json::Array items;
        for (; i < children.items.size() && static_cast<double>(items.size()) < **size; ++i)
            items.push_back(std::move(children.items[i]));
        json::Value batch = json::Value::object();
        if (map.batchInput)
            batch.set("BatchInput", batchInput);
        batch.set("Items", std::move(items));
        batches.push_back(std::move(batch));
    }
    children.items = std::move(batches);
    return std::nullopt;
}

// `place`: in the queue of what is ready. False: the Map has failed, and the branch may be gone.
bool Execution::startIteration(Branch& branch, std::int64_t previous, std::size_t place)
{
    Children& children = *branch.children;
    const MapState& map = mapOf(branch);
    const std::size_t index = children.begun++;
    const bool isQuiet = branch.isSilent || map.isDistributed;
    const std::int64_t started =
        isQuiet ? branch.lastEvent
                : add(EventType::MapIterationStarted, previous, iterationDetails(branch, index), branch.state->name);
    json::Value item = json::Value::object();
    item.set("Index", static_cast<std::int64_t>(index));
    item.set("Value", std::move(children.items[index]));
    Branch& child = addChild(branch, *map.processor, index, {}, started);
    child.mapItem = std::move(item);
    child.isSilent = isQuiet;
    if (map.isDistributed)
        child.variables = Variables();
    Outcome<json::Value> input = iterationInput(branch, child);
    if (!input) {
        fail(branch, std::move(input.error()));
        return false;
    }
    child.input = std::move(*input);
    child.inputText = json::writeJson(child.input);
    if (map.isDistributed)
        child.executionInput = &(*child.mapItem)["Value"];
    m_ready.insert(m_ready.begin() + static_cast<std::ptrdiff_t>(place), &child);
    return true;
}

// ItemSelector sees the iteration's context object, and the Map's variables and input.
Outcome<json::Value> Execution::iterationInput(Branch& branch, Branch& child)
{
    const MapState& map = mapOf(branch);
    if (!map.itemSelector)
        return (*child.mapItem)["Value"];
    json::Value context = contextOf(branch);
    json::Value item = json::Value::object();
    item.set("Item", *child.mapItem);
    context.set("Map", std::move(item));
    Scope scope = scopeOf(branch, branch.effective);
    scope.context = [&context]() -> const json::Value& { return context; };
    return map.itemSelector->evaluate(scope);
}

void Execution::childSucceeded(Branch& parent, Branch& child)
{
    Children& children = *parent.children;
    const std::size_t index = child.index;
    const std::int64_t last = child.lastEvent;
    std::int64_t done = last;
    if (isMap(parent) && !child.isSilent)
        done = add(EventType::MapIterationSucceeded, last, iterationDetails(parent, index), parent.state->name);
    children.results[index] = std::move(child.input);
    --children.running;
    children.branches[index].reset(); // the child is gone
    if (children.begun < children.branches.size()) {
        startIteration(parent, last, 0);
        return;
    }
    if (children.running == 0)
        childrenDone(parent, done);
}

void Execution::childrenDone(Branch& parent, std::int64_t previous)
{
    json::Array results;
    for (std::optional<json::Value>& result : parent.children->results)
        if (result)
            results.push_back(std::move(*result));
    parent.children.reset();
    // What follows, follows the same event as the success, or a map run's start: the service has it so.
    if (!parent.isSilent) {
        if (isDistributed(parent))
            previous = add(EventType::MapRunSucceeded, parent.lastEvent, {}, parent.state->name);
        else
            parent.lastEvent = previous;
        add(isMap(parent) ? EventType::MapStateSucceeded : EventType::ParallelStateSucceeded, previous, {},
            parent.state->name);
    }
    complete(parent, json::Value(std::move(results)));
}

void Execution::childFailed(Branch& parent, Branch& child, Failure failure)
{
    if (isDistributed(parent))
        return itemFailed(parent, child);
    const std::int64_t last = child.lastEvent;
    if (!parent.isSilent)
        addChildrenEnded(parent, child);
    if (!parent.isSilent)
        parent.lastEvent = last;
    fail(parent, std::move(failure));
}

// One item of a distributed Map: tolerated, or the end of the Map.
void Execution::itemFailed(Branch& parent, Branch& child)
{
    Children& children = *parent.children;
    --children.running;
    drop(child);
    children.branches[child.index].reset();
    if (++children.failed <= children.toleratedFailures) {
        if (children.begun < children.branches.size())
            startIteration(parent, parent.lastEvent, 0);
        else if (children.running == 0)
            childrenDone(parent, parent.lastEvent);
        return;
    }
    Failure failure{std::string(error::exceedToleratedFailureThreshold),
                    "The specified tolerated failure threshold was exceeded"};
    if (!parent.isSilent)
        addTo(parent, EventType::MapRunFailed, failureDetails(failure));
    fail(parent, std::move(failure));
}

void Execution::addChildrenEnded(Branch& parent, const Branch& failed)
{
    for (const auto& child : parent.children->branches) {
        if (!child)
            continue;
        if (isMap(parent))
            add(child.get() == &failed ? EventType::MapIterationFailed : EventType::MapIterationAborted,
                failed.lastEvent, iterationDetails(parent, child->index), parent.state->name);
        const bool saysItself = child.get() == &failed &&
                                (child->state->type == StateType::Parallel || child->state->type == StateType::Map);
        if (!saysItself)
            addAborted(*child, failed.lastEvent);
    }
}

} // namespace gw::engine::states
