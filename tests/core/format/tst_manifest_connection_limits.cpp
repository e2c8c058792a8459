// The limits of connections in gatewright.yaml: read, written so that nothing else changes, told where they are wrong.
#include "core/format/manifest_connection_limits.h"

#include "core/format/manifest.h"

#include <QTest>

using namespace gw;

namespace {

const std::string head = "name: store\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n    stages:\n  "
                         "    - name: dev # live\n";

std::string rewritten(const std::string& text, const ConnectionLimits& limits)
{
    const auto manifest = readManifest(text, "x");
    Project project;
    project.name = manifest->name;
    Api api = manifest->apis.at(0).api;
    api.definition = WebSocketApi{};
    api.stages.at(0).connectionLimits = limits;
    project.apis.emplace_back(std::move(api));
    return writeManifest(text, project, [](const std::string&) { return false; }).value();
}

} // namespace

class TestManifestConnectionLimits : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("none");
        QTest::addColumn<int>("idle"); // 0: unset
        QTest::addColumn<int>("duration");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* text, bool none, int idle, int duration, const char* problem = "") {
            QTest::newRow(text) << QString(text) << none << idle << duration << QString(problem);
        };
        row("", false, 0, 0);
        row("connectionLimits: {none: true}", true, 0, 0);
        row("connectionLimits: {idleTimeoutInSeconds: 600, maximumDurationInSeconds: 7200}", false, 600, 7200);
        row("connectionLimits: {idleTimeoutInSeconds: 1}", false, 1, 0);
        row("connectionLimits: {idleTimeoutInSeconds: 0}", false, 0, 0, "idleTimeoutInSeconds is out of range");
        row("connectionLimits: {idleTimeoutInSeconds: 601}", false, 0, 0, "idleTimeoutInSeconds is out of range");
        row("connectionLimits: {maximumDurationInSeconds: 7201}", false, 0, 0, "maximumDurationInSeconds is out of");
        row("connectionLimits: {idleTimeoutInSeconds: long}", false, 0, 0, "idleTimeoutInSeconds");
        row("connectionLimits: none", false, 0, 0, "connectionLimits");
        row("connectionLimits: {none: 1}", false, 0, 0, "none");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, problem);
        QFETCH(bool, none);
        QFETCH(int, idle);
        QFETCH(int, duration);
        const auto manifest = readManifest(head + "        " + text.toStdString() + "\n", "x");
        QVERIFY(manifest);
        const ConnectionLimits& limits = manifest->apis.at(0).api.stages.at(0).connectionLimits;
        QCOMPARE(limits.none, none);
        QCOMPARE(limits.idleTimeoutInSeconds.value_or(0), idle);
        QCOMPARE(limits.maximumDurationInSeconds.value_or(0), duration);
        QCOMPARE(manifest->diagnostics.size(), std::size_t(problem.isEmpty() ? 0 : 1));
        if (!problem.isEmpty())
            QVERIFY2(QString::fromStdString(manifest->diagnostics.front().message).contains(problem),
                     manifest->diagnostics.front().message.c_str());
    }

    void writesItsLinesAlone()
    {
        const std::string set = head + "        connectionLimits: # mine\n          idleTimeoutInSeconds: 30 # soon\n";
        QCOMPARE(rewritten(head, {}), head);
        QCOMPARE(rewritten(head, {true, {}, {}}), head + "        connectionLimits:\n          none: true\n");
        QCOMPARE(rewritten(set, {false, 30, {}}), set);
        QCOMPARE(rewritten(set, {false, 45, {}}),
                 head + "        connectionLimits: # mine\n          idleTimeoutInSeconds: 45 # soon\n");
        QCOMPARE(rewritten(set, {false, 30, 60}), set + "          maximumDurationInSeconds: 60\n");
        QCOMPARE(rewritten(set, {}), head);
    }
};

QTEST_APPLESS_MAIN(TestManifestConnectionLimits)
#include "tst_manifest_connection_limits.moc"
