// Header fields in their one block: what is put in comes out whatever its length, replaced and dropped fields are gone
// from copies, too, and lines that would break a head are noticed.
#include "gateway-engine/http/headers.h"

#include <QTest>

#include <string>
#include <vector>

using namespace gw::engine;

namespace {

std::string textOf(const Headers& headers)
{
    std::string text;
    for (const HeaderField field : headers)
        text.append(field.name).append("=").append(field.value).append(";");
    return text;
}

Headers headersFrom(const QByteArray& text) // "A=1;B=2;"
{
    Headers headers;
    for (const QByteArray& field : text.split(';'))
        if (const auto equals = field.indexOf('='); equals >= 0)
            headers.add(field.left(equals).toStdString(), field.mid(equals + 1).toStdString());
    return headers;
}

} // namespace

class TestHeaders : public QObject
{
    Q_OBJECT

private slots:
    void everyLength();
    void lookup_data();
    void lookup();
    void changes_data();
    void changes();
    void viewsIntoItself();
    void copiesHoldNoRemains();
    void images_data();
    void images();
    void wholeLines_data();
    void wholeLines();
};

// Short texts are copied in other ways than long ones.
void TestHeaders::everyLength()
{
    Headers headers;
    std::vector<std::string> names;
    for (std::size_t length = 1; length <= 40; ++length) {
        std::string name(length, 'n');
        name.front() = 'X';
        name.back() = static_cast<char>('a' + length % 26);
        names.push_back(name);
        headers.add(name, std::string(length - 1, 'v') + (length > 1 ? "!" : ""));
    }
    QCOMPARE(headers.size(), std::size_t{40});
    for (std::size_t length = 1; length <= 40; ++length) {
        QCOMPARE(std::string(headers[length - 1].name), names[length - 1]);
        QCOMPARE(headers[length - 1].value.size(), length == 1 ? std::size_t{0} : length);
    }
    const Headers copy = headers;
    QVERIFY(copy == headers);
    QVERIFY(headers.areLinesWhole());
}

void TestHeaders::lookup_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("as written") << QByteArray("Accept=a;Host=b;") << QByteArray("Host") << QByteArray("b")
                                << QByteArray("b");
    QTest::newRow("other letters") << QByteArray("content-TYPE=a;") << QByteArray("Content-Type") << QByteArray("a")
                                   << QByteArray("a");
    QTest::newRow("twice") << QByteArray("X-A=1;x-a=2;") << QByteArray("X-a") << QByteArray("1") << QByteArray("2");
    QTest::newRow("not there") << QByteArray("X-A=1;") << QByteArray("X-B") << QByteArray() << QByteArray();
    QTest::newRow("a longer one") << QByteArray("X-AB=1;") << QByteArray("X-A") << QByteArray() << QByteArray();
    QTest::newRow("not only a bit apart") << QByteArray("X-@=1;") << QByteArray("X-`") << QByteArray() << QByteArray();
    QTest::newRow("none at all") << QByteArray() << QByteArray("X-A") << QByteArray() << QByteArray();
}

void TestHeaders::lookup()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, last);
    const Headers headers = headersFrom(fields);
    QCOMPARE(headers.has(name.toStdString()), !first.isEmpty());
    QCOMPARE(std::string(headers.find(name.toStdString()).value_or("")), first.toStdString());
    QCOMPARE(std::string(headers.findLast(name.toStdString()).value_or("")), last.toStdString());
}

void TestHeaders::changes_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("set anew") << QByteArray("A=1;") << QByteArray("set B") << QByteArray("A=1;B=new;");
    QTest::newRow("set, its place kept") << QByteArray("A=1;B=2;C=3;") << QByteArray("set b")
                                         << QByteArray("A=1;B=new;C=3;");
    QTest::newRow("set, the others go") << QByteArray("A=1;B=2;a=3;") << QByteArray("set A")
                                        << QByteArray("A=new;B=2;");
    QTest::newRow("removed") << QByteArray("A=1;B=2;a=3;") << QByteArray("remove A") << QByteArray("B=2;");
    QTest::newRow("nothing to remove") << QByteArray("A=1;") << QByteArray("remove B") << QByteArray("A=1;");
    QTest::newRow("prefixed") << QByteArray("A=1;B=2;C=3;") << QByteArray("prefix B") << QByteArray("A=1;Old-B=2;C=3;");
    QTest::newRow("dropped while others are prefixed")
        << QByteArray("Drop=0;B=1;Drop=2;B=3;") << QByteArray("prefix B") << QByteArray("Old-B=1;Old-B=3;");
    QTest::newRow("nothing to prefix") << QByteArray() << QByteArray("prefix B") << QByteArray();
}

