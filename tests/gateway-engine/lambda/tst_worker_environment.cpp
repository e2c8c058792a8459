// The environment of workers (reference 4.1, 3.6): where SDKs find @connections, and what a function may say itself.
#include "gateway-engine/compile/connections_url.h"
#include "gateway-engine/lambda/worker_environment.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

constexpr char endpointName[] = "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI";

std::string endpointOf(const StringMap& variables)
{
    const std::string* value = findIn(variables, endpointName);
    return value ? *value : std::string();
}

Api apiOf(std::string name, bool isWebSocket, std::vector<std::string> stages)
{
    Api api;
    api.name = name;
    api.apiId = name + "id";
    if (isWebSocket)
        api.definition = WebSocketApi{};
    for (std::string& each : stages) {
        Stage stage;
        stage.name = std::move(each);
        api.stages.push_back(std::move(stage));
    }
    return api;
}

} // namespace

class TestWorkerEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhereConnectionsAre_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("own");
        QTest::addColumn<QString>("expected");
        QTest::newRow("there is one") << "http://127.0.0.1:4780/x"
                                      << ""
                                      << "http://127.0.0.1:4780/x";
        QTest::newRow("there is none") << ""
                                       << ""
                                       << "";
        QTest::newRow("the function says another") << "http://127.0.0.1:4780/x"
                                                   << "http://own"
                                                   << "http://own";
    }

    void tellsWhereConnectionsAre()
    {
        QFETCH(QString, url);
        QFETCH(QString, own);
        QFETCH(QString, expected);
        Function function;
        function.name = "chat";
        if (!own.isEmpty())
            function.environment = {{endpointName, own.toStdString()}};
        WorkerSurroundings surroundings;
        surroundings.connectionsUrl = url.toStdString();
        const StringMap variables = workerEnvironment(function, {}, {}, {"/bin", "", {}}, surroundings);
        QCOMPARE(QString::fromStdString(endpointOf(variables)), expected);
    }

    void findsTheWebSocketApi_data()
    {
        QTest::addColumn<int>("kind"); // 0 none, 1 without stages, 2 one, 3 two
        QTest::addColumn<QString>("url");
        QTest::newRow("none") << 0 << "";
        QTest::newRow("without stages") << 1 << "";
        QTest::newRow("one") << 2 << "http://127.0.0.1:4780/restapis/chatid/dev/_user_request_";
        QTest::newRow("two") << 3 << "http://127.0.0.1:4780/restapis/chatid/dev/_user_request_";
    }

    void findsTheWebSocketApi()
    {
        QFETCH(int, kind);
        QFETCH(QString, url);
        Project project;
        project.apis.emplace_back(apiOf("pets", false, {"dev"}));
        if (kind == 1)
            project.apis.emplace_back(apiOf("chat", true, {}));
        if (kind >= 2)
            project.apis.emplace_back(apiOf("chat", true, {"dev", "prod"}));
        if (kind == 3)
            project.apis.emplace_back(apiOf("game", true, {"dev"}));
        QCOMPARE(QString::fromStdString(connectionsUrl(project, 4780)), url);
    }
};

QTEST_GUILESS_MAIN(TestWorkerEnvironment)
#include "tst_worker_environment.moc"
