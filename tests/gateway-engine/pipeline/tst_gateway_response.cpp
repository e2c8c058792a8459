// The 21 gateway responses (reference 1.24): status, exact body in both spacings, x-amzn-ErrorType; and what
// DEFAULT_4XX, DEFAULT_5XX and a type's own answer give to each.
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::FakeServices;
using gw::engine::test::FakeUpstream;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::shared_ptr<const Program> programWith(std::vector<GatewayResponseDefinition> responses)
{
    Api api;
    api.apiId = "abcdefghij";
    RestApi rest;
    rest.openApi.gatewayResponses = std::move(responses);
    api.definition = std::move(rest);
    return compile(api, {}).program;
}

Response answerTo(const Fault& fault, std::vector<GatewayResponseDefinition> responses = {})
{
    FakeServices services;
    FakeUpstream upstream;
    Request request;
    request.method = "GET";
    request.target = "/x?q=1";
    const Exchange x(std::move(request), programWith(std::move(responses)), upstream, services, {});
    return gatewayResponse(x, fault);
}

} // namespace

class TestGatewayResponse : public QObject
{
    Q_OBJECT

private slots:
    void types_data();
    void types();
    void classes_data() { types_data(); }
    void classes();
    void ownAnswer_data() { types_data(); }
    void ownAnswer();
    void messages();
    void hostileValues();
};

void TestGatewayResponse::types_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body"); // before the execution
    QTest::addColumn<QString>("errorType");
    const auto row = [](const char* type, int status, const char* body, const char* errorType) {
        QTest::newRow(type) << type << status << body << errorType;
    };
    row("ACCESS_DENIED", 403, R"({"Message":"User is not authorized to access this resource"})",
        "AccessDeniedException");
    row("API_CONFIGURATION_ERROR", 500, R"({"message":"Internal server error"})", "InternalServerErrorException");
    row("AUTHORIZER_CONFIGURATION_ERROR", 500, R"({"message":null})", "AuthorizerConfigurationException");
    row("AUTHORIZER_FAILURE", 500, R"({"message":null})", "AuthorizerConfigurationException");
    row("BAD_REQUEST_PARAMETERS", 400, R"({"message":"Missing required request parameters: []"})",
        "BadRequestException");
    row("BAD_REQUEST_BODY", 400, R"({"message":"Invalid request body"})", "BadRequestException");
    row("DEFAULT_4XX", 400, R"({"message":"Bad Request"})", "BadRequestException");
    row("DEFAULT_5XX", 500, R"({"message":"Internal server error"})", "InternalServerErrorException");
    row("EXPIRED_TOKEN", 403, R"({"message":"The security token included in the request is expired"})",
        "ExpiredTokenException");
    row("INTEGRATION_FAILURE", 504, R"({"message":"Network error communicating with endpoint"})",
        "InternalServerErrorException");
    row("INTEGRATION_TIMEOUT", 504, R"({"message":"Endpoint request timed out"})", "InternalServerErrorException");
    row("INVALID_API_KEY", 403, R"({"message":"Forbidden"})", "ForbiddenException");
    row("INVALID_SIGNATURE", 403,
        R"({"message":"The request signature we calculated does not match the signature you provided."})",
        "InvalidSignatureException");
    row("MISSING_AUTHENTICATION_TOKEN", 403, R"({"message":"Missing Authentication Token"})",
        "MissingAuthenticationTokenException");
    row("QUOTA_EXCEEDED", 429, R"({"message":"Limit Exceeded"})", "LimitExceededException");
    row("REQUEST_TOO_LARGE", 413, R"({"message":"HTTP content length exceeded 10485760 bytes"})",
        "RequestTooLargeException");
    row("RESOURCE_NOT_FOUND", 404, R"({"message":"Not Found"})", "NotFoundException");
    row("THROTTLED", 429, R"({"message":"Too Many Requests"})", "TooManyRequestsException");
    row("UNAUTHORIZED", 401, R"({"message":"Unauthorized"})", "UnauthorizedException");
    row("UNSUPPORTED_MEDIA_TYPE", 415, R"({"message":"Unsupported Media Type"})", "BadRequestException");
    row("WAF_FILTERED", 403, R"({"message":"Forbidden"})", "ForbiddenException");
}

