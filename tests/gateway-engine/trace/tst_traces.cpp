// Traces on their way: captured and masked, filtered, queued, kept in the ring and in the file.
#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/trace/packed_trace.h"
#include "gateway-engine/trace/trace_curl.h"
#include "gateway-engine/trace/trace_filter.h"
#include "gateway-engine/trace/trace_har.h"
#include "gateway-engine/trace/trace_queue.h"
#include "gateway-engine/trace/trace_recorder.h"
#include "gateway-engine/trace/trace_report.h"
#include "gateway-engine/trace/trace_ring.h"
#include "gateway-engine/trace/trace_store.h"
#include "tests/support/engine_world.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <thread>

using namespace gw;
using namespace gw::engine;

namespace {

std::shared_ptr<Trace> traceOf(const std::string& id, const std::string& method, const std::string& path, int status,
                               std::chrono::nanoseconds duration)
{
    auto trace = std::make_shared<Trace>();
    trace->requestId = id;
    trace->apiId = "abcdefghij";
    trace->apiName = "Pets";
    trace->stage = "dev";
    trace->method = method;
    trace->path = path;
    trace->status = status;
    trace->duration = duration;
    trace->time = std::chrono::system_clock::time_point(std::chrono::microseconds(1'700'000'000'123'456));
    return trace;
}

std::vector<TracePtr> samples()
{
    using namespace std::chrono_literals;
    return {traceOf("a", "GET", "/pets/1?x=Y", 200, 5ms), traceOf("b", "POST", "/orders", 201, 150ms),
            traceOf("c", "GET", "/orders/7", 404, 999us), traceOf("d", "DELETE", "/pets/2", 500, 2s),
            traceOf("e", "GET", "/a b", 504, 29s)};
}

// A sink that takes batches, and keeps all of them.
class Batches final : public TraceSink
{
public:
    void accept(std::span<const TracePtr> traces) override { all.insert(all.end(), traces.begin(), traces.end()); }
    std::vector<TracePtr> all; // once the queue is flushed, or gone
};

// A sink that lets the trace thread go on only when told.
class Gate final : public TraceSink
{
public:
    void accept(std::span<const TracePtr> traces) override
    {
        std::unique_lock lock(m_mutex);
        m_isEntered = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isOpen; });
        for (const TracePtr& trace : traces)
            m_ids.push_back(trace->requestId);
    }
    void waitUntilEntered()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isEntered; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }
    std::vector<std::string> ids()
    {
        const std::lock_guard lock(m_mutex);
        return m_ids;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isEntered = false;
    bool m_isOpen = false;
    std::vector<std::string> m_ids;
};

// So that a queue can end, which waits for its sinks, where a test fails before it opens the gate itself.
class OpensAtTheEnd
{
public:
    explicit OpensAtTheEnd(Gate& gate) : m_gate(gate) {}
    ~OpensAtTheEnd() { m_gate.open(); }
    OpensAtTheEnd(const OpensAtTheEnd&) = delete;
    OpensAtTheEnd& operator=(const OpensAtTheEnd&) = delete;

private:
    Gate& m_gate;
};

} // namespace

class TestTraces : public QObject
{
    Q_OBJECT

private slots:
    void convertsForOtherTools();
    void filters_data();
    void filters();
    void refusesFilters_data();
    void refusesFilters();
    void masks_data();
    void masks();
    void recordsAndCuts();
    void countsWhatFaultsSay();
    void costsNothingWhenOff();
    void dropsTheOldestAndCounts();
    void dropsWhatIsTooMuchForItsMemory();
    void deliversAllBeforeItEnds();
    void takesTracesFromManyThreads();
    void ringIsGivenTracesAtOnce();
    void ringKeepsTheLast();
    void storeKeepsEverything();
    void keepsTheNamesOfStages_data();
    void keepsTheNamesOfStages();
    void storeTrims();
    void storeIsReadWhileWritten();
    void storeRefusesOtherFiles();
    void logsInTheServicesWords();
    void becomesCurl();
};

