// Edits of definitions: what they change, byte for byte, and what they leave alone.
#include "core/states/asl_edits.h"

#include <QTest>

using namespace gw;
using asl::Position;
using asl::StateType;
using Kind = asl::Transition::Kind;

namespace {

const std::string jsonText = R"({
  "StartAt": "A",
  "States": {
    "A": { "Type": "Task", "Resource": "r",   "Next": "B" },
    "B": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.x", "NumericEquals": 1.0, "Next": "C" }
      ],
      "Default": "A"
    },
    "C": { "Type": "Pass", "End": true }
  },
  "TimeoutSeconds": 60
}
)";

const std::string yamlText = R"(# Orders
StartAt: A   # the first
States:
  A:
    Type: Task
    Resource: 'r'
    Catch:
      - ErrorEquals: [States.ALL]   # all of them
        Next: C
    Next: B
  # waits
  B:
    Type: Wait
    Seconds: 0x10
    Next: C
  C: {Type: Pass, End: true}
)";

const std::string nested = R"(StartAt: P
States:
  P:
    Type: Parallel
    Branches:
      - StartAt: X
        States:
          X: {Type: Pass, Next: Y}
          Y: {Type: Pass, End: true}
      - StartAt: Z
        States:
          Z: {Type: Pass, End: true}
    Next: Q
  Q: {Type: Succeed}
)";

std::string at(const char* name)
{
    return asl::statePointer("", name);
}

// The lines that differ, "-" and "+", of two texts.
QString changes(const std::string& before, const std::string& after)
{
    QStringList a = QString::fromStdString(before).split('\n');
    QStringList b = QString::fromStdString(after).split('\n');
    int start = 0;
    while (start < a.size() && start < b.size() && a[start] == b[start])
        ++start;
    while (!a.isEmpty() && !b.isEmpty() && a.size() > start && b.size() > start && a.last() == b.last()) {
        a.removeLast();
        b.removeLast();
    }
    QStringList lines;
    for (int i = start; i < a.size(); ++i)
        lines << "-" + a[i];
    for (int i = start; i < b.size(); ++i)
        lines << "+" + b[i];
    return lines.join('\n');
}

QString replaced(std::string text, const std::string& from, const std::string& to)
{
    const auto place = text.find(from);
    if (place == std::string::npos)
        qFatal("The text has no \"%s\".", from.c_str());
    return QString::fromStdString(text.replace(place, from.size(), to));
}

QString textOf(const asl::TextEdit& edit)
{
    return edit ? QString::fromStdString(edit->text) : "refused: " + QString::fromStdString(edit.error().message);
}

} // namespace

class TestAslEdits : public QObject
{
    Q_OBJECT

private slots:
    void aFirstStateMakesADefinition()
    {
        const auto edit = asl::addState("", StateType::Pass, {});
        QCOMPARE(textOf(edit), QString(R"({
  "StartAt": "Pass",
  "States": {
    "Pass": {
      "Type": "Pass",
      "End": true
    }
  }
}
)"));
        QCOMPARE(edit->state, at("Pass"));
        QVERIFY(asl::readOutline(edit->text).problems.empty());
    }

    void everyTypeCanBeTheFirst()
    {
        for (const StateType type : {StateType::Task, StateType::Pass, StateType::Choice, StateType::Wait,
                                     StateType::Succeed, StateType::Fail, StateType::Parallel, StateType::Map}) {
            const auto edit = asl::addState(" \n", type, {});
            QVERIFY2(edit, edit ? "" : edit.error().message.c_str());
            const asl::Outline outline = asl::readOutline(edit->text);
            QVERIFY(outline.find(edit->state)->type == type);
            for (const asl::Problem& problem : outline.problems) // only what a person has to fill in
                QCOMPARE(problem.diagnostic.rule,
                         std::string(type == StateType::Choice && problem.diagnostic.rule == "asl-no-end"
                                         ? "asl-no-end"
                                         : "asl-field-missing"));
        }
    }

    void aNewStateTakesItsPlaceInTheWay()
    {
        const auto edit = asl::addState(jsonText, StateType::Wait, {"", at("A")});
        QCOMPARE(asl::readOutline(edit->text).findNamed("Wait")->transitions[0].target, std::string("B"));
        QCOMPARE(asl::readOutline(edit->text).findNamed("A")->transitions[0].target, std::string("Wait"));
        // Everything that was there is there, byte for byte, but for one name.
        const QString text = textOf(edit);
        QVERIFY2(text.contains("{ \"Type\": \"Task\", \"Resource\": \"r\",   \"Next\": \"Wait\" },"), qPrintable(text));
        QVERIFY(text.contains("{ \"Variable\": \"$.x\", \"NumericEquals\": 1.0, \"Next\": \"C\" }"));
    }

