// Outlines of definitions: whole and half-finished ones, their states, transitions, places in the text and problems.
#include "core/lint/lint.h"
#include "core/states/asl_outline.h"
#include "core/states/asl_problems.h"
#include "core/states/asl_words.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace gw;

namespace {

const std::string orders = R"({
  "Comment": "Fulfils an order",
  "StartAt": "Check stock",
  "States": {
    "Check stock": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:000000000000:function:check-stock:live",
      "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 2}],
      "Catch": [{"ErrorEquals": ["Stock.Unknown", "States.ALL"], "Next": "Refuse"}],
      "Next": "Is there enough?"
    },
    "Is there enough?": {
      "Type": "Choice",
      "Choices": [
        {"And": [{"Variable": "$.stock", "NumericGreaterThanEqualsPath": "$.count"}, {"Variable": "$.vip", "BooleanEquals": true}], "Next": "Prepare"},
        {"Not": {"Variable": "$.stock", "IsPresent": true}, "Next": "Refuse"}
      ],
      "Default": "Wait"
    },
    "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Check stock"},
    "Prepare": {
      "Type": "Parallel",
      "Branches": [
        {"StartAt": "Pack", "States": {"Pack": {"Type": "Pass", "End": true}}},
        {"StartAt": "Label", "States": {"Label": {"Type": "Map", "ItemsPath": "$.parcels", "End": true,
          "ItemProcessor": {"StartAt": "Print", "States": {"Print": {"Type": "Succeed"}}}}}}
      ],
      "End": true
    },
    "Refuse": {"Type": "Fail", "Error": "Order.Refused"}
  }
}
)";

QString problems(const asl::Outline& outline)
{
    QStringList lines;
    for (const asl::Problem& problem : outline.problems)
        lines << QStringLiteral("%1:%2 %3")
                     .arg(problem.diagnostic.position.line)
                     .arg(problem.diagnostic.position.column)
                     .arg(QString::fromStdString(problem.diagnostic.rule));
    return lines.join(QStringLiteral(", "));
}

std::size_t countIn(const json::Value& flow)
{
    std::size_t count = 0;
    if (!flow["States"].isObject())
        return 0;
    for (const json::Member& state : flow["States"].asObject()) {
        ++count;
        if (state.value["Branches"].isArray())
            for (const json::Value& branch : state.value["Branches"].asArray())
                count += countIn(branch);
        count += countIn(state.value["ItemProcessor"]) + countIn(state.value["Iterator"]);
    }
    return count;
}

} // namespace

class TestAslOutline : public QObject
{
    Q_OBJECT

private slots:
    void readsStatesTransitionsAndFlows()
    {
        const asl::Outline outline = asl::readOutline(orders);
        QVERIFY(outline.isWhole);
        QCOMPARE(problems(outline), QString());
        QCOMPARE(outline.countStates(), std::size_t{8});
        QCOMPARE(outline.root.startAt, std::string("Check stock"));
        const asl::State* check = outline.findNamed("Check stock");
        QCOMPARE(check->summary, std::string("check-stock"));
        QCOMPARE(check->retriers, 1);
        QCOMPARE(check->transitions.size(), std::size_t{2});
        QCOMPARE(check->transitions[1].words, std::string("Stock.Unknown, States.ALL"));
        const asl::State* choice = outline.findNamed("Is there enough?");
        QCOMPARE(choice->transitions.size(), std::size_t{3});
        QCOMPARE(choice->transitions[0].words, std::string("$.stock ≥ $.count and $.vip = true"));
        QCOMPARE(choice->transitions[1].words, std::string("not ($.stock is present)"));
        QCOMPARE(choice->transitions[2].kind, asl::Transition::Kind::Default);
        QCOMPARE(outline.findNamed("Wait")->summary, std::string("30 s"));
        const asl::State* print = outline.findNamed("Print");
        QCOMPARE(print->pointer, std::string("/States/Prepare/Branches/1/States/Label/ItemProcessor/States/Print"));
        QCOMPARE(outline.find(print->pointer), print);
        QCOMPARE(outline.flowOf(print->pointer)->pointer,
                 std::string("/States/Prepare/Branches/1/States/Label/ItemProcessor"));
        QVERIFY(print->ends);
    }

