// The limits of JSONata: no expression holds the engine up, and the next one finds it in order.
#include "core/json/text.h"
#include "gateway-engine/states/jsonata.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gw;
using namespace gw::engine::states;

class TestJsonata : public QObject
{
    Q_OBJECT

private slots:
    void hostileExpressionsEnd_data();
    void hostileExpressionsEnd();
    void syntaxProblemsHaveWords();
    void deepResultsAreRefused();

private:
    tl::expected<std::optional<json::Value>, std::string> evaluate(JsonataEngine& engine, const std::string& text)
    {
        const json::Value input = json::Value::object();
        const json::Value context = json::Value::object();
        Scope scope;
        scope.input = &input;
        scope.context = [&context]() -> const json::Value& { return context; };
        return engine.evaluate(text, scope);
    }
};

void TestJsonata::hostileExpressionsEnd_data()
{
    QTest::addColumn<QString>("expression");
    QTest::newRow("endless recursion") << "( $f := function($n){ 1 + $f($n + 1) }; $f(0) )";
    QTest::newRow("endless tail recursion") << "( $f := function($n){ $f($n + 1) }; $f(0) )";
    QTest::newRow("two that call each other") << "( $f := function(){ $g() + 1 }; $g := function(){ $f() + 1 }; $f() )";
    QTest::newRow("ten million items") << "$count([1..10000000])";
    QTest::newRow("items of items") << "[1..3000].([1..3000])";
    QTest::newRow("a text that doubles") << "( $f := function($t){ $f($t & $t) }; $f('0123456789') )";
    QTest::newRow("a wide pad") << "$pad('x', 2000000000)";
    QTest::newRow("a backtracking expression") << "$match($join([1..5000].('a')) & '!', /(a+)+$/)";
    QTest::newRow("replacing without end") << "$replace($join([1..200000].('a')), /(a|aa)*b/, 'x')";
    QTest::newRow("distinct of many") << "$count($distinct([1..200000]))";
    QTest::newRow("sorting of many") << "$sort([1..200000], function($a, $b){ $a < $b })";
    QTest::newRow("every pair") << "[1..5000][$ in [1..5000]]";
    QTest::newRow("reduce without end") << "$reduce([1..1000000], function($a, $b){ $a + $b })";
}

void TestJsonata::hostileExpressionsEnd()
{
    if (!hasJsonata())
        QSKIP("This build has no JSONata: run installer/setup.sh.");
    QFETCH(QString, expression);
    JsonataEngine engine(engine::systemServices(), {std::chrono::milliseconds(500), 64u << 20});
    QCOMPARE(evaluate(engine, "1 + 1").value(), json::Value(2)); // loads the package
    QElapsedTimer timer;
    timer.start();
    const auto result = evaluate(engine, expression.toStdString());
    const qint64 taken = timer.elapsed();
    qInfo("%lld ms: %s", static_cast<long long>(taken), result ? "a result" : result.error().c_str());
    QVERIFY2(taken < 10'000,
             qPrintable(QString::number(taken))); // sanitizers and busy machines are slow; the limit is 500
    QCOMPARE(evaluate(engine, "40 + 2").value(), json::Value(42));
}

void TestJsonata::syntaxProblemsHaveWords()
{
    if (!hasJsonata())
        QSKIP("This build has no JSONata: run installer/setup.sh.");
    JsonataEngine engine(engine::systemServices());
    QVERIFY(!engine.syntaxProblem("$states.input.a[0]"));
    QVERIFY(engine.syntaxProblem("1 +")->starts_with("S0207"));
    QVERIFY(!engine.syntaxProblem("/[/")->empty());
}

void TestJsonata::deepResultsAreRefused()
{
    if (!hasJsonata())
        QSKIP("This build has no JSONata: run installer/setup.sh.");
    JsonataEngine engine(engine::systemServices());
    const auto result =
        evaluate(engine, "( $f := function($n, $v){ $n = 0 ? $v : $f($n - 1, {'a': $v}) }; $f(400, 1) )");
    QVERIFY(!result);
    QCOMPARE(evaluate(engine, "1").value(), json::Value(1));
}

QTEST_GUILESS_MAIN(TestJsonata)
#include "tst_jsonata.moc"