    void inYamlCommentsAndSpellingStay()
    {
        const auto edit = asl::addState(yamlText, StateType::Pass, {"", at("B")});
        QCOMPARE(changes(yamlText, edit->text), QString("+    Next: Pass\n+  Pass:\n+    Type: Pass"));
    }

    void afterAnEndTheNewStateEnds()
    {
        const auto edit = asl::addState(yamlText, StateType::Succeed, {"", at("C")});
        QCOMPARE(
            changes(yamlText, edit->text),
            QString(
                "-  C: {Type: Pass, End: true}\n+  C: {Type: Pass, Next: Succeed}\n+  Succeed:\n+    Type: Succeed"));
    }

    void behindAChoiceARuleOrDefaultLeadsToIt()
    {
        const auto byRule = asl::addState(jsonText, StateType::Pass, {"", at("B")});
        const asl::Outline outline = asl::readOutline(byRule->text);
        QCOMPARE(outline.findNamed("B")->transitions.size(), std::size_t{3});
        QCOMPARE(outline.findNamed("B")->transitions[1].target, std::string("Pass"));
        const auto cut = asl::setTransition(jsonText, at("B"), Kind::Default, 0, "");
        const auto byDefault = asl::addState(cut->text, StateType::Pass, {"", at("B")});
        const asl::Outline second = asl::readOutline(byDefault->text);
        QVERIFY(second.findNamed("B")->transitions[1].kind == Kind::Default);
        QCOMPARE(second.findNamed("B")->transitions[1].target, std::string("Pass"));
    }

    void nothingComesAfterWhatEnds()
    {
        const auto edit = asl::addState(nested, StateType::Pass, {"", at("Q")});
        QVERIFY(!edit);
        QVERIFY(edit.error().message.find("\"Q\"") != std::string::npos);
        QVERIFY(!edit.error().hint.empty());
    }

    void statesCanBeAddedInside()
    {
        const auto edit =
            asl::addState(nested, StateType::Wait, {"/States/P/Branches/0", "/States/P/Branches/0/States/X"});
        QCOMPARE(edit->state, std::string("/States/P/Branches/0/States/Wait"));
        QCOMPARE(changes(nested, edit->text),
                 QString("-          X: {Type: Pass, Next: Y}\n+          X: {Type: Pass, Next: Wait}\n+          "
                         "Wait:\n+            Type: Wait\n+            Seconds: 5\n+            Next: \"Y\""));
    }

    void renamingTakesEveryReferenceAlong()
    {
        const auto edit = asl::renameState(jsonText, at("A"), "First one");
        QCOMPARE(textOf(edit), QString::fromStdString(jsonText).replace("\"A\"", "\"First one\""));
        QCOMPARE(edit->state, at("First one"));
        const auto inYaml = asl::renameState(yamlText, at("C"), "Done");
        QString wanted = QString::fromStdString(yamlText).replace("Next: C", "Next: Done");
        QCOMPARE(textOf(inYaml), wanted.replace("  C: {", "  Done: {"));
    }

    void namesWithSlashesAndTildes()
    {
        const auto edit = asl::renameState(jsonText, at("C"), "a/b~c");
        QVERIFY(edit);
        QCOMPARE(edit->state, std::string("/States/a~1b~0c"));
        const auto back = asl::renameState(edit->text, edit->state, "C");
        QCOMPARE(textOf(back), QString::fromStdString(jsonText));
    }