    void aPlaceInTheTextIsInItsInnermostState()
    {
        const asl::Outline outline = asl::readOutline(orders);
        for (const char* name : {"Check stock", "Wait", "Pack", "Label", "Print", "Refuse"}) {
            const asl::State* state = outline.findNamed(name);
            QCOMPARE(outline.at(state->nameRange.begin + 1), state);
            QCOMPARE(orders.substr(state->nameRange.begin, state->nameRange.end - state->nameRange.begin),
                     '"' + std::string(name) + '"');
        }
        QCOMPARE(outline.at(3), nullptr);
    }

    void rulesInWords_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QString>("words");
        QTest::newRow("text") << QByteArray(R"({"Variable":"$.a","StringEquals":"x"})") << "$.a = \"x\"";
        QTest::newRow("path") << QByteArray(R"({"Variable":"$.a","StringLessThanPath":"$.b"})") << "$.a < $.b";
        QTest::newRow("number") << QByteArray(R"({"Variable":"$.a","NumericLessThanEquals":1.50})") << "$.a ≤ 1.50";
        QTest::newRow("absent") << QByteArray(R"({"Variable":"$.a","IsNull":false})") << "$.a is not null";
        QTest::newRow("matches") << QByteArray(R"({"Variable":"$.a","StringMatches":"x*"})") << "$.a matches \"x*\"";
        QTest::newRow("or in and")
            << QByteArray(
                   R"({"And":[{"Or":[{"Variable":"$.a","IsString":true},{"Variable":"$.b","IsNumeric":true}]},{"Variable":"$.c","BooleanEquals":false}]})")
            << "($.a is a string or $.b is a number) and $.c = false";
        QTest::newRow("JSONata") << QByteArray(R"({"Condition":"{% $states.input.total > 5 %}"})")
                                 << "$states.input.total > 5";
        QTest::newRow("half") << QByteArray(R"({"Variable":"$.a"})") << "$.a";
        QTest::newRow("nothing") << QByteArray("[]") << "";
        QTest::newRow("deep") << QByteArray(R"({"Not":{"Not":{"Not":{"Not":{"Not":{"Not":{"Not":{"Not":{}}}}}}}}})")
                              << "not (not (not (not (not (not (not (…)))))))";
    }

    void rulesInWords()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(asl::ruleInWords(json::readJson(rule.toStdString()).value())), words);
    }

    void everyOperatorHasASign()
    {
        QCOMPARE(asl::comparisonFields().size(), std::size_t{39});
        for (const std::string& field : asl::comparisonFields())
            QVERIFY2(!asl::comparisonOf(field).sign.empty(), field.c_str());
        QVERIFY(asl::comparisonOf("NumericMatches").sign.empty());
        QVERIFY(asl::comparisonOf("Next").sign.empty());
    }

    void functionsOfTasks_data()
    {
        QTest::addColumn<QByteArray>("task");
        QTest::addColumn<QString>("function");
        QTest::newRow("ARN") << QByteArray(R"({"Resource":"arn:aws:lambda:eu-west-1:1:function:pay"})") << "pay";
        QTest::newRow("version") << QByteArray(R"({"Resource":"arn:aws:lambda:eu-west-1:1:function:pay:7"})") << "pay";
        QTest::newRow("invoke")
            << QByteArray(R"({"Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"pay"}})")
            << "pay";
        QTest::newRow("invoke ARN")
            << QByteArray(
                   R"({"Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","Arguments":{"FunctionName":"arn:aws:lambda:r:1:function:pay:live"}})")
            << "pay";
        QTest::newRow("expression")
            << QByteArray(R"({"Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"{% $f %}"}})")
            << "";
        QTest::newRow("service") << QByteArray(R"({"Resource":"arn:aws:states:::dynamodb:putItem"})") << "";
        QTest::newRow("none") << QByteArray("{}") << "";
    }

    void functionsOfTasks()
    {
        QFETCH(QByteArray, task);
        QFETCH(QString, function);
        const json::Value value = json::readJson(task.toStdString()).value();
        QCOMPARE(QString::fromStdString(asl::functionOf(value).name), function);
    }

    void problemsAreFoundWhereTheyStand_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* name, const char* text, const char* found) {
            QTest::newRow(name) << QByteArray(text) << found;
        };
        row("empty", "", "1:1 asl-no-states");
        row("list", "[]", "1:1 asl-syntax");
        row("no states", "{\"StartAt\": \"A\", \"States\": {}}", "1:1 asl-no-states");
        row("no start", "{\"States\": {\"A\": {\"Type\": \"Succeed\"}}}", "1:1 asl-start-missing");
        row("start unknown", "{\"StartAt\": \"B\",\n \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
            "1:13 asl-start-missing");
        row("type", "{\"StartAt\": \"A\", \"States\": {\n\"A\": {\"Type\": \"Taks\"}}}", "2:1 asl-type-unknown");
        row("no type", "{\"StartAt\": \"A\", \"States\": {\n\"A\": {}}}", "2:1 asl-type-unknown");
        row("next unknown",
            "{\"StartAt\": \"A\", \"States\": {\n\"A\": {\"Type\": \"Pass\",\n  \"Next\": \"B\"},\n\"C\": {\"Type\": "
            "\"Fail\"}}}",
            "2:1 asl-no-end, 3:11 asl-next-unknown, 4:1 asl-unreachable");
        row("neither", "{\"StartAt\": \"A\", \"States\": {\n\"A\": {\"Type\": \"Pass\"}}}",
            "2:1 asl-no-transition, 2:1 asl-no-end");
        row("both", "{\"StartAt\": \"A\", \"States\": {\n\"A\": {\"Type\": \"Pass\", \"End\": true, \"Next\": \"A\"}}}",
            "2:1 asl-two-transitions");
        row("loop", "StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n  B: {Type: Pass, Next: A}\n", "3:3 asl-no-end");
        row("fields",
            "StartAt: A\nStates:\n  A: {Type: Task, Next: B}\n  B: {Type: Choice, Default: C}\n  C: {Type: Wait, Next: "
            "D}\n  D: {Type: Parallel, Next: E}\n  E: {Type: Map, End: true}\n",
            "3:3 asl-field-missing, 4:3 asl-field-missing, 5:3 asl-field-missing, 6:3 asl-field-missing, 7:3 "
            "asl-field-missing");
        row("names in branches",
            "StartAt: A\nStates:\n  A:\n    Type: Map\n    End: true\n    ItemProcessor:\n      StartAt: A\n      "
            "States:\n        A: {Type: Pass, End: true}\n",
            "9:9 asl-name-duplicate");
        row("leads outside",
            "StartAt: A\nStates:\n  A:\n    Type: Map\n    Next: B\n    ItemProcessor:\n      StartAt: C\n      "
            "States:\n        C: {Type: Pass, Next: B}\n  B: {Type: Succeed}\n",
            "9:9 asl-no-end, 9:31 asl-next-unknown");
        row("broken", "{\"StartAt\": \"A\", \"States\": {\n\"A\": {\"Type\": \"Pass\", }}}", "2:23 asl-syntax");
    }

    void problemsAreFoundWhereTheyStand()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, found);
        const asl::Outline outline = asl::readOutline(text.toStdString());
        QCOMPARE(problems(outline), found);
        for (const asl::Problem& problem : outline.problems)
            QVERIFY(!problem.diagnostic.message.empty() && !problem.diagnostic.hint.empty());
    }

    // Cut anywhere, the outline has the states that were written by then.
    void halfADefinitionGivesWhatStandsThere()
    {
        std::size_t most = 0;
        for (std::size_t length = 0; length <= orders.size(); ++length) {
            const asl::Outline outline = asl::readOutline(orders.substr(0, length));
            const std::size_t count = outline.countStates();
            QVERIFY2(count <= 8, qPrintable(QString::number(length)));
            most = std::max(most, count);
            if (length > orders.find("\"Prepare\": {") + 30)
                QVERIFY2(count >= 3, qPrintable(QString::number(length)));
            if (length > 0 && length < orders.rfind('}'))
                QVERIFY(!outline.isWhole);
        }
        QCOMPARE(most, std::size_t{8});
    }

    void halfAYamlDefinitionGivesWhatStandsThere()
    {
        const asl::Outline outline = asl::readOutline("StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n"
                                                      "    Type: Task\n    Parameters: {a: [\n");
        QVERIFY(!outline.isWhole);
        QVERIFY(outline.findNamed("A") && outline.findNamed("B"));
        QVERIFY(outline.findNamed("B")->type == asl::StateType::Task);
    }

    void everyRecordedDefinitionIsRead()
    {
        QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/localstack/asl_execution_cases.json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The conformance cases are not here.");
        const json::Value cases = json::readJson(file.readAll().toStdString()).value();
        std::size_t definitions = 0;
        for (const json::Value& each : cases.asArray()) {
            const json::Value& definition = each["definition"];
            if (!definition.isObject())
                continue;
            ++definitions;
            for (const std::string& text : {json::writeJsonPretty(definition), json::writeYaml(definition)}) {
                const asl::Outline outline = asl::readOutline(text);
                QVERIFY(outline.isWhole);
                QCOMPARE(outline.countStates(), countIn(definition));
                for (const asl::Problem& problem : outline.problems)
                    QVERIFY(problem.diagnostic.position.line > 0);
            }
            // What ran to its end on the service has no errors here, but for what its placeholders stand for.
            if (definition.find("States") && each["outcome"]["status"].toString() == "SUCCEEDED")
                for (const asl::Problem& problem : asl::readOutline(json::writeJson(definition)).problems)
                    QVERIFY2(problem.diagnostic.severity != Severity::Error,
                             (std::string(each["id"].toString()) + ": " + problem.diagnostic.message).c_str());
        }
        QVERIFY(definitions > 400);
    }

    void lintTellsOfMachinesAndUnknownFunctions()
    {
        Project project;
        StateMachine machine;
        machine.id = StateMachineId{7};
        machine.name = "orders";
        machine.definitionUri = "state-machines/orders.asl.json";
        machine.definition = orders;
        project.stateMachines.emplace_back(machine);
        Diagnostics found = lint(project);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].rule, std::string("asl-function-unknown"));
        QCOMPARE(found[0].file, machine.definitionUri);
        QCOMPARE(found[0].node.stateMachine, machine.id);
        QCOMPARE(found[0].position.line, 7);
        Function function;
        function.id = FunctionId{1};
        function.name = "check-stock";
        project.functions.emplace_back(function);
        for (const Diagnostic& other : lint(project)) // of the function itself there is something to say
            QVERIFY2(!other.rule.starts_with("asl-"), other.rule.c_str());
        const auto isRule = [](std::string_view id) {
            for (const LintRule& rule : lintRules())
                if (id == rule.id)
                    return true;
            return false;
        };
        QVERIFY(isRule("asl-function-unknown"));
        for (const asl::ProblemRule& rule : asl::problemRules())
            QVERIFY(isRule(rule.id));
    }

    void aMegabyteIsReadInTime()
    {
        std::string text = "{\"StartAt\": \"S0\", \"States\": {";
        int count = 0;
        for (; text.size() < mostDefinitionBytes - 100; ++count)
            text += "\"S" + std::to_string(count) + "\":{\"Type\":\"Pass\",\"Next\":\"S" + std::to_string(count + 1) +
                    "\"},";
        text += "\"S" + std::to_string(count) + "\":{\"Type\":\"Succeed\"}}}";
        QElapsedTimer timer;
        timer.start();
        const asl::Outline outline = asl::readOutline(text);
        QCOMPARE(outline.countStates(), std::size_t(count) + 1);
        QVERIFY(outline.problems.empty());
        qInfo("%d states in %lld ms", count, static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 60'000); // far from never, on a busy machine and under a sanitizer
        (void)asl::readOutline(text.substr(0, text.size() - 1000));
    }
};

QTEST_APPLESS_MAIN(TestAslOutline)
#include "tst_asl_outline.moc"
