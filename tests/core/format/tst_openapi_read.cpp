// Reading API documents: what each part of a file becomes in the model.
#include "tests/core/format/openapi_texts.h"

#include "core/format/keep_ids.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace gw;
using namespace gw::test;

class TestOpenApiRead : public QObject
{
    Q_OBJECT

private slots:
    void readsParameters_data();
    void readsParameters();
    void readsBodies_data();
    void readsBodies();
    void readsIntegrations_data();
    void readsIntegrations();
    void readsSecurity_data();
    void readsSecurity();
    void readsIntegrationResponses();
    void readsGatewayResponses();
    void givesTheSameIdsTwice();
    void keepsIdsOverAnEdit();
    void givesNoIdTwice_data();
    void givesNoIdTwice();
    void keepsIdsOfManyPaths();
    void tellsPositions();
};

namespace {

const char* placeName(ParameterLocation location)
{
    switch (location) {
    case ParameterLocation::Path:
        return "path";
    case ParameterLocation::QueryString:
        return "query";
    case ParameterLocation::Header:
        return "header";
    case ParameterLocation::Cookie:
        return "cookie";
    }
    return "";
}

QString listOf(const std::vector<Parameter>& parameters)
{
    QStringList list;
    for (const Parameter& p : parameters)
        list << QString("%1 %2%3 %4 %5")
                    .arg(placeName(p.location), p.name.c_str(), p.required ? "!" : "",
                         json::writeJson(p.schema).c_str(), p.ref.c_str())
                    .trimmed();
    return list.join("; ");
}

QString listOf(const std::vector<MediaType>& content)
{
    QStringList list;
    for (const MediaType& type : content) {
        QString text = QString("%1 %2").arg(type.contentType.c_str(), json::writeJson(type.schema).c_str());
        if (!type.example.isNull())
            text += " ex:" + QString::fromStdString(json::writeJson(type.example));
        for (const NamedExample& example : type.examples)
            text += QString(" %1:%2").arg(example.name.c_str(), json::writeJson(example.value).c_str());
        list << text;
    }
    return list.join("; ");
}

} // namespace

void TestOpenApiRead::readsParameters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("parameters");
    const auto row = [](const char* name, const std::string& text, const char* parameters) {
        QTest::newRow(name) << QString::fromStdString(text) << parameters;
    };
    const std::string shared = "components: {parameters: {P: {name: p, in: header, schema: {type: string}}}}\n";
    row("each place",
        withOperation("{parameters: [{name: a, in: path, required: true}, {name: b, in: query}, {name: c, in: header}, "
                      "{name: d, in: cookie}]}"),
        "path a! null; query b null; header c null; cookie d null");
    row("shared by reference", withOperation("{parameters: [{$ref: '#/components/parameters/P'}]}", shared),
        "header p {\"type\":\"string\"} #/components/parameters/P");
    row("schema inside content",
        withOperation("{parameters: [{name: a, in: query, content: {application/json: {schema: {type: object}}}}]}"),
        "query a {\"type\":\"object\"}");
    row("path item's, one overridden",
        head + "paths:\n  /a:\n    parameters: [{name: a, in: query}, {name: b, in: query}]\n    get: {parameters: "
               "[{name: "
               "c, in: query}, {name: a, in: query, required: true}]}\n",
        "query a! null; query b null; query c null");
    row("Swagger's inline schema",
        withOperation("{parameters: [{name: a, in: query, type: integer, format: int32, required: false}]}", {},
                      swaggerHead),
        "query a {\"type\":\"integer\",\"format\":\"int32\"}");
    row("Swagger's body is none", withOperation("{parameters: [{name: a, in: body, schema: {}}]}", {}, swaggerHead),
        "");
    row("none at all", withOperation("{}"), "");
}

void TestOpenApiRead::readsParameters()
{
    QFETCH(QString, text);
    const OpenApiReading reading = readText(text.toStdString());
    QVERIFY(onlyMethod(reading));
    QTEST(listOf(onlyMethod(reading)->requestParameters), "parameters");
}

