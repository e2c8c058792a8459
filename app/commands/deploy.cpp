// gatewright deploy: makes the draft, or an earlier deployment, what a stage serves; or gives a canary its share.
#include "app/commands/command.h"
#include "app/commands/stage_target.h"
#include "core/edit/edits.h"
#include "core/json/text.h"

#include <chrono>
#include <ctime>
#include <iostream>

namespace gw::cli {

namespace {

struct DeployOptions
{
    std::string project;
    std::string api;
    std::string stage;
    std::string description;
    std::string rollback; // id
    double canary = -1;   // percent; below 0: no canary
    bool promote = false;
    bool json = false;
};

// What a run did, to be told.
struct Deployed
{
    Deployment deployment;
    BehaviourChanges changes;
    std::optional<Project> project; // to be saved: the stage's settings changed
};

std::string now()
{
    const std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Result<BehaviourChanges> changesTo(const DeploymentStore& store, const Api& target, const Stage& stage)
{
    Result<DraftChanges> changes = draftChanges(store, target, stage);
    if (!changes)
        return fail(std::move(changes.error()));
    return std::move(changes->changes);
}

Result<Deployed> deployDraft(const DeploymentStore& store, const Api& api, const Stage& stage,
                             const DeployOptions& options)
{
    Result<BehaviourChanges> changes = changesTo(store, api, stage);
    if (!changes)
        return fail(std::move(changes.error()));
    Result<Deployment> made = store.record(api, stage.name, now(), options.description);
    if (!made)
        return fail(std::move(made.error()));
    return Deployed{std::move(*made), std::move(*changes), {}};
}

Result<Deployed> rollBack(const DeploymentStore& store, const Api& api, const Stage& stage, const std::string& id,
                          const DeployOptions& options)
{
    const Result<Api> target = store.read(api, id);
    if (!target)
        return fail(target.error());
    Result<BehaviourChanges> changes = changesTo(store, *target, stage);
    if (!changes)
        return fail(std::move(changes.error()));
    Result<Deployment> made = store.activate(api, stage.name, id, now(), options.description);
    if (!made)
        return fail(std::move(made.error()));
    return Deployed{std::move(*made), std::move(*changes), {}};
}

Result<Deployed> deployCanary(const DeploymentStore& store, const Project& project, const Api& api, const Stage& stage,
                              const DeployOptions& options)
{
    Result<BehaviourChanges> changes = changesTo(store, api, stage);
    if (!changes)
        return fail(std::move(changes.error()));
    Stage wanted = stage;
    wanted.canary = stage.canary.value_or(CanarySettings{});
    wanted.canary->percentTraffic = options.canary;
    if (const auto allowed = setStage(project, api.id, wanted); !allowed)
        return fail(allowed.error());
    Result<Deployment> made = store.recordCanary(api, stage.name, now(), options.description);
    if (!made)
        return fail(std::move(made.error()));
    wanted.canary->deploymentId = made->id;
    Result<Project> edited = setStage(project, api.id, wanted);
    if (!edited)
        return fail(std::move(edited.error()));
    return Deployed{std::move(*made), std::move(*changes), std::move(*edited)};
}

Result<Deployed> promote(const DeploymentStore& store, const Project& project, const Api& api, const Stage& stage,
                         const DeployOptions& options)
{
    Result<Project> edited = promoteCanary(project, api.id, stage.id);
    if (!edited)
        return fail(std::move(edited.error()));
    if (stage.canary->deploymentId.empty())
        return fail("The canary of the stage \"" + stage.name + "\" has no deployment of its own.",
                    "Make one with --canary PERCENT.");
    Result<Deployed> result = rollBack(store, api, stage, stage.canary->deploymentId, options);
    if (result)
        result->project = std::move(*edited);
    return result;
}

Result<Deployed> run(const OpenedProject& opened, const Api& api, const Stage& stage, const DeployOptions& options)
{
    const DeploymentStore store(opened.files.root);
    if (!options.rollback.empty())
        return rollBack(store, api, stage, options.rollback, options);
    if (options.promote)
        return promote(store, opened.project, api, stage, options);
    if (options.canary >= 0)
        return deployCanary(store, opened.project, api, stage, options);
    return deployDraft(store, api, stage, options);
}

void write(const Deployed& deployed, const Api& api, const Stage& stage, const DeployOptions& options)
{
    if (options.json) {
        json::Value value = asJson(deployed.deployment);
        value.set("api", api.name);
        value.set("breaksClients", breaksClients(deployed.changes));
        value.set("changes", asJson(deployed.changes));
        std::cout << json::writeJsonPretty(value) << '\n';
    } else {
        print(std::cout, deployed.changes);
        std::cout << "Deployed \"" << api.name << "\" to "
                  << (deployed.deployment.isCanary ? "the canary of stage \"" : "stage \"") << stage.name << "\" as "
                  << deployed.deployment.id << ": " << counted(deployed.changes) << ".\n";
    }
    if (stage.autoDeploy && !deployed.deployment.isCanary)
        std::cerr << "The stage serves every edit; deployments matter once autoDeploy is off.\n";
}

int runDeploy(const DeployOptions& options, const Terminal& terminal)
{
    const auto refuse = [&](const Diagnostic& error, int code) {
        print(std::cerr, error, terminal.colorErrors);
        return code;
    };
    Result<OpenedProject> opened = openProjectForCommand(options.project);
    if (!opened)
        return refuse(opened.error(), ExitInvalid);
    print(std::cerr, opened->diagnostics, terminal.colorErrors);
    const Result<const Api*> api = chooseApi(opened->project, options.api);
    if (!api)
        return refuse(api.error(), ExitInvalid);
    const Result<const Stage*> stage = chooseStage(**api, options.stage);
    if (!stage)
        return refuse(stage.error(), ExitInvalid);
    const Result<Deployed> deployed = run(*opened, **api, **stage, options);
    if (!deployed)
        return refuse(deployed.error(), ExitInvalid);
    if (deployed->project)
        if (const auto saved = saveProject(*deployed->project, opened->files); !saved)
            return refuse(saved.error(), ExitRuntime);
    write(*deployed, **api, **stage, options);
    return ExitGood;
}

} // namespace

void addDeploy(CommandLine& line)
{
    auto options = std::make_shared<DeployOptions>();
    CLI::App* command = line.app.add_subcommand("deploy", "Make the draft what a stage serves");
    command->add_option("PROJECT", options->project, "Project folder, gatewright.yaml or OpenAPI file")->required();
    command->add_option("--api", options->api, "The API's name (not needed when there is only one)");
    command->add_option("--stage", options->stage, "The stage's name (not needed when there is only one)");
    command->add_option("-m,--description", options->description, "What this deployment brings");
    auto* rollback =
        command->add_option("--rollback", options->rollback, "Make this earlier deployment active again, by its id");
    auto* canary = command->add_option("--canary", options->canary,
                                       "Deploy to a canary that gets this share of the requests, in percent");
    canary->check(CLI::Range(0.0, 100.0))->excludes(rollback);
    command->add_flag("--promote", options->promote, "Make the canary's deployment and variables the stage's own")
        ->excludes(rollback)
        ->excludes(canary);
    command->add_flag("--json", options->json, "Write JSON");
    command->footer("Example:\n  gatewright deploy petstore --api pets --stage prod -m \"Owners\"");
    command->callback(
        [options, &line] { line.run = [options](const Terminal& terminal) { return runDeploy(*options, terminal); }; });
}

} // namespace gw::cli
