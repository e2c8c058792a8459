// Reading JSON and YAML: values, positions (checked by slicing the text), limits, and what errors say.
#include "core/json/text.h"

#include <QTest>

#include <chrono>

using namespace gw;
using namespace gw::json;

class TestReadText : public QObject
{
    Q_OBJECT

private slots:
    void readsJson_data();
    void readsJson();
    void refusesJson_data();
    void refusesJson();
    void readsYaml_data();
    void readsYaml();
    void refusesYaml_data();
    void refusesYaml();
    void knowsWhereValuesStand_data();
    void knowsWhereValuesStand();
    void keepsToItsLimits_data();
    void keepsToItsLimits();
    void refusesAliasBombs();
    void hostileTextsEndQuickly_data();
    void hostileTextsEndQuickly();
};

namespace {

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

QByteArray repeated(const char* text, int times)
{
    return QByteArray(text).repeated(times);
}

QByteArray errorText(const Diagnostic& d)
{
    return bytes(toString(d) + " | " + d.hint);
}

} // namespace

void TestReadText::readsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("object, order kept") << QByteArray(R"({"b":1,"a":[true,null,"x"]})")
                                        << QByteArray(R"({"b":1,"a":[true,null,"x"]})");
    QTest::newRow("scalar") << QByteArray("  false\n") << QByteArray("false");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[1]") << QByteArray("[1]");
    QTest::newRow("number beyond double") << QByteArray("1e400") << QByteArray("1e400");
    QTest::newRow("exact digits") << QByteArray("12345678901234567890.123") << QByteArray("12345678901234567890.123");
    QTest::newRow("many digits") << repeated("9", 500) << repeated("9", 500);
    QTest::newRow("spelling kept") << QByteArray("[1.10, -0, 1E+2, 0.0]") << QByteArray("[1.10,-0,1E+2,0.0]");
    QTest::newRow("surrogates") << QByteArray(R"("\uD83D\uDE00 \u00e9")") << QByteArray("\"😀 é\"");
    QTest::newRow("escapes") << QByteArray(R"("\"\\\/\b\f\n\r\t\u0000")") << QByteArray(R"("\"\\/\b\f\n\r\t\u0000")");
    QTest::newRow("duplicate keys kept") << QByteArray(R"({"a":1,"a":2})") << QByteArray(R"({"a":1,"a":2})");
    QTest::newRow("empty containers") << QByteArray("{\"a\":{},\"b\":[],\"\":0}")
                                      << QByteArray("{\"a\":{},\"b\":[],\"\":0}");
    QTest::newRow("200 levels") << repeated("[", 200) + repeated("]", 200) << repeated("[", 200) + repeated("]", 200);
}

void TestReadText::readsJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto value = readJson(text.toStdString());
    QVERIFY2(value, value ? "" : errorText(value.error()));
    QCOMPARE(bytes(writeJson(*value)), written);
}

