// Where keys may stand, and what a discovery document has to say.
#include "gateway-engine/access/key_place.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

class TestKeyPlace : public QObject
{
    Q_OBJECT

private slots:
    void keysComeOverHttpsOrFromThisMachine_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("fault"); // part of it; empty: it is fine
        const auto row = [](const char* url, const char* fault) { QTest::newRow(url) << url << fault; };
        row("https://issuer.example.com/keys", "");
        row("https://issuer.example.com:8443/keys?x=y", "");
        row("http://localhost:4780/_issuer", "");
        row("http://auth.localhost:4780", "");
        row("http://LOCALHOST/keys", "");
        row("http://127.0.0.1:80/keys", "");
        row("http://127.9.9.9/keys", "");
        row("http://[::1]:4780/keys", "");
        row("http://issuer.example.com/keys", "over plain http");
        row("http://10.0.0.1/keys", "over plain http");
        row("http://localhost.example.com/keys", "over plain http");
        row("http://notlocalhost/keys", "over plain http");
        row("http://127.0.0.1.example.com/keys", "over plain http");
        row("http://localhost@example.com/", "no address");
        row("http://example.com\\@localhost/", "no address");
        row("https://{host}/keys", "no address");
        row("https:///keys", "no address");
        row("https://a b/keys", "no address");
        row("file:///etc/passwd", "no address");
        row("ftp://localhost/keys", "no address");
        row("", "no address");
        QTest::newRow("long") << "https://" + QString(3'000, 'a') << "no address";
    }
    void keysComeOverHttpsOrFromThisMachine()
    {
        QFETCH(QString, url);
        QFETCH(QString, fault);
        const auto checked = checkKeyUrl(url.toStdString());
        QCOMPARE(checked.has_value(), fault.isEmpty());
        if (!checked) {
            QVERIFY2(QString::fromStdString(checked.error().message).contains(fault), checked.error().message.c_str());
            QVERIFY(!checked.error().hint.empty());
        }
    }

    void discoveryStandsBelowTheIssuer()
    {
        QCOMPARE(discoveryUrl("https://a.example"), std::string("https://a.example/.well-known/openid-configuration"));
        QCOMPARE(discoveryUrl("https://a.example/x/"), discoveryUrl("https://a.example/x"));
    }

    void aDiscoveryDocumentSpeaksOfItsIssuer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char* name, const char* text, const char* uri, const char* fault) {
            QTest::newRow(name) << text << uri << fault;
        };
        row("good", R"({"issuer":"https://a","jwks_uri":"https://a/keys","x":[1]})", "https://a/keys", "");
        row("another issuer", R"({"issuer":"https://b","jwks_uri":"https://a/keys"})", "", "is of \"https://b\"");
        row("one slash more", R"({"issuer":"https://a/","jwks_uri":"https://a/keys"})", "", "is of \"https://a/\"");
        row("no issuer", R"({"jwks_uri":"https://a/keys"})", "", "names no issuer");
        row("no keys", R"({"issuer":"https://a"})", "", "has no \"jwks_uri\"");
        row("keys are no text", R"({"issuer":"https://a","jwks_uri":5})", "", "has no \"jwks_uri\"");
        row("a list", "[]", "", "names no issuer");
        row("no JSON", "<html>", "", "is no JSON");
        row("nothing", "", "", "is no JSON");
        QTest::newRow("deep") << QString(1'000, '[') << ""
                              << "is no JSON";
    }
    void aDiscoveryDocumentSpeaksOfItsIssuer()
    {
        QFETCH(QString, text);
        QFETCH(QString, uri);
        QFETCH(QString, fault);
        const auto read = readDiscovery(text.toStdString(), "https://a");
        QCOMPARE(read.has_value(), fault.isEmpty());
        if (read)
            QCOMPARE(QString::fromStdString(*read), uri);
        else
            QVERIFY2(QString::fromStdString(read.error().message).contains(fault), read.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestKeyPlace)
#include "tst_key_place.moc"
