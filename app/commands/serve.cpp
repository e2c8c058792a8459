// gatewright serve: serves every API of a project until it is told to stop.
#include "app/commands/command.h"
#include "app/commands/ring_file.h"
#include "app/commands/serving.h"
#include "app/commands/wake_up.h"
#include "core/format/atomic_file.h"
#include "core/format/deployment_store.h"
#include "core/json/text.h"
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/trace/stage_log_sink.h"
#include "gateway-engine/trace/trace_ring.h"
#include "gateway-engine/trace/trace_store.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace gw::cli {

namespace {

constexpr auto settleTime = std::chrono::milliseconds(50); // editors write a file in several steps
constexpr std::chrono::milliseconds longestWait = std::chrono::hours(1);

struct ServeOptions
{
    std::string project;
    ListenOptions listen;
    int threads = 1;
    bool watch = false;
    bool json = false;
    std::string trace = "off";
    std::string readyFile;
};

class Serve
{
public:
    Serve(const ServeOptions& options, const Terminal& terminal)
        : m_options(options), m_terminal(terminal), m_engine(engineOptions(options)),
          m_serving(m_engine, options.listen)
    {
    }

    int run()
    {
        if (const int code = start(); code != ExitGood)
            return code;
        if (m_options.watch)
            if (const Result<void> watching = beginWatch(); !watching)
                return failWith(watching.error(), ExitRuntime);
        if (const Result<void> told = tellReady(); !told)
            return failWith(told.error(), ExitRuntime);
        serveUntilStopped();
        return drain();
    }

private:
    // Endpoints and issuers may be this machine's own domains.
    static std::string trustedRoot()
    {
        return engine::LocalAuthority::trustedRoot(engine::LocalAuthority::defaultFolder());
    }

    static engine::EngineOptions engineOptions(const ServeOptions& options)
    {
        engine::EngineOptions engine;
        engine.threads = options.threads;
        engine.traces.enabled = options.trace != "off";
        engine.trustedRoots = trustedRoot();
        return engine;
    }

    int failWith(const Diagnostic& diagnostic, int code)
    {
        print(std::cerr, diagnostic, m_terminal.colorErrors);
        return code;
    }

    int start()
    {
        Result<OpenedProject> opened = openProjectForCommand(m_options.project);
        if (!opened)
            return failWith(opened.error(), ExitInvalid);
        m_opened = std::move(*opened);
        print(std::cerr, m_opened.diagnostics, m_terminal.colorErrors);
        if (hasErrors(m_opened.diagnostics))
            return ExitInvalid;
        if (const Result<void> tracing = beginTraces(); !tracing)
            return failWith(tracing.error(), ExitRuntime);
        m_backends.emplace(engine::BackendsOptions{m_opened.files.root, m_opened.files.root / ".gatewright"});
        m_access.emplace(
            engine::AccessOptions{m_opened.files.root, m_opened.files.root / ".gatewright", trustedRoot()});
        m_serving.standOn(*m_backends, *m_access);
        deploy();
        if (m_serving.served(m_opened.project).empty())
            return failWith(nothingServed(), ExitInvalid);
        if (const Result<void> listening = m_serving.listen(m_opened.project); !listening)
            return failWith(listening.error(), ExitRuntime);
        m_serving.openIssuer(m_opened.files.root);
        return ExitGood;
    }

    Diagnostic nothingServed() const
    {
        if (m_options.listen.stage.empty())
            return fail("There is nothing to serve in " + m_options.project + ".",
                        "Add an API with a stage, or deploy one.")
                .value();
        return fail("No API of " + m_options.project + " can be served on the stage \"" + m_options.listen.stage +
                        "\".",
                    "Choose another stage, or leave --stage out to serve all.")
            .value();
    }

    // Stages that log do so whatever becomes of the traces.
    void beginLogs()
    {
        const auto report = [color = m_terminal.colorErrors](const Diagnostic& d) { print(std::cerr, d, color); };
        m_engine.addTraceSink(std::make_shared<engine::StageLogSink>(m_opened.files.root, report));
    }

