// Whether others still run in a group, also while processes come and go all around.
#include "gateway-engine/transport/process_group.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

using namespace gw::engine;

namespace {

// A child that leads a group of its own and, where asked, has one of its own in it; both wait for a signal.
pid_t leader(bool hasOther)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::setpgid(0, 0);
        if (hasOther && ::fork() == 0)
            ::pause();
        ::pause();
        ::_exit(0);
    }
    ::setpgid(pid, pid);
    return pid;
}

} // namespace

class TestProcessGroup : public QObject
{
    Q_OBJECT

private slots:
    void aLeaderAloneIsNoOther()
    {
        const pid_t pid = leader(false);
        QVERIFY(!groupHasOthers(pid));
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        QVERIFY(!groupHasOthers(pid)); // nor is nobody
    }

    void anotherIsOneWhetherTheLeaderLivesOrNot()
    {
        const pid_t pid = leader(true);
        QVERIFY(QTest::qWaitFor([&] { return groupHasOthers(pid); }, 20'000));
        ::kill(pid, SIGKILL); // it is not waited for: its number stays
        QVERIFY(groupHasOthers(pid));
        ::kill(-pid, SIGKILL);
        QVERIFY(QTest::qWaitFor([&] { return !groupHasOthers(pid); }, 20'000));
        ::waitpid(pid, nullptr, 0);
    }

    // One that ends between two looks at it must not end the gateway with an exception.
    void processesThatComeAndGoMeanwhile()
    {
        std::atomic<bool> isOver{false};
        std::vector<std::thread> others;
        for (int i = 0; i < 2; ++i)
            others.emplace_back([&] {
                while (!isOver) {
                    const pid_t pid = ::fork();
                    if (pid == 0)
                        ::_exit(0);
                    ::waitpid(pid, nullptr, 0);
                }
            });
        const pid_t pid = leader(false);
        int found = 0;
        for (int i = 0; i < 500; ++i)
            found += groupHasOthers(pid) ? 1 : 0;
        isOver = true;
        for (auto& other : others)
            other.join();
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        QCOMPARE(found, 0);
    }
};

QTEST_GUILESS_MAIN(TestProcessGroup)
#include "tst_process_group.moc"
