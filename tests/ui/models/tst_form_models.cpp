// The forms' tables and checks: exact rows, drafts, what is refused.
#include "ui/models/field_table_model.h"
#include "ui/models/integration_checks.h"
#include "ui/models/json_text.h"
#include "ui/models/mapping_checks.h"
#include "ui/models/response_selection.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

Q_DECLARE_METATYPE(gw::IntegrationType)

namespace {

std::vector<TableColumn> columns()
{
    return {{QStringLiteral("Name"), TableColumn::Kind::Code, {}, 1},
            {QStringLiteral("Required"), TableColumn::Kind::Check, {}, 0}};
}

std::vector<QStringList> rowsOf(const QStringList& names)
{
    std::vector<QStringList> rows;
    for (const QString& name : names)
        rows.push_back({name, QStringLiteral("false")});
    return rows;
}

QStringList namesOf(const FieldTableModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    return names;
}

MappingScope mappings(IntegrationType type)
{
    MappingScope scope;
    scope.type = type;
    Parameter id;
    id.name = "petId";
    id.location = ParameterLocation::Path;
    Parameter tenant;
    tenant.name = "X-Tenant";
    tenant.location = ParameterLocation::Header;
    Parameter limit;
    limit.name = "limit";
    scope.requestParameters = {id, tenant, limit};
    scope.responseHeaders = {"ETag"};
    scope.uriVariables = {"id"};
    scope.stageVariables = {"backend"};
    return scope;
}

} // namespace

class TestFormModels : public QObject
{
    Q_OBJECT

private slots:
    void judgesRequestMappings_data()
    {
        QTest::addColumn<IntegrationType>("type");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("problem"); // a part of it; empty: none
        const auto http = IntegrationType::Http;
        const auto aws = IntegrationType::Aws;
        const QString header = "integration.request.header.X";
        QTest::addRow("header") << http << header << "method.request.header.x-tenant"
                                << "";
        QTest::addRow("path") << http << "integration.request.path.id"
                              << "method.request.path.petId"
                              << "";
        QTest::addRow("query") << http << "integration.request.querystring.q"
                               << "method.request.querystring.limit"
                               << "";
        QTest::addRow("all values") << http << header << "method.request.multivaluequerystring.limit"
                                    << "";
        QTest::addRow("text") << http << header << "'fixed'"
                              << "";
        QTest::addRow("empty text") << http << header << "''"
                                    << "";
        QTest::addRow("context") << http << header << "context.identity.sourceIp"
                                 << "";
        QTest::addRow("stage variable") << http << header << "stageVariables.backend"
                                        << "";
        QTest::addRow("body") << http << header << "method.request.body"
                              << "";
        QTest::addRow("part of the body") << http << header << "method.request.body.a[0].b"
                                          << "";
        QTest::addRow("authorization to http") << http << "integration.request.header.Authorization"
                                               << "'a'"
                                               << "";

        QTest::addRow("no destination") << http << "request.header.X"
                                        << "'a'"
                                        << "integration.request.header";
        QTest::addRow("no name") << http << "integration.request.header."
                                 << "'a'"
                                 << "name is missing";
        QTest::addRow("bad name") << http << "integration.request.header.a b"
                                  << "'a'"
                                  << "is no name";
        QTest::addRow("written by the gateway") << http << "integration.request.header.Content-Length"
                                                << "'1'"
                                                << "500";
        QTest::addRow("trace id") << aws << "integration.request.header.x-amzn-trace-id"
                                  << "'1'"
                                  << "500";
        QTest::addRow("authorization to aws") << aws << "integration.request.header.Authorization"
                                              << "'a'"
                                              << "500";
        QTest::addRow("not in the target") << http << "integration.request.path.other"
                                           << "'a'"
                                           << "{other}";
        QTest::addRow("unknown source") << http << header << "request.body"
                                        << "Unknown source";
        QTest::addRow("open text") << http << header << "'fixed"
                                   << "not closed";
        QTest::addRow("bare text") << http << header << "fixed"
                                   << "Unknown source";
        QTest::addRow("undeclared header") << http << header << "method.request.header.Nope"
                                           << "no header \"Nope\"";
        QTest::addRow("undeclared query") << http << header << "method.request.querystring.Limit"
                                          << "query parameter";
        QTest::addRow("undeclared path") << http << header << "method.request.path.id"
                                         << "path parameter";
        QTest::addRow("unknown variable") << http << header << "stageVariables.nope"
                                          << "No stage";
        QTest::addRow("context without name") << http << header << "context."
                                              << "name is missing";
        QTest::addRow("body without dot") << http << header << "method.request.bodyname"
                                          << "JSONPath";
        QTest::addRow("response source") << http << header << "integration.response.header.X"
                                         << "Unknown source";
    }

