// The validator's words, its order, its references and its limits; numbers and patterns underneath (reference 1.7).
#include "core/json/text.h"
#include "gateway-engine/schema/ecma_pattern.h"
#include "gateway-engine/schema/exact_number.h"
#include "gateway-engine/schema/formats.h"
#include "gateway-engine/schema/validator.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

json::Value value(const char* source)
{
    auto read = json::readJson(source);
    if (!read)
        qFatal("%s: %s", source, toString(read.error()).c_str());
    return *std::move(read);
}

QString outcome(const json::Value& schema, const json::Value& instance, const SchemaOptions& options = {})
{
    const auto compiled = Schema::compile(schema, options);
    if (!compiled)
        return text(compiled.error().message);
    QStringList lines;
    for (const Violation& violation : compiled->validate(instance))
        lines << text(violation.pointer) + "|" + text(violation.message);
    return lines.join('\n');
}

// `depth` lists inside each other.
std::string nested(int depth)
{
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

} // namespace

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void violations_data();
    void violations();
    void unusable_data();
    void unusable();
    void importedModels();
    void referencesLeaveTheSchema();
    void errorString();
    void longValuesAreCut();
    void workIsBounded_data();
    void workIsBounded();
    void deepBodiesAreBounded();
    void numbers_data();
    void numbers();
    void multiples_data();
    void multiples();
    void patterns_data();
    void patterns();
    void formats_data();
    void formats();
};

