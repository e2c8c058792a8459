// The ids a request gets: their form, that they differ, and which a client may bring.
#include "gateway-engine/pipeline/request_id.h"

#include "gateway-engine/services.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace gw::engine;

namespace {

// A world whose clock stands at one second and whose dice show what they are told.
class FixedWorld final : public Services
{
public:
    explicit FixedWorld(std::uint64_t number) : m_number(number) {}
    std::chrono::steady_clock::time_point now() const override { return {}; }
    std::chrono::system_clock::time_point wallClock() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::seconds(0x5A0B1C2D));
    }
    std::uint64_t random() override { return m_number; }

private:
    std::uint64_t m_number;
};

} // namespace

class TestRequestId : public QObject
{
    Q_OBJECT

private slots:
    void fixed_data();
    void fixed();
    void random();
    void uuids_data();
    void uuids();
};

void TestRequestId::fixed_data()
{
    QTest::addColumn<quint64>("number");
    QTest::addColumn<QString>("requestId");
    QTest::addColumn<QString>("traceId");
    QTest::newRow("zeros") << quint64{0} << "00000000-0000-4000-8000-000000000000"
                           << "Root=1-5a0b1c2d-000000000000000000000000";
    QTest::newRow("ones") << ~quint64{0} << "ffffffff-ffff-4fff-bfff-ffffffffffff"
                          << "Root=1-5a0b1c2d-ffffffffffffffffffffffff";
    QTest::newRow("counting") << quint64{0x0123456789ABCDEF} << "01234567-89ab-4def-8123-456789abcdef"
                              << "Root=1-5a0b1c2d-89abcdef0123456789abcdef";
}

void TestRequestId::fixed()
{
    QFETCH(quint64, number);
    QFETCH(QString, requestId);
    QFETCH(QString, traceId);
    FixedWorld world(number);
    QCOMPARE(QString::fromStdString(newRequestId(world).str()), requestId);
    QCOMPARE(QString::fromStdString(newTraceId(world)), traceId);
    QVERIFY(isUuid(requestId.toStdString()));
}

void TestRequestId::random()
{
    const QRegularExpression extended("^[A-Za-z0-9_-]{15}=$");
    const QRegularExpression trace("^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$");
    QSet<QString> seen;
    for (int i = 0; i < 1'000; ++i) {
        const QString id = QString::fromStdString(newRequestId(systemServices()).str());
        QVERIFY2(isUuid(id.toStdString()), qPrintable(id));
        const QString other = QString::fromStdString(newExtendedRequestId(systemServices()).str());
        QVERIFY2(extended.match(other).hasMatch(), qPrintable(other));
        const QString third = QString::fromStdString(newTraceId(systemServices()));
        QVERIFY2(trace.match(third).hasMatch(), qPrintable(third));
        seen << id << other << third;
    }
    QCOMPARE(seen.size(), 3'000);
}

void TestRequestId::uuids_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("lower case") << "01234567-89ab-4def-8123-456789abcdef" << true;
    QTest::newRow("upper case") << "01234567-89AB-4DEF-8123-456789ABCDEF" << true;
    QTest::newRow("nothing") << "" << false;
    QTest::newRow("without dashes") << "0123456789ab4def8123456789abcdef" << false;
    QTest::newRow("dashes elsewhere") << "0123456-789ab-4def-8123-456789abcdef" << false;
    QTest::newRow("a letter that is no digit") << "g1234567-89ab-4def-8123-456789abcdef" << false;
    QTest::newRow("too long") << "01234567-89ab-4def-8123-456789abcdef0" << false;
}

void TestRequestId::uuids()
{
    QFETCH(QString, text);
    QFETCH(bool, isOne);
    QCOMPARE(isUuid(text.toStdString()), isOne);
}

QTEST_GUILESS_MAIN(TestRequestId)
#include "tst_request_id.moc"
