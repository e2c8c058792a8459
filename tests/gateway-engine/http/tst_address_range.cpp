// Ranges of addresses: what is one, and what one holds.
#include "gateway-engine/http/address_range.h"

#include <QTest>

using namespace gw::engine;

class TestAddressRange : public QObject
{
    Q_OBJECT

private slots:
    void isOne_data();
    void isOne();
    void holds_data();
    void holds();
};

void TestAddressRange::isOne_data()
{
    QTest::addColumn<bool>("isOne");
    for (const char* range : {"0.0.0.0/0", "1.2.3.4", "1.2.3.4/32", "::/0", "::1", "2001:db8::/128"})
        QTest::newRow(range) << true;
    for (const char* none : {"1.2.3", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "1.2.3.4/a", "1.2.3.4/1/2", "::1/129",
                             "1.2.3.4 ", "localhost", "fe80::1%eth0", "/8", "1.2.3.4/+8"})
        QTest::newRow(none) << false;
}

void TestAddressRange::isOne()
{
    const auto range = AddressRange::parse(QTest::currentDataTag());
    QTEST(range.has_value(), "isOne");
    if (!range)
        QVERIFY(!range.error().message.empty() && !range.error().hint.empty());
}

void TestAddressRange::holds_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("10.0.0.0/8") << "10.255.255.255" << true;
    QTest::newRow("10.0.0.0/9") << "10.128.0.0" << false;
    QTest::newRow("10.1.2.3/8") << "10.9.9.9" << true;
    QTest::newRow("127.0.0.1") << "127.0.0.1" << true;
    QTest::newRow("127.0.0.1/32") << "127.0.0.2" << false;
    QTest::newRow("0.0.0.0/0") << "255.255.255.255" << true;
    QTest::newRow("0.0.0.0/0 ") << "::1" << false;
    QTest::newRow("10.0.0.0/8 ") << "::ffff:10.1.1.1" << true;
    QTest::newRow("2001:db8::/33") << "2001:db8:7fff:ffff::" << true;
    QTest::newRow("2001:db8::/33 ") << "2001:db8:8000::" << false;
    QTest::newRow("::1") << "::1" << true;
    QTest::newRow("::1/128") << "::2" << false;
}

void TestAddressRange::holds()
{
    QFETCH(QString, address);
    const auto range = AddressRange::parse(QString(QTest::currentDataTag()).trimmed().toStdString());
    const auto bytes = addressBytes(address.toStdString());
    QVERIFY(range && bytes);
    QTEST(range->holds(*bytes), "isHeld");
}

QTEST_GUILESS_MAIN(TestAddressRange)
#include "tst_address_range.moc"
