// Models as trees of properties, their edits, and models drafted from samples (reference 1.7).
#include "core/api/model_tree.h"
#include "core/api/schema_from_sample.h"
#include "core/json/text.h"

#include <QTest>

#include <functional>

using namespace gw;

namespace {

using Edit = std::function<Result<json::Value>(json::Value)>;

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

json::Value value(const QString& source)
{
    auto read = json::readJson(source.toStdString());
    if (!read)
        qFatal("%s: %s", qPrintable(source), toString(read.error()).c_str());
    return *std::move(read);
}

// A line a node: indentation, kind, name, types, marks.
void describe(const ModelNode& node, int level, QStringList& lines)
{
    static const char* const kinds[] = {"root", "property", "pattern", "others", "items", "more", "one", "definition"};
    QString line = QString(level * 2, ' ') + kinds[static_cast<int>(node.kind)] + " " + text(node.name) + " " +
                   text(node.pointer) + ":";
    for (const std::string& type : node.types)
        line += " " + text(type);
    line += node.isRequired ? "!" : "";
    line += node.ref.empty() ? "" : " -> " + text(node.ref);
    line += node.isObject() ? " {}" : "";
    line += node.isList() ? " []" : "";
    lines << line;
    for (const ModelNode& child : node.children)
        describe(child, level + 1, lines);
}

constexpr char pet[] = R"({"title":"Pet","x-own":1,"type":"object","required":["name","tags"],"properties":{
    "name":{"type":"string","minLength":1,"x-note":"n"},"tags":{"type":"array","items":{"type":"string"}},
    "owner":{"properties":{"id":{"type":["integer","null"]}}}},"dependencies":{"name":["tags"],"tags":["name","owner"]}})";

} // namespace

Q_DECLARE_METATYPE(Edit)

class TestModelTree : public QObject
{
    Q_OBJECT

private slots:
    void tree();
    void nodeFields();
    void treeIsBounded();
    void edits_data();
    void edits();
    void refused_data();
    void refused();
    void samples_data();
    void samples();
    void sampleText();
};

void TestModelTree::tree()
{
    QStringList lines;
    describe(modelTree(value(R"({"type":"object","required":["a/b"],"properties":{"a/b":{"type":["string","null"]},
        "list":{"items":[{"type":"null"},{}],"additionalItems":{"type":"string"}},"ref":{"$ref":"#/x","type":"null"},
        "items":{"items":{"type":"boolean"}}},"patternProperties":{"^x-":{}},"additionalProperties":{"type":"number"},
        "anyOf":[{"not":{}}],"definitions":{"d":{}},"unknown":{"properties":{"never":{}}}})")),
             0, lines);
    QCOMPARE(lines.join('\n'), QString("root  : object {}\n"
                                       "  property a/b /properties/a~1b: string null!\n"
                                       "  property list /properties/list: []\n"
                                       "    items 0 /properties/list/items/0: null\n"
                                       "    items 1 /properties/list/items/1:\n"
                                       "    more further items /properties/list/additionalItems: string\n"
                                       "  property ref /properties/ref: null -> #/x\n"
                                       "  property items /properties/items: []\n"
                                       "    items items /properties/items/items: boolean\n"
                                       "  pattern ^x- /patternProperties/^x-:\n"
                                       "  others any other property /additionalProperties: number\n"
                                       "  one anyOf 1 /anyOf/0:\n"
                                       "    one not /anyOf/0/not:\n"
                                       "  definition d /definitions/d:"));
}

void TestModelTree::nodeFields()
{
    const ModelNode node = modelTree(value(R"({"type":"string","title":"T","description":"D","format":"email",
        "pattern":"^a","enum":["a"],"minLength":1,"maxLength":2,"minimum":9,"additionalProperties":false})"));
    QCOMPARE(text(node.title + node.description + node.format + node.pattern), QString("TDemail^a"));
    QCOMPARE(text(json::writeJson(node.enumeration)), QString("[\"a\"]"));
    QCOMPARE(text(node.minimum.scalarText() + node.maximum.scalarText()), QString("12"));
    QVERIFY(!node.allowsOthers);
    QCOMPARE(text(modelTree(value(R"({"type":"integer","minimum":-5})")).minimum.scalarText()), QString("-5"));
    QVERIFY(modelTree(value(R"({"type":"array","minItems":2})")).minimum == json::Value(2));
    QVERIFY(modelTree(value("[]")).children.empty());
}

