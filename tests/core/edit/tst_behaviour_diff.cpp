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
    return *apiFrom("{openapi: 3.0.1, info: {title: t, version: '1'}, " + parts.toStdString() + "}").openApi();
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
};

QTEST_GUILESS_MAIN(TestBehaviourDiff)
#include "tst_behaviour_diff.moc"
