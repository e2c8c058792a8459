// Events of HTTP APIs' functions: the exact text of both formats once, which bodies are text, and keys and types
// against the recorded events of AWS's SDKs (GATEWRIGHT_CASES/aws_events).
#include "gateway-engine/integrations/route_event.h"

#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/serve.h"
#include "tests/support/engine_world.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;

namespace {

struct Place
{
    std::string path = "/orders/{id}";
    std::string stage = "prod";
    std::string format = "2.0";
    json::Value variables{};
};

// One route for any verb, with a function behind it.
std::shared_ptr<const Program> programAt(const Place& place)
{
    const std::string text = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n  " + place.path +
                             ":\n    x-amazon-apigateway-any-method:\n      responses: {}\n"
                             "      x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, "
                             "uri: 'arn:aws:lambda:us-east-1:000000000000:function:f', payloadFormatVersion: '" +
                             place.format + "'}\n";
    const auto reading = readOpenApi(text, "t.yaml", ApiId{7});
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.definition = HttpApi{reading.source->definition};
    gw::Stage stage;
    stage.name = place.stage;
    if (place.variables.isObject())
        for (const json::Member& variable : place.variables.asObject())
            stage.variables.emplace_back(variable.key, variable.value.scalarText());
    Surroundings surroundings;
    surroundings.aws.accountId = "111122223333";
    surroundings.services = std::make_shared<test::FakeAwsServices>();
    return compile(api, stage, {}, surroundings).program;
}

json::Value eventFor(const Place& place, Request request, const std::string& path)
{
    test::FakeServices services;
    test::FakeUpstream upstream;
    UpstreamResponse answer;
    answer.response.body = R"({"statusCode":200})";
    upstream.outcome = answer;
    request.remoteAddress = "203.0.113.9";
    request.localPort = 443;
    request.isTls = true;
    request.target = path;
    Exchange x(std::move(request), programAt(place), upstream, services, {});
    x.path = x.request.path();
    test::runTask(serve(x));
    auto event = json::readJson(upstream.sent.empty() ? "null" : upstream.sent.front().body);
    return event ? *std::move(event) : json::Value();
}

Request order()
{
    Request request;
    request.method = "GET";
    request.headers.add("Accept", "*/*");
    request.headers.add("Host", "api.example.org");
    request.headers.add("x-tag", "a");
    request.headers.add("X-Tag", "b");
    request.headers.add("User-Agent", "curl/8");
    request.headers.add("Connection", "close");
    request.headers.add("Cookie", "a=1; b=2");
    request.headers.add("X-Amzn-Trace-Id", "Root=1-5f0f0f0f-000000000000000000000001");
    return request;
}

// The id, which the fake world draws, by a name.
json::Value withNamedId(json::Value event, std::initializer_list<const char*> keys)
{
    json::Value& context = *event.find("requestContext");
    for (const char* key : keys) {
        if (context[key].toString().size() != 16)
            return {};
        context.set(key, "ID");
    }
    return event;
}

const char* typeOf(const json::Value& value)
{
    if (value.isObject())
        return "object";
    if (value.isArray())
        return "array";
    if (value.isString())
        return "string";
    if (value.isNumber())
        return "number";
    return value.isBool() ? "boolean" : "null";
}

// What a caller with an identity or a certificate would add, and what routes without variables have none of.
bool isOfOthers(const QString& path)
{
    return path.startsWith("/requestContext/authorizer") || path.startsWith("/requestContext/authentication") ||
           path.startsWith("/requestContext/identity/clientCert") || path.startsWith("/pathParameters");
}

void compareKeys(const json::Value& expected, const json::Value& actual, const QString& path, QStringList& problems)
{
    if (isOfOthers(path) || expected.isNull() || actual.isNull())
        return;
    if (std::string_view(typeOf(expected)) != typeOf(actual))
        problems << path + " is " + typeOf(actual) + ", not " + typeOf(expected);
    if (!expected.isObject() || !actual.isObject())
        return;
    const bool isHeaders = path.endsWith("eaders");
    for (const json::Member& member : expected.asObject()) {
        const std::string key = isHeaders ? toLowerAscii(member.key) : member.key;
        const QString at = path + "/" + QString::fromStdString(key);
        if (const json::Value* found = actual.find(key))
            compareKeys(member.value, *found, at, problems);
        else if (!isOfOthers(at))
            problems << at + " is missing";
    }
}

void addHeaders(Request& request, const json::Value& event)
{
    if (event["headers"].isObject())
        for (const json::Member& header : event["headers"].asObject())
            request.headers.add(header.key, header.value.scalarText());
    std::string cookies;
    if (event["cookies"].isArray())
        for (const json::Value& cookie : event["cookies"].asArray())
            cookies += (cookies.empty() ? "" : "; ") + cookie.scalarText();
    if (!cookies.empty())
        request.headers.add("Cookie", cookies);
    request.body = event["body"].scalarText();
}

json::Value madeLike(const json::Value& event, bool isFormat2)
{
    Request request;
    const json::Value& context = event["requestContext"];
    request.method = isFormat2 ? context["http"]["method"].scalarText() : event["httpMethod"].scalarText();
    addHeaders(request, event);
    Place place;
    place.stage = context["stage"].scalarText();
    place.format = isFormat2 ? "2.0" : "1.0";
    place.variables = event["stageVariables"];
    place.path = isFormat2 ? "/$default" : event["resource"].scalarText();
    std::string path = isFormat2 ? event["rawPath"].scalarText() : event["path"].scalarText();
    if (const std::string query = event["rawQueryString"].scalarText(); !query.empty())
        path += "?" + query;
    else if (event["queryStringParameters"].isObject())
        path += "?parameter1=value1&parameter1=value2&parameter2=value";
    return eventFor(place, std::move(request), path);
}

} // namespace

