// JSONPath: the project's own cases (tests/data/jsonpath/paths.jsonl), the Jayway library's answers to a public suite,
// and the bounds.
#include "core/json/text.h"
#include "gateway-engine/jsonpath/json_path.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using engine::JsonPath;

namespace {

struct Answer
{
    std::optional<json::Value> result;
    bool missing = false;
    Diagnostic error;
};

Answer answerOf(std::string_view path, const json::Value& document)
{
    Answer answer;
    const auto parsed = JsonPath::parse(path);
    if (!parsed) {
        answer.error = parsed.error();
        return answer;
    }
    auto found = parsed->evaluate(document);
    if (!found)
        answer.error = found.error();
    else
        answer.result = std::move(*found);
    answer.missing = found && !answer.result;
    return answer;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

json::Value nestedList(int depth)
{
    json::Value value = 1;
    for (int i = 0; i < depth; ++i) {
        json::Array list;
        list.push_back(std::move(value));
        value = json::Value(std::move(list));
    }
    return value;
}

// "id" of every case that is not met, with its reason behind it.
QStringList unmetIds(const char* file)
{
    QStringList ids;
    for (const QByteArray& line : contentOf(QString(GW_TEST_DATA "/jsonpath/") + file).split('\n'))
        if (!line.isEmpty() && !line.startsWith('#'))
            ids << QString::fromUtf8(line).section(" | ", 0, 0);
    return ids;
}

// Numbers of the suite's answers went through doubles.
bool sameJson(const json::Value& a, const json::Value& b)
{
    if (a.isNumber() && b.isNumber())
        return a.toDouble() == b.toDouble();
    if (a.isArray() && b.isArray())
        return std::equal(a.asArray().begin(), a.asArray().end(), b.asArray().begin(), b.asArray().end(), sameJson);
    if (!a.isObject() || !b.isObject() || a.asObject().size() != b.asObject().size())
        return a == b;
    for (const json::Member& member : a.asObject())
        if (!b.find(member.key) || !sameJson(member.value, *b.find(member.key)))
            return false;
    return true;
}

bool isMet(const json::Value& suiteCase)
{
    const json::Value& wanted = suiteCase["jayway"];
    const Answer answer = answerOf(suiteCase["path"].asString(), suiteCase["doc"]);
    const auto path = JsonPath::parse(suiteCase["path"].asString());
    if (const json::Value* definite = wanted.find("definite"))
        if (!path || path->isDefinite() != definite->toBool())
            return false;
    const std::string_view error = wanted["error"].toString();
    if (error == "PathNotFoundException")
        return answer.missing;
    if (error == "InvalidPathException")
        return !path;
    if (!error.empty())
        return !answer.error.message.empty();
    return answer.result && sameJson(*answer.result, wanted["result"]);
}

} // namespace

class JsonPathTest : public QObject
{
    Q_OBJECT

private slots:
    void evaluates_data();
    void evaluates();
    void answersAsTheLibraryDoes();
    void plainPathsLeadToTheValueItself();
    void tellsDefinitePaths_data();
    void tellsDefinitePaths();
    void isBounded_data();
    void isBounded();
    void deepDocumentsEndInAFault();
    void deepPathsEndInAFault();
};

void JsonPathTest::evaluates_data()
{
    QTest::addColumn<QByteArray>("line");
    const auto lines = contentOf(GW_TEST_DATA "/jsonpath/paths.jsonl").split('\n');
    QVERIFY(lines.size() > 50);
    for (const QByteArray& line : lines)
        if (!line.isEmpty())
            QTest::newRow((*json::readJson(line.toStdString()))["name"].asString().c_str()) << line;
}

void JsonPathTest::evaluates()
{
    QFETCH(QByteArray, line);
    const json::Value wanted = *json::readJson(line.toStdString());
    const Answer answer = answerOf(wanted["path"].asString(), wanted["json"]);
    if (const json::Value* error = wanted.find("error")) {
        QVERIFY2(answer.error.message.find(error->asString()) != std::string::npos, answer.error.message.c_str());
        QCOMPARE(answer.error.position.column, static_cast<int>(wanted["column"].toInt()));
        return;
    }
    QVERIFY2(answer.error.message.empty(), answer.error.message.c_str());
    QCOMPARE(answer.missing, wanted["missing"].toBool());
    if (!answer.missing)
        QCOMPARE(json::writeJson(*answer.result), json::writeJson(wanted["result"]));
}

void JsonPathTest::answersAsTheLibraryDoes()
{
    const QByteArray text = contentOf(qEnvironmentVariable("GATEWRIGHT_CASES") + "/jsonpath/cases.json");
    if (text.isEmpty())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto cases = json::readJson(text.toStdString());
    QVERIFY(cases);
    const QStringList known = unmetIds("unmet.txt");
    QStringList unmet;
    for (const json::Value& suiteCase : cases->asArray())
        if (!isMet(suiteCase))
            unmet << QString::fromStdString(suiteCase["id"].asString());
    const auto all = cases->asArray().size();
    qInfo("JSONPath: %zu of %zu", all - static_cast<std::size_t>(unmet.size()), all);
    QCOMPARE(unmet.join(u'\n'), known.join(u'\n'));
}

void JsonPathTest::plainPathsLeadToTheValueItself()
{
    const json::Value document = *json::readJson(R"({"a":[{"b":1}]})");
    const auto path = JsonPath::parse("$.a[-1]['b']");
    QVERIFY(path && path->isPlain());
    QCOMPARE(path->find(document), document.at("/a/0/b"));
    QVERIFY(!JsonPath::parse("$.a[1]")->find(document));
    QVERIFY(!JsonPath::parse("$.a[*]")->isPlain());
    QVERIFY(!JsonPath::parse("$.a.length()")->isPlain());
}

void JsonPathTest::tellsDefinitePaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("definite");
    for (const char* path : {"$", "$.a", "$['a','b']", "$[0]", "$.a.length()", "$..a.sum()", "@.a"})
        QTest::newRow(path) << path << true;
    for (const char* path : {"$.*", "$..a", "$[0,1]", "$[1:]", "$[?(@.a)]", "$['a','b'].c", "$[*].length()"})
        QTest::newRow(path) << path << false;
}

