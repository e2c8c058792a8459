// Selection patterns (reference 1.19): whole-string matches in Java's syntax, and an end for patterns that never find
// one.
#include "gateway-engine/pipeline/pattern.h"

#include <QElapsedTimer>
#include <QTest>

using gw::engine::Pattern;

class TestPattern : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void isRefused_data();
    void isRefused();
    void catastrophesEnd();
};

void TestPattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* pattern, const char* subject, bool isMatch) {
        QTest::addRow("%s on %s", pattern, subject) << QByteArray(pattern) << QByteArray(subject) << isMatch;
    };
    row("200", "200", true);
    row("20", "200", false);
    row("00", "200", false);
    row("2\\d{2}", "204", true);
    row("2\\d{2}", "2040", false);
    row("4..|5..", "503", true);
    row("4..|5..", "200", false);
    row("(4|5)\\d\\d", "404", true);
    row("(?!2)\\d+", "404", true);
    row("(?!2)\\d+", "200", false);
    row("[^2].*", "500", true);
    row("\\d++", "200", true);
    row("(?i)error.*", "Error: x", true);
    row(".+", "", false);
    row(".*", "", true);
    row(".*bad.*", "so bad\nit is", false); // "." stops at ends of lines
    row("(?s).*bad.*", "so bad\nit is", true);
    row("(\\n|.)*bad(\\n|.)*", "so bad\nit is", true);
    row(".*bad.*", "so bad\rit is", false);
    row("200$", "200\n", false);
    row("\\QA.B\\E", "A.B", true);
    row("Gr.ße", "Grüße", true);
}

void TestPattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, subject);
    QFETCH(bool, isMatch);
    const auto compiled = Pattern::compile(pattern.toStdString());
    QVERIFY(compiled);
    QCOMPARE(compiled->match(subject.toStdString()) == Pattern::Match::Yes, isMatch);
}

void TestPattern::isRefused_data()
{
    QTest::addColumn<QByteArray>("pattern");
    for (const char* pattern : {"2(", "[", "*", "a{2,1}", "(?<n>", "\\"})
        QTest::newRow(pattern) << QByteArray(pattern);
    QTest::newRow("too long") << QByteArray(10'001, 'a');
}

void TestPattern::isRefused()
{
    QFETCH(QByteArray, pattern);
    const auto compiled = Pattern::compile(pattern.toStdString());
    QVERIFY(!compiled);
    QVERIFY(!compiled.error().message.empty());
    QVERIFY(!compiled.error().hint.empty());
}

void TestPattern::catastrophesEnd()
{
    const auto compiled = Pattern::compile("(a|aa|a?)*b");
    QVERIFY(compiled);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(compiled->match(std::string(5'000, 'a')) == Pattern::Match::TooHard);
    QVERIFY(timer.elapsed() < 5'000);
}

QTEST_GUILESS_MAIN(TestPattern)
#include "tst_pattern.moc"