    Result<void> beginTraces()
    {
        beginLogs();
        if (m_options.trace == "off")
            return {};
        if (m_options.trace == "ring") {
            m_ring = std::make_shared<engine::TraceRing>();
            m_engine.addTraceSink(m_ring);
            return {};
        }
        auto store = engine::TraceStore::open(m_options.trace);
        if (!store)
            return fail(store.error());
        m_engine.addTraceSink(std::move(*store));
        return {};
    }

    void deploy()
    {
        Diagnostics diagnostics = m_serving.deploy(m_opened);
        nameFiles(diagnostics, m_opened.files.root);
        print(std::cerr, diagnostics, m_terminal.colorErrors);
    }

    Result<void> tellReady()
    {
        const std::vector<Served> served = m_serving.served(m_opened.project);
        const std::vector<Served> domains = m_serving.domains(m_opened.project);
        m_ready = json::writeJson(readyJson(served, domains));
        if (m_options.json)
            std::cout << m_ready << '\n';
        else
            printServed(std::cout, served, domains);
        std::cout.flush();
        return writeReadyFile();
    }

    // After a change of what is served, or where.
    Result<void> tellMoved()
    {
        const std::vector<Served> served = m_serving.served(m_opened.project);
        const std::vector<Served> domains = m_serving.domains(m_opened.project);
        const std::string before = std::exchange(m_ready, json::writeJson(readyJson(served, domains)));
        if (m_ready == before)
            return {};
        printServed(std::cerr, served, domains);
        return writeReadyFile();
    }

    static void printServed(std::ostream& stream, const std::vector<Served>& served, const std::vector<Served>& domains)
    {
        for (const auto* list : {&served, &domains})
            for (const Served& entry : *list)
                stream << entry.name << "  " << entry.kind << "  " << entry.stage << "  " << entry.url << '\n';
    }

    Result<void> writeReadyFile() const
    {
        return m_options.readyFile.empty() ? Result<void>{} : writeFileAtomically(m_options.readyFile, m_ready + "\n");
    }

    Result<void> beginWatch()
    {
        Result<FolderWatch> watch = FolderWatch::open();
        if (!watch)
            return fail(watch.error());
        m_watch.emplace(std::move(*watch));
        watchFolders();
        return {};
    }

    // Once more while folders appear: what is made in a folder before it is watched would go unnoticed.
    void watchFolders()
    {
        std::set<std::filesystem::path> watched;
        for (std::set<std::filesystem::path> found = folders(); found != watched; found = folders()) {
            m_watch->watch(found);
            watched = std::move(found);
        }
    }

    // Folders, not files: a save by rename puts another file in place.
    std::set<std::filesystem::path> folders() const
    {
        const auto folder = [](const std::filesystem::path& path) { return path.empty() ? "." : path; };
        std::set<std::filesystem::path> paths{folder(m_opened.files.root)};
        for (const auto& [file, text] : m_opened.files.texts)
            paths.insert(folder((m_opened.files.root / file).parent_path()));
        for (const auto& [file, text] : m_opened.files.unread)
            paths.insert(folder((m_opened.files.root / file).parent_path()));
        paths.merge(DeploymentStore(m_opened.files.root).folders());
        return paths;
    }

    void serveUntilStopped()
    {
        const int watch = m_watch ? m_watch->descriptor() : -1;
        bool isDirty = false;
        for (;;) {
            const auto wait = isDirty ? std::optional(settleTime) : untilRenewal();
            switch (waitFor(m_signals.descriptor(), watch, -1, wait)) {
            case Event::Signal:
                if (obey(m_signals.take()) == Signals::Meaning::Stop)
                    return;
                break;
            case Event::Change:
                m_watch->take();
                isDirty = true;
                break;
            case Event::Timeout:
                if (std::exchange(isDirty, false))
                    reload();
                else
                    print(std::cerr, m_serving.renewCertificates(m_opened), m_terminal.colorErrors);
                break;
            case Event::Done:
                break;
            }
        }
    }

    // Gives the signal back: what else it means is the caller's.
    Signals::Meaning obey(Signals::Meaning signal)
    {
        if (signal == Signals::Meaning::WriteTraces)
            writeTraces();
        return signal;
    }