    void judgesRequestMappings()
    {
        QFETCH(IntegrationType, type);
        QFETCH(QString, target);
        QFETCH(QString, source);
        QFETCH(QString, problem);
        const MappingScope scope = mappings(type);
        const QString said = requestTargetProblem(scope, target) + requestSourceProblem(scope, source);
        QVERIFY2(problem.isEmpty() ? said.isEmpty() : said.contains(problem), qPrintable(said));
    }

    void judgesResponseMappings_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("problem");
        const QString etag = "method.response.header.ETag";
        QTest::addRow("header") << etag << "integration.response.header.etag"
                                << "";
        QTest::addRow("letter case") << "method.response.header.etag"
                                     << "'x'"
                                     << "";
        QTest::addRow("body") << etag << "integration.response.body.id"
                              << "";
        QTest::addRow("undeclared") << "method.response.header.X"
                                    << "'x'"
                                    << "does not declare";
        QTest::addRow("no header") << "method.response.body"
                                   << "'x'"
                                   << "sets a header";
        QTest::addRow("request source") << etag << "method.request.header.X"
                                        << "Unknown source";
        QTest::addRow("no name") << etag << "integration.response.header."
                                 << "name is missing";
    }

    void judgesResponseMappings()
    {
        QFETCH(QString, target);
        QFETCH(QString, source);
        QFETCH(QString, problem);
        const MappingScope scope = mappings(IntegrationType::Http);
        const QString said = responseTargetProblem(scope, target) + responseSourceProblem(scope, source);
        QVERIFY2(problem.isEmpty() ? said.isEmpty() : said.contains(problem), qPrintable(said));
    }

    void whatIsOfferedIsRight()
    {
        const MappingScope scope = mappings(IntegrationType::Http);
        for (const QString& source : requestSources(scope))
            QCOMPARE(requestSourceProblem(scope, source), QString());
        for (const QString& source : responseSources(scope))
            QCOMPARE(responseSourceProblem(scope, source), QString());
        for (const QString& target : responseTargets(scope))
            QCOMPARE(responseTargetProblem(scope, target), QString());
        QVERIFY(requestTargets(scope).contains("integration.request.path.id"));
    }

    void unmappedVariablesAreFound()
    {
        Integration integration;
        integration.uri = "http://localhost/{id}/x/{other}";
        integration.requestParameters = {{"integration.request.path.id", "method.request.path.id"}};
        QCOMPARE(unmappedUriVariables(integration), std::vector<std::string>{"other"});
        integration.type = IntegrationType::Mock;
        QVERIFY(unmappedUriVariables(integration).empty());
    }

    void selectsResponses_data()
    {
        QTest::addColumn<QStringList>("responses"); // "status pattern"
        QTest::addColumn<QString>("subject");
        QTest::addColumn<int>("selected");
        const QStringList usual{"200 ", "404 404", "500 5\\d{2}"};
        QTest::addRow("default") << usual << "201" << 0;
        QTest::addRow("exact") << usual << "404" << 1;
        QTest::addRow("expression") << usual << "503" << 2;
        QTest::addRow("whole text") << QStringList{"400 4"} << "404" << -1;
        QTest::addRow("by status, not by order") << QStringList{"500 .*", "400 4.."} << "404" << 1;
        QTest::addRow("lines") << QStringList{"500 a.*"} << "a\nb" << -1;
        QTest::addRow("lines wanted") << QStringList{"500 (?s)a.*"} << "a\nb" << 0;
        QTest::addRow("no expression") << QStringList{"500 ("} << "(" << -1;
        QTest::addRow("none") << QStringList{} << "200" << -1;
    }

    void selectsResponses()
    {
        QFETCH(QStringList, responses);
        QFETCH(QString, subject);
        std::vector<IntegrationResponse> list;
        for (const QString& text : responses) {
            IntegrationResponse response;
            response.statusCode = text.section(' ', 0, 0).toStdString();
            response.selectionPattern = text.section(' ', 1).toStdString();
            list.push_back(response);
        }
        QTEST(selectedResponse(list, subject), "selected");
    }

    void cellsTellTheirProblems()
    {
        FieldTableModel model(columns());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCheck([](const QStringList& row, int column) {
            return column == 0 && row.value(0) == "bad" ? QStringLiteral("not this") : QString();
        });
        model.setRows(rowsOf({"good", "bad", "bad"}));
        QCOMPARE(model.problems(), QStringList{"not this"});
        QCOMPARE(model.index(1, 0).data(FieldTableModel::problemRole).toString(), QStringLiteral("not this"));
        QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("not this"));
        QVERIFY(model.index(0, 0).data(FieldTableModel::problemRole).toString().isEmpty());
        model.beginDraft({"bad", "false"});
        QCOMPARE(model.problems().size(), 1);
    }

    void rowsFollowWithoutReset_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        const QStringList abc{"a", "b", "c"};
        QTest::addRow("same") << abc << abc;
        QTest::addRow("append") << abc << QStringList{"a", "b", "c", "d"};
        QTest::addRow("prepend") << abc << QStringList{"z", "a", "b", "c"};
        QTest::addRow("remove first") << abc << QStringList{"b", "c"};
        QTest::addRow("remove middle") << abc << QStringList{"a", "c"};
        QTest::addRow("change") << abc << QStringList{"a", "x", "c"};
        QTest::addRow("replace all") << abc << QStringList{"x", "y"};
        QTest::addRow("empty") << abc << QStringList{};
        QTest::addRow("from empty") << QStringList{} << abc;
    }

    void rowsFollowWithoutReset()
    {
        QFETCH(QStringList, before);
        QFETCH(QStringList, after);
        FieldTableModel model(columns());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows(rowsOf(before));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(rowsOf(after));
        QCOMPARE(namesOf(model), after);
        QCOMPARE(reset.size(), 0);
    }

    void editsLeaveAsRequests()
    {
        FieldTableModel model(columns());
        model.setRows(rowsOf({"a"}));
        QSignalSpy edited(&model, &FieldTableModel::cellEdited);
        model.setData(model.index(0, 0), QStringLiteral("a"));
        QCOMPARE(edited.size(), 0);
        model.setData(model.index(0, 0), QStringLiteral(" b "));
        model.setData(model.index(0, 1), Qt::Checked, Qt::CheckStateRole);
        QCOMPARE(edited.size(), 2);
        QCOMPARE(edited[0].at(2).toString(), QStringLiteral("b"));
        QCOMPARE(edited[1].at(2).toString(), QStringLiteral("true"));
        QCOMPARE(namesOf(model), QStringList{"a"});
    }

    void aDraftIsAddedWhenItHasAName()
    {
        FieldTableModel model(columns());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows(rowsOf({"a"}));
        QSignalSpy added(&model, &FieldTableModel::rowAdded);
        const QModelIndex cell = model.beginDraft({QString(), QStringLiteral("true")});
        model.setData(model.index(cell.row(), 1), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(added.size(), 0);
        model.setData(cell, QStringLiteral("b"));
        QCOMPARE(added.size(), 1);
        model.setRows(rowsOf({"a"})); // refused: the draft goes
        QCOMPARE(namesOf(model), QStringList{"a"});
    }

    void targets_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<bool>("isGood");
        const int http = int(IntegrationType::HttpProxy);
        const int aws = int(IntegrationType::AwsProxy);
        QTest::addRow("plain") << http << "http://localhost:8080/pets" << true;
        QTest::addRow("https") << http << "https://example.com" << true;
        QTest::addRow("empty") << http << "" << true;
        QTest::addRow("path parameter") << http << "http://a/{id}/x" << true;
        QTest::addRow("greedy") << http << "http://a/{proxy+}" << true;
        QTest::addRow("variable host") << http << "http://${stageVariables.host}/x" << true;
        QTest::addRow("variable whole") << http << "${stageVariables.backend}/pets" << true;
        QTest::addRow("address v6") << http << "http://[::1]:80/" << true;
        QTest::addRow("no scheme") << http << "localhost:80" << false;
        QTest::addRow("other scheme") << http << "ftp://a/" << false;
        QTest::addRow("no host") << http << "http://" << false;
        QTest::addRow("space") << http << "http://a/b c" << false;
        QTest::addRow("open brace") << http << "http://a/{id" << false;
        QTest::addRow("close brace") << http << "http://a/id}" << false;
        QTest::addRow("bad variable") << http << "http://a/${stage.x}" << false;
        QTest::addRow("big port") << http << "http://a:70000/" << false;
        QTest::addRow("arn") << aws << "arn:aws:apigateway:us-east-1:lambda:path/x" << true;
        QTest::addRow("no arn") << aws << "http://a/" << false;
        QTest::addRow("mock takes anything") << int(IntegrationType::Mock) << "?" << true;
    }

    void targets()
    {
        QFETCH(int, type);
        QFETCH(QString, uri);
        QFETCH(bool, isGood);
        QCOMPARE(targetProblem(static_cast<IntegrationType>(type), uri).isEmpty(), isGood);
    }

    void limits_data()
    {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<bool>("isGood");
        QTest::addRow("time-out 50") << timeoutProblem("50") << true;
        QTest::addRow("time-out 29000") << timeoutProblem("29000") << true;
        QTest::addRow("time-out empty") << timeoutProblem("") << true;
        QTest::addRow("time-out 49") << timeoutProblem("49") << false;
        QTest::addRow("time-out 29001") << timeoutProblem("29001") << false;
        QTest::addRow("time-out word") << timeoutProblem("soon") << false;
        QTest::addRow("status 200") << statusProblem("200", false) << true;
        QTest::addRow("status 4XX") << statusProblem("4XX", true) << true;
        QTest::addRow("status default") << statusProblem("default", true) << true;
        QTest::addRow("status 4XX not here") << statusProblem("4XX", false) << false;
        QTest::addRow("status 600") << statusProblem("600", true) << false;
        QTest::addRow("status empty") << statusProblem("", true) << false;
        QTest::addRow("pattern") << patternProblem("4\\d{2}") << true;
        QTest::addRow("pattern broken") << patternProblem("4(") << false;
        QTest::addRow("stage") << stageNameProblem("dev-1_x") << true;
        QTest::addRow("stage empty") << stageNameProblem("") << false;
        QTest::addRow("stage slash") << stageNameProblem("a/b") << false;
        QTest::addRow("stage long") << stageNameProblem(QString(129, 'a')) << false;
        QTest::addRow("variable") << variableProblem("backend", "http://a:1/x") << true;
        QTest::addRow("variable dash") << variableProblem("a-b", "x") << false;
        QTest::addRow("variable long") << variableProblem(QString(65, 'a'), "x") << false;
        QTest::addRow("value space") << variableProblem("a", "b c") << false;
        QTest::addRow("value long") << variableProblem("a", QString(513, 'x')) << false;
    }

    void limits()
    {
        QFETCH(QString, problem);
        QFETCH(bool, isGood);
        QCOMPARE(problem.isEmpty(), isGood);
    }

    void jsonTexts()
    {
        QVERIFY(parseJsonText(QString())->isNull());
        QVERIFY(parseJsonText(QStringLiteral("{\"a\": [1.50]}"))->find("a"));
        const auto broken = parseJsonText(QStringLiteral("{\n  \"a\": ,\n}"));
        QVERIFY(!broken);
        QVERIFY(errorText(broken.error()).startsWith(QStringLiteral("Line 2")));
        QVERIFY(isSameJson(QStringLiteral("[1, 2]"), QStringLiteral("[\n1,2]")));
        QVERIFY(!isSameJson(QStringLiteral("[1]"), QStringLiteral("[1")));
        QCOMPARE(exampleText(json::Value("hi"), "text/plain"), QStringLiteral("hi"));
        QCOMPARE(exampleText(json::Value("hi"), "application/json"), QStringLiteral("\"hi\""));
        QVERIFY(parseExample(QStringLiteral("not json"), "text/plain").has_value());
        QVERIFY(!parseExample(QStringLiteral("not json"), "application/problem+json").has_value());
    }
};

QTEST_GUILESS_MAIN(TestFormModels)
#include "tst_form_models.moc"
