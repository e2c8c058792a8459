// readNumberMember finds what the tree of the same text holds, and refuses what its reader refuses.
#include "core/json/read_member.h"

#include <QTest>

using namespace gw;

class TestReadMember : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatTheTreeHolds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("number"); // empty: none is there; null: refused
        const auto row = [](const char* name, const QByteArray& text, const QString& number) {
            QTest::newRow(name) << text << number;
        };
        row("alone", R"({"status":200})", "200");
        row("among others", R"({"a":{"status":1},"b":[{"status":2}],"status":3,"c":"status"})", "3");
        row("its spelling", R"({"status":2.50e2})", "2.50e2");
        row("negative", R"({"status":-1})", "-1");
        row("beyond 64 bits", R"({"status":123456789012345678901234567890})", "123456789012345678901234567890");
        row("an escaped name", R"({"st\u0061tus":4})", "4");
        row("the first counts", R"({"status":5,"status":6})", "5");
        row("the first counts, whatever it is", R"({"status":"5","status":6})", "");
        row("white space", "\n { \"status\" :\t7 }\n", "7");
        row("behind a byte order mark", "\xEF\xBB\xBF{\"status\":8}", "8");
        row("not there", R"({"a":1})", "");
        row("of no first level", R"({"a":{"status":1}})", "");
        row("a text", R"({"status":"200"})", "");
        row("a truth", R"({"status":true})", "");
        row("null", R"({"status":null})", "");
        row("a list of it", R"({"status":[200]})", "");
        row("an object of it", R"({"status":{"status":200}})", "");
        row("within a list", R"([{"status":200}])", "");
        row("a list", "[200]", "");
        row("a number", "200", "");
        row("nothing", "", QString());
        row("half", R"({"status":200)", QString());
        row("more behind", R"({"status":200} 1)", QString());
        row("broken later", R"({"status":200,"b":})", QString());
        row("too deep", R"({"status":1,"a":)" + QByteArray(200, '[') + QByteArray(200, ']') + "}", QString());
        row("an exponent nobody can read", R"({"status":1e99999999999})", QString());
    }

    void findsWhatTheTreeHolds()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, number);
        const std::string bytes = text.toStdString();
        const auto found = json::readNumberMember(bytes, "status");
        const auto tree = json::readJson(bytes);
        QCOMPARE(found.has_value(), !number.isNull());
        QCOMPARE(tree.has_value(), found.has_value());
        if (!found)
            return;
        QCOMPARE(QString::fromStdString(*found ? (*found)->text : std::string()), number);
        const json::Value& there = (*tree)["status"];
        QCOMPARE(there.isNumber() ? there.asNumber().text : std::string(), *found ? (*found)->text : std::string());
    }

    void sizeIsBounded()
    {
        json::ReadLimits limits;
        limits.maxBytes = 7;
        QVERIFY(json::readNumberMember(R"({"a":1})", "a", limits).has_value());
        QVERIFY(!json::readNumberMember(R"({"a":12})", "a", limits).has_value());
    }
};

QTEST_APPLESS_MAIN(TestReadMember)
#include "tst_read_member.moc"
