// Real processes: what they print, how they end, what they inherit, and that nothing of them stays.
#include "gateway-engine/transport/child_process.h"

#include "gateway-engine/transport/process_group.h"
#include "gateway-engine/transport/spawn.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>

#include <csignal>
#include <thread>

using namespace gw;
using namespace gw::engine;

namespace {

ProgramCall shell(const std::string& script)
{
    return {{"sh", "-c", script}, {{"PATH", "/usr/bin:/bin"}}, "/"};
}

// One process on an io_context of its own, run to its end.
class Run
{
public:
    explicit Run(const ProgramCall& call, std::size_t longestLine = 16'384)
    {
        ChildProcess::Handlers handlers;
        handlers.onLine = [this](const OutputLine& line) {
            (line.stream == OutputStream::Out ? out : errors).push_back(line.text + (line.isCut ? "~" : ""));
            if (onLine)
                onLine(line);
        };
        handlers.onExit = [this](const ProcessExit& how) { exit = how; };
        auto started = ChildProcess::start(context, call, std::move(handlers), longestLine);
        if (started)
            process = *std::move(started);
        else
            failure = started.error();
    }
    void toEnd() { context.run_for(std::chrono::seconds(60)); }

    asio::io_context context{1};
    std::function<void(const OutputLine&)> onLine;
    std::vector<std::string> out;
    std::vector<std::string> errors;
    std::optional<ProcessExit> exit;
    Diagnostic failure;
    std::unique_ptr<ChildProcess> process;
};

bool isThere(pid_t pid)
{
    QFile status("/proc/" + QString::number(pid) + "/stat");
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = status.readAll();
    return !text.mid(text.lastIndexOf(')')).startsWith(") Z"); // whoever adopts it may be slow to wait for it
}

bool isGone(pid_t pid)
{
    return QTest::qWaitFor([pid] { return !isThere(pid); }, 10'000);
}

} // namespace

class TestChildProcess : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatItPrintsAndHowItEnded()
    {
        Run run(shell("echo one; echo two >&2; printf three; exit 3"));
        QVERIFY(run.process && run.process->isRunning());
        run.toEnd();
        QCOMPARE(run.out, (std::vector<std::string>{"one", "three"}));
        QCOMPARE(run.errors, std::vector<std::string>{"two"});
        QVERIFY(run.exit.has_value());
        QCOMPARE(run.exit->text(), std::string("exited with status 3"));
        QVERIFY(!run.process->isRunning());
    }

    void whatItHasPrintedCanBeReadAtOnce()
    {
        const QTemporaryDir folder;
        Run run(shell("echo one; echo two; echo > '" + folder.filePath("mark").toStdString() + "'; exec sleep 60"));
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(folder.filePath("mark")); }, 20'000));
        QVERIFY(run.out.empty()); // the io_context had no turn yet
        run.process->readOutput();
        QCOMPARE(run.out, (std::vector<std::string>{"one", "two"}));
        run.process->readOutput(); // and what comes later, comes
        run.process->kill();
        run.toEnd();
        QCOMPARE(run.out.size(), std::size_t{2});
        QVERIFY(run.exit.has_value());
    }

    void aSignalIsTold()
    {
        Run run(shell("kill -9 $$"));
        run.toEnd();
        QCOMPARE(run.exit.value().text(), std::string("was ended by signal 9 (Killed)"));
        QVERIFY(!run.exit->isSuccess());
    }

    void getsItsArgumentsEnvironmentAndFolderAndNothingElse()
    {
        const QTemporaryDir folder;
        qputenv("GW_SECRET_OF_THE_PARENT", "1");
        Run run({{"/bin/sh", "-c", "echo \"$1\"; pwd; env | sort | grep -v -e ^PWD -e ^_= -e ^SHLVL -e ^OLDPWD", "sh",
                  "two words"},
                 {{"PATH", "/usr/bin:/bin"}, {"NAME", "a b\"'$"}},
                 folder.path().toStdString()});
        run.toEnd();
        QCOMPARE(run.out, (std::vector<std::string>{"two words", folder.path().toStdString(), "NAME=a b\"'$",
                                                    "PATH=/usr/bin:/bin"}));
    }

