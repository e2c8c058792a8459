// Stage settings in gatewright.yaml: read, written so that nothing else changes, and told where they are wrong.
#include "core/format/manifest.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using StageEdit = std::function<void(Stage&)>;
Q_DECLARE_METATYPE(StageEdit)

namespace {

const std::string head = "name: store\napis:\n  - name: pets\n    file: pets.yaml\n    stages:\n";

const std::string full = head + R"(      - name: prod # live
        autoDeploy: false
        mine: kept
        accessLog:
          destination: logs/access.log # here
          format: '$context.requestId'
          mine: kept
        methodSettings:
          '*/*': {loggingLevel: ERROR, throttlingBurstLimit: 5}
          'pets/GET': # one
            loggingLevel: INFO
            dataTraceEnabled: true
        canary:
          percentTraffic: 12.5
          deploymentId: abc123
          stageVariableOverrides: {backend: next}
          mine: kept
)";

const std::string plain = head + "      - name: prod\n        autoDeploy: false\n";

Project projectOf(const Manifest& manifest)
{
    Project project;
    project.name = manifest.name;
    for (const ManifestApi& item : manifest.apis)
        project.apis.emplace_back(item.api);
    return project;
}

} // namespace

class TestManifestStage : public QObject
{
    Q_OBJECT

private slots:
    void readsAllSettings()
    {
        const auto manifest = readManifest(full, "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        const Stage& stage = manifest->apis.at(0).api.stages.at(0);
        QVERIFY((stage.accessLog == AccessLogSettings{"logs/access.log", "$context.requestId"}));
        QVERIFY(
            (stage.methodSettings == std::vector<MethodSettings>{{"*/*", "ERROR", false, false, {std::nullopt, 5}, {}},
                                                                 {"pets/GET", "INFO", true, false, {}, {}}}));
        QVERIFY((stage.canary == CanarySettings{12.5, "abc123", {{"backend", "next"}}, false}));
    }

    void readsLimitsAndCaches()
    {
        const auto manifest = readManifest(head + R"(      - name: prod
        cacheClusterEnabled: true
        cacheClusterSize: 1.6
        webAcl: edge
        clientCertificate: backend
        methodSettings:
          '*/*': {throttlingRateLimit: 0.5, throttlingBurstLimit: -1, cachingEnabled: false, cacheTtlInSeconds: 30}
          pets/GET: {cachingEnabled: true, cacheDataEncrypted: true, requireAuthorizationForCacheControl: false,
                     unauthorizedCacheControlHeaderStrategy: FAIL_WITH_403, throttlingBurstLimit: 0}
)",
                                           "x");
        QVERIFY(manifest && manifest->diagnostics.empty());
        const Stage& stage = manifest->apis.at(0).api.stages.at(0);
        QVERIFY(stage.cacheClusterEnabled && stage.cacheClusterSize == "1.6" && stage.webAcl == "edge");
        QCOMPARE(stage.clientCertificate, std::string("backend"));
        QVERIFY((stage.methodSettings[0].throttling == ThrottleSettings{0.5, std::nullopt}));
        const MethodSettings get = settingsOf(stage, "/pets", HttpVerb::Get);
        QVERIFY((get.throttling == ThrottleSettings{0.5, 0}));
        QVERIFY((get.caching == MethodCacheSettings{true, 30, true, false, UnauthorizedCacheControl::FailWith403}));
        const MethodSettings put = settingsOf(stage, "/pets", HttpVerb::Put);
        QVERIFY((put.throttling == ThrottleSettings{0.5, std::nullopt}) && put.caching.enabled == false);
        QVERIFY(settingsOf(Stage{}, "/", HttpVerb::Get).caching == MethodCacheSettings{});
    }

