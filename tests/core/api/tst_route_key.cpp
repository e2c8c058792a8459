// Route keys as files write them, and back (reference 2.1).
#include "core/api/project.h"
#include "core/api/route_key.h"

#include <QTest>

using namespace gw;

class TestRouteKey : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatFilesWrite_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path"); // empty: no key
        QTest::newRow("verb and path") << "GET /pets/{id}"
                                       << "/pets/{id}";
        QTest::newRow("root") << "PUT /"
                              << "/";
        QTest::newRow("any verb") << "ANY /{proxy+}"
                                  << "/{proxy+}";
        QTest::newRow("default route") << "$default"
                                       << "/$default";
        QTest::newRow("lower case") << "get /pets"
                                    << "";
        QTest::newRow("no verb") << "FETCH /pets"
                                 << "";
        QTest::newRow("no slash") << "GET pets"
                                  << "";
        QTest::newRow("two spaces") << "GET  /pets"
                                    << "";
        QTest::newRow("no space") << "GET/pets"
                                  << "";
        QTest::newRow("path of a method") << "pets/GET"
                                          << "";
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("another predefined key") << "$connect"
                                                << "";
    }
    void readsWhatFilesWrite()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        const auto key = writtenRouteKey(text.toStdString());
        QCOMPARE(key.has_value(), !path.isEmpty());
        if (key) {
            QCOMPARE(QString::fromStdString(key->path), path);
            QCOMPARE(QString::fromStdString(toString(*key)), text);
        }
    }

    void listsThoseOfAnApi()
    {
        Method get;
        get.verb = HttpVerb::Get;
        Method any;
        any.verb = HttpVerb::Any;
        HttpApi http;
        http.openApi.resources.emplace_back(Resource{ResourceId{1}, "/pets", {get, any}});
        http.openApi.resources.emplace_back(Resource{ResourceId{2}, "/$default", {any}});
        Api api;
        api.definition = std::move(http);
        QVERIFY((routeKeysOf(api) == std::vector<std::string>{"GET /pets", "ANY /pets", "$default"}));
        WebSocketApi chat;
        for (const char* key : {"$connect", "say"}) {
            WebSocketRoute route;
            route.routeKey = key;
            chat.routes.emplace_back(std::move(route));
        }
        api.definition = std::move(chat);
        QVERIFY((routeKeysOf(api) == std::vector<std::string>{"$connect", "say"}));
    }
};

QTEST_APPLESS_MAIN(TestRouteKey)
#include "tst_route_key.moc"
