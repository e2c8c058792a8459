// A stream over a loopback connection: what it knows of edges, what ends a wait, and what becomes of news and of waits
// of streams that are gone.
#include "gateway-engine/task.h"
#include "gateway-engine/transport/plain_stream.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read.hpp>

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace gw::engine;

namespace {

Socket unblocked(Socket socket)
{
    socket.non_blocking(true);
    return socket;
}

// One thread's io_context and Readiness, and connections whose other end is written to and read from with blocking
// calls.
class Thread
{
public:
    Thread() { readiness.open(context); }
    ~Thread() { readiness.close(); }

    struct Connection
    {
        std::unique_ptr<PlainStream> stream;
        Socket other;
    };

    Connection connect()
    {
        Acceptor acceptor(context, Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        Socket other(context);
        other.connect(acceptor.local_endpoint());
        return {std::make_unique<PlainStream>(unblocked(acceptor.accept(context)), readiness), std::move(other)};
    }

    // Runs until nothing more happens at once; news of the loopback is there as soon as it has been written.
    void settle()
    {
        context.restart();
        while (context.poll() > 0) {
        }
    }

    Readiness readiness;
    asio::io_context context{1};
};

void send(Socket& socket, std::string_view text)
{
    error_code error;
    socket.send(asio::buffer(text), 0, error);
}

struct ReadAttempt
{
    std::string text;
    error_code error;
};

ReadAttempt attempt(PlainStream& stream, std::size_t room = 100)
{
    ReadAttempt read;
    read.text.resize(room);
    read.text.resize(stream.readSome(asio::buffer(read.text), read.error));
    return read;
}

using Verdict = std::shared_ptr<std::optional<error_code>>; // nothing: it waits still

Verdict await(Thread& thread, PlainStream& stream, bool toWrite = false, std::function<void()> then = {})
{
    auto verdict = std::make_shared<std::optional<error_code>>();
    asio::co_spawn(
        thread.context,
        [](PlainStream* awaited, bool writes, Verdict told, std::function<void()> next) -> Task<void> {
            error_code error;
            if (writes)
                std::tie(error) = co_await awaited->waitWritable();
            else
                std::tie(error) = co_await awaited->waitReadable();
            *told = error;
            if (next)
                next();
        }(&stream, toWrite, verdict, std::move(then)),
        asio::detached);
    thread.settle();
    return verdict;
}

} // namespace

class TestPlainStream : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsReadBeforeThereIsNews()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        thread.settle();
        QVERIFY(!stream->isReadable());
        QVERIFY(attempt(*stream).error == asio::error::would_block);
        send(other, "a"); // what has come is not known before epoll has told
        QVERIFY(attempt(*stream).error == asio::error::would_block);
        thread.settle();
        QVERIFY(stream->isReadable());
        QCOMPARE(attempt(*stream).text, std::string("a"));
    }

    void whatCameBeforeItWasWatchedIsTold()
    {
        Thread thread;
        Acceptor acceptor(thread.context, Tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        Socket other(thread.context);
        other.connect(acceptor.local_endpoint());
        Socket ours = acceptor.accept(thread.context);
        send(other, "early");
        PlainStream stream(unblocked(std::move(ours)), thread.readiness);
        thread.settle();
        QCOMPARE(attempt(stream).text, std::string("early"));
    }

    void aReadThatFillsItsRoomIsFollowedByAnother_data()
    {
        QTest::addColumn<int>("room");
        QTest::addColumn<bool>("stillReadable");
        QTest::newRow("more is left") << 3 << true;
        QTest::newRow("just so much: nobody can know") << 6 << true;
        QTest::newRow("nothing is left") << 7 << false;
    }
    void aReadThatFillsItsRoomIsFollowedByAnother()
    {
        QFETCH(int, room);
        QFETCH(bool, stillReadable);
        Thread thread;
        auto [stream, other] = thread.connect();
        send(other, "abcdef");
        thread.settle();
        QCOMPARE(attempt(*stream, static_cast<std::size_t>(room)).text,
                 std::string("abcdef").substr(0, std::min(room, 6)));
        QCOMPARE(stream->isReadable(), stillReadable);
    }

    void theEndIsReadThoughTheDataBeforeItWasShort()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        send(other, "last");
        other.shutdown(Socket::shutdown_send);
        thread.settle();
        QCOMPARE(attempt(*stream).text, std::string("last"));
        QVERIFY(stream->isReadable()); // no second edge tells of the end
        QVERIFY(attempt(*stream).error == asio::error::eof);
    }

    void aWaitEndsWithNews()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        const Verdict verdict = await(thread, *stream);
        QVERIFY(!*verdict);
        send(other, "a");
        thread.settle();
        QVERIFY(*verdict && !**verdict);
    }

    void aWaitForWhatIsThereEndsAfterThePresentFunction()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        send(other, "a");
        thread.settle();
        QVERIFY(stream->isReadable());
        const Verdict verdict = await(thread, *stream);
        QVERIFY(*verdict && !**verdict);
    }

    void roomToWriteIsAwaited()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        const std::string block(1 << 20, 'x');
        error_code error;
        std::size_t written = 0;
        while (stream->isWritable())
            written += stream->writeSome(std::array{asio::buffer("head", 4), asio::buffer(block)}, error);
        const Verdict verdict = await(thread, *stream, true);
        QVERIFY(!*verdict);
        std::string taken(written, '\0');
        asio::read(other, asio::buffer(taken));
        thread.settle();
        QVERIFY(*verdict && !**verdict);
        QVERIFY(stream->isWritable());
        QCOMPARE(taken.substr(0, 6), std::string("headxx"));
    }

    void aWaitIsCancelledAfterThePresentFunction_data()
    {
        QTest::addColumn<bool>("byClosing");
        QTest::newRow("cancel") << false;
        QTest::newRow("close") << true;
    }
    void aWaitIsCancelledAfterThePresentFunction()
    {
        QFETCH(bool, byClosing);
        Thread thread;
        auto [stream, other] = thread.connect();
        const Verdict verdict = await(thread, *stream);
        byClosing ? stream->close() : stream->cancel();
        QVERIFY(!*verdict);
        thread.settle();
        QVERIFY(*verdict && **verdict == asio::error::operation_aborted);
        QCOMPARE(stream->isOpen(), !byClosing);
    }

    void aClosedStreamReadsAnErrorAndNobodyWaitsForIt()
    {
        Thread thread;
        auto [stream, other] = thread.connect();
        stream->close();
        QVERIFY(stream->isReadable());
        const ReadAttempt read = attempt(*stream);
        QVERIFY(read.error && read.error != asio::error::would_block);
        error_code error;
        QCOMPARE(stream->writeSome(asio::buffer("a", 1), error), std::size_t{0});
        QVERIFY(bool(error));
    }

    void isQuietUntilTheOtherSideSpeaksOrEnds_data()
    {
        QTest::addColumn<bool>("speaks");
        QTest::newRow("speaks") << true;
        QTest::newRow("ends") << false;
    }
    void isQuietUntilTheOtherSideSpeaksOrEnds()
    {
        QFETCH(bool, speaks);
        Thread thread;
        auto [stream, other] = thread.connect();
        QVERIFY(stream->isQuiet());
        speaks ? send(other, "a") : other.close();
        QVERIFY(!stream->isQuiet());
    }

    // All have news in one look of epoll; the first to be told destroys the others.
    void newsOfStreamsThatAreGoneIsNotTold()
    {
        Thread thread;
        std::vector<Thread::Connection> all;
        for (int i = 0; i < 8; ++i)
            all.push_back(thread.connect());
        int told = 0;
        std::vector<Verdict> verdicts;
        for (auto& connection : all)
            verdicts.push_back(await(thread, *connection.stream, false, [&, own = connection.stream.get()] {
                if (++told > 1)
                    return;
                for (auto& other : all)
                    if (other.stream.get() != own)
                        other.stream.reset();
            }));
        for (auto& connection : all)
            send(connection.other, "a");
        thread.settle();
        const auto succeeded =
            std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return *v && !**v; });
        const auto aborted = std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) {
            return *v == error_code(asio::error::operation_aborted);
        });
        QCOMPARE(succeeded, 1);
        QCOMPARE(aborted, 7);
    }

    // As a thread ends while connections are idle; the sanitizers see what is left over or used too late.
    void whatWaitsEndsWithTheThread()
    {
        auto held = std::make_shared<int>();
        {
            Thread thread;
            std::shared_ptr<PlainStream> stream = thread.connect().stream;
            asio::co_spawn(
                thread.context,
                [](std::shared_ptr<PlainStream> own, std::shared_ptr<int>) -> Task<void> {
                    co_await own->waitReadable();
                }(std::move(stream), held),
                asio::detached);
            thread.context.poll_one();
            QCOMPARE(held.use_count(), 2L);
        }
        QCOMPARE(held.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(TestPlainStream)
#include "tst_plain_stream.moc"
