// The models of HTTP APIs' pages: the route table, its filter, the route that answers a path, mappings as rows, and the
// report of a conversion.
#include "ui/models/conversion_report_model.h"
#include "ui/models/route_filter.h"
#include "ui/models/route_mappings.h"
#include "ui/models/route_table_model.h"
#include "ui/models/route_trial.h"

#include "core/edit/edits_route.h"
#include "tests/core/edit/edited_project.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

Project httpProject(const std::string& routes)
{
    Project project = projectWith(routes);
    Api& api = project.apis.front().edit();
    api.definition = HttpApi{*api.openApi()};
    return project;
}

const Api& apiOf(const Project& project)
{
    return *project.apis.front();
}

QString keys(const QAbstractItemModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, 0).data().toString();
    return all.join("; ");
}

} // namespace

class TestRouteModels : public QObject
{
    Q_OBJECT

private slots:
    void tableFollowsEdits_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("resets");
        QTest::newRow("first") << ""
                               << "GET /a" << 0;
        QTest::newRow("last goes") << "GET /a"
                                   << "" << 0;
        QTest::newRow("one more") << "GET /a; GET /c"
                                  << "GET /a; GET /b; GET /c" << 0;
        QTest::newRow("several go and come") << "GET /a; GET /b; GET /c; GET /d"
                                             << "GET /0; GET /b; PUT /b; GET /e; GET /f" << 0;
        QTest::newRow("another order") << "GET /a; GET /b; GET /c"
                                       << "GET /c; GET /a; GET /b" << 0;
        QTest::newRow("all at once") << "GET /a; GET /b; GET /c; GET /d"
                                     << "GET /d; GET /x; GET /b; GET /a" << 0;
    }
    void tableFollowsEdits()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        RouteTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RouteFilter filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setRows(routeRows(apiOf(httpProject(before.toStdString()))));
        QCOMPARE(keys(model), before);
        model.setRows(routeRows(apiOf(httpProject(after.toStdString()))));
        QCOMPARE(keys(model), after);
        QCOMPARE(keys(filter), after);
        QTEST(int(resets.size()), "resets");
    }

    void renamedRouteStaysTheRow()
    {
        const Project before = httpProject("GET /a; GET /b");
        RouteTableModel model;
        model.setRows(routeRows(apiOf(before)));
        const NodeRef route = model.at(0);
        QPersistentModelIndex row(model.index(0, 0));
        const auto after = renameRoute(before, petsId, route.method, "POST /z");
        QVERIFY(after);
        model.setRows(routeRows(apiOf(*after)));
        QVERIFY(row.isValid());
        QCOMPARE(row.data().toString(), QString("POST /z"));
        QCOMPARE(model.rowOf(route.method), row.row());
    }

    void oneRouteThatMovesIsOneMove()
    {
        std::string routes;
        for (int i = 0; i < 1000; ++i)
            routes += (i ? "; GET /r" : "GET /r") + std::to_string(i);
        const Project before = httpProject(routes);
        RouteTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(routeRows(apiOf(before)));
        QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const auto after = renameRoute(before, petsId, model.at(10).method, "GET /z"); // its path is the last now
        QVERIFY(after);
        model.setRows(routeRows(apiOf(*after)));
        QCOMPARE(model.index(999, 0).data().toString(), QString("GET /z"));
        QCOMPARE(moves.size(), 1);
        model.setRows(routeRows(apiOf(before)));
        QCOMPARE(model.index(10, 0).data().toString(), QString("GET /r10"));
        QCOMPARE(moves.size(), 2);
        QVERIFY(resets.isEmpty());
    }

    void aWholeNewOrderIsToldAsThat()
    {
        const Project before = httpProject("GET /a");
        std::vector<RouteRow> rows(100, routeRows(apiOf(before)).front());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].ref.method = MethodId{i + 1};
            rows[i].key = QString::number(i);
        }
        RouteTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rows);
        std::reverse(rows.begin(), rows.end());
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setRows(rows);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), QString("99"));
        QCOMPARE(model.index(99, 0).data().toString(), QString("0"));
    }

    void keyTypedIntoARowIsARequest()
    {
        RouteTableModel model;
        model.setRows(routeRows(apiOf(httpProject("GET /a"))));
        QSignalSpy renames(&model, &RouteTableModel::renameRequested);
        QVERIFY(!model.setData(model.index(0, 0), "GET /a"));
        QVERIFY(!model.setData(model.index(0, 0), " "));
        QVERIFY(!model.setData(model.index(0, 1), "x"));
        QVERIFY(renames.isEmpty());
        QVERIFY(model.setData(model.index(0, 0), " PUT /a "));
        QCOMPARE(renames.size(), 1);
        QCOMPARE(renames[0][1].toString(), QString("PUT /a"));
        QCOMPARE(model.index(0, 0).data().toString(), QString("GET /a")); // until the project says otherwise
    }

    void filterHoldsEveryWordAndSorts()
    {
        RouteTableModel model;
        model.setRows(routeRows(apiOf(httpProject("PUT /b; GET /b; ANY /$default; GET /a"))));
        RouteFilter filter;
        filter.setSourceModel(&model);
        filter.setText("get  /b");
        QCOMPARE(keys(filter), QString("GET /b"));
        filter.setText("nothing");
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        filter.sort(RouteTableModel::Key);
        QCOMPARE(keys(filter), QString("GET /a; GET /b; PUT /b; $default"));
    }

    void routeThatAnswers_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("key"); // empty: none
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("passedOver");
        QTest::newRow("spelt out") << "GET"
                                   << "/pets/dog/1"
                                   << "GET /pets/dog/1"
                                   << "spells out"
                                   << "GET /pets/dog/{id}; GET /pets/{proxy+}; ANY /{proxy+}; $default";
        QTest::newRow("variable") << "GET"
                                  << "/pets/dog/2"
                                  << "GET /pets/dog/{id}"
                                  << "whole path"
                                  << "GET /pets/{proxy+}; ANY /{proxy+}; $default";
        QTest::newRow("greedy") << "GET"
                                << "/pets/cat/1"
                                << "GET /pets/{proxy+}"
                                << "greedy"
                                << "ANY /{proxy+}; $default";
        QTest::newRow("any") << "POST"
                             << "/test/5"
                             << "ANY /{proxy+}"
                             << "no route of its own"
                             << "$default";
        QTest::newRow("default") << "GET"
                                 << "/"
                                 << "$default"
                                 << "default route"
                                 << "";
        QTest::newRow("query is no part") << "GET"
                                          << "/pets/dog/2?x=1"
                                          << "GET /pets/dog/{id}"
                                          << "whole"
                                          << "GET /pets/{proxy+}; ANY /{proxy+}; $default";
    }
    void routeThatAnswers()
    {
        QFETCH(QString, verb);
        QFETCH(QString, path);
        const Project project =
            httpProject("GET /pets/dog/1; GET /pets/dog/{id}; GET /pets/{proxy+}; ANY /{proxy+}; ANY /$default");
        const RouteTrial trial = tryRoute(apiOf(project), verb, path);
        QTEST(trial.key, "key");
        QFETCH(QString, why);
        QVERIFY2(trial.why.contains(why), qPrintable(trial.why));
        QTEST(trial.passedOver.join("; "), "passedOver");
        QVERIFY(project.find(trial.route));
    }

    void noRouteAnswers()
    {
        const Project project = httpProject("GET /pets");
        QVERIFY(tryRoute(apiOf(project), "GET", "/pets/").why.contains("slash at the end"));
        QVERIFY(tryRoute(apiOf(project), "POST", "/pets").why.contains("404"));
        QVERIFY(tryRoute(apiOf(project), "GET", "/dogs").route.isEmpty());
    }

    void triesAThousandRoutesQuickly()
    {
        std::string routes;
        for (int i = 0; i < 1000; ++i)
            routes += (i ? "; GET /g" : "GET /g") + std::to_string(i / 10) + "/r" + std::to_string(i) + "/{id}";
        const Project project = httpProject(routes + "; ANY /{proxy+}; ANY /$default");
        QElapsedTimer timer;
        timer.start();
        const RouteTrial trial = tryRoute(apiOf(project), "GET", "/g50/r500/7");
        qInfo("a path tried against 1,002 routes: %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(trial.key, QString("GET /g50/r500/{id}"));
        QCOMPARE(trial.variables, QStringList{"id = 7"});
        QCOMPARE(trial.passedOver.size(), 2);
    }

    void mappingsGoThereAndBack()
    {
        Integration integration;
        integration.requestParameters = {{"overwrite:header.x-a", "$request.querystring.a"},
                                         {"remove:querystring.b", "''"},
                                         {"overwrite:path", "/fixed"}};
        integration.responseParameters = {{"404", {{"overwrite:statuscode", "410"}}},
                                          {"200", {{"append:header.x-b", "c"}}}};
        Integration copy = integration;
        putRequestMappings(copy, requestMappings(integration));
        putResponseMappings(copy, responseMappings(integration));
        QVERIFY(copy == integration);
        QCOMPARE(requestMappings(integration)[1].value, QString());
        QCOMPARE(responseMappings(integration)[0].status, QString("404"));
    }

    void mappingProblems_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem"); // a part; empty: none
        const int request = int(MappingSide::Request);
        const int response = int(MappingSide::Response);
        QTest::newRow("header") << request << ""
                                << "overwrite"
                                << "header.x-a"
                                << "$request.header.b"
                                << "";
        QTest::newRow("removed") << request << ""
                                 << "remove"
                                 << "querystring.a"
                                 << ""
                                 << "";
        QTest::newRow("path") << request << ""
                              << "overwrite"
                              << "path"
                              << "/a"
                              << "";
        QTest::newRow("path appended") << request << ""
                                       << "append"
                                       << "path"
                                       << "/a"
                                       << "overwrite:path";
        QTest::newRow("reserved") << request << ""
                                  << "overwrite"
                                  << "header.Authorization"
                                  << "x"
                                  << "reserved";
        QTest::newRow("no value") << request << ""
                                  << "overwrite"
                                  << "header.x-a"
                                  << ""
                                  << "Say what";
        QTest::newRow("the other side") << request << ""
                                        << "overwrite"
                                        << "header.x-a"
                                        << "$response.header.b"
                                        << "no response yet";
        QTest::newRow("status code") << response << "200"
                                     << "overwrite"
                                     << "statuscode"
                                     << "201"
                                     << "";
        QTest::newRow("no status") << response << "abc"
                                   << "overwrite"
                                   << "statuscode"
                                   << "201"
                                   << "status";
        QTest::newRow("request read back") << response << "200"
                                           << "append"
                                           << "header.x-a"
                                           << "$request.header.b"
                                           << "request cannot be read";
        QTest::newRow("no querystring here") << response << "200"
                                             << "append"
                                             << "querystring.a"
                                             << "b"
                                             << "header.name";
    }
    void mappingProblems()
    {
        QFETCH(int, side);
        QFETCH(QString, status);
        QFETCH(QString, action);
        QFETCH(QString, target);
        QFETCH(QString, value);
        QFETCH(QString, problem);
        const QString found = mappingProblem(MappingSide(side), {status, action, target, value});
        QCOMPARE(found.isEmpty(), problem.isEmpty());
        QVERIFY2(found.contains(problem), qPrintable(found));
    }

    void reportShowsWhatIsLostFirst()
    {
        Theme theme(ThemeChoice::Light);
        ConversionReportModel model(theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ConversionReport report;
        report.notes = {{Carry::Carried, "GET /a", "As it is.", "", {}},
                        {Carry::Changed, "", "Otherwise.", "Look.", {}},
                        {Carry::Lost, "GET /b", "Gone.", "Do this.", {}}};
        model.setReport(report);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 1).data().toString(), QString("GET /b"));
        QCOMPARE(model.index(1, 1).data().toString(), QString("The API"));
        QCOMPARE(model.summary(), QString("1 carried over · 1 changed · 1 cannot be carried"));
        model.setShownCarried(false);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.asText().contains("Not carried: GET /b: Gone. Do this."));
    }
};

QTEST_MAIN(TestRouteModels)
#include "tst_route_models.moc"