void TestReadText::refusesJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("words"); // in the message or hint
    QTest::newRow("empty") << QByteArray("") << 1 << 1 << QByteArray("empty");
    QTest::newRow("white space") << QByteArray(" \n ") << 2 << 2 << QByteArray("empty");
    QTest::newRow("open object") << QByteArray("{\"a\":1") << 1 << 7 << QByteArray("ends too early");
    QTest::newRow("open string") << QByteArray("[\"a") << 1 << 4 << QByteArray("ends too early");
    QTest::newRow("trailing comma") << QByteArray("{\n  \"a\": 1,\n}") << 3 << 1 << QByteArray("comma");
    QTest::newRow("no value") << QByteArray("{\"a\": }") << 1 << 7 << QByteArray("no value");
    QTest::newRow("missing comma") << QByteArray("[1\n \"b\"]") << 2 << 2 << QByteArray("missing comma");
    QTest::newRow("single quotes") << QByteArray("{'a':1}") << 1 << 2 << QByteArray("double quotes");
    QTest::newRow("comment") << QByteArray("[1, // x\n2]") << 1 << 5 << QByteArray("no comments");
    QTest::newRow("unquoted key") << QByteArray("{abc: 1}") << 1 << 2 << QByteArray("\"abc\"");
    QTest::newRow("python word") << QByteArray("[None]") << 1 << 2 << QByteArray("true, false and null");
    QTest::newRow("leading zero") << QByteArray("[01]") << 1 << 3 << QByteArray("leading zeros");
    QTest::newRow("text after the end") << QByteArray("{}\n{}") << 2 << 1 << QByteArray("after the end");
    QTest::newRow("half a surrogate") << QByteArray(R"(["\uD83D!"])") << 1 << 0 << QByteArray("half of a character");
    QTest::newRow("bad escape") << QByteArray(R"(["\x41"])") << 1 << 4 << QByteArray("escape");
    QTest::newRow("bad hex") << QByteArray(R"(["\u00g1"])") << 1 << 0 << QByteArray("hexadecimal");
    QTest::newRow("line break in a text") << QByteArray("[\"a\nb\"]") << 1 << 4 << QByteArray("\\n");
    QTest::newRow("tab in a text") << QByteArray("[\"a\tb\"]") << 1 << 4 << QByteArray("\\t");
    QTest::newRow("invalid UTF-8") << QByteArray("[\"a\xFFz\"]") << 1 << 4 << QByteArray("UTF-8");
    QTest::newRow("overlong UTF-8") << QByteArray("[\"\xC0\xAF\"]") << 1 << 0 << QByteArray("UTF-8");
    QTest::newRow("zero byte") << QByteArray("[\0]", 3) << 1 << 2 << QByteArray("control character");
    QTest::newRow("column in characters") << QByteArray("{\"é€😀\" 1}") << 1 << 8 << QByteArray("");
    QTest::newRow("exponent beyond any reader")
        << QByteArray("[-0.01e+012345678901]") << 1 << 0 << QByteArray("exponent");
    QTest::newRow("closes nothing") << QByteArray("]") << 1 << 1 << QByteArray("brackets match");
}

void TestReadText::refusesJson()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, words);
    const auto value = readJson(text.toStdString());
    QVERIFY(!value);
    const QByteArray said = errorText(value.error());
    QVERIFY2(said.contains(words), said);
    QVERIFY2(value.error().position.line == line, said);
    QVERIFY2(column == 0 || value.error().position.column == column, said);
    QVERIFY2(!value.error().hint.empty(), said);
}

