// What every command of `gatewright` shares: exit codes, the terminal's manners, and how a command is registered.
#pragma once

#include "core/diagnostic.h"
#include "core/format/project_file.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <iosfwd>
#include <string>

namespace gw::cli {

// A promise to users: scripts depend on these numbers.
enum ExitCode {
    ExitGood = 0,
    ExitFailed = 1,       // a test, lint error or contract check failed
    ExitUsage = 2,        // wrong usage
    ExitInvalid = 3,      // the project or an input is invalid
    ExitRuntime = 4,      // runtime, network, port in use
    ExitTimedOut = 5,     // timed out
    ExitInterrupted = 130 // interrupted
};

// Colour is for terminals, and only where the user did not refuse it (NO_COLOR, --no-color).
struct Terminal
{
    bool colorOutput = false;
    bool colorErrors = false;
};

struct CommandLine
{
    CLI::App app;
    bool noColor = false;
    std::function<int(const Terminal&)> run; // of the command that was given
};

void addServe(CommandLine& line);
void addInvoke(CommandLine& line);
void addEval(CommandLine& line);
void addLint(CommandLine& line);
void addTraces(CommandLine& line);
void addDeploy(CommandLine& line);
void addDiff(CommandLine& line);
void addTest(CommandLine& line); // where the console is built

// `file:line:column: severity: message [rule]`, then the hint on a line of its own.
void print(std::ostream& stream, const Diagnostic& diagnostic, bool color);
void print(std::ostream& stream, const Diagnostics& diagnostics, bool color);

// Opens a project and names its files in diagnostics as the user would: relative to where the command runs.
[[nodiscard]] Result<OpenedProject> openProjectForCommand(const std::string& path);
void nameFiles(Diagnostics& diagnostics, const std::filesystem::path& root);

} // namespace gw::cli
