// Server-sent events out of bytes, however they are cut.
#include "core/console/event_stream.h"

#include <QTest>

using namespace gw::console;

class TestEventStream : public QObject
{
    Q_OBJECT

private slots:
    void eventsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("events"); // "id|event|data"
        QTest::newRow("one") << QByteArray("data: hi\n\n") << QStringList{"|message|hi"};
        QTest::newRow("all fields") << QByteArray("id: 7\nevent: tick\ndata: a\n\n") << QStringList{"7|tick|a"};
        QTest::newRow("id stays, event does not")
            << QByteArray("id: 7\nevent: tick\ndata: a\n\ndata: b\n\n") << QStringList{"7|tick|a", "7|message|b"};
        QTest::newRow("lines of data") << QByteArray("data: a\ndata:  b\ndata\n\n") << QStringList{"|message|a\n b\n"};
        QTest::newRow("returns") << QByteArray("data: a\r\ndata: b\r\r\n\ndata: c\n\r\n")
                                 << QStringList{"|message|a\nb", "|message|c"};
        QTest::newRow("comments and unknown fields")
            << QByteArray(": hello\nretry: 5\nx: y\ndata: a\n\n:\n\n") << QStringList{"|message|a"};
        QTest::newRow("no data") << QByteArray("event: tick\n\ndata: a\n\n") << QStringList{"|message|a"};
        QTest::newRow("not ended") << QByteArray("data: a\n\ndata: b\n") << QStringList{"|message|a"};
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "data: a\n\n")
                                         << QStringList{"|message|a"};
        QTest::newRow("umlaut") << QByteArray("data: \xC3\xB6\n\n") << QStringList{QString::fromUtf8("|message|ö")};
    }
    void eventsAreRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, events);
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), bytes.size()}) {
            EventStreamReader reader;
            QStringList got;
            for (qsizetype at = 0; at < bytes.size(); at += piece)
                for (const ServerSentEvent& event : reader.feed(bytes.mid(at, piece)))
                    got.append(event.id + '|' + event.event + '|' + event.data);
            QCOMPARE(got, events);
        }
    }

    void endlessOnesAreCut()
    {
        EventStreamReader reader;
        for (int i = 0; i < 40; ++i)
            QVERIFY(reader.feed("data: " + QByteArray(100'000, 'x') + "\n").empty());
        auto events = reader.feed("\ndata: " + QByteArray(3 << 20, 'y') + "\n\ndata: z\n\n");
        QCOMPARE(events.size(), std::size_t(3));
        QVERIFY(events[0].isCut && events[1].isCut && !events[2].isCut);
        QVERIFY(events[0].data.size() <= EventStreamReader::maxEventBytes);
        QVERIFY(events[1].data.size() <= EventStreamReader::maxEventBytes);
        QCOMPARE(events[2].data, QString("z"));
    }
};

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_event_stream.moc"
