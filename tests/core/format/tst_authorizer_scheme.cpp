// Authorizers as security schemes: read in both dialects, edited so that nothing else of the file changes, and who
// names them in methods.
#include "core/format/authorizer_scheme.h"

#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "core/json/text.h"
#include "tests/core/edit/edited_project.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using DefinitionChange = std::function<void(OpenApiDefinition&)>;
Q_DECLARE_METATYPE(DefinitionChange)
using AuthorizerChange = std::function<void(Authorizer&)>;
Q_DECLARE_METATYPE(AuthorizerChange)

namespace {

const std::string openApi = R"(# guarded
openapi: 3.0.1
info: {title: t, version: '1'}
servers:
  - url: https://example.org/
    x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: false, mine: 1} # reached by name
paths:
  /a:
    get:
      security:
        - jwt: [a/read] # a scope
      responses: {}
    put:
      security: [{token: []}, {other: []}]
      responses: {}
    post:
      responses: {}
components:
  securitySchemes:
    token: # by token
      type: apiKey
      name: X-Token   # the header
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: token
        authorizerUri: "arn:one" # quoted
        identityValidationExpression: ^x-[a-z]+
        authorizerResultTtlInSeconds: 60
        mine: kept
    jwt:
      type: oauth2
      x-amazon-apigateway-authorizer:
        type: jwt
        jwtConfiguration:
          issuer: https://issuer.example # theirs
          audience: [one, two]
    other: {type: apiKey, name: x-api-key, in: header}
