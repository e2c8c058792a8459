// What the running gateway tells of its traffic, on the pages of usage plans and stages and in the status line: real
// requests, real clicks.
#include "tests/support/access_page_test.h"
#include "ui/design/throttle_gauges.h"
#include "ui/design/usage_report.h"
#include "ui/session/access_session.h"
#include "ui/session/project_secrets.h"
#include "ui/shell/clock_button.h"
#include "ui/widgets/day_chart.h"
#include "ui/widgets/level_gauge.h"

#include <QMenu>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSpinBox>
#include <QTabWidget>
#include <QTimer>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - name: dev
        autoDeploy: true
        cacheClusterEnabled: true
        cacheClusterSize: "0.5"
apiKeys:
  - { name: partner, id: partner001 }
usagePlans:
  - name: basic
    id: plan01
    throttle: { rateLimit: 0.001, burstLimit: 3 }
    quota: { limit: 50, period: DAY }
    apiStages:
      - { api: pets, stage: dev }
    keys: [partner]
)";

const char* document = R"(openapi: 3.0.1
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      security: [ { api_key: [] } ]
      responses:
        "200": { description: The things, content: { application/json: { example: [] } } }
  /open:
    get:
      responses:
        "200": { description: Open }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{ "statusCode": 200 }' }
        responses: { default: { statusCode: "200", responseTemplates: { application/json: "[]" } } }
components:
  securitySchemes:
    api_key: { type: apiKey, name: x-api-key, in: header }
)";

constexpr char keyValue[] = "0123456789abcdefghijklmnop";

} // namespace

class TestTrafficPages : public AccessPageTest
{
    Q_OBJECT

private:
    QNetworkAccessManager m_network;

    [[nodiscard]] AccessSession& access() const { return m_studio->gateway.accessSession(); }
    int get(const QString& path, bool withKey = true)
    {
        const QUrl base = m_studio->gateway.invokeUrl(api().id, api().stages.front().id);
        QNetworkRequest request(QUrl(base.toString() + path));
        if (withKey)
            request.setRawHeader("x-api-key", keyValue);
        QNetworkReply* reply = m_network.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(5000))
            return 0;
        reply->deleteLater();
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    void start()
    {
        workspace().secrets().set(SecretKind::ApiKey, "partner001", Secret(keyValue));
        m_studio->gateway.setPort(0);
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        m_studio->gateway.start();
        QVERIFY(deployed.count() || deployed.wait(5000));
    }
    void showStageTab(const QString& title)
    {
        page().showNode(NodeRef{api().id, {}, {}, api().stages.front().id});
        auto* tabs = visible<QTabWidget>();
        QVERIFY(tabs);
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->tabText(i) == title)
                tabs->setCurrentIndex(i);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), title);
    }