    void changesOnlyItsLines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<StageEdit>("edit");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, const std::string& text, const StageEdit& edit, const QStringList& diff) {
            QTest::newRow(name) << QString::fromStdString(text) << edit << diff;
        };
        row("nothing", full, [](Stage&) {}, {});
        row("format", full, [](Stage& s) { s.accessLog.format = "$context.requestId $context.status"; },
            {"-          format: '$context.requestId'", "+          format: '$context.requestId $context.status'"});
        row("no access log keeps what is not ours", full, [](Stage& s) { s.accessLog = {}; },
            {"-          destination: logs/access.log # here", "-          format: '$context.requestId'"});
        row("logging level", full, [](Stage& s) { s.methodSettings[0].loggingLevel = "INFO"; },
            {"-          '*/*': {loggingLevel: ERROR, throttlingBurstLimit: 5}",
             "+          '*/*': {loggingLevel: INFO, throttlingBurstLimit: 5}"});
        row("data trace off", full, [](Stage& s) { s.methodSettings[1].dataTraceEnabled = false; },
            {"-            dataTraceEnabled: true", "+            dataTraceEnabled: false"});
        row("another method", full, [](Stage& s) { s.methodSettings[1].methodPath = "pets/POST"; },
            {"-          'pets/GET': # one", "+          'pets/POST': # one"});
        row("settings removed", full, [](Stage& s) { s.methodSettings.pop_back(); },
            {"-          'pets/GET': # one", "-            loggingLevel: INFO", "-            dataTraceEnabled: true"});
        row("burst", full, [](Stage& s) { s.methodSettings[0].throttling.burstLimit = 9; },
            {"-          '*/*': {loggingLevel: ERROR, throttlingBurstLimit: 5}",
             "+          '*/*': {loggingLevel: ERROR, throttlingBurstLimit: 9}"});
        row("no burst", full, [](Stage& s) { s.methodSettings[0].throttling = {}; },
            {"-          '*/*': {loggingLevel: ERROR, throttlingBurstLimit: 5}",
             "+          '*/*': {loggingLevel: ERROR}"});
        row("rate and cache", full,
            [](Stage& s) {
                s.methodSettings[1].throttling.rateLimit = 2.5;
                s.methodSettings[1].caching.enabled = true;
                s.methodSettings[1].caching.ttlInSeconds = 60;
                s.methodSettings[1].caching.unauthorizedCacheControlHeaderStrategy =
                    UnauthorizedCacheControl::SucceedWithoutResponseHeader;
            },
            {"+            throttlingRateLimit: 2.5", "+            cachingEnabled: true",
             "+            cacheTtlInSeconds: 60",
             "+            unauthorizedCacheControlHeaderStrategy: SUCCEED_WITHOUT_RESPONSE_HEADER"});
        row("the stage's cache, web ACL and certificate", plain,
            [](Stage& s) {
                s.cacheClusterEnabled = true;
                s.cacheClusterSize = "0.5";
                s.webAcl = "edge";
                s.clientCertificate = "backend";
            },
            {"+        cacheClusterEnabled: true", "+        cacheClusterSize: \"0.5\"", "+        webAcl: edge",
             "+        clientCertificate: backend"});
        row("only a limit", plain,
            [](Stage& s) {
                s.methodSettings.resize(1);
                s.methodSettings[0].throttling = {10.0, 5};
            },
            {"+        methodSettings:", "+          \"*/*\":", "+            throttlingRateLimit: 10",
             "+            throttlingBurstLimit: 5"});
        row("canary's share", full, [](Stage& s) { s.canary->percentTraffic = 50; },
            {"-          percentTraffic: 12.5", "+          percentTraffic: 50"});
        row("canary's deployment", full, [](Stage& s) { s.canary->deploymentId.clear(); },
            {"-          deploymentId: abc123"});
        row("canary's variable", full, [](Stage& s) { setIn(s.canary->stageVariableOverrides, "backend", "other"); },
            {"-          stageVariableOverrides: {backend: next}",
             "+          stageVariableOverrides: {backend: other}"});
        row("canary ends", full, [](Stage& s) { s.canary.reset(); },
            {"-        canary:", "-          percentTraffic: 12.5", "-          deploymentId: abc123",
             "-          stageVariableOverrides: {backend: next}", "-          mine: kept"});
        row("everything new", plain,
            [](Stage& s) {
                s.accessLog = {"a.log", "$context.requestId"};
                s.methodSettings = {{"*/*", "INFO", true, false}};
                s.canary = CanarySettings{5, "abc123", {}, true};
            },
            {"+        accessLog:", "+          destination: a.log", "+          format: $context.requestId",
             "+        methodSettings:", "+          \"*/*\":", "+            loggingLevel: INFO",
             "+            dataTraceEnabled: true", "+        canary:", "+          percentTraffic: 5",
             "+          deploymentId: abc123", "+          useStageCache: true"});
    }

    void changesOnlyItsLines()
    {
        QFETCH(QString, text);
        QFETCH(StageEdit, edit);
        QFETCH(QStringList, diff);
        const std::string before = text.toStdString();
        const auto manifest = readManifest(before, "x");
        QVERIFY(manifest);
        Project project = projectOf(*manifest);
        edit(project.apis[0].edit().stages[0]);
        const auto after = writeManifest(before, project, [](const std::string&) { return false; });
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        QCOMPARE(lineDiff(linesOf(before), linesOf(*after)), diff);
        const auto again = readManifest(*after, "x");
        QVERIFY(again && again->apis[0].api.stages == project.apis[0]->stages);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("settings");
        QTest::addColumn<QString>("message");
        QTest::newRow("access log is a text") << "accessLog: here"
                                              << "\"accessLog\" is not an object";
        QTest::newRow("method settings are a list") << "methodSettings: [1]"
                                                    << "\"methodSettings\" is not an object";
        QTest::newRow("settings of a method are a text") << "methodSettings: {'*/*': INFO}"
                                                         << "\"*/*\"";
        QTest::newRow("settings twice") << "methodSettings: {'*/*': {}, '*/*': {}}"
                                        << "twice";
        QTest::newRow("canary is a number") << "canary: 10"
                                            << "\"canary\" is not an object";
        QTest::newRow("share above all") << "canary: {percentTraffic: 101}"
                                         << "percentTraffic";
        QTest::newRow("share below nothing") << "canary: {percentTraffic: -1}"
                                             << "percentTraffic";
        QTest::newRow("rate is a text") << "methodSettings: {'*/*': {throttlingRateLimit: fast}}"
                                        << "throttlingRateLimit";
        QTest::newRow("caching is a number") << "methodSettings: {'*/*': {cachingEnabled: 1}}"
                                             << "cachingEnabled";
        QTest::newRow("no strategy") << "methodSettings: {'*/*': {unauthorizedCacheControlHeaderStrategy: SHRUG}}"
                                     << "SHRUG";
        QTest::newRow("cache size is a list") << "cacheClusterSize: [1]"
                                              << "cacheClusterSize";
        QTest::newRow("overrides are a list") << "canary: {stageVariableOverrides: [a]}"
                                              << "stageVariableOverrides";
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, settings);
        QFETCH(QString, message);
        const auto manifest = readManifest(head + "      - name: prod\n        " + settings.toStdString() + "\n", "x");
        QVERIFY(manifest);
        QCOMPARE(manifest->diagnostics.size(), std::size_t(1));
        const Diagnostic& found = manifest->diagnostics.front();
        QVERIFY2(QString::fromStdString(found.message).contains(message), found.message.c_str());
        QCOMPARE(found.position.line, 7);
        QCOMPARE(manifest->apis.at(0).api.stages.size(), std::size_t(1)); // the stage opens all the same
    }
};

QTEST_GUILESS_MAIN(TestManifestStage)
#include "tst_manifest_stage.moc"
