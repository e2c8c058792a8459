// Finding resources and methods in the text, block and flow, YAML and JSON, edited and not.
#include "core/edit/edits.h"
#include "core/format/openapi_write.h"
#include "core/format/source_place.h"
#include "tests/core/edit/edited_project.h"

#include <QtTest>

using namespace gw;
using namespace gw::test;

namespace {

constexpr char block[] = "openapi: 3.0.1\n"
                         "info: {title: pets, version: \"1\"}\n"
                         "paths:\n"
                         "  /pets:\n"
                         "    get:\n"
                         "      responses:\n"
                         "        '200': {description: ok}\n"
                         "\n"
                         "    # for all the rest\n"
                         "    x-amazon-apigateway-any-method:\n"
                         "      responses:\n"
                         "        '200': {description: ok}\n"
                         "  /toys/{id}: {}\n";

constexpr char jsonText[] = "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"pets\", \"version\": \"1\"},\n"
                            " \"paths\": {\n"
                            "  \"/pets\": {\n"
                            "   \"get\": {\"responses\": {\"200\":\n"
                            "    {\"description\": \"ok\"}}}\n"
                            "  }}}\n";

} // namespace

class TestSourcePlace : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("verb"); // -1: the resource
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        const int none = -1;
        QTest::newRow("resource") << QByteArray(block) << QByteArray("/pets") << none << 4 << 12;
        QTest::newRow("method, without the blank line behind it")
            << QByteArray(block) << QByteArray("/pets") << int(HttpVerb::Get) << 5 << 7;
        QTest::newRow("any") << QByteArray(block) << QByteArray("/pets") << int(HttpVerb::Any) << 10 << 12;
        QTest::newRow("empty resource at the end") << QByteArray(block) << QByteArray("/toys/{id}") << none << 13 << 13;
        QTest::newRow("JSON method") << QByteArray(jsonText) << QByteArray("/pets") << int(HttpVerb::Get) << 4 << 5;
        QTest::newRow("line ends of Windows")
            << QByteArray(block).replace("\n", "\r\n") << QByteArray("/pets") << int(HttpVerb::Get) << 5 << 7;
    }

    void finds()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, path);
        QFETCH(int, verb);
        QFETCH(int, first);
        QFETCH(int, last);
        const Api api = apiFrom(text.toStdString());
        const Resource* resource = api.openApi()->findPath(path.toStdString());
        QVERIFY(resource);
        NodeRef node{api.id, resource->id, {}, {}};
        for (const Cow<Method>& method : resource->methods)
            if (int(method->verb) == verb)
                node.method = method->id;
        const auto place = placeInSource(api, text.toStdString(), node);
        QVERIFY(place);
        QCOMPARE(place->first, first);
        QCOMPARE(place->last, last);
    }

    void followsEdits()
    {
        Project project = projectWith("GET /pets; GET /toys");
        project = *createMethod(std::move(project), petsId, "/pets", HttpVerb::Post);
        const Api& api = *project.find(petsId);
        const Resource& toys = *api.openApi()->findPath("/toys");
        const std::string text = *writeOpenApi(api);
        const auto place = placeInSource(api, text, {petsId, toys.id, {}, {}});
        QVERIFY(place);
        const QStringList lines = QString::fromStdString(text).split('\n');
        QVERIFY(lines.at(place->first - 1).contains("/toys"));
    }

    void knowsNoPlace()
    {
        const Api api = apiFrom(block);
        const NodeRef get{api.id, api.openApi()->findPath("/pets")->id, {}, {}};
        QVERIFY(!placeInSource(api, block, {api.id, {}, {}, {}}));
        QVERIFY(!placeInSource(api, block, {api.id, ResourceId{1}, {}, {}}));
        QVERIFY(!placeInSource(api, "paths: [", get));
        QVERIFY(!placeInSource(api, "", get));
        QVERIFY(!placeInSource(api, "paths: {}", get));
    }
};

QTEST_GUILESS_MAIN(TestSourcePlace)
#include "tst_source_place.moc"