void TestOpenApiRead::readsBodies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("response");
    const auto row = [](const char* name, const std::string& text, const char* request, const char* response) {
        QTest::newRow(name) << QString::fromStdString(text) << request << response;
    };
    row("by content type",
        withOperation("{requestBody: {required: true, content: {a/b: {schema: {}}, c/d: {example: 1}}}, responses: "
                      "{'200': {content: {e/f: {examples: {x: {value: 1}, y: {value: [2]}}}}}}}"),
        "a/b {}; c/d null ex:1", "e/f null x:1 y:[2]");
    row("shared",
        withOperation("{requestBody: {$ref: '#/components/requestBodies/B'}, responses: {'200': {$ref: "
                      "'#/components/responses/R'}}}",
                      "components: {requestBodies: {B: {content: {a/b: {}}}}, responses: {R: {content: {c/d: "
                      "{examples: {e: {$ref: '#/components/examples/E'}}}}}}, examples: {E: {value: 7}}}\n"),
        "a/b null", "c/d null e:7");
    row("external examples have no value here",
        withOperation("{responses: {'200': {content: {a/b: {examples: {x: {externalValue: 'http://x'}}}}}}}"), "",
        "a/b null");
    row("Swagger",
        withOperation("{consumes: [a/b, c/d], parameters: [{in: body, name: x, schema: {type: object}}], "
                      "responses: {'200': {schema: {type: array}, examples: {application/json: [1]}}}}",
                      {}, swaggerHead),
        "a/b {\"type\":\"object\"}; c/d {\"type\":\"object\"}", "application/json {\"type\":\"array\"} ex:[1]");
    row("Swagger's defaults of the document",
        withOperation("{parameters: [{in: body, name: x, schema: {}}], responses: {'200': {schema: {}}}}",
                      "consumes: [a/b]\nproduces: [c/d]\n", swaggerHead),
        "a/b {}", "c/d {}");
    row("Swagger's form",
        withOperation("{parameters: [{in: formData, name: x, type: integer, required: true}, {in: "
                      "formData, name: y, type: file}]}",
                      {}, swaggerHead),
        "multipart/form-data {\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"},\"y\":{\"type\":"
        "\"string\",\"format\":\"binary\"}},\"required\":[\"x\"]}",
        "");
    row("Swagger with more than it can say",
        withOperation("{parameters: [{in: body, name: x, x-gatewright-content: {a/b: {schema: {}, example: 1}}}]}", {},
                      swaggerHead),
        "a/b {} ex:1", "");
    row("nothing", withOperation("{responses: {'200': {description: x}}}"), "", "");
}

void TestOpenApiRead::readsBodies()
{
    QFETCH(QString, text);
    const OpenApiReading reading = readText(text.toStdString());
    const Method* method = onlyMethod(reading);
    QVERIFY(method);
    QTEST(listOf(method->requestModels), "request");
    QTEST(method->responses.empty() ? QString() : listOf(method->responses.front().content), "response");
    QVERIFY2(reading.diagnostics.empty(), reading.diagnostics.empty() ? "" : reading.diagnostics[0].message.c_str());
}

void TestOpenApiRead::readsIntegrations_data()
{
    QTest::addColumn<QString>("integration");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("uri");
    QTest::newRow("lower case") << "{type: http_proxy, uri: 'http://x'}"
                                << "HTTP_PROXY"
                                << "http://x";
    QTest::newRow("upper case") << "{type: AWS}"
                                << "AWS"
                                << "";
    QTest::newRow("Fn::Sub") << "{type: aws, uri: {'Fn::Sub': 'arn:${AWS::Region}'}}"
                             << "AWS"
                             << "arn:${AWS::Region}";
    QTest::newRow("Fn::Sub with variables") << "{type: aws, uri: {'Fn::Sub': ['a${B}', {B: c}]}}"
                                            << "AWS"
                                            << "a${B}";
    QTest::newRow("Fn::Join") << "{type: http, uri: {'Fn::Join': ['', ['http://', {'Fn::GetAtt': [A, Url]}, '/x']]}}"
                              << "HTTP"
                              << "http://${A.Url}/x";
    QTest::newRow("Ref") << "{type: http, uri: {Ref: Url}}"
                         << "HTTP"
                         << "${Url}";
    QTest::newRow("a number") << "{type: http, uri: 5}"
                              << "HTTP"
                              << "5";
    QTest::newRow("shared") << "{$ref: '#/components/x-amazon-apigateway-integrations/I'}"
                            << "MOCK"
                            << "";
    QTest::newRow("no type") << "{uri: 'http://x'}"
                             << ""
                             << "";
    QTest::newRow("reference to nothing") << "{$ref: '#/no'}"
                                          << ""
                                          << "";
    QTest::newRow("null") << "null"
                          << ""
                          << "";
}

void TestOpenApiRead::readsIntegrations()
{
    QFETCH(QString, integration);
    const OpenApiReading reading =
        readText(withOperation("{x-amazon-apigateway-integration: " + integration.toStdString() + "}",
                               "components: {x-amazon-apigateway-integrations: {I: {type: mock}}}\n"));
    const Method* method = onlyMethod(reading);
    QVERIFY(method);
    QTEST(method->integration ? QString::fromUtf8(toString(method->integration->type).data()) : QString(), "type");
    QTEST(method->integration ? QString::fromStdString(method->integration->uri) : QString(), "uri");
}

