// The forms' tables and checks: exact rows, drafts, what is refused.
#include "ui/models/field_table_model.h"
#include "ui/models/integration_checks.h"
#include "ui/models/json_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

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

} // namespace

class TestFormModels : public QObject
{
    Q_OBJECT

private slots:
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