void TestModelTree::treeIsBounded()
{
    json::Value deep = json::Value::object();
    for (int i = 0; i < 190; ++i) {
        json::Value outer = json::Value::object();
        outer.set("items", std::move(deep));
        deep = std::move(outer);
    }
    int levels = 0;
    const ModelNode root = modelTree(deep);
    for (const ModelNode* node = &root; !node->children.empty(); node = &node->children.front())
        ++levels;
    QCOMPARE(levels, 64);

    json::Value wide = json::Value::object();
    json::Value properties = json::Value::object();
    for (int i = 0; i < 21'000; ++i)
        properties.asObject().push_back({"p" + std::to_string(i), json::Value::object()});
    wide.set("properties", std::move(properties));
    QCOMPARE(modelTree(wide).children.size(), std::size_t{19'999});
}

void TestModelTree::edits_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* schema, Edit edit, const char* expected) {
        QTest::newRow(name) << QString(schema) << std::move(edit) << QString(expected);
    };
    row(
        "add to nothing", "{}", [](json::Value v) { return addProperty(std::move(v), "", "a", "string"); },
        R"({"type":"object","properties":{"a":{"type":"string"}}})");
    row(
        "add a list of anything", R"({"type":"object","x":1})",
        [](json::Value v) { return addProperty(std::move(v), "", "a", "array"); },
        R"({"type":"object","x":1,"properties":{"a":{"type":"array","items":{}}}})");
    row(
        "add below", R"({"properties":{"a/b":{}}})",
        [](json::Value v) { return addProperty(std::move(v), "/properties/a~1b", "c", ""); },
        R"({"properties":{"a/b":{"type":"object","properties":{"c":{}}}}})");
    row(
        "remove", pet, [](json::Value v) { return removeModelNode(std::move(v), "/properties/name"); },
        R"({"title":"Pet","x-own":1,"type":"object","required":["tags"],"properties":{
        "tags":{"type":"array","items":{"type":"string"}},"owner":{"properties":{"id":{"type":["integer","null"]}}}},
        "dependencies":{"tags":["owner"]}})");
    row(
        "remove the last required", R"({"required":["a"],"properties":{"a":{},"b":{}}})",
        [](json::Value v) { return removeModelNode(std::move(v), "/properties/a"); }, R"({"properties":{"b":{}}})");
    row(
        "remove items", R"({"items":{"type":"string"},"type":"array"})",
        [](json::Value v) { return removeModelNode(std::move(v), "/items"); }, R"({"type":"array"})");
    row(
        "remove a property called items", R"({"properties":{"items":{},"a":{}}})",
        [](json::Value v) { return removeModelNode(std::move(v), "/properties/items"); }, R"({"properties":{"a":{}}})");
    row(
        "remove from a tuple", R"({"items":[{"type":"null"},{"type":"string"}]})",
        [](json::Value v) { return removeModelNode(std::move(v), "/items/0"); }, R"({"items":[{"type":"string"}]})");
    row(
        "remove the last alternative", R"({"anyOf":[{}],"x":1})",
        [](json::Value v) { return removeModelNode(std::move(v), "/anyOf/0"); }, R"({"x":1})");
    row(
        "remove the items of items", R"({"items":{"items":{},"x":1}})",
        [](json::Value v) { return removeModelNode(std::move(v), "/items/items"); }, R"({"items":{"x":1}})");
    row(
        "rename", pet, [](json::Value v) { return renameProperty(std::move(v), "/properties/name", "label"); },
        R"({"title":"Pet","x-own":1,"type":"object","required":["label","tags"],"properties":{
        "label":{"type":"string","minLength":1,"x-note":"n"},"tags":{"type":"array","items":{"type":"string"}},
        "owner":{"properties":{"id":{"type":["integer","null"]}}}},"dependencies":{"label":["tags"],"tags":["label","owner"]}})");
    row(
        "rename to the same", R"({"properties":{"a":{}}})",
        [](json::Value v) { return renameProperty(std::move(v), "/properties/a", "a"); }, R"({"properties":{"a":{}}})");
    row(
        "move down", R"({"properties":{"a":{},"b":{},"c":{}}})",
        [](json::Value v) { return moveProperty(std::move(v), "/properties/a", 9); },
        R"({"properties":{"b":{},"c":{},"a":{}}})");
    row(
        "move up", R"({"properties":{"a":{},"b":{},"c":{}}})",
        [](json::Value v) { return moveProperty(std::move(v), "/properties/c", 1); },
        R"({"properties":{"a":{},"c":{},"b":{}}})");
    row(
        "require", R"({"properties":{"a":{}}})",
        [](json::Value v) { return setRequired(std::move(v), "/properties/a", true); },
        R"({"properties":{"a":{}},"required":["a"]})");
    row(
        "require twice", R"({"properties":{"a":{}},"required":["a"]})",
        [](json::Value v) { return setRequired(std::move(v), "/properties/a", true); },
        R"({"properties":{"a":{}},"required":["a"]})");
    row(
        "no longer required", pet,
        [](json::Value v) {
            auto one = setRequired(std::move(v), "/properties/name", false);
            return setRequired(*std::move(one), "/properties/tags", false);
        },
        R"({"title":"Pet","x-own":1,"type":"object","properties":{
        "name":{"type":"string","minLength":1,"x-note":"n"},"tags":{"type":"array","items":{"type":"string"}},
        "owner":{"properties":{"id":{"type":["integer","null"]}}}},"dependencies":{"name":["tags"],"tags":["name","owner"]}})");
    row(
        "type to integer", R"({"type":"string","minLength":1,"x":1,"format":"email","minimum":3})",
        [](json::Value v) { return setModelTypes(std::move(v), "", {"integer"}); },
        R"({"type":"integer","x":1,"minimum":3})");
    row(
        "types", R"({"type":"string","minLength":1})",
        [](json::Value v) {
            return setModelTypes(std::move(v), "", {"string", "null"});
        },
        R"({"type":["string","null"],"minLength":1})");
    row(
        "any type", R"({"type":"string","minLength":1})",
        [](json::Value v) { return setModelTypes(std::move(v), "", {}); }, R"({"minLength":1})");
    row(
        "a type instead of a reference", R"({"properties":{"a":{"$ref":"#/x"}}})",
        [](json::Value v) { return setModelTypes(std::move(v), "/properties/a", {"array"}); },
        R"({"properties":{"a":{"type":"array","items":{}}}})");
    row(
        "items", R"({"type":"array"})", [](json::Value v) { return setItemsType(std::move(v), "", "string"); },
        R"({"type":"array","items":{"type":"string"}})");
    row(
        "items of another type", R"({"type":"array","items":{"type":"string","minLength":1,"description":"d"}})",
        [](json::Value v) { return setItemsType(std::move(v), "", "number"); },
        R"({"type":"array","items":{"type":"number","description":"d"}})");
    row(
        "reference", R"({"properties":{"a":{"type":"string"}}})",
        [](json::Value v) { return setModelReference(std::move(v), "/properties/a", "#/components/schemas/B"); },
        R"({"properties":{"a":{"$ref":"#/components/schemas/B"}}})");
    row(
        "description", R"({"type":"string"})",
        [](json::Value v) { return setModelKeyword(std::move(v), "", "description", "d"); },
        R"({"type":"string","description":"d"})");
    row(
        "no description", R"({"description":"d","type":"string"})",
        [](json::Value v) { return setModelKeyword(std::move(v), "", "description", ""); }, R"({"type":"string"})");
    row(
        "enum", "{}", [](json::Value v) { return setModelKeyword(std::move(v), "", "enum", value("[1,\"a\"]")); },
        R"({"enum":[1,"a"]})");
    row(
        "no enum", R"({"enum":[1]})",
        [](json::Value v) { return setModelKeyword(std::move(v), "", "enum", json::Value::array()); }, "{}");
    row(
        "an own keyword", "{}", [](json::Value v) { return setModelKeyword(std::move(v), "", "x-a", true); },
        R"({"x-a":true})");
    row(
        "an empty default", "{}", [](json::Value v) { return setModelKeyword(std::move(v), "", "default", ""); },
        R"({"default":""})");
    row(
        "minimum of a text", R"({"type":"string","maxLength":3})",
        [](json::Value v) { return setModelMinimum(std::move(v), "", 3); },
        R"({"type":"string","maxLength":3,"minLength":3})");
    row(
        "maximum of a number", R"({"type":"number"})",
        [](json::Value v) { return setModelMaximum(std::move(v), "", value("1.50")); },
        R"({"type":"number","maximum":1.50})");
    row(
        "no maximum", R"({"type":"array","maxItems":1})",
        [](json::Value v) { return setModelMaximum(std::move(v), "", nullptr); }, R"({"type":"array"})");
}

