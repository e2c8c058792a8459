// Allocations per request, counted: in the pipeline alone, and on the server's thread with a socket in front of it. A
// number here that must grow says what the change costs every request; one that may shrink is to be lowered.
#include "gateway-engine/gateway.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/support/counted_allocations.h"
#include "tests/support/engine_world.h"
#include "tests/support/measured_api.h"
#include "tests/support/served_gateway.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;

class TestRequestAllocations : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void staysWithinBounds_data();
    void staysWithinBounds();
    void everyMeasuredCallHasBounds();

private:
    std::unique_ptr<MeasuredApi> m_api;
};

namespace {

constexpr int warmUp = 1200; // the ring of traces is full then: a trace is written over a former one
constexpr int count = 1000;

// Allocations a request. The pipeline's are of a request that is there to the answer, the request's own included; the
// server's of one keep-alive request over a socket.
struct Bounds
{
    const char* call;
    int pipeline;
    int server;
    int pipelineTraced;
    int serverTraced;
};

constexpr Bounds allBounds[] = {
    {"generated answer", 6, 7, 8, 9},      {"the same with a key", 8, 9, 36, 37},
    {"MOCK answer", 5, 6, 10, 11},         {"from the cache, 1 KiB", 10, 11, 17, 18},
    {"HTTP_PROXY, 1 KiB", 10, 11, 14, 15}, {"template", 93, 94, 98, 99},
    {"validated", 48, 49, 53, 54},
};
// What beginning and ending a loop takes, and what queues of traces grow by in so many requests: a tenth of one each.
constexpr int beside = count / 10;

std::optional<MeasuredCall> callNamed(const QByteArray& name)
{
    for (MeasuredCall& call : measuredCalls())
        if (name == call.name)
            return std::move(call);
    return std::nullopt;
}

TraceOptions tracing(bool isOn)
{
    TraceOptions options;
    options.enabled = isOn;
    return options;
}

Task<void> ask(Gateway& gateway, UpstreamClient& endpoint, const MeasuredCall& call, int requests, int& good)
{
    const ListenerScope scope{MeasuredApi::apiId, false};
    for (int i = 0; i < requests; ++i) {
        Request request = requestFor(call);
        const Response response = co_await gateway.handle(std::move(request), scope, endpoint);
        good += response.status == 200 ? 1 : 0;
    }
}

// Of `count` requests to a gateway of its own; nothing when one was not answered with 200.
std::optional<std::uint64_t> inPipeline(const MeasuredCall& call, const std::shared_ptr<const Program>& program,
                                        bool traces)
{
    Gateway gateway(systemServices(), tracing(traces));
    gateway.traces().addSink(std::make_shared<TraceRing>());
    gateway.deploy(program);
    Endpoint1K endpoint;
    int good = 0;
    runTask(ask(gateway, endpoint, call, warmUp, good));
    const std::uint64_t before = gw::test::allocationCount;
    runTask(ask(gateway, endpoint, call, count, good));
    const std::uint64_t spent = gw::test::allocationCount - before;
    return good == warmUp + count ? std::optional(spent) : std::nullopt;
}

std::optional<std::uint64_t> inServer(const MeasuredCall& call, const std::shared_ptr<const Program>& program,
                                      bool traces)
{
    ServedGateway<std::uint64_t> served(program, tracing(traces), [] { return gw::test::allocationCount; });
    served.gateway().traces().addSink(std::make_shared<TraceRing>());
    return served.spentOn(call, warmUp, count);
}

QByteArray told(std::uint64_t spent, int bound)
{
    return "A request takes " + QByteArray::number(double(spent) / count) + " allocations, more than " +
           QByteArray::number(bound);
}

} // namespace

void TestRequestAllocations::initTestCase()
{
#if !GW_COUNTS_ALLOCATIONS
    QSKIP("Sanitizers bring their own allocator.");
#endif
    m_api = std::make_unique<MeasuredApi>();
    QVERIFY(m_api->program());
}

void TestRequestAllocations::staysWithinBounds_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("traces");
    QTest::addColumn<int>("pipeline");
    QTest::addColumn<int>("server");
    for (const Bounds& each : allBounds) {
        QTest::addRow("%s", each.call) << QByteArray(each.call) << false << each.pipeline << each.server;
        QTest::addRow("%s, traces on", each.call)
            << QByteArray(each.call) << true << each.pipelineTraced << each.serverTraced;
    }
}

void TestRequestAllocations::staysWithinBounds()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, traces);
    QFETCH(int, pipeline);
    QFETCH(int, server);
    const auto call = callNamed(name);
    QVERIFY(call);
    const auto alone = inPipeline(*call, m_api->program(), traces);
    const auto served = inServer(*call, m_api->program(), traces);
    QVERIFY(alone && served);
    qInfo("%.2f in the pipeline, %.2f in the server", double(*alone) / count, double(*served) / count);
    QVERIFY2(*alone <= std::uint64_t(pipeline * count + beside), told(*alone, pipeline));
    QVERIFY2(*served <= std::uint64_t(server * count + beside), told(*served, server));
}

void TestRequestAllocations::everyMeasuredCallHasBounds()
{
    for (const MeasuredCall& call : measuredCalls())
        QVERIFY2(std::any_of(std::begin(allBounds), std::end(allBounds),
                             [&](const Bounds& each) { return QByteArray(each.call) == call.name; }),
                 call.name);
}

QTEST_GUILESS_MAIN(TestRequestAllocations)
#include "tst_request_allocations.moc"
