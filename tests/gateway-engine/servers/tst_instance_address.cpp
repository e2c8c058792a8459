// Addresses of instances and of URL backends, and the names they are found by.
#include "gateway-engine/servers/instance_address.h"
#include "gateway-engine/servers/server_directory.h"

#include <QTest>

using namespace gw::engine;

class TestInstanceAddress : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("expected"); // scheme host port base
        QTest::newRow("host and port") << std::string("127.0.0.1:3000") << std::string("http 127.0.0.1 3000 ");
        QTest::newRow("name") << std::string("localhost:8080") << std::string("http localhost 8080 ");
        QTest::newRow("no port") << std::string("web.test") << std::string("http web.test 80 ");
        QTest::newRow("https") << std::string("https://web.test") << std::string("https web.test 443 ");
        QTest::newRow("IPv6") << std::string("[::1]:3000") << std::string("http ::1 3000 ");
        QTest::newRow("slash") << std::string("http://web.test/") << std::string("http web.test 80 ");
        QTest::newRow("base path") << std::string("http://127.0.0.1:3000/shop/v 1/")
                                   << std::string("http 127.0.0.1 3000 /shop/v%201");
    }

    void reads()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, expected);
        const auto address = parseInstanceAddress(text);
        QVERIFY2(address, address ? "" : address.error().message.c_str());
        QCOMPARE((address->endpoint.isTls ? "https " : "http ") + address->endpoint.host + " " +
                     std::to_string(address->endpoint.port) + " " + address->basePath,
                 expected);
    }

    void refuses_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"", ":3000", "ftp://web.test", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x",
                                 "bad host:80", "http://web.test/?a=b", "http://{host}:80", "http://web.test/{id}"})
            QTest::newRow(text) << std::string(text);
    }

    void refuses()
    {
        QFETCH(std::string, text);
        const auto address = parseInstanceAddress(text);
        QVERIFY(!address);
        QVERIFY(!address.error().message.empty());
    }

    void findsByNameAndLink()
    {
        ServerDirectory directory;
        QVERIFY(!directory.find("shop"));
        ServerDirectory::Entries entries;
        const auto shop = std::make_shared<ServerGroup>();
        entries.byName.emplace("shop", shop);
        entries.byVpcLink.emplace("vl-1", shop);
        directory.publish(entries);
        QCOMPARE(directory.find("shop"), shop.get());
        QCOMPARE(directory.find("SHOP"), shop.get());
        QVERIFY(!directory.find("shop.test"));
        QVERIFY(!directory.find(""));
        QCOMPARE(directory.findVpcLink("vl-1"), shop.get());
        QVERIFY(!directory.findVpcLink("shop"));
        directory.publish({});
        QVERIFY(!directory.find("shop") && !directory.findVpcLink("vl-1"));
    }
};

QTEST_APPLESS_MAIN(TestInstanceAddress)
#include "tst_instance_address.moc"