void TestReadText::readsYaml_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char* name, const char* text, const char* written) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(written);
    };
    row("block", "b: 1\na:\n- x\n- y: 2\n  z: 3\n", R"({"b":1,"a":["x",{"y":2,"z":3}]})");
    row("flow", "{a: [1, two], 'b': \"c\"}", R"({"a":[1,"two"],"b":"c"})");
    row("nulls", "[null, Null, NULL, ~, ]", "[null,null,null,null]");
    row("empty value", "a:\nb: ''\n", R"({"a":null,"b":""})");
    row("bools", "[true, True, TRUE, false, False, FALSE, tRue]", R"([true,true,true,false,false,false,"tRue"])");
    row("old bools are texts", "[yes, no, on, off, y, n]", R"(["yes","no","on","off","y","n"])");
    row("integers", "[0, -1, +2, 007, 0o17, 0x1F, 12345678901234567890123]",
        "[0,-1,2,7,15,31,12345678901234567890123]");
    row("floats", "[1.10, .5, 1., -1.e3, 1e400, 1E-2]", "[1.10,0.5,1,-1e3,1e400,1E-2]");
    row("no JSON numbers", "[.inf, -.Inf, .nan]", R"([".inf","-.Inf",".nan"])");
    row("look like numbers", "[1_000, 0b1, 0xZ, 0o8, 1e, 1.2.3, '1', -, 0x, +]",
        R"(["1_000","0b1","0xZ","0o8","1e","1.2.3","1","-","0x","+"])");
    row("exponents beyond any reader are texts", "[1e999999999, 1e9999999999, 1e-00000000000001]",
        R"([1e999999999,"1e9999999999",1e-00000000000001])");
    row("dates are texts", "[2001-12-14, 2001-12-14t21:59:43.10-05:00, 12:30:45]",
        R"(["2001-12-14","2001-12-14t21:59:43.10-05:00","12:30:45"])");
    row("keys are texts", "200: a\ntrue: b\n~: c\n1.0: d\n", R"({"200":"a","true":"b","~":"c","1.0":"d"})");
    row("literal", "a: |\n  x\n   y\n\n  z\n\nb: 1\n", R"({"a":"x\n y\n\nz\n","b":1})");
    row("literal, stripped and kept", "a: |-\n  x\n\nb: |+\n  y\n\nc: 1\n", R"({"a":"x","b":"y\n\n","c":1})");
    row("folded", "a: >\n  x\n  y\n\n  z\n", R"({"a":"x y\nz\n"})");
    row("several lines", "a: one\n  two\nb: \"three\n  four\"\n", R"({"a":"one two","b":"three four"})");
    row("escapes", R"(["\x41\u00e9\U0001F600\n\/", 'it''s'])", R"(["Aé😀\n/","it's"])");
    row("anchor and alias", "a: &x {k: [1]}\nb: *x\n", R"({"a":{"k":[1]},"b":{"k":[1]}})");
    row("alias as key", "a: &x name\n*x : 1\n", R"({"a":"name","name":1})");
    row("anchor redefined", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", R"({"a":1,"b":1,"c":2,"d":2})");
    row("merge key is a key", "a: &x {k: 1}\nb:\n  <<: *x\n", R"({"a":{"k":1},"b":{"<<":{"k":1}}})");
    row("standard tags", "[!!str 1, !!int '2', !!float 3.0, !!bool 'true', !!null '', ! 4, !!int x]",
        R"(["1",2,3.0,true,null,"4","x"])");
    row("short tags", "a: !Ref Bucket\nb: !Sub '${X}'\nc: !GetAtt A.B.C\nd: !Condition Yes\n",
        R"({"a":{"Ref":"Bucket"},"b":{"Fn::Sub":"${X}"},"c":{"Fn::GetAtt":["A","B.C"]},"d":{"Condition":"Yes"}})");
    row("short tags on collections", "a: !Join ['-', [x, !Ref Y]]\nb: !If\n  - C\n  - 1\n",
        R"({"a":{"Fn::Join":["-",["x",{"Ref":"Y"}]]},"b":{"Fn::If":["C",1]}})");
    row("other tags are left aside", "%TAG !e! tag:example.com,2000:\n---\na: !e!thing 1\n", R"({"a":"1"})");
    row("duplicate keys kept", "a: 1\na: 2\n", R"({"a":1,"a":2})");
    row("windows line ends", "a: 1\r\nb: |\r\n  x\r\n  y\r\n", R"({"a":1,"b":"x\ny\n"})");
    row("tabs between tokens", "a:\t1\t# x\nb: [1,\t2]\n", R"({"a":1,"b":[1,2]})");
    row("document marks", "%YAML 1.2\n---\na: 1\n...\n", R"({"a":1})");
    row("empty document is null", "---\n", "null");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a: é\n",
        "{\"a\":\"é\"}");
    row("JSON is YAML", R"({"a":[1,2.5,null],"b":{"c":"\ud83d"}})", "");
}

void TestReadText::readsYaml()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto value = readYaml(text.toStdString());
    if (written.isEmpty()) {
        QVERIFY(!value);
        return;
    }
    QVERIFY2(value, value ? "" : errorText(value.error()));
    QCOMPARE(bytes(writeJson(*value)), written);
}

void TestReadText::refusesYaml_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const QByteArray& text, int line, int column, const char* words) {
        QTest::newRow(name) << text << line << column << QByteArray(words);
    };
    row("empty", "", 1, 1, "empty");
    row("only comments", "# nothing\n", 2, 1, "empty");
    row("second document", "a: 1\n---\nb: 2\n", 2, 1, "second YAML document");
    row("tab indentation", "a:\n\tb: 1\n", 2, 1, "spaces");
    row("colon in a plain text", "a: b: c\n", 1, 5, "Quote the text");
    row("wrong indentation", "a:\n    b: 1\n  c: 2\n", 3, 3, "indentation");
    row("key without colon", "a: 1\nb\nc: 2\n", 3, 1, ":");
    row("list among keys", "a: 1\n- b\n", 2, 1, "");
    row("open list", "a: [1, 2\nb: 3\n", 2, 2, "");
    row("open mapping", "a: {b: 1\n", 2, 1, "'}'");
    row("open quote", "a: 1\nb: \"text\nc: 2\n", 2, 4, "never closed");
    row("bad escape", "a: \"\\q\"\n", 1, 5, "escape");
    row("at sign", "a: @b\n", 1, 4, "quote");
    row("unknown alias", "a: 1\nb: *nothing\n", 2, 4, "\"*nothing\"");
    row("alias to itself", "a: &x [1, *x]\n", 1, 11, "\"*x\"");
    row("undeclared tag", "a: !x!y 1\n", 1, 4, "tag");
    row("mapping as key", "? {a: 1}\n: 2\n", 1, 3, "Keys are texts");
    row("list as key", "[a]: 2\n", 1, 1, "Keys are texts");
    row("invalid UTF-8", QByteArray("a: b\nc: \xFF\n"), 2, 4, "UTF-8");
    row("control character", QByteArray("a: b\nc: x\x01y\n"), 2, 5, "control character");
    row("zero byte", QByteArray("a: \0\n", 5), 1, 4, "control character");
    row("column in characters", QByteArray("é€😀: b: c\n"), 1, 7, "");
    row("after a byte order mark",
        QByteArray("\xEF\xBB\xBF"
                   "é: b: c\n"),
        1, 5, "");
}