void TestModelTree::edits()
{
    QFETCH(QString, schema);
    QFETCH(Edit, edit);
    QFETCH(QString, expected);
    const auto edited = edit(value(schema));
    QVERIFY2(edited.has_value(), edited ? "" : edited.error().message.c_str());
    QCOMPARE(text(json::writeJson(*edited)), text(json::writeJson(value(expected))));
}

void TestModelTree::refused_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, Edit edit, const char* expected) {
        QTest::newRow(name) << std::move(edit) << QString(expected);
    };
    const char* gone = "This place is no longer in the model.";
    row(
        "add nowhere", [](json::Value v) { return addProperty(std::move(v), "/properties/x", "a", ""); }, gone);
    row(
        "add without a name", [](json::Value v) { return addProperty(std::move(v), "", "", ""); },
        "A property needs a name.");
    row(
        "add twice", [](json::Value v) { return addProperty(std::move(v), "", "name", ""); },
        "Another property here is already called \"name\".");
    row(
        "add of no type", [](json::Value v) { return addProperty(std::move(v), "", "a", "file"); },
        "\"file\" is no type of JSON Schema.");
    row(
        "remove all", [](json::Value v) { return removeModelNode(std::move(v), ""); },
        "The model itself cannot be taken out of the model.");
    row(
        "remove what is not there", [](json::Value v) { return removeModelNode(std::move(v), "/properties/x"); }, gone);
    row(
        "remove what is no node", [](json::Value v) { return removeModelNode(std::move(v), "/required/0"); }, gone);
    row(
        "rename to another's name",
        [](json::Value v) { return renameProperty(std::move(v), "/properties/name", "tags"); },
        "Another property here is already called \"tags\".");
    row(
        "rename to nothing", [](json::Value v) { return renameProperty(std::move(v), "/properties/name", ""); },
        "A property needs a name.");
    row(
        "rename items", [](json::Value v) { return renameProperty(std::move(v), "/properties/tags/items", "a"); },
        gone);
    row(
        "require items", [](json::Value v) { return setRequired(std::move(v), "/properties/tags/items", true); },
        "Only properties can be required.");
    row(
        "move items", [](json::Value v) { return moveProperty(std::move(v), "/properties/tags/items", 0); }, gone);
    row(
        "no type", [](json::Value v) { return setModelTypes(std::move(v), "", {"text"}); },
        "\"text\" is no type of JSON Schema.");
    row(
        "no address", [](json::Value v) { return setModelReference(std::move(v), "", ""); },
        "A reference needs an address.");
    row(
        "structure is no keyword", [](json::Value v) { return setModelKeyword(std::move(v), "", "properties", 1); },
        "\"properties\" is no keyword of its own.");
    row(
        "enum twice the same", [](json::Value v) { return setModelKeyword(std::move(v), "", "enum", value("[1,1]")); },
        "\"enum\" must be a list of different values.");
    row(
        "length of a half",
        [](json::Value v) { return setModelMinimum(std::move(v), "/properties/name", value("1.5")); },
        "\"minLength\" must be a whole number, zero or more.");
    row(
        "maximum below minimum", [](json::Value v) { return setModelMaximum(std::move(v), "/properties/name", 0); },
        "The maximum is smaller than the minimum.");
    row(
        "a pointer that is none", [](json::Value v) { return setModelKeyword(std::move(v), "x", "title", "t"); }, gone);
}

