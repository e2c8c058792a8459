// A trace that is written over a former one: nothing of that one is left but its memory.
#include "gateway-engine/trace/trace_pool.h"
#include "gateway-engine/trace/trace_recorder.h"
#include "gateway-engine/trace/trace_text.h"
#include "tests/support/engine_world.h"

#include <QTest>

#include <thread>

using namespace gw;
using namespace gw::engine;

namespace {

Request requestWith(const std::vector<std::pair<std::string, std::string>>& headers, std::string body)
{
    Request request;
    request.method = "POST";
    request.target = "/dev/pets?token=0123456789abcdef&page=1";
    for (const auto& [name, value] : headers)
        request.headers.add(name, value);
    request.body = std::move(body);
    return request;
}

Response answerWith(int status, std::string body)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

// One that has something everywhere.
std::shared_ptr<Trace> recordFault(const TraceOptions& options, const Services& services)
{
    TraceRecorder recorder(options, services);
    Trace& trace = *recorder.trace();
    trace.resourcePath = "/a/resource/path/longer/than/a/string/holds/in/place";
    trace.caller = {{"identity.user", "somebody"}};
    trace.domain = std::make_shared<DomainAddress>();
    trace.socket = std::make_shared<SocketTrace>();
    for (int i = 0; i < 9; ++i) {
        auto span = recorder.begin("validate_request", Card::MethodRequest);
        recorder.note("model", "a value that is longer than a string holds in place");
        recorder.in(recorder.capture(requestWith({{"Authorization", "Bearer secret-token"}, {"Cookie", "a=b"}}, "first body")));
        recorder.out(recorder.capture(answerWith(400, std::string(200, 'x'))));
    }
    recorder.fail("BAD_REQUEST_BODY", "the first request's reason");
    auto finished = recorder.finish(answerWith(400, "no"));
    finished->sequence = 7;
    finished->requestId = "11111111-2222-4333-8444-555555555555";
    finished->logging = nullptr;
    return finished;
}

std::shared_ptr<Trace> recordPlain(const TraceOptions& options, const Services& services)
{
    TraceRecorder recorder(options, services);
    {
        auto span = recorder.begin("client", Card::Client);
        recorder.in(recorder.capture(requestWith({{"Accept", "*/*"}}, "")));
        recorder.note("n", "v");
    }
    {
        auto span = recorder.begin("method_response", Card::MethodResponse);
        recorder.out(recorder.capture(answerWith(200, R"({"ok":true})")));
    }
    return recorder.finish(answerWith(200, R"({"ok":true})"));
}

} // namespace

class TestTracePool final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLeftOfAFormerTrace();
    void memoryComesBack();
    void largeTracesAreNotKept();
    void keepsNoMoreThanItMay();
    void tracesOutliveThePool();
    void takesFromAndGivesToManyThreads();
};

void TestTracePool::nothingIsLeftOfAFormerTrace()
{
    const test::FakeServices services;
    const auto pool = TracePool::make();
    TraceOptions options;
    options.pool = pool.get();
    const void* former = recordFault(options, services).get();
    QCOMPARE(pool->size(), std::size_t{1});
    const auto second = recordPlain(options, services);
    QCOMPARE(static_cast<const void*>(second.get()), former);
    const auto fresh = recordPlain({}, services);
    QCOMPARE(traceToJson(*second), traceToJson(*fresh));
    QVERIFY(!second->hasFault && second->fault == TraceFault{});
    QCOMPARE(second->sequence, std::uint64_t{0});
    QVERIFY(second->caller.empty() && !second->domain && !second->socket && !second->tls && !second->logging);
    QCOMPARE(second->spans.size(), std::size_t{2});
    QCOMPARE(second->spans[0].notes, std::vector<TraceNote>({{"n", "v"}}));
    QVERIFY(second->spans[1].notes.empty());
    QCOMPARE(second->spans[1].in, -1);
}

void TestTracePool::memoryComesBack()
{
    const test::FakeServices services;
    const auto pool = TracePool::make();
    TraceOptions options;
    options.pool = pool.get();
    const void* body = nullptr;
    {
        const auto first = recordFault(options, services);
        body = first->messages[1].body.data(); // an answer's, longer than a string holds in place
    }
    const auto second = recordFault(options, services);
    bool isFound = false;
    for (const TraceMessage& message : second->messages)
        isFound = isFound || message.body.data() == body;
    QVERIFY(isFound);
}

void TestTracePool::largeTracesAreNotKept()
{
    const auto pool = TracePool::make();
    {
        const auto trace = pool->take();
        trace->messages.emplace_back().body = std::string(60'000, 'x');
    }
    QCOMPARE(pool->size(), std::size_t{0});
}

void TestTracePool::keepsNoMoreThanItMay()
{
    const auto pool = TracePool::make(3);
    {
        std::vector<RecordedTrace> traces;
        for (int i = 0; i < 5; ++i)
            traces.push_back(pool->take());
        QCOMPARE(pool->size(), std::size_t{0});
    }
    QCOMPARE(pool->size(), std::size_t{3});
    const auto trace = pool->take();
    QCOMPARE(pool->size(), std::size_t{2});
}

void TestTracePool::tracesOutliveThePool()
{
    auto pool = TracePool::make();
    auto trace = pool->take();
    trace->requestId = "kept";
    pool.reset();
    QCOMPARE(trace->requestId, std::string("kept"));
    trace.reset(); // the pool ends with its last trace
}

void TestTracePool::takesFromAndGivesToManyThreads()
{
    const auto pool = TracePool::make(8);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&pool] {
            for (int i = 0; i < 2'000; ++i) {
                const auto one = pool->take();
                const auto other = pool->take();
                one->path = "/" + std::to_string(i);
                other->path = one->path;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QVERIFY(pool->size() > 0 && pool->size() <= 8);
}

QTEST_GUILESS_MAIN(TestTracePool)
#include "tst_trace_pool.moc"
