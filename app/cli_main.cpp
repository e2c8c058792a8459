// gatewright: the gateway for terminals, scripts and containers. Reads the command line; each command stands in a file
// of its own under commands/.
#include "app/commands/command.h"

#include <csignal>
#include <cstdlib>
#include <iostream>

#include <unistd.h>

namespace gw::cli {

namespace {

// GATEWRIGHT_PORT stands for --port, and so on for every option of every command.
void readOptionsFromEnvironment(CLI::App& app)
{
    for (CLI::Option* option : app.get_options()) {
        if (option->get_lnames().empty() || option == app.get_help_ptr() || option == app.get_version_ptr())
            continue;
        std::string name = "GATEWRIGHT_";
        for (const char c : option->get_lnames().front())
            name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        option->envname(name);
    }
    for (CLI::App* command : app.get_subcommands({}))
        readOptionsFromEnvironment(*command);
}

Terminal terminalFor(bool noColor)
{
    const char* refused = std::getenv("NO_COLOR");
    const bool allowed = !noColor && !(refused && *refused);
    return {allowed && isatty(STDOUT_FILENO) == 1, allowed && isatty(STDERR_FILENO) == 1};
}

void describe(CommandLine& line)
{
    line.app.name("gatewright");
    line.app.description("Gatewright: serve, call and check APIs designed in the model of Amazon API Gateway.");
    line.app.set_version_flag("--version", "gatewright " GW_VERSION);
    line.app.add_flag("--no-color", line.noColor, "Never colour the output");
    line.app.fallthrough();
    line.app.footer("Example:\n  gatewright serve petstore --watch\n\n"
                    "Options may also come from the environment: GATEWRIGHT_PORT=8080 stands for --port 8080.\n"
                    "Exit codes: 0 good, 1 failed, 2 wrong usage, 3 invalid input, 4 runtime, 5 timed out, "
                    "130 interrupted.");
    addServe(line);
    addInvoke(line);
    addEval(line);
    addLint(line);
    addTraces(line);
    addDeploy(line);
    addDiff(line);
#ifdef GW_HAS_CONSOLE
    addTest(line);
#endif
    readOptionsFromEnvironment(line.app);
}

// Which command lacks what: "gatewright traces needs one of: list, show, export".
int failWithoutCommand(const CLI::App& app)
{
    const CLI::App* command = &app;
    std::string name = app.get_name();
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
        name += " " + command->get_name();
    }
    std::string choices;
    for (const CLI::App* choice : command->get_subcommands({}))
        choices += (choices.empty() ? "" : ", ") + choice->get_name();
    std::cerr << name << " needs one of: " << choices << "\nRun with --help for more information.\n";
    return ExitUsage;
}

int runCommandLine(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of one write, not the end of the server
    CommandLine line;
    describe(line);
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return line.app.exit(error) == 0 ? ExitGood : ExitUsage;
    }
    if (!line.run)
        return failWithoutCommand(line.app);
    const int code = line.run(terminalFor(line.noColor));
    std::cout.flush();
    return code;
}

} // namespace

} // namespace gw::cli

int main(int argc, char** argv)
{
    return gw::cli::runCommandLine(argc, argv);
}
