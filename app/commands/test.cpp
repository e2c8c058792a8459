// gatewright test: plays the scripted conversations of saved WebSocket requests against running servers. What has no
// script has nothing to assert and is left out.
#include "app/commands/conversation_report.h"
#include "core/console/conversation_run.h"
#include "core/console/environment.h"
#include "core/console/request_store.h"
#include "core/format/atomic_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <csignal>
#include <iostream>

namespace gw::cli {

namespace {

struct TestOptions
{
    std::string project;
    std::vector<std::string> paths;
    std::string environment;
    std::vector<std::string> variables;
    std::string reporter = "cli";
    std::string output;
    bool bail = false;
};

volatile std::sig_atomic_t interrupted = 0;

// The saved WebSocket requests that have a script, below the paths that were named or all.
Result<std::vector<QString>> chosenPaths(const console::RequestStore& store, const std::vector<std::string>& wanted)
{
    std::vector<QString> found;
    std::vector<console::RequestEntry> left = store.list();
    QStringList named;
    for (const std::string& path : wanted) {
        QString name = QDir::cleanPath(QString::fromStdString(path));
        if (name.startsWith(QLatin1String("requests/")))
            name.remove(0, 9);
        if (name.endsWith(QLatin1String(".yaml")))
            name.chop(5);
        named.append(name);
    }
    QStringList unseen = named;
    while (!left.empty()) {
        const console::RequestEntry entry = left.front();
        left.erase(left.begin());
        left.insert(left.begin(), entry.children.begin(), entry.children.end());
        bool isWanted = named.isEmpty();
        for (const QString& name : named) {
            if (entry.path != name && !entry.path.startsWith(name + u'/'))
                continue;
            isWanted = true;
            unseen.removeAll(name);
        }
        if (isWanted && !entry.isFolder && entry.method == QLatin1String("WS"))
            found.push_back(entry.path);
    }
    if (!unseen.isEmpty())
        return fail("There is no saved request \"" + unseen.front().toStdString() + "\".",
                    "Name one as it stands in requests/: chat/Join.");
    return found;
}

Result<console::VariableScope> scopeFor(const TestOptions& options, const QString& folder)
{
    console::VariableScope scope;
    for (const std::string& text : options.variables) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos)
            return fail("\"" + text + "\" is not a variable.", "Write it as --env-var name=value.");
        scope.add({QString::fromStdString(text.substr(0, equals)), QString::fromStdString(text.substr(equals + 1)),
                   QStringLiteral("the command line"), false});
    }
    if (!options.environment.empty()) {
        const auto environment = console::EnvironmentStore(folder).load(QString::fromStdString(options.environment));
        if (!environment)
            return fail(environment.error());
        console::addTo(scope, *environment);
    }
    return scope;
}

// One after the other, from the event loop.
class TestRun
{
public:
    TestRun(std::vector<PlayedConversation> plays, console::VariableScope scope, QString folder, bool bails)
        : m_plays(std::move(plays)), m_scope(std::move(scope)), m_folder(std::move(folder)), m_bails(bails)
    {
        QObject::connect(&m_run, &console::ConversationRun::finished, &m_run,
                         [this](const console::ConversationOutcome& outcome) { finished(outcome); });
        // A signal's handler may do next to nothing; this looks.
        QObject::connect(&m_watch, &QTimer::timeout, &m_run, [this] {
            if (interrupted)
                m_run.cancel();
        });
        m_watch.start(std::chrono::milliseconds(50));
    }

    std::vector<PlayedConversation> run()
    {
        QTimer::singleShot(0, &m_run, [this] { next(); });
        QCoreApplication::exec();
        m_plays.resize(m_done);
        return std::move(m_plays);
    }

private:
    void next()
    {
        if (m_done == m_plays.size())
            return QCoreApplication::quit();
        m_run.start(m_plays[m_done].request, m_scope, m_folder);
    }