void TestSchema::violations_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("instance");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* schema, const char* instance, const char* expected) {
        QTest::newRow(name) << schema << instance << expected;
    };
    row("nothing wrong", R"({"type":"object"})", "{}", "");
    row("type", R"({"type":"number"})", R"("1")",
        R"(|instance type (string) does not match any allowed primitive type (allowed: ["integer","number"]))");
    row("types in order", R"({"type":["string","boolean"]})", "1.5",
        R"(|instance type (number) does not match any allowed primitive type (allowed: ["boolean","string"]))");
    row("enum", R"({"enum":["a",{"b":1.0}]})", R"({"b":2})",
        R"(|instance value ({"b":2}) not found in enum (possible values: ["a",{"b":1.0}]))");
    row("enum by value", R"({"enum":[{"a":1,"b":[1.0]}]})", R"({"b":[1],"a":1.00})", "");
    row("minimum", R"({"minimum":10})", "9.5",
        "|numeric instance is lower than the required minimum (minimum: 10, found: 9.5)");
    row("minimum, exclusive", R"({"minimum":10,"exclusiveMinimum":true})", "10.0",
        "|numeric instance is not strictly greater than the required minimum 10");
    row("below an exclusive minimum", R"({"minimum":10,"exclusiveMinimum":true})", "9",
        "|numeric instance is lower than the required minimum (minimum: 10, found: 9)");
    row("maximum", R"({"maximum":10})", "11",
        "|numeric instance is greater than the required maximum (maximum: 10, found: 11)");
    row("maximum, exclusive", R"({"maximum":10,"exclusiveMaximum":true})", "1e1",
        "|numeric instance is not strictly lower than the required maximum 10");
    row("multipleOf", R"({"multipleOf":0.01})", "1.005", "|remainder of division is not zero (1.005 / 0.01)");
    row("minLength counts code points", R"({"minLength":3})", R"("\ud83d\ude00a")",
        "|string \"\xF0\x9F\x98\x80"
        "a\" is too short (length: 2, required minimum: 3)");
    row("maxLength", R"({"maxLength":1})", R"("ab")", R"(|string "ab" is too long (length: 2, maximum allowed: 1))");
    row("pattern", R"({"pattern":"^a$"})", R"("b")", R"(|ECMA 262 regex "^a$" does not match input string "b")");
    row("minItems", R"({"minItems":1})", "[]",
        "|array is too short: must have at least 1 elements but instance has 0 elements");
    row("maxItems", R"({"maxItems":1})", "[1,2]",
        "|array is too long: must have at most 1 elements but instance has 2 elements");
    row("uniqueItems", R"({"uniqueItems":true})", R"([{"a":1,"b":2},{"b":2.0,"a":1}])",
        "|array must not contain duplicate elements");
    row("additionalItems", R"({"items":[{}],"additionalItems":false})", "[1,2,3]",
        "|schema only allows 1 elements in array but instance has 3 elements");
    row("minProperties", R"({"minProperties":2})", R"({"a":1})",
        "|object has too few properties (found 1 but schema requires at least 2)");
    row("maxProperties", R"({"maxProperties":0})", R"({"a":1})",
        "|object has too many properties (found 1 but schema requires at most 0)");
    row("required, by name", R"({"required":["z","b","a"]})", R"({"b":1})",
        R"(|object has missing required properties (["a","z"]))");
    row("additionalProperties, by name", R"({"properties":{"a":{}},"patternProperties":{"^x-":{}},
        "additionalProperties":false})",
        R"({"z":1,"a":1,"x-1":1,"c":1})",
        R"(|object instance has properties which are not allowed by the schema: ["c","z"])");
    row("property dependencies", R"({"dependencies":{"a":["c","b"]}})", R"({"a":1,"c":1})",
        R"(|property "a" of object has missing property dependencies (schema requires ["b","c"]; missing: ["b"]))");
    row("schema dependencies", R"({"dependencies":{"a":{"required":["b"]}}})", R"({"a":1})",
        R"(|object has missing required properties (["b"]))");
    row("allOf", R"({"allOf":[{"type":"string"},{"maxLength":1},{"minLength":9}]})", R"("ab")",
        "|instance failed to match all required schemas (matched only 1 out of 3)");
    row("anyOf", R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "1",
        "|instance failed to match at least one required schema among 2");
    row("oneOf, none", R"({"oneOf":[{"type":"string"},{"type":"null"}]})", "1",
        "|instance failed to match exactly one schema (matched 0 out of 2)");
    row("oneOf, several", R"({"oneOf":[{},{},{"type":"null"}]})", "1",
        "|instance failed to match exactly one schema (matched 2 out of 3)");
    row("not", R"({"not":{"type":"integer"}})", "1", "|instance matched a schema which it should not have");
    row("formats say what they want", R"({"format":"date-time"})", R"("2018")",
        "|string \"2018\" is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, "
        "yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]");
    row("email", R"({"format":"email"})", R"("x")", R"(|string "x" is not a valid email address)");
    row("uuid", R"({"format":"uuid"})", R"("x")", R"(|input string "x" is not a valid UUID)");
    row("unknown formats say nothing", R"({"format":"byte"})", R"("x")", "");
    row("keywords by name, format last",
        R"({"type":"integer","pattern":"^a","minLength":9,"enum":["q"],"format":"ipv4"})", R"("b")",
        "|instance value (\"b\") not found in enum (possible values: [\"q\"])\n"
        "|string \"b\" is too short (length: 1, required minimum: 9)\n"
        "|ECMA 262 regex \"^a\" does not match input string \"b\"\n"
        "|instance type (string) does not match any allowed primitive type (allowed: [\"integer\"])\n"
        "|string \"b\" is not a valid IPv4 address");
    row("what is inside waits for the outside", R"({"required":["x"],"properties":{"a":{"type":"null"}}})",
        R"({"a":1})", R"(|object has missing required properties (["x"]))");
    row("members by name, each with its own keywords",
        R"({"properties":{"b":{"type":"null"},"a":{"type":"null","properties":{"x":{"type":"null"}}},
        "c":{"properties":{"y":{"type":"null"}}}}})",
        R"({"c":{"y":1},"b":1,"a":1})",
        "/a|instance type (integer) does not match any allowed primitive type (allowed: [\"null\"])\n"
        "/b|instance type (integer) does not match any allowed primitive type (allowed: [\"null\"])");
    row("places", R"({"properties":{"a/b":{"items":{"items":[{},{"type":"null"}]}}}})", R"({"a/b":[[],[1,2]]})",
        R"(/a~1b/1/1|instance type (integer) does not match any allowed primitive type (allowed: ["null"]))");
    row("1.0 is no integer", R"({"type":"integer"})", "1.0",
        R"(|instance type (number) does not match any allowed primitive type (allowed: ["integer"]))");
    row("recursive", R"({"required":["v"],"properties":{"next":{"$ref":"#"}}})", R"({"v":1,"next":{"v":2,"next":{}}})",
        R"(/next/next|object has missing required properties (["v"]))");
    row("integers beyond double", R"({"maximum":9007199254740992})", "9007199254740993",
        "|numeric instance is greater than the required maximum (maximum: 9007199254740992, found: "
        "9007199254740993)");
}

void TestSchema::violations()
{
    QFETCH(QString, schema);
    QFETCH(QString, instance);
    QFETCH(QString, expected);
    QCOMPARE(outcome(value(schema.toUtf8().constData()), value(instance.toUtf8().constData())), expected);
}

