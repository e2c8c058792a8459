// checkJson says of every text what readJson says, without keeping anything of it.
#include "core/json/check_json.h"

#include <QTest>

using namespace gw;

class TestCheckJson : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheReader_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isJson");
        const auto row = [](const char* name, const QByteArray& text, bool isJson) {
            QTest::newRow(name) << text << isJson;
        };
        row("object", R"({"a":[1,2.5,-3e2,true,null,"x\u00e9"]})", true);
        row("scalar", "7", true);
        row("text", R"("x")", true);
        row("white space around", " \n{} \t", true);
        row("deep", QByteArray(200, '[') + QByteArray(200, ']'), true);
        row("nothing", "", false);
        row("white space alone", " \n", false);
        row("half an object", R"({"a":)", false);
        row("two values", "1 2", false);
        row("a comma too many", "[1,]", false);
        row("single quotes", "{'a':1}", false);
        row("a bare word", "yes", false);
        row("broken UTF-8", "\"\xff\"", false);
        row("too deep", QByteArray(201, '[') + QByteArray(201, ']'), false);
    }

    void agreesWithTheReader()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isJson);
        const std::string bytes = text.toStdString();
        const Result<void> checked = json::checkJson(bytes);
        const Result<json::Value> read = json::readJson(bytes);
        QCOMPARE(checked.has_value(), isJson);
        QCOMPARE(read.has_value(), isJson);
        if (!isJson && bytes.find_first_not_of(" \n") != std::string::npos)
            QVERIFY(checked.error() == read.error()); // word by word
    }

    void sizeIsBounded()
    {
        json::ReadLimits limits;
        limits.maxBytes = 4;
        QVERIFY(json::checkJson("[11]", limits).has_value());
        QVERIFY(!json::checkJson("[111]", limits).has_value());
    }
};

QTEST_APPLESS_MAIN(TestCheckJson)
#include "tst_check_json.moc"