void TestOpenApiRead::readsSecurity_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("authorizer");
    QTest::addColumn<bool>("apiKey");
    QTest::addColumn<QString>("scopes");
    QTest::newRow("open") << "{}"
                          << ""
                          << "" << false << "";
    QTest::newRow("API key") << "{security: [{key: []}]}"
                             << ""
                             << "" << true << "";
    QTest::newRow("IAM") << "{security: [{iam: []}]}"
                         << "AWS_IAM"
                         << "iam" << false << "";
    QTest::newRow("Lambda") << "{security: [{lambda: []}]}"
                            << "CUSTOM"
                            << "lambda" << false << "";
    QTest::newRow("Cognito and a key") << "{security: [{pool: [a/b], key: []}]}"
                                       << "COGNITO_USER_POOLS"
                                       << "pool" << true << "a/b";
    QTest::newRow("JWT") << "{security: [{jwt: []}]}"
                         << "JWT"
                         << "jwt" << false << "";
    QTest::newRow("a scheme the gateway does not know") << "{security: [{oauth: []}]}"
                                                        << ""
                                                        << "" << false << "";
    QTest::newRow("an API key elsewhere") << "{security: [{query: []}]}"
                                          << ""
                                          << "" << false << "";
    QTest::newRow("extension") << "{x-amazon-apigateway-auth: {type: AWS_IAM}}"
                               << "AWS_IAM"
                               << "" << false << "";
    QTest::newRow("extension says none") << "{x-amazon-apigateway-auth: {type: NONE}}"
                                         << ""
                                         << "" << false << "";
    QTest::newRow("a user pool without scopes") << "{security: [{pool: []}]}"
                                                << "COGNITO_USER_POOLS"
                                                << "pool" << false << "";
    QTest::newRow("the first authorizer counts, with its scopes") << "{security: [{jwt: [a, b]}, {pool: [c]}]}"
                                                                  << "JWT"
                                                                  << "jwt" << false << "a b";
    QTest::newRow("scopes that are none") << "{security: [{jwt: {a: b}}]}"
                                          << "JWT"
                                          << "jwt" << false << "";
    QTest::newRow("not a list") << "{security: {}}"
                                << ""
                                << "" << false << "";
}

void TestOpenApiRead::readsSecurity()
{
    QFETCH(QString, operation);
    const OpenApiReading reading = readText(withOperation(operation.toStdString(), R"(
components: {securitySchemes: {
  key: {type: apiKey, name: x-api-key, in: header}, query: {type: apiKey, name: x-api-key, in: query},
  iam: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4},
  lambda: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authorizer: {type: request}},
  pool: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: cognito_user_pools},
  jwt: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt}}, oauth: {type: oauth2}}}
security: [{iam: []}] # the document's own requirements do not count
)"));
    const Method* method = onlyMethod(reading);
    QVERIFY(method);
    QTEST(QString::fromStdString(method->authorizationType), "type");
    QTEST(QString::fromStdString(method->authorizer), "authorizer");
    QTEST(method->apiKeyRequired, "apiKey");
    QStringList scopes;
    for (const std::string& scope : method->authorizationScopes)
        scopes << QString::fromStdString(scope);
    QTEST(scopes.join(" "), "scopes");
}

void TestOpenApiRead::readsIntegrationResponses()
{
    const OpenApiReading reading = readText(withOperation(
        "{x-amazon-apigateway-integration: {type: http, timeoutInMillis: 50, passthroughBehavior: never, tlsConfig: "
        "{insecureSkipVerification: true}, cacheKeyParameters: [a], responses: {default: {statusCode: 200}, '4\\d+': "
        "{statusCode: '404', responseTemplates: {a/b: x}, contentHandling: CONVERT_TO_TEXT}}}}"));
    const Method* method = onlyMethod(reading);
    QVERIFY(method && method->integration);
    const Integration& i = *method->integration;
    QVERIFY(i.timeoutInMillis == 50 && i.insecureSkipVerification && i.cacheKeyParameters.size() == 1);
    QVERIFY(i.passthroughBehavior == PassthroughBehavior::Never);
    QCOMPARE(i.responses.size(), std::size_t(2));
    QVERIFY((i.responses[0] == IntegrationResponse{"", "200", {}, {}, ContentHandling::Unset}));
    QVERIFY(
        (i.responses[1] == IntegrationResponse{"4\\d+", "404", {}, {{"a/b", "x"}}, ContentHandling::ConvertToText}));
}