private slots:
    void init()
    {
        open("gatewright.yaml", manifest, {1300, 1400}, {{"pets.yaml", document}});
        QTRY_VERIFY(workspace().secrets().isLoaded());
    }
    void cleanup() { m_studio.reset(); }

    void whileStoppedThePagesSaySo()
    {
        clickRow("basic", "Usage Plans");
        QVERIFY(says("levels are shown while it runs"));
        QVERIFY(says("usage is shown while it runs"));
        QVERIFY(!visible<LevelGauge>());
        showStageTab("Cache");
        QTRY_VERIFY(says("its cache begins empty"));
    }

    void aPlansBucketEmptiesAndRefusalsAreCounted()
    {
        start();
        clickRow("basic", "Usage Plans");
        QTRY_VERIFY(visible<LevelGauge>("partner"));
        QTRY_VERIFY(visible<LevelGauge>("partner")->accessibleDescription().startsWith("3"));
        QCOMPARE(get("/things"), 200);
        QTRY_VERIFY(visible<LevelGauge>("partner")->accessibleDescription().startsWith("2"));
        QVERIFY(says("No request was refused"));
        get("/things");
        get("/things");
        QCOMPARE(get("/things"), 429);
        QTRY_VERIFY(visible<LevelGauge>("partner")->accessibleDescription().startsWith("0"));
        QTRY_VERIFY(says("1 request refused in the last minute"));
    }

    void theClockFillsTheBucketAgain()
    {
        start();
        ClockButton clock(access(), m_studio->theme, &page());
        QCOMPARE(clock.text(), QString("Time: now"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(get("/things"), 200);
        QCOMPARE(get("/things"), 429);
        const auto choose = [&](const QString& text) {
            for (QAction* action : clock.menu()->actions())
                if (action->text() == text)
                    action->trigger();
        };
        choose("A Day Later");
        QCOMPARE(clock.text(), QString("Time: 1 day ahead"));
        QCOMPARE(get("/things"), 200);
        choose("An Hour Later");
        QCOMPARE(clock.text(), QString("Time: 1 day and 1 hour ahead"));
        choose("Back to Now");
        QCOMPARE(clock.text(), QString("Time: now"));
    }

    void usageIsShownAndExtended()
    {
        start();
        QCOMPARE(get("/things"), 200);
        QCOMPARE(get("/things"), 200);
        clickRow("basic", "Usage Plans");
        QTRY_VERIFY(visible<QTableView>("Usage by key"));
        auto* rows = visible<QTableView>("Usage by key");
        const auto cell = [&](int column) { return rows->model()->index(0, column).data().toString(); };
        QCOMPARE(cell(0), QString("partner"));
        QTRY_COMPARE(cell(1), QString("2"));
        QCOMPARE(cell(3), QString("48"));
        auto* chart = visible<DayChart>();
        QVERIFY(chart && chart->accessibleDescription().endsWith("2 requests, 48 left"));
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Left);
        QVERIFY(chart->accessibleDescription().contains("0 requests"));
        visible<QSpinBox>("extension")->setValue(7);
        click("Grant Extension");
        QTRY_COMPARE(cell(3), QString("55"));
        QTemporaryDir folder;
        QSignalSpy written(&access(), &AccessSession::reportWritten);
        access().writeReport(folder.filePath("usage.csv"), "Name\r\n");
        QVERIFY(written.count() || written.wait(5000));
        QSignalSpy failed(&access(), &AccessSession::failed);
        access().writeReport(folder.filePath("no/such/folder/usage.csv"), "Name\r\n");
        QVERIFY(failed.count() || failed.wait(5000));
    }

    void aStagesCacheIsListedAndEmptied()
    {
        start();
        QCOMPARE(get("/open", false), 200);
        QCOMPARE(get("/open", false), 200);
        showStageTab("Cache");
        QTRY_VERIFY(visible<QTableView>("Cached answers"));
        auto* rows = visible<QTableView>("Cached answers");
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        QVERIFY(says("Hits: 1"));
        QVERIFY(says("misses: 1"));
        rows->setCurrentIndex(rows->model()->index(0, 0));
        rows->setFocus();
        QTest::keyClick(rows, Qt::Key_Delete);
        QCOMPARE(rows->model()->rowCount(), 0);
        QCOMPARE(get("/open", false), 200);
        QTRY_VERIFY(visibleText("Flush Cache")->isEnabled());
        click("Flush Cache");
        QCOMPARE(rows->model()->rowCount(), 0);
        QVERIFY(says("No answer is kept now"));
    }

    void hiddenPagesDoNotLook()
    {
        start();
        clickRow("basic", "Usage Plans");
        QTRY_VERIFY(visible<LevelGauge>("partner"));
        const auto* gauges = page().findChild<ThrottleGauges*>();
        QVERIFY(gauges);
        clickRow("API Keys");
        QSignalSpy read(&access(), &AccessSession::usageRead);
        QTest::qWait(0);
        read.clear();
        for (const QTimer* timer : page().findChildren<QTimer*>())
            if (qobject_cast<ThrottleGauges*>(timer->parent()) || qobject_cast<UsageReport*>(timer->parent()))
                QVERIFY(!timer->isActive());
    }
};

QTEST_MAIN(TestTrafficPages)
#include "tst_traffic_pages.moc"
