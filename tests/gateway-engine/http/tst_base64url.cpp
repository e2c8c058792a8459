// Base64 of URLs and tokens: RFC 4648's own vectors, and that no two texts are the same bytes.
#include "gateway-engine/http/base64url.h"

#include <QTest>

using namespace gw::engine;

class TestBase64Url : public QObject
{
    Q_OBJECT

private slots:
    void bothWays_data();
    void bothWays();
    void refuses_data();
    void refuses();
};

void TestBase64Url::bothWays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("") << QByteArray();
    QTest::newRow("Zg") << QByteArray("f");
    QTest::newRow("Zm8") << QByteArray("fo");
    QTest::newRow("Zm9v") << QByteArray("foo");
    QTest::newRow("Zm9vYg") << QByteArray("foob");
    QTest::newRow("-_8") << QByteArray("\xfb\xff");
    QTest::newRow("AAA") << QByteArray("\0\0", 2);
}

void TestBase64Url::bothWays()
{
    QFETCH(QByteArray, bytes);
    const std::string text = QTest::currentDataTag();
    QCOMPARE(base64UrlEncoded(bytes.toStdString()), text);
    const auto decoded = base64UrlDecoded(text);
    QVERIFY(decoded);
    QCOMPARE(*decoded, bytes.toStdString());
}

void TestBase64Url::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"Z", "Zg==", "Zg=", "Zh", "Zm9=", "Zm9", "Z g", "Zg\n", "+_8", "-/8", "Zg.", "Zgé", "Zm9vY"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestBase64Url::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!base64UrlDecoded(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestBase64Url)
#include "tst_base64url.moc"