x-amazon-apigateway-policy:
  Version: "2012-10-17"
  Statement:
    - Effect: Allow # all
      Principal: "*"
      Action: execute-api:Invoke
      Resource: execute-api:/*
)";

const std::string swagger = R"({
  "swagger": "2.0",
  "info": {"title": "t", "version": "1"},
  "x-amazon-apigateway-api-key-source": "AUTHORIZER",
  "x-amazon-apigateway-endpoint-configuration": {"vpcEndpointIds": ["vpce-1"]},
  "paths": {"/a": {"get": {"security": [{"pool": ["a/b"]}], "responses": {}}}},
  "securityDefinitions": {
    "pool": {
      "type": "apiKey", "name": "Authorization", "in": "header",
      "x-amazon-apigateway-authtype": "cognito_user_pools",
      "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": ["arn:pool"]}
    }
  }
}
)";

QString textOf(const Authorizer& a)
{
    QStringList parts{QString::fromUtf8(toString(a.type).data())};
    const auto say = [&parts](const char* name, const std::string& text) {
        if (!text.empty())
            parts << QString("%1=%2").arg(name, QString::fromStdString(text));
    };
    say("uri", a.authorizerUri);
    say("role", a.authorizerCredentials);
    for (const std::string& source : a.identitySource)
        say("from", source);
    say("pattern", a.identityValidationExpression);
    if (a.authorizerResultTtlInSeconds)
        say("ttl", std::to_string(*a.authorizerResultTtlInSeconds));
    for (const std::string& arn : a.providerARNs)
        say("pool", arn);
    say("issuer", a.jwtConfiguration.issuer);
    for (const std::string& audience : a.jwtConfiguration.audience)
        say("audience", audience);
    say("version", a.authorizerPayloadFormatVersion);
    if (a.enableSimpleResponses)
        parts << "simple";
    return parts.join(" ");
}

json::Value schemeOf(const QString& yaml)
{
    auto value = json::readYaml("# YAML\n" + yaml.toStdString());
    if (!value)
        qFatal("%s", toString(value.error()).c_str());
    return *value;
}

std::string written(const std::string& text, const DefinitionChange& change)
{
    Api api = apiFrom(text);
    change(*api.openApi());
    auto result = writeOpenApi(api);
    if (!result)
        return "failed: " + toString(result.error());
    OpenApiDefinition wanted = *api.openApi();
    const OpenApiReading again = readOpenApi(*result, api.file, api.id);
    if (!again.source || !(again.source->definition == wanted))
        return "does not read back:\n" + *result;
    return *result;
}

void editAuthorizer(OpenApiDefinition& definition, const std::string& name, const AuthorizerChange& change)
{
    const auto before = findAuthorizer(definition, name);
    if (!before)
        qFatal("no authorizer %s", name.c_str());
    Authorizer after = *before;
    change(after);
    json::Value& scheme = *definition.components.find(securitySchemesKey(definition))->find(name);
    scheme = writtenAuthorizer(scheme, &*before, after);
}

Method& methodOf(OpenApiDefinition& definition, HttpVerb verb)
{
    for (Cow<Method>& method : definition.resources.front().edit().methods)
        if (method->verb == verb)
            return method.edit();
    qFatal("no such method");
}

DefinitionChange authorizer(const std::string& name, AuthorizerChange change)
{
    return [=](OpenApiDefinition& d) { editAuthorizer(d, name, change); };
}

DefinitionChange method(HttpVerb verb, std::function<void(Method&)> change)
{
    return [=](OpenApiDefinition& d) { change(methodOf(d, verb)); };
}

} // namespace

class TestAuthorizerScheme : public QObject
{
    Q_OBJECT

private slots:
    void readsSchemes_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& scheme, const QString& expected) {
            QTest::newRow(name) << scheme << expected;
        };
        const QString ext = "x-amazon-apigateway-authorizer: ";
        row("token", "{type: apiKey, name: X, in: header, " + ext + "{type: token, authorizerUri: u}}",
            "TOKEN uri=u from=method.request.header.X");
        row("token that lists its source",
            "{name: X, in: header, " + ext + "{type: token, identitySource: method.request.header.Y}}",
            "TOKEN from=method.request.header.Y");
        row("token without header", "{" + ext + "{type: token}}", "TOKEN");
        row("request",
            "{name: Unused, in: header, " + ext +
                "{type: request, identitySource: 'method.request.header.A,  stageVariables.b ,context.c,'}}",
            "REQUEST from=method.request.header.A from=stageVariables.b from=context.c");
        row("a list of sources", "{" + ext + "{type: REQUEST, identitySource: [$request.header.A, $context.routeKey]}}",
            "REQUEST from=$request.header.A from=$context.routeKey");
        row("payload 2.0",
            "{" + ext + "{type: request, authorizerPayloadFormatVersion: 2.0, enableSimpleResponses: true}}",
            "REQUEST version=2.0 simple");
        row("user pool",
            "{name: Authorization, in: header, " + ext + "{type: cognito_user_pools, providerARNs: [a, b]}}",
            "COGNITO_USER_POOLS from=method.request.header.Authorization pool=a pool=b");
        row("user pool by its label", "{name: A, in: header, x-amazon-apigateway-authtype: cognito_user_pools}",
            "COGNITO_USER_POOLS from=method.request.header.A");
        row("JWT", "{type: oauth2, " + ext + "{type: jwt, jwtConfiguration: {issuer: i, audience: [a]}}}",
            "JWT from=$request.header.Authorization issuer=i audience=a");
        row("JWT in the query", "{" + ext + "{type: jwt, identitySource: $request.querystring.t}}",
            "JWT from=$request.querystring.t");
        row("role, pattern, ttl",
            "{" + ext +
                "{type: request, authorizerCredentials: r, identityValidationExpression: '^a$', "
                "authorizerResultTtlInSeconds: 0}}",
            "REQUEST role=r pattern=^a$ ttl=0");
        row("a uri made by CloudFormation", "{" + ext + "{type: request, authorizerUri: {'Fn::Sub': 'arn:${F.Arn}'}}}",
            "REQUEST uri=arn:${F.Arn}");
        row("a ttl that is none", "{" + ext + "{type: request, authorizerResultTtlInSeconds: soon}}", "REQUEST");
        row("a huge ttl", "{" + ext + "{type: request, authorizerResultTtlInSeconds: 99999999999999}}", "REQUEST");
        row("fields of the wrong kind",
            "{name: [1], in: {}, " + ext +
                "{type: token, authorizerUri: [a], identitySource: {a: b}, providerARNs: 7, jwtConfiguration: [1]}}",
            "TOKEN");
        row("API key", "{type: apiKey, name: x-api-key, in: header}", "");
        row("IAM", "{type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}", "");
        row("unknown type", "{" + ext + "{type: saml}}", "");
        row("no type", "{" + ext + "{}}", "");
        row("an extension of the wrong kind", "{" + ext + "[token]}", "");
        row("a text", "token", "");
    }

    void readsSchemes()
    {
        QFETCH(QString, scheme);
        const auto read = readAuthorizer(schemeOf(scheme), "x");
        QTEST(read ? textOf(*read) : QString(), "expected");
    }

    void findsThemInBothDialects()
    {
        const Api api = apiFrom(openApi);
        QCOMPARE(authorizersOf(*api.openApi()).size(), std::size_t(2));
        QVERIFY(!findAuthorizer(*api.openApi(), "other") && !findAuthorizer(*api.openApi(), "none"));
        const Api old = apiFrom(swagger);
        const auto pool = findAuthorizer(*old.openApi(), "pool");
        QVERIFY(pool && pool->providerARNs == std::vector<std::string>{"arn:pool"});
        QVERIFY(old.openApi()->apiKeySource == ApiKeySource::Authorizer && old.openApi()->endpoint.isPrivate());
    }

    void followsReferences_data()
    {
        QTest::addColumn<QString>("schemes");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("to another") << "{a: {$ref: '#/components/securitySchemes/b'}, b: "
                                       "{x-amazon-apigateway-authorizer: {type: request}}}"
                                    << true;
        QTest::newRow("to nothing") << "{a: {$ref: '#/components/securitySchemes/b'}}" << false;
        QTest::newRow("in a circle") << "{a: {$ref: '#/components/securitySchemes/a'}}" << false;
    }

    void followsReferences()
    {
        QFETCH(QString, schemes);
        OpenApiDefinition definition;
        definition.components.set("securitySchemes", schemeOf(schemes));
        QTEST(findAuthorizer(definition, "a").has_value(), "isFound");
    }

    void editsTouchTheirLinesOnly_data()
    {
        QTest::addColumn<DefinitionChange>("change");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, DefinitionChange change, QStringList diff) {
            QTest::newRow(name) << std::move(change) << std::move(diff);
        };
        row("nothing", authorizer("token", [](Authorizer&) {}), {});
        row("uri", authorizer("token", [](Authorizer& a) { a.authorizerUri = "arn:two"; }),
            {"-        authorizerUri: \"arn:one\" # quoted", "+        authorizerUri: \"arn:two\" # quoted"});
        row("ttl", authorizer("token", [](Authorizer& a) { a.authorizerResultTtlInSeconds = 0; }),
            {"-        authorizerResultTtlInSeconds: 60", "+        authorizerResultTtlInSeconds: 0"});
        row("ttl unset", authorizer("token", [](Authorizer& a) { a.authorizerResultTtlInSeconds.reset(); }),
            {"-        authorizerResultTtlInSeconds: 60"});
        row("header", authorizer("token", [](Authorizer& a) { a.identitySource = {"method.request.header.X-Other"}; }),
            {"-      name: X-Token   # the header", "+      name: X-Other   # the header"});
        row("a source that is no header",
            authorizer("token", [](Authorizer& a) { a.identitySource = {"method.request.querystring.t"}; }),
            {"+        identitySource: method.request.querystring.t"});
        row("no source", authorizer("token", [](Authorizer& a) { a.identitySource.clear(); }),
            {"+        identitySource: \"\""});
        row("audience", authorizer("jwt", [](Authorizer& a) { a.jwtConfiguration.audience.pop_back(); }),
            {"-          audience: [one, two]", "+          audience: [one]"});
        row("issuer", authorizer("jwt", [](Authorizer& a) { a.jwtConfiguration.issuer = "https://b.example"; }),
            {"-          issuer: https://issuer.example # theirs", "+          issuer: https://b.example # theirs"});
        row("token becomes request",
            authorizer("token",
                       [](Authorizer& a) {
                           a.type = AuthorizerType::Request;
                           a.identitySource = {"context.path", "stageVariables.x"};
                       }),
            {"-      name: X-Token   # the header", "+      name: Unused   # the header", "-        type: token",
             "+        type: request", "+        identitySource: context.path, stageVariables.x"});
        row("scope",
            method(HttpVerb::Get,
                   [](Method& m) {
                       m.authorizationScopes = {"a/write", "a/read"};
                   }),
            {"-        - jwt: [a/read] # a scope", "+        - jwt: [a/write, a/read] # a scope"});
        row("other authorizer",
            method(HttpVerb::Get,
                   [](Method& m) {
                       m.authorizer = "token";
                       m.authorizationType = "CUSTOM";
                       m.authorizationScopes.clear();
                   }),
            {"-        - jwt: [a/read] # a scope", "+        - token: []"});
        row("the key stays when the authorizer goes",
            method(HttpVerb::Put,
                   [](Method& m) {
                       m.authorizer.clear();
                       m.authorizationType.clear();
                   }),
            {"-      security: [{token: []}, {other: []}]", "+      security: [{other: []}]"});
        row("an authorizer and a key",
            method(HttpVerb::Post,
                   [](Method& m) {
                       m.authorizer = "jwt";
                       m.authorizationType = "JWT";
                       m.authorizationScopes = {"x"};
                       m.apiKeyRequired = true;
                   }),
            {"+      security:", "+        - jwt:", "+            - x", "+        - other: []"});
        row("IAM", method(HttpVerb::Post, [](Method& m) { m.authorizationType = "AWS_IAM"; }),
            {"+      x-amazon-apigateway-auth:", "+        type: AWS_IAM"});
        row("a new authorizer and a method that names it",
            [](OpenApiDefinition& d) {
                Authorizer made;
                made.name = "made";
                made.type = AuthorizerType::Request;
                made.authorizerUri = "arn:made";
                made.identitySource = {"method.request.header.A"};
                d.components.find("securitySchemes")
                    ->set("made", writtenAuthorizer(json::Value::object(), nullptr, made));
                Method& m = methodOf(d, HttpVerb::Post);
                m.authorizer = "made";
                m.authorizationType = "CUSTOM";
            },
            {"+      security:", "+        - made: []", "+    made:", "+      type: apiKey", "+      name: Unused",
             "+      in: header", "+      x-amazon-apigateway-authtype: custom",
             "+      x-amazon-apigateway-authorizer:", "+        type: request", "+        authorizerUri: arn:made",
             "+        identitySource: method.request.header.A"});
        row("API key source", [](OpenApiDefinition& d) { d.apiKeySource = ApiKeySource::Authorizer; },
            {"+x-amazon-apigateway-api-key-source: AUTHORIZER"});
        row("policy",
            [](OpenApiDefinition& d) { *d.policy.find("Statement")->asArray().front().find("Effect") = "Deny"; },
            {"-    - Effect: Allow # all", "+    - Effect: Deny # all"});
        row("endpoint", [](OpenApiDefinition& d) { d.endpoint.disableExecuteApiEndpoint = true; },
            {"-    x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: false, mine: 1} # reached "
             "by name",
             "+    x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true, mine: 1} # reached by "
             "name"});
    }

    void editsTouchTheirLinesOnly()
    {
        QFETCH(DefinitionChange, change);
        const std::string text = written(openApi, change);
        QTEST(lineDiff(linesOf(openApi), linesOf(text)), "diff");
    }

    void editsSwagger()
    {
        const std::string text = written(swagger, [](OpenApiDefinition& d) {
            editAuthorizer(d, "pool", [](Authorizer& a) { a.providerARNs.emplace_back("arn:other"); });
            methodOf(d, HttpVerb::Get).authorizationScopes = {"c"};
            d.apiKeySource = ApiKeySource::Header;
            d.endpoint = {};
        });
        QVERIFY2(text.find("\"providerARNs\": [\"arn:pool\", \"arn:other\"]") != std::string::npos, text.c_str());
        QVERIFY2(text.find("{\"pool\": [\"c\"]}") != std::string::npos, text.c_str());
        QVERIFY2(text.find("\"x-amazon-apigateway-api-key-source\": \"HEADER\"") != std::string::npos, text.c_str());
    }

    // Whatever an authorizer says, the scheme made of it says the same.
    void newOnesReadBack_data()
    {
        QTest::addColumn<AuthorizerChange>("change");
        const auto row = [](const char* name, AuthorizerChange change) { QTest::newRow(name) << std::move(change); };
        row("bare", [](Authorizer&) {});
        row("token", [](Authorizer& a) {
            a.identitySource = {"method.request.header.T"};
            a.authorizerResultTtlInSeconds = 3600;
        });
        row("token of a query", [](Authorizer& a) { a.identitySource = {"method.request.querystring.T"}; });
        row("request", [](Authorizer& a) {
            a.type = AuthorizerType::Request;
            a.authorizerUri = "u";
            a.authorizerCredentials = "c";
            a.identitySource = {"context.path", "method.request.header.A"};
            a.identityValidationExpression = "x";
            a.authorizerPayloadFormatVersion = "2.0";
            a.enableSimpleResponses = true;
        });
        row("pool", [](Authorizer& a) {
            a.type = AuthorizerType::CognitoUserPools;
            a.providerARNs = {"a", "b"};
            a.identitySource = {"method.request.header.Authorization"};
        });
        row("JWT", [](Authorizer& a) {
            a.type = AuthorizerType::Jwt;
            a.jwtConfiguration = {"i", {"x"}};
            a.identitySource = {"$request.header.Authorization"};
        });
        row("JWT without source", [](Authorizer& a) { a.type = AuthorizerType::Jwt; });
    }

    void newOnesReadBack()
    {
        QFETCH(AuthorizerChange, change);
        Authorizer made;
        made.name = "made";
        change(made);
        const json::Value scheme = writtenAuthorizer(json::Value::object(), nullptr, made);
        const auto read = readAuthorizer(scheme, "made");
        QVERIFY(read);
        QCOMPARE(textOf(*read), textOf(made));
        QVERIFY(*read == made);
    }

    void identitySources_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isRest");
        QTest::addColumn<bool>("isHttp");
        const auto row = [](const char* text, bool isRest, bool isHttp) {
            QTest::newRow(text) << text << isRest << isHttp;
        };
        row("method.request.header.A", true, false);
        row("method.request.querystring.a-b", true, false);
        row("method.request.path.a", false, false);
        row("stageVariables.x", true, false);
        row("context.identity.sourceIp", true, false);
        row("$request.header.A", false, true);
        row("$request.querystring.a", false, true);
        row("$context.routeKey", false, true);
        row("$stageVariables.x", false, true);
        row("method.request.header.", false, false);
        row("method.request.header.A B", false, false);
        row("header.A", false, false);
        row("", false, false);
    }

    void identitySources()
    {
        QFETCH(QString, text);
        QTEST(identitySourceFrom(text.toStdString(), false).has_value(), "isRest");
        QTEST(identitySourceFrom(text.toStdString(), true).has_value(), "isHttp");
    }

    void resultsAreKept()
    {
        Authorizer a;
        QCOMPARE(resultTtl(a, false), 300);
        QCOMPARE(resultTtl(a, true), 0);
        a.authorizerResultTtlInSeconds = 0;
        QCOMPARE(resultTtl(a, false), 0);
        a.type = AuthorizerType::Jwt;
        a.authorizerResultTtlInSeconds = 60;
        QCOMPARE(resultTtl(a, true), 0);
        QCOMPARE(derivedAuthorizerId("abcdefghij", "a").size(), std::size_t(6));
        QVERIFY(derivedAuthorizerId("abcdefghij", "a") != derivedAuthorizerId("abcdefghi", "ja"));
    }
};

QTEST_APPLESS_MAIN(TestAuthorizerScheme)
#include "tst_authorizer_scheme.moc"