    void finished(const console::ConversationOutcome& outcome)
    {
        m_plays[m_done++].outcome = outcome;
        if (outcome.isCanceled || (m_bails && !outcome.passed()))
            return QCoreApplication::quit();
        next();
    }

    std::vector<PlayedConversation> m_plays;
    console::VariableScope m_scope;
    QString m_folder;
    bool m_bails;
    std::size_t m_done = 0;
    console::ConversationRun m_run;
    QTimer m_watch;
};

int failWith(const Diagnostic& diagnostic, const Terminal& terminal, int code)
{
    print(std::cerr, diagnostic, terminal.colorErrors);
    return code;
}

int exitCodeOf(const std::vector<PlayedConversation>& plays)
{
    int code = ExitGood;
    for (const PlayedConversation& play : plays) {
        if (play.outcome.isCanceled)
            return ExitInterrupted;
        if (play.outcome.error)
            code = ExitInvalid;
        else if (!play.outcome.passed() && code == ExitGood)
            code = ExitFailed;
    }
    return code;
}

int runTest(const TestOptions& options, const Terminal& terminal)
{
    int argc = 1;
    char name[] = "gatewright";
    char* argv[] = {name, nullptr};
    QCoreApplication application(argc, argv);
    const QString given = QString::fromStdString(options.project);
    const QString folder = QFileInfo(given).isDir() ? given : QFileInfo(given).path();
    const Result<OpenedProject> opened = openProjectForCommand(options.project);
    if (!opened)
        return failWith(opened.error(), terminal, ExitInvalid);
    const console::RequestStore store(folder);
    const Result<std::vector<QString>> paths = chosenPaths(store, options.paths);
    if (!paths)
        return failWith(paths.error(), terminal, ExitUsage);
    const Result<console::VariableScope> scope = scopeFor(options, folder);
    if (!scope)
        return failWith(scope.error(), terminal, ExitUsage);

    std::vector<PlayedConversation> plays;
    for (const QString& path : *paths) {
        const Result<console::WebSocketRequest> request = store.loadWebSocket(path);
        if (!request)
            return failWith(request.error(), terminal, ExitInvalid);
        if (!request->script.trimmed().isEmpty())
            plays.push_back({path, store.filePath(path), *request, {}});
    }
    if (plays.empty())
        std::cerr << "No saved WebSocket request has a script.\n";
    std::signal(SIGINT, [](int) { interrupted = 1; });
    std::signal(SIGTERM, [](int) { interrupted = 1; });
    plays = TestRun(std::move(plays), *scope, folder, options.bail).run();

    const std::string report =
        conversationReport(plays, options.reporter, options.output.empty() && terminal.colorOutput);
    if (options.output.empty())
        std::cout << report;
    else if (const Result<void> written = writeFileAtomically(options.output, report); !written)
        return failWith(written.error(), terminal, ExitRuntime);
    return exitCodeOf(plays);
}

} // namespace

void addTest(CommandLine& line)
{
    auto options = std::make_shared<TestOptions>();
    CLI::App* command = line.app.add_subcommand("test", "Run the scripts of saved WebSocket requests");
    command->add_option("PROJECT", options->project, "Project folder or its gatewright.yaml")->required();
    command->add_option("PATH", options->paths, "Requests or folders in requests/ (all unless given)");
    command->add_option("-e,--env", options->environment, "Environment whose variables are filled in");
    command->add_option("--env-var", options->variables, "name=value (repeatable), before the environment's")
        ->allow_extra_args(false);
    command->add_flag("-b,--bail", options->bail, "Stop after the first that fails");
    command->add_option("-r,--reporter", options->reporter, "cli, junit, json or tap")
        ->check(CLI::IsMember({"cli", "junit", "json", "tap"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "Write the report to this file instead of stdout");
    command->footer("Example:\n  gatewright test petstore chat --env local --reporter junit --output results.xml");
    command->callback(
        [options, &line] { line.run = [options](const Terminal& terminal) { return runTest(*options, terminal); }; });
}

} // namespace gw::cli
