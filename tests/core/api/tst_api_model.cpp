// The model's values: names of enums, look-ups by id, path and reference, shared storage, derived ids, the tree of
// parts.
#include "core/api/project.h"
#include "core/api/reference.h"
#include "core/api/resource_tree.h"

#include <QRegularExpression>
#include <QTest>

using namespace gw;

class TestApiModel : public QObject
{
    Q_OBJECT

private slots:
    void knowsVerbs_data();
    void knowsVerbs();
    void knowsIntegrationWords_data();
    void knowsIntegrationWords();
    void splitsPaths_data();
    void splitsPaths();
    void knowsSubtrees_data();
    void knowsSubtrees();
    void followsReferences_data();
    void followsReferences();
    void derivesApiIds_data();
    void derivesApiIds();
    void buildsTheTreeOfParts();
    void keepsTwoSpellingsOfOnePath();
    void editsOnlyItsOwnCopy();
    void comparesApisWithoutTheirSource();
    void keepsTheOrderOfMaps();
};

namespace {

Method method(std::uint64_t id, HttpVerb verb)
{
    Method m;
    m.id = {id};
    m.verb = verb;
    return m;
}

OpenApiDefinition pets()
{
    OpenApiDefinition definition;
    definition.resources = {Resource{{1}, "/pets", {method(11, HttpVerb::Get), method(12, HttpVerb::Post)}},
                            Resource{{2}, "/pets/{id}/toys", {method(21, HttpVerb::Any)}}, Resource{{3}, "/", {}}};
    return definition;
}

Project project()
{
    Project p;
    Api api;
    api.id = {7};
    api.name = "pets";
    api.definition = RestApi{pets()};
    p.apis.emplace_back(api);
    return p;
}

QString shape(const ResourceNode& node)
{
    QString text = QString::fromStdString(node.pathPart) + (node.resource ? "*" : "");
    QStringList children;
    for (const ResourceNode& child : node.children)
        children << shape(child);
    return children.isEmpty() ? text : text + "(" + children.join(" ") + ")";
}

} // namespace

void TestApiModel::knowsVerbs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("verb");
    QTest::newRow("upper case") << "GET"
                                << "GET";
    QTest::newRow("lower case") << "patch"
                                << "PATCH";
    QTest::newRow("any") << "ANY"
                         << "ANY";
    QTest::newRow("any as OpenAPI spells it") << "x-amazon-apigateway-any-method"
                                              << "ANY";
    QTest::newRow("no verb of the service") << "TRACE"
                                            << "";
    QTest::newRow("a part of one") << "GE"
                                   << "";
    QTest::newRow("more than one") << "GET "
                                   << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TestApiModel::knowsVerbs()
{
    QFETCH(QString, text);
    QFETCH(QString, verb);
    const auto known = httpVerbFrom(text.toStdString());
    QCOMPARE(known.has_value(), !verb.isEmpty());
    if (known)
        QCOMPARE(QString::fromStdString(std::string(toString(*known))), verb);
}

void TestApiModel::knowsIntegrationWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("passthrough");
    QTest::addColumn<QString>("handling");
    QTest::newRow("type") << "http_proxy"
                          << "HTTP_PROXY"
                          << ""
                          << "";
    QTest::newRow("type in capitals") << "AWS"
                                      << "AWS"
                                      << ""
                                      << "";
    QTest::newRow("behaviour") << "when_no_match"
                               << ""
                               << "WHEN_NO_MATCH"
                               << "";
    QTest::newRow("never") << "Never"
                           << ""
                           << "NEVER"
                           << "";
    QTest::newRow("handling") << "CONVERT_TO_TEXT"
                              << ""
                              << ""
                              << "CONVERT_TO_TEXT";
    QTest::newRow("another spelling") << "http-proxy"
                                      << ""
                                      << ""
                                      << "";
    QTest::newRow("unknown") << "ftp"
                             << ""
                             << ""
                             << "";
}

