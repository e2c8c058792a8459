// A packed trace comes out as it went in.
#include "gateway-engine/trace/packed_trace.h"
#include "gateway-engine/trace/stage_logging.h"
#include "gateway-engine/trace/trace_text.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

TraceMessage message(const std::string& startLine, const std::string& body)
{
    TraceMessage made;
    made.startLine = startLine;
    made.headers.add("Host", "127.0.0.1");
    made.headers.add("X-Empty", "");
    made.headers.add("x-empty", std::string(3'000, 'h'));
    made.body = body;
    made.bodyBytes = body.size();
    return made;
}

Trace plain()
{
    Trace trace;
    trace.sequence = 7;
    trace.requestId = "8a1c";
    trace.extendedRequestId = "Xy=";
    trace.apiId = "abcdefghij";
    trace.apiName = "P\u00e4ts";
    trace.stage = "dev";
    trace.method = "GET";
    trace.path = std::string("/pets/\0\xff", 8);
    trace.resourcePath = "/pets/{petId}";
    trace.remoteAddress = "::1";
    trace.time = std::chrono::system_clock::time_point(std::chrono::microseconds(1'700'000'000'123'456));
    trace.duration = std::chrono::nanoseconds(12'345);
    trace.status = 200;
    trace.requestBytes = 5;
    trace.responseBytes = 6;
    trace.memory = 4'000;
    trace.spans.push_back({"route", Card::MethodRequest, {}, std::chrono::nanoseconds(3), 0, -1, {}, false});
    trace.spans.push_back({"integrate",
                           Card::Integration,
                           std::chrono::nanoseconds(3),
                           std::chrono::nanoseconds(9),
                           1,
                           2,
                           {{"url", "http://x"}, {"", ""}},
                           true});
    trace.messages = {message("GET /pets HTTP/1.1", "hello"), message("POST /x HTTP/1.1", "hello"),
                      message("200 OK", std::string(70'000, '\0')), message("200 OK", "")};
    trace.messages[2].isCut = true;
    trace.messages[2].bodyBytes = 1'000'000;
    return trace;
}

void compare(const TraceMessage& a, const TraceMessage& b)
{
    QCOMPARE(a.startLine, b.startLine);
    QVERIFY(a.headers == b.headers);
    QCOMPARE(a.headers.areLinesWhole(), b.headers.areLinesWhole());
    QCOMPARE(a.body, b.body);
    QCOMPARE(a.bodyBytes, b.bodyBytes);
    QCOMPARE(a.isCut, b.isCut);
}

void compare(const Trace& a, const Trace& b)
{
    QCOMPARE(traceToJson(a), traceToJson(b)); // all that is stored
    QCOMPARE(a.path, b.path);                 // bytes, too, that JSON does not hold
    QVERIFY(a.time == b.time);
    QCOMPARE(a.memory, b.memory);
    QCOMPARE(a.hasFault, b.hasFault);
    QVERIFY(a.fault == b.fault);
    QVERIFY(a.caller == b.caller);
    QVERIFY(a.domain == b.domain && a.tls == b.tls && a.logging == b.logging && a.socket == b.socket);
    QCOMPARE(a.messages.size(), b.messages.size());
    for (std::size_t i = 0; i < a.messages.size(); ++i)
        compare(a.messages[i], b.messages[i]);
}

} // namespace

class TestPackedTrace : public QObject
{
    Q_OBJECT

private slots:
    void isAsItWas_data()
    {
        QTest::addColumn<QString>("with");
        for (const char* with : {"nothing", "what most have", "a fault", "a caller", "a domain", "a connection by TLS",
                                 "a stage that logs", "a socket", "headers that were removed"})
            QTest::newRow(with) << with;
    }

    void isAsItWas()
    {
        QFETCH(const QString, with);
        Trace trace = with == "nothing" ? Trace() : plain();
        if (with == "a fault") {
            trace.hasFault = true;
            trace.fault = {"THROTTLED", "why\nnot", "Limit Exceeded", "[a, b]", {}, "authorizer"};
            trace.fault.setting.api = ApiId{7};
        } else if (with == "a caller") {
            trace.caller = {{"identity.user", "ann"}, {"authorizer.principalId", ""}};
        } else if (with == "a domain") {
            trace.domain = std::make_shared<DomainAddress>();
        } else if (with == "a connection by TLS") {
            trace.tls = std::make_shared<TlsFacts>();
        } else if (with == "a stage that logs") {
            trace.logging = std::make_shared<StageLogging>();
        } else if (with == "a socket") {
            auto socket = std::make_shared<SocketTrace>();
            socket->connectionId = "R1kmxc2VNjMCFIA=";
            trace.socket = socket;
        } else if (with == "headers that were removed") {
            trace.messages[0].headers.remove("X-Empty");
            trace.messages[1].headers.set("Host", "a longer one than before");
        }
        const PackedTrace packed(trace);
        compare(*packed.unpack(), trace);
        compare(*packed.unpack(), trace); // as often as one likes
        QCOMPARE(std::string(packed.requestId()), trace.requestId);
    }

    void holdsNothingThatWasRemoved()
    {
        Trace trace = plain();
        const std::size_t before = PackedTrace(trace).bytes();
        trace.messages[0].headers.add("Authorization", std::string(500, 's'));
        trace.messages[0].headers.remove("Authorization");
        QCOMPARE(PackedTrace(trace).bytes(), before);
    }

    void keepsTheSameBodyOnce()
    {
        Trace trace = plain();
        trace.messages[3].body = trace.messages[2].body;
        QVERIFY(PackedTrace(trace).bytes() <= PackedTrace(plain()).bytes());
        compare(*PackedTrace(trace).unpack(), trace);
    }
};

QTEST_APPLESS_MAIN(TestPackedTrace)
#include "tst_packed_trace.moc"
