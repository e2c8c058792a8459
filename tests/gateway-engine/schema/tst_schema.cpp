// The validator's words, its order, its references and its limits (reference 1.7).
#include "core/json/text.h"
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
    void failedAlternativesAreExplained();
    void manyNamesAreRequired();
    void longValuesAreCut();
    void workIsBounded_data();
    void workIsBounded();
    void deepBodiesAreBounded();
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

void TestSchema::failedAlternativesAreExplained()
{
    const auto compiled = Schema::compile(value(R"({"properties":{"a":{"anyOf":[
        {"type":"null"},{"properties":{"b":{"oneOf":[{"type":"string"}]}}},{"required":["c"]}]}}})"));
    const auto violations = compiled->validate(value(R"({"a":{"b":1}})"));
    QCOMPARE(violations.size(), std::size_t{1});
    QStringList causes;
    for (const Violation& cause : violations.front().causes)
        causes << text(cause.pointer) + "|" + text(cause.message);
    QCOMPARE(
        causes.join('\n'),
        QString("/a|anyOf 1: instance type (object) does not match any allowed primitive type (allowed: [\"null\"])\n"
                "/a/b|anyOf 2: instance failed to match exactly one schema (matched 0 out of 1)\n"
                "/a|anyOf 3: object has missing required properties ([\"c\"])"));
    const auto several = Schema::compile(value(R"({"oneOf":[{},{}]})"));
    QVERIFY(several->validate(value("1")).front().causes.empty());
    const auto all = Schema::compile(value(R"({"allOf":[{},{"type":"null"}]})"));
    QCOMPARE(all->validate(value("1")).front().causes.size(), std::size_t{1});
}

// More than are kept in a machine word.
void TestSchema::manyNamesAreRequired()
{
    const auto named = [](int i) { return "name" + std::to_string(1'000 + i); };
    json::Value schema = json::Value::object();
    json::Array required;
    json::Value whole = json::Value::object();
    for (int i = 0; i < 130; ++i) {
        required.emplace_back(named(i));
        whole.set(named(i), i);
    }
    schema.set("required", std::move(required));
    QCOMPARE(outcome(schema, whole), QString());
    for (const int missing : {0, 63, 64, 65, 129}) {
        json::Value instance = whole;
        instance.remove(named(missing));
        QCOMPARE(outcome(schema, instance),
                 QStringLiteral("|object has missing required properties ([\"%1\"])").arg(text(named(missing))));
    }
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

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
