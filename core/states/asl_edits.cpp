// The edits: read the tree, change it, patch the text.
#include "core/states/asl_edits.h"

#include "core/in_quotes.h"
#include "core/states/asl_tree.h"
#include "core/states/asl_wiring.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace gw::asl {

namespace {

TextEdit finished(const Tree& tree, std::string state)
{
    Result<std::string> text = tree.text();
    if (!text)
        return fail(text.error());
    return EditedText{std::move(*text), std::move(state)};
}

tl::unexpected<Diagnostic> gone(std::string_view name)
{
    return fail("There is no state " + inQuotes(name) + " any more.", "Undo its removal, or choose another one.");
}

json::Value flowOfOne(const std::string& name)
{
    return json::Object{
        {"StartAt", name, {}},
        {"States", json::Object{{name, json::Object{{"Type", "Pass", {}}, {"End", true, {}}}, {}}}, {}}};
}

// What the new state is called until somebody says better: its type, and of nested states what they are.
json::Value newState(StateType type, std::set<std::string> taken)
{
    json::Value state = json::Object{{"Type", toString(type), {}}};
    switch (type) {
    case StateType::Task:
        state.set("Resource", "");
        break;
    case StateType::Choice:
        state.set("Choices", json::Value::array());
        break;
    case StateType::Wait:
        state.set("Seconds", 5);
        break;
    case StateType::Fail:
        state.set("Error", "Failed");
        break;
    case StateType::Parallel: {
        const std::string first = freeName(taken, "Branch");
        taken.insert(first);
        state.set("Branches", json::Array{flowOfOne(first), flowOfOne(freeName(taken, "Branch"))});
        break;
    }
    case StateType::Map: {
        json::Value processor = json::Object{{"ProcessorConfig", json::Object{{"Mode", "INLINE", {}}}, {}}};
        const json::Value flow = flowOfOne(freeName(taken, "Item"));
        for (const json::Member& member : flow.asObject())
            processor.set(member.key, member.value);
        state.set("ItemProcessor", std::move(processor));
        break;
    }
    case StateType::Pass:
    case StateType::Succeed:
    case StateType::Unknown:
        break;
    }
    return state;
}

json::Object& statesOf(json::Value& flow)
{
    json::Value* states = flow.find("States");
    if (!states || !states->isObject()) {
        putField(flow, "States", json::Value::object());
        states = flow.find("States");
    }
    return states->asObject();
}

// Beside the one it comes after, else in front.
void place(json::Value& flow, const std::string& after, json::Member member)
{
    json::Object& states = statesOf(flow);
    const auto before =
        std::find_if(states.begin(), states.end(), [&](const json::Member& m) { return m.key == after; });
    states.insert(before == states.end() ? states.begin() : before + 1, std::move(member));
}

// Nested states get names nobody has.
void renameInner(json::Value& state, std::set<std::string>& taken)
{
    eachFlow(state, [&](json::Value& flow) {
        std::map<std::string, std::string> renamed;
        json::Value* states = flow.find("States");
        if (!states || !states->isObject())
            return;
        for (json::Member& member : states->asObject()) {
            const std::string name = freeName(taken, member.key);
            taken.insert(name);
            renamed[member.key] = name;
            member.key = name;
            renameInner(member.value, taken);
        }
        eachReference(flow, [&](json::Value& target) {
            if (const auto found = renamed.find(target.asString()); found != renamed.end())
                target = found->second;
        });
    });
}

// A state that came from another flow leads only to states of this one.
void dropForeign(json::Value& flow, json::Value& state)
{
    for (const char* key : {"Choices", "Catch"}) {
        json::Value* list = state.find(key);
        if (!list || !list->isArray())
            continue;
        std::erase_if(list->asArray(),
                      [&](const json::Value& rule) { return !stateIn(flow, rule["Next"].toString()); });
        if (list->asArray().empty() && std::string_view(key) == "Catch")
            state.remove(key);
    }
    if (const json::Value* other = state.find("Default"); other && !stateIn(flow, other->toString()))
        state.remove("Default");
}

std::optional<std::size_t> indexFrom(std::string_view token)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (token.empty() || error != std::errc{} || end != token.data() + token.size())
        return std::nullopt;
    return index;
}