    void namesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("taken") << QByteArray("B");
        QTest::newRow("long") << QByteArray(81, 'x');
        QTest::newRow("line") << QByteArray("a\nb");
    }

    void namesAreRefused()
    {
        QFETCH(QByteArray, name);
        const auto edit = asl::renameState(jsonText, at("A"), name.toStdString());
        QVERIFY(!edit);
        QVERIFY(!edit.error().hint.empty());
    }

    void eightyCharactersOfAnyAlphabetAreAName()
    {
        const auto edit = asl::renameState(jsonText, at("C"), QString(80, QChar(0x00e9)).toStdString());
        QVERIFY(edit);
        const auto copy = asl::duplicateState(edit->text, edit->state);
        QVERIFY(copy);
        for (const asl::Problem& problem : asl::readOutline(copy->text).problems)
            QVERIFY2(problem.diagnostic.rule == "asl-unreachable", problem.diagnostic.rule.c_str());
    }

    void deletingLeadsOn()
    {
        const auto edit = asl::deleteState(yamlText, at("B"));
        QCOMPARE(changes(yamlText, edit->text),
                 QString("-    Next: B\n-  # waits\n-  B:\n-    Type: Wait\n-    Seconds: 0x10"));
        QCOMPARE(edit->state, at("C"));
    }

    void deletingTheLastEndsWhatLedThere()
    {
        const auto edit = asl::deleteState(yamlText, at("C"));
        const asl::Outline outline = asl::readOutline(edit->text);
        QVERIFY(outline.findNamed("B")->ends);
        QVERIFY(outline.findNamed("A")->transitions.size() == 1); // the catcher is gone
        QVERIFY(outline.problems.empty());
        QVERIFY(textOf(edit).contains("Seconds: 0x10"));
    }

    void deletingTheFirstMovesTheStart()
    {
        const auto edit = asl::deleteState(jsonText, at("A"));
        const asl::Outline outline = asl::readOutline(edit->text);
        QCOMPARE(outline.root.startAt, std::string("B"));
        // The way back from B led to what came after A: B itself, a loop nobody meant.
        QCOMPARE(outline.findNamed("B")->transitions.size(), std::size_t{1});
    }

    void deletingTheOnlyState()
    {
        const auto made = asl::addState("", StateType::Pass, {});
        const auto edit = asl::deleteState(made->text, made->state);
        QVERIFY(edit);
        QCOMPARE(asl::readOutline(edit->text).countStates(), std::size_t{0});
        const auto again = asl::addState(edit->text, StateType::Task, {});
        QVERIFY(again);
        QCOMPARE(asl::readOutline(again->text).root.startAt, std::string("Task"));
    }

    void duplicatesHaveNamesOfTheirOwn()
    {
        const auto edit = asl::duplicateState(nested, at("P"));
        QCOMPARE(edit->state, at("P 2"));
        const asl::Outline outline = asl::readOutline(edit->text);
        QCOMPARE(outline.countStates(), std::size_t{9});
        QVERIFY(outline.findNamed("X 2")->transitions[0].target == "Y 2");
        for (const asl::Problem& problem : outline.problems)
            QCOMPARE(problem.diagnostic.rule, std::string("asl-unreachable"));
        QVERIFY(edit->text.starts_with(nested.substr(0, nested.find("  Q:"))));
    }

    void movingGoesOutOfOneWayIntoAnother()
    {
        const auto edit = asl::moveState(yamlText, at("B"), {"", at("C")});
        const asl::Outline outline = asl::readOutline(edit->text);
        QVERIFY(outline.problems.empty());
        QCOMPARE(outline.findNamed("A")->transitions.front().target, std::string("C"));
        QCOMPARE(outline.findNamed("C")->transitions.front().target, std::string("B"));
        QVERIFY(outline.findNamed("B")->ends);
        QVERIFY(textOf(edit).contains("Seconds: 0x10"));
        const auto inside = asl::moveState(nested, at("Q"), {"/States/P/Branches/1", "/States/P/Branches/1/States/Z"});
        QCOMPARE(inside->state, std::string("/States/P/Branches/1/States/Q"));
        QVERIFY(asl::readOutline(inside->text).problems.empty());
    }

    void nothingMovesIntoItself()
    {
        QVERIFY(!asl::moveState(nested, at("P"), {"/States/P/Branches/1", ""}));
        QVERIFY(!asl::moveState(nested, at("P"), {"", at("P")}));
    }

    void connecting()
    {
        const auto next = asl::connectStates(jsonText, at("C"), at("A"), Kind::Next);
        QCOMPARE(textOf(next), replaced(jsonText, "\"Pass\", \"End\": true", "\"Pass\", \"Next\": \"A\""));
        const auto rule = asl::connectStates(jsonText, at("B"), at("A"), Kind::Choice, "$.again");
        QCOMPARE(changes(jsonText, rule->text),
                 QString("-        { \"Variable\": \"$.x\", \"NumericEquals\": 1.0, \"Next\": \"C\" }\n"
                         "+        { \"Variable\": \"$.x\", \"NumericEquals\": 1.0, \"Next\": \"C\" },\n"
                         "+        {\"Variable\": \"$.again\", \"IsPresent\": true, \"Next\": \"A\"}"));
        const auto caught = asl::connectStates(jsonText, at("A"), at("C"), Kind::Catch);
        QCOMPARE(asl::readOutline(caught->text).findNamed("A")->transitions[1].words, std::string("States.ALL"));
    }

    void whatCatchesAllStaysTheLast()
    {
        const auto edit = asl::connectStates(yamlText, at("A"), at("B"), Kind::Catch, "Stock.Unknown");
        const asl::Outline outline = asl::readOutline(edit->text);
        const asl::State& state = *outline.findNamed("A");
        QCOMPARE(state.transitions[1].words, std::string("Stock.Unknown"));
        QCOMPARE(state.transitions[2].words, std::string("States.ALL"));
        QVERIFY(textOf(edit).contains("# all of them"));
    }

    void connectionsThatCannotBe()
    {
        QVERIFY(!asl::connectStates(nested, at("P"), "/States/P/Branches/0/States/X", Kind::Next));
        QVERIFY(!asl::connectStates(nested, at("Q"), at("P"), Kind::Next));
        QVERIFY(!asl::connectStates(jsonText, at("A"), at("C"), Kind::Choice));
        QVERIFY(!asl::connectStates(jsonText, at("C"), at("A"), Kind::Catch));
        QVERIFY(!asl::connectStates(jsonText, at("gone"), at("A"), Kind::Next));
        QVERIFY(!asl::connectStates(jsonText, at("A"), at("gone"), Kind::Next));
        const auto broken = asl::addState("{\"StartAt\": ", StateType::Pass, {});
        QVERIFY(!broken);
        QCOMPARE(broken.error().position.line, 1);
    }

    void transitionsLeadElsewhereOrGo()
    {
        const auto elsewhere = asl::setTransition(jsonText, at("B"), Kind::Choice, 0, at("A"));
        QCOMPARE(textOf(elsewhere), replaced(jsonText, "1.0, \"Next\": \"C\"", "1.0, \"Next\": \"A\""));
        const auto ends = asl::setTransition(jsonText, at("A"), Kind::Next, 0, "");
        QCOMPARE(textOf(ends), replaced(jsonText, "\"Next\": \"B\"", "\"End\": true"));
        const auto gone = asl::setTransition(yamlText, at("A"), Kind::Catch, 0, "");
        QCOMPARE(changes(yamlText, gone->text),
                 QString("-    Catch:\n-      - ErrorEquals: [States.ALL]   # all of them\n-        Next: C"));
        QVERIFY(!asl::setTransition(yamlText, at("A"), Kind::Catch, 1, ""));
        QVERIFY(!asl::setTransition(yamlText, at("A"), Kind::Catch, -1, ""));
        const auto start = asl::setStart(yamlText, at("B"));
        QCOMPARE(changes(yamlText, start->text), QString("-StartAt: A   # the first\n+StartAt: B   # the first"));
    }

    void fieldsAreSetAndTakenAway()
    {
        const json::Value seconds(20);
        const auto set = asl::setField(yamlText, at("B"), "/Seconds", &seconds);
        QCOMPARE(changes(yamlText, set->text), QString("-    Seconds: 0x10\n+    Seconds: 20"));
        const json::Value attempts(2);
        const auto deep = asl::setField(yamlText, at("B"), "/Parameters/inner~1x/y", &attempts);
        QVERIFY(textOf(deep).contains("    Parameters:\n      inner/x:\n        'y': 2\n    Next: C"));
        const auto taken =
            asl::setFields(yamlText, at("B"), {{"/Seconds", std::nullopt}, {"/SecondsPath", json::Value("$.wait")}});
        QCOMPARE(changes(yamlText, taken->text), QString("-    Seconds: 0x10\n+    SecondsPath: $.wait"));
        const auto nothing = asl::setField(yamlText, at("B"), "/Retry/0/MaxAttempts", nullptr);
        QCOMPARE(textOf(nothing), QString::fromStdString(yamlText));
        QVERIFY(!asl::setField(yamlText, at("B"), "/Seconds/x", &seconds));
        const auto machine = asl::setField(jsonText, "", "/TimeoutSeconds", &seconds);
        QCOMPARE(textOf(machine), replaced(jsonText, "60", "20"));
    }

    void branchesComeAndGo()
    {
        const auto more = asl::addBranch(nested, at("P"));
        QCOMPARE(asl::readOutline(more->text).findNamed("P")->flows.size(), std::size_t{3});
        QVERIFY(asl::readOutline(more->text).problems.empty());
        const auto less = asl::deleteBranch(more->text, "/States/P/Branches/2");
        QCOMPARE(textOf(less), QString::fromStdString(nested));
        QVERIFY(!asl::deleteBranch(nested, "/States/P/Branches/7"));
        QVERIFY(!asl::addBranch(nested, at("Q")));
    }
};

QTEST_APPLESS_MAIN(TestAslEdits)
#include "tst_asl_edits.moc"
