// Edits of state machines. A file is named after its state machine when that is created and keeps its name.
#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "core/edit/lookup.h"
#include "core/format/manifest.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::size_t longestName = 80;

constexpr char firstDefinition[] = R"({
  "Comment": "Passes its input on",
  "StartAt": "Pass",
  "States": {
    "Pass": {
      "Type": "Pass",
      "End": true
    }
  }
}
)";

NodeRef nodeOf(StateMachineId id)
{
    return {{}, {}, {}, {}, {}, id, {}};
}

tl::unexpected<Diagnostic> noSuchMachine(StateMachineId id)
{
    return fail("This state machine is no longer in the project.", "Choose another one, or undo its removal.",
                nodeOf(id));
}

Result<void> checkName(const Project& project, const std::string& name)
{
    if (!isStateMachineName(name))
        return fail(inQuotes(name) + " is not a valid name of a state machine.",
                    "Use 1 to 80 characters without spaces, brackets, quotes and wildcards.");
    if (project.findStateMachine(name))
        return fail("A state machine is called " + inQuotes(name) + " already.", "Choose another name.");
    return {};
}

Result<void> checkDefinition(const StateMachine& machine)
{
    if (machine.definition.size() <= mostDefinitionBytes)
        return {};
    return fail("The definition of " + inQuotes(machine.name) + " is larger than 1 MB.",
                "Move parts of it into state machines of their own.", nodeOf(machine.id));
}

bool isTaken(const Project& project, const std::string& file)
{
    const std::string path = normalPath(file);
    const auto isSame = [&](const std::string& other) { return normalPath(other) == path; };
    return path == manifestFileName ||
           std::any_of(project.apis.begin(), project.apis.end(),
                       [&](const Cow<Api>& api) { return isSame(api->file); }) ||
           std::any_of(project.stateMachines.begin(), project.stateMachines.end(),
                       [&](const Cow<StateMachine>& machine) { return isSame(machine->definitionUri); });
}

std::string newFile(const Project& project, const std::string& name)
{
    std::string file = defaultDefinitionUri(name);
    for (int n = 2; isTaken(project, file); ++n)
        file = defaultDefinitionUri(name + "-" + std::to_string(n));
    return file;
}

Result<void> checkFile(const Project& project, const std::string& file)
{
    if (!isInsideProject(file) || file.ends_with('/'))
        return fail("The file " + inQuotes(file) + " is not inside the project folder.",
                    "Use a path relative to the project folder, such as state-machines/fulfil.asl.json.");
    if (isTaken(project, file))
        return fail("The file " + inQuotes(file) + " belongs to something else of the project.",
                    "Choose another file.");
    return {};
}

} // namespace

Result<Project> createStateMachine(Project project, StateMachine machine)
{
    if (const auto valid = checkName(project, machine.name); !valid)
        return fail(valid.error());
    if (machine.definitionUri.empty())
        machine.definitionUri = newFile(project, machine.name);
    else if (const auto valid = checkFile(project, machine.definitionUri); !valid)
        return fail(valid.error());
    if (machine.definition.empty())
        machine.definition = firstDefinition;
    if (const auto valid = checkDefinition(machine); !valid)
        return fail(valid.error());
    machine.id = newStateMachineId(project, machine.name);
    project.stateMachines.emplace_back(std::move(machine));
    return project;
}

Result<Project> setStateMachine(Project project, StateMachine machine)
{
    const StateMachine* known = project.find(machine.id);
    if (!known)
        return noSuchMachine(machine.id);
    if (const auto valid = checkDefinition(machine); !valid)
        return fail(valid.error());
    machine.name = known->name;
    machine.definitionUri = known->definitionUri;
    *project.edit(machine.id) = std::move(machine);
    return project;
}

Result<Project> renameStateMachine(Project project, StateMachineId id, const std::string& name)
{
    const StateMachine* known = project.find(id);
    if (!known)
        return noSuchMachine(id);
    if (known->name == name)
        return project;
    if (const auto valid = checkName(project, name); !valid)
        return fail(valid.error());
    renameUses(project, StateMachine(*known), name);
    project.edit(id)->name = name;
    return project;
}

Result<Project> duplicateStateMachine(Project project, StateMachineId id)
{
    const StateMachine* known = project.find(id);
    if (!known)
        return noSuchMachine(id);
    StateMachine copy = *known;
    copy.name = copyName(project.stateMachines, known->name, longestName);
    copy.definitionUri = newFile(project, copy.name);
    copy.id = newStateMachineId(project, copy.name);
    insertAfter(project.stateMachines, id, std::move(copy));
    return project;
}

Result<Project> deleteStateMachine(Project project, StateMachineId id)
{
    const StateMachine* known = project.find(id);
    if (!known)
        return noSuchMachine(id);
    if (const ElementUses uses = usesOf(project, *known); !uses.empty())
        return fail("The state machine " + inQuotes(known->name) + " is used by " + listed(uses) + ".",
                    "Choose another state machine there first.", uses.front().node);
    std::erase_if(project.stateMachines, [id](const Cow<StateMachine>& machine) { return machine->id == id; });
    return project;
}

} // namespace gw