void TestModelTree::refused()
{
    QFETCH(Edit, edit);
    QFETCH(QString, expected);
    const auto edited = edit(value(pet));
    QVERIFY(!edited);
    QCOMPARE(text(edited.error().message), expected);
    QVERIFY(!edited.error().hint.empty());
}

void TestModelTree::samples_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* sample, const char* expected) {
        QTest::newRow(name) << QString(sample) << QString(expected);
    };
    row("scalars", R"({"s":"a","i":1,"n":1.0,"b":true,"z":null})",
        R"({"type":"object","properties":{"s":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},
        "b":{"type":"boolean"},"z":{"type":"null"}},"required":["s","i","n","b","z"]})");
    row("nothing", "{}", R"({"type":"object"})");
    row("an empty list", "[]", R"({"type":"array","items":{}})");
    row("numbers widen", "[1,2.5]", R"({"type":"array","items":{"type":"number"}})");
    row("types add up", R"([1,"a",null,2])", R"({"type":"array","items":{"type":["integer","string","null"]}})");
    row("objects merge", R"([{"a":1,"b":"x"},{"a":1.5,"c":null},{"a":2}])",
        R"({"type":"array","items":{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"string"},
        "c":{"type":"null"}},"required":["a"]}})");
    row("lists of lists merge", R"([[1],["a"],[]])",
        R"({"type":"array","items":{"type":"array","items":{"type":["integer","string"]}}})");
    row("an object among others", R"([1,{"a":1}])",
        R"({"type":"array","items":{"type":["integer","object"],"properties":{"a":{"type":"integer"}},"required":["a"]}})");
    row("formats", R"(["2024-05-06T07:08:09Z","2024-05-06T07:08:09.1+02:00"])",
        R"({"type":"array","items":{"type":"string","format":"date-time"}})");
    row("formats that differ", R"(["a@b.example","text"])", R"({"type":"array","items":{"type":"string"}})");
    row("more formats", R"({"e":"a@b.example","u":"123e4567-e89b-12d3-a456-426614174000","w":"https://a.example/x",
        "no":"http://","date":"2024-05-06"})",
        R"({"type":"object","properties":{"e":{"type":"string","format":"email"},"u":{"type":"string","format":"uuid"},
        "w":{"type":"string","format":"uri"},"no":{"type":"string"},"date":{"type":"string"}},
        "required":["e","u","w","no","date"]})");
    row("the same key twice", R"({"a":1,"a":"x"})",
        R"({"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]})");
    row("one value", "true", R"({"type":"boolean"})");
}

void TestModelTree::samples()
{
    QFETCH(QString, sample);
    QFETCH(QString, expected);
    json::Value schema = schemaFromSample(value(sample));
    QCOMPARE(text(schema["$schema"].toString()), QString("http://json-schema.org/draft-04/schema#"));
    schema.remove("$schema");
    QCOMPARE(text(json::writeJson(schema)), text(json::writeJson(value(expected))));
}

void TestModelTree::sampleText()
{
    SampleOptions options;
    options.title = "Pet";
    options.requireAll = false;
    options.recogniseFormats = false;
    const auto schema = schemaFromSampleText(R"({"a":"a@b.example"})", options);
    QVERIFY(schema);
    QCOMPARE(text(json::writeJson(*schema)),
             QString(R"({"$schema":"http://json-schema.org/draft-04/schema#","title":"Pet","type":"object",)"
                     R"("properties":{"a":{"type":"string"}}})"));
    const auto broken = schemaFromSampleText("{\n\"a\":}", options);
    QVERIFY(!broken);
    QCOMPARE(broken.error().position.line, 2);
}

QTEST_GUILESS_MAIN(TestModelTree)
#include "tst_model_tree.moc"
