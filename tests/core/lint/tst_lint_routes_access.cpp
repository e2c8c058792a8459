// Lint rules about parameter mappings, CORS and authorizers of HTTP APIs (reference 2.5 to 2.7).
#include "tests/core/lint/linted_text.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

// The mappings begin on line 9.
std::string route(const std::string& parameters)
{
    return head + integrated("        type: http_proxy\n        httpMethod: GET\n        uri: https://example.org\n" +
                             parameters);
}

std::string secured(const std::string& scheme)
{
    return head + "  /a:\n    get:\n      responses: {}\n      security: [{g: []}]\n" +
           "      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: 'https://example.org'}\n" +
           "components: {securitySchemes: {g: {" + scheme + "}}}\n";
}

const QString mapping = "route-mapping-invalid";

} // namespace

class TestLintRoutesAccess : public QObject
{
    Q_OBJECT

private slots:
    void mappings_data()
    {
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<int>("count");
        const auto request = [](const char* to, const char* from, int count) {
            QTest::newRow((std::string(to) + " from " + from).c_str())
                << QString("        requestParameters: {\"%1\": \"%2\"}\n").arg(to, from) << count;
        };
        const auto response = [](const char* to, const char* from, int count) {
            QTest::newRow((std::string("response ") + to + " from " + from).c_str())
                << QString("        responseParameters: {\"200\": {\"%1\": \"%2\"}}\n").arg(to, from) << count;
        };
        request("append:header.x", "$request.header.y", 0);
        request("overwrite:header.x", "$request.querystring.y", 0);
        request("overwrite:header.x", "$request.body.a[0].b", 0);
        request("overwrite:header.x", "$request.body", 0);
        request("overwrite:header.x", "$context.authorizer.claims.sub", 0);
        request("overwrite:header.x", "$stageVariables.y", 0);
        request("overwrite:header.x", "a text", 0);
        request("overwrite:header.x", "${request.path.id}-${context.stage}", 0);
        request("remove:header.x", "", 0);
        request("overwrite:path", "$request.path", 0);
        request("overwrite:path", "/v2${request.path}", 0);
        request("overwrite:path", "$request.path.id", 0);
        request("append:path", "x", 1);
        request("overwrite:header.Authorization", "x", 1);
        request("append:header.apigw-x", "x", 1);
        request("remove:header.Via", "", 1);
        request("overwrite:header.x", "$request.header.apigw-requestid", 1);
        request("overwrite:header.x", "$request.cookie.a", 1);
        request("overwrite:header.x", "$request.header.", 1);
        request("overwrite:header.x", "$response.header.a", 1);
        request("overwrite:header.x", "$method.request.header.a", 1);
        request("overwrite:header.x", "${request.path.id} ${nothing}", 1);
        request("overwrite:header.x", "${request.path", 0);
        request("overwrite:statuscode", "200", 1);
        request("integration.request.header.x", "method.request.header.y", 1);
        response("append:header.x", "$response.header.y", 0);
        response("overwrite:header.x", "$response.body.a", 0);
        response("overwrite:header.x", "$context.requestId", 0);
        response("overwrite:statuscode", "201", 0);
        response("overwrite:statuscode", "$response.body.status", 0);
        response("overwrite:statuscode", "99", 1);
        response("overwrite:statuscode", "ok", 1);
        response("remove:statuscode", "", 1);
        response("overwrite:header.Access-Control-Allow-Origin", "*", 1);
        response("overwrite:header.x", "$request.header.y", 1);
        response("overwrite:querystring.x", "1", 1);
        QTest::newRow("no status") << "        responseParameters: {default: {\"overwrite:header.x\": \"1\"}}\n" << 1;
        QTest::newRow("of a service") << "        integrationSubtype: SQS-SendMessage\n"
                                         "        requestParameters: {QueueUrl: x, MessageBody: $request.body}\n"
                                      << 0;
    }

    void mappings()
    {
        QFETCH(QString, parameters);
        const Api api = apiFrom(route(parameters.toStdString()), ApiKind::Http);
        QTEST(static_cast<int>(findings(api, mapping).size()), "count");
    }

    void pointsAtTheMapping()
    {
        const Api api = apiFrom(route("        requestParameters:\n          overwrite:header.Host: x\n          "
                                      "overwrite:header.Origin: x\n"),
                                ApiKind::Http);
        QCOMPARE(findings(api, mapping), QStringList{"11:9 error route-mapping-invalid"});
    }

    void otherKindsOfApis()
    {
        const std::string text = route("        responseParameters: {'200': {'overwrite:header.x': y}}\n");
        QCOMPARE(findings(apiFrom(text), "route-mapping-without-effect"),
                 QStringList{"11:9 warning route-mapping-without-effect"});
        QVERIFY(findings(apiFrom(text), mapping).isEmpty());
        QVERIFY(findings(apiFrom(text, ApiKind::Http), "route-mapping-without-effect").isEmpty());
    }

