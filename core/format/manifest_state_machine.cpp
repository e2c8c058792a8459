// Reads and writes the state machines of gatewright.yaml.
#include "core/format/manifest_state_machine.h"

#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::string_view order[] = {"name", "type", "definitionUri"};

StateMachineType readType(EntryReader& reader)
{
    const std::string text = reader.text("type", toString(StateMachineType::Standard));
    const auto type = stateMachineTypeFrom(text);
    if (!type)
        reader.error(reader.entry()["type"], inQuotes(text) + " is no type of state machines.",
                     "Use STANDARD or EXPRESS.");
    return type.value_or(StateMachineType::Standard);
}

std::optional<StateMachine> readStateMachine(EntryReader& reader, std::string name)
{
    if (!isStateMachineName(name)) {
        reader.error(reader.entry()["name"], "this is not a state machine's name.",
                     "Use 1 to 80 characters without spaces, brackets, quotes and wildcards.");
        return std::nullopt;
    }
    StateMachine machine;
    machine.definitionUri = reader.text("definitionUri", defaultDefinitionUri(name));
    if (!isInsideProject(machine.definitionUri)) {
        reader.error(reader.entry()["definitionUri"],
                     "the path " + inQuotes(machine.definitionUri) + " leads out of the project folder.",
                     "Use a file inside the project, such as state-machines/fulfil.asl.json.");
        return std::nullopt;
    }
    machine.id = stateMachineIdOf(name);
    machine.name = std::move(name);
    machine.type = readType(reader);
    return machine;
}

json::Value writeStateMachine(json::Value entry, const StateMachine* base, const StateMachine& wanted)
{
    const StateMachine before = base ? *base : StateMachine{};
    putText(entry, "name", before.name, wanted.name, order);
    if (!base || before.type != wanted.type)
        put(entry, "type", toString(wanted.type), order);
    const bool isSaid = !base || entry.find("definitionUri");
    putText(entry, "definitionUri", isSaid ? before.definitionUri : defaultDefinitionUri(wanted.name),
            wanted.definitionUri, order);
    return entry;
}

Result<void> checkPlaces(const std::vector<Listed<StateMachine>>& base, const std::vector<Cow<StateMachine>>& wanted,
                         const std::function<bool(const std::string&)>& isUnread)
{
    for (const Cow<StateMachine>& machine : wanted)
        for (const Listed<StateMachine>& entry : base)
            if (isUnread(entry.item.definitionUri) &&
                (entry.item.name == machine->name || entry.item.definitionUri == machine->definitionUri))
                return fail("gatewright.yaml names the state machine " + inQuotes(entry.item.name) +
                                " already, whose file " + inQuotes(entry.item.definitionUri) + " cannot be read.",
                            "Rename the new state machine, or remove that entry.",
                            NodeRef{{}, {}, {}, {}, {}, machine->id, {}});
    return {};
}

} // namespace

std::vector<Listed<StateMachine>> readStateMachines(const ReadContext& context, const json::Value& root,
                                                    const std::function<bool(const std::string& file)>& isTaken)
{
    std::set<std::string> files;
    const auto read = [&](EntryReader& reader, std::string name) -> std::optional<StateMachine> {
        auto machine = readStateMachine(reader, std::move(name));
        if (!machine)
            return std::nullopt;
        const std::string file = normalPath(machine->definitionUri);
        if (isTaken(file) || !files.insert(file).second) {
            reader.error(reader.entry(),
                         "the file " + inQuotes(machine->definitionUri) + " belongs to something else already.",
                         "Give each state machine a file of its own.");
            return std::nullopt;
        }
        return machine;
    };
    return readEntries<StateMachine>(context, root, "stateMachines", "state machine", read);
}

Result<void> writeStateMachines(json::Value& root, KeyOrder rootOrder, const std::vector<Listed<StateMachine>>& base,
                                const std::vector<Cow<StateMachine>>& wanted,
                                const std::function<bool(const std::string& file)>& isUnread)
{
    if (auto checked = checkPlaces(base, wanted, isUnread); !checked)
        return checked;
    const auto isKept = [&](const StateMachine& machine) { return isUnread(machine.definitionUri); };
    return writeEntries<StateMachine>(root, "stateMachines", rootOrder, base, wanted, isKept, writeStateMachine);
}

StateMachineId stateMachineIdOf(std::string_view name)
{
    return {stableHash(name, stableHash("state machine "))};
}

} // namespace gw
