// Whose turn it is: rotation, who is passed over and why, failing open, ejection and return, and that nothing of it
// needs the caller to be alone.
#include "gateway-engine/servers/server_group.h"

#include <QTest>

#include <array>
#include <map>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

using Health = TargetHealth;

Moment at(std::chrono::seconds time)
{
    return {std::chrono::steady_clock::time_point(time), std::chrono::system_clock::time_point(time)};
}

struct World
{
    explicit World(const std::vector<Health>& healths, const OutlierEjection& ejection = {3, 30})
    {
        Rotation rotation;
        rotation.name = "shop";
        rotation.ejection = ejection;
        for (std::size_t i = 0; i < healths.size(); ++i) {
            Endpoint endpoint;
            endpoint.host = "127.0.0.1";
            endpoint.port = static_cast<std::uint16_t>(3001 + i);
            instances.push_back(
                std::make_shared<ServerInstance>(std::string(1, static_cast<char>('a' + i)), endpoint, bell));
            instances.back()->setHealth(healths[i], "since told so", {});
        }
        rotation.instances = instances;
        group.setRotation(std::move(rotation));
    }
    // The names of those that get the next `count` requests, one after another.
    std::string next(int count, std::chrono::seconds time = 0s)
    {
        std::string names;
        for (int i = 0; i < count; ++i) {
            const auto lease = group.take(at(time).steady);
            names += lease ? lease.instance().name() : "-";
        }
        return names;
    }
    void fail(const std::string& name, int times, std::chrono::seconds time)
    {
        for (int i = 0; i < times; ++i)
            find(name).failed(group.rotation().ejection, "Answered 500", at(time));
    }
    ServerInstance& find(const std::string& name)
    {
        for (const auto& instance : instances)
            if (instance->name() == name)
                return *instance;
        qFatal("no such instance");
    }

    std::shared_ptr<ChangeBell> bell = std::make_shared<ChangeBell>();
    std::vector<std::shared_ptr<ServerInstance>> instances;
    ServerGroup group;
};

} // namespace

class TestServerGroup : public QObject
{
    Q_OBJECT

private slots:
    void takesInTurn_data()
    {
        QTest::addColumn<std::vector<Health>>("healths");
        QTest::addColumn<std::string>("expected");
        using All = std::vector<Health>;
        QTest::newRow("one") << All{Health::Healthy} << std::string("aaaaaa");
        QTest::newRow("three") << All{Health::Healthy, Health::Healthy, Health::Healthy} << std::string("abcabc");
        QTest::newRow("none is unfairly busy when its neighbour is passed over")
            << All{Health::Healthy, Health::Unhealthy, Health::Healthy} << std::string("acacac");
        QTest::newRow("those not checked yet wait while one is healthy")
            << All{Health::Initial, Health::Healthy} << std::string("bbbbbb");
        QTest::newRow("fails open") << All{Health::Unhealthy, Health::Initial} << std::string("ababab");
        QTest::newRow("fails open, but not to those that take none")
            << All{Health::Unhealthy, Health::Draining, Health::Unused} << std::string("aaaaaa");
        QTest::newRow("none takes requests") << All{Health::Draining, Health::Unused} << std::string("------");
        QTest::newRow("none") << All{} << std::string("------");
    }

    void takesInTurn()
    {
        QFETCH(std::vector<Health>, healths);
        QFETCH(std::string, expected);
        QCOMPARE(World(healths).next(6), expected);
    }

    void goesUpAndDown()
    {
        World world({Health::Healthy, Health::Healthy});
        world.instances[0]->setHealth(Health::Unhealthy, "GET / answered 500", {});
        QCOMPARE(world.next(3), std::string("bbb"));
        world.instances[0]->setHealth(Health::Healthy, "", {});
        QCOMPARE(world.next(4).find("aa"), std::string::npos);
        QCOMPARE(world.instances[0]->status(at(0s)).requests + world.instances[1]->status(at(0s)).requests,
                 std::uint64_t{7});
    }

    void triesNoneTwice()
    {
        World world({Health::Healthy, Health::Healthy, Health::Unhealthy});
        std::vector<const ServerInstance*> tried;
        std::string names;
        while (const auto lease = world.group.take({}, tried)) {
            names += lease.instance().name() + (lease.failedOpen() ? "!" : "");
            tried.push_back(&lease.instance());
        }
        QCOMPARE(names, std::string("abc!"));
    }

    void leavesTheRotationAfterFailuresInARowAndComesBack()
    {
        World world({Health::Healthy, Health::Healthy}, {3, 30});
        world.fail("a", 2, 100s);
        world.find("a").succeeded();
        world.fail("a", 2, 100s);
        QCOMPARE(world.next(4, 100s), std::string("abab")); // never three in a row
        world.fail("a", 1, 101s);
        QCOMPARE(world.next(3, 101s), std::string("bbb"));
        QCOMPARE(world.group.passedOver(at(119s).steady), std::string("a ejected for another 12 s (Answered 500)"));
        const auto status = world.find("a").status(at(101s));
        QCOMPARE(status.ejectedUntil.value(), at(131s).wall);
        QCOMPARE(status.failures, std::uint64_t{5});
        QCOMPARE(status.lastFailures.size(), std::size_t{5});
        QCOMPARE(world.next(3, 130s), std::string("bbb"));
        QVERIFY(world.next(2, 131s).find('a') != std::string::npos);
        QVERIFY(!world.find("a").status(at(131s)).ejectedUntil);
        world.fail("a", 2, 132s); // it has to fail as often as before
        QVERIFY(world.next(2, 132s).find('a') != std::string::npos);
        world.fail("a", 1, 132s);
        QCOMPARE(world.next(3, 132s), std::string("bbb"));
    }

