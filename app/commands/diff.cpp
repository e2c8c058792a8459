// gatewright diff: what deploying the draft to a stage would change, and what of it breaks clients.
#include "app/commands/command.h"
#include "app/commands/stage_target.h"
#include "core/json/text.h"

#include <iostream>

namespace gw::cli {

namespace {

struct DiffOptions
{
    std::string project;
    std::string api;
    std::string stage;
    bool json = false;
    bool failOnBreaking = false;
};

int refuse(const Diagnostic& error, const Terminal& terminal)
{
    print(std::cerr, error, terminal.colorErrors);
    return ExitInvalid;
}

void write(const DraftChanges& draft, const Api& api, const Stage& stage, const DiffOptions& options)
{
    if (options.json) {
        json::Value value = json::Object{{"api", api.name, {}}, {"stage", stage.name, {}}};
        value.set("deployed", draft.active ? asJson(*draft.active) : json::Value());
        value.set("breaksClients", breaksClients(draft.changes));
        value.set("changes", asJson(draft.changes));
        std::cout << json::writeJsonPretty(value) << '\n';
    } else {
        print(std::cout, draft.changes);
    }
    std::cerr << "Stage \"" << stage.name << "\" of \"" << api.name << "\" "
              << (draft.active ? "against deployment " + draft.active->id : "has nothing deployed") << ": "
              << counted(draft.changes) << ".\n";
    if (stage.autoDeploy)
        std::cerr << "The stage serves every edit; deployments matter once autoDeploy is off.\n";
}

int runDiff(const DiffOptions& options, const Terminal& terminal)
{
    const Result<OpenedProject> opened = openProjectForCommand(options.project);
    if (!opened)
        return refuse(opened.error(), terminal);
    print(std::cerr, opened->diagnostics, terminal.colorErrors);
    const Result<const Api*> api = chooseApi(opened->project, options.api);
    if (!api)
        return refuse(api.error(), terminal);
    const Result<const Stage*> stage = chooseStage(**api, options.stage);
    if (!stage)
        return refuse(stage.error(), terminal);
    const Result<DraftChanges> draft = draftChanges(DeploymentStore(opened->files.root), **api, **stage);
    if (!draft)
        return refuse(draft.error(), terminal);
    print(std::cerr, draft->diagnostics, terminal.colorErrors);
    write(*draft, **api, **stage, options);
    return options.failOnBreaking && draft->active && breaksClients(draft->changes) ? ExitFailed : ExitGood;
}

} // namespace

void addDiff(CommandLine& line)
{
    auto options = std::make_shared<DiffOptions>();
    CLI::App* command = line.app.add_subcommand("diff", "Show what deploying the draft to a stage would change");
    command->add_option("PROJECT", options->project, "Project folder, gatewright.yaml or OpenAPI file")->required();
    command->add_option("--api", options->api, "The API's name (not needed when there is only one)");
    command->add_option("--stage", options->stage, "The stage's name (not needed when there is only one)");
    command->add_flag("--json", options->json, "Write JSON");
    command->add_flag("--fail-on-breaking", options->failOnBreaking, "Exit 1 when a change breaks clients");
    command->footer("Example:\n  gatewright diff petstore --api pets --stage prod");
    command->callback(
        [options, &line] { line.run = [options](const Terminal& terminal) { return runDiff(*options, terminal); }; });
}

} // namespace gw::cli
