// Workers from their start to their end: init that fails, reloading under load, removed functions, idle ends, events,
// and that nothing is left behind when the engine itself is killed.
#include "function_fixture.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>
#include <set>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using namespace std::chrono_literals;

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

// Several callers, each one call after the other, until `isOver`.
class Load
{
public:
    Load(LambdaService& service, int callers, std::function<void(const Answer&)> check)
    {
        for (int i = 0; i < callers; ++i)
            m_callers.emplace_back([this, &service, check] {
                while (!m_isOver) {
                    check(invoke(service, "f"));
                    ++m_calls;
                }
            });
    }
    ~Load() { end(); }
    void end()
    {
        m_isOver = true;
        for (auto& caller : m_callers)
            caller.join();
        m_callers.clear();
    }
    [[nodiscard]] int calls() const { return m_calls; }

private:
    std::vector<std::thread> m_callers;
    std::atomic<bool> m_isOver{false};
    std::atomic<int> m_calls{0};
};

// As a client of the service does it: a throttled call comes again a little later.
Task<void> callUntilGood(LambdaService& service, int calls, int& good, int& throttled, int& other)
{
    Timer pause(co_await boost::asio::this_coro::executor);
    for (int i = 0; i < calls;) {
        const Answer answer = answerOf(co_await ask(service, invocationOf("f", std::to_string(i))));
        if (answer.isGood() && answer.body == std::to_string(i)) {
            ++good;
            ++i;
        } else if (answer.status == 429) {
            ++throttled;
            pause.expires_after(2ms);
            co_await pause.async_wait(asTask);
        } else {
            ++other;
            ++i;
        }
    }
}

long residentKb()
{
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
        if (word == "VmRSS:") {
            long kilobytes = 0;
            status >> kilobytes;
            return kilobytes;
        }
    return 0;
}

std::size_t openDescriptors()
{
    return static_cast<std::size_t>(QDir("/proc/self/fd").entryList(QDir::Files | QDir::System).size());
}

// This program once more, as the engine that will be killed: it serves the folder it is told and says who runs.
int beEngine(const std::string& folder)
{
    LambdaOptions options;
    options.projectFolder = folder;
    LambdaService service(options, systemServices());
    service.follow({python()});
    std::printf("%s\n", invoke(service, "f").body.c_str());
    std::fflush(stdout);
    std::getchar(); // for ever
    return 0;
}

} // namespace

class TestWorkerLifecycle : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        if (!hasProgram("python3"))
            QSKIP("python3 is not installed");
        m_folder = std::make_unique<FunctionFolder>();
    }
    void cleanup() { m_folder.reset(); }

    void anInitThatFailsIsTriedAgain();
    void anInitThatHangsIsTriedAgainAndTimesOut();
    void aFailingInitIsTriedTwiceAnInvocation();
    void reloadingUnderLoadFailsNoRequest();
    void anotherConfigurationReplacesWorkers();
    void aRemovedFunctionEndsWhatItRuns();
    void idleWorkersEnd();
    void eventsAreTriedAgain();
    void eventsWaitForRoom();
    void manyCallersOnEightWorkers();
    void memoryAndDescriptorsReturn();
    void watchersAreTold();
    void programsThatAreNotThere_data();
    void programsThatAreNotThere();
    void aKilledEngineLeavesNothing();

private:
    std::unique_ptr<FunctionFolder> m_folder;
};

void TestWorkerLifecycle::anInitThatFailsIsTriedAgain()
{
    m_folder->write("functions/f/app.py", "import os\nmark = '" + QByteArray::fromStdString(m_folder->path("mark")) +
                                              "'\nif not os.path.exists(mark):\n    open(mark, 'w').close()\n"
                                              "    os._exit(4)\ndef handler(event, context):\n    return 'up'\n");
    const auto service = m_folder->serve({python()});
    QCOMPARE(text(invoke(*service, "f").body), QString("\"up\""));
    bool isReported = false;
    for (const LogLine& line : service->log().after(0).lines)
        isReported = isReported || (line.text.starts_with("INIT_REPORT Init Duration: ") &&
                                    line.text.ends_with("\tPhase: init\tStatus: error"));
    QVERIFY(isReported);
}