void TestOpenApiRead::readsGatewayResponses()
{
    const OpenApiReading reading = readText(
        head + "x-amazon-apigateway-binary-media-types: [image/png]\n"
               "x-amazon-apigateway-gateway-responses:\n  THROTTLED: {statusCode: 420, responseTemplates: {a/b: x}}\n");
    QVERIFY(reading.source);
    const OpenApiDefinition& definition = reading.source->definition;
    QVERIFY((definition.gatewayResponses ==
             std::vector<GatewayResponseDefinition>{{"THROTTLED", "420", {}, {{"a/b", "x"}}}}));
    QCOMPARE(definition.binaryMediaTypes, std::vector<std::string>{"image/png"});
}

void TestOpenApiRead::givesTheSameIdsTwice()
{
    const std::string text = head + "paths: {/a: {get: {}, put: {}}, /b: {get: {}}}";
    const OpenApiDefinition first = readText(text).source->definition;
    QVERIFY(first == readText(text).source->definition);
    QVERIFY(first.resources[0]->methods[0]->id != first.resources[1]->methods[0]->id);
    QVERIFY(readOpenApi(text, "x", ApiId{6}).source->definition.resources[0]->id != first.resources[0]->id);
}

void TestOpenApiRead::keepsIdsOverAnEdit()
{
    OpenApiDefinition before = readText(head + "paths: {/a: {get: {}, put: {}}}").source->definition;
    before.resources[0].edit().id = {77};
    before.resources[0].edit().methods[0].edit().id = {78};
    OpenApiDefinition after =
        readText(head + "paths: {/new: {}, /a: {post: {}, get: {summary: x}}}").source->definition;
    keepIds(after, before);
    QCOMPARE(after.findPath("/a")->id, ResourceId{77});
    QCOMPARE(after.find(MethodId{78})->summary, std::string("x"));
    QVERIFY(after.findPath("/new")->id != ResourceId{77});
}

void TestOpenApiRead::givesNoIdTwice_data()
{
    QTest::addColumn<QString>("next");
    QTest::newRow("the old path comes back") << "paths: {/b: {get: {}}, /a: {get: {}}}";
    QTest::newRow("and stands first") << "paths: {/a: {get: {}}, /b: {get: {}}}";
    QTest::newRow("the renamed one is gone") << "paths: {/a: {get: {}}}";
    QTest::newRow("many new ones") << "paths: {/a: {get: {}, put: {}}, /c: {get: {}}, /b: {put: {}, get: {}}}";
}

void TestOpenApiRead::givesNoIdTwice()
{
    QFETCH(QString, next);
    OpenApiDefinition before = readText(head + "paths: {/a: {get: {}}}").source->definition;
    before.resources[0].edit().path = "/b"; // renamed since it was read
    const ResourceId renamed = before.resources[0]->id;
    OpenApiDefinition after = readText(head + next.toStdString()).source->definition;
    keepIds(after, before);
    std::set<std::uint64_t> resources;
    std::set<std::uint64_t> methods;
    for (const Cow<Resource>& resource : after.resources) {
        QVERIFY(resource->id && resources.insert(resource->id.value).second);
        QCOMPARE(resource->id == renamed, resource->path == "/b");
        for (const Cow<Method>& method : resource->methods)
            QVERIFY(method->id && methods.insert(method->id.value).second);
    }
}

// Comparing every path with every other one would take minutes here.
void TestOpenApiRead::keepsIdsOfManyPaths()
{
    OpenApiDefinition before;
    for (std::uint64_t i = 1; i <= 100'000; ++i) {
        Resource resource;
        resource.id = ResourceId{i};
        resource.path = "/a/rather/long/common/prefix/of/all/paths/" + std::to_string(i);
        before.resources.emplace_back(std::move(resource));
    }
    OpenApiDefinition after = before;
    std::reverse(after.resources.begin(), after.resources.end());
    for (Cow<Resource>& resource : after.resources)
        resource.edit().id.value += 7;
    keepIds(after, before);
    for (std::size_t i = 0; i < after.resources.size(); ++i)
        if (after.resources[i]->id != ResourceId{100'000 - i})
            QFAIL(after.resources[i]->path.c_str());
}

void TestOpenApiRead::tellsPositions()
{
    const OpenApiReading reading = readText(head + "paths:\n  /a:\n    x-amazon-apigateway-any-method: {}\n");
    QVERIFY((positionOf(*reading.source, "/a", HttpVerb::Any) == SourcePosition{5, 5}));
    QVERIFY((positionOf(*reading.source, "/a", HttpVerb::Get) == SourcePosition{}));
    QVERIFY((positionOf(*reading.source, "/b", HttpVerb::Get) == SourcePosition{}));
}

QTEST_GUILESS_MAIN(TestOpenApiRead)
#include "tst_openapi_read.moc"
