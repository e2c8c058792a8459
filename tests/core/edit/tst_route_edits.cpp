// Routes of an HTTP API by their keys.
#include "core/edit/edits_route.h"

#include "core/api/route_key.h"
#include "core/edit/edits.h"
#include "core/edit/route_key.h"
#include "core/format/openapi_write.h"
#include "tests/core/edit/edited_project.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

Project httpProject(const std::string& routes)
{
    Project project = projectWith(routes);
    Api& api = project.apis.front().edit();
    api.definition = HttpApi{*api.openApi()};
    return project;
}

std::string keysOf(const Project& project)
{
    std::string keys;
    for (const Cow<Resource>& resource : project.apis.front()->openApi()->resources) {
        if (resource->methods.empty())
            keys += (keys.empty() ? "" : "; ") + resource->path;
        for (const Cow<Method>& method : resource->methods)
            keys += (keys.empty() ? "" : "; ") + routeKeyOf(resource->path, method->verb);
    }
    return keys;
}

MethodId routeIn(const Project& project, const std::string& key)
{
    for (const Cow<Resource>& resource : project.apis.front()->openApi()->resources)
        for (const Cow<Method>& method : resource->methods)
            if (routeKeyOf(resource->path, method->verb) == key)
                return method->id;
    return {};
}

} // namespace

