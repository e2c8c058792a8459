// Payloads on their way between bytes and text: Base64, UTF-8 with replacements, gzip and deflate, and the bounds of
// what a small payload may become.
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/content_coding.h"
#include "gateway-engine/http/utf8.h"

#include <QTest>

using namespace gw::engine;

class TestPayloads : public QObject
{
    Q_OBJECT

private slots:
    void base64_data();
    void base64();
    void noBase64_data();
    void noBase64();
    void utf8_data();
    void utf8();
    void codings_data();
    void codings();
    void preferences_data();
    void preferences();
    void bombs();
};

void TestPayloads::base64_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("one") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("two") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("three") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("six") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QTest::newRow("bytes") << QByteArray::fromHex("00ff10fbef") << QByteArray("AP8Q++8=");
}

void TestPayloads::base64()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(base64Encoded(bytes.toStdString())), text);
    const auto back = base64Decoded(text.toStdString());
    QVERIFY(back);
    QCOMPARE(QByteArray::fromStdString(*back), bytes);
    QByteArray wrapped;
    for (const char c : text)
        wrapped.append(c).append("\r\n ");
    QCOMPARE(QByteArray::fromStdString(base64Decoded(wrapped.toStdString()).value()), bytes);
}

void TestPayloads::noBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"Z", "Zg", "Zg=", "Zm8", "=", "====", "Z===", "Zg==Zg==", "Zg==Z", "Zm9v!", "Zm-_", "Zg=g"})
        QTest::newRow(text) << QByteArray(text);
}

void TestPayloads::noBase64()
{
    QFETCH(QByteArray, text);
    QVERIFY(!base64Decoded(text.toStdString()));
}

void TestPayloads::utf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("repaired"); // empty: it is text already
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("ASCII") << QByteArray("hello, world") << QByteArray();
    QTest::newRow("two, three, four bytes") << QByteArray("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80") << QByteArray();
    QTest::newRow("a lone continuation") << QByteArray("a\x80z") << QByteArray("a\xEF\xBF\xBDz");
    QTest::newRow("an impossible lead") << QByteArray("\xFF") << QByteArray("\xEF\xBF\xBD");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << QByteArray("\xEF\xBF\xBD").repeated(4);
    QTest::newRow("cut off at the end") << QByteArray("x\xE2\x82") << QByteArray("x\xEF\xBF\xBD");
    QTest::newRow("cut off before a letter") << QByteArray("\xE2\x82z") << QByteArray("\xEF\xBF\xBDz");
    for (const int before : {0, 1, 7, 8, 55, 56, 62, 63, 64, 65, 127, 128, 129}) {
        const QByteArray ascii(before, 'a');
        QTest::addRow("whole after %d letters", before) << ascii + "\xC3\xA9" + ascii << QByteArray();
        QTest::addRow("broken after %d letters", before) << ascii + "\xA9" + ascii << ascii + "\xEF\xBF\xBD" + ascii;
    }
    QTest::newRow("late in a long text") << QByteArray(100, 'a') + "\xC3" << QByteArray(100, 'a') + "\xEF\xBF\xBD";
}

void TestPayloads::utf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, repaired);
    QCOMPARE(isUtf8Text(bytes.toStdString()), repaired.isEmpty());
    QCOMPARE(QByteArray::fromStdString(utf8Repaired(bytes.toStdString())), repaired.isEmpty() ? bytes : repaired);
}

void TestPayloads::codings_data()
{
    QTest::addColumn<int>("coding");
    QTest::addColumn<QByteArray>("payload");
    for (const auto coding : {ContentCoding::Identity, ContentCoding::Gzip, ContentCoding::Deflate}) {
        const int number = static_cast<int>(coding);
        QTest::addRow("nothing, %d", number) << number << QByteArray();
        QTest::addRow("a little, %d", number) << number << QByteArray("hello");
        QTest::addRow("zeros, %d", number) << number << QByteArray(1'000'000, '\0');
    }
}

void TestPayloads::codings()
{
    QFETCH(int, coding);
    QFETCH(QByteArray, payload);
    const auto how = static_cast<ContentCoding>(coding);
    const std::string small = compressed(payload.toStdString(), how);
    const Decompressed back = decompressed(small, how, 1'000'000);
    QVERIFY(back.outcome == Decompressed::Outcome::Good);
    QCOMPARE(QByteArray::fromStdString(back.payload), payload);
    if (how == ContentCoding::Identity || small.empty())
        return;
    QVERIFY(decompressed(small.substr(0, small.size() - 1), how, 1'000'000).outcome == Decompressed::Outcome::Broken);
    QVERIFY(decompressed(small + "x", how, 1'000'000).outcome == Decompressed::Outcome::Broken);
    QVERIFY(decompressed("no such thing", how, 1'000'000).outcome == Decompressed::Outcome::Broken);
}

void TestPayloads::preferences_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("coding");
    QTest::newRow("nothing") << QByteArray() << QByteArray("identity");
    QTest::newRow("anything") << QByteArray("*") << QByteArray("identity");
    QTest::newRow("browsers") << QByteArray("gzip, deflate, br, zstd") << QByteArray("gzip");
    QTest::newRow("weights") << QByteArray("gzip;q=0.5, deflate;q=0.75") << QByteArray("deflate");
    QTest::newRow("identity first") << QByteArray("identity, gzip;q=0.9") << QByteArray("identity");
    QTest::newRow("not wanted") << QByteArray("gzip;q=0, deflate; q=0.0") << QByteArray("identity");
    QTest::newRow("nonsense") << QByteArray("gzip;q=lots,,;") << QByteArray("identity");
    QTest::newRow("any case") << QByteArray(" X-GZIP ") << QByteArray("gzip");
}

void TestPayloads::preferences()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, coding);
    const std::string_view name = toString(preferredCoding(header.toStdString()));
    QCOMPARE(QByteArray(name.data(), static_cast<qsizetype>(name.size())), coding);
}

void TestPayloads::bombs()
{
    const std::string bomb = compressed(std::string(64'000'000, '\0'), ContentCoding::Gzip);
    QVERIFY(bomb.size() < 100'000);
    const Decompressed result = decompressed(bomb, ContentCoding::Gzip, 10'485'760);
    QVERIFY(result.outcome == Decompressed::Outcome::TooLarge);
    QVERIFY(result.payload.empty());
}

QTEST_GUILESS_MAIN(TestPayloads)
#include "tst_payloads.moc"
