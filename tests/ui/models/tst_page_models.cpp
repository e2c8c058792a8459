// The tables of the stage's and the API's pages, and the previews beside them.
#include "ui/models/behaviour_changes_model.h"
#include "ui/models/context_samples.h"
#include "ui/models/cors_preview.h"
#include "ui/models/deployments_model.h"
#include "ui/models/gateway_responses_model.h"

#include "core/api/access_log_format.h"
#include "core/api/gateway_response_types.h"
#include "core/edit/edits.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

Deployment deployment(const char* id, int sequence)
{
    return {id, "prod", "2026-11-22T18:20:00Z", "", sequence, false, {}};
}

GatewayResponseDefinition customised(std::string_view type)
{
    GatewayResponseDefinition response;
    response.responseType = type;
    return response;
}

} // namespace

class TestPageModels : public QObject
{
    Q_OBJECT

private slots:
    void deploymentsGrowAtTheFront()
    {
        DeploymentsModel model(m_theme);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setDeployments({}, {}, {});
        QCOMPARE(model.rowCount(), 0);
        model.setDeployments({deployment("aaaaaa", 1)}, "aaaaaa", {});
        model.setDeployments({deployment("bbbbbb", 2), deployment("aaaaaa", 1)}, "bbbbbb", "aaaaaa");
        QCOMPARE(model.rowOf("aaaaaa"), 1);
        QCOMPARE(model.rowOf("cccccc"), -1);
        QCOMPARE(model.stateOf(0), QString("Active"));
        QCOMPARE(model.stateOf(1), QString("Canary"));
        QCOMPARE(model.stateOf(7), QString());
        QVERIFY(model.titleOf(0).startsWith("#2, 22 "));
        QVERIFY(!model.at(-1));
        model.setDeployments({deployment("dddddd", 1)}, {}, {}); // another stage
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.stateOf(0), QString());
    }

    void breakingChangesComeFirst()
    {
        BehaviourChangesModel model(m_theme);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        BehaviourChange harmless;
        harmless.kind = BehaviourChange::Kind::Added;
        harmless.subject = "POST /pets";
        harmless.sentence = "The route is new.";
        BehaviourChange breaking;
        breaking.kind = BehaviourChange::Kind::Removed;
        breaking.subject = "GET /pets";
        breaking.breaksClients = true;
        model.setChanges({harmless, breaking});
        QCOMPARE(model.index(0, BehaviourChangesModel::Subject).data().toString(), QString("GET /pets"));
        QCOMPARE(model.index(0, BehaviourChangesModel::Effect).data().toString(), QString("Breaks clients"));
        QCOMPARE(model.index(1, BehaviourChangesModel::Effect).data().toString(), QString());
        QCOMPARE(model.breakingCount(), 1);
        QVERIFY(!model.at(2));
        model.setChanges({});
        QCOMPARE(model.rowCount(), 0);
    }

    void gatewayResponsesShowDefaultsAndCustomised()
    {
        GatewayResponsesModel model(m_theme);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 21);
        QCOMPARE(model.rowOf("NO_SUCH_TYPE"), -1);
        const int row = model.rowOf("UNAUTHORIZED");
        const auto text = [&](int column) { return model.index(row, column).data().toString(); };
        const auto color = [&] { return model.index(row, 0).data(Qt::ForegroundRole).value<QColor>(); };
        QCOMPARE(text(GatewayResponsesModel::Status), QString("401"));
        QCOMPARE(text(GatewayResponsesModel::Customised), QString("Default"));
        QCOMPARE(color(), m_theme.color(Color::TextMuted));
        OpenApiDefinition definition;
        definition.gatewayResponses = {customised("UNAUTHORIZED")};
        definition.gatewayResponses.front().statusCode = "404";
        model.setDefinition(definition);
        QCOMPARE(text(GatewayResponsesModel::Status), QString("404"));
        QCOMPARE(text(GatewayResponsesModel::Customised), QString("Own status"));
        QCOMPARE(color(), m_theme.color(Color::Text));
    }

    void presetsPreviewWithoutUnknownVariables()
    {
        QVERIFY(!accessLogPresets().empty());
        for (const AccessLogPreset& preset : accessLogPresets()) {
            const AccessLogPreview preview = previewAccessLog(std::string(preset.format), {});
            QVERIFY2(preview.unknown.isEmpty(), qPrintable(preview.unknown.join(' ')));
            QVERIFY(!preview.line.contains("$context"));
            QVERIFY(preview.line.contains("203.0.113.7"));
            QCOMPARE(accessLogProblem(QString::fromUtf8(preset.format.data(), qsizetype(preset.format.size()))),
                     QString());
        }
        QCOMPARE(previewAccessLog("$context.nonsense x", {}).unknown, QStringList("$context.nonsense"));
        QCOMPARE(previewAccessLog("$context.nonsense x", {}).line, QString("- x"));
    }

    void accessLogFormatsAreChecked_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("none") << "" << true;
        QTest::newRow("request") << "$context.requestId" << true;
        QTest::newRow("extended") << "$context.extendedRequestId" << true;
        QTest::newRow("no request") << "$context.status" << false;
        QTest::newRow("only a text") << "requestId" << false;
        QTest::newRow("two lines") << "$context.requestId\nx" << false;
        QTest::newRow("too long") << "$context.requestId" + QString(3 * 1024, 'x') << false;
    }
    void accessLogFormatsAreChecked()
    {
        QFETCH(QString, format);
        QFETCH(bool, isGood);
        QCOMPARE(accessLogProblem(format).isEmpty(), isGood);
    }

    void answersArePreviewed_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("body");
        QTest::newRow("the type's own") << "UNAUTHORIZED"
                                        << "401"
                                        << R"({"message":"Unauthorized"})";
        QTest::newRow("from DEFAULT_4XX") << "THROTTLED"
                                          << "418"
                                          << "Sorry: Too Many Requests";
        QTest::newRow("from DEFAULT_5XX") << "INTEGRATION_TIMEOUT"
                                          << "504"
                                          << R"({"message":"Endpoint request timed out"})";
        QTest::newRow("unknown") << "NO_SUCH_TYPE"
                                 << ""
                                 << "";
    }
    void answersArePreviewed()
    {
        QFETCH(QString, type);
        QFETCH(QString, status);
        QFETCH(QString, body);
        OpenApiDefinition definition;
        definition.gatewayResponses = {customised("DEFAULT_4XX"), customised("UNAUTHORIZED")};
        definition.gatewayResponses[0].statusCode = "418";
        definition.gatewayResponses[0].responseTemplates = {{"text/plain", "Sorry: $context.error.message"}};
        const QString text = previewGatewayResponse(definition, type.toStdString(), {});
        QVERIFY(text.isEmpty() == status.isEmpty());
        QVERIFY2(text.startsWith("HTTP/1.1 " + status) || status.isEmpty(), qPrintable(text));
        QVERIFY2(text.endsWith(body) || body.isEmpty(), qPrintable(text));
    }

    void everySampleOfAKindIsThere()
    {
        for (const GatewayResponseKind& kind : gatewayResponseKinds())
            QVERIFY(previewGatewayResponse({}, std::string(kind.type), {}).startsWith("HTTP/1.1 "));
    }

    void corsSaysWhatItWritesOrWhyNot()
    {
        Result<Project> project = createApi({}, ApiKind::Rest, "pets");
        const ApiId api = project->apis.front()->id;
        project = createResource(std::move(*project), api, "/", "pets");
        project = createMethod(std::move(*project), api, "/pets", HttpVerb::Get);
        QVERIFY(project);
        CorsOptions options;
        const CorsPreview good = previewCors(*project, api, "/pets", options);
        QVERIFY2(good.problem.isEmpty(), qPrintable(good.problem));
        QVERIFY(good.text.startsWith("OPTIONS /pets → 200"));
        QVERIFY(good.text.contains("Access-Control-Allow-Methods: GET,OPTIONS"));
        options.allowOrigin.clear();
        QVERIFY(!previewCors(*project, api, "/pets", options).problem.isEmpty());
        const auto written = enableCors(*project, api, "/pets", CorsOptions());
        QVERIFY(written);
        QVERIFY(previewCors(*written, api, "/pets", CorsOptions()).text.contains("Nothing changes"));
    }

private:
    Theme m_theme{ThemeChoice::Light};
};

QTEST_MAIN(TestPageModels)
#include "tst_page_models.moc"
