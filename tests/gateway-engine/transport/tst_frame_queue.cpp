// FrameQueue: what goes out next, however little the kernel takes at a time, and what is dropped.
#include "gateway-engine/transport/frame_queue.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>

using namespace gw::engine;

namespace {

std::string gathered(const FrameQueue& queue, std::size_t most = 64)
{
    std::array<asio::const_buffer, 64> space;
    const std::size_t count = queue.gather(std::span(space).first(most));
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i)
        bytes.append(static_cast<const char*>(space[i].data()), space[i].size());
    return bytes;
}

std::string bytesOf(const std::vector<std::string>& texts)
{
    std::string bytes;
    for (const std::string& text : texts)
        bytes += textFrame(text)->bytes;
    return bytes;
}

} // namespace

class TestFrameQueue : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_queue = FrameQueue();
        m_done.clear();
    }

    void writesInOrder_data()
    {
        QTest::addColumn<int>("frames");
        QTest::addColumn<int>("portion"); // bytes taken at a time
        for (const int frames : {1, 2, 3, 70})
            for (const int portion : {1, 3, 5, 12, 1'000})
                QTest::addRow("%d frames, %d bytes at a time", frames, portion) << frames << portion;
    }

    void writesInOrder()
    {
        QFETCH(const int, frames);
        QFETCH(const int, portion);
        std::vector<std::string> texts;
        for (int i = 0; i < frames; ++i) {
            texts.push_back("text " + std::to_string(i));
            m_queue.push(textFrame(texts.back()));
        }
        std::string left = bytesOf(texts);
        while (!m_queue.isEmpty()) {
            const std::string next = gathered(m_queue);
            QVERIFY(!next.empty() && left.starts_with(next));
            if (const auto only = m_queue.only())
                QCOMPARE(std::string(static_cast<const char*>(only->data()), only->size()), left);
            const std::size_t taken = std::min(next.size(), static_cast<std::size_t>(portion));
            m_queue.written(taken, note());
            left.erase(0, taken);
        }
        QVERIFY(left.empty());
        QVERIFY(m_done == texts);
        QVERIFY(!m_queue.only() && gathered(m_queue).empty());
    }

    void takesMoreWhileItIsWritten()
    {
        m_queue.push(textFrame("a"));
        m_queue.push(textFrame("b"));
        m_queue.written(4, note()); // a, and the first byte of b
        m_queue.push(textFrame("c"));
        QVERIFY(!m_queue.only());
        QCOMPARE(gathered(m_queue), bytesOf({"b", "c"}).substr(1));
        m_queue.written(2, note());
        QVERIFY(m_queue.only().has_value());
        QCOMPARE(gathered(m_queue), bytesOf({"c"}));
        m_queue.written(3, note());
        QVERIFY(m_queue.isEmpty());
        QVERIFY((m_done == std::vector<std::string>{"a", "b", "c"}));
    }

    void gathersNoMoreThanThereIsRoomFor()
    {
        for (const char* text : {"a", "b", "c"})
            m_queue.push(textFrame(text));
        QCOMPARE(gathered(m_queue, 0), std::string());
        QCOMPARE(gathered(m_queue, 2), bytesOf({"a", "b"}));
    }

    void dropsWhatHasNotBegun_data()
    {
        QTest::addColumn<int>("written");
        QTest::addColumn<QByteArrayList>("dropped");
        QTest::addColumn<QByteArrayList>("kept");
        QTest::newRow("nothing is written") << 0 << QByteArrayList{"a", "b", "c"} << QByteArrayList{};
        QTest::newRow("half of the first") << 1 << QByteArrayList{"b", "c"} << QByteArrayList{"a"};
        QTest::newRow("the first") << 3 << QByteArrayList{"b", "c"} << QByteArrayList{};
        QTest::newRow("and half of the second") << 5 << QByteArrayList{"c"} << QByteArrayList{"b"};
        QTest::newRow("all") << 9 << QByteArrayList{} << QByteArrayList{};
    }

    void dropsWhatHasNotBegun()
    {
        QFETCH(const int, written);
        QFETCH(const QByteArrayList, dropped);
        QFETCH(const QByteArrayList, kept);
        for (const char* text : {"a", "b", "c"})
            m_queue.push(textFrame(text));
        m_queue.written(static_cast<std::size_t>(written), note());
        m_done.clear();
        m_queue.dropUnsent(note());
        QCOMPARE(joined(), dropped.join(' '));
        QCOMPARE(m_queue.isEmpty(), kept.isEmpty());
        m_done.clear();
        m_queue.push(textFrame("close"));
        m_queue.written(gathered(m_queue).size(), note());
        QCOMPARE(joined(), (kept + QByteArrayList{"close"}).join(' '));
    }

private:
    std::function<void(const Frame&)> note()
    {
        return [this](const Frame& frame) { m_done.emplace_back(frame.payload()); };
    }
    QByteArray joined() const
    {
        QByteArrayList texts;
        for (const std::string& text : m_done)
            texts << QByteArray::fromStdString(text);
        return texts.join(' ');
    }

    FrameQueue m_queue;
    std::vector<std::string> m_done;
};

QTEST_APPLESS_MAIN(TestFrameQueue)
#include "tst_frame_queue.moc"