    void writeTraces()
    {
        if (!m_ring) {
            std::cerr << "No traces are kept in memory: serve with --trace ring.\n";
            return;
        }
        const auto written = writeRing(*m_ring, m_opened.files.root / ".gatewright");
        if (!written)
            print(std::cerr, written.error(), m_terminal.colorErrors);
        else
            std::cerr << written->traces << " traces written; read them with: gatewright traces list "
                      << written->path.string() << '\n';
    }

    // In steps, since a machine that sleeps stops this clock and not that of certificates.
    [[nodiscard]] std::optional<std::chrono::milliseconds> untilRenewal() const
    {
        const auto renewal = m_serving.renewal();
        if (!renewal)
            return std::nullopt;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*renewal - std::chrono::system_clock::now());
        return std::clamp(wait, std::chrono::milliseconds(0), longestWait);
    }

    // A project that cannot be read leaves everything as it is.
    void reload()
    {
        Result<OpenedProject> opened = openProjectForCommand(m_options.project);
        if (!opened) {
            print(std::cerr, opened.error(), m_terminal.colorErrors);
            return;
        }
        const bool isSame =
            opened->files.texts == m_opened.files.texts && opened->files.unread == m_opened.files.unread;
        m_opened = std::move(*opened);
        watchFolders();
        if (isSame && !m_serving.hasNewDeployments(m_opened) && !m_serving.hasNewSecrets(m_opened))
            return;
        print(std::cerr, m_opened.diagnostics, m_terminal.colorErrors);
        deploy();
        if (const Result<void> told = tellMoved(); !told)
            print(std::cerr, told.error(), m_terminal.colorErrors);
        std::cerr << "reloaded\n";
    }

    // Requests that run may end; a second signal ends them.
    int drain()
    {
        const FileDescriptor done(eventfd(0, EFD_CLOEXEC));
        std::thread stopping([this, &done] {
            m_engine.stop();
            const std::uint64_t one = 1;
            [[maybe_unused]] const ssize_t size = write(done.get(), &one, sizeof one);
        });
        while (waitFor(m_signals.descriptor(), -1, done.get()) == Event::Signal)
            if (obey(m_signals.take()) == Signals::Meaning::Stop)
                std::_Exit(ExitInterrupted);
        stopping.join();
        return ExitGood;
    }

    const ServeOptions& m_options;
    const Terminal& m_terminal;
    Signals m_signals;                          // before the engine, whose threads inherit the blocked signals
    std::optional<engine::Backends> m_backends; // before the engine, which ends it
    std::optional<engine::Access> m_access;     // before the engine, whose requests ask it
    std::shared_ptr<engine::TraceRing> m_ring;  // of --trace ring
    engine::Engine m_engine;
    Serving m_serving;
    OpenedProject m_opened;
    std::string m_ready; // what was told of what is served
    std::optional<FolderWatch> m_watch;
};

} // namespace

void addServe(CommandLine& line)
{
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = line.app.add_subcommand("serve", "Serve every API of a project");
    command->add_option("PROJECT", options->project, "Project folder, gatewright.yaml or OpenAPI file")->required();
    command->add_option("-p,--port", options->listen.port, "Port of the project (0: any free one)")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command->add_option("--host", options->listen.host, "Address to listen on")->capture_default_str();
    command->add_option("--threads", options->threads, "Threads that serve")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    command->add_option("--stage", options->listen.stage, "Serve only this stage");
    command->add_flag("-w,--watch", options->watch, "Serve edits of the files as they are saved");
    command->add_option("--trace", options->trace, "off, ring (in memory), or an SQLite file")->capture_default_str();
    command->add_option("--ready-file", options->readyFile, "Write what is served to this file when ready");
    command->add_flag("--json", options->json, "Print what is served as JSON");
    command->footer(
        "Signals:\n  SIGINT, SIGTERM  let running requests end, then stop\n"
        "  SIGUSR1          with --trace ring: write the last 1,000 traces to a file for gatewright traces\n\n"
        "Example:\n  gatewright serve petstore --port 8080 --watch");
    command->callback([options, &line] {
        line.run = [options](const Terminal& terminal) { return Serve(*options, terminal).run(); };
    });
}

} // namespace gw::cli