void TestSchema::unusable_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* schema, const char* expected) {
        QTest::newRow(name) << schema << expected;
    };
    row("no object", "true", "The schema must be an object.");
    row("a property that is none", R"({"properties":{"a":1}})", "The schema at /properties/a must be an object.");
    row("type", R"({"properties":{"a/b":{"type":"file"}}})",
        "\"type\" at /properties/a~1b must be array, boolean, integer, null, number, object or string, or a list of "
        "these.");
    row("no types", R"({"type":[]})", "\"type\" must be at least one type.");
    row("required of draft 3", R"({"items":{"required":true}})",
        "\"required\" at /items must be a list of property names.");
    row("negative length", R"({"minLength":-1})", "\"minLength\" must be a whole number, zero or more.");
    row("half a length", R"({"maxItems":1.5})", "\"maxItems\" must be a whole number, zero or more.");
    row("minimum", R"({"minimum":"1"})", "\"minimum\" must be a number.");
    row("multiple of nothing", R"({"multipleOf":0})", "\"multipleOf\" must be a number greater than zero.");
    row("multiple of less", R"({"multipleOf":-2})", "\"multipleOf\" must be a number greater than zero.");
    row("enum", R"({"enum":"a"})", "\"enum\" must be a list of values.");
    row("properties", R"({"properties":[]})", "\"properties\" must be an object of schemas by name.");
    row("dependencies", R"({"dependencies":{"a":"b"}})", "\"dependencies\" must be a list of property names.");
    row("additionalProperties", R"({"additionalProperties":1})",
        "\"additionalProperties\" must be true, false or a schema.");
    row("no alternatives", R"({"anyOf":[]})", "\"anyOf\" must be a list of schemas.");
    row("uniqueItems", R"({"uniqueItems":1})", "\"uniqueItems\" must be true or false.");
    row("pattern", R"({"pattern":"(a"})", "\"pattern\": \"(a\" is no regular expression: missing closing parenthesis.");
    row("a reference that leads nowhere", R"({"items":{"$ref":"#/definitions/a"}})",
        "The reference \"#/definitions/a\" leads nowhere at /items.");
    row("a reference to nobody's address", R"({"$ref":"http://example.com/a.json"})",
        "The reference \"http://example.com/a.json\" leads nowhere.");
    row("a reference to itself", R"({"$ref":"#"})", "The reference leads in a circle.");
    row("references in a circle", R"({"items":{"$ref":"#/a"},"a":{"$ref":"#/b"},"b":{"$ref":"#/a"}})",
        "The reference at /items leads in a circle.");
    row("itself for the same value", R"({"anyOf":[{"type":"null"},{"$ref":"#"}]})",
        "The schema refers to itself through allOf, anyOf, oneOf, not or dependencies, for the same value.");
    row("itself by way of another", R"({"not":{"$ref":"#/a"},"a":{"dependencies":{"x":{"$ref":"#"}}}})",
        "The schema refers to itself through allOf, anyOf, oneOf, not or dependencies, for the same value.");
}

void TestSchema::unusable()
{
    QFETCH(QString, schema);
    QFETCH(QString, expected);
    const auto compiled = Schema::compile(value(schema.toUtf8().constData()));
    QVERIFY(!compiled);
    QCOMPARE(text(compiled.error().message), expected);
    QVERIFY(!compiled.error().hint.empty());
}

void TestSchema::importedModels()
{
    SchemaOptions imported;
    imported.isImported = true;
    const json::Value schema = value(R"({"minItems":1,"items":{"minimum":1,"exclusiveMinimum":true,
        "maximum":2,"exclusiveMaximum":true}})");
    QCOMPARE(outcome(schema, value("[]"), imported), QString());
    QCOMPARE(outcome(schema, value("[1]"), imported), QString());
    QCOMPARE(outcome(schema, value("[2]"), imported),
             QString("/0|numeric instance is not strictly lower than the required maximum 2"));
    QVERIFY(outcome(schema, value("[]")).contains("too short"));
}

void TestSchema::referencesLeaveTheSchema()
{
    const json::Value pet = value(R"({"definitions":{"name":{"maxLength":1}},"properties":{
        "name":{"$ref":"#/definitions/name"},"tag":{"$ref":"#/components/schemas/Tag"}}})");
    const json::Value tag = value(R"({"type":"null"})");
    SchemaOptions options;
    options.find = [&](std::string_view address) -> const json::Value* {
        if (address == "https://models.test/Pet")
            return &pet;
        return address == "#/components/schemas/Tag" ? &tag : nullptr;
    };
    const json::Value schema = value(R"({"items":{"$ref":"https://models.test/Pet"}})");
    QCOMPARE(outcome(schema, value(R"([{"name":"a","tag":null}])"), options), QString());
    QCOMPARE(outcome(schema, value(R"([{"name":"ab"}])"), options),
             QString(R"(/0/name|string "ab" is too long (length: 2, maximum allowed: 1))"));
    QVERIFY(outcome(schema, value(R"([{"tag":1}])"), options).startsWith("/0/tag|instance type (integer)"));
}