void TestApiModel::knowsIntegrationWords()
{
    QFETCH(QString, text);
    const auto word = [](auto value) { return value ? QString::fromUtf8(toString(*value).data()) : QString(); };
    QTEST(word(integrationTypeFrom(text.toStdString())), "type");
    QTEST(word(passthroughBehaviorFrom(text.toStdString())), "passthrough");
    QTEST(word(contentHandlingFrom(text.toStdString())), "handling");
}

void TestApiModel::splitsPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("parts");
    QTest::addColumn<QString>("parent");
    QTest::newRow("root") << "/"
                          << ""
                          << "";
    QTest::newRow("one part") << "/pets"
                              << "pets"
                              << "/";
    QTest::newRow("variable") << "/pets/{id}"
                              << "pets|{id}*"
                              << "/pets";
    QTest::newRow("greedy") << "/a/{proxy+}"
                            << "a|{proxy+}**"
                            << "/a";
    QTest::newRow("trailing slash") << "/pets/"
                                    << "pets"
                                    << "/";
    QTest::newRow("empty part") << "/a//b"
                                << "a|b"
                                << "/a/";
    QTest::newRow("braces inside a part") << "/a{b}"
                                          << "a{b}"
                                          << "/";
    QTest::newRow("empty braces") << "/{}"
                                  << "{}"
                                  << "/";
    QTest::newRow("a lone plus") << "/{+}"
                                 << "{+}*"
                                 << "/";
    QTest::newRow("nothing") << ""
                             << ""
                             << "";
}

void TestApiModel::splitsPaths()
{
    QFETCH(QString, path);
    QStringList parts;
    for (const std::string& part : pathParts(path.toStdString()))
        parts << QString::fromStdString(part) + (isVariablePart(part) ? "*" : "") + (isGreedyPart(part) ? "*" : "");
    QTEST(parts.join("|"), "parts");
    QTEST(QString::fromStdString(parentPath(path.toStdString())), "parent");
}

void TestApiModel::knowsSubtrees_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("root");
    QTest::addColumn<bool>("isInside");
    QTest::newRow("itself") << "/pets"
                            << "/pets" << true;
    QTest::newRow("below") << "/pets/{id}/toys"
                           << "/pets" << true;
    QTest::newRow("everything is below the root") << "/pets"
                                                  << "/" << true;
    QTest::newRow("the root itself") << "/"
                                     << "/" << true;
    QTest::newRow("same beginning only") << "/petshop"
                                         << "/pets" << false;
    QTest::newRow("above") << "/pets"
                           << "/pets/{id}" << false;
    QTest::newRow("beside") << "/owners"
                            << "/pets" << false;
}

void TestApiModel::knowsSubtrees()
{
    QFETCH(QString, path);
    QFETCH(QString, root);
    QTEST(isInSubtree(path.toStdString(), root.toStdString()), "isInside");
}

void TestApiModel::followsReferences_data()
{
    QTest::addColumn<QString>("ref");
    QTest::addColumn<QString>("found");
    QTest::newRow("component") << "#/components/schemas/Pet"
                               << "pet";
    QTest::newRow("escaped") << "#/components/schemas/a~1b"
                             << "slash";
    QTest::newRow("percent-encoded") << "#/components/schemas/a%20b"
                                     << "space";
    QTest::newRow("Swagger 2.0") << "#/definitions/Old"
                                 << "old";
    QTest::newRow("missing") << "#/components/schemas/Nobody"
                             << "";
    QTest::newRow("another document") << "other.yaml#/Pet"
                                      << "";
    QTest::newRow("no pointer") << "#Pet"
                                << "";
    QTest::newRow("broken escape") << "#/components/schemas/%zz"
                                   << "";
    QTest::newRow("empty") << ""
                           << "";
}

void TestApiModel::followsReferences()
{
    QFETCH(QString, ref);
    OpenApiDefinition definition;
    json::Value schemas(json::Object{{"Pet", "pet", {}}, {"a/b", "slash", {}}, {"a b", "space", {}}});
    definition.components.set("schemas", std::move(schemas));
    definition.components.set("definitions", json::Object{{"Old", "old", {}}});
    const json::Value* found = definition.resolve(ref.toStdString());
    QTEST(found ? QString::fromStdString(found->asString()) : QString(), "found");
}

