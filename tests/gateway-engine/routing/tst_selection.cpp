// Selection expressions (reference 3.2): what they give for messages, and what is wrong with those that cannot be read.
#include "gateway-engine/routing/selection.h"

#include "core/json/text.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

class TestSelection : public QObject
{
    Q_OBJECT

private slots:
    void selects_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("selected");
        const auto row = [](const char* name, const char* expression, const char* body, const char* selected) {
            QTest::newRow(name) << expression << body << selected;
        };
        row("a member", "$request.body.action", R"({"action":"join"})", "join");
        row("a deep member", "$request.body.a.b[1].c", R"({"a":{"b":[0,{"c":"x"}]}})", "x");
        row("in brackets", "$request.body.['do it']", R"({"do it":"x"})", "x");
        row("a number keeps its spelling", "$request.body.n", R"({"n":1.50})", "1.50");
        row("true", "$request.body.b", R"({"b":true})", "true");
        row("null is nothing", "$request.body.b", R"({"b":null})", "");
        row("nothing there", "$request.body.action", R"({})", "");
        row("in a list", "$request.body.action", R"([1])", "");
        row("combined", "${request.body.action}-${request.body.x}", R"({"action":"join","x":"1"})", "join-1");
        row("combined with nothing", "${request.body.action}-${request.body.x}", R"({"action":"join"})", "join-");
        row("text around", "a.${request.body.x}.b", R"({"x":1})", "a.1.b");
        row("a list", "$request.body.l", R"({"l":["item1","item2"]})", "[item1, item2]");
        row("a list of lists", "$request.body.l", R"({"l":[[1],[]]})", "[[1], []]");
        row("an object", "$request.body.o", R"({"o":{"a":1,"b":[true,null]}})", "{a=1, b=[true, null]}");
        row("the whole body", "$request.body", R"({"a":"b"})", "{a=b}");
        row("a scan", "$request.body..id", R"({"a":{"id":1},"b":{"id":2}})", "[1, 2]");
        row("static", "loud", R"({})", "loud");
        row("static default", "\\$default", R"({})", "$default");
        row("default without its backslash", "$default", R"({})", "$default");
        row("a dollar in text", "a\\$b", R"({})", "a$b");
        row("a lonely dollar in text", "a$b", R"({})", "a$b");
    }

    void selects()
    {
        QFETCH(QString, expression);
        QFETCH(QString, body);
        QFETCH(QString, selected);
        const auto selection = Selection::parse(expression.toStdString());
        QVERIFY2(selection, selection ? "" : selection.error().message.c_str());
        const json::Value value = *json::readJson(body.toStdString());
        QCOMPARE(QString::fromStdString(
                     selection->evaluate([&](const Selection::Part& part) { return selectedFrom(&value, part); })),
                 selected);
        QCOMPARE(selection->text(), expression.toStdString());
    }

    void knowsWhatItReads_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* expression, Selection::Place place, const char* name) {
            QTest::newRow(expression) << expression << static_cast<int>(place) << name;
        };
        using Place = Selection::Place;
        row("$request.body.a", Place::RequestBody, "a");
        row("$request.header.x-api-key", Place::RequestHeader, "x-api-key");
        row("${request.querystring.q}", Place::RequestQuery, "q");
        row("$context.authorizer.usageIdentifierKey", Place::Context, "authorizer.usageIdentifierKey");
        row("${stageVariables.v}", Place::StageVariable, "v");
        row("${integration.response.statuscode}", Place::ResponseStatus, "");
        row("${integration.response.header.X}", Place::ResponseHeader, "X");
        row("${integration.response.body.errorMessage}", Place::ResponseBody, "errorMessage");
    }

    void knowsWhatItReads()
    {
        QFETCH(QString, expression);
        QFETCH(int, place);
        QFETCH(QString, name);
        const auto selection = Selection::parse(expression.toStdString());
        QVERIFY(selection && selection->parts().size() == 1);
        QVERIFY(selection->reads(static_cast<Selection::Place>(place)));
        QVERIFY(!selection->reads(Selection::Place::Text));
        QCOMPARE(selection->parts()[0].name, name.toStdString());
    }

    void aBodyThatIsNoneGivesNothing()
    {
        const auto selection = Selection::parse("${request.body.a}-x");
        QVERIFY(selection);
        QCOMPARE(selection->evaluate([](const Selection::Part& part) { return selectedFrom(nullptr, part); }),
                 std::string("-x"));
        const json::Value null;
        QCOMPARE(selectedFrom(&null, selection->parts()[0]), std::string());
    }

    void boundsWhatItTurnsIntoText()
    {
        std::string deep(1'000, '[');
        deep += std::string(1'000, ']');
        json::ReadLimits limits;
        limits.maxDepth = 2'000; // ten times what documents may have
        const auto nested = json::readJson(deep, limits);
        QVERIFY(nested);
        QVERIFY(selectionText(*nested).size() < 1'000);
        json::Array many(100'000, json::Value("0123456789"));
        QVERIFY(selectionText(json::Value(std::move(many))).size() < 10'000);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << ""
                               << "is empty";
        QTest::newRow("an unknown place") << "$request.path.id"
                                          << "no place";
        QTest::newRow("no name") << "$request.body."
                                 << "no place";
        QTest::newRow("an unknown place in braces") << "a-${route.key}"
                                                    << "no place";
        QTest::newRow("an open brace") << "${request.body.a"
                                       << "never closed";
        QTest::newRow("empty braces") << "${}"
                                      << "no place";
        QTest::newRow("a broken path") << "$request.body.a[?("
                                       << "no JSONPath";
        QTest::newRow("too long") << QString(3'000, 'a') << "longer than";
    }

    void refuses()
    {
        QFETCH(QString, expression);
        QFETCH(QString, message);
        const auto selection = Selection::parse(expression.toStdString());
        QVERIFY(!selection);
        QVERIFY2(QString::fromStdString(selection.error().message).contains(message),
                 selection.error().message.c_str());
        QVERIFY(!selection.error().hint.empty());
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