void TestSchema::errorString()
{
    QCOMPARE(text(validationErrorString({})), QString("[]"));
    QCOMPARE(text(validationErrorString({{"/a", "first"}, {"", "second"}})), QString("[first, second]"));
}

void TestSchema::longValuesAreCut()
{
    const json::Value schema = value(R"({"maxLength":1})");
    const auto compiled = Schema::compile(schema);
    const auto violations = compiled->validate(json::Value(std::string(1'000'000, 'a')));
    QCOMPARE(violations.size(), std::size_t{1});
    QVERIFY(violations.front().message.size() < 3'000);
    QVERIFY(violations.front().message.find("... \" is") == std::string::npos);

    json::Value many = json::Value::array();
    for (int i = 0; i < 1'000; ++i)
        many.asArray().emplace_back(i);
    const auto list = Schema::compile(value(R"({"items":{"type":"null"}})"));
    QCOMPARE(list->validate(many).size(), std::size_t{100});
}

void TestSchema::workIsBounded_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("instance");
    QTest::newRow("alternatives that double")
        << R"({"type":"array","anyOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]})"
        << QString::fromStdString(nested(150).insert(150, "1"));
    QTest::newRow("patterns that run away")
        << R"({"items":{"pattern":"^(a+)+$"}})"
        << "[" + QStringList(1'000, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"").join(',') + "]";
    QTest::newRow("lists of lists that must differ")
        << R"({"uniqueItems":true,"items":{"$ref":"#"}})"
        << "[[" + QString::fromStdString(nested(150).insert(150, "1," + std::string(8'000'000, '2'))) + ",1],2]";
}

void TestSchema::workIsBounded()
{
    QFETCH(QString, schema);
    QFETCH(QString, instance);
    const auto body = json::readJson(instance.toStdString());
    QVERIFY(body);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(outcome(value(schema.toUtf8().constData()), *body),
             QString("|validation of the instance takes too many steps"));
    qInfo("%lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 20'000); // sanitizers are slow; without bounds this is years
}

void TestSchema::deepBodiesAreBounded()
{
    const auto compiled = Schema::compile(value(R"({"items":{"allOf":[{"allOf":[{"$ref":"#"}]}]}})"));
    QVERIFY(compiled);
    json::Value deep = json::Value::array();
    for (int i = 0; i < 900; ++i) {
        json::Value outer = json::Value::array();
        outer.asArray().push_back(std::move(deep));
        deep = std::move(outer);
    }
    const auto violations = compiled->validate(deep);
    QCOMPARE(violations.size(), std::size_t{1});
    QCOMPARE(text(violations.front().message), QString("validation of the instance takes too many steps"));
}

void TestSchema::numbers_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order");
    const auto row = [](const char* a, const char* b, int order) {
        QTest::addRow("%s, %s", a, b) << a << b << order;
        if (order != 0)
            QTest::addRow("%s, %s", b, a) << b << a << -order;
    };
    row("1", "1.0", 0);
    row("0", "-0.0", 0);
    row("100", "1e2", 0);
    row("0.001", "1E-3", 0);
    row("1", "2", -1);
    row("-2", "-1", -1);
    row("-1", "0", -1);
    row("0", "0.1", -1);
    row("9", "10.0", -1);
    row("-10.0", "-9", -1);
    row("0.1", "0.10000000000000000000000001", -1);
    row("9007199254740992", "9007199254740993", -1);
    row("18446744073709551615", "18446744073709551616", -1);
    row("1e999999999", "2e999999999", -1);
    row("1e-999999999", "0", 1);
}

void TestSchema::numbers()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, order);
    QCOMPARE(compareNumbers(a.toStdString(), b.toStdString()), order);
}

void TestSchema::multiples_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("divisor");
    QTest::addColumn<bool>("isMultiple");
    const auto row = [](const char* number, const char* divisor, bool isMultiple) {
        QTest::addRow("%s / %s", number, divisor) << number << divisor << isMultiple;
    };
    row("0", "7", true);
    row("14", "7", true);
    row("-14", "7", true);
    row("15", "7", false);
    row("0.0075", "0.0001", true);
    row("0.00751", "0.0001", false);
    row("4.35", "0.01", true);
    row("1.1", "1", false);
    row("1e308", "0.5", true);
    row("1e999999999", "3", false);
    row("3e999999999", "3", true);
    row("12345678910111213141516171819202122", "2", true);
    row("12345678910111213141516171819202123", "2", false);
    row("98765432109876543210987654321", "98765432109876543210987654321", true);
    row("98765432109876543210987654322", "98765432109876543210987654321", false);
}