    void cors_data()
    {
        QTest::addColumn<QString>("cors");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* cors, QStringList expected) {
            QTest::newRow(name) << QString(cors) << std::move(expected);
        };
        row("sound", "{allowOrigins: ['https://a.example'], allowCredentials: true}", {});
        row("any origin with credentials", "{allowOrigins: ['*'], allowCredentials: true}",
            {"3:27 error cors-invalid"});
        row("too long", "{allowOrigins: ['*'], maxAge: 86401}", {"3:27 error cors-invalid"});
        row("two faults", "{allowOrigins: ['*', a], maxAge: -2}",
            {"3:27 error cors-invalid", "3:27 error cors-invalid"});
        row("no origin", "{allowMethods: [GET]}", {"3:27 warning cors-invalid"});
    }

    void cors()
    {
        QFETCH(QString, cors);
        std::string text = head;
        text.insert(text.find("paths"), "x-amazon-apigateway-cors: " + cors.toStdString() + "\n");
        QTEST(findings(apiFrom(text + good("/a"), ApiKind::Http), "cors-invalid"), "expected");
    }

    void corsOfARestApi()
    {
        const Api api = apiFrom(head + good("/a") + "x-amazon-apigateway-cors: {allowOrigins: ['*']}\n");
        QCOMPARE(findings(api, "cors-without-effect").size(), qsizetype(1));
        QVERIFY(findings(api, "cors-invalid").isEmpty());
    }

    void authorizers_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<int>("count");
        const auto row = [](const char* name, const std::string& scheme, int count) {
            QTest::newRow(name) << QString::fromStdString(scheme) << count;
        };
        const std::string jwt = "type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, ";
        const std::string config = "jwtConfiguration: {issuer: 'https://i.example', audience: [a]}";
        row("JWT", jwt + config + "}", 0);
        row("JWT of the query", jwt + config + ", identitySource: $request.querystring.t}", 0);
        row("JWT of OpenID Connect",
            "type: openIdConnect, openIdConnectUrl: 'https://i.example/.well-known/openid-configuration', "
            "x-amazon-apigateway-authorizer: {type: jwt, jwtConfiguration: {audience: [a]}}",
            0);
        row("JWT of a stage variable", jwt + config + ", identitySource: $stageVariables.t}", 1);
        row("JWT of two places", jwt + config + ", identitySource: '$request.header.A, $request.header.B'}", 1);
        row("no URL", jwt + "jwtConfiguration: {issuer: i.example, audience: [a]}}", 1);
        row("no issuer, no audience", jwt + "jwtConfiguration: {}}", 2);
        const std::string lambda = "type: apiKey, name: A, in: header, x-amazon-apigateway-authorizer: {type: ";
        const std::string two = "authorizerUri: u, authorizerPayloadFormatVersion: '2.0'";
        row("Lambda", lambda + "request, " + two + ", enableSimpleResponses: true}", 0);
        row("Lambda, all sources",
            lambda + "request, " + two +
                ", authorizerResultTtlInSeconds: 60, identitySource: '$request.header.A, $request.querystring.b, "
                "$context.routeKey, $stageVariables.c'}",
            0);
        row("TOKEN", lambda + "token, identitySource: $request.header.A, " + two + "}", 1);
        row("user pools", lambda + "cognito_user_pools, identitySource: $request.header.A, providerARNs: [x]}", 1);
        row("no version", lambda + "request, authorizerUri: u}", 1);
        row("version 3", lambda + "request, authorizerUri: u, authorizerPayloadFormatVersion: '3.0'}", 1);
        row("simple responses of 1.0",
            lambda + "request, authorizerUri: u, authorizerPayloadFormatVersion: '1.0', enableSimpleResponses: true}",
            1);
        row("a cache without sources", lambda + "request, " + two + ", authorizerResultTtlInSeconds: 60}", 1);
        row("a cache beyond an hour",
            lambda + "request, " + two + ", identitySource: $request.header.A, authorizerResultTtlInSeconds: 3601}", 1);
        row("sources of REST APIs", lambda + "request, " + two + ", identitySource: method.request.header.A}", 1);
        row("no function", lambda + "request, authorizerPayloadFormatVersion: '2.0'}", 1);
    }

    void authorizers()
    {
        QFETCH(QString, scheme);
        const Api api = apiFrom(secured(scheme.toStdString()), ApiKind::Http);
        const QStringList found = findings(api, "authorizer-invalid");
        QTEST(static_cast<int>(found.size()), "count");
        for (const QString& line : found)
            QCOMPARE(line, QString("9:32 error authorizer-invalid"));
    }

    void anUnknownAuthorizer()
    {
        const std::string text = head + "  /a:\n    get:\n      responses: {}\n" +
                                 "      x-amazon-apigateway-auth: {type: JWT}\n" +
                                 "      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: "
                                 "'https://example.org'}\n";
        QCOMPARE(findings(apiFrom(text, ApiKind::Http), "authorizer-unknown").size(), qsizetype(1));
    }
};

QTEST_GUILESS_MAIN(TestLintRoutesAccess)
#include "tst_lint_routes_access.moc"
