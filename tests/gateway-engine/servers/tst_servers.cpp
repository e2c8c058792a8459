// Servers with real processes and sockets: what follows the design, how applications start, crash, restart and end,
// what they print, and that nothing of them stays behind, however the gateway ends.
#include "gateway-engine/servers/servers.h"

#include "core/format/openapi_read.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/servers/server_directory.h"
#include "tests/gateway-engine/servers/web_program.h"
#include "tests/gateway-engine/transport/raw_client.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <iostream>
#include <set>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000;

SupervisionTimes quickTimes()
{
    SupervisionTimes times;
    times.firstRestart = 10ms;
    times.longestRestart = 50ms;
    times.startCheck = 5ms;
    times.check = 10ms;
    times.drain = 5s;
    times.stop = 5s;
    return times;
}

std::string self(const std::string& arguments)
{
    return "\"" + QCoreApplication::applicationFilePath().toStdString() + "\" " + arguments;
}

Backend backend(const std::string& name, int id = 1)
{
    Backend result;
    result.id = BackendId{static_cast<std::uint64_t>(id)};
    result.name = name;
    return result;
}

bool isThere(int pid)
{
    QFile status("/proc/" + QString::number(pid) + "/stat");
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = status.readAll();
    return !text.mid(text.lastIndexOf(')')).startsWith(") Z");
}

bool isGone(int pid)
{
    return QTest::qWaitFor([pid] { return !isThere(pid); }, patience);
}

