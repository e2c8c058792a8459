// Settings of routes in gatewright.yaml: read, written so that nothing else changes, told where they are wrong, for
// HTTP and for WebSocket APIs.
#include "core/format/manifest.h"

#include <QTest>

#include <functional>

using namespace gw;

using StageEdit = std::function<void(Stage&)>;
Q_DECLARE_METATYPE(StageEdit)

namespace {

const std::string head = "name: store\napis:\n  - name: pets\n    kind: http\n    file: pets.yaml\n";

const std::string socketHead = "name: store\napis:\n  - {name: chat, kind: websocket, file: chat.yaml, stages: [";
const std::string socketEnd = "]}\n";

const std::string full = head + R"(    stages:
      - name: $default # live
        defaultRouteSettings: {throttlingRateLimit: 100.5, throttlingBurstLimit: 200} # all
        routeSettings:
          'GET /pets/{id}': # one
            throttlingRateLimit: 10
            mine: kept
          $default: {throttlingBurstLimit: 1, detailedMetricsEnabled: true}
)";

Project projectOf(const Manifest& manifest)
{
    Project project;
    project.name = manifest.name;
    for (const ManifestApi& item : manifest.apis) {
        Api api = item.api;
        if (item.kind == ApiKind::Http)
            api.definition = HttpApi{};
        else
            api.definition = WebSocketApi{};
        project.apis.emplace_back(std::move(api));
    }
    return project;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

} // namespace

