// The behaviour diff: what it says of two definitions, and what it takes for breaking. A row is one difference; the
// same rows read backwards show that adding is not removing.
#include "core/edit/behaviour_diff.h"

#include "edited_project.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

OpenApiDefinition definitionOf(const QString& parts)
{
    return *apiFrom("# YAML\n{openapi: 3.0.1, info: {title: t, version: '1'}, " + parts.toStdString() + "}").openApi();
}

QStringList lines(const BehaviourChanges& changes)
{
    QStringList list;
    for (const BehaviourChange& change : changes) {
        const char* kind = change.kind == BehaviourChange::Kind::Added     ? "+"
                           : change.kind == BehaviourChange::Kind::Removed ? "-"
                                                                           : "~";
        list << QString("%1%2 %3: %4")
                    .arg(change.breaksClients ? "!" : "", kind, QString::fromStdString(change.subject),
                         QString::fromStdString(change.sentence));
    }
    return list;
}

// GET /a with these members.
QString get(const QString& members)
{
    return "paths: {/a: {get: {" + members + "}}}";
}

QString body(const QString& schema)
{
    return "paths: {/a: {post: {requestBody: {content: {application/json: {schema: " + schema + "}}}}}}";
}

QString answer(const QString& schema)
{
    return get("responses: {'200': {description: ok, content: {application/json: {schema: " + schema + "}}}}");
}

QString integrated(const QString& members)
{
    return get("x-amazon-apigateway-integration: {" + members + "}");
}

} // namespace