void TestWorkerLifecycle::anInitThatHangsIsTriedAgainAndTimesOut()
{
    m_folder->write("functions/f/app.py", "import time\ntime.sleep(60)\n");
    LambdaOptions options;
    options.initTimeout = 150ms;
    Function function = python();
    function.timeout = 1;
    const auto service = m_folder->serve({function}, options);
    QElapsedTimer clock;
    clock.start();
    const Answer answer = invoke(*service, "f");
    QVERIFY2(answer.json()["errorType"].toString() == "Sandbox.Timedout", answer.body.c_str());
    QVERIFY(text(answer.body).contains("Task timed out after 1.00 seconds"));
    QVERIFY(clock.elapsed() >= 1'100); // the second try had the function's own time
    QTRY_VERIFY(statusOf(*service).workers.empty());
}

void TestWorkerLifecycle::aFailingInitIsTriedTwiceAnInvocation()
{
    m_folder->write("functions/f/app.py", "print('init runs')\nraise RuntimeError('never')\n");
    const auto service = m_folder->serve({python()});
    QCOMPARE(text(invoke(*service, "f").json()["errorType"].scalarText()), QString("RuntimeError"));
    QTRY_VERIFY(statusOf(*service).workers.empty());
    int inits = 0;
    for (const LogLine& line : service->log().after(0).lines)
        inits += line.text == "init runs" ? 1 : 0;
    QCOMPARE(inits, 2);
    QTRY_COMPARE(statusOf(*service).state, FunctionStatus::State::Failed);
    QVERIFY(text(statusOf(*service).lastError).contains("never"));
}

void TestWorkerLifecycle::reloadingUnderLoadFailsNoRequest()
{
    const auto source = [](int version) {
        return "def handler(event, context):\n    return " + QByteArray::number(version) + "\n";
    };
    m_folder->write("functions/f/app.py", source(0));
    const auto service = m_folder->serve({python()});
    std::atomic<int> failed{0};
    std::atomic<int> newest{0};
    Load load(*service, 4, [&](const Answer& answer) {
        failed += answer.isGood() ? 0 : 1;
        newest = std::max(newest.load(), static_cast<int>(answer.json().toInt()));
    });
    for (int version = 1; version <= 8; ++version) {
        QVERIFY(m_folder->write("functions/f/app.py", source(version)));
        QTRY_VERIFY_WITH_TIMEOUT(newest == version, 20'000);
    }
    load.end();
    QCOMPARE(failed.load(), 0);
    QVERIFY(load.calls() > 8);
}

void TestWorkerLifecycle::anotherConfigurationReplacesWorkers()
{
    m_folder->write("functions/f/app.py", "import os, time\ndef handler(event, context):\n    time.sleep(event)\n"
                                          "    return [os.getpid(), os.environ.get('MODE')]\n");
    Function function = python();
    function.environment = {{"MODE", "one"}};
    const auto service = m_folder->serve({function});
    const int before = static_cast<int>(invoke(*service, "f", "0").json().asArray()[0].toInt());
    Answer slow;
    std::thread caller([&] { slow = invoke(*service, "f", "0.5"); });
    QTRY_VERIFY(statusOf(*service).counts.invocations == 2);
    function.environment = {{"MODE", "two"}};
    service->follow({function});
    QVERIFY(text(invoke(*service, "f", "0").body).contains("two"));
    caller.join();
    QVERIFY(slow.isGood()); // it ran on, on the worker it began on
    QVERIFY(text(slow.body).contains(QString::number(before)) && text(slow.body).contains("one"));
    QTRY_VERIFY(!lives(before));
    function.reservedConcurrentExecutions = 3; // needs no new workers
    const Answer first = invoke(*service, "f", "0");
    service->follow({function});
    QCOMPARE(text(invoke(*service, "f", "0").body), text(first.body));
}

void TestWorkerLifecycle::aRemovedFunctionEndsWhatItRuns()
{
    m_folder->write("functions/f/app.py",
                    "import time\ndef handler(event, context):\n    time.sleep(0.5)\n    return 'done'\n");
    const auto service = m_folder->serve({python()});
    Answer running;
    std::thread caller([&] { running = invoke(*service, "f"); });
    QTRY_VERIFY(statusOf(*service).inFlight == 1);
    service->follow({});
    QCOMPARE(invoke(*service, "f").status, 404);
    caller.join();
    QCOMPARE(text(running.body), QString("\"done\""));
}

void TestWorkerLifecycle::idleWorkersEnd()
{
    m_folder->write("functions/f/app.py", "import os\ndef handler(event, context):\n    return os.getpid()\n");
    LambdaOptions options;
    options.idleTimeout = 100ms;
    const auto service = m_folder->serve({python()}, options);
    const int pid = static_cast<int>(invoke(*service, "f").json().toInt());
    QTRY_VERIFY(!lives(pid));
    QTRY_VERIFY(statusOf(*service).workers.empty());
    QVERIFY(invoke(*service, "f").isGood());
}

void TestWorkerLifecycle::eventsAreTriedAgain()
{
    m_folder->write("functions/f/app.py", "def handler(event, context):\n    raise ValueError('no')\n");
    LambdaOptions options;
    options.asyncRetryDelays = {1ms, 1ms};
    const auto service = m_folder->serve({python()}, options);
    Request request = invocationOf("f", "{}");
    request.headers.add("X-Amz-Invocation-Type", "Event");
    QCOMPARE(send(*service, std::move(request)).status, 202);
    QTRY_COMPARE(statusOf(*service).counts.asyncDropped, std::uint64_t{1});
    QCOMPARE(statusOf(*service).counts.invocations, std::uint64_t{3});
}

void TestWorkerLifecycle::eventsWaitForRoom()
{
    m_folder->write("functions/f/app.py",
                    "import time\ndef handler(event, context):\n    time.sleep(0.05)\n    return 1\n");
    Function function = python();
    function.reservedConcurrentExecutions = 1;
    LambdaOptions options;
    options.asyncRetryDelays = {};
    options.maxPendingEvents = 6;
    const auto service = m_folder->serve({function}, options);
    std::vector<int> statuses;
    for (int i = 0; i < 7; ++i) {
        Request request = invocationOf("f", "{}");
        request.headers.add("X-Amz-Invocation-Type", "Event");
        statuses.push_back(send(*service, std::move(request)).status);
    }
    QCOMPARE(statuses, (std::vector<int>{202, 202, 202, 202, 202, 202, 429})); // python takes longer to start
    QTRY_COMPARE_WITH_TIMEOUT(statusOf(*service).counts.invocations, std::uint64_t{6}, 20'000);
    QTRY_COMPARE(statusOf(*service).inFlight, 0);
    QCOMPARE(statusOf(*service).counts.errors + statusOf(*service).counts.asyncDropped, std::uint64_t{0});
}

void TestWorkerLifecycle::manyCallersOnEightWorkers()
{
    m_folder->write("functions/f/app.py", "def handler(event, context):\n    return event\n");
    Function function = python();
    function.reservedConcurrentExecutions = 8;
    const auto service = m_folder->serve({function});
    const int calls = qEnvironmentVariableIntValue("GW_LAMBDA_LOAD_CALLS") > 0
                          ? qEnvironmentVariableIntValue("GW_LAMBDA_LOAD_CALLS")
                          : 20; // each of 64 callers
    int good = 0;
    int throttled = 0;
    int other = 0;
    boost::asio::io_context context(1);
    for (int i = 0; i < 64; ++i)
        boost::asio::co_spawn(context, callUntilGood(*service, calls, good, throttled, other), boost::asio::detached);
    QElapsedTimer clock;
    clock.start();
    context.run();
    qInfo("%d answers in %lld ms, %d throttled on the way", good, clock.elapsed(), throttled);
    QCOMPARE(other, 0);
    QCOMPARE(good, 64 * calls);
    QVERIFY(throttled > 0);
    QTRY_VERIFY(statusOf(*service).inFlight == 0);
    QVERIFY(statusOf(*service).workers.size() <= 8);
    QCOMPARE(statusOf(*service).counts.coldStarts, std::uint64_t{8});
}

void TestWorkerLifecycle::memoryAndDescriptorsReturn()
{
    m_folder->write("functions/f/app.py",
                    "import time\ndef handler(event, context):\n    time.sleep(0.05)\n    return 'x' * 4000000\n");
    LambdaOptions options;
    options.idleTimeout = 50ms;
    const auto service = m_folder->serve({python()}, options);
    const auto round = [&] {
        std::vector<std::thread> callers;
        for (int i = 0; i < 6; ++i)
            callers.emplace_back([&] { (void)invoke(*service, "f"); });
        for (auto& caller : callers)
            caller.join();
    };
    const auto isQuiet = [&] { return statusOf(*service).workers.empty() && statusOf(*service).counts.coldStarts > 0; };
    round(); // what a first round makes for good: threads' caches, the allocator's own
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 20'000);
    const std::size_t descriptors = openDescriptors();
    [[maybe_unused]] const long memory = residentKb(); // sanitizers keep what is freed for a while
    for (int i = 0; i < 3; ++i) {
        round();
        QTRY_VERIFY_WITH_TIMEOUT(isQuiet(), 20'000);
    }
    QTRY_COMPARE(openDescriptors(), descriptors);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(residentKb() < memory + 20'000, qPrintable(QString::number(residentKb() - memory)));
#endif
}

void TestWorkerLifecycle::watchersAreTold()
{
    struct Watcher final : LambdaObserver
    {
        void statusChanged() override { ++statuses; }
        void logGrew() override { ++logs; }
        std::atomic<int> statuses{0};
        std::atomic<int> logs{0};
    };
    m_folder->write("functions/f/app.py", "def handler(event, context):\n    print('one')\n    return 1\n");
    const auto service = m_folder->serve({python()});
    const auto watcher = std::make_shared<Watcher>();
    service->addObserver(watcher);
    for (int i = 0; i < 50; ++i)
        QVERIFY(invoke(*service, "f").isGood());
    QTRY_VERIFY(statusOf(*service).counts.invocations == 50);
    QVERIFY(watcher->statuses > 0 && watcher->logs > 0);
    QVERIFY(watcher->statuses < 50 && watcher->logs < 50); // gathered
    const WorkerStatus worker = statusOf(*service).workers.at(0);
    QVERIFY(lives(worker.pid));
    QVERIFY(worker.maxMemoryMb > 1);
    QTRY_COMPARE(statusOf(*service).workers.at(0).state, WorkerStatus::State::Idle);
    const FunctionLog::Lines lines = service->log().after(0, "f");
    QCOMPARE(std::count_if(lines.lines.begin(), lines.lines.end(), [](const LogLine& l) { return l.text == "one"; }),
             50);
    QVERIFY(service->log().after(lines.lastSequence).lines.empty());
    QVERIFY(service->log().after(0, "other").lines.empty());
}

void TestWorkerLifecycle::programsThatAreNotThere_data()
{
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("isProgram");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    QTest::newRow("no node")
        << "nodejs20.x"
        << "index.js" << false << "/nowhere"
        << "needs the program \"node\", and no folder of PATH has it. Install it (sudo apt install nodejs)";
    QTest::newRow("no python") << "python3.11"
                               << "app.py" << false << "/nowhere"
                               << "needs the program \"python3\"";
    QTest::newRow("no bootstrap") << "provided.al2"
                                  << "main" << true << ""
                                  << "Couldn't find valid bootstrap(s): [";
    QTest::newRow("a bootstrap that is no program") << "provided.al2"
                                                    << "bootstrap" << false << ""
                                                    << "permission denied";
    QTest::newRow("no such runtime") << "java21"
                                     << "x.class" << false << ""
                                     << "does not run here";
    QTest::newRow("no code") << "python3.11"
                             << "../other/app.py" << false << ""
                             << "does not exist. Make it, or correct codeUri.";
}

void TestWorkerLifecycle::programsThatAreNotThere()
{
    QFETCH(QString, runtime);
    QFETCH(QString, file);
    QFETCH(bool, isProgram);
    QFETCH(QString, path);
    QFETCH(QString, message);
    m_folder->write("functions/f/" + file, "text\n", isProgram);
    if (file.startsWith(".."))
        QDir(text(m_folder->path("functions/f"))).removeRecursively();
    Function function = python();
    function.runtime = runtime.toStdString();
    const QByteArray before = qgetenv("PATH");
    if (!path.isEmpty())
        qputenv("PATH", path.toLatin1());
    const auto service = m_folder->serve({function});
    qputenv("PATH", before);
    const Answer answer = invoke(*service, "f");
    QCOMPARE(answer.status, 200);
    QCOMPARE(text(answer.error), QString("Unhandled"));
    QCOMPARE(text(answer.json()["errorType"].scalarText()), QString("Runtime.InvalidEntrypoint"));
    QVERIFY2(text(answer.json()["errorMessage"].scalarText()).contains(message), qPrintable(text(answer.body)));
}

void TestWorkerLifecycle::aKilledEngineLeavesNothing()
{
    // The function's own child ignores what can be ignored, and has children of its own.
    m_folder->write("functions/f/app.py",
                    "import os, subprocess\nchild = subprocess.Popen(['sh', '-c', \"trap '' TERM HUP; sleep 600 & "
                    "sleep 600\"])\ndef handler(event, context):\n"
                    "    return [os.getpid(), child.pid, os.environ['LAMBDA_RUNTIME_DIR']]\n");
    QProcess engine;
    engine.setProgram(QCoreApplication::applicationFilePath());
    engine.setArguments({"--be-engine", text(m_folder->path())});
    engine.start();
    QVERIFY(engine.waitForStarted());
    QByteArray line;
    QTRY_VERIFY_WITH_TIMEOUT((line += engine.readLine()).endsWith('\n'), 20'000);
    const json::Value told = json::readJson(line.toStdString()).value_or(json::Value());
    QVERIFY2(told.isArray(), line.constData());
    const int worker = static_cast<int>(told.asArray()[0].toInt());
    const int child = static_cast<int>(told.asArray()[1].toInt());
    const QString folder = text(told.asArray()[2].scalarText());
    QVERIFY(lives(worker) && lives(child) && QDir(folder).exists());
    ::kill(static_cast<pid_t>(engine.processId()), SIGKILL);
    QVERIFY(engine.waitForFinished());
    QTRY_VERIFY(!lives(worker));
    QTRY_VERIFY(!lives(child));
    QTRY_VERIFY(!groupLives(worker)); // nor any other that it began
    QTRY_VERIFY(!QDir(folder).exists());
}

int main(int argc, char* argv[])
{
    if (argc == 3 && std::string(argv[1]) == "--be-engine")
        return beEngine(argv[2]);
    QCoreApplication app(argc, argv);
    TestWorkerLifecycle test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_worker_lifecycle.moc"