void TestGatewayResponse::types()
{
    QFETCH(QString, type);
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(QString, errorType);
    Fault fault{responseTypeFrom(type.toStdString()).value()};
    const Response before = answerTo(fault);
    QCOMPARE(before.status, status);
    QCOMPARE(text(before.bodyText()), body);
    QCOMPARE(text(before.headers.get("x-amzn-ErrorType")), errorType);
    QCOMPARE(text(before.headers.get("Content-Type")), QString("application/json"));
    fault.duringExecution = true;
    QCOMPARE(text(answerTo(fault).bodyText()), QString(body).replace("essage\":", "essage\": "));
}

void TestGatewayResponse::classes()
{
    QFETCH(QString, type);
    QFETCH(int, status);
    QFETCH(QString, body);
    GatewayResponseDefinition client{"DEFAULT_4XX", "418", {{"gatewayresponse.header.X-Class", "'4'"}}, {}};
    GatewayResponseDefinition server{"DEFAULT_5XX",
                                     "503",
                                     {{"gatewayresponse.header.X-Class", "'5'"}},
                                     {{"application/json", "$context.error.responseType"}}};
    const Response response = answerTo(Fault{responseTypeFrom(type.toStdString()).value()}, {client, server});
    if (type == "REQUEST_TOO_LARGE") {
        QCOMPARE(response.status, 413); // nobody's to customise
        QVERIFY(!response.headers.has("X-Class"));
        return;
    }
    QCOMPARE(response.status, status < 500 ? 418 : 503);
    QCOMPARE(text(response.headers.get("X-Class")), QString(status < 500 ? "4" : "5"));
    QCOMPARE(text(response.bodyText()), status < 500 ? body : type);
}

void TestGatewayResponse::ownAnswer()
{
    QFETCH(QString, type);
    QFETCH(int, status);
    GatewayResponseDefinition common{status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX", "599", {}, {}};
    GatewayResponseDefinition own{type.toStdString(),
                                  "299",
                                  {{"gatewayresponse.header.X-Query", "method.request.querystring.q"}},
                                  {{"text/plain", "${context.error.message} at $context.stage"}}};
    if (type.startsWith("DEFAULT"))
        common = {};
    const Fault fault{responseTypeFrom(type.toStdString()).value()};
    const Response response = answerTo(fault, {common, own});
    if (type == "REQUEST_TOO_LARGE")
        return;
    QCOMPARE(response.status, 299);
    QCOMPARE(text(response.headers.get("X-Query")), QString("1"));
    QCOMPARE(text(response.headers.get("Content-Type")), QString("text/plain"));
    QCOMPARE(text(response.bodyText()), text(faultMessage(fault)) + " at dev");
}

void TestGatewayResponse::messages()
{
    Fault fault{GatewayResponseType::BadRequestParameters, "", "Missing \"q\"\n", true};
    QCOMPARE(text(answerTo(fault).bodyText()), QString("{\"message\": \"Missing \\\"q\\\"\\n\"}"));
    const GatewayResponseDefinition own{
        "DEFAULT_5XX", "", {}, {{"application/json", "{\"m\":$context.error.messageString}"}}};
    QCOMPARE(text(answerTo(Fault{GatewayResponseType::AuthorizerFailure}, {own}).bodyText()), QString(R"({"m":null})"));
}

void TestGatewayResponse::hostileValues()
{
    const GatewayResponseDefinition own{
        "THROTTLED", "99", {{"gatewayresponse.header.X Y", "'1'"}, {"gatewayresponse.header.X", "'a\r\nB: c'"}}, {}};
    const Response response = answerTo(Fault{GatewayResponseType::Throttled}, {own});
    QCOMPARE(response.status, 429);
    QVERIFY(!response.headers.has("X Y"));
    QCOMPARE(text(response.headers.get("X")), QString("aB: c"));
}

QTEST_GUILESS_MAIN(TestGatewayResponse)
#include "tst_gateway_response.moc"