void TestTraces::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("ids");
    QTest::newRow("empty") << ""
                           << "abcde";
    QTest::newRow("spaces") << "   "
                            << "abcde";
    QTest::newRow("status class") << "status:5xx"
                                  << "de";
    QTest::newRow("status class, upper case") << "status:5XX"
                                              << "de";
    QTest::newRow("status") << "status:404"
                            << "c";
    QTest::newRow("status from") << "status:>=400"
                                 << "cde";
    QTest::newRow("status above") << "status:>404"
                                  << "de";
    QTest::newRow("status below") << "status:<201"
                                  << "a";
    QTest::newRow("status up to") << "status:<=201"
                                  << "ab";
    QTest::newRow("method") << "method:get"
                            << "ace";
    QTest::newRow("path") << "path:/ORDERS"
                          << "bc";
    QTest::newRow("path with query") << "path:x=y"
                                     << "a";
    QTest::newRow("quoted") << "path:\"a b\""
                            << "e";
    QTest::newRow("api by name") << "api:pets"
                                 << "abcde";
    QTest::newRow("api by id") << "api:abcdefghij"
                               << "abcde";
    QTest::newRow("other api") << "api:pet"
                               << "";
    QTest::newRow("stage") << "stage:DEV"
                           << "abcde";
    QTest::newRow("duration above") << "duration:>100ms"
                                    << "bde";
    QTest::newRow("duration below") << "duration:<1ms"
                                    << "c";
    QTest::newRow("duration in seconds") << "duration:>=2s"
                                         << "de";
    QTest::newRow("duration as written") << "duration:2s"
                                         << "d";
    QTest::newRow("word in path") << "pets"
                                  << "ad";
    QTest::newRow("word in method") << "delete"
                                    << "d";
    QTest::newRow("word in status") << "50"
                                    << "de";
    QTest::newRow("negated") << "-status:5xx -pets"
                             << "bc";
    QTest::newRow("all must hold") << "method:GET status:200"
                                   << "a";
    QTest::newRow("quoted word") << "\"a b\""
                                 << "e";
    QTest::newRow("quoted colon is text") << "\"status:200\""
                                          << "";
    QTest::newRow("percent is text") << "%"
                                     << "";
    QTest::newRow("quote is text") << "'"
                                   << "";
}

void TestTraces::filters()
{
    QFETCH(QString, filter);
    QFETCH(QString, ids);
    const auto parsed = TraceFilter::parse(filter.toStdString());
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());

    QString matched;
    for (const TracePtr& trace : samples())
        if (parsed->matches(*trace))
            matched += QString::fromStdString(trace->requestId);
    QCOMPARE(matched, ids);

    QTemporaryDir folder; // the file means the same by it
    const auto store = TraceStore::open(folder.filePath("t.sqlite").toStdString());
    QVERIFY(store);
    (*store)->accept(samples());
    const auto listed = (*store)->list(*parsed, 100);
    QVERIFY(listed);
    QString stored;
    for (const TraceSummary& summary : *listed)
        stored.prepend(QString::fromStdString(summary.requestId));
    QCOMPARE(stored, ids);
    QCOMPARE((*store)->count(*parsed).value(), static_cast<std::size_t>(ids.size()));
}

void TestTraces::refusesFilters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("column");
    QTest::newRow("unknown field") << "a color:red" << 3;
    QTest::newRow("no value") << "status:" << 1;
    QTest::newRow("no status") << "status:abc" << 1;
    QTest::newRow("status out of range") << "pets status:99" << 6;
    QTest::newRow("class with a comparison") << "status:>5xx" << 1;
    QTest::newRow("no duration") << "duration:>soon" << 1;
    QTest::newRow("negative duration") << "duration:-5ms" << 1;
    QTest::newRow("unknown unit") << "duration:5weeks" << 1;
    QTest::newRow("endless duration") << "duration:1e300s" << 1;
    QTest::newRow("open quotation") << "path:\"/a" << 6;
}

