// What checks in a row make of a target, and which status codes count as well.
#include "gateway-engine/servers/health_state.h"
#include "gateway-engine/servers/status_matcher.h"

#include <QTest>

using namespace gw::engine;

class TestHealthState : public QObject
{
    Q_OBJECT

private slots:
    void counts_data()
    {
        QTest::addColumn<int>("healthy");
        QTest::addColumn<int>("unhealthy");
        QTest::addColumn<std::string>("checks");   // +: well, -: not
        QTest::addColumn<std::string>("expected"); // after each: i, H, U
        QTest::newRow("one good check is enough at first") << 3 << 2 << std::string("+") << std::string("H");
        QTest::newRow("bad ones at first") << 3 << 2 << std::string("--") << std::string("iU");
        QTest::newRow("down and up") << 3 << 2 << std::string("+--++++-+") << std::string("HHUUUHHHH");
        QTest::newRow("never two in a row") << 3 << 2 << std::string("+-+-+-") << std::string("HHHHHH");
        QTest::newRow("up takes as many in a row") << 3 << 2 << std::string("--++-+++") << std::string("iUUUUUUH");
        QTest::newRow("one is enough") << 1 << 1 << std::string("+-+-") << std::string("HUHU");
        QTest::newRow("thresholds that are none count as one") << 0 << -5 << std::string("-+-") << std::string("UHU");
    }

    void counts()
    {
        QFETCH(int, healthy);
        QFETCH(int, unhealthy);
        QFETCH(std::string, checks);
        QFETCH(std::string, expected);
        HealthState state({healthy, unhealthy});
        std::string seen;
        for (const char check : checks) {
            state.note(check == '+');
            seen += state.health() == TargetHealth::Initial ? 'i' : state.health() == TargetHealth::Healthy ? 'H' : 'U';
        }
        QCOMPARE(seen, expected);
    }

    void matches_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::vector<int>>("well");
        QTest::addColumn<std::vector<int>>("ill");
        using Codes = std::vector<int>;
        QTest::newRow("one") << std::string("200") << Codes{200} << Codes{199, 201, 404};
        QTest::newRow("several") << std::string("200,204") << Codes{200, 204} << Codes{201, 203};
        QTest::newRow("range") << std::string("200-399") << Codes{200, 302, 399} << Codes{199, 400};
        QTest::newRow("both, with spaces") << std::string("200 - 299, 404") << Codes{204, 404} << Codes{300, 403};
    }

    void matches()
    {
        QFETCH(std::string, text);
        QFETCH(std::vector<int>, well);
        QFETCH(std::vector<int>, ill);
        const auto matcher = StatusMatcher::parse(text);
        QVERIFY(matcher);
        for (const int status : well)
            QVERIFY2(matcher->matches(status), std::to_string(status).c_str());
        for (const int status : ill)
            QVERIFY2(!matcher->matches(status), std::to_string(status).c_str());
    }

    void refuses_data()
    {
        QTest::addColumn<std::string>("text");
        for (const char* text : {"", "abc", "20x", "99", "600", "300-200", "200-", "-200", "200,", ",200",
                                 "200-299-300", "1e2", "99999999999"})
            QTest::newRow(text) << std::string(text);
    }

    void refuses()
    {
        QFETCH(std::string, text);
        const auto matcher = StatusMatcher::parse(text);
        QVERIFY(!matcher);
        QVERIFY(!matcher.error().hint.empty());
    }

    void aMatcherHasAnEnd()
    {
        std::string text = "200";
        for (int i = 0; i < 100; ++i)
            text += ",200";
        QVERIFY(!StatusMatcher::parse(text));
    }
};

QTEST_APPLESS_MAIN(TestHealthState)
#include "tst_health_state.moc"