void TestSchema::multiples()
{
    QFETCH(QString, number);
    QFETCH(QString, divisor);
    QFETCH(bool, isMultiple);
    QCOMPARE(ExactNumber(number.toStdString()).isMultipleOf(ExactNumber(divisor.toStdString())), isMultiple);
}

void TestSchema::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("found"); // "yes", "no", "no pattern"
    const auto row = [](const char* pattern, const char* subject, const char* found) {
        QTest::addRow("%s on %s", pattern, subject) << pattern << QString::fromUtf8(subject) << found;
    };
    row("b", "abc", "yes");
    row("^b", "abc", "no");
    row("^abc$", "abc\n", "no");
    row("^a.c$", "a\nc", "no");
    row("^[\\s\\S]$", "\n", "yes");
    row("^[^]$", "\n", "yes");
    row("[]", "a", "no");
    row("^[[:alpha:]]$", "a", "no");
    row("^[[]$", "[", "yes");
    row("^\\a$", "a", "yes");
    row("^\\Z$", "Z", "yes");
    row("^\\x41\\u0042$", "AB", "yes");
    row("^\\uD83D\\uDE00$", "\xF0\x9F\x98\x80", "yes");
    row("\\uD83D", "a", "no pattern");
    row("^a{,5}$", "a{,5}", "yes");
    row("^a{2}$", "aa", "yes");
    row("^a{2,}$", "aaa", "yes");
    row("^{$", "{", "yes");
    row("(*ACCEPT)b", "a", "no pattern");
    row("a++", "a", "no pattern");
    row("(a", "a", "no pattern");
    row("a\\", "a", "no pattern");
    row("^(?<n>a)\\k<n>$", "aa", "yes");
    row("^(?!x)a(?=b)", "ab", "yes");
    row("^\\p{Lu}\\P{Lu}$", "Aa", "yes");
    row("^\\p{Script=Greek}$", "\xCE\xB1", "yes");
    row("\\p{Nonsense}", "a", "no pattern");
    row("^\\d{4}-\\d{2}$", "2024-05", "yes");
    row("^\\/$", "/", "yes");
    row("^\\-$", "-", "yes");
    row("^[\\w.-]+@[\\w-]+$", "a.b@c-d", "yes");
}

void TestSchema::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, subject);
    QFETCH(QString, found);
    const auto compiled = EcmaPattern::compile(pattern.toStdString());
    if (!compiled) {
        QCOMPARE(QString("no pattern"), found);
        return;
    }
    QCOMPARE(compiled->find(subject.toStdString()) == EcmaPattern::Match::Yes ? "yes" : "no", found);
}

void TestSchema::formats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* format, const char* subject, bool fits) {
        QTest::addRow("%s: %s", format, subject) << format << subject << fits;
    };
    row("date-time", "2024-02-29T00:00:00Z", true);
    row("date-time", "2023-02-29T00:00:00Z", false);
    row("date-time", "1900-02-29T00:00:00Z", false);
    row("date-time", "2024-02-29T00:00:00.Z", false);
    row("date-time", "2024-02-29 00:00:00Z", false);
    row("date-time", "2024-02-29T00:00:00", false);
    row("email", "\"a b\"@example.com", true);
    row("email", "a@[127.0.0.1]", true);
    row("email", "a@[IPv6:::1]", true);
    row("email", "a@[1.2.3]", false);
    row("email", "a@b@c", false);
    row("hostname", "a.b-c.d", true);
    row("hostname", "a..b", false);
    row("ipv4", "1.2.3.4", true);
    row("ipv4", "1.2.3.256", false);
    row("ipv6", "::1", true);
    row("ipv6", ":::1", false);
    row("uri", "http://a:80/", true);
    row("uri", "http://a:b/", false);
    row("uri", "a/b", false);
    row("uuid", "123e4567-e89b-12d3-a456-426614174000", true);
    row("uuid", "123e4567-e89b-12d3-a456-42661417400g", false);
    row("json-pointer", "/a~1b", true);
    row("json-pointer", "/a~2b", false);
    row("regex", "^a", true);
    row("regex", "(", false);
}

void TestSchema::formats()
{
    QFETCH(QString, format);
    QFETCH(QString, subject);
    QFETCH(bool, fits);
    const Format* known = formatNamed(format.toStdString());
    QVERIFY(known);
    const std::string plain = subject.toStdString();
    QCOMPARE(known->accepts(plain), fits);
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
