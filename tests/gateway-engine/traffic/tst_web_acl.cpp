// The WAF hook (reference 1.36): ranges of addresses, rates by address, headers, sizes, and the order of rules.
#include "gateway-engine/traffic/web_acl.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

using TimePoint = AddressRates::TimePoint;
constexpr TimePoint begin{1000h};

AddressRange range(const char* text)
{
    return AddressRange::parse(text).value();
}

struct Call
{
    Headers headers;
    std::string address = "127.0.0.1";
    std::size_t bodyBytes = 0;
    std::size_t headerBytes = 0;
    std::size_t queryBytes = 10;
    std::size_t pathBytes = 10;

    [[nodiscard]] WebRequest request() const
    {
        return {address, headers, headerBytes, bodyBytes, queryBytes, pathBytes};
    }
};

} // namespace

class TestWebAcl : public QObject
{
    Q_OBJECT

private slots:
    void ranges_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("holds");
        QTest::newRow("itself") << "127.0.0.1"
                                << "127.0.0.1" << true;
        QTest::newRow("its neighbour") << "127.0.0.1"
                                       << "127.0.0.2" << false;
        QTest::newRow("of eight bits") << "10.0.0.0/8"
                                       << "10.255.1.2" << true;
        QTest::newRow("beside it") << "10.0.0.0/8"
                                   << "11.0.0.0" << false;
        QTest::newRow("of twelve bits") << "172.16.0.0/12"
                                        << "172.31.255.255" << true;
        QTest::newRow("beside those") << "172.16.0.0/12"
                                      << "172.32.0.0" << false;
        QTest::newRow("bits behind the prefix") << "10.1.2.3/8"
                                                << "10.9.9.9" << true;
        QTest::newRow("one bit") << "128.0.0.0/1"
                                 << "255.0.0.1" << true;
        QTest::newRow("all of IPv4") << "0.0.0.0/0"
                                     << "8.8.8.8" << true;
        QTest::newRow("all of IPv4 is not IPv6") << "0.0.0.0/0"
                                                 << "::1" << false;
        QTest::newRow("IPv4 from an IPv6 socket") << "127.0.0.0/8"
                                                  << "::ffff:127.0.0.1" << true;
        QTest::newRow("IPv6") << "2001:db8::/32"
                              << "2001:db8:ffff::1" << true;
        QTest::newRow("beside it in IPv6") << "2001:db8::/32"
                                           << "2001:db9::1" << false;
        QTest::newRow("all of IPv6") << "::/0"
                                     << "127.0.0.1" << true;
        QTest::newRow("of 127 bits") << "::2/127"
                                     << "::3" << true;
        QTest::newRow("no address") << "::/0"
                                    << "localhost" << false;
        QTest::newRow("none at all") << "::/0"
                                     << "" << false;
    }
    void ranges()
    {
        QFETCH(QString, range);
        QFETCH(QString, address);
        QFETCH(bool, holds);
        const auto parsed = AddressRange::parse(range.toStdString());
        QVERIFY(parsed);
        const auto bytes = addressBytes(address.toStdString());
        QCOMPARE(bytes && parsed->holds(*bytes), holds);
    }

    void noRanges_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8",
                                 "256.0.0.1", "::/129", "::g", "localhost", "10.0.0.0/8/8", " 10.0.0.0", "1.2.3.4:80"})
            QTest::newRow(*text ? text : "empty") << QByteArray(text);
        QTest::newRow("long") << QByteArray(10'000, '1');
        QTest::newRow("zero byte") << QByteArray("10.0.0.1\0", 9);
    }
    void noRanges()
    {
        QFETCH(QByteArray, text);
        const auto parsed = AddressRange::parse({text.constData(), std::size_t(text.size())});
        QVERIFY(!parsed);
        QVERIFY(!parsed.error().hint.empty());
    }

    void headers_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("ignoresCase");
        QTest::addColumn<bool>("blocks"); // User-Agent: BadBot/1.0
        const auto row = [](const char* name, TextPosition position, const char* value, bool ignoresCase, bool blocks) {
            QTest::newRow(name) << int(position) << value << ignoresCase << blocks;
        };
        row("exactly", TextPosition::Exactly, "badbot/1.0", true, true);
        row("exactly, letters count", TextPosition::Exactly, "badbot/1.0", false, false);
        row("exactly a part", TextPosition::Exactly, "badbot", true, false);
        row("starts", TextPosition::StartsWith, "BADBOT", true, true);
        row("starts, letters count", TextPosition::StartsWith, "BADBOT", false, false);
        row("does not start", TextPosition::StartsWith, "bot", true, false);
        row("ends", TextPosition::EndsWith, "/1.0", true, true);
        row("does not end", TextPosition::EndsWith, "Bot", true, false);
        row("contains", TextPosition::Contains, "bot/", true, true);
        row("contains, letters count", TextPosition::Contains, "bot/", false, false);
        row("does not contain", TextPosition::Contains, "curl", true, false);
        row("longer than the value", TextPosition::Contains, "BadBot/1.0 and more", true, false);
        row("is there", TextPosition::Contains, "", true, true);
    }
    void headers()
    {
        QFETCH(int, position);
        QFETCH(QString, value);
        QFETCH(bool, ignoresCase);
        QFETCH(bool, blocks);
        const HeaderMatch match{"user-agent", TextPosition(position), value.toStdString(), ignoresCase};
        const WebAcl acl({{"bots", WebAclAction::Block, match}}, WebAclAction::Allow);
        Call call;
        QVERIFY(!acl.evaluate(call.request(), begin).isBlocked()); // without that header
        call.headers.add("Accept", "BadBot/1.0");
        call.headers.add("User-Agent", "BadBot/1.0");
        QCOMPARE(acl.evaluate(call.request(), begin).isBlocked(), blocks);
        call.headers.set("User-Agent", "");
        call.headers.add("User-Agent", "BadBot/1.0"); // any field of that name
        QCOMPARE(acl.evaluate(call.request(), begin).isBlocked(), blocks);
    }

    void sizes_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("blocks");
        for (const auto part :
             {RequestPart::Body, RequestPart::Headers, RequestPart::QueryString, RequestPart::UriPath})
            for (const int size : {0, 100, 101, 10'000'000})
                QTest::addRow("%d of %d", size, int(part)) << int(part) << size << (size > 100);
    }
    void sizes()
    {
        QFETCH(int, part);
        QFETCH(int, size);
        QFETCH(bool, blocks);
        const WebAcl acl({{"sizes", WebAclAction::Block, SizeMatch{RequestPart(part), 100}}}, WebAclAction::Allow);
        Call call;
        std::size_t* const parts[] = {&call.bodyBytes, &call.headerBytes, &call.queryBytes, &call.pathBytes};
        *parts[part] = std::size_t(size);
        const WebAclDecision decision = acl.evaluate(call.request(), begin);
        QCOMPARE(decision.isBlocked(), blocks);
        QCOMPARE(decision.reason.find("over 100") != std::string::npos, blocks);
    }

    void firstRuleThatMatchesDecides()
    {
        const WebAcl acl({{"office", WebAclAction::Allow, AddressMatch{{range("10.1.0.0/16"), range("::1")}}},
                          {"inside", WebAclAction::Block, AddressMatch{{range("10.0.0.0/8")}}},
                          {"large", WebAclAction::Block, SizeMatch{RequestPart::Body, 1000}}},
                         WebAclAction::Allow);
        Call call;
        call.bodyBytes = 5000;
        call.address = "10.1.2.3";
        WebAclDecision decision = acl.evaluate(call.request(), begin);
        QVERIFY(!decision.isBlocked() && decision.rule == 0u && decision.reason.empty());
        call.address = "10.2.2.3";
        decision = acl.evaluate(call.request(), begin);
        QVERIFY(decision.isBlocked() && decision.rule == 1u);
        QCOMPARE(decision.reason,
                 "The web ACL's rule \"inside\" blocks the request: the address 10.2.2.3 is in its ranges.");
        call.address = "192.168.1.1";
        QVERIFY(acl.evaluate(call.request(), begin).rule == 2u);
        call.bodyBytes = 0;
        decision = acl.evaluate(call.request(), begin);
        QVERIFY(!decision.isBlocked() && !decision.rule);
        const WebAcl closed({acl.rules()[0]}, WebAclAction::Block);
        decision = closed.evaluate(call.request(), begin);
        QVERIFY(decision.isBlocked() && !decision.rule && !decision.reason.empty());
    }

    void countingRulesDecideNothing()
    {
        const WebAcl acl({{"all", WebAclAction::Count, AddressMatch{{range("0.0.0.0/0")}}},
                          {"large", WebAclAction::Count, SizeMatch{RequestPart::Body, 1000}},
                          {"inside", WebAclAction::Block, AddressMatch{{range("127.0.0.0/8")}}}},
                         WebAclAction::Allow);
        Call call;
        const WebAclDecision decision = acl.evaluate(call.request(), begin);
        QVERIFY(decision.isBlocked() && decision.rule == 2u);
        QCOMPARE(decision.counted, std::vector<std::size_t>{0});
        call.address = "10.0.0.1";
        call.bodyBytes = 2000;
        const WebAclDecision other = acl.evaluate(call.request(), begin);
        QVERIFY(!other.isBlocked() && !other.rule);
        QCOMPARE(other.counted, (std::vector<std::size_t>{0, 1}));
    }

    void windows_data()
    {
        QTest::addColumn<int>("seconds");
        for (const int seconds : {60, 120, 300, 600})
            QTest::addRow("%d seconds", seconds) << seconds;
    }
    void windows()
    {
        QFETCH(int, seconds);
        const std::chrono::seconds window(seconds);
        const WebAcl acl({{"rate", WebAclAction::Block, RateMatch{10, window}}}, WebAclAction::Allow);
        Call call;
        for (int i = 0; i < 10; ++i)
            QVERIFY(!acl.evaluate(call.request(), begin).isBlocked());
        QVERIFY(acl.evaluate(call.request(), begin + window * 28 / 30).isBlocked());
        QVERIFY(!acl.evaluate(call.request(), begin + window).isBlocked()); // the first ten have gone
    }

    void rates()
    {
        const std::vector<WebAclRule> rules{
            {"health", WebAclAction::Allow, HeaderMatch{"X-Health", TextPosition::Contains, "", true}},
            {"rate", WebAclAction::Block, RateMatch{100}}};
        const WebAcl acl(rules, WebAclAction::Allow);
        Call call, other, health;
        other.address = "127.0.0.2";
        health.headers.add("X-Health", "1");
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!acl.evaluate(call.request(), begin + i * 1s).isBlocked());
            QVERIFY(!acl.evaluate(health.request(), begin).isBlocked()); // never comes to the rule
        }
        QVERIFY(acl.evaluate(call.request(), begin + 100s).isBlocked());
        QVERIFY(!acl.evaluate(other.request(), begin + 100s).isBlocked());
        const WebAcl changed(rules, WebAclAction::Allow, &acl); // what was counted stays
        QVERIFY(changed.evaluate(call.request(), begin + 101s).isBlocked());
        const WebAcl renamed({{"other rate", WebAclAction::Block, RateMatch{100}}}, WebAclAction::Allow, &acl);
        QVERIFY(!renamed.evaluate(call.request(), begin + 101s).isBlocked());
        QVERIFY(changed.evaluate(call.request(), begin + 289s).isBlocked());
        QVERIFY(!changed.evaluate(call.request(), begin + 320s).isBlocked());
        QVERIFY(!changed.evaluate(call.request(), begin + 24h * 365).isBlocked());
    }

    void windowSlides()
    {
        AddressRates rates;
        const AddressBytes address{1};
        std::uint64_t last = 0;
        for (int i = 0; i < 1000; ++i) {
            last = rates.count(address, begin + i * 10s);
            QCOMPARE(int(last), std::min(i + 1, 30));
        }
        QCOMPARE(int(rates.count(address, begin)), 31); // from the past: counts as now
        QCOMPARE(int(rates.count(address, begin + 24h)), 1);
    }

    void remembersOnlySoMany()
    {
        AddressRates rates(160);
        AddressBytes busy{};
        busy[0] = 0xAA;
        std::uint64_t count = 0;
        for (int i = 0; i < 100'000; ++i) {
            AddressBytes address{};
            address[14] = std::uint8_t(i >> 8);
            address[15] = std::uint8_t(i);
            address[13] = std::uint8_t(i >> 16);
            QVERIFY(rates.count(address, begin) >= 1);
            count = rates.count(busy, begin); // the one that is seen stays
        }
        QCOMPARE(int(count), 100'000);
        QVERIFY(rates.size() <= 176);
    }

    void manyThreads()
    {
        const WebAcl acl({{"rate", WebAclAction::Block, RateMatch{1000}}}, WebAclAction::Allow);
        std::atomic<int> passed{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                const Call call;
                for (int i = 0; i < 500; ++i)
                    passed += !acl.evaluate(call.request(), begin).isBlocked();
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(passed.load(), 1000);
    }
};

QTEST_APPLESS_MAIN(TestWebAcl)
#include "tst_web_acl.moc"
