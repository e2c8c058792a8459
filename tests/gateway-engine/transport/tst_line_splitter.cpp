// Where lines end, and where long ones are cut.
#include "gateway-engine/transport/line_splitter.h"

#include <QTest>

using namespace gw::engine;

namespace {

// "|" after each line, "~" before it when the line was cut; what has no end of line yet comes last.
std::string shown(std::size_t longest, const std::vector<std::string>& pieces)
{
    LineSplitter lines(longest);
    std::string text;
    const auto show = [&](std::string_view line, bool isCut) { text.append(line).append(isCut ? "~|" : "|"); };
    for (const std::string& piece : pieces)
        lines.feed(piece, show);
    lines.finish(show);
    return text;
}

} // namespace

class TestLineSplitter : public QObject
{
    Q_OBJECT

private slots:
    void cutsIntoLines_data()
    {
        QTest::addColumn<std::vector<std::string>>("pieces");
        QTest::addColumn<std::string>("expected");
        using Pieces = std::vector<std::string>;
        QTest::newRow("nothing") << Pieces{} << std::string();
        QTest::newRow("two lines") << Pieces{"one\ntwo\n"} << std::string("one|two|");
        QTest::newRow("empty lines stay") << Pieces{"\n\na\n"} << std::string("||a|");
        QTest::newRow("carriage return") << Pieces{"one\r\ntwo\r", "\n"} << std::string("one|two|");
        QTest::newRow("over pieces") << Pieces{"o", "n", "e\nt", "wo"} << std::string("one|two|");
        QTest::newRow("no end") << Pieces{"one"} << std::string("one|");
        QTest::newRow("just fits") << Pieces{"12345678\n"} << std::string("12345678|");
        QTest::newRow("too long") << Pieces{"123456789\nb\n"} << std::string("12345678~|b|");
        QTest::newRow("too long over pieces") << Pieces{"12345", "6789", "0\nb\n"} << std::string("12345678~|b|");
        QTest::newRow("too long at the end") << Pieces{"123456789"} << std::string("12345678~|");
        QTest::newRow("not through a character") << Pieces{"1234567\xC3\xA4\n"} << std::string("1234567~|");
        QTest::newRow("not through one of four bytes") << Pieces{"12345\xF0\x9F\x98\x80!\n"} << std::string("12345~|");
        QTest::newRow("bytes that are no text")
            << Pieces{"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\n"} << std::string("\x80\x80\x80\x80\x80~|");
    }

    void cutsIntoLines()
    {
        QFETCH(std::vector<std::string>, pieces);
        QFETCH(std::string, expected);
        QCOMPARE(shown(8, pieces), expected);
    }

    void aLineWithoutEndTakesNoMoreThanItsLimit()
    {
        LineSplitter lines(100);
        int count = 0;
        const auto use = [&](std::string_view line, bool isCut) {
            ++count;
            QVERIFY(isCut);
            QCOMPARE(line.size(), std::size_t{100});
        };
        for (int i = 0; i < 10'000; ++i)
            lines.feed(std::string(1'000, 'x'), use);
        QCOMPARE(count, 0);
        lines.finish(use);
        QCOMPARE(count, 1);
    }
};

QTEST_APPLESS_MAIN(TestLineSplitter)
#include "tst_line_splitter.moc"
