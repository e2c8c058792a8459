// Secrets: nothing prints or converts them by accident, and they compare by meaning.
#include "core/secret.h"

#include <QDebug>
#include <QTest>

#include <concepts>
#include <ostream>
#include <string>

using namespace gw;

namespace {

template <typename Stream, typename T>
concept PrintableOn = requires(Stream& stream, const T& value)
{
    stream << value;
};

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void isNotPrinted()
    {
        static_assert(!PrintableOn<std::ostream, Secret>);
        static_assert(!PrintableOn<QDebug, Secret>);
        static_assert(!std::convertible_to<Secret, std::string>);
        static_assert(!std::convertible_to<Secret, std::string_view>);
        static_assert(!std::convertible_to<std::string, Secret>); // nothing becomes one by accident either
        static_assert(PrintableOn<std::ostream, std::string>);
        QVERIFY(true);
    }

    void copiesAndMoves()
    {
        Secret a("open sesame");
        Secret copy = a;
        QVERIFY(copy == a);
        Secret moved = std::move(a);
        QVERIFY(moved == copy && a.isEmpty());
        Secret assigned("other");
        assigned = copy;
        QCOMPARE(assigned.reveal(), std::string("open sesame"));
        assigned = std::move(moved);
        QVERIFY(moved.isEmpty() && assigned == copy);
        const Secret& self = assigned;
        assigned = self;
        QVERIFY(assigned == copy);
    }

    void compares_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("isEqual");
        QTest::newRow("same") << "abc"
                              << "abc" << true;
        QTest::newRow("empty") << ""
                               << "" << true;
        QTest::newRow("first") << "abc"
                               << "xbc" << false;
        QTest::newRow("last") << "abc"
                              << "abx" << false;
        QTest::newRow("longer") << "abc"
                                << "abcd" << false;
        QTest::newRow("nothing") << "abc"
                                 << "" << false;
    }

    void compares()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QTEST(Secret(a.toStdString()) == Secret(b.toStdString()), "isEqual");
        QTEST(Secret(a.toStdString()).isEqual(b.toStdString()), "isEqual");
    }
};

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
