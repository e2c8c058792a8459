// Requests and designs that would never end: templates without an end, catastrophic regular expressions, bodies nested
// ten thousand deep. Over a real socket, each ends soon, in the fault the service gives, with a reason in the trace;
// and the gateway answers the next request on the same connection.
#include "core/format/openapi_read.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/gateway-engine/transport/raw_client.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace gw::engine;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;

namespace {

constexpr qint64 soon = 5'000; // milliseconds, in a build without optimisation on a busy machine

constexpr const char* internalError = R"({"message": "Internal server error"})";
constexpr const char* invalidBody = R"({"message": "Invalid request body"})";

// A method that takes a body, renders `request`, and answers with `response` of what came in.
std::string method(const std::string& path, const std::string& integration, const std::string& model = {})
{
    const std::string body =
        model.empty() ? "" : "      requestBody: {content: {application/json: {schema: " + model + "}}}\n";
    return "  /" + path + ":\n    post:\n" + body +
           "      responses: {'200': {description: ok, headers: {X-Part: {}}}}\n"
           "      x-amazon-apigateway-integration:\n" +
           integration;
}

std::string mock(const std::string& requestTemplate, const std::string& pattern = "default")
{
    return "        type: mock\n"
           "        requestTemplates:\n"
           "          application/json: |-\n"
           "            " +
           requestTemplate +
           "{\"statusCode\": 200}\n"
           "        responses: {'" +
           pattern + "': {statusCode: '200', responseTemplates: {application/json: done}}}\n";
}

std::string http(int port, const std::string& path, const std::string& more)
{
    return "        type: http\n        httpMethod: POST\n        uri: http://127.0.0.1:" + std::to_string(port) +
           "/dev/" + path + "\n" + more;
}

std::string hostileApi(int port)
{
    const std::string brackets = "#foreach($i in [1..10])#foreach($j in [1..1000])[#end#end";
    const std::string mapped = "        responses: {default: {statusCode: '200', responseParameters: "
                               "{method.response.header.X-Part: integration.response.body.a}}}\n";
    const std::string loops = "#foreach($i in [1..999])#foreach($j in [1..999])#foreach($k in [1..999])$k#end#end#end";
    const std::string text = "$input.path('$.text')";
    return "openapi: 3.0.1\ninfo: {title: hostile, version: '1'}\n"
           "x-amazon-apigateway-request-validators: {all: {validateRequestBody: true, validateRequestParameters: "
           "true}}\n"
           "x-amazon-apigateway-request-validator: all\n"
           "paths:\n" +
           method("fine", mock("")) + //
           method("fuel", mock(loops)) +
           method("fuel-in-the-answer", http(port, "fine",
                                             "        responses: {default: {statusCode: '200', responseTemplates: "
                                             "{application/json: \"" +
                                                 loops + "\"}}}\n")) +
           method("matches", mock("#if(" + text + ".matches('(a|aa|a?)*[bc]'))yes#end")) +
           method("replace-all", mock("#set($x = " + text + ".replaceAll('(a|aa|a?)*[bc]', 'x'))")) +
           method("replace-first", mock("#set($x = " + text + ".replaceFirst('(a|aa|a?)*[bc]', 'x'))")) +
           method("split", mock("#set($x = " + text + ".split('(a|aa|a?)*[bc]'))")) +
           method("filter", mock("$input.json('$.list[?(@.t =~ /(a|aa|a?)*[bc]/)]')")) +
           method("selection", mock("", R"((\d?){60}[xy])")) +
           method("pattern", mock(""), "{type: object, properties: {text: {pattern: '^(a|aa|a?)*[bc]$'}}}") +
           method("validated", mock(""), "{type: object}") + //
           method("path", mock("$input.path('$.a')")) +      //
           method("json", mock("$input.json('$')")) + method("parse", mock("#set($x = $util.parseJson($input.body))")) +
           method("mapped", http(port, "fine",
                                 "        requestParameters: {integration.request.header.X-A: method.request.body.a}\n"
                                 "        responses: {default: {statusCode: '200'}}\n")) +
           method("brackets",
                  "        type: mock\n        requestTemplates: {application/json: '{\"statusCode\": 200}'}\n"
                  "        responses: {default: {statusCode: '200', responseTemplates: {application/json: \"" +
                      brackets + "\"}}}\n") +
           method("mapped-answer", http(port, "brackets", mapped)) +
           method("untouched", mock("#set($l = $input.body.length())"));
}

std::shared_ptr<const Program> programOf(const std::string& text)
{
    const gw::OpenApiReading reading = gw::readOpenApi(text, "hostile.yaml", gw::ApiId{3});
    if (!reading.source)
        qFatal("%s", toString(reading.diagnostics.front()).c_str());
    gw::Api api;
    api.id = gw::ApiId{3};
    api.apiId = "hostile000";
    api.name = "hostile";
    api.definition = gw::RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = "dev";
    return compile(api, stage).program;
}

std::string post(const std::string& path, const std::string& body)
{
    return "POST /dev/" + path +
           " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

// Everything a trace says about why.
QString reasonsOf(const Trace& trace)
{
    std::string reasons = trace.fault.responseType + ": " + trace.fault.reason;
    for (const Span& span : trace.spans)
        for (const auto& [name, value] : span.notes)
            reasons += "\n" + name + ": " + value;
    return QString::fromStdString(reasons);
}

} // namespace

class TestHostileRequests : public QObject
{
    Q_OBJECT

private slots:
    void endSoonAndTheNextIsServed_data();
    void endSoonAndTheNextIsServed();
};

void TestHostileRequests::endSoonAndTheNextIsServed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("reason");
    const QByteArray letters = "{\"text\":\"" + QByteArray(5'000, 'a') + "\"}";
    const QByteArray deep = QByteArray(10'000, '[') + QByteArray(10'000, ']');
    const QByteArray deepObjects = QByteArray("{\"a\":").repeated(10'000) + "1" + QByteArray(10'000, '}');
    const auto row = [](const char* path, const QByteArray& body, int status, const char* answer, const char* reason) {
        QTest::newRow(path) << body << status << QString(answer) << QString(reason);
    };
    const auto fails = [&](const char* path, const QByteArray& body, const char* reason) {
        row(path, body, 500, internalError, reason);
    };
    row("fine", "{}", 200, "done", "");
    fails("fuel", "{}", "The template takes more steps than it may.");
    fails("fuel-in-the-answer", "{}", "The template takes more steps than it may.");
    fails("matches", letters, "takes too many steps on this text");
    fails("replace-all", letters, "takes too many steps on this text");
    fails("replace-first", letters, "takes too many steps on this text");
    fails("split", letters, "takes too many steps on this text");
    fails("filter", "{\"list\":[{\"t\":\"" + QByteArray(5'000, 'a') + "\"}]}", "too many steps");
    fails("selection", "{}", "takes too many steps to match");
    row("pattern", letters, 400, invalidBody, "takes too many steps on input string");
    row("validated", deep, 400, invalidBody, "nested more than 200 levels deep");
    row("validated of objects", deepObjects, 400, invalidBody, "nested more than 200 levels deep");
    fails("path", deepObjects, "nested more than 200 levels deep");
    fails("json", deep, "nested more than 200 levels deep");
    fails("parse", deep, "nested more than 200 levels deep");
    row("mapped", deepObjects, 400, R"({"message": "Invalid JSON in request body"})",
        "nested more than 200 levels deep");
    fails("mapped-answer", "{}", "nested more than 200 levels deep");
    row("untouched", deep, 200, "done", "");
}

void TestHostileRequests::endSoonAndTheNextIsServed()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, answer);
    QFETCH(QString, reason);
    EngineOptions options;
    options.threads = 2; // some methods call others
    Engine engine(options);
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    const auto port = engine.listenApi("hostile000", "127.0.0.1", 0);
    QVERIFY(port);
    engine.deploy(programOf(hostileApi(*port)));
    const std::string path = QString(QTest::currentDataTag()).split(' ').first().toStdString();

    RawClient client(*port);
    QElapsedTimer timer;
    timer.start();
    client.send(post(path, body.toStdString()));
    const std::string response = client.receiveResponse();
    QCOMPARE(QString::fromStdString(bodyOf(response)), answer);
    QCOMPARE(statusOf(response), status);
    QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed()) + " ms"));

    client.send(post("fine", "{}"));
    QCOMPARE(bodyOf(client.receiveResponse()), std::string("done"));
    engine.flushTraces();
    const auto traces = ring->all();
    const auto hostile =
        std::find_if(traces.begin(), traces.end(), [&](const TracePtr& trace) { return trace->path == "/" + path; });
    QVERIFY(hostile != traces.end());
    QVERIFY2(reasonsOf(**hostile).contains(reason), qPrintable(reasonsOf(**hostile)));
}

QTEST_GUILESS_MAIN(TestHostileRequests)
#include "tst_hostile_requests.moc"