std::string unescaped(std::string_view token)
{
    return placeOf(std::string("/States/").append(token)).name;
}

// Walks down `path`, making objects where nothing is; nullptr when something else stands in the way.
json::Value* child(json::Value& holder, std::string_view token, bool creates)
{
    if (holder.isArray()) {
        const auto index = indexFrom(token);
        json::Array& list = holder.asArray();
        if (!index || *index > list.size() || (*index == list.size() && !creates))
            return nullptr;
        if (*index == list.size())
            list.emplace_back();
        return &list[*index];
    }
    const std::string key = unescaped(token);
    if (json::Value* found = holder.find(key))
        return found;
    if (!creates || !(holder.isObject() || holder.isNull()))
        return nullptr;
    if (holder.isNull())
        holder = json::Value::object();
    putField(holder, key, json::Value());
    return holder.find(key);
}

bool removeAt(json::Value& holder, std::string_view token)
{
    if (!holder.isArray()) {
        holder.remove(unescaped(token)); // nothing there is as good
        return true;
    }
    const auto index = indexFrom(token);
    if (!index || *index >= holder.asArray().size())
        return false;
    holder.asArray().erase(holder.asArray().begin() + static_cast<std::ptrdiff_t>(*index));
    return true;
}

bool change(json::Value& state, const FieldChange& field)
{
    constexpr int deepest = 64;
    std::string_view path = field.path;
    json::Value* holder = &state;
    for (int depth = 0; path.starts_with('/') && depth < deepest; ++depth) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        const std::string_view token = path.substr(0, end);
        path.remove_prefix(end);
        if (path.empty() && !field.value)
            return removeAt(*holder, token);
        json::Value* next = child(*holder, token, field.value.has_value());
        if (!next)
            return !field.value; // nothing there to take away
        if (path.empty()) {
            *next = *field.value;
            return true;
        }
        holder = next;
    }
    return false;
}

std::string whyBadName(const std::string& name, const std::set<std::string>& taken)
{
    const auto characters =
        std::count_if(name.begin(), name.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    if (name.empty() || static_cast<std::size_t>(characters) > longestStateName)
        return "A state's name has 1 to 80 characters.";
    if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return "A state's name has no control characters.";
    if (taken.count(name))
        return "Another state of this machine is already called " + inQuotes(name) + ".";
    return {};
}

} // namespace

TextEdit addState(std::string_view text, StateType type, const Position& position)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    json::Value* flow = tree->at(position.flow);
    if (!flow || !flow->isObject() || type == StateType::Unknown)
        return gone(position.flow);
    const std::set<std::string> taken = tree->names();
    const std::string name = freeName(taken, std::string(toString(type)));
    const std::string after = position.after.empty() ? std::string() : placeOf(position.after).name;
    std::set<std::string> all = taken;
    all.insert(name);
    if (statesOf(*flow).empty())
        flow->remove("StartAt"); // one that names nothing
    place(*flow, after, {name, newState(type, all), {}});
    if (const std::string why = insertAfter(*flow, after, name, tree->isJsonata(position.after)); !why.empty())
        return fail(why, "Choose another state to put the new one behind.");
    if (flow->find("StartAt") == nullptr)
        putField(*flow, "StartAt", name); // a Succeed or Fail that stands alone
    return finished(*tree, statePointer(position.flow, name));
}

TextEdit renameState(std::string_view text, std::string_view state, const std::string& name)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place old = placeOf(state);
    json::Value* flow = tree->at(old.flow);
    if (!flow || !flow->find("States") || !(*flow)["States"].find(old.name))
        return gone(old.name);
    if (name == old.name)
        return EditedText{std::string(text), std::string(state)};
    if (const std::string why = whyBadName(name, tree->names()); !why.empty())
        return fail(why, "Choose another name.");
    for (json::Member& member : statesOf(*flow))
        if (member.key == old.name) {
            member.key = name;
            break;
        }
    eachReference(*flow, [&](json::Value& target) {
        if (target.asString() == old.name)
            target = name;
    });
    return finished(*tree, statePointer(old.flow, name));
}