class TestBehaviourDiff : public QObject
{
    Q_OBJECT

private slots:
    void tells_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("forth");
        QTest::addColumn<QStringList>("back");
        const auto row = [](const char* name, const QString& before, const QString& after, const QStringList& forth,
                            const QStringList& back) { QTest::newRow(name) << before << after << forth << back; };
        row("nothing", get(""), get(""), {}, {});
        row("route", "paths: {/a: {get: {}}}", "paths: {/a: {get: {}, put: {}}}", {"+ PUT /a: The route is new."},
            {"!- PUT /a: The route is gone."});
        row("variable's name", "paths: {'/a/{b}': {get: {}}}", "paths: {'/a/{c}': {get: {}}}", {}, {});
        row("greedy variable", "paths: {'/{b}': {get: {}}}", "paths: {'/{b+}': {get: {}}}",
            {"!- GET /{b}: The route is gone.", "+ GET /{b+}: The route is new."},
            {"!- GET /{b+}: The route is gone.", "+ GET /{b}: The route is new."});
        row("answered by ANY", "paths: {/a: {get: {}, x-amazon-apigateway-any-method: {}}}",
            "paths: {/a: {x-amazon-apigateway-any-method: {}}}", {"~ GET /a: The route is answered by ANY now."},
            {"+ GET /a: The route is new."});
        row("order of paths", "paths: {/a: {get: {}}, /b: {get: {}}}", "paths: {/b: {get: {}}, /a: {get: {}}}", {}, {});
        row("required parameter", get(""), get("parameters: [{name: q, in: query, required: true}]"),
            {"!~ GET /a: The query string parameter \"q\" is required now."},
            {"~ GET /a: The query string parameter \"q\" is no longer declared."});
        row("optional parameter", get(""), get("parameters: [{name: q, in: header}]"),
            {"~ GET /a: The header \"q\" is new."}, {"~ GET /a: The header \"q\" is no longer declared."});
        row("parameter becomes required", get("parameters: [{name: q, in: query}]"),
            get("parameters: [{name: q, in: query, required: true}]"),
            {"!~ GET /a: The query string parameter \"q\" is required now."},
            {"~ GET /a: The query string parameter \"q\" is optional now."});
        row("parameter's type", get("parameters: [{name: q, in: query, schema: {type: number}}]"),
            get("parameters: [{name: q, in: query, schema: {type: integer}}]"),
            {"!~ GET /a: The query string parameter \"q\": The value is of type integer instead of number."},
            {"~ GET /a: The query string parameter \"q\": The value is of type number instead of integer."});
        row("API key", get(""),
            get("security: [{k: []}]") +
                ", components: {securitySchemes: {k: {type: apiKey, in: header, name: x-api-key}}}",
            {"!~ GET /a: An API key is required now."}, {"~ GET /a: No API key is required any more."});
        const QString pool = ", components: {securitySchemes: {p: {type: apiKey, name: A, in: header, "
                             "x-amazon-apigateway-authorizer: {type: cognito_user_pools, providerARNs: [a]}}}}";
        const QString jwt = ", components: {securitySchemes: {p: {type: oauth2, x-amazon-apigateway-authorizer: {type: "
                            "jwt, jwtConfiguration: {issuer: %1, audience: [%2]}}}}}";
        row("scopes of a user pool", get("security: [{p: []}]") + pool, get("security: [{p: [a]}]") + pool,
            {"!~ GET /a: Tokens need one of these scopes now: a."},
            {"!~ GET /a: ID tokens are required now, instead of access tokens with a scope."});
        row("scopes of a JWT", get("security: [{p: [a]}]") + jwt.arg("i", "x"),
            get("security: [{p: [a, b]}]") + jwt.arg("i", "x"),
            {"~ GET /a: Tokens need one of these scopes now: a, b."},
            {"!~ GET /a: Tokens need one of these scopes now: a."});
        row("no scopes of a JWT", get("security: [{p: [a]}]") + jwt.arg("i", "x"),
            get("security: [{p: []}]") + jwt.arg("i", "x"), {"~ GET /a: Tokens need no scope any more."},
            {"!~ GET /a: Tokens need one of these scopes now: a."});
        row("issuer", get("security: [{p: []}]") + jwt.arg("i", "x"), get("security: [{p: []}]") + jwt.arg("j", "x"),
            {"!~ Authorizer p: Tokens come from \"j\" instead of \"i\"."},
            {"!~ Authorizer p: Tokens come from \"i\" instead of \"j\"."});
        row("audience", get("security: [{p: []}]") + jwt.arg("i", "x"),
            get("security: [{p: []}]") + jwt.arg("i", "x, y"), {"~ Authorizer p: Tokens are for other audiences now."},
            {"!~ Authorizer p: Tokens are for other audiences now."});
        row("an authorizer nobody uses", get("") + jwt.arg("i", "x"), get("") + jwt.arg("j", "x"),
            {"~ Authorizer p: Tokens come from \"j\" instead of \"i\"."},
            {"~ Authorizer p: Tokens come from \"i\" instead of \"j\"."});
        row("an authorizer", get(""), get("") + pool, {"+ Authorizer p: The authorizer is new."},
            {"- Authorizer p: The authorizer is gone."});
        row("API key source", get(""), get("") + ", x-amazon-apigateway-api-key-source: AUTHORIZER",
            {"!~ API: API keys come from the authorizer instead of the x-api-key header."},
            {"!~ API: API keys come from the x-api-key header instead of the authorizer."});
        row("resource policy", get(""), get("") + ", x-amazon-apigateway-policy: {Statement: []}",
            {"!~ API: A resource policy decides who may call now."}, {"~ API: The resource policy is gone."});
        row("endpoint", get(""),
            get("") + ", x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true}",
            {"!~ API: The API is reached through its custom domains only."},
            {"~ API: The API is reached at its own address as well."});
        row("required property of a body", body("{type: object}"), body("{type: object, required: [a]}"),
            {"!~ POST /a: application/json: \"a\" is required now."},
            {"~ POST /a: application/json: \"a\" is no longer required."});
        row("deep property", body("{properties: {a: {items: {type: string, maxLength: 9}}}}"),
            body("{properties: {a: {items: {type: string, maxLength: 5}}}}"),
            {"!~ POST /a: application/json: \"a[]\": \"maxLength\" is 5 instead of 9."},
            {"~ POST /a: application/json: \"a[]\": \"maxLength\" is 9 instead of 5."});
        row("enumeration", body("{enum: [a, b]}"), body("{enum: [a]}"),
            {"!~ POST /a: application/json: The value cannot be \"b\" any more."},
            {"~ POST /a: application/json: The value can be \"b\" now."});
        row("closed object", body("{type: object}"), body("{type: object, additionalProperties: false}"),
            {"!~ POST /a: application/json: The value may have no other properties now."},
            {"~ POST /a: application/json: The value may have other properties now."});
        row("description of a schema", body("{type: object, description: a}"), body("{type: object, description: b}"),
            {}, {});
        row("property of an answer", answer("{properties: {a: {type: string}, b: {type: string}}}"),
            answer("{properties: {a: {type: string}}}"), {"!~ GET /a: Response 200: \"b\" is no longer described."},
            {"~ GET /a: Response 200: \"b\" is described now."});
        row("required property of an answer", answer("{required: [a]}"), answer("{}"),
            {"!~ GET /a: Response 200: \"a\" is no longer required."},
            {"~ GET /a: Response 200: \"a\" is required now."});
        row("status", get("responses: {'200': {description: a}, '404': {description: a}}"),
            get("responses: {'200': {description: a}}"), {"!~ GET /a: Response 404 is gone."},
            {"~ GET /a: Response 404 is new."});
        row("model in a request",
            body("{$ref: '#/components/schemas/M'}") + ", components: {schemas: {M: {type: object}}}",
            body("{$ref: '#/components/schemas/M'}") + ", components: {schemas: {M: {type: object, required: [a]}}}",
            {"!~ Model M: \"a\" is required now."}, {"~ Model M: \"a\" is no longer required."});
        row("model in an answer",
            answer("{$ref: '#/components/schemas/M'}") + ", components: {schemas: {M: {type: object}}}",
            answer("{$ref: '#/components/schemas/M'}") + ", components: {schemas: {M: {type: object, required: [a]}}}",
            {"~ Model M: \"a\" is required now."}, {"!~ Model M: \"a\" is no longer required."});
        row("model nobody uses", get("") + ", components: {schemas: {M: {type: object}}}", get(""),
            {"- Model M: The model is gone."}, {"+ Model M: The model is new."});
        row("recursive model",
            body("{$ref: '#/components/schemas/M'}") +
                ", components: {schemas: {M: {properties: {m: {$ref: '#/components/schemas/M'}}}}}",
            body("{$ref: '#/components/schemas/M'}") +
                ", components: {schemas: {M: {required: [m], properties: {m: {$ref: '#/components/schemas/M'}}}}}",
            {"!~ Model M: \"m\" is required now."}, {"~ Model M: \"m\" is no longer required."});
        row("default validator", get("") + ", x-amazon-apigateway-request-validators: {A: {}}",
            get("") + ", x-amazon-apigateway-request-validators: {A: {}}, x-amazon-apigateway-request-validator: A",
            {"!~ API: Requests are checked by the validator \"A\" unless their method says otherwise."},
            {"~ API: Requests are no longer checked unless their method says so."});
        row("validator checks more", get("") + ", x-amazon-apigateway-request-validators: {A: {}}",
            get("") + ", x-amazon-apigateway-request-validators: {A: {validateRequestBody: true}}",
            {"!~ Request validator A: Request bodies are checked now."},
            {"~ Request validator A: Request bodies are no longer checked."});
        row("method's validator", get(""), get("x-amazon-apigateway-request-validator: A"),
            {"!~ GET /a: Requests are checked by the validator \"A\"."},
            {"~ GET /a: The API's default request validator applies."});
        row("endpoint", integrated("type: http, uri: 'http://a', httpMethod: GET"),
            integrated("type: http, uri: 'http://b', httpMethod: GET"),
            {"~ GET /a: The integration calls HTTP GET http://b instead of HTTP GET http://a."},
            {"~ GET /a: The integration calls HTTP GET http://a instead of HTTP GET http://b."});
        row("integration", get(""), integrated("type: mock"), {"~ GET /a: The integration is new: MOCK."},
            {"!~ GET /a: The integration is gone."});
        row("request template", integrated("type: mock, requestTemplates: {a/b: x}"),
            integrated("type: mock, requestTemplates: {a/b: y}"), {"~ GET /a: The request template for a/b changed."},
            {"~ GET /a: The request template for a/b changed."});
        row("passthrough", integrated("type: mock"), integrated("type: mock, passthroughBehavior: never"),
            {"!~ GET /a: Bodies without a template are passed through: NEVER."},
            {"~ GET /a: Bodies without a template are passed through: WHEN_NO_MATCH."});
        row("answered status", integrated("type: mock, responses: {default: {statusCode: '200'}}"),
            integrated("type: mock, responses: {default: {statusCode: '201'}}"),
            {"!~ GET /a: The default integration response answers 201 instead of 200."},
            {"!~ GET /a: The default integration response answers 200 instead of 201."});
        row("response template", integrated("type: mock, responses: {default: {statusCode: '200'}}"),
            integrated("type: mock, responses: {default: {statusCode: '200', responseTemplates: {a/b: x}}}"),
            {"~ GET /a: The default integration response: the template for a/b is new."},
            {"~ GET /a: The default integration response: the template for a/b is gone."});
        row("selected response", integrated("type: mock, responses: {default: {statusCode: '200'}}"),
            integrated("type: mock, responses: {default: {statusCode: '200'}, '4..': {statusCode: '400'}}"),
            {"~ GET /a: The integration response \"4..\" is new and answers 400."},
            {"!~ GET /a: The integration response \"4..\" is gone."});
        row("gateway response's status", get(""),
            get("") + ", x-amazon-apigateway-gateway-responses: {MISSING_AUTHENTICATION_TOKEN: {statusCode: 404}}",
            {"!~ MISSING_AUTHENTICATION_TOKEN: Clients get 404 instead of 403.",
             "+ MISSING_AUTHENTICATION_TOKEN: The gateway response is customised now."},
            {"!~ MISSING_AUTHENTICATION_TOKEN: Clients get 403 instead of 404.",
             "- MISSING_AUTHENTICATION_TOKEN: The gateway response is the service's own again."});
        row("gateway response's template", get("") + ", x-amazon-apigateway-gateway-responses: {THROTTLED: {}}",
            get("") + ", x-amazon-apigateway-gateway-responses: {THROTTLED: {responseTemplates: {a/b: x}}}",
            {"~ THROTTLED: The template for a/b is new."}, {"~ THROTTLED: The template for a/b is gone."});
        row("binary types", get(""), get("") + ", x-amazon-apigateway-binary-media-types: [image/png]",
            {"~ API: Bodies of type image/png are binary now."}, {"~ API: Bodies of type image/png are text now."});
        row("compression", get(""), get("") + ", x-amazon-apigateway-minimum-compression-size: 9",
            {"~ API: Responses of 9 bytes and more are compressed for clients that accept it."},
            {"~ API: Responses are no longer compressed."});
        row("words", get(""), get("summary: x"), {"~ GET /a: The description changed."},
            {"~ GET /a: The description changed."});
    }

    void tells()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, forth);
        QFETCH(QStringList, back);
        const OpenApiDefinition was = definitionOf(before);
        const OpenApiDefinition is = definitionOf(after);
        QCOMPARE(lines(behaviourDiff(was, is)), forth);
        QCOMPARE(lines(behaviourDiff(is, was)), back);
        QCOMPARE(breaksClients(behaviourDiff(was, is)), forth.join('\n').contains('!'));
        QVERIFY(behaviourDiff(is, is).empty());
    }

    void namesTheMethodConcerned()
    {
        const OpenApiDefinition was = definitionOf("paths: {/a: {get: {}, put: {}}}");
        const OpenApiDefinition is = definitionOf("paths: {/a: {get: {summary: x}}}");
        const BehaviourChanges changes = behaviourDiff(was, is, petsId);
        QCOMPARE(changes.size(), std::size_t(2));
        QVERIFY(changes[0].node.api == petsId && was.find(changes[0].node.method));
        QVERIFY(is.find(changes[1].node.method)->summary == "x");
    }

    void comparesStageVariables()
    {
        QCOMPARE(lines(behaviourDiff(StringMap{{"a", "1"}, {"b", "2"}}, StringMap{{"a", "3"}, {"c", "4"}})),
                 (QStringList{"~ Stage variable a: The variable is \"3\" instead of \"1\".",
                              "!- Stage variable b: The variable is gone; what uses it gets nothing in its place.",
                              "+ Stage variable c: The variable is new."}));
    }

    void describesAFirstDeployment()
    {
        QCOMPARE(lines(behavioursOf(definitionOf("paths: {/a: {get: {}, put: {}}}"))).filter("route is new").size(), 2);
    }

    // Every edit of a large API is compared when it is deployed.
    void isQuickForLargeApis()
    {
        OpenApiDefinition was;
        for (std::uint64_t i = 1; i <= 5000; ++i) {
            Method method;
            method.id = MethodId{i};
            Resource resource{ResourceId{i}, "/a/" + std::to_string(i), {method}};
            was.resources.emplace_back(std::move(resource));
        }
        OpenApiDefinition is = was;
        is.resources[70].edit().methods[0].edit().apiKeyRequired = true;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(behaviourDiff(was, is).size(), std::size_t(1));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void limitsOfAStage()
    {
        Stage before;
        Stage after;
        after.methodSettings.resize(1);
        after.methodSettings[0].throttling = {10.0, 20};
        after.methodSettings[0].caching.enabled = true;
        after.methodSettings[0].caching.ttlInSeconds = 60;
        after.cacheClusterEnabled = true;
        after.webAcl = "edge";
        QCOMPARE(
            lines(behaviourDiff(before, after)),
            (QStringList{"!~ Stage dev, */*: The rate limit is 10 now.",
                         "!~ Stage dev, */*: The burst limit is 20 now.", "~ Stage dev, */*: Answers are cached now.",
                         "~ Stage dev, */*: Cached answers live for 60 seconds.",
                         "~ Stage dev: Answers of GET methods are cached now.",
                         "!~ Stage dev: The web ACL \"edge\" looks at requests now."}));
        before = after;
        after.methodSettings[0].throttling = {0.5, 30};
        QCOMPARE(lines(behaviourDiff(before, after)),
                 (QStringList{"!~ Stage dev, */*: The rate limit is 0.5 instead of 10.",
                              "~ Stage dev, */*: The burst limit is 30 instead of 20."}));
        QCOMPARE(lines(behaviourDiff(after, Stage{})).first(),
                 QString("~ Stage dev, */*: There is no rate limit of its own any more."));
        QVERIFY(behaviourDiff(after, after).empty());
    }

    void limitsOfRoutes()
    {
        Stage before;
        before.routeSettings = {{"say", {}, {}, {}, {1.0, 1}}, {"GET /pets", {}, {}, {}, {5.0, 5}}};
        Stage after;
        after.defaultRouteSettings.throttling = {10.0, 20};
        after.routeSettings = {{"GET /pets", {}, {}, {}, {5.0, 4}}};
        QCOMPARE(lines(behaviourDiff(before, after)),
                 (QStringList{"!~ Stage dev, all routes: The rate limit is 10 now.",
                              "!~ Stage dev, all routes: The burst limit is 20 now.",
                              "~ Stage dev, say: There is no rate limit of its own any more.",
                              "~ Stage dev, say: There is no burst limit of its own any more.",
                              "!~ Stage dev, GET /pets: The burst limit is 4 instead of 5."}));
        QVERIFY(behaviourDiff(after, after).empty());
    }

    void whatAPlanLetsDo()
    {
        UsagePlan before;
        before.name = "basic";
        before.quota = Quota{100, 0, QuotaPeriod::Day};
        before.keys = {"a", "b"};
        before.apiStages = {{"pets", "dev", {{"/a/GET", {2.0, 2}}}}, {"pets", "prod", {}}};
        UsagePlan after = before;
        after.quota->limit = 50;
        after.keys = {"b", "c"};
        after.apiStages = {{"pets", "dev", {{"/a/GET", {1.0, 2}}}}, {"owners", "dev", {}}};
        QCOMPARE(lines(behaviourDiff(before, after)),
                 (QStringList{"!~ Usage plan basic: The quota is 50 requests per DAY now.",
                              "!~ Usage plan basic: The key \"a\" is no longer good.",
                              "~ Usage plan basic: The key \"c\" is good now.",
                              "!~ Usage plan basic, pets/dev, /a/GET: The rate limit is 1 instead of 2.",
                              "!~ Usage plan basic: Its keys are no longer good for pets/prod.",
                              "~ Usage plan basic: Its keys are good for owners/dev now."}));
        after = before;
        after.quota.reset();
        QCOMPARE(lines(behaviourDiff(before, after)), QStringList{"~ Usage plan basic: There is no quota any more."});
        after.quota = Quota{100, 0, QuotaPeriod::Month};
        QVERIFY(breaksClients(behaviourDiff(before, after)));
    }
};

QTEST_GUILESS_MAIN(TestBehaviourDiff)
#include "tst_behaviour_diff.moc"
