// Settings of routes as throttles and logs ask for them: by the path and the verb of a method (reference 2.8, 3.5).
#include "gateway-engine/compile/settings_of_routes.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

class TestSettingsOfRoutes : public QObject
{
    Q_OBJECT

private slots:
    void throttleMethods_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("verb");
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("burst");
        const auto row = [](const char* name, ApiKind kind, const char* path, HttpVerb verb, double rate, int burst) {
            QTest::newRow(name) << int(kind) << path << int(verb) << rate << burst;
        };
        row("all routes", ApiKind::Http, "/cats", HttpVerb::Get, 100, 200);
        row("one route", ApiKind::Http, "/pets/{id}", HttpVerb::Get, 10, 200);
        row("another verb of its path", ApiKind::Http, "/pets/{id}", HttpVerb::Put, 100, 200);
        row("the root", ApiKind::Http, "/", HttpVerb::Any, 100, 3);
        row("a verb of the root", ApiKind::Http, "/", HttpVerb::Get, 100, 200);
        row("the default route", ApiKind::Http, "/$default", HttpVerb::Any, 1, 1);
        row("a message", ApiKind::WebSocket, "say", HttpVerb::Any, 100, 7);
        row("another message", ApiKind::WebSocket, "sing", HttpVerb::Any, 100, 200);
        row("any other message", ApiKind::WebSocket, "$default", HttpVerb::Any, 1, 1);
    }
    void throttleMethods()
    {
        QFETCH(int, kind);
        QFETCH(QString, path);
        QFETCH(int, verb);
        QFETCH(double, rate);
        QFETCH(int, burst);
        gw::Stage stage;
        stage.defaultRouteSettings.throttling = {100.0, 200};
        stage.routeSettings = {{"GET /pets/{id}", {}, {}, {}, {10.0, {}}},
                               {"$default", {}, {}, {}, {1.0, 1}},
                               {"ANY /", {}, {}, {}, {{}, 3}},
                               {"say", {}, {}, {}, {{}, 7}}};
        const gw::Stage made = withSettingsOfMethods(stage, static_cast<ApiKind>(kind));
        const ThrottleSettings limits = settingsOf(made, path.toStdString(), static_cast<HttpVerb>(verb)).throttling;
        QVERIFY2((limits == ThrottleSettings{rate, burst}),
                 qPrintable(QString("%1, %2").arg(limits.rateLimit.value_or(-1)).arg(limits.burstLimit.value_or(-1))));
    }

    void logsFollow()
    {
        gw::Stage stage;
        stage.defaultRouteSettings.loggingLevel = "ERROR";
        stage.routeSettings = {{"say", true, {}, {}, {}}};
        const gw::Stage made = withSettingsOfMethods(stage, ApiKind::WebSocket);
        QVERIFY((made.methodSettings == std::vector<MethodSettings>{{"*/*", "ERROR", false, false, {}, {}},
                                                                    {"say/*", "ERROR", true, false, {}, {}}}));
    }

    void restApisHaveTheirOwn()
    {
        gw::Stage stage;
        stage.methodSettings = {{"pets/GET", "INFO", true, false, {}, {}}};
        stage.defaultRouteSettings.throttling = {1.0, 1};
        QVERIFY(withSettingsOfMethods(stage, ApiKind::Rest) == stage);
    }
};

QTEST_APPLESS_MAIN(TestSettingsOfRoutes)
#include "tst_settings_of_routes.moc"
