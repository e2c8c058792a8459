// Frames of a client without sockets: cut anywhere, the same comes of them; UTF-8 in pieces; connection ids.
#include "gateway-engine/services.h"
#include "gateway-engine/websocket/connection_id.h"
#include "gateway-engine/websocket/frame_reader.h"
#include "tests/gateway-engine/transport/socket_world.h"

#include <QTest>

#include <set>

using namespace gw::engine;
using namespace gw::test;

namespace {

QStringList readAll(std::string bytes, std::size_t piece)
{
    FrameReader reader({0, 0, true});
    QStringList seen;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t size = std::min(piece, bytes.size() - at);
        std::size_t consumed = 0;
        const auto event = reader.read(std::span(bytes).subspan(at, size), consumed);
        at += consumed;
        switch (event) {
        case FrameReader::Event::NeedsMore:
            break;
        case FrameReader::Event::Message:
            seen.append((reader.isBinary() ? "binary " : "text ") + QString::fromStdString(reader.takeMessage()));
            break;
        case FrameReader::Event::Ping:
            seen.append("ping " + QString::fromStdString(std::string(reader.control())));
            break;
        case FrameReader::Event::Pong:
            seen.append("pong " + QString::fromStdString(std::string(reader.control())));
            break;
        case FrameReader::Event::Close:
        case FrameReader::Event::Failed:
            return seen << QString("end %1 %2")
                               .arg(static_cast<int>(reader.closeCode()))
                               .arg(QString::fromStdString(std::string(reader.reason())));
        }
    }
    return seen;
}

} // namespace

class TestFrameReader : public QObject
{
    Q_OBJECT

private slots:
    void readsTheSameHoweverItIsCut_data();
    void readsTheSameHoweverItIsCut();
    void utf8InPieces_data();
    void utf8InPieces();
    void writesFrames_data();
    void writesFrames();
    void connectionIds();
    void namesConnections_data();
    void namesConnections();
};

void TestFrameReader::readsTheSameHoweverItIsCut_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 5, 7, 8, 13, 64, 1'000, 1'000'000})
        QTest::addRow("%d bytes", piece) << piece;
}

void TestFrameReader::readsTheSameHoweverItIsCut()
{
    QFETCH(int, piece);
    const std::string umlauts = "gr\xC3\xBC\xC3\x9F"
                                "e \xF0\x9F\x8C\x8D";
    const std::string large(70'000, 'l');
    const std::string bytes = text(umlauts) + maskedFrame(1, umlauts.substr(0, 3), false) + maskedFrame(9, "p1") +
                              maskedFrame(0, umlauts.substr(3, 1), false) + maskedFrame(0, "", false) +
                              maskedFrame(0, umlauts.substr(4)) + maskedFrame(10, "p2") + maskedFrame(2, "\x01\x02") +
                              text("") + text(large) + closing(3'456, "because");
    const QString word = QString::fromStdString(umlauts);
    const QStringList expected{"text " + word,
                               "ping p1",
                               "text " + word,
                               "pong p2",
                               "binary \x01\x02",
                               "text ",
                               "text " + QString::fromStdString(large),
                               "end 3456 because"};
    QVERIFY(readAll(bytes, static_cast<std::size_t>(piece)) == expected);
}

void TestFrameReader::utf8InPieces_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("failsAfter"); // bytes; -1: never
    QTest::addColumn<bool>("isWhole");
    const auto row = [](const char* name, const char* bytes, int failsAfter, bool isWhole) {
        QTest::newRow(name) << QByteArray(bytes) << failsAfter << isWhole;
    };
    row("ASCII", "hello", -1, true);
    row("two bytes", "\xC3\xBC", -1, true);
    row("three", "\xE2\x82\xAC", -1, true);
    row("four", "\xF0\x9F\x8C\x8D", -1, true);
    row("the last character", "\xF4\x8F\xBF\xBF", -1, true);
    row("beyond the last", "\xF4\x90\x80\x80", 2, false);
    row("half", "a\xE2\x82", -1, false);
    row("overlong of two", "\xC0\x80", 1, false);
    row("overlong of three", "\xE0\x9F\xBF", 2, false);
    row("overlong of four", "\xF0\x8F\xBF\xBF", 2, false);
    row("surrogate", "\xED\xA0\x80", 2, false);
    row("a stray continuation", "a\x80", 2, false);
    row("no lead byte", "\xFF", 1, false);
    row("broken off", "\xE2\x82z", 3, false);
}

void TestFrameReader::utf8InPieces()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, failsAfter);
    QFETCH(bool, isWhole);
    Utf8Reader reader;
    int failed = -1;
    for (int i = 0; i < bytes.size() && failed < 0; ++i)
        if (!reader.take({bytes.constData() + i, 1}))
            failed = i + 1;
    QCOMPARE(failed, failsAfter);
    QCOMPARE(reader.isWhole() && failed < 0, isWhole);
    const std::string padded = std::string(130, 'a') + bytes.toStdString() + (isWhole ? std::string(130, 'b') : "");
    Utf8Reader whole;
    QCOMPARE(whole.take(padded) && whole.isWhole(), isWhole);
    QCOMPARE(isUtf8Text(padded), isWhole);
}

void TestFrameReader::writesFrames_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("head");
    for (const auto& [size, head] : std::initializer_list<std::pair<int, int>>{
             {0, 2}, {125, 2}, {126, 4}, {65'535, 4}, {65'536, 10}, {1'000'000, 10}})
        QTest::addRow("%d bytes", size) << size << head;
}

void TestFrameReader::writesFrames()
{
    QFETCH(int, size);
    QFETCH(int, head);
    const std::string payload(static_cast<std::size_t>(size), 'x');
    const auto frame = textFrame(payload);
    QCOMPARE(frame->headSize, static_cast<std::size_t>(head));
    QVERIFY(frame->payload() == payload);
    std::string bytes = frame->bytes + frameOf(Opcode::Ping, "p")->bytes;
    const auto seen = takeFrame(bytes);
    QVERIFY(seen && seen->isFinal && seen->opcode == 1 && seen->payload == payload);
    QCOMPARE(takeFrame(bytes)->opcode, 9);
}

void TestFrameReader::connectionIds()
{
    std::set<std::string> ids;
    for (int i = 0; i < 1'000; ++i) {
        const std::string id = newConnectionId(systemServices());
        QCOMPARE(id.size(), std::size_t(16));
        QVERIFY2(isConnectionId(id), id.c_str());
        QVERIFY(ids.insert(id).second);
    }
}

void TestFrameReader::namesConnections_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isOne");
    const auto row = [](const char* id, bool isOne) { QTest::newRow(*id ? id : "nothing") << id << isOne; };
    row("R1kmxc2VNjMCFIA=", true);
    row("R1kmxc2V-jM_FIA=", true);
    row("R1kmxc2VNjMCFIB=", false); // bits that stand for nothing
    row("R1kmxc2VNjMCFIA", false);
    row("R1kmxc2VNjMCFI==", false);
    row("R1kmxc2V/jM+FIA=", false);
    row("R1kmxc2VNjMCFIAA=", false);
    row("=", false);
    row("", false);
}

void TestFrameReader::namesConnections()
{
    QFETCH(QString, id);
    QFETCH(bool, isOne);
    QCOMPARE(isConnectionId(id.toStdString()), isOne);
}

QTEST_GUILESS_MAIN(TestFrameReader)
#include "tst_frame_reader.moc"