void TestApiModel::derivesApiIds_data()
{
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("api");
    QTest::newRow("plain") << "petstore"
                           << "pets";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("any text") << "Größe"
                              << "a b/c";
}

void TestApiModel::derivesApiIds()
{
    QFETCH(QString, project);
    QFETCH(QString, api);
    const std::string id = derivedApiId(project.toStdString(), api.toStdString());
    QVERIFY2(QRegularExpression("^[a-z0-9]{10}$").match(QString::fromStdString(id)).hasMatch(), id.c_str());
    QCOMPARE(derivedApiId(project.toStdString(), api.toStdString()), id);
    QVERIFY(derivedApiId(project.toStdString(), api.toStdString() + "x") != id);
    QVERIFY(derivedApiId(project.toStdString() + "x", api.toStdString()) != id);
    QVERIFY(derivedApiId("ab", "c") != derivedApiId("a", "bc"));
}

void TestApiModel::buildsTheTreeOfParts()
{
    const ResourceNode root = resourceTree(pets());
    QCOMPARE(shape(root), QStringLiteral("/*(pets*({id}(toys*)))"));
    QCOMPARE(root.children[0].children[0].path, std::string("/pets/{id}"));
}

void TestApiModel::keepsTwoSpellingsOfOnePath()
{
    OpenApiDefinition definition;
    definition.resources = {Resource{{1}, "/pets", {}}, Resource{{2}, "/pets/", {}}};
    const ResourceNode root = resourceTree(definition);
    QCOMPARE(shape(root), QStringLiteral("/(pets* pets*)"));
    QCOMPARE(root.children[1].path, std::string("/pets/"));
}

void TestApiModel::editsOnlyItsOwnCopy()
{
    const Project before = project();
    Project after = before;
    after.edit(ApiId{7})->openApi()->edit(MethodId{12})->summary = "edited";
    QVERIFY(!(before == after));
    QCOMPARE(before.find(NodeRef{{7}, {}, {12}, {}})->summary, std::string());
    QCOMPARE(after.find(NodeRef{{7}, {}, {12}, {}})->summary, std::string("edited"));
    QVERIFY(before.apis[0]->openApi()->resources[1].isSameAs(after.apis[0]->openApi()->resources[1]));
    QCOMPARE(after.edit(ApiId{8}), nullptr);
    QCOMPARE(after.edit(ApiId{7})->openApi()->edit(MethodId{99}), nullptr);
    QCOMPARE(after.edit(ApiId{7})->openApi()->edit(ResourceId{99}), nullptr);
    QCOMPARE(before.find(NodeRef{{7}, {}, {99}, {}}), nullptr);
    QCOMPARE(before.findApi("pets")->openApi()->methodCount(), std::size_t(3));
    QCOMPARE(before.findApi("pets")->openApi()->resourceOf(MethodId{21})->path, std::string("/pets/{id}/toys"));
}

void TestApiModel::comparesApisWithoutTheirSource()
{
    Api a = *project().apis[0];
    Api b = a;
    QVERIFY(a == b);
    b.port = 1;
    QVERIFY(!(a == b));
    b = a;
    b.definition = HttpApi{*a.openApi()};
    QVERIFY(!(a == b));
    QCOMPARE(toString(b.kind()), std::string_view("http"));
    b.definition = WebSocketApi{};
    QCOMPARE(b.openApi(), nullptr);
}

void TestApiModel::keepsTheOrderOfMaps()
{
    StringMap map{{"b", "1"}, {"a", "2"}};
    setIn(map, "b", "3");
    setIn(map, "c", "4");
    QVERIFY((map == StringMap{{"b", "3"}, {"a", "2"}, {"c", "4"}}));
    QVERIFY(removeFrom(map, "a"));
    QVERIFY(!removeFrom(map, "a"));
    QCOMPARE(findIn(map, "a"), nullptr);
    QCOMPARE(*findIn(map, "c"), std::string("4"));
}

QTEST_GUILESS_MAIN(TestApiModel)
#include "tst_api_model.moc"