void TestHeaders::changes()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, expected);
    Headers headers = headersFrom(fields);
    const std::string name = change.mid(change.indexOf(' ') + 1).toStdString();
    if (change.startsWith("set"))
        headers.set(name, "new");
    else if (change.startsWith("remove"))
        headers.remove(name);
    else
        headers.prefixEach([&](const HeaderField& field) -> std::optional<std::string_view> {
            if (field.name == "Drop")
                return std::nullopt;
            return field.name == name ? "Old-" : "";
        });
    QCOMPARE(QByteArray::fromStdString(textOf(headers)), expected);
    const Headers copy = headers;
    QCOMPARE(QByteArray::fromStdString(textOf(copy)), expected);
}

// The block may have to grow in the middle of it.
void TestHeaders::viewsIntoItself()
{
    Headers headers;
    headers.add("First", std::string(100, 'x'));
    for (int i = 0; i < 200; ++i)
        headers.add(headers[headers.size() - 1].name, headers[headers.size() - 1].value);
    headers.set("First", headers[0].value);
    QCOMPARE(headers.size(), std::size_t{1});
    QCOMPARE(std::string(headers[0].value), std::string(100, 'x'));
}

// A secret that was removed must not live on in what a trace keeps.
void TestHeaders::copiesHoldNoRemains()
{
    Headers headers;
    headers.add("Authorization", "the secret");
    headers.add("Accept", "*/*");
    headers.remove("Authorization");
    const Headers copy = headers;
    QVERIFY(copy.bytes() < headers.bytes());
    QCOMPARE(copy.bytes(), std::string_view("Accept: */*\r\n").size());
    Headers moved = std::move(headers);
    QCOMPARE(moved.size(), std::size_t{1});
    moved = Headers(copy);
    QVERIFY(moved == copy);
}

void TestHeaders::images_data()
{
    QTest::addColumn<int>("fields");
    QTest::addColumn<bool>("loses");
    QTest::newRow("none") << 0 << false;
    QTest::newRow("one") << 1 << false;
    QTest::newRow("many") << 300 << false;
    QTest::newRow("one of many removed") << 300 << true;
    QTest::newRow("the only one removed") << 1 << true;
}

void TestHeaders::images()
{
    QFETCH(int, fields);
    QFETCH(bool, loses);
    Headers headers;
    for (int i = 0; i < fields; ++i)
        headers.add("X-" + std::to_string(i), std::string(static_cast<std::size_t>(i), 'v'));
    QVERIFY(headers.areCompact());
    if (loses)
        headers.remove("X-0");
    QCOMPARE(headers.areCompact(), !loses);
    const Headers compact = headers;
    QVERIFY(compact.areCompact());
    const Headers::Image image = compact.image();
    const std::string lines(image.lines); // as whoever keeps them has them: elsewhere, and at no aligned place
    const std::string places = "-" + std::string(image.places);
    Headers again(Headers::Image{lines, std::string_view(places).substr(1), image.areLinesWhole});
    QVERIFY(again == headers);
    QVERIFY(again.areCompact());
    again.add("Last", "one");
    QCOMPARE(again.size(), headers.size() + 1);
    QCOMPARE(std::string(again.get("last")), std::string("one"));
}

void TestHeaders::wholeLines_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("areWhole");
    QTest::newRow("plain") << QByteArray("X-A") << QByteArray("a value") << true;
    QTest::newRow("no value") << QByteArray("X-A") << QByteArray() << true;
    QTest::newRow("UTF-8") << QByteArray("X-A") << QByteArray("é") << true;
    QTest::newRow("a line end early") << QByteArray("X-A") << QByteArray("a\nb") << false;
    QTest::newRow("a line end late") << QByteArray("X-A") << QByteArray(50, 'a') + "\r\nX-B: c" << false;
    QTest::newRow("a zero") << QByteArray("X-A") << QByteArray("a\0b", 3) << false;
    QTest::newRow("a line end in the name") << QByteArray("X\r\nA") << QByteArray("b") << false;
    QTest::newRow("no name") << QByteArray() << QByteArray("b") << false;
    QTest::newRow("a name that would fold") << QByteArray(" X-A") << QByteArray("b") << false;
}

void TestHeaders::wholeLines()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, areWhole);
    Headers headers;
    headers.add("First", "1");
    headers.add(name.toStdString(), value.toStdString());
    QCOMPARE(headers.areLinesWhole(), areWhole);
    QCOMPARE(Headers(headers).areLinesWhole(), areWhole);
    QCOMPARE(Headers(headers.image()).areLinesWhole(), areWhole);
    headers.clear();
    QVERIFY(headers.areLinesWhole());
}

QTEST_GUILESS_MAIN(TestHeaders)
#include "tst_headers.moc"