TextEdit deleteState(std::string_view text, std::string_view state)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place place = placeOf(state);
    json::Value* flow = tree->at(place.flow);
    const json::Value* found = flow ? stateIn(*flow, place.name) : nullptr;
    if (!found)
        return gone(place.name);
    std::string successor = successorOf(*found);
    if (successor == place.name || !stateIn(*flow, successor))
        successor.clear();
    bypass(*flow, place.name, successor);
    flow->find("States")->remove(place.name);
    return finished(*tree, successor.empty() ? std::string() : statePointer(place.flow, successor));
}

TextEdit duplicateState(std::string_view text, std::string_view state)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place old = placeOf(state);
    json::Value* flow = tree->at(old.flow);
    const json::Value* found = flow ? stateIn(*flow, old.name) : nullptr;
    if (!found)
        return gone(old.name);
    std::set<std::string> taken = tree->names();
    const std::string name = freeName(taken, old.name);
    taken.insert(name);
    json::Value copy = *found;
    renameInner(copy, taken);
    place(*flow, old.name, {name, std::move(copy), {}});
    return finished(*tree, statePointer(old.flow, name));
}

TextEdit moveState(std::string_view text, std::string_view state, const Position& position)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place old = placeOf(state);
    json::Value* from = tree->at(old.flow);
    const json::Value* found = from ? stateIn(*from, old.name) : nullptr;
    if (!found)
        return gone(old.name);
    if (position.after == state || (position.flow + "/").starts_with(std::string(state) + "/"))
        return fail(inQuotes(old.name) + " cannot be moved into or behind itself.", "Choose another place.");
    json::Value* to = tree->at(position.flow);
    const std::string after = position.after.empty() ? std::string() : placeOf(position.after).name;
    if (!to || !to->isObject() || (!after.empty() && !stateIn(*to, after)))
        return gone(after);
    json::Value moved = *found;
    std::string successor = successorOf(moved);
    if (successor == old.name || !stateIn(*from, successor))
        successor.clear();
    bypass(*from, old.name, successor);
    from->find("States")->remove(old.name);
    to = tree->at(position.flow); // what stood behind the removed one has moved in memory
    if (to != from)
        dropForeign(*to, moved);
    place(*to, after, {old.name, std::move(moved), {}});
    if (const std::string why = insertAfter(*to, after, old.name, tree->isJsonata(state)); !why.empty())
        return fail(why, "Choose another place.");
    return finished(*tree, statePointer(position.flow, old.name));
}

TextEdit connectStates(std::string_view text, std::string_view from, std::string_view to, Transition::Kind kind,
                       const std::string& detail)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place source = placeOf(from);
    const Place target = placeOf(to);
    json::Value* flow = tree->at(source.flow);
    json::Value* state = flow ? stateIn(*flow, source.name) : nullptr;
    if (!state)
        return gone(source.name);
    if (source.flow != target.flow || !stateIn(*flow, target.name))
        return fail("A transition cannot lead from " + inQuotes(source.name) + " to " + inQuotes(target.name) +
                        ": they are not in the same flow.",
                    "Lead to a state beside it; branches and processors end by themselves.");
    const StateType type = typeOf(*state);
    const bool isChoice = kind == Transition::Kind::Choice || kind == Transition::Kind::Default;
    const bool suits = isChoice                          ? type == StateType::Choice
                       : kind == Transition::Kind::Catch ? mayCatch(type)
                                                         : mayHaveNext(type);
    if (!suits)
        return fail("A state of type " + std::string(toString(type)) + " has no such transition.",
                    isChoice ? "Only a Choice has rules." : "Choose another state or another kind of transition.");
    if (kind == Transition::Kind::Next)
        leadTo(*state, target.name);
    else if (kind == Transition::Kind::Default)
        putField(*state, "Default", target.name);
    else if (kind == Transition::Kind::Catch)
        addCatcher(*state, detail, target.name);
    else if (json::Value* rules = state->find("Choices"); rules && rules->isArray())
        rules->asArray().push_back(newRule(detail, target.name, tree->isJsonata(from)));
    else
        putField(*state, "Choices", json::Array{newRule(detail, target.name, tree->isJsonata(from))});
    return finished(*tree, std::string(from));
}

