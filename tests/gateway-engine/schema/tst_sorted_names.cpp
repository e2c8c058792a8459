// SortedNames finds what a search by whole names finds.
#include "gateway-engine/schema/sorted_names.h"

#include <QTest>

#include <algorithm>

using namespace gw::engine;

class TestSortedNames : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArrayList>("names");
        QTest::addColumn<QByteArrayList>("others");
        const auto row = [](const char* name, const QByteArrayList& names, const QByteArrayList& others) {
            QTest::newRow(name) << names << others;
        };
        row("none", {}, {"", "a"});
        row("one", {"first1"}, {"", "first", "first2", "first11", "FIRST1"});
        row("the empty one", {""}, {"a", QByteArray(1, '\0')});
        row("lengths around a word", {"1234567", "12345678", "123456789"}, {"123456", "1234567890", "12345679"});
        row("many that begin alike",
            {"x-amazon-apigateway-auth", "x-amazon-apigateway-authorizer", "x-amazon-apigateway-cors",
             "x-amazon-apigateway-integration", "x-amazon-apigateway-policy"},
            {"x-amazon", "x-amazon-apigateway-autha", "x-amazon-apigateway-z", "x-amazon-apigateway-", "x-amazoo"});
        row("zeros at the end", {"ab", QByteArray("ab\0", 3), QByteArray("ab\0\0", 4)},
            {"a", "abc", QByteArray("ab\0\0\0", 5)});
        row("bytes above 127", {"\xc3\xa4", "\xff\xff\xff\xff\xff\xff\xff\xff", "z"}, {"\xc3", "\xff", "{"});
        row("one twice", {"a", "b", "b", "c"}, {"", "d"});
    }

    void finds()
    {
        QFETCH(const QByteArrayList, names);
        QFETCH(const QByteArrayList, others);
        std::vector<std::string> sorted;
        for (const QByteArray& name : names)
            sorted.push_back(name.toStdString());
        std::sort(sorted.begin(), sorted.end());
        const SortedNames found(sorted);
        QCOMPARE(found.size(), sorted.size());
        QCOMPARE(found.empty(), sorted.empty());
        QVERIFY(found.all() == sorted);
        for (const std::string& name : sorted)
            QCOMPARE(found.find(name),
                     static_cast<std::size_t>(std::find(sorted.begin(), sorted.end(), name) - sorted.begin()));
        for (const QByteArray& name : others)
            QCOMPARE(found.find(name.toStdString()), sorted.size());
    }
};

QTEST_APPLESS_MAIN(TestSortedNames)
#include "tst_sorted_names.moc"
