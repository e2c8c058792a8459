// The event of AWS_PROXY integrations: its exact text once, and its keys and types against the recorded events of AWS's
// SDKs (GATEWRIGHT_CASES/aws_events).
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/pipeline/serve.h"
#include "tests/support/engine_world.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;

namespace {

// One method at `resource`, with a function behind it.
std::shared_ptr<const Program> programAt(const std::string& resource, const json::Value& variables, bool isBinary)
{
    const std::string uri =
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f"
        "/invocations";
    json::Value integration = json::Value::object();
    integration.set("type", "aws_proxy");
    integration.set("httpMethod", "POST");
    integration.set("uri", uri);
    json::Value method = json::Value::object();
    method.set("operationId", "HelloWorld");
    method.set("responses", json::Value::object());
    method.set("x-amazon-apigateway-integration", integration);
    json::Value path = json::Value::object();
    path.set("x-amazon-apigateway-any-method", method);
    json::Value paths = json::Value::object();
    paths.set(resource, path);
    json::Value document = json::Value::object();
    document.set("openapi", "3.0.1");
    document.set("info", *json::readJson(R"({"title":"t","version":"1"})"));
    document.set("paths", paths);
    if (isBinary)
        document.set("x-amazon-apigateway-binary-media-types", json::Array{json::Value("*/*")});
    const auto reading = readOpenApi(json::writeJson(document), "t.json", ApiId{7});
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.definition = RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = "prod";
    if (variables.isObject())
        for (const json::Member& variable : variables.asObject())
            stage.variables.emplace_back(variable.key, variable.value.scalarText());
    Surroundings surroundings;
    surroundings.aws.accountId = "111122223333";
    surroundings.services = std::make_shared<test::FakeAwsServices>();
    return compile(api, stage, {}, surroundings).program;
}

std::string eventFor(const std::shared_ptr<const Program>& program, Request request)
{
    test::FakeServices services;
    test::FakeUpstream upstream;
    UpstreamResponse answer;
    answer.response.body = R"({"statusCode":200})";
    upstream.outcome = answer;
    request.remoteAddress = "203.0.113.9";
    request.localPort = 4780;
    Exchange x(std::move(request), program, upstream, services, {});
    x.path = x.request.path();
    test::runTask(serve(x));
    return upstream.sent.empty() ? std::string() : upstream.sent.front().body;
}

std::string encodedQuery(const json::Value& multi)
{
    std::string query;
    if (!multi.isObject())
        return query;
    for (const json::Member& field : multi.asObject())
        for (const json::Value& value : field.value.asArray())
            query += (query.empty() ? "?" : "&") + field.key + "=" + value.scalarText();
    return query;
}

Request requestOf(const json::Value& event)
{
    Request request;
    request.method = event["httpMethod"].scalarText();
    request.target = event["path"].scalarText() + encodedQuery(event["multiValueQueryStringParameters"]);
    if (event["multiValueHeaders"].isObject())
        for (const json::Member& header : event["multiValueHeaders"].asObject())
            for (const json::Value& value : header.value.asArray())
                request.headers.add(header.key, value.scalarText());
    request.body = event["body"].scalarText();
    return request;
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

// What a caller with an identity, a key or a certificate would add.
bool isOfCallers(const QString& path)
{
    return path.startsWith("/requestContext/authorizer") || path.startsWith("/requestContext/identity/clientCert") ||
           path.startsWith("/requestContext/identity/apiKey") || path == "/requestContext/operationName";
}

void compareKeys(const json::Value& expected, const json::Value& actual, const QString& path, QStringList& problems)
{
    if (isOfCallers(path))
        return;
    const bool isEither = expected.isNull() || actual.isNull();
    if (!isEither && std::string_view(typeOf(expected)) != typeOf(actual))
        problems << path + " is " + typeOf(actual) + ", not " + typeOf(expected);
    if (!expected.isObject() || !actual.isObject())
        return;
    for (const json::Member& member : expected.asObject()) {
        const QString at = path + "/" + QString::fromStdString(member.key);
        if (const json::Value* found = actual.find(member.key))
            compareKeys(member.value, *found, at, problems);
        else if (!isOfCallers(at))
            problems << at + " is missing";
    }
}

} // namespace

class TestLambdaEvent : public QObject
{
    Q_OBJECT

private slots:
    void theWholeEvent();
    void emptyThings();
    void bytes();
    void recordedShapes();
};

void TestLambdaEvent::theWholeEvent()
{
    Request request;
    request.method = "GET";
    request.target = "/orders/a%2Fb?q=1&q=2%203&e";
    request.headers.add("Host", "t.example");
    request.headers.add("x-tag", "a");
    request.headers.add("X-Tag", "b");
    request.headers.add("User-Agent", "curl/8");
    request.headers.add("Connection", "close");
    request.headers.add("X-Forwarded-For", "198.51.100.1");
    request.headers.add("X-Amzn-Trace-Id", "Root=1-5f0f0f0f-000000000000000000000001");
    const auto event =
        json::readJson(eventFor(programAt("/orders/{id}", *json::readJson(R"({"v":"1"})"), false), request));
    QVERIFY(event);
    const std::string expected =
        R"({"resource":"/orders/{id}","path":"/orders/a%2Fb","httpMethod":"GET",)"
        R"("headers":{"Host":"t.example","x-tag":"b","User-Agent":"curl/8","X-Amzn-Trace-Id":"Root=1-5f0f0f0f-000000000000000000000001","X-Forwarded-For":"198.51.100.1, 203.0.113.9","X-Forwarded-Port":"4780","X-Forwarded-Proto":"http"},)"
        R"("multiValueHeaders":{"Host":["t.example"],"x-tag":["a","b"],"User-Agent":["curl/8"],"X-Amzn-Trace-Id":["Root=1-5f0f0f0f-000000000000000000000001"],"X-Forwarded-For":["198.51.100.1, 203.0.113.9"],"X-Forwarded-Port":["4780"],"X-Forwarded-Proto":["http"]},)"
        R"("queryStringParameters":{"q":"2 3","e":""},"multiValueQueryStringParameters":{"q":["1","2 3"],"e":[""]},)"
        R"("pathParameters":{"id":"a%2Fb"},"stageVariables":{"v":"1"},)"
        R"("requestContext":{"resourceId":"RID","resourcePath":"/orders/{id}","operationName":"HelloWorld","httpMethod":"GET","extendedRequestId":"XID","requestTime":"14/Nov/2023:22:13:20 +0000","path":"/prod/orders/a%2Fb","accountId":"111122223333","protocol":"HTTP/1.1","stage":"prod","domainPrefix":"abcdefghij","requestTimeEpoch":1700000000000,"requestId":"UID",)"
        R"("identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,"sourceIp":"203.0.113.9","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,"cognitoAuthenticationProvider":null,"userArn":null,"userAgent":"curl/8","user":null},)"
        R"("domainName":"abcdefghij.execute-api.localhost","deploymentId":"draft","apiId":"abcdefghij"},"body":null,"isBase64Encoded":false})";
    json::Value named = *event;
    json::Value& context = *named.find("requestContext");
    for (const auto& [key, name] :
         {std::pair("resourceId", "RID"), {"extendedRequestId", "XID"}, {"requestId", "UID"}}) {
        QVERIFY(context[key].isString());
        QVERIFY(!context[key].asString().empty());
        context.set(key, name);
    }
    QCOMPARE(QString::fromStdString(json::writeJson(named)), QString::fromStdString(expected));
}

void TestLambdaEvent::emptyThings()
{
    Request request;
    request.method = "GET";
    request.target = "/";
    const auto event = json::readJson(eventFor(programAt("/", {}, false), request));
    QVERIFY(event);
    for (const char* key :
         {"queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "stageVariables", "body"}) {
        QVERIFY2(event->find(key), key);
        QVERIFY2((*event)[key].isNull(), key);
    }
    QVERIFY(!event->find("version"));
    QCOMPARE((*event)["path"].toString(), std::string_view("/"));
}

void TestLambdaEvent::bytes()
{
    Request request;
    request.method = "POST";
    request.target = "/";
    request.body = std::string("\0\xff\x80", 3);
    const auto binary = json::readJson(eventFor(programAt("/", {}, true), request));
    QVERIFY(binary);
    QCOMPARE((*binary)["body"].toString(), std::string_view("AP+A"));
    QVERIFY((*binary)["isBase64Encoded"].toBool());
    const auto text = json::readJson(eventFor(programAt("/", {}, false), request));
    QVERIFY(text);
    QCOMPARE((*text)["body"].asString(), std::string("\0\xEF\xBF\xBD\xEF\xBF\xBD", 7));
    QVERIFY(!(*text)["isBase64Encoded"].toBool());
}

void TestLambdaEvent::recordedShapes()
{
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/aws_events/events.json");
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto all = json::readJson(file.readAll().toStdString());
    QVERIFY(all);
    int count = 0;
    int met = 0;
    QStringList problems;
    for (const json::Value& recorded : all->asArray()) {
        if (recorded["kind"].toString() != "rest-proxy-v1")
            continue;
        ++count;
        const json::Value& event = recorded["event"];
        const auto program = programAt(event["resource"].scalarText(), event["stageVariables"], false);
        const auto made = json::readJson(eventFor(program, requestOf(event)));
        QStringList found;
        if (made)
            compareKeys(event, *made, {}, found);
        else
            found << "no event";
        met += found.isEmpty() ? 1 : 0;
        if (!found.isEmpty())
            problems << QString::fromStdString(recorded["id"].scalarText()) + ": " + found.join("; ");
    }
    qInfo("%d of %d", met, count);
    QVERIFY(count > 0);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
}

QTEST_GUILESS_MAIN(TestLambdaEvent)
#include "tst_lambda_event.moc"
