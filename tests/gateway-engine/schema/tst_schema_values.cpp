// Numbers, regular expressions and formats as JSON Schema draft 4 means them.
#include "gateway-engine/schema/ecma_pattern.h"
#include "gateway-engine/schema/exact_number.h"
#include "gateway-engine/schema/formats.h"

#include <QTest>

using namespace gw::engine;

class TestSchemaValues : public QObject
{
    Q_OBJECT

private slots:
    void numbers_data();
    void numbers();
    void multiples_data();
    void multiples();
    void patterns_data();
    void patterns();
    void formats_data();
    void formats();
};

void TestSchemaValues::numbers_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order");
    const auto row = [](const char* a, const char* b, int order) {
        QTest::addRow("%s, %s", a, b) << a << b << order;
        if (order != 0)
            QTest::addRow("%s, %s", b, a) << b << a << -order;
    };
    row("1", "1.0", 0);
    row("0", "-0.0", 0);
    row("100", "1e2", 0);
    row("0.001", "1E-3", 0);
    row("1", "2", -1);
    row("-2", "-1", -1);
    row("-1", "0", -1);
    row("0", "0.1", -1);
    row("9", "10.0", -1);
    row("-10.0", "-9", -1);
    row("0.1", "0.10000000000000000000000001", -1);
    row("9007199254740992", "9007199254740993", -1);
    row("18446744073709551615", "18446744073709551616", -1);
    row("1e999999999", "2e999999999", -1);
    row("1e-999999999", "0", 1);
}

void TestSchemaValues::numbers()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, order);
    QCOMPARE(compareNumbers(a.toStdString(), b.toStdString()), order);
}

void TestSchemaValues::multiples_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("divisor");
    QTest::addColumn<bool>("isMultiple");
    const auto row = [](const char* number, const char* divisor, bool isMultiple) {
        QTest::addRow("%s / %s", number, divisor) << number << divisor << isMultiple;
    };
    row("0", "7", true);
    row("14", "7", true);
    row("-14", "7", true);
    row("15", "7", false);
    row("0.0075", "0.0001", true);
    row("0.00751", "0.0001", false);
    row("4.35", "0.01", true);
    row("1.1", "1", false);
    row("1e308", "0.5", true);
    row("1e999999999", "3", false);
    row("3e999999999", "3", true);
    row("12345678910111213141516171819202122", "2", true);
    row("12345678910111213141516171819202123", "2", false);
    row("98765432109876543210987654321", "98765432109876543210987654321", true);
    row("98765432109876543210987654322", "98765432109876543210987654321", false);
}

void TestSchemaValues::multiples()
{
    QFETCH(QString, number);
    QFETCH(QString, divisor);
    QFETCH(bool, isMultiple);
    QCOMPARE(ExactNumber(number.toStdString()).isMultipleOf(ExactNumber(divisor.toStdString())), isMultiple);
}

void TestSchemaValues::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("found"); // "yes", "no", "no pattern"
    const auto row = [](const char* pattern, const char* subject, const char* found) {
        QTest::addRow("%s on %s", pattern, subject) << pattern << QString::fromUtf8(subject) << found;
    };
    row("b", "abc", "yes");
    row("^b", "abc", "no");
    row("^abc$", "abc\n", "no");
    row("^a.c$", "a\nc", "no");
    row("^[\\s\\S]$", "\n", "yes");
    row("^[^]$", "\n", "yes");
    row("[]", "a", "no");
    row("^[[:alpha:]]$", "a", "no");
    row("^[[]$", "[", "yes");
    row("^\\a$", "a", "yes");
    row("^\\Z$", "Z", "yes");
    row("^\\x41\\u0042$", "AB", "yes");
    row("^\\uD83D\\uDE00$", "\xF0\x9F\x98\x80", "yes");
    row("\\uD83D", "a", "no pattern");
    row("^a{,5}$", "a{,5}", "yes");
    row("^a{2}$", "aa", "yes");
    row("^a{2,}$", "aaa", "yes");
    row("^{$", "{", "yes");
    row("(*ACCEPT)b", "a", "no pattern");
    row("a++", "a", "no pattern");
    row("(a", "a", "no pattern");
    row("a\\", "a", "no pattern");
    row("^(?<n>a)\\k<n>$", "aa", "yes");
    row("^(?!x)a(?=b)", "ab", "yes");
    row("^\\p{Lu}\\P{Lu}$", "Aa", "yes");
    row("^\\p{Script=Greek}$", "\xCE\xB1", "yes");
    row("\\p{Nonsense}", "a", "no pattern");
    row("^\\d{4}-\\d{2}$", "2024-05", "yes");
    row("^\\/$", "/", "yes");
    row("^\\-$", "-", "yes");
    row("^[\\w.-]+@[\\w-]+$", "a.b@c-d", "yes");
}

void TestSchemaValues::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, subject);
    QFETCH(QString, found);
    const auto compiled = EcmaPattern::compile(pattern.toStdString());
    if (!compiled) {
        QCOMPARE(QString("no pattern"), found);
        return;
    }
    QCOMPARE(compiled->find(subject.toStdString()) == EcmaPattern::Match::Yes ? "yes" : "no", found);
}

void TestSchemaValues::formats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* format, const char* subject, bool fits) {
        QTest::addRow("%s: %s", format, subject) << format << subject << fits;
    };
    row("date-time", "2024-02-29T00:00:00Z", true);
    row("date-time", "2023-02-29T00:00:00Z", false);
    row("date-time", "1900-02-29T00:00:00Z", false);
    row("date-time", "2024-02-29T00:00:00.Z", false);
    row("date-time", "2024-02-29 00:00:00Z", false);
    row("date-time", "2024-02-29T00:00:00", false);
    row("email", "\"a b\"@example.com", true);
    row("email", "a@[127.0.0.1]", true);
    row("email", "a@[IPv6:::1]", true);
    row("email", "a@[1.2.3]", false);
    row("email", "a@b@c", false);
    row("hostname", "a.b-c.d", true);
    row("hostname", "a..b", false);
    row("ipv4", "1.2.3.4", true);
    row("ipv4", "1.2.3.256", false);
    row("ipv6", "::1", true);
    row("ipv6", ":::1", false);
    row("uri", "http://a:80/", true);
    row("uri", "http://a:b/", false);
    row("uri", "a/b", false);
    row("uuid", "123e4567-e89b-12d3-a456-426614174000", true);
    row("uuid", "123e4567-e89b-12d3-a456-42661417400g", false);
    row("json-pointer", "/a~1b", true);
    row("json-pointer", "/a~2b", false);
    row("regex", "^a", true);
    row("regex", "(", false);
}

void TestSchemaValues::formats()
{
    QFETCH(QString, format);
    QFETCH(QString, subject);
    QFETCH(bool, fits);
    const Format* known = formatNamed(format.toStdString());
    QVERIFY(known);
    const std::string plain = subject.toStdString();
    QCOMPARE(known->accepts(plain), fits);
}

QTEST_GUILESS_MAIN(TestSchemaValues)
#include "tst_schema_values.moc"