class TestManifestRouteSettings : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        const auto manifest = readManifest(full, "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        const Stage& stage = manifest->apis.at(0).api.stages.at(0);
        QVERIFY((stage.defaultRouteSettings == RouteSettings{{}, {}, {}, {}, {100.5, 200}}));
        QVERIFY((stage.routeSettings == std::vector<RouteSettings>{{"GET /pets/{id}", {}, {}, {}, {10.0, {}}},
                                                                   {"$default", {}, true, {}, {{}, 1}}}));
        QVERIFY(stage.methodSettings.empty());
        QVERIFY((settingsOfRoute(stage, "$default").throttling == ThrottleSettings{100.5, 1}));
        QVERIFY((settingsOfRoute(stage, "GET /pets/{id}").throttling == ThrottleSettings{10.0, 200}));
    }

    void readsThoseOfWebSocketApis()
    {
        const auto manifest = readManifest(
            socketHead +
                "{name: prod, defaultRouteSettings: {loggingLevel: ERROR, throttlingRateLimit: 10, dataTraceEnabled: "
                "true}, routeSettings: {say: {loggingLevel: INFO, throttlingBurstLimit: 1, dataTraceEnabled: false}}}" +
                socketEnd,
            "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        const Stage& stage = manifest->apis.at(0).api.stages.at(0);
        QVERIFY((settingsOfRoute(stage, "say") == RouteSettings{"say", false, std::nullopt, "INFO", {10.0, 1}}));
        QVERIFY((settingsOfRoute(stage, "$connect") ==
                 RouteSettings{"$connect", true, std::nullopt, "ERROR", {10.0, std::nullopt}}));
        QVERIFY((settingsOfRoute(Stage{}, "a") == RouteSettings{"a", {}, {}, {}, {}}));
    }

    void httpApisHaveNoExecutionLog()
    {
        const std::string text =
            head + "    stages:\n      - name: prod\n        defaultRouteSettings: {loggingLevel: INFO}\n";
        const auto manifest = readManifest(text, "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        Project project = projectOf(*manifest);
        Stage& stage = project.apis.front().edit().stages.front();
        QVERIFY(stage.defaultRouteSettings == RouteSettings{});
        stage.defaultRouteSettings.throttling.rateLimit = 3;
        const auto written = writeManifest(text, project, [](const std::string&) { return false; });
        QVERIFY(written);
        QCOMPARE(*written, replaced(text, "INFO}", "INFO, throttlingRateLimit: 3}"));
    }

    void aStageThatIsNotWrittenIsTheDefaultOne()
    {
        const auto manifest = readManifest(head, "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        QCOMPARE(manifest->apis.at(0).api.stages.at(0).name, std::string("$default"));
        QVERIFY(manifest->apis.at(0).api.stages.at(0).autoDeploy);
    }

    void writes_data()
    {
        QTest::addColumn<StageEdit>("edit");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const StageEdit& edit, const std::string& expected) {
            QTest::newRow(name) << edit << QString::fromStdString(expected);
        };
        row(
            "nothing", [](Stage&) {}, full);
        row(
            "default limit", [](Stage& s) { s.defaultRouteSettings.throttling.burstLimit = 5; },
            replaced(full, "throttlingBurstLimit: 200", "throttlingBurstLimit: 5"));
        row(
            "no default", [](Stage& s) { s.defaultRouteSettings = {}; },
            replaced(full,
                     "        defaultRouteSettings: {throttlingRateLimit: 100.5, throttlingBurstLimit: 200} # all\n",
                     ""));
        row(
            "one route", [](Stage& s) { s.routeSettings[0].throttling.rateLimit = 11; },
            replaced(full, "throttlingRateLimit: 10\n", "throttlingRateLimit: 11\n"));
        row(
            "a route less", [](Stage& s) { s.routeSettings.pop_back(); },
            replaced(full, "          $default: {throttlingBurstLimit: 1, detailedMetricsEnabled: true}\n", ""));
        row(
            "a route more",
            [](Stage& s) {
                s.routeSettings.push_back({"POST /pets", {}, {}, {}, {1.0, {}}});
            },
            full + "          POST /pets:\n            throttlingRateLimit: 1\n");
        row(
            "another route", [](Stage& s) { s.routeSettings[0].routeKey = "PUT /pets/{id}"; },
            replaced(full, "'GET /pets/{id}'", "'PUT /pets/{id}'"));
    }
    void writes()
    {
        QFETCH(StageEdit, edit);
        QFETCH(QString, expected);
        const auto manifest = readManifest(full, "x");
        QVERIFY(manifest);
        Project project = projectOf(*manifest);
        edit(project.apis.front().edit().stages.front());
        const auto written = writeManifest(full, project, [](const std::string&) { return false; });
        QVERIFY(written);
        QCOMPARE(QString::fromStdString(*written), expected);
        const auto again = readManifest(*written, "x");
        QVERIFY(again && again->diagnostics.empty());
        QVERIFY(again->apis.at(0).api.stages == project.apis.front()->stages);
    }

    void writesThoseOfWebSocketApis()
    {
        const std::string before =
            "name: store\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n    stages:\n"
            "      - name: prod\n";
        const auto manifest = readManifest(before, "x");
        QVERIFY(manifest);
        Project project = projectOf(*manifest);
        Stage& stage = project.apis.front().edit().stages.front();
        stage.defaultRouteSettings.loggingLevel = "INFO";
        stage.routeSettings = {{"$connect", true, std::nullopt, {}, {2.5, 5}}};
        const auto written = writeManifest(before, project, [](const std::string&) { return false; });
        QVERIFY(written);
        QCOMPARE(*written, before + R"(        defaultRouteSettings:
          loggingLevel: INFO
        routeSettings:
          $connect:
            dataTraceEnabled: true
            throttlingRateLimit: 2.5
            throttlingBurstLimit: 5
)");
    }

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* kind, const char* settings, const char* message) {
            QTest::addRow("%s: %s", kind, settings) << kind << settings << message;
        };
        for (const char* kind : {"http", "websocket"}) {
            row(kind, "defaultRouteSettings: 5", "\"defaultRouteSettings\" is not an object.");
            row(kind, "routeSettings: 5", "\"routeSettings\" is not an object.");
            row(kind, "routeSettings: [a]", "\"routeSettings\" is not an object.");
            row(kind, "routeSettings: {$default: 5}", "\"$default\" are not an object, or stand there twice.");
            row(kind, "routeSettings: {$default: {}, $default: {}}",
                "\"$default\" are not an object, or stand there twice.");
            row(kind, "routeSettings: {$default: {throttlingRateLimit: fast}}", "throttlingRateLimit");
        }
        row("http", "methodSettings: {}", "HTTP APIs have no methodSettings.");
        row("websocket", "methodSettings: {'*/*': {}}", "WebSocket APIs have no methodSettings.");
        row("http", "routeSettings: {pets/GET: {}}", "\"pets/GET\" is no route key.");
        row("http", "routeSettings: {get /pets: {}}", "\"get /pets\" is no route key.");
        row("http", "routeSettings: {GET pets: {}}", "\"GET pets\" is no route key.");
        row("websocket", "routeSettings: {say: {dataTraceEnabled: 1}}", "dataTraceEnabled");
    }
    void tellsWhatIsWrong()
    {
        QFETCH(QString, kind);
        QFETCH(QString, settings);
        QFETCH(QString, message);
        const auto manifest =
            readManifest(replaced(head, "kind: http", "kind: " + kind.toStdString()) +
                             "    stages:\n      - name: prod\n        " + settings.toStdString() + "\n",
                         "x");
        QVERIFY(manifest);
        QCOMPARE(manifest->diagnostics.size(), std::size_t{1});
        const std::string& told = manifest->diagnostics.front().message;
        QVERIFY2(QString::fromStdString(told).contains(message), told.c_str());
        QVERIFY(!manifest->diagnostics.front().hint.empty());
    }
};

QTEST_APPLESS_MAIN(TestManifestRouteSettings)
#include "tst_manifest_route_settings.moc"
