// A log of bounded size: what it keeps, what it drops, and that readers are told.
#include "gateway-engine/servers/server_log.h"

#include <QTest>

using namespace gw::engine;

namespace {

ServerLogLine line(const std::string& text)
{
    return {0, {}, "web.1", false, text, false};
}

std::string texts(const ServerLogPage& page)
{
    std::string result;
    for (const ServerLogLine& each : page.lines)
        result += std::to_string(each.sequence) + each.text + " ";
    return result;
}

} // namespace

class TestServerLog : public QObject
{
    Q_OBJECT

private slots:
    void readsOn()
    {
        ServerLog log;
        QVERIFY(log.page(0, 10).lines.empty());
        for (const char* text : {"a", "b", "c"})
            log.add(line(text));
        QCOMPARE(texts(log.page(0, 2)), std::string("1a 2b "));
        QCOMPARE(texts(log.page(2, 2)), std::string("3c "));
        QCOMPARE(texts(log.page(3, 2)), std::string());
        QCOMPARE(texts(log.page(99, 2)), std::string()); // of another log
        log.add(line("d"));
        QCOMPARE(texts(log.page(3, 2)), std::string("4d "));
    }

    void keepsTheNewestLines()
    {
        ServerLog log({3, 1'000});
        for (int i = 1; i <= 10; ++i)
            log.add(line("x"));
        QCOMPARE(texts(log.page(0, 10)), std::string("8x 9x 10x "));
        QCOMPARE(log.page(0, 10).dropped, std::uint64_t{7});
        QCOMPARE(log.page(5, 10).dropped, std::uint64_t{2});
        QCOMPARE(log.page(7, 10).dropped, std::uint64_t{0});
        QCOMPARE(log.page(8, 10).dropped, std::uint64_t{0});
    }

    void keepsNoMoreBytesThanItsLimit()
    {
        ServerLog log({1'000, 100});
        for (int i = 0; i < 50; ++i)
            log.add(line(std::string(30, 'x')));
        QCOMPARE(log.page(0, 1'000).lines.size(), std::size_t{3});
        log.add(line(std::string(500, 'y'))); // the newest stays, however long
        QCOMPARE(log.page(0, 1'000).lines.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestServerLog)
#include "tst_server_log.moc"