TextEdit setTransition(std::string_view text, std::string_view from, Transition::Kind kind, int index,
                       std::string_view to)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    json::Value* state = tree->at(from);
    if (!state || !state->isObject())
        return gone(placeOf(from).name);
    const std::string target = to.empty() ? std::string() : placeOf(to).name;
    if (kind == Transition::Kind::Next) {
        leadTo(*state, target);
    } else if (kind == Transition::Kind::Default) {
        if (target.empty())
            state->remove("Default");
        else
            putField(*state, "Default", target);
    } else {
        const char* key = kind == Transition::Kind::Catch ? "Catch" : "Choices";
        json::Value* list = state->find(key);
        if (!list || !list->isArray() || index < 0 || static_cast<std::size_t>(index) >= list->asArray().size())
            return fail("This transition is not there any more.", "Undo its removal, or choose another one.");
        json::Array& rules = list->asArray();
        if (!target.empty())
            rules[static_cast<std::size_t>(index)].set("Next", target);
        else
            rules.erase(rules.begin() + index);
        if (rules.empty() && kind == Transition::Kind::Catch)
            state->remove(key);
    }
    return finished(*tree, std::string(from));
}

TextEdit setStart(std::string_view text, std::string_view state)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const Place place = placeOf(state);
    json::Value* flow = tree->at(place.flow);
    if (!flow || !stateIn(*flow, place.name))
        return gone(place.name);
    putField(*flow, "StartAt", place.name);
    return finished(*tree, std::string(state));
}

TextEdit setField(std::string_view text, std::string_view state, std::string_view path, const json::Value* value)
{
    return setFields(text, state, {{std::string(path), value ? std::optional(*value) : std::nullopt}});
}

TextEdit setFields(std::string_view text, std::string_view state, const std::vector<FieldChange>& fields)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    json::Value* value = tree->at(state);
    if (!value || !value->isObject())
        return gone(placeOf(state).name);
    for (const FieldChange& field : fields)
        if (!change(*value, field))
            return fail("There is no place for " + inQuotes(field.path) + " in " + inQuotes(placeOf(state).name) + ".",
                        "Edit it in the text.");
    return finished(*tree, std::string(state));
}

TextEdit addBranch(std::string_view text, std::string_view parallel)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    json::Value* state = tree->at(parallel);
    if (!state || typeOf(*state) != StateType::Parallel)
        return gone(placeOf(parallel).name);
    json::Value branch = flowOfOne(freeName(tree->names(), "Branch"));
    json::Value* branches = state->find("Branches");
    if (branches && branches->isArray())
        branches->asArray().push_back(std::move(branch));
    else
        putField(*state, "Branches", json::Array{std::move(branch)});
    return finished(*tree, std::string(parallel));
}

TextEdit deleteBranch(std::string_view text, std::string_view flow)
{
    Result<Tree> tree = Tree::read(text);
    if (!tree)
        return fail(tree.error());
    const auto list = flow.rfind("/Branches/");
    json::Value* state = list == std::string_view::npos ? nullptr : tree->at(flow.substr(0, list));
    json::Value* branches = state ? state->find("Branches") : nullptr;
    if (!branches || !branches->isArray() || !removeAt(*branches, flow.substr(list + 10)))
        return fail("This branch is not there any more.", "Undo its removal, or choose another one.");
    return finished(*tree, std::string(flow.substr(0, list)));
}

std::optional<json::Value> stateValue(std::string_view text, std::string_view state)
{
    Result<Tree> tree = Tree::read(text);
    const json::Value* value = tree ? tree->at(state) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
}

} // namespace gw::asl
