// What becomes of a finished trace: its way into the queue (on the request's thread), into the ring, and into an SQLite
// file (both on the trace thread, a batch of 256 an iteration).
#include "gateway-engine/services.h"
#include "gateway-engine/trace/trace_queue.h"
#include "gateway-engine/trace/trace_recorder.h"
#include "gateway-engine/trace/trace_ring.h"
#include "gateway-engine/trace/trace_store.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <filesystem>
#include <memory>

#include <unistd.h>

namespace gw::bench {

namespace {

using namespace engine;

constexpr std::size_t batchSize = 256;

Request request()
{
    Request made;
    made.method = "POST";
    made.target = "/dev/people?limit=20";
    made.headers.add("Host", "127.0.0.1:4780");
    made.headers.add("User-Agent", "bench/1");
    made.headers.add("Accept", "*/*");
    made.headers.add("Content-Type", "application/json");
    made.body = personBody();
    return made;
}

Response response()
{
    Response made;
    made.status = 200;
    made.headers.add("Content-Type", "application/json");
    made.body = std::string(200, 'x');
    return made;
}

// As a MOCK method records one: a span a card, the request, what was asked of the integration, the answer.
std::shared_ptr<Trace> recorded(const Request& asked, const Response& answered)
{
    TraceOptions options;
    TraceRecorder recorder(options, systemServices());
    for (const Card card : allCards) {
        const auto span = recorder.begin("stage", card);
        if (card == Card::Client)
            recorder.in(recorder.capture(asked));
        if (card == Card::MethodRequest)
            recorder.note("resource", "/people");
        if (card == Card::MethodResponse)
            recorder.out(recorder.capture(answered));
    }
    return recorder.finish(answered);
}

std::vector<TracePtr> batch()
{
    std::vector<TracePtr> traces;
    for (std::size_t i = 0; i < batchSize; ++i)
        traces.push_back(recorded(request(), response()));
    return traces;
}

// A trace file that goes with the benchmark.
struct File
{
    File() : folder(std::filesystem::temp_directory_path() / ("gw_bench_micro-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(folder);
        auto opened = TraceStore::open(folder / "traces.sqlite");
        if (!opened)
            giveUp(toString(opened.error()));
        store = *std::move(opened);
    }
    ~File()
    {
        store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::filesystem::path folder;
    std::unique_ptr<TraceStore> store;
};

std::shared_ptr<TraceQueue> queueIntoRing()
{
    auto queue = std::make_shared<TraceQueue>();
    queue->addSink(std::make_shared<TraceRing>());
    return queue;
}

} // namespace

void registerTraces()
{
    add("traces/record",
        [] { return [asked = request(), answered = response()] { return recorded(asked, answered); }; });
    add("traces/push into the queue", [] {
        return [queue = queueIntoRing(), trace = TracePtr(recorded(request(), response()))] {
            queue->push(*trace);
            return true;
        };
    });
    add("traces/256 into the ring", [] {
        return [ring = std::make_shared<TraceRing>(), traces = batch()] {
            ring->accept(traces);
            return true;
        };
    });
    add("traces/256 into SQLite", [] {
        return [file = std::make_shared<File>(), traces = batch()] {
            file->store->accept(traces);
            return true;
        };
    })->Unit(benchmark::kMillisecond);
}

} // namespace gw::bench