void TestTraces::refusesFilters()
{
    QFETCH(QString, filter);
    QFETCH(int, column);
    const auto parsed = TraceFilter::parse(filter.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().position.column, column);
    QVERIFY(!parsed.error().hint.empty());
}

void TestTraces::masks_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("masked");
    QTest::newRow("nothing") << "/pets?x=1"
                             << "/pets?x=1";
    QTest::newRow("short") << "/p?api_key=abc&x=1"
                           << "/p?api_key=****&x=1";
    QTest::newRow("long") << "/p?x=1&access_token=0123456789abcdefgh"
                          << "/p?x=1&access_token=****efgh";
    QTest::newRow("any case") << "/p?X-Amz-Signature=aa;API_KEY=b"
                              << "/p?X-Amz-Signature=****;API_KEY=****";
    QTest::newRow("no query") << "/api_key=abc"
                              << "/api_key=abc";
}

void TestTraces::masks()
{
    QFETCH(QString, target);
    QFETCH(QString, masked);
    QCOMPARE(QString::fromStdString(maskQuery(target.toStdString())), masked);
}

void TestTraces::recordsAndCuts()
{
    test::FakeServices services;
    TraceOptions options;
    options.maxBodyBytes = 4;
    TraceRecorder recorder(options, services);
    Request request;
    request.method = "POST";
    request.target = "/dev/pets?key=secret";
    for (const char* name : {"Authorization", "cookie", "X-API-Key", "Proxy-Authorization", "X-Amz-Security-Token"})
        request.headers.add(name, "Bearer 0123456789abcdef");
    request.headers.add("Accept", "text/plain");
    request.body = "123456";
    {
        auto span = recorder.begin("client", Card::Client);
        recorder.in(recorder.capture(request));
        recorder.note("a", "b");
    }
    Response response;
    response.status = 201;
    response.headers.add("Set-Cookie", "id=1");
    response.sharedBody = std::make_shared<const std::string>("12345");
    {
        auto span = recorder.begin("respond", Card::MethodResponse);
        recorder.fail("THROTTLED", "too much");
        recorder.out(recorder.capture(response));
    }
    const auto trace = recorder.finish(response);
    QCOMPARE(trace->messages[0].startLine, std::string("POST /dev/pets?key=**** HTTP/1.1"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(trace->messages[0].headers[static_cast<std::size_t>(i)].value, std::string("****cdef"));
    QCOMPARE(trace->messages[0].headers.get("Accept"), std::string_view("text/plain"));
    QCOMPARE(trace->messages[0].body, std::string("1234"));
    QCOMPARE(trace->messages[0].bodyBytes, std::uint64_t{6});
    QVERIFY(trace->messages[0].isCut);
    QCOMPARE(trace->messages[1].startLine, std::string("201 Created"));
    QCOMPARE(trace->messages[1].headers.get("Set-Cookie"), std::string_view("****"));
    QVERIFY(trace->messages[1].isCut);
    QCOMPARE(trace->spans[0].notes.size(), std::size_t{1});
    QVERIFY(trace->spans[1].failed && trace->hasFault);
    QCOMPARE(trace->responseBytes, std::uint64_t{5});
    QVERIFY(trace->spans[0].duration.count() > 0 && trace->duration > trace->spans[1].start);
}

void TestTraces::costsNothingWhenOff()
{
    test::FakeServices services;
    TraceOptions options;
    options.enabled = false;
    TraceRecorder recorder(options, services);
    {
        auto span = recorder.begin("client", Card::Client);
        QCOMPARE(recorder.capture(Request{}), -1);
        recorder.note("a", "b");
        recorder.fail("THROTTLED", "no");
        recorder.in(0);
    }
    QVERIFY(!recorder.isOn());
    QVERIFY(!recorder.trace());
    QVERIFY(!recorder.finish(Response{}));
}

void TestTraces::dropsTheOldestAndCounts()
{
    auto gate = std::make_shared<Gate>();
    std::vector<std::string> wanted{"first", "3", "4", "5"};
    {
        TraceQueue queue(3);
        const OpensAtTheEnd opening(*gate);
        queue.addSink(gate);
        queue.push(*traceOf("first", "GET", "/", 200, {}));
        gate->waitUntilEntered(); // the sink is slow now: what comes waits
        for (int i = 1; i <= 5; ++i)
            queue.push(*traceOf(std::to_string(i), "GET", "/", 200, {}));
        QCOMPARE(queue.dropped(), std::uint64_t{2});
        gate->open();
        queue.flush();
        QCOMPARE(gate->ids(), wanted);
    }
    QCOMPARE(gate->ids(), wanted);
}

void TestTraces::dropsWhatIsTooMuchForItsMemory()
{
    const auto ofLength = [](const std::string& id, std::size_t length) {
        return traceOf(id, "GET", "/" + std::string(length, 'a'), 200, {});
    };
    const std::size_t bytes = PackedTrace(*ofLength("1", 1'000)).bytes();
    auto gate = std::make_shared<Gate>();
    TraceQueue queue(8'192, bytes * 5 / 2);
    const OpensAtTheEnd opening(*gate);
    queue.addSink(gate);
    queue.push(*ofLength("first", 1'000));
    gate->waitUntilEntered();
    for (const char* id : {"1", "2", "3"}) // two of which fit
        queue.push(*ofLength(id, 1'000));
    QCOMPARE(queue.dropped(), std::uint64_t{1});
    queue.push(*ofLength("4", 10'000)); // more than may wait at all: it waits alone
    QCOMPARE(queue.dropped(), std::uint64_t{3});
    gate->open();
    queue.flush();
    QCOMPARE(gate->ids(), (std::vector<std::string>{"first", "4"}));
}

void TestTraces::deliversAllBeforeItEnds()
{
    auto sink = std::make_shared<Batches>();
    {
        TraceQueue queue;
        queue.addSink(sink);
        for (int i = 0; i < 2'000; ++i)
            queue.push(*traceOf(std::to_string(i), "GET", "/", 200, {}));
    }
    QCOMPARE(sink->all.size(), std::size_t{2'000});
    for (std::size_t i = 0; i < sink->all.size(); ++i)
        QCOMPARE(sink->all[i]->requestId, std::to_string(i));
}

void TestTraces::takesTracesFromManyThreads()
{
    auto ring = std::make_shared<TraceRing>(100'000);
    auto sink = std::make_shared<Batches>();
    TraceQueue queue(1'000'000);
    queue.addSink(ring);
    queue.addSink(sink);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&queue] {
            for (int i = 0; i < 2'000; ++i) {
                queue.push(*traceOf("x", "GET", "/", 200, {}));
                if (i % 500 == 0)
                    queue.flush();
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    queue.flush();
    QCOMPARE(ring->all().size(), std::size_t{8'000});
    QCOMPARE(sink->all.size(), std::size_t{8'000});
    QCOMPARE(queue.dropped(), std::uint64_t{0});
}

void TestTraces::ringIsGivenTracesAtOnce()
{
    auto gate = std::make_shared<Gate>(); // holds up the trace thread
    auto ring = std::make_shared<TraceRing>();
    TraceQueue queue;
    queue.addSink(gate);
    queue.addSink(ring);
    for (const TracePtr& trace : samples()) {
        queue.push(*trace);
        QCOMPARE(ring->all().back()->requestId, trace->requestId);
    }
    gate->open();
}

void TestTraces::ringKeepsTheLast()
{
    TraceRing ring(3);
    ring.accept(samples());
    QCOMPARE(ring.all().size(), std::size_t{3});
    QCOMPARE(ring.all().front()->requestId, std::string("c"));
    QVERIFY(ring.find("e"));
    QVERIFY(!ring.find("a"));
}

void TestTraces::keepsTheNamesOfStages_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name :
         {"client", "web_acl", "route", "resource_policy", "authorize_iam", "authorize_lambda", "authorize_cognito",
          "authorize", "usage_plan", "cache", "validate_request", "example", "map_request", "integrate", "map_response",
          "cache_store", "method_response", "gateway_response"})
        QTest::newRow(name) << QByteArray(name);
}

void TestTraces::keepsTheNamesOfStages()
{
    QFETCH(const QByteArray, name);
    QTemporaryDir folder;
    const auto store = TraceStore::open(folder.filePath("t.sqlite").toStdString());
    QVERIFY(store);
    auto trace = traceOf("id", "GET", "/pets", 200, std::chrono::milliseconds(5));
    Span span;
    span.stage = name.constData();
    trace->spans.push_back(span);
    (*store)->accept(std::vector<TracePtr>{trace});
    const auto loaded = (*store)->load("id");
    QVERIFY(loaded && *loaded);
    QCOMPARE(QByteArray((*loaded)->spans.at(0).stage), name);
}

void TestTraces::storeKeepsEverything()
{
    QTemporaryDir folder;
    const auto file = folder.filePath("t.sqlite").toStdString();
    auto trace = traceOf("id", "GET", "/pets/\xff?x=1", 200, std::chrono::milliseconds(5));
    trace->sequence = 7;
    trace->resourcePath = "/pets/{petId}";
    trace->remoteAddress = "127.0.0.1";
    trace->hasFault = true;
    trace->fault = {"THROTTLED", "why\nnot"};
    Span span;
    span.stage = "integrate";
    span.card = Card::Integration;
    span.start = std::chrono::nanoseconds(10);
    span.duration = std::chrono::nanoseconds(20);
    span.out = 0;
    span.failed = true;
    span.notes = {{"url", "http://x"}};
    trace->spans.push_back(span);
    TraceMessage message;
    message.startLine = "200 OK";
    message.headers.add("A", "b");
    message.headers.add("A", "c");
    message.body = std::string("\x00\xff\x01", 3);
    message.bodyBytes = 9;
    message.isCut = true;
    trace->messages.push_back(message);
    {
        const auto store = TraceStore::open(file);
        QVERIFY(store);
        (*store)->accept(std::vector<TracePtr>{trace});
    }
    const auto store = TraceStore::openReadOnly(file);
    QVERIFY(store);
    const auto loaded = (*store)->load("id");
    QVERIFY(loaded && *loaded);
    const Trace& back = **loaded;
    QCOMPARE(back.sequence, trace->sequence);
    QCOMPARE(back.path, std::string("/pets/\xEF\xBF\xBD?x=1"));
    QCOMPARE(back.resourcePath, trace->resourcePath);
    QVERIFY(back.time == trace->time);
    QVERIFY(back.duration == trace->duration);
    QVERIFY(back.fault == trace->fault);
    QCOMPARE(QByteArray(back.spans.at(0).stage), QByteArray("integrate"));
    QVERIFY(back.spans[0].card == Card::Integration && back.spans[0].failed && back.spans[0].out == 0);
    QVERIFY(back.spans[0].notes == span.notes);
    QCOMPARE(back.messages.at(0).body, message.body);
    QVERIFY(back.messages[0].headers == message.headers);
    QVERIFY(back.messages[0].isCut && back.messages[0].bodyBytes == 9);
    QVERIFY(!*(*store)->load("other"));
    (*store)->accept(std::vector<TracePtr>{trace}); // read only: nothing happens
    QCOMPARE((*store)->count({}).value(), std::size_t{1});
}

void TestTraces::storeTrims()
{
    QTemporaryDir folder;
    const auto file = folder.filePath("t.sqlite").toStdString();
    {
        const auto store = TraceStore::open(file, 10);
        QVERIFY(store);
        for (int i = 0; i < 25; ++i)
            (*store)->accept(std::vector<TracePtr>{traceOf(std::to_string(i), "GET", "/", 200, {})});
    }
    const auto store = TraceStore::open(file, 10);
    QVERIFY(store);
    QCOMPARE((*store)->count({}).value(), std::size_t{10});
    const auto listed = (*store)->list({}, 3, 1);
    QVERIFY(listed);
    QCOMPARE(listed->size(), std::size_t{3});
    QCOMPARE(listed->front().requestId, std::string("23"));
}

void TestTraces::storeIsReadWhileWritten()
{
    QTemporaryDir folder;
    const auto file = folder.filePath("t.sqlite").toStdString();
    const auto writer = TraceStore::open(file);
    QVERIFY(writer);
    (*writer)->accept(samples());
    const auto reader = TraceStore::openReadOnly(file);
    QVERIFY(reader);
    std::thread thread([&writer] {
        for (int i = 0; i < 100; ++i)
            (*writer)->accept(samples());
    });
    std::size_t last = 0;
    while (last < 505) {
        const auto count = (*reader)->count({});
        QVERIFY(count && *count >= last && *count % 5 == 0); // whole batches only
        last = *count;
    }
    thread.join();
}

void TestTraces::storeRefusesOtherFiles()
{
    QTemporaryDir folder;
    QVERIFY(!TraceStore::openReadOnly(folder.filePath("none.sqlite").toStdString()));
    QVERIFY(!TraceStore::open(folder.filePath("no/such/folder.sqlite").toStdString()));
    QFile text(folder.filePath("text"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("this is no database, and it is long enough to be looked at as one\n").repeated(20));
    text.close();
    const auto opened = TraceStore::open(text.fileName().toStdString());
    QVERIFY(!opened);
    QVERIFY(!opened.error().hint.empty());
    QVERIFY(QString::fromStdString(opened.error().message).contains(text.fileName()));

    const auto foreign = folder.filePath("foreign.sqlite").toStdString();
    SQLite::Database database(foreign, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE trace(mine TEXT); INSERT INTO trace VALUES ('kept')");
    QVERIFY(!TraceStore::open(foreign));
    QVERIFY(!TraceStore::openReadOnly(foreign));
    QCOMPARE(database.execAndGet("SELECT mine FROM trace").getString(), std::string("kept"));
}

// A body may be wrong in very many places.
void TestTraces::countsWhatFaultsSay()
{
    Trace trace;
    const std::size_t before = memoryOf(trace);
    trace.fault.reason = std::string(10'000, 'x');
    trace.fault.validationErrorString = std::string(5'000, 'x');
    QCOMPARE(memoryOf(trace), before + 15'000);
}

void TestTraces::logsInTheServicesWords()
{
    auto trace = traceOf("id", "GET", "/pets/1?q=1&q=2", 504, std::chrono::milliseconds(40));
    trace->resourcePath = "/pets/{petId}";
    trace->messages.resize(2);
    trace->messages[0].headers.add("Accept", "*/*");
    trace->messages[1].headers.add("Host", "x");
    Span client;
    client.stage = "client";
    client.in = 0;
    Span route;
    route.stage = "route";
    route.notes = {{"petId", "1"}};
    Span call;
    call.stage = "integrate";
    call.in = 1;
    call.notes = {{"url", "http://x/y"}};
    trace->spans = {client, route, call};
    trace->hasFault = true;
    trace->fault.reason = "Execution failed due to a timeout error";
    const QStringList lines = QString::fromStdString(executionLog(*trace)).split('\n');
    const QString stamp = "Tue Nov 14 22:13:20 UTC 2023 : ";
    const QStringList wanted{"Execution log for request id",
                             stamp + "Starting execution for request: id",
                             stamp + "HTTP Method: GET, Resource Path: /pets/1",
                             stamp + "Method request path: {petId=1}",
                             stamp + "Method request query string: {q=1,2}",
                             stamp + "Method request headers: {Accept=*/*}",
                             stamp + "Method request body before transformations: ",
                             stamp + "Endpoint request URI: http://x/y",
                             stamp + "Endpoint request headers: {Host=x}",
                             stamp + "Endpoint request body after transformations: ",
                             stamp + "Sending request to http://x/y",
                             stamp + "Execution failed due to a timeout error",
                             stamp + "Method completed with status: 504",
                             ""};
    QCOMPARE(lines, wanted);
}

void TestTraces::becomesCurl()
{
    test::FakeServices services;
    TraceRecorder recorder({}, services);
    Request request;
    request.method = "PUT";
    request.target = "/dev/pets/1?api_key=0123456789abcdefgh";
    request.headers.add("Host", "127.0.0.1:4780");
    request.headers.add("Authorization", "secret");
    request.headers.add("Content-Length", "5");
    request.headers.add("X-Note", "it's");
    request.body = "a'b";
    {
        auto span = recorder.begin("client", Card::Client);
        recorder.in(recorder.capture(request));
    }
    const auto trace = recorder.finish({});
    trace->method = request.method;
    QCOMPARE(QString::fromStdString(toCurl(*trace)),
             QString("curl -X 'PUT' 'http://127.0.0.1:4780/dev/pets/1?api_key=****efgh' \\\n  -H 'Authorization: ****' "
                     "\\\n  -H 'X-Note: it'\\''s' \\\n  --data-binary 'a'\\''b'"));
    QVERIFY(toCurl(*trace, "https://x").find("'https://x/dev/pets/1?") != std::string::npos);
    trace->messages[0].isCut = true;
    QVERIFY(toCurl(*trace).ends_with("--data-binary @body"));
    QCOMPARE(toCurl(Trace{}), std::string());
}

void TestTraces::convertsForOtherTools()
{
    const auto trace = traceOf("a", "GET", "/pets/1?x=a%20b", 404, std::chrono::microseconds(1500));
    trace->hasFault = true;
    trace->fault.reason = "no such pet";
    TraceMessage asked;
    asked.startLine = "GET /dev/pets/1?x=a%20b HTTP/1.1";
    asked.headers.add("Host", "pets.test");
    TraceMessage answered;
    answered.startLine = "404 Not Found";
    answered.headers.add("Content-Type", "text/plain");
    answered.body = "n\xff"; // no UTF-8
    trace->messages = {asked, answered};
    Span span;
    span.stage = "client";
    span.in = 0;
    span.out = 1;
    trace->spans = {span};

    const json::Value report = traceReport(*trace);
    QCOMPARE(report["duration"].scalarText(), std::string("1.5"));
    QCOMPARE(report["spans"].asArray()[0]["out"]["body"].toString(), std::string_view("n\xEF\xBF\xBD"));

    const json::Value entry = toHar({trace}, "1.0")["log"]["entries"].asArray()[0];
    QCOMPARE(entry["request"]["url"].toString(), std::string_view("http://pets.test/dev/pets/1?x=a%20b"));
    QCOMPARE(entry["request"]["queryString"].asArray()[0]["value"].toString(), std::string_view("a b"));
    QCOMPARE(entry["response"]["status"].toInt(), 404);
    QCOMPARE(entry["response"]["statusText"].toString(), std::string_view("Not Found"));
    QCOMPARE(entry["comment"].toString(), std::string_view("a: no such pet"));

    trace->spans.front().in = 7; // as a broken file may say
    QVERIFY(clientRequest(*trace) == nullptr);
}

QTEST_GUILESS_MAIN(TestTraces)
#include "tst_traces.moc"
