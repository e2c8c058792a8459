// The lines and payloads the service itself writes around an invocation.
#include "gateway-engine/lambda/invocation_log.h"

#include <QTest>

using namespace gw::engine;

class TestInvocationLog : public QObject
{
    Q_OBJECT

private slots:
    void payloads()
    {
        const std::string plain = "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"it's over\"}";
        QCOMPARE(errorPayload("Runtime.ExitError", "it's over"), plain);
        const std::string sandbox =
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: id-1 Error: late\"}";
        QCOMPARE(sandboxError("Sandbox.Timedout", "id-1", "late"), sandbox);
    }

    void wordsOfErrors_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("words");
        QTest::newRow("type and message")
            << "{\"errorType\": \"ValueError\", \"errorMessage\": \"no name\", \"stackTrace\": [\"a\", \"b\"]}"
            << "ValueError: no name";
        QTest::newRow("message alone") << "{\"errorMessage\": \"no name\"}"
                                       << "no name";
        QTest::newRow("type alone") << "{\"errorType\": \"Stopped\"}"
                                    << "Stopped";
        QTest::newRow("plain words") << "Task timed out after 3.00 seconds"
                                     << "Task timed out after 3.00 seconds";
        QTest::newRow("another object") << "{\"why\": \"odd\"}"
                                        << "{\"why\": \"odd\"}";
        QTest::newRow("cut off") << "{\"errorType\": \"ValueError\""
                                 << "{\"errorType\": \"ValueError\"";
        QTest::newRow("no words") << ""
                                  << "";
    }

    void wordsOfErrors()
    {
        QFETCH(QString, payload);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(errorWords(payload.toStdString())), words);
    }

    void longWordsAreCut()
    {
        const std::string words = errorWords(errorPayload("E", std::string(100'000, 'x')));
        QVERIFY(words.starts_with("E: xxx"));
        QVERIFY(words.size() <= 2'000);
        QVERIFY(errorWords(std::string(3'000'000, 'y')).size() <= 2'000);
    }
};

QTEST_APPLESS_MAIN(TestInvocationLog)
#include "tst_invocation_log.moc"