void JsonPathTest::tellsDefinitePaths()
{
    QFETCH(QString, path);
    const auto parsed = JsonPath::parse(path.toStdString());
    QVERIFY(parsed);
    QTEST(parsed->isDefinite(), "definite");
}

void JsonPathTest::isBounded_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isLimit"); // of an evaluation, not of the text
    QByteArray names("$");
    for (int i = 0; i < 400; ++i)
        names += ".a";
    QByteArray brackets("$[?(");
    for (int i = 0; i < 3000; ++i)
        brackets += "(";
    brackets += "@.a" + QByteArray(3000, ')') + ")]";
    QByteArray filters;
    for (int i = 0; i < 60; ++i)
        filters += "$[?(";
    filters += "@.a";
    for (int i = 0; i < 60; ++i)
        filters += ")]";
    QTest::newRow("long path") << QByteArray("$." + QByteArray(20'000, 'a')) << QByteArray("too long") << false;
    QTest::newRow("many parts") << names << QByteArray("too many parts") << false;
    QTest::newRow("brackets in brackets") << brackets << QByteArray("nested too deep") << false;
    QTest::newRow("filters in filters") << filters << QByteArray("too deep") << false;
    QTest::newRow("scans of scans") << QByteArray("$..*..*..*..*..*") << QByteArray("too many") << true;
    QTest::newRow("runaway expression") << QByteArray("$[?(@.s =~ /(a+)+b/)]") << QByteArray("too many steps") << true;
    QTest::newRow("filter over a scan") << QByteArray("$..[?(@..x == $..y)]..*") << QByteArray() << false;
}

void JsonPathTest::isBounded()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, message);
    json::Array list;
    for (int i = 0; i < 40; ++i) {
        json::Value item = nestedList(20);
        list.push_back(std::move(item));
    }
    json::Value text = json::Value::object();
    text.set("s", std::string(5'000, 'a'));
    list.push_back(std::move(text));
    const Answer answer = answerOf(path.toStdString(), json::Value(std::move(list)));
    QVERIFY2(answer.error.message.find(message.toStdString()) != std::string::npos, answer.error.message.c_str());
    QTEST(answer.error.rule == JsonPath::limitRule, "isLimit");
}

void JsonPathTest::deepDocumentsEndInAFault()
{
    const std::string text = std::string(10'000, '[') + std::string(10'000, ']');
    const auto refused = json::readJson(text);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("deep") != std::string::npos);
    const json::Value document = nestedList(5'000); // as other sources could make it
    for (const char* path : {"$..*", "$", "$..x", "$[?(@..x)]"}) {
        const Answer answer = answerOf(path, document);
        QVERIFY2(!answer.error.message.empty(), path);
    }
}

void JsonPathTest::deepPathsEndInAFault()
{
    std::string path = "$";
    for (int i = 0; i < 290; ++i)
        path += "[0]";
    QVERIFY(answerOf(path, nestedList(5)).missing);
    QVERIFY(answerOf(path, nestedList(300)).result);
}

QTEST_GUILESS_MAIN(JsonPathTest)
#include "tst_json_path.moc"