class TestRouteEvent : public QObject
{
    Q_OBJECT

private slots:
    void theWholeEvent2();
    void theWholeEvent1();
    void leavesOutWhatIsNotThere();
    void defaultStageIsNoPartOfThePath();
    void bodies_data();
    void bodies();
    void recordedShapes_data();
    void recordedShapes();
};

void TestRouteEvent::theWholeEvent2()
{
    Place place;
    place.variables = *json::readJson(R"({"v":"1"})");
    const json::Value event = withNamedId(eventFor(place, order(), "/orders/a%20b?q=1&q=2%203&e"), {"requestId"});
    const std::string expected =
        R"({"version":"2.0","routeKey":"ANY /orders/{id}","rawPath":"/prod/orders/a b","rawQueryString":"q=1&q=2%203&e","cookies":["a=1","b=2"],)"
        R"("headers":{"accept":"*/*","host":"api.example.org","x-tag":"a,b","user-agent":"curl/8","content-length":"0","x-amzn-trace-id":"Root=1-5f0f0f0f-000000000000000000000001","x-forwarded-for":"203.0.113.9","x-forwarded-port":"443","x-forwarded-proto":"https"},)"
        R"("queryStringParameters":{"q":"1,2 3","e":""},)"
        R"("requestContext":{"accountId":"111122223333","apiId":"abcdefghij","domainName":"abcdefghij.execute-api.localhost","domainPrefix":"abcdefghij","http":{"method":"GET","path":"/prod/orders/a b","protocol":"HTTP/1.1","sourceIp":"203.0.113.9","userAgent":"curl/8"},"requestId":"ID","routeKey":"ANY /orders/{id}","stage":"prod","time":"14/Nov/2023:22:13:20 +0000","timeEpoch":1700000000000},)"
        R"("pathParameters":{"id":"a b"},"stageVariables":{"v":"1"},"isBase64Encoded":false})";
    QCOMPARE(QString::fromStdString(json::writeJson(event)), QString::fromStdString(expected));
}

void TestRouteEvent::theWholeEvent1()
{
    Place place;
    place.format = "1.0";
    const json::Value event =
        withNamedId(eventFor(place, order(), "/orders/7?q=1&q=2"), {"requestId", "extendedRequestId"});
    const std::string expected =
        R"({"version":"1.0","resource":"/orders/{id}","path":"/prod/orders/7","httpMethod":"GET",)"
        R"("headers":{"accept":"*/*","host":"api.example.org","x-tag":"b","user-agent":"curl/8","cookie":"a=1; b=2","content-length":"0","x-amzn-trace-id":"Root=1-5f0f0f0f-000000000000000000000001","x-forwarded-for":"203.0.113.9","x-forwarded-port":"443","x-forwarded-proto":"https"},)"
        R"("multiValueHeaders":{"accept":["*/*"],"host":["api.example.org"],"x-tag":["a","b"],"user-agent":["curl/8"],"cookie":["a=1; b=2"],"content-length":["0"],"x-amzn-trace-id":["Root=1-5f0f0f0f-000000000000000000000001"],"x-forwarded-for":["203.0.113.9"],"x-forwarded-port":["443"],"x-forwarded-proto":["https"]},)"
        R"("queryStringParameters":{"q":"2"},"multiValueQueryStringParameters":{"q":["1","2"]},)"
        R"("requestContext":{"accountId":"111122223333","apiId":"abcdefghij","authorizer":{"claims":null,"scopes":null},"domainName":"abcdefghij.execute-api.localhost","domainPrefix":"abcdefghij","extendedRequestId":"ID","httpMethod":"GET",)"
        R"("identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"sourceIp":"203.0.113.9","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"curl/8","user":null},)"
        R"("path":"/prod/orders/7","protocol":"HTTP/1.1","requestId":"ID","requestTime":"14/Nov/2023:22:13:20 +0000","requestTimeEpoch":1700000000000,"resourceId":null,"resourcePath":"/orders/{id}","stage":"prod"},)"
        R"("pathParameters":{"id":"7"},"stageVariables":null,"body":null,"isBase64Encoded":false})";
    QCOMPARE(QString::fromStdString(json::writeJson(event)), QString::fromStdString(expected));
}

void TestRouteEvent::leavesOutWhatIsNotThere()
{
    Request request;
    request.method = "GET";
    const json::Value event = eventFor({"/$default", "$default", "2.0", {}}, request, "/");
    QVERIFY(event.isObject());
    for (const char* key : {"cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"})
        QVERIFY2(!event.find(key), key);
    QVERIFY(!event["requestContext"].find("authorizer"));
    QVERIFY(!event["requestContext"].find("authentication"));
    QCOMPARE(event["rawQueryString"].toString("?"), std::string_view(""));
    QCOMPARE(event["routeKey"].toString(), std::string_view("$default"));
}

void TestRouteEvent::defaultStageIsNoPartOfThePath()
{
    for (const std::string format : {"2.0", "1.0"}) {
        Request request;
        request.method = "GET";
        const json::Value event = eventFor({"/{x+}", "$default", format, {}}, request, "/a//b%2Fc/");
        QCOMPARE(event[format == "2.0" ? "rawPath" : "path"].toString(), std::string_view("/a//b/c/"));
        QCOMPARE(event["pathParameters"]["x"].toString(), std::string_view("a//b/c/"));
        QCOMPARE(event["requestContext"]["stage"].toString(), std::string_view("$default"));
    }
}

void TestRouteEvent::bodies_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<bool>("isText");
    const auto row = [](const char* type, bool isText) {
        QTest::newRow(*type ? type : "none") << QByteArray(type) << isText;
    };
    row("text/plain", true);
    row("text/html; charset=utf-8", true);
    row("TEXT/CSV", true);
    row("application/json", true);
    row("application/json; charset=utf-8", true);
    row("application/xml", true);
    row("application/javascript", true);
    row("application/x-www-form-urlencoded", false);
    row("multipart/form-data; boundary=x", false);
    row("application/vnd.api+json", false);
    row("application/octet-stream", false);
    row("image/png", false);
    row("", false);
}

void TestRouteEvent::bodies()
{
    QFETCH(QByteArray, contentType);
    QFETCH(bool, isText);
    for (const std::string format : {"2.0", "1.0"}) {
        Request request;
        request.method = "POST";
        request.body = "a=1";
        if (!contentType.isEmpty())
            request.headers.add("Content-Type", contentType.toStdString());
        const json::Value event = eventFor({"/o", "prod", format, {}}, request, "/o");
        QCOMPARE(event["isBase64Encoded"].toBool(), !isText);
        QCOMPARE(event["body"].toString(), std::string_view(isText ? "a=1" : "YT0x"));
        QCOMPARE(event["headers"]["content-length"].toString(), std::string_view("3"));
    }
}

void TestRouteEvent::recordedShapes_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("2.0") << "http-api-proxy-v2";
    QTest::newRow("1.0") << "http-api-proxy-v1";
}

void TestRouteEvent::recordedShapes()
{
    QFETCH(QString, kind);
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/aws_events/events.json");
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto all = json::readJson(file.readAll().toStdString());
    QVERIFY(all);
    int count = 0;
    QStringList problems;
    for (const json::Value& recorded : all->asArray()) {
        if (recorded["kind"].toString() != kind.toStdString())
            continue;
        ++count;
        QStringList found;
        compareKeys(recorded["event"], madeLike(recorded["event"], kind.endsWith("v2")), {}, found);
        if (!found.isEmpty())
            problems << QString::fromStdString(recorded["id"].scalarText()) + ": " + found.join("; ");
    }
    qInfo("%d events", count);
    QVERIFY(count > 0);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
}

QTEST_GUILESS_MAIN(TestRouteEvent)
#include "tst_route_event.moc"