// A project folder with one application, and the servers of it.
class World
{
public:
    explicit World(const SupervisionTimes& times = quickTimes())
        : servers(folder.path().toStdString(), systemServices(), times)
    {
        QDir(folder.path()).mkpath("apps/shop");
    }
    void procfile(const std::string& text)
    {
        QFile file(folder.filePath("apps/shop/Procfile"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.c_str());
    }
    static Backend application(int instances = 1, const StringMap& environment = {},
                               const std::string& healthPath = "/")
    {
        Backend result = backend("shop");
        ProcfileApplication design;
        design.folder = "apps/shop";
        design.instances = instances;
        design.environment = environment;
        design.healthPath = healthPath;
        result.target = design;
        return result;
    }
    [[nodiscard]] ServerStatus status(const std::string& name = "shop") const
    {
        for (ServerStatus& each : servers.snapshot())
            if (each.name == name)
                return std::move(each);
        return {};
    }
    [[nodiscard]] bool becomes(ServerState state) const
    {
        return becomes([state](const ServerStatus& status) { return status.state == state; });
    }
    template <typename Condition>
    [[nodiscard]] bool becomes(Condition condition) const
    {
        return QTest::qWaitFor([&] { return condition(status()); }, patience);
    }
    [[nodiscard]] int port(std::size_t instance = 0) const
    {
        const std::string address = status().instances.at(instance).address;
        return address.empty() ? 0 : std::stoi(address.substr(address.rfind(':') + 1));
    }
    [[nodiscard]] std::string get(const std::string& path, std::size_t instance = 0) const
    {
        gw::test::RawClient client(port(instance));
        client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return gw::test::bodyOf(client.receiveAll());
    }
    [[nodiscard]] std::vector<std::string> lines(const std::string& process = {}) const
    {
        std::vector<std::string> result;
        for (const ServerLogLine& line : servers.log("shop", 0, 100'000).lines)
            if (process.empty() || line.process == process)
                result.push_back(line.text);
        return result;
    }

    // The supervisor has said it, or does so soon.
    [[nodiscard]] bool tells(const std::string& text) const
    {
        return QTest::qWaitFor(
            [&] {
                const auto all = lines("supervisor");
                return std::find(all.begin(), all.end(), text) != all.end();
            },
            patience);
    }

    QTemporaryDir folder;
    Servers servers;
};

// An API in front of the world's servers, on a real port.
class GatewayInFront
{
public:
    explicit GatewayInFront(const World& world)
    {
        const auto reading =
            readOpenApi("openapi: 3.0.1\ninfo: {title: shop, version: '1'}\npaths:\n  /{proxy+}:\n"
                        "    x-amazon-apigateway-any-method:\n      responses: {}\n"
                        "      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: ANY, uri: "
                        "'http://shop/{proxy}', requestParameters: {integration.request.path.proxy: "
                        "method.request.path.proxy}}\n",
                        "shop.yaml", ApiId{7});
        Api api;
        api.id = ApiId{7};
        api.apiId = "abcdefghij";
        api.name = "shop";
        api.definition = RestApi{reading.source->definition};
        gw::Stage stage;
        stage.name = "dev";
        Surroundings surroundings;
        surroundings.servers = world.servers.directory();
        m_engine.deploy(compile(api, stage, {}, surroundings).program);
        m_port = m_engine.listenApi("abcdefghij", "127.0.0.1", 0).value();
    }
    [[nodiscard]] std::string get(const std::string& path) const
    {
        gw::test::RawClient client(m_port);
        client.send("GET /dev" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        return client.receiveAll();
    }

private:
    Engine m_engine;
    int m_port = 0;
};

class Watcher final : public ServersObserver
{
public:
    void serversChanged() override { ++changes; }
    void linesWritten(const std::string& name) override
    {
        if (name == "shop")
            ++lines;
    }
    std::atomic<int> changes{0};
    std::atomic<int> lines{0};
};

} // namespace

class TestServers : public QObject
{
    Q_OBJECT

private slots:
    // --- the design

    void followsNamesAndLinks()
    {
        World world;
        Backend url = backend("orders", 1);
        url.vpcLinkId = "vl-1";
        url.target = UrlBackend{"http://127.0.0.1:3000/base/"};
        Backend group = backend("pair", 2);
        group.target = InstanceGroup{{"127.0.0.1:3001", "nonsense:port"}, {"", 30, 5, 3, 2, "200"}, {}};
        world.servers.follow({url, group});
        const auto directory = world.servers.directory();
        QVERIFY(directory->find("orders"));
        QCOMPARE(directory->find("orders"), directory->findVpcLink("vl-1"));
        QCOMPARE(directory->find("orders")->rotation().basePath, std::string("/base"));
        QCOMPARE(directory->find("pair")->take({}).instance().name(), std::string("127.0.0.1:3001"));
        QCOMPARE(world.status("orders").state, ServerState::Running);
        const ServerStatus pair = world.status("pair");
        QCOMPARE(pair.state, ServerState::Running);
        QCOMPARE(pair.instances.at(0).health, TargetHealth::Healthy);
        QCOMPARE(pair.instances.at(1).health, TargetHealth::Unused);
        QVERIFY(pair.instances.at(1).reason.find("its port is no number") != std::string::npos);

        auto* const former = directory->find("orders");
        url.name = "purchases";
        world.servers.follow({url});
        QVERIFY(!directory->find("orders") && !directory->find("pair"));
        QCOMPARE(directory->find("purchases"), former);
        QCOMPARE(world.servers.snapshot().size(), std::size_t{1});
    }

    void instancesThatStayKeepWhatTheyCounted()
    {
        World world;
        Backend group = backend("shop");
        group.target = InstanceGroup{{"127.0.0.1:3001"}, {"", 30, 5, 3, 2, "200"}, {}};
        world.servers.follow({group});
        (void)world.servers.directory()->find("shop")->take({});
        std::get<InstanceGroup>(group.target).instances.push_back("127.0.0.1:3002");
        world.servers.follow({group});
        QCOMPARE(world.status().instances.size(), std::size_t{2});
        QCOMPARE(world.status().instances.at(0).requests, std::uint64_t{1});
        std::get<InstanceGroup>(group.target).instances.clear();
        world.servers.follow({group});
        QCOMPARE(world.status().state, ServerState::Failing);
        QCOMPARE(world.status().reason, std::string("It has no instances."));
    }

    void checksTheInstancesOfAGroup()
    {
        gw::test::SmallServer well([](const std::string&) { return gw::test::SmallServer::Answer(); });
        std::thread thread([&] { well.serve(); });
        {
            World world;
            Backend group = backend("shop");
            group.target = InstanceGroup{{"127.0.0.1:" + std::to_string(well.port()), "127.0.0.1:1"}, {}, {}};
            world.servers.follow({group});
            QVERIFY(world.becomes([](const ServerStatus& status) {
                return status.instances.at(0).health == TargetHealth::Healthy &&
                       status.instances.at(1).reason == "Connection refused by 127.0.0.1:1";
            }));
            QCOMPARE(world.status().state, ServerState::Running);
        }
        well.interrupt();
        thread.join();
    }

    // --- applications

    void startsWithAPortItsEnvironmentAndItsFolder()
    {
        World world;
        world.procfile("web: " + self("--web") + "\nworker: echo working in $PWD; exec sleep 1000\n");
        qputenv("GW_SECRET_OF_THE_PARENT", "1");
        world.servers.follow({World::application(1, {{"COLOUR", "dark red"}, {"PORT", "1"}, {"bad=name", "x"}})});
        QVERIFY(world.becomes(ServerState::Running));
        const ServerStatus status = world.status();
        QCOMPARE(status.instances.size(), std::size_t{2});
        QCOMPARE(status.instances.at(0).name, std::string("web.1"));
        QVERIFY(status.instances.at(0).pid > 0);
        QCOMPARE(status.instances.at(1).name, std::string("worker.1"));
        QCOMPARE(status.instances.at(1).address, std::string());
        QCOMPARE(world.get("/env/COLOUR"), std::string("dark red"));
        QCOMPARE(world.get("/env/PORT"), std::to_string(world.port()));
        QCOMPARE(world.get("/env/HOME"), std::string(std::getenv("HOME") ? std::getenv("HOME") : "/"));
        QCOMPARE(world.get("/env/GW_SECRET_OF_THE_PARENT"), std::string("(none)"));
        QVERIFY(QTest::qWaitFor([&] { return !world.lines("worker.1").empty(); }, patience));
        QCOMPARE(world.lines("worker.1").at(0), "working in " + world.folder.filePath("apps/shop").toStdString());
    }

    void waitsUntilItAnswers()
    {
        World world;
        world.procfile("web: while [ ! -e go ]; do sleep 0.01; done; exec " + self("--web") + "\n");
        world.servers.follow({World::application()});
        QVERIFY(world.becomes([](const ServerStatus& status) {
            return status.state == ServerState::Starting && !status.instances.empty() &&
                   status.instances[0].reason.starts_with("starts: Connection refused by ");
        }));
        const auto group = world.servers.directory()->find("shop");
        QVERIFY(!group->take({}));
        QVERIFY(group->whyNone().starts_with("\"shop\" has no instance that takes requests (web.1: starts: "));
        QFile(world.folder.filePath("apps/shop/go")).open(QIODevice::WriteOnly);
        QVERIFY(world.becomes(ServerState::Running));
        QVERIFY(group->take({}));
    }

    void isReachedThroughTheGatewayAndTellsWhenItIsNot()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        const GatewayInFront gateway(world); // deployed before there is such a server
        world.servers.follow({World::application(2)});
        QVERIFY(world.becomes(ServerState::Running));
        std::set<std::string> pids;
        for (int i = 0; i < 4; ++i)
            pids.insert(gw::test::bodyOf(gateway.get("/pid")));
        QCOMPARE(pids.size(), std::size_t{2});
        world.servers.stop("shop");
        QVERIFY(world.becomes(ServerState::Stopped));
        QCOMPARE(gw::test::statusOf(gateway.get("/pid")), 504);
        world.servers.start("shop");
        QVERIFY(world.becomes(ServerState::Running));
        QCOMPARE(gw::test::statusOf(gateway.get("/pid")), 200);
    }

    void anUnhealthyOneIsPassedOver()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application(2)});
        QVERIFY(world.becomes(ServerState::Running));
        (void)world.get("/status/500", 0);
        QVERIFY(world.becomes(ServerState::Failing));
        QVERIFY(world.status().reason.starts_with("web.1: GET / answered 500"));
        const auto group = world.servers.directory()->find("shop");
        for (int i = 0; i < 4; ++i)
            QCOMPARE(group->take({}).instance().name(), std::string("web.2"));
        (void)world.get("/status/200", 0);
        QVERIFY(world.becomes(ServerState::Running));
    }

    void crashesAreToldAndRestarted()
    {
        World world;
        world.procfile("web: echo started; echo no luck >&2; exit 7\n");
        world.servers.follow({World::application()});
        QVERIFY(world.becomes(
            [](const ServerStatus& status) { return !status.instances.empty() && status.instances[0].restarts >= 5; }));
        QVERIFY(world.becomes(ServerState::Failing));
        QVERIFY2(world.status().reason.starts_with("web.1: exited with status 7; starts again in "),
                 world.status().reason.c_str());
        std::vector<std::string> delays;
        for (const std::string& line : world.lines("supervisor"))
            if (const auto at = line.find("starts again in "); at != std::string::npos)
                delays.push_back(line.substr(at + 16));
        delays.resize(5);
        QCOMPARE(delays, (std::vector<std::string>{"10 ms", "20 ms", "40 ms", "50 ms", "50 ms"}));
        QVERIFY(world.lines("web.1").size() >= 10);
    }

    void comesUpAgainAfterACrash()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application()});
        QVERIFY(world.becomes(ServerState::Running));
        const int before = world.status().instances.at(0).pid;
        QCOMPARE(world.get("/exit"), std::string());
        QVERIFY(world.becomes([&](const ServerStatus& status) {
            return status.state == ServerState::Running && status.instances[0].pid != before;
        }));
        QCOMPARE(world.status().instances.at(0).restarts, 1);
    }

    void whatCannotStartSaysWhy_data()
    {
        QTest::addColumn<QString>("procfile");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no Procfile") << QString() << "apps/shop"
                                     << "There is no Procfile at ";
        QTest::newRow("no folder") << "web: x\n"
                                   << "apps/none"
                                   << "There is no Procfile at ";
        QTest::newRow("a wrong line") << "web: x\nworker\n"
                                      << "apps/shop"
                                      << "Line 2 of the Procfile has no colon.";
        QTest::newRow("no web") << "worker: x\n"
                                << "apps/shop"
                                << "The Procfile has no process \"web\"";
    }

    void whatCannotStartSaysWhy()
    {
        QFETCH(QString, procfile);
        QFETCH(QString, folder);
        QFETCH(QString, reason);
        World world;
        if (!procfile.isEmpty())
            world.procfile(procfile.toStdString());
        Backend design = World::application();
        std::get<ProcfileApplication>(design.target).folder = folder.toStdString();
        world.servers.follow({design});
        QVERIFY(world.becomes(ServerState::Failing));
        QVERIFY2(world.status().reason.starts_with(reason.toStdString()), world.status().reason.c_str());
        QVERIFY(world.servers.directory()->find("shop")->whyNone().find(reason.toStdString()) != std::string::npos);
        QVERIFY(!world.lines("supervisor").empty());
        // Once it is put right, it starts.
        world.procfile("web: " + self("--web") + "\n");
        std::get<ProcfileApplication>(design.target).folder = "apps/shop";
        world.servers.follow({design});
        world.servers.restart("shop");
        QVERIFY(world.becomes(ServerState::Running));
    }

    void startsOnlyWhenToldWithoutAutoStart()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        Backend design = World::application();
        std::get<ProcfileApplication>(design.target).autoStart = false;
        world.servers.follow({design});
        QVERIFY(world.becomes(ServerState::Stopped));
        QCOMPARE(world.servers.directory()->find("shop")->whyNone(),
                 std::string("\"shop\" has no instance that takes requests: it is stopped"));
        world.servers.start("shop");
        QVERIFY(world.becomes(ServerState::Running));
        world.servers.start("shop"); // runs already
        world.servers.start("nobody");
        world.servers.stop("shop");
        QVERIFY(world.becomes(ServerState::Stopped));
    }

    void followsChangesOfTheDesign()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application(1)});
        QVERIFY(world.becomes(ServerState::Running));
        const int first = world.status().instances.at(0).pid;
        world.servers.follow({World::application(3)});
        const auto runs = [](std::size_t count) {
            return [count](const ServerStatus& s) {
                return s.state == ServerState::Running && s.instances.size() == count;
            };
        };
        QVERIFY(world.becomes(runs(3)));
        QCOMPARE(world.status().instances.at(0).pid, first); // more of the same restart nothing
        const int third = world.status().instances.at(2).pid;
        world.servers.follow({World::application(2)});
        QVERIFY(world.becomes(runs(2)) && isGone(third));
        QCOMPARE(world.status().instances.at(0).pid, first);
        world.servers.follow({World::application(2, {{"COLOUR", "green"}})});
        QVERIFY(isGone(first));
        QVERIFY(world.becomes(runs(2)));
        QVERIFY(QTest::qWaitFor([&] { return world.get("/env/COLOUR", 1) == "green"; }, patience));
        QCOMPARE(world.get("/env/COLOUR", 0), std::string("green"));
        const int last = world.status().instances.at(0).pid;
        world.servers.follow({});
        QVERIFY(isGone(last));
        QVERIFY(world.servers.snapshot().empty());
    }

    void restartsInstanceByInstanceAndLosesNoRequest()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application(2)});
        QVERIFY(world.becomes(ServerState::Running));
        const int first = world.status().instances.at(0).pid;
        const int second = world.status().instances.at(1).pid;
        const GatewayInFront gateway(world);
        std::atomic<bool> isOver{false};
        std::atomic<int> lost{0};
        std::atomic<int> answered{0};
        std::vector<std::thread> clients;
        for (int i = 0; i < 3; ++i)
            clients.emplace_back([&] {
                while (!isOver)
                    ++(gw::test::statusOf(gateway.get("/slow")) == 200 ? answered : lost);
            });
        world.servers.restart("shop");
        const bool isRestarted = isGone(first) && isGone(second) && world.becomes(ServerState::Running);
        const int before = answered;
        const bool goesOn = QTest::qWaitFor([&] { return answered > before + 5; }, patience);
        isOver = true;
        for (auto& client : clients)
            client.join();
        QVERIFY(isRestarted && goesOn);
        QCOMPARE(lost.load(), 0);
        QCOMPARE(world.status().instances.at(0).failures + world.status().instances.at(1).failures, std::uint64_t{0});
    }

    void aRestartThatDoesNotComeUpLeavesTheOthers()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application(2)});
        QVERIFY(world.becomes(ServerState::Running));
        const int second = world.status().instances.at(1).pid;
        world.procfile("web: exit 1\n");
        world.servers.restart("shop");
        QVERIFY(world.becomes(ServerState::Failing));
        QVERIFY(world.tells("\"web.1\" did not come up; the processes after it run on as they are"));
        QCOMPARE(world.status().instances.at(1).pid, second);
        QVERIFY(isThere(second));
    }

    void stopsGracefullyAndTheWholeGroup()
    {
        World world;
        world.procfile("web: " + self("--web") +
                       "\nworker: (trap 'sleep 0.1; touch cleaned; exit 0' TERM; echo ready; while :; do sleep 0.01; "
                       "done) | cat\n");
        world.servers.follow({World::application()});
        QVERIFY(world.becomes(ServerState::Running));
        QVERIFY(QTest::qWaitFor([&] { return !world.lines("worker.1").empty(); }, patience));
        world.servers.stop();
        QCOMPARE(world.status().state, ServerState::Stopped);
        QCOMPARE(world.status().instances.at(0).pid, 0);
        QCOMPARE(world.status().instances.at(0).reason, std::string("stopped"));
        // The shell and "cat" end at once; what cleans up had its time all the same.
        QVERIFY(QFile::exists(world.folder.filePath("apps/shop/cleaned")));
        world.servers.follow({World::application()});
        QVERIFY(world.becomes(ServerState::Running)); // stop() had ended it, follow() starts it
    }

    void oneThatDoesNotStopIsKilled()
    {
        SupervisionTimes times = quickTimes();
        times.stop = 50ms;
        World world(times);
        world.procfile("web: " + self("--web") + "\nworker: trap '' TERM; echo ready; while :; do sleep 0.01; done\n");
        world.servers.follow({World::application()});
        QVERIFY(world.becomes(ServerState::Running));
        QVERIFY(QTest::qWaitFor([&] { return !world.lines("worker.1").empty(); }, patience));
        const int pid = world.status().instances.at(1).pid;
        world.servers.stop("shop");
        QVERIFY(isGone(pid));
        QVERIFY(world.becomes(ServerState::Stopped));
        QVERIFY(world.tells("worker.1 was ended by signal 9 (Killed)"));
    }

    void stopDuringStartAndRestart()
    {
        World world;
        world.procfile("web: " + self("--web") + "\n");
        world.servers.follow({World::application(2)});
        for (int round = 0; round < 5; ++round) {
            world.servers.restart("shop");
            world.servers.stop("shop");
            world.servers.start("shop");
        }
        QVERIFY(world.becomes(ServerState::Running));
        world.servers.restart("shop");
        world.servers.stop("shop");
        QVERIFY(world.becomes([](const ServerStatus& status) {
            return status.state == ServerState::Stopped && status.instances.at(0).pid == 0 &&
                   status.instances.at(1).pid == 0;
        }));
    }

    // --- what it prints

    void printsWithoutBounds()
    {
        World world;
        world.procfile("web: " + self("--web") + "\nworker: " + self("--print 104857600") + "; exec sleep 1000\n");
        Watcher watcher;
        world.servers.observe(&watcher);
        world.servers.follow({World::application()});
        const auto lastSequence = [&] {
            const auto page = world.servers.log("shop", 0, 100'000);
            return page.lines.empty() ? 0 : page.lines.back().sequence;
        };
        constexpr std::uint64_t lines = 104'857'600 / 100;
        QVERIFY(QTest::qWaitFor([&] { return lastSequence() >= lines; }, patience));
        const auto page = world.servers.log("shop", 0, 100'000);
        QVERIFY(page.lines.size() <= 10'000);
        QVERIFY(page.dropped >= lines - 10'000);
        std::size_t bytes = 0;
        for (const ServerLogLine& line : page.lines)
            bytes += line.text.size();
        QVERIFY(bytes <= 4 * 1024 * 1024);
        world.servers.observe(nullptr);
    }

    void anObserverIsToldOnceUntilItLooks()
    {
        World world;
        world.procfile("web: for i in 1 2 3 4 5 6 7 8 9; do echo $i; done; exec " + self("--web") + "\n");
        Watcher watcher;
        world.servers.observe(&watcher);
        world.servers.follow({World::application()});
        QVERIFY(QTest::qWaitFor([&] { return watcher.lines > 0 && watcher.changes > 0; }, patience));
        const auto group = world.servers.directory()->find("shop");
        QVERIFY(QTest::qWaitFor([&] { return bool(group->take({})); }, patience));
        QCOMPARE(watcher.lines.load(), 1);
        QCOMPARE(watcher.changes.load(), 1);
        (void)world.servers.snapshot();
        world.servers.stop("shop");
        QVERIFY(QTest::qWaitFor([&] { return watcher.changes > 1; }, patience));
        world.servers.observe(nullptr);
        (void)world.servers.snapshot();
        (void)world.servers.log("shop");
        const int changes = watcher.changes;
        world.servers.restart("shop");
        QVERIFY(world.becomes(ServerState::Running));
        QCOMPARE(watcher.changes.load(), changes);
    }

    // --- the end

    void nothingStaysWhenItIsDestroyed()
    {
        std::vector<int> pids;
        std::shared_ptr<const ServerDirectory> directory;
        {
            World world;
            world.procfile("web: " + self("--web") + " & wait\nworker: sleep 1000; true\n");
            world.servers.follow({World::application(2)});
            QVERIFY(world.becomes(ServerState::Running));
            for (const InstanceStatus& each : world.status().instances)
                pids.push_back(each.pid);
            for (std::size_t i = 0; i < 2; ++i)
                pids.push_back(std::stoi(world.get("/", i)));
            directory = world.servers.directory();
        }
        for (const int pid : pids)
            QVERIFY(!isThere(pid));
        QVERIFY(!directory->find("shop")->take({})); // programs may keep it longer
    }

    void nothingStaysWhenTheGatewayIsKilled()
    {
        const QTemporaryDir folder;
        QDir(folder.path()).mkpath("apps/shop");
        QFile procfile(folder.filePath("apps/shop/Procfile"));
        QVERIFY(procfile.open(QIODevice::WriteOnly));
        // Behind a shell that does not go: the kernel's signal to the gateway's own children would not reach it.
        procfile.write(
            ("web: " + self("--web") + "; true\nworker: (trap '' TERM HUP; exec sleep 1000) & wait\n").c_str());
        procfile.close();
        QProcess gateway;
        gateway.start(QCoreApplication::applicationFilePath(), {"--gateway", folder.path()});
        std::vector<int> pids;
        while (pids.size() < 3 && gateway.waitForReadyRead(patience))
            while (gateway.canReadLine())
                pids.push_back(gateway.readLine().trimmed().toInt());
        QCOMPARE(pids.size(), std::size_t{3}); // web's shell, web itself, worker's shell
        for (const int pid : pids)
            QVERIFY(isThere(pid));
        gateway.kill();
        QVERIFY(gateway.waitForFinished(patience));
        for (const int pid : pids)
            QVERIFY(isGone(pid));
        QVERIFY(QTest::qWaitFor([&] { return !runsIn(folder.filePath("apps/shop")); }, patience));
    }

private:
    // Any process whose working folder is this one.
    static bool runsIn(const QString& folder)
    {
        for (const QString& name : QDir("/proc").entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            if (QFile::symLinkTarget("/proc/" + name + "/cwd") == folder)
                return true;
        return false;
    }
};

namespace {

// A gateway that a test can kill: says which processes it runs.
int runGateway(const char* folder)
{
    Servers servers(folder, systemServices(), quickTimes());
    servers.follow({World::application()});
    for (;;) {
        const auto status = servers.snapshot().at(0);
        if (status.state == ServerState::Running) {
            const std::string& address = status.instances.at(0).address;
            gw::test::RawClient client(std::stoi(address.substr(address.rfind(':') + 1)));
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            std::cout << status.instances.at(0).pid << '\n'
                      << gw::test::bodyOf(client.receiveAll()) << '\n'
                      << status.instances.at(1).pid << std::endl;
            ::pause();
        }
        std::this_thread::sleep_for(5ms);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view mode = argc > 1 ? argv[1] : "";
    if (mode == "--web")
        return gw::test::runWebProgram();
    if (mode == "--print" && argc > 2)
        return gw::test::printMuch(std::atol(argv[2]));
    if (mode == "--gateway" && argc > 2)
        return runGateway(argv[2]);
    QCoreApplication application(argc, argv);
    TestServers test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_servers.moc"
