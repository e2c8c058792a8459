// gatewright lint: what is wrong or doubtful in a project. Exit 1 when something is wrong.
#include "core/lint/lint.h"

#include "app/commands/command.h"
#include "core/format/sarif.h"
#include "core/json/text.h"

#include <algorithm>
#include <iostream>

namespace gw::cli {

namespace {

struct LintOptions
{
    std::string project;
    std::string format = "text";
    bool json = false;
};

json::Value asJson(const Diagnostic& diagnostic)
{
    json::Value value = json::Value::object();
    value.set("file", diagnostic.file);
    value.set("line", diagnostic.position.line);
    value.set("column", diagnostic.position.column);
    value.set("severity", severityName(diagnostic.severity));
    value.set("rule", diagnostic.rule);
    value.set("message", diagnostic.message);
    value.set("hint", diagnostic.hint);
    return value;
}

json::Value asJson(const Diagnostics& diagnostics)
{
    json::Array list;
    for (const Diagnostic& diagnostic : diagnostics)
        list.push_back(asJson(diagnostic));
    json::Value value = json::Value::object();
    value.set("diagnostics", std::move(list));
    return value;
}

void write(const Diagnostics& diagnostics, const std::string& format, const Terminal& terminal)
{
    if (format == "json")
        std::cout << json::writeJsonPretty(asJson(diagnostics)) << '\n';
    else if (format == "sarif")
        std::cout << json::writeJsonPretty(toSarif(diagnostics, lintRules(), GW_VERSION)) << '\n';
    else
        print(std::cout, diagnostics, terminal.colorOutput);
}

int runLint(const LintOptions& options, const Terminal& terminal)
{
    const Result<OpenedProject> opened = openProjectForCommand(options.project);
    if (!opened) {
        print(std::cerr, opened.error(), terminal.colorErrors);
        return ExitInvalid;
    }
    Diagnostics findings = lint(opened->project);
    nameFiles(findings, opened->files.root);
    const Diagnostics diagnostics = withFindings(opened->diagnostics, findings);
    write(diagnostics, options.json ? "json" : options.format, terminal);

    const auto errors = std::count_if(diagnostics.begin(), diagnostics.end(),
                                      [](const Diagnostic& d) { return d.severity == Severity::Error; });
    const auto others = static_cast<std::ptrdiff_t>(diagnostics.size()) - errors;
    std::cerr << errors << (errors == 1 ? " error, " : " errors, ") << others
              << (others == 1 ? " other finding\n" : " other findings\n");
    return errors > 0 ? ExitFailed : ExitGood;
}

} // namespace

void addLint(CommandLine& line)
{
    auto options = std::make_shared<LintOptions>();
    CLI::App* command = line.app.add_subcommand("lint", "Report what is wrong or doubtful in a project");
    command->add_option("PROJECT", options->project, "Project folder, gatewright.yaml or OpenAPI file")->required();
    command->add_option("--format", options->format, "text, json or sarif")
        ->check(CLI::IsMember({"text", "json", "sarif"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "The same as --format json");
    command->footer("Example:\n  gatewright lint petstore --format sarif");
    command->callback(
        [options, &line] { line.run = [options](const Terminal& terminal) { return runLint(*options, terminal); }; });
}

} // namespace gw::cli
