// Route settings of HTTP APIs in gatewright.yaml: read, written so that nothing else changes, told where they are
// wrong.
#include "core/format/manifest_route.h"

#include "core/format/manifest.h"

#include <QTest>

#include <functional>

using namespace gw;

using StageEdit = std::function<void(Stage&)>;
Q_DECLARE_METATYPE(StageEdit)

namespace {

const std::string head = "name: store\napis:\n  - name: pets\n    kind: http\n    file: pets.yaml\n";

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
        api.definition = HttpApi{};
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

class TestManifestRoute : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        const auto manifest = readManifest(full, "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        const Stage& stage = manifest->apis.at(0).api.stages.at(0);
        QVERIFY((stage.methodSettings ==
                 std::vector<MethodSettings>{{"*/*", "OFF", false, false, {100.5, 200}, {}},
                                             {"pets/{id}/GET", "OFF", false, false, {10.0, std::nullopt}, {}},
                                             {"$default/ANY", "OFF", false, true, {std::nullopt, 1}, {}}}));
        QVERIFY((settingsOf(stage, "/$default", HttpVerb::Any).throttling == ThrottleSettings{100.5, 1}));
        QVERIFY((settingsOf(stage, "/pets/{id}", HttpVerb::Get).throttling == ThrottleSettings{10.0, 200}));
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
            "default limit", [](Stage& s) { s.methodSettings[0].throttling.burstLimit = 5; },
            replaced(full, "throttlingBurstLimit: 200", "throttlingBurstLimit: 5"));
        row(
            "one route", [](Stage& s) { s.methodSettings[1].throttling.rateLimit = 11; },
            replaced(full, "throttlingRateLimit: 10\n", "throttlingRateLimit: 11\n"));
        row(
            "a route less", [](Stage& s) { s.methodSettings.pop_back(); },
            replaced(full, "          $default: {throttlingBurstLimit: 1, detailedMetricsEnabled: true}\n", ""));
        row(
            "a route more",
            [](Stage& s) {
                s.methodSettings.push_back({"pets/POST", "OFF", false, false, {1.0, std::nullopt}, {}});
            },
            full + "          POST /pets:\n            throttlingRateLimit: 1\n");
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

    void tellsWhatIsWrong_data()
    {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* settings, const char* message) {
            QTest::newRow(settings) << settings << message;
        };
        row("methodSettings: {}", "HTTP APIs have no methodSettings.");
        row("defaultRouteSettings: 5", "\"defaultRouteSettings\" is not an object.");
        row("routeSettings: 5", "\"routeSettings\" is not an object.");
        row("routeSettings: {pets/GET: {}}", "\"pets/GET\" is no route key, or has no settings.");
        row("routeSettings: {get /pets: {}}", "\"get /pets\" is no route key, or has no settings.");
        row("routeSettings: {GET pets: {}}", "\"GET pets\" is no route key, or has no settings.");
        row("routeSettings: {GET /pets: 5}", "\"GET /pets\" is no route key, or has no settings.");
    }
    void tellsWhatIsWrong()
    {
        QFETCH(QString, settings);
        QFETCH(QString, message);
        const auto manifest =
            readManifest(head + "    stages:\n      - name: prod\n        " + settings.toStdString() + "\n", "x");
        QVERIFY(manifest);
        QCOMPARE(manifest->diagnostics.size(), std::size_t{1});
        const std::string& told = manifest->diagnostics.front().message;
        QVERIFY2(QString::fromStdString(told).contains(message), told.c_str());
        QVERIFY(!manifest->diagnostics.front().hint.empty());
    }
};

QTEST_APPLESS_MAIN(TestManifestRoute)
#include "tst_manifest_route.moc"