    void whenAllAreEjectedAllAreUsed()
    {
        World world({Health::Healthy, Health::Healthy}, {1, 30});
        world.fail("a", 1, 10s);
        world.fail("b", 1, 10s);
        QCOMPARE(world.next(4, 11s), std::string("abab"));
        QVERIFY(world.group.take(at(11s).steady).failedOpen());
    }

    void ejectionCanBeSwitchedOff()
    {
        World world({Health::Healthy, Health::Healthy}, {0, 30});
        world.fail("a", 1'000, 10s);
        QCOMPARE(world.next(4, 11s), std::string("abab"));
    }

    void keepsTheLastFailuresOnly()
    {
        World world({Health::Healthy});
        for (int i = 1; i <= 25; ++i)
            world.find("a").failed({}, "failure " + std::to_string(i), at(std::chrono::seconds(i)));
        const auto failures = world.find("a").status(at(30s)).lastFailures;
        QCOMPARE(failures.size(), std::size_t{10});
        QCOMPARE(failures.front().text, std::string("failure 16"));
        QCOMPARE(failures.back(), (FailureNote{at(25s).wall, "failure 25"}));
    }

    void countsWhatRuns()
    {
        World world({Health::Healthy});
        {
            const auto first = world.group.take({});
            auto second = world.group.take({});
            QCOMPARE(world.find("a").running(), 2);
            auto moved = std::move(second);
            second = ServerGroup::Lease();
            QCOMPARE(world.find("a").running(), 2);
        }
        QCOMPARE(world.find("a").running(), 0);
    }

    void saysWhyThereIsNone()
    {
        World world({Health::Unused});
        QCOMPARE(world.group.whyNone(), std::string("\"shop\" has no instance that takes requests (a: since told so)"));
        Rotation rotation;
        rotation.name = "shop";
        rotation.whyEmpty = "it is stopped";
        world.group.setRotation(rotation);
        QCOMPARE(world.group.whyNone(), std::string("\"shop\" has no instance that takes requests: it is stopped"));
    }

    void theBellRingsForNewsAlone()
    {
        World world({Health::Healthy});
        int rings = 0;
        world.bell->listen([&] { ++rings; });
        world.find("a").setHealth(Health::Healthy, "since told so", {});
        QCOMPARE(rings, 0);
        world.find("a").setHealth(Health::Healthy, "another reason", {});
        world.find("a").setHealth(Health::Unhealthy, "another reason", {});
        QCOMPARE(rings, 2);
        world.fail("a", 1, 1s);
        QCOMPARE(rings, 3);
        world.bell->listen(nullptr);
        world.fail("a", 1, 1s);
        QCOMPARE(rings, 3);
    }

    void oneThatDrainsGetsNothingMore() // whatever threads do at that moment
    {
        World world({Health::Healthy, Health::Healthy});
        std::atomic<bool> isOver{false};
        std::vector<std::thread> threads;
        std::atomic<bool> wasTakenWhileGone{false};
        std::atomic<bool> isGone{false};
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&] {
                while (!isOver) {
                    const auto lease = world.group.take({});
                    if (lease && lease.instance().name() == "a" && isGone)
                        wasTakenWhileGone = true;
                }
            });
        for (int round = 0; round < 50; ++round) {
            world.instances[0]->setHealth(Health::Draining, "stops", {});
            while (world.instances[0]->running() > 0)
                std::this_thread::yield();
            isGone = true; // a request counted in from here on would be lost
            for (int i = 0; i < 10; ++i)
                std::this_thread::yield();
            isGone = false;
            world.instances[0]->setHealth(Health::Healthy, "", {});
        }
        isOver = true;
        for (auto& thread : threads)
            thread.join();
        QVERIFY(!wasTakenWhileGone);
        QCOMPARE(world.instances[0]->running() + world.instances[1]->running(), 0);
    }

    void theInstancesMayChangeWhileRequestsRun()
    {
        World world({Health::Healthy, Health::Healthy});
        std::atomic<bool> isOver{false};
        std::atomic<int> none{0};
        std::thread requests([&] {
            while (!isOver)
                if (!world.group.take({}))
                    ++none;
        });
        for (int round = 0; round < 500; ++round) {
            Rotation rotation = world.group.rotation();
            std::reverse(rotation.instances.begin(), rotation.instances.end());
            world.group.setRotation(std::move(rotation));
        }
        isOver = true;
        requests.join();
        QCOMPARE(none.load(), 0);
    }
};

QTEST_APPLESS_MAIN(TestServerGroup)
#include "tst_server_group.moc"
