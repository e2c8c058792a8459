// Where lines end, and where long ones are cut.
#include "gateway-engine/transport/output_lines.h"

#include <QTest>

using namespace gw::engine;

namespace {

// "|" after each line, "~" before it when the line was cut; what has no end of line yet comes last.
std::string shown(std::size_t longest, const std::vector<std::string>& pieces)
{
    OutputLines lines(longest);
    std::string text;
    const auto show = [&](const OutputLines::Line& line) { text += line.text + (line.isCut ? "~|" : "|"); };
    for (const std::string& piece : pieces)
        for (const auto& line : lines.append(piece))
            show(line);
    if (const auto rest = lines.rest())
        show(*rest);
    return text;
}

} // namespace

class TestOutputLines : public QObject
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
            << Pieces{"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\n"} << std::string("\x80\x80\x80\x80~|");
    }

    void cutsIntoLines()
    {
        QFETCH(std::vector<std::string>, pieces);
        QFETCH(std::string, expected);
        QCOMPARE(shown(8, pieces), expected);
    }

    void aLineWithoutEndTakesNoMoreThanItsLimit()
    {
        OutputLines lines(100);
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(lines.append(std::string(1'000, 'x')).empty());
        const auto line = lines.rest();
        QVERIFY(line && line->isCut);
        QCOMPARE(line->text.size(), std::size_t{100});
    }
};

QTEST_APPLESS_MAIN(TestOutputLines)
#include "tst_output_lines.moc"