    void inheritsNoSocketsAndReadsNothing()
    {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0); // as libraries open them: without CLOEXEC
        Run run(shell("cat; for f in /proc/$$/fd/*; do [ -S \"$f\" ] && echo socket; done; echo end"));
        run.toEnd();
        ::close(socket);
        QCOMPARE(run.out, std::vector<std::string>{"end"});
    }

    void whatCannotBeStartedSaysWhy_data()
    {
        QTest::addColumn<std::string>("program");
        QTest::addColumn<std::string>("folder");
        QTest::addColumn<std::string>("message");
        QTest::newRow("unknown") << std::string("no-such-program") << std::string("/")
                                 << std::string("Cannot start \"no-such-program\": no folder of PATH has such a "
                                                "program.");
        QTest::newRow("no file") << std::string("/no/such") << std::string("/")
                                 << std::string("Cannot start \"/no/such\": No such file or directory.");
        QTest::newRow("no program") << std::string("/etc/passwd") << std::string("/")
                                    << std::string("Cannot start \"/etc/passwd\": Permission denied.");
        QTest::newRow("no folder") << std::string("sh") << std::string("/no/such")
                                   << std::string("Cannot start \"sh\": the folder \"/no/such\" cannot be entered: No "
                                                  "such file or directory.");
    }

    void whatCannotBeStartedSaysWhy()
    {
        QFETCH(std::string, program);
        QFETCH(std::string, folder);
        QFETCH(std::string, message);
        Run run({{program}, {{"PATH", "/usr/bin:/bin"}}, folder});
        QVERIFY(!run.process);
        QCOMPARE(run.failure.message, message);
        run.toEnd();
        QVERIFY(!run.exit.has_value());
    }

    void longLinesAreCut()
    {
        Run run(shell("printf '%0100d\\n' 7; echo short"), 10);
        run.toEnd();
        QCOMPARE(run.out, (std::vector<std::string>{"0000000000~", "short"}));
    }

    void endsOnSigterm()
    {
        Run run(shell("trap 'echo stopping; exit 0' TERM; echo ready; while :; do sleep 0.02; done"));
        run.onLine = [&](const OutputLine& line) {
            if (line.text == "ready")
                run.process->terminate(std::chrono::seconds(30));
        };
        run.toEnd();
        QCOMPARE(run.out, (std::vector<std::string>{"ready", "stopping"}));
        QVERIFY(run.exit.value().isSuccess());
    }

    void isKilledWhenItDoesNotEndInTime()
    {
        Run run(shell("trap '' TERM; echo ready; while :; do sleep 0.02; done"));
        run.onLine = [&](const OutputLine&) { run.process->terminate(std::chrono::milliseconds(50)); };
        run.toEnd();
        QCOMPARE(run.exit.value().signal, SIGKILL);
    }

    void whatItStartedEndsWithIt()
    {
        Run run(shell("sleep 1000 & echo $!"));
        run.toEnd();
        QVERIFY(run.exit.value().isSuccess());
        QVERIFY(isGone(std::stoi(run.out.at(0))));
    }

    void nothingStaysWhenItIsDestroyed()
    {
        auto run = std::make_unique<Run>(shell("sleep 1000 & echo $!; wait"));
        run->onLine = [&](const OutputLine&) { run->context.stop(); };
        run->toEnd();
        const pid_t child = std::stoi(run->out.at(0));
        const pid_t pid = run->process->pid();
        QVERIFY(isThere(child));
        run->process.reset();
        QVERIFY(isGone(child) && !isThere(pid));
        run->context.restart();
        run->toEnd();
        QVERIFY(!run->exit.has_value());
    }

    void itsEndMayDestroyIt()
    {
        asio::io_context context(1);
        std::unique_ptr<ChildProcess> process;
        bool hasEnded = false;
        ChildProcess::Handlers handlers;
        handlers.onExit = [&](const ProcessExit&) {
            process.reset();
            hasEnded = true;
        };
        process = std::move(ChildProcess::start(context, shell("exit 0"), std::move(handlers)).value());
        context.run_for(std::chrono::seconds(60));
        QVERIFY(hasEnded);
    }

    void endsWithTheThreadThatStartedIt()
    {
        pid_t pid = 0;
        std::thread([&] {
            SpawnPlan plan;
            plan.program = "/bin/sleep";
            plan.arguments = {"sleep", "1000"};
            plan.workingFolder = "/";
            pid = spawn(plan).value().pid;
        }).join();
        QVERIFY(isGone(pid));
    }

    // Its descriptors take the places of those of the one before, of which Asio has heard something it did not tell
    // yet: that the pipes were closed, after the end of the process.
    void oneStartedAtTheEndOfAnotherIsNotTakenForEnded()
    {
        asio::io_context context(1);
        std::unique_ptr<ChildProcess> first;
        std::unique_ptr<ChildProcess> second;
        std::optional<ProcessExit> exit;
        ChildProcess::Handlers handlers;
        handlers.onExit = [&](const ProcessExit&) {
            ChildProcess::Handlers then;
            then.onExit = [&](const ProcessExit& how) { exit = how; };
            second = ChildProcess::start(context, shell("exit 3"), std::move(then), 100).value();
        };
        first = ChildProcess::start(context, shell("sleep 600 & kill -9 $$"), std::move(handlers), 100).value();
        const pid_t group = first->pid();
        QVERIFY(isGone(group)); // but for us, who wait for it later
        ::kill(-group, SIGKILL);
        QVERIFY(QTest::qWaitFor([&] { return !groupHasOthers(group); }, 10'000));
        context.run_for(std::chrono::seconds(60));
        QVERIFY(exit.has_value());
        QCOMPARE(exit->text(), std::string("exited with status 3"));
    }

    void manyAtOnceLeaveNoDescriptorOpen()
    {
        const auto openDescriptors = [] { return QDir("/proc/self/fd").count(); };
        const auto before = openDescriptors();
        for (int round = 0; round < 20; ++round) {
            Run run(shell("echo x; exit 0"));
            run.toEnd();
            QVERIFY(run.exit.has_value());
        }
        QCOMPARE(openDescriptors(), before);
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
