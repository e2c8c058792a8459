// Work handed to another thread: where it runs, where its result arrives, and what happens when the caller is gone.
#include "gateway-engine/transport/service_thread.h"

#include <QTest>

#include <future>
#include <stdexcept>

using namespace gw::engine;

namespace {

Task<std::thread::id> whereItRuns()
{
    co_return std::this_thread::get_id();
}

Task<int> throwing()
{
    throw std::runtime_error("broken");
    co_return 0;
}

Task<int> waitingFor(std::shared_future<void> gate)
{
    gate.wait();
    co_return 7;
}

} // namespace

class TestServiceThread : public QObject
{
    Q_OBJECT

private slots:
    void workRunsThereAndTheCallerGoesOnHere()
    {
        ServiceThread service;
        asio::io_context context(1);
        std::thread::id ranOn;
        std::thread::id arrivedOn;
        asio::co_spawn(
            context,
            [&]() -> Task<void> {
                ranOn = co_await service.run(whereItRuns());
                arrivedOn = std::this_thread::get_id();
            },
            asio::detached);
        context.run();
        QVERIFY(ranOn != std::thread::id());
        QVERIFY(ranOn != std::this_thread::get_id());
        QCOMPARE(arrivedOn, std::this_thread::get_id());
    }

    void exceptionsReachTheCaller()
    {
        ServiceThread service;
        asio::io_context context(1);
        std::string caught;
        asio::co_spawn(
            context,
            [&]() -> Task<void> {
                try {
                    (void)co_await service.run(throwing());
                } catch (const std::runtime_error& error) {
                    caught = error.what();
                }
            },
            asio::detached);
        context.run();
        QCOMPARE(caught, std::string("broken"));
    }

    void aResultThatNobodyWaitsForIsDropped()
    {
        std::promise<void> gate;
        ServiceThread service;
        asio::io_context caller(1);
        asio::co_spawn(
            caller, [&]() -> Task<void> { (void)co_await service.run(waitingFor(gate.get_future().share())); },
            asio::detached);
        while (caller.poll() > 0) {
        }
        gate.set_value();
        service.stop(); // the caller's io_context ends after it, with its coroutine still waiting or the result unread
    }

    void stopEndsWhatWaitsForEver()
    {
        ServiceThread service;
        asio::co_spawn(
            service.context(),
            [&]() -> Task<void> {
                Timer never(service.executor(), Timer::time_point::max());
                co_await never.async_wait(asTask);
            },
            asio::detached);
        service.stop();
        service.stop();
    }
};

QTEST_APPLESS_MAIN(TestServiceThread)
#include "tst_service_thread.moc"
