// The guard: ends what it was told of when its owner is gone, and nothing else.
#include "gateway-engine/transport/process_guard.h"

#include "gateway-engine/transport/process_group.h"
#include "gateway-engine/transport/spawn.h"

#include <QTest>

#include <sys/wait.h>

#include <csignal>
#include <memory>

using namespace gw::engine;

namespace {

pid_t started(std::vector<std::string> arguments)
{
    SpawnPlan plan;
    plan.program = "/bin/" + arguments.front();
    plan.arguments = std::move(arguments);
    plan.environment = {"PATH=/usr/bin:/bin"};
    plan.workingFolder = "/";
    return spawn(plan).value().pid;
}

pid_t sleeper()
{
    return started({"sleep", "1000"});
}

int signalThatEnds(pid_t pid)
{
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

} // namespace

class TestProcessGuard : public QObject
{
    Q_OBJECT

private slots:
    void endsWhatIsLeft()
    {
        auto guard = std::make_unique<ProcessGuard>();
        QCOMPARE(guard->pid(), 0); // nobody to guard, no guard
        const pid_t first = sleeper();
        const pid_t second = sleeper();
        const pid_t third = sleeper();
        for (const pid_t pid : {first, second, third})
            QVERIFY(guard->add(pid));
        guard->remove(second);
        guard.reset();
        QCOMPARE(signalThatEnds(first), SIGKILL);
        QCOMPARE(signalThatEnds(third), SIGKILL);
        QCOMPARE(::kill(second, 0), 0);
        ::kill(second, SIGTERM);
        QCOMPARE(signalThatEnds(second), SIGTERM);
    }

    void signalsOfATerminalDoNotEndIt()
    {
        ProcessGuard guard;
        const pid_t pid = sleeper();
        QVERIFY(guard.add(pid));
        for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT})
            ::kill(guard.pid(), signal);
        const pid_t other = sleeper();
        QVERIFY(guard.add(other));
        ::kill(pid, SIGKILL);
        ::kill(other, SIGKILL);
        (void)signalThatEnds(pid);
        (void)signalThatEnds(other);
    }

    void oneThatWasKilledIsReplaced()
    {
        auto guard = std::make_unique<ProcessGuard>();
        const pid_t first = sleeper();
        QVERIFY(guard->add(first));
        ::kill(guard->pid(), SIGKILL);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(guard->pid()), &info,
                 WEXITED | WNOWAIT); // it is gone, and still not waited for
        const pid_t second = sleeper();
        QVERIFY(guard->add(second));
        guard.reset();
        QCOMPARE(signalThatEnds(second), SIGKILL);
        QCOMPARE(signalThatEnds(first), SIGKILL); // the new one was told of all
    }

    void knowsWhoIsInAGroup()
    {
        const pid_t alone = sleeper();
        QVERIFY(!groupHasOthers(alone));
        const pid_t shell = started({"sh", "-c", "sleep 1000 & exec sleep 1000"});
        QVERIFY(QTest::qWaitFor([&] { return groupHasOthers(shell); }, 20'000));
        ::kill(shell, SIGKILL); // the one that leads it alone
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(shell), &info, WEXITED | WNOWAIT);
        QVERIFY(groupHasOthers(shell));
        ::kill(-shell, SIGKILL);
        QVERIFY(QTest::qWaitFor([&] { return !groupHasOthers(shell); }, 20'000));
        (void)signalThatEnds(shell);
        ::kill(alone, SIGKILL);
        (void)signalThatEnds(alone);
    }
};

QTEST_GUILESS_MAIN(TestProcessGuard)
#include "tst_process_guard.moc"