class TestRouteEdits : public QObject
{
    Q_OBJECT

private slots:
    void readsKeys_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read"); // empty: refused
        QTest::newRow("verb and path") << "GET /pets"
                                       << "GET /pets";
        QTest::newRow("lower case") << " get   /pets "
                                    << "GET /pets";
        QTest::newRow("root") << "ANY /"
                              << "ANY /";
        QTest::newRow("variables") << "PUT /a/{b}/c/{d}"
                                   << "PUT /a/{b}/c/{d}";
        QTest::newRow("greedy") << "ANY /{proxy+}"
                                << "ANY /{proxy+}";
        QTest::newRow("default") << "$default"
                                 << "$default";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("verb alone") << "GET"
                                    << "";
        QTest::newRow("path alone") << "/pets"
                                    << "";
        QTest::newRow("no verb") << "FETCH /pets"
                                 << "";
        QTest::newRow("no slash") << "GET pets"
                                  << "";
        QTest::newRow("slash at the end") << "GET /pets/"
                                          << "";
        QTest::newRow("empty part") << "GET /a//b"
                                    << "";
        QTest::newRow("greedy before the end") << "GET /{a+}/b"
                                               << "";
        QTest::newRow("half a part") << "GET /pets{id}"
                                     << "";
        QTest::newRow("one name twice") << "GET /{a}/{a}"
                                        << "";
        QTest::newRow("$default by path") << "GET /$default"
                                          << "";
    }
    void readsKeys()
    {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const auto key = routeKeyFrom(text.toStdString());
        QCOMPARE(key.has_value(), !read.isEmpty());
        if (key)
            QCOMPARE(QString::fromStdString(toString(*key)), read);
        else
            QVERIFY(!key.error().hint.empty());
    }

    void edits_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("edit");  // "+ key", "- key", "key > key", "* key"
        QTest::addColumn<QString>("after"); // empty: refused
        QTest::newRow("first route") << ""
                                     << "+ GET /pets"
                                     << "GET /pets";
        QTest::newRow("no parent is needed") << "GET /a"
                                             << "+ GET /b/{c}/d"
                                             << "GET /a; GET /b/{c}/d";
        QTest::newRow("another verb") << "GET /a"
                                      << "+ PUT /a"
                                      << "GET /a; PUT /a";
        QTest::newRow("default") << "GET /a"
                                 << "+ $default"
                                 << "GET /a; $default";
        QTest::newRow("taken") << "GET /a"
                               << "+ get /a"
                               << "";
        QTest::newRow("taken default") << "ANY /$default"
                                       << "+ $default"
                                       << "";
        QTest::newRow("two variables at a place") << "GET /a/{x}"
                                                  << "+ PUT /a/{y}"
                                                  << "GET /a/{x}; PUT /a/{y}";
        QTest::newRow("last of a path") << "GET /a; GET /b"
                                        << "- GET /a"
                                        << "GET /b";
        QTest::newRow("one of a path") << "GET /a; PUT /a"
                                       << "- GET /a"
                                       << "PUT /a";
        QTest::newRow("another path") << "GET /a; PUT /a"
                                      << "GET /a > GET /z"
                                      << "PUT /a; GET /z";
        QTest::newRow("whole path") << "GET /a"
                                    << "GET /a > GET /z/{id}"
                                    << "GET /z/{id}";
        QTest::newRow("verb alone") << "GET /a"
                                    << "GET /a > POST /a"
                                    << "POST /a";
        QTest::newRow("to default") << "GET /a"
                                    << "GET /a > $default"
                                    << "$default";
        QTest::newRow("from default") << "ANY /$default"
                                      << "$default > ANY /{proxy+}"
                                      << "ANY /{proxy+}";
        QTest::newRow("to itself") << "GET /a"
                                   << "GET /a > get /a"
                                   << "GET /a";
        QTest::newRow("onto another") << "GET /a; GET /b"
                                      << "GET /a > GET /b"
                                      << "";
        QTest::newRow("to no key") << "GET /a"
                                   << "GET /a > GET a"
                                   << "";
        QTest::newRow("copy by verb") << "GET /a"
                                      << "* GET /a"
                                      << "GET /a; POST /a";
        QTest::newRow("copy of default") << "ANY /$default"
                                         << "* $default"
                                         << "$default; ANY /default-copy";
        QTest::newRow("unknown") << "GET /a"
                                 << "- GET /b"
                                 << "";
    }
    void edits()
    {
        QFETCH(QString, before);
        QFETCH(QString, edit);
        QFETCH(QString, after);
        const Project project = httpProject(before.toStdString());
        const std::string rest = edit.mid(2).toStdString();
        Result<Project> made = project;
        if (edit.startsWith('+')) {
            made = createRoute(project, petsId, rest);
        } else if (edit.startsWith('-')) {
            made = deleteRoute(project, petsId, routeIn(project, rest));
        } else if (edit.startsWith('*')) {
            made = duplicateRoute(project, petsId, routeIn(project, rest));
        } else {
            const QStringList sides = edit.split(" > ");
            const MethodId id = routeIn(project, sides[0].toStdString());
            made = renameRoute(project, petsId, id, sides[1].toStdString());
            if (made)
                QVERIFY(made->apis.front()->openApi()->find(id)); // it is the same route
        }
        QCOMPARE(made.has_value(), !after.isEmpty());
        if (!made) {
            QVERIFY(!made.error().message.empty());
            return;
        }
        QCOMPARE(QString::fromStdString(keysOf(*made)), after);
        const auto text = writeOpenApi(*made->apis.front());
        QVERIFY(text);
        const OpenApiReading reading = readOpenApi(*text, "x.yaml", petsId);
        QVERIFY(reading.source);
        QCOMPARE(reading.source->definition.methodCount(), made->apis.front()->openApi()->methodCount());
    }

    void settingsOfStagesFollow()
    {
        Project project = httpProject("GET /pets/{id}");
        Stage& stage = project.apis.front().edit().stages.front();
        stage.routeSettings = {{"GET /pets/{id}", {}, {}, {}, {5.0, 5}}, {"$default", {}, {}, {}, {1.0, 1}}};
        const auto keys = [](const Project& of) {
            QStringList found;
            for (const RouteSettings& settings : of.apis.front()->stages.front().routeSettings)
                found << QString::fromStdString(settings.routeKey);
            return found;
        };
        auto made = renameRoute(project, petsId, routeIn(project, "GET /pets/{id}"), "POST /dogs/{id}");
        QVERIFY(made);
        QCOMPARE(keys(*made), QStringList({"POST /dogs/{id}", "$default"}));
        made = renameRoute(*made, petsId, routeIn(*made, "POST /dogs/{id}"), "GET /dogs");
        QVERIFY(made);
        QCOMPARE(keys(*made), QStringList({"GET /dogs", "$default"}));
        made = deleteRoute(*made, petsId, routeIn(*made, "GET /dogs"));
        QVERIFY(made);
        QCOMPARE(keys(*made), QStringList({"$default"}));
    }

    void settingsOfRoutesAreChecked_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("message"); // empty: done
        QTest::newRow("a route") << "GET /pets" << 5.0 << "";
        QTest::newRow("default route") << "$default" << 5.0 << "";
        QTest::newRow("a route that is not there") << "GET /dogs" << 5.0 << ""; // lint tells of it
        QTest::newRow("path of a method") << "pets/GET" << 5.0 << "\"pets/GET\" is no route key.";
        QTest::newRow("lower case") << "get /pets" << 5.0 << "is no route key.";
        QTest::newRow("nothing") << "" << 5.0 << "is no route key.";
        QTest::newRow("twice") << "PUT /pets" << 5.0 << "has settings for \"PUT /pets\" already.";
        QTest::newRow("below nothing") << "GET /pets" << -1.0 << "The route \"GET /pets\" has a rate limit that is no";
    }
    void settingsOfRoutesAreChecked()
    {
        QFETCH(QString, key);
        QFETCH(double, rate);
        QFETCH(QString, message);
        Project project = httpProject("GET /pets");
        project.apis.front().edit().stages.front().routeSettings = {{"PUT /pets", {}, {}, {}, {1.0, 1}}};
        Stage stage = project.apis.front()->stages.front();
        stage.routeSettings.push_back({key.toStdString(), {}, {}, {}, {rate, 1}});
        const auto made = setStage(project, petsId, stage);
        QCOMPARE(bool(made), message.isEmpty());
        if (!made) {
            QVERIFY2(QString::fromStdString(made.error().message).contains(message), made.error().message.c_str());
            QVERIFY(!made.error().hint.empty());
        }
    }

    void restApisHaveNoRoutes()
    {
        const auto made = createRoute(projectWith("GET /a"), petsId, "GET /b");
        QVERIFY(!made);
        QVERIFY(made.error().message.find("no HTTP API") != std::string::npos);
    }

    void defaultRouteLeadsToItsTarget_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("type"); // empty: refused
        QTest::addColumn<QString>("uri");
        QTest::newRow("url") << "https://example.com/base"
                             << "HTTP_PROXY"
                             << "https://example.com/base";
        QTest::newRow("function") << "orders"
                                  << "AWS_PROXY"
                                  << ":function:orders/invocations";
        QTest::newRow("arn") << "arn:aws:lambda:eu-west-1:123456789012:function:far"
                             << "AWS_PROXY"
                             << ":function:far";
        QTest::newRow("nothing") << ""
                                 << ""
                                 << "";
        QTest::newRow("no function") << "nobody"
                                     << ""
                                     << "";
        QTest::newRow("another scheme") << "ftp://example.com"
                                        << ""
                                        << "";
    }
    void defaultRouteLeadsToItsTarget()
    {
        QFETCH(QString, target);
        QFETCH(QString, type);
        QFETCH(QString, uri);
        Project project = httpProject("");
        Function function;
        function.name = "orders";
        project = *createFunction(std::move(project), function);
        const auto made = createDefaultRoute(project, petsId, target.toStdString());
        QCOMPARE(made.has_value(), !type.isEmpty());
        if (!made)
            return;
        const Method& route = *made->apis.front()->openApi()->resources.front()->methods.front();
        QCOMPARE(QString::fromStdString(std::string(toString(route.integration->type))), type);
        QVERIFY(QString::fromStdString(route.integration->uri).contains(uri));
        QVERIFY(!createDefaultRoute(*made, petsId, target.toStdString())); // one is enough
    }
};

QTEST_APPLESS_MAIN(TestRouteEdits)
#include "tst_route_edits.moc"