void TestReadText::refusesYaml()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QByteArray, words);
    const auto value = readYaml(text.toStdString());
    QVERIFY(!value);
    const QByteArray said = errorText(value.error());
    QVERIFY2(said.contains(words), said);
    QVERIFY2(value.error().position == (SourcePosition{line, column}), said);
    QVERIFY2(!value.error().hint.empty(), said);
}

void TestReadText::knowsWhereValuesStand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("slice");
    const auto row = [](const char* name, const QByteArray& text, const char* pointer, const char* slice) {
        QTest::newRow(name) << text << QByteArray(pointer) << QByteArray(slice);
    };
    const QByteArray json = "{ \"é\" : [1.50 , \"a\\\"}\" ,{} ],\n\"t\":true , \"n\":null}";
    row("json root", json, "", json);
    row("json array", json, "/é", "[1.50 , \"a\\\"}\" ,{} ]");
    row("json number", json, "/é/0", "1.50");
    row("json string", json, "/é/1", "\"a\\\"}\"");
    row("json empty object", json, "/é/2", "{}");
    row("json true", json, "/t", "true");
    row("json null", json, "/n", "null");

    const QByteArray yaml =
        "\xEF\xBB\xBF# é\né: 😀 x  # c\nlit: |\n  é\n\n  b\n\nseq:\n  - 'q'\n  - k: v\n    l: \"w\"   \n"
        "kept: |+\n  x\n\nflow: {a: [1, 2] , b: }\nempty:\ntag: !Sub 'x'\nanch: &a y\nali: *a\n";
    row("yaml plain", yaml, "/é", "😀 x");
    row("yaml literal", yaml, "/lit", "|\n  é\n\n  b");
    row("yaml sequence", yaml, "/seq", "- 'q'\n  - k: v\n    l: \"w\"");
    row("yaml quoted", yaml, "/seq/0", "'q'");
    row("yaml mapping in a list", yaml, "/seq/1", "k: v\n    l: \"w\"");
    row("yaml kept literal", yaml, "/kept", "|+\n  x\n");
    row("yaml flow mapping", yaml, "/flow", "{a: [1, 2] , b: }");
    row("yaml flow sequence", yaml, "/flow/a", "[1, 2]");
    row("yaml tagged", yaml, "/tag", "!Sub 'x'");
    row("yaml tagged value", yaml, "/tag/Fn::Sub", "'x'");
    row("yaml anchored", yaml, "/anch", "y");
    row("yaml alias", yaml, "/ali", "*a");
    row("yaml empty", yaml, "/empty", "");
    row("comment that YAML 1.1 ends", "a: !X #\xE2\x80\xA8 [1]\n", "/a/Fn::X", "[1]");
    row("windows line ends", "a: |-\r\n  x\r\n  y\r\nb: 1\r\n", "/a", "|-\r\n  x\r\n  y");
}

void TestReadText::knowsWhereValuesStand()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, slice);
    const auto value = read(text.toStdString(), detectSyntax(text.toStdString()));
    QVERIFY2(value, value ? "" : errorText(value.error()));
    const Value* found = value->at(pointer.toStdString());
    QVERIFY(found);
    const TextRange range = found->range();
    QCOMPARE(text.mid(int(range.begin), int(range.end - range.begin)), slice);
    for (const Member& member : value->asObject()) {
        const QByteArray key = text.mid(int(member.keyRange.begin), int(member.keyRange.end - member.keyRange.begin));
        QVERIFY2(key == bytes(member.key) || key == '"' + bytes(member.key) + '"', key);
    }
}

