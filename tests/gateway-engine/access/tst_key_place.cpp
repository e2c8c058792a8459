// Where keys may stand, and what a discovery document has to say.
#include "core/json/text.h"
#include "gateway-engine/access/key_place.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

// Without a member where its text is empty.
std::string discovery(const std::string& issuer, const std::string& keys)
{
    json::Value document = json::Value::object();
    if (!issuer.empty())
        document.set("issuer", issuer);
    if (!keys.empty())
        document.set("jwks_uri", keys);
    return json::writeJson(document);
}

} // namespace

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
        QTest::newRow("long") << "https://" + QString(3000, 'a') << "no address";
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
        const auto row = [](const char* name, const std::string& text, const char* uri, const char* fault) {
            QTest::newRow(name) << QString::fromStdString(text) << uri << fault;
        };
        row("good", discovery("https://a", "https://a/keys"), "https://a/keys", "");
        row("another issuer", discovery("https://b", "https://a/keys"), "", "is of \"https://b\"");
        row("one slash more", discovery("https://a/", "https://a/keys"), "", "is of \"https://a/\"");
        row("no issuer", discovery({}, "https://a/keys"), "", "names no issuer");
        row("no keys", discovery("https://a", {}), "", "has no \"jwks_uri\"");
        row("a list", "[]", "", "names no issuer");
        row("no JSON", "<html>", "", "is no JSON");
        row("nothing", "", "", "is no JSON");
        QTest::newRow("deep") << QString(1000, '[') << ""
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
