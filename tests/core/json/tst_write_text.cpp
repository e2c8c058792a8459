// Writing JSON and YAML so that it reads back the same, lines and columns, and telling the two apart.
#include "core/json/text.h"

#include <QTest>

using namespace gw;
using namespace gw::json;

class TestWriteText : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatItReads_data();
    void writesWhatItReads();
    void writesYaml_data();
    void writesYaml();
    void countsLinesAndColumns_data();
    void countsLinesAndColumns();
    void detectsTheSyntax_data();
    void detectsTheSyntax();
};

namespace {

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

QByteArray errorText(const Diagnostic& d)
{
    return bytes(toString(d) + " | " + d.hint);
}

} // namespace

void TestWriteText::writesWhatItReads_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("words that are not texts") << QByteArray(
        R"(["true","null","~","","yes","No","on","1","1.5","0x1","1e3","2001-01-01",".inf","=","<<","1_0","0o7"])");
    QTest::newRow("indicators") << QByteArray(
        R"(["- a","-","? b",": c","a: b","a:","a #b","#","&a","*a","!a","|",">","'","\"","%","@","`","{","}","[","]",",","---","...","-1","?","a,b"])");
    QTest::newRow("white space") << QByteArray(
        R"([" a","a ","\t","a\tb","\n","a\n","a\n\n","\na"," a\nb","a\n b\n","a\n\tb","\ta\nb","a\r\nb","a\n\nb\n","a \nb"," \n"," \nb"])");
    QTest::newRow("special characters") << QByteArray(
        "[\"\\u0001\\u007f\\u0085\\u00a0\xE2\x80\xA8\xEF\xBB\xBF\\ufffe😀\",\"é\\n\\u0085\"]");
    QTest::newRow("keys") << QByteArray(
        R"({"":1,"200":2,"true":3,"a b":4,"a: b":5,"/p/{id}":6,"*":7,"x\ny":8,"\"":9,"é":10,"<<":11,"-":12})");
    QTest::newRow("long key") << "{\"" + QByteArray(2000, 'k') + "\":{\"a\":[1]}}";
    QTest::newRow("nests") << QByteArray(R"({"a":[[],{},[1,[2,[3]]],{"b":[{"c":{}},"d\ne\n"]}],"f":{"g":{"h":[]}}})");
    QTest::newRow("root list of texts") << QByteArray(R"(["a\nb\n",["c\nd"],{"e":"f\ng\n"}])");
    QTest::newRow("root text") << QByteArray(R"("a\nb\n")");
    QTest::newRow("numbers") << QByteArray("[1e400,-0.0,12345678901234567890.123]");
}

void TestWriteText::writesWhatItReads()
{
    QFETCH(QByteArray, json);
    const auto value = readJson(json.toStdString());
    QVERIFY2(value, value ? "" : errorText(value.error()));
    for (const std::string& text : {writeJson(*value), writeJsonPretty(*value), writeJsonPretty(*value, 4)}) {
        const auto again = readJson(text);
        QVERIFY2(again && *again == *value, text.c_str());
    }
    for (const int width : {1, 2, 4, 8}) {
        const std::string text = writeYaml(*value, width);
        const auto again = readYaml(text);
        QVERIFY2(again, again ? "" : errorText(again.error()) + '\n' + bytes(text));
        QVERIFY2(*again == *value, text.c_str());
    }
}

void TestWriteText::writesYaml_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("yaml");
    QTest::newRow("plain where it can be")
        << QByteArray(
               R"({"openapi":"3.0.1","paths":{"/pets/{id}":{"get":{"tags":["a","b c"],"x":null}}},"e":{},"l":[]})")
        << QByteArray("openapi: 3.0.1\npaths:\n  /pets/{id}:\n    get:\n      tags:\n        - a\n        - b c\n"
                      "      x: null\ne: {}\nl: []\n");
    QTest::newRow("quoted where it must be") << QByteArray(R"({"200":"yes","a":"1","b":"x: y","c":"it's"})")
                                             << QByteArray("\"200\": \"yes\"\na: \"1\"\nb: \"x: y\"\nc: it's\n");
    QTest::newRow("lines") << QByteArray(R"({"a":"x\ny\n","b":["p\nq"]})")
                           << QByteArray("a: |\n  x\n  y\nb:\n  - |-\n    p\n    q\n");
    QTest::newRow("mappings in a list") << QByteArray(R"([{"a":1,"b":{"c":2}},[3]])")
                                        << QByteArray("- a: 1\n  b:\n    c: 2\n- - 3\n");
}

void TestWriteText::writesYaml()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, yaml);
    QCOMPARE(bytes(writeYaml(readJson(json.toStdString()).value())), yaml);
}

void TestWriteText::countsLinesAndColumns_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("begin") << QByteArray("abc") << 0 << 1 << 1;
    QTest::newRow("beyond the end") << QByteArray("abc") << 99 << 1 << 4;
    QTest::newRow("at a line end") << QByteArray("ab\ncd") << 2 << 1 << 3;
    QTest::newRow("second line") << QByteArray("ab\ncd") << 4 << 2 << 2;
    QTest::newRow("windows") << QByteArray("ab\r\ncd") << 4 << 2 << 1;
    QTest::newRow("old mac") << QByteArray("ab\rcd") << 3 << 2 << 1;
    QTest::newRow("characters, not bytes") << QByteArray("é€😀x") << 9 << 1 << 4;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "ab")
                                     << 4 << 1 << 2;
    QTest::newRow("empty") << QByteArray("") << 0 << 1 << 1;
}

void TestWriteText::countsLinesAndColumns()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    const SourcePosition position = positionOf(text.toStdString(), std::size_t(offset));
    QTEST(position.line, "line");
    QTEST(position.column, "column");
}

void TestWriteText::detectsTheSyntax_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("json");
    QTest::newRow("object") << QByteArray(" \n{") << true;
    QTest::newRow("array") << QByteArray("[") << true;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{") << true;
    QTest::newRow("mapping") << QByteArray("a: {") << false;
    QTest::newRow("comment") << QByteArray("# {") << false;
    QTest::newRow("document mark") << QByteArray("---\n{") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TestWriteText::detectsTheSyntax()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, json);
    QCOMPARE(detectSyntax(text.toStdString()) == Syntax::Json, json);
}

QTEST_GUILESS_MAIN(TestWriteText)
#include "tst_write_text.moc"