void TestReadText::keepsToItsLimits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("json depth") << repeated("[", 51) + repeated("]", 51) << QByteArray("50 levels");
    QTest::newRow("json depth of objects")
        << repeated("{\"a\":", 51) + "1" + repeated("}", 51) << QByteArray("50 levels");
    QTest::newRow("json unclosed depth") << repeated("[", 100'000) << QByteArray("50 levels");
    QTest::newRow("json values") << "[" + repeated("1,", 1000) + "1]" << QByteArray("1000 values");
    QTest::newRow("bytes") << QByteArray(1'000'001, ' ') << QByteArray("larger than");
    QTest::newRow("yaml depth") << "a: " + repeated("[", 51) + repeated("]", 51) << QByteArray("50 levels");
    QTest::newRow("yaml depth of blocks") << repeated("- ", 51) + "x\n" << QByteArray("50 levels");
    QTest::newRow("yaml depth of tags") << repeated("!a [", 26) + repeated("]", 26) << QByteArray("50 levels");
    QTest::newRow("yaml values") << "a: [" + repeated("1,", 1000) + "1]" << QByteArray("1000 values");
    QTest::newRow("yaml values by aliases") << "a: &a [" + repeated("1,", 300) + "1]\nb: [*a, *a, *a]\n"
                                            << QByteArray("aliases");
    QTest::newRow("yaml bytes by aliases")
        << "a: &a '" + QByteArray(10'000, 'x') + "'\nb: [" + repeated("*a,", 200) + "*a]\n"
        << QByteArray("aliases");
    QTest::newRow("yaml depth by aliases")
        << "a: &a " + repeated("[", 30) + repeated("]", 30) + "\nb: " + repeated("[", 30) + "*a" + repeated("]", 30)
        << QByteArray("50 levels");
}

void TestReadText::keepsToItsLimits()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, words);
    ReadLimits limits;
    limits.maxBytes = 1'000'000;
    limits.maxDepth = 50;
    limits.maxNodes = 1000;
    const auto value = read(text.toStdString(), detectSyntax(text.toStdString()), limits);
    QVERIFY(!value);
    const QByteArray said = errorText(value.error());
    QVERIFY2(said.contains(words), said);
}

void TestReadText::refusesAliasBombs()
{
    std::string bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string last = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
        for (int k = 0; k < 8; ++k)
            bomb += ", " + last;
        bomb += "]\n";
    }
    const auto value = readYaml(bomb);
    QVERIFY(!value);
    QCOMPARE(value.error().rule, std::string("too-many-values"));
}

void TestReadText::hostileTextsEndQuickly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("brackets") << "a" + repeated("[", 200'000);
    QTest::newRow("braces") << "a: " + repeated("{", 200'000);
    QTest::newRow("dashes") << repeated("- ", 200'000);
    QTest::newRow("question marks") << repeated("? ", 200'000);
    QTest::newRow("colons") << repeated(": ", 200'000);
    QTest::newRow("anchors") << repeated("&a ", 200'000);
    QTest::newRow("tags") << repeated("!a ", 200'000);
    QTest::newRow("open quote") << "\"" + QByteArray(1'000'000, 'x');
    QTest::newRow("plain lines") << repeated("x\n", 300'000);
    QTest::newRow("percent signs") << repeated("%X y\n", 100'000);
    QTest::newRow("flow pairs") << "[" + repeated("a: ", 100'000);
    QTest::newRow("commas") << "[" + repeated("a,", 100'000);
    QTest::newRow("nested anchors") << repeated("&a [", 190) + "1" + repeated(",1", 50'000) + repeated("]", 190);
}

void TestReadText::hostileTextsEndQuickly()
{
    QFETCH(QByteArray, text);
    const std::string copy = text.toStdString();
    const auto begin = std::chrono::steady_clock::now();
    const auto value = readYaml(copy);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    QVERIFY2(took.count() < 10, qPrintable(QString::number(took.count())));
    QVERIFY(value || !value.error().message.empty());
}

QTEST_GUILESS_MAIN(TestReadText)
#include "tst_read_text.moc"
