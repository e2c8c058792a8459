// Writing API documents: an edit changes the lines it is about and no others, in the shape and spelling of the file.
// That edits of every kind read back alike is tested on the collected documents (tst_openapi_documents).
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "tests/core/format/openapi_edits.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using gw::test::lineDiff;
using gw::test::linesOf;

class TestOpenApiWrite : public QObject
{
    Q_OBJECT

private slots:
    void changesOnlyItsLines_data();
    void changesOnlyItsLines();
    void refusesWhatItWouldDestroy_data();
    void refusesWhatItWouldDestroy();
    void keepsBrokenParts();
    void findsElementsWithoutTheirIds();
    void writesANewDocument();
    void writesEveryPartOfANewDocument();
    void refusesWebSocketApis();
};

Q_DECLARE_METATYPE(std::function<void(OpenApiDefinition&)>)

namespace {

using Edit = std::function<void(OpenApiDefinition&)>;

Api apiFrom(const std::string& text)
{
    OpenApiReading reading = readOpenApi(text, "api.yaml", ApiId{5});
    Api api;
    api.name = "pets";
    api.file = "api.yaml";
    if (reading.source)
        api.definition = RestApi{reading.source->definition};
    api.source = std::move(reading.source);
    return api;
}

Method& method(OpenApiDefinition& definition, std::size_t resource = 0, std::size_t n = 0)
{
    return *definition.edit(definition.resources[resource]->methods[n]->id);
}

Method newPut()
{
    Method put;
    put.id = {9};
    put.verb = HttpVerb::Put;
    return put;
}

void removeFirst(std::vector<Parameter>& parameters)
{
    parameters.erase(parameters.begin());
}

const std::string yamlDocument = R"(# The head comment
openapi: 3.0.1
info:
  title: Pets   # a comment
  version: 1.0.0
paths:
  /pets:   # the list
    get:
      summary: List them
      x-mine: kept
      parameters:
        - $ref: '#/components/parameters/Limit'
        - name: kind
          in: query
          style: form   # not in the model
          schema: {type: string}
      responses:
        '200':
          description: Good
          content:
            application/json:
              example: [1, 2]
        '404':
          $ref: '#/components/responses/NotFound'
      x-amazon-apigateway-integration:
        type: HTTP_PROXY
        uri: http://127.0.0.1/pets
        httpMethod: GET
        integrationSubtype: kept
        responses:
          default:
            statusCode: 200
  /pets/{id}:
    parameters:
      - name: id
        in: path
        required: true
        x-kept: yes
    get:
      responses: {}
    delete:
      responses: {}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  responses:
    NotFound:
      description: Nothing there
)";

const std::string settingsDocument = R"(openapi: 3.0.1
info: {title: Pets, version: '1'}
x-amazon-apigateway-request-validators:
  Body: # of POST
    validateRequestBody: true
    x-mine: 1
x-amazon-apigateway-request-validator: Body
x-amazon-apigateway-minimum-compression-size: 1024 # bytes
x-amazon-apigateway-binary-media-types: [image/png]
x-amazon-apigateway-documentation:
  version: '3' # kept
  documentationParts:
    - location: {type: API}
      properties: {info: {description: All}, x: 1}
    - location: {type: RESOURCE, path: /pets}
      properties: {description: Pets}
x-amazon-apigateway-gateway-responses:
  MISSING_AUTHENTICATION_TOKEN:
    statusCode: 404
    responseTemplates: {application/json: '{"error": "none"}'}
paths:
  /pets: {get: {responses: {}}}
components:
  schemas:
    Pet: {type: object} # the pet
)";

const std::string swaggerDocument = R"({
    "swagger": "2.0",
    "info": {"title": "Pets", "version": "1"},
    "paths": {
        "/pets": {
            "post": {
                "consumes": ["application/json"],
                "parameters": [
                    {"in": "body", "name": "pet", "schema": {"type": "object"}},
                    {"in": "query", "name": "a", "type": "string"}
                ],
                "responses": {
                    "200": {
                        "description": "Good",
                        "schema": {"type": "object"}
                    }
                }
            }
        }
    }
}
)";

} // namespace

void TestOpenApiWrite::changesOnlyItsLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QStringList>("diff");
    using D = OpenApiDefinition;
    const auto yaml = [](const char* name, const Edit& edit, const QStringList& diff) {
        QTest::newRow(name) << QString::fromStdString(yamlDocument) << edit << diff;
    };
    const auto swagger = [](const char* name, const Edit& edit, const QStringList& diff) {
        QTest::newRow(name) << QString::fromStdString(swaggerDocument) << edit << diff;
    };
    const auto settings = [](const char* name, const Edit& edit, const QStringList& diff) {
        QTest::newRow(name) << QString::fromStdString(settingsDocument) << edit << diff;
    };
    settings("nothing in the settings", [](D&) {}, {});
    settings("validator's flag", [](D& d) { d.requestValidators[0].validateRequestParameters = true; },
             {"+    validateRequestParameters: true"});
    settings("validator renamed", [](D& d) { d.requestValidators[0].name = "Body only"; },
             {"-  Body: # of POST", "+  Body only: # of POST"});
    settings("validator added",
             [](D& d) {
                 d.requestValidators.push_back({"All", true, true});
             },
             {"+  All:", "+    validateRequestBody: true", "+    validateRequestParameters: true"});
    settings("no validators", [](D& d) { d.requestValidators.clear(); },
             {"-x-amazon-apigateway-request-validators:", "-  Body: # of POST", "-    validateRequestBody: true",
              "-    x-mine: 1"});
    settings("default validator", [](D& d) { d.requestValidator = "All"; },
             {"-x-amazon-apigateway-request-validator: Body", "+x-amazon-apigateway-request-validator: All"});
    settings("no default validator", [](D& d) { d.requestValidator.clear(); },
             {"-x-amazon-apigateway-request-validator: Body"});
    settings("compression", [](D& d) { d.minimumCompressionSize = 0; },
             {"-x-amazon-apigateway-minimum-compression-size: 1024 # bytes",
              "+x-amazon-apigateway-minimum-compression-size: 0 # bytes"});
    settings("no compression", [](D& d) { d.minimumCompressionSize.reset(); },
             {"-x-amazon-apigateway-minimum-compression-size: 1024 # bytes"});
    settings("documentation edited",
             [](D& d) { d.documentation[1].properties.set("description", "Pets of all kinds"); },
             {"-      properties: {description: Pets}", "+      properties: {description: Pets of all kinds}"});
    settings("documentation moved to another path", [](D& d) { d.documentation[1].path = "/animals"; },
             {"-    - location: {type: RESOURCE, path: /pets}", "+    - location: {type: RESOURCE, path: /animals}"});
    settings("documentation removed", [](D& d) { d.documentation.erase(d.documentation.begin()); },
             {"-    - location: {type: API}", "-      properties: {info: {description: All}, x: 1}"});
    settings("documentation added",
             [](D& d) {
                 d.documentation.push_back({"MODEL", {}, {}, {}, "Pet", json::Object{{"description", "One", {}}}});
             },
             {"+    - location:", "+        type: MODEL", "+        name: Pet",
              "+      properties:", "+        description: One"});
    settings("gateway response's status", [](D& d) { d.gatewayResponses[0].statusCode = "410"; },
             {"-    statusCode: 404", "+    statusCode: 410"});
    settings("gateway response's own status", [](D& d) { d.gatewayResponses[0].statusCode.clear(); },
             {"-    statusCode: 404"});
    settings("gateway response's header",
             [](D& d) { setIn(d.gatewayResponses[0].responseParameters, "gatewayresponse.header.X", "'1'"); },
             {"+    responseParameters:", "+      gatewayresponse.header.X: '''1'''"});
    settings("gateway response reset", [](D& d) { d.gatewayResponses.clear(); },
             {"-x-amazon-apigateway-gateway-responses:", "-  MISSING_AUTHENTICATION_TOKEN:", "-    statusCode: 404",
              "-    responseTemplates: {application/json: '{\"error\": \"none\"}'}"});
    settings("binary media types", [](D& d) { d.binaryMediaTypes.clear(); },
             {"-x-amazon-apigateway-binary-media-types: [image/png]"});
    settings("model", [](D& d) { d.components.find("schemas")->find("Pet")->set("type", "array"); },
             {"-    Pet: {type: object} # the pet", "+    Pet: {type: array} # the pet"});
    yaml("first validator",
         [](D& d) {
             d.requestValidators.push_back({"All", true, false});
         },
         {"+x-amazon-apigateway-request-validators:", "+  All:", "+    validateRequestBody: true",
          "+    validateRequestParameters: false"});
    yaml("first documentation",
         [](D& d) {
             d.documentation.push_back({"API", {}, {}, {}, {}, json::Object{}});
         },
         {"+x-amazon-apigateway-documentation:", "+  documentationParts:", "+    - location:", "+        type: API",
          "+      properties: {}"});
    yaml("compression on", [](D& d) { d.minimumCompressionSize = 5; },
         {"+x-amazon-apigateway-minimum-compression-size: 5"});
    yaml("nothing", [](D&) {}, {});
    yaml("title", [](D& d) { d.title = "Animals"; },
         {"-  title: Pets   # a comment", "+  title: Animals   # a comment"});
    yaml("rename path", [](D& d) { d.resources[0].edit().path = "/animals"; },
         {"-  /pets:   # the list", "+  /animals:   # the list"});
    yaml("verb", [](D& d) { method(d).verb = HttpVerb::Any; }, {"-    get:", "+    x-amazon-apigateway-any-method:"});
    yaml("summary", [](D& d) { method(d).summary = "All"; }, {"-      summary: List them", "+      summary: All"});
    yaml("no summary", [](D& d) { method(d).summary.clear(); }, {"-      summary: List them"});
    yaml("operation name goes where it belongs", [](D& d) { method(d).operationName = "list"; },
         {"+      operationId: list"});
    yaml("own parameter", [](D& d) { method(d).requestParameters[1].required = true; }, {"+          required: true"});
    yaml("shared parameter becomes the method's own",
         [](D& d) { method(d).requestParameters[0].description = "At most"; },
         {"-        - $ref: '#/components/parameters/Limit'", "+        - name: limit", "+          in: query",
          "+          description: At most", "+          schema:", "+            type: integer"});
    yaml("remove parameter", [](D& d) { removeFirst(method(d).requestParameters); },
         {"-        - $ref: '#/components/parameters/Limit'"});
    yaml("path item's parameter, changed by all its methods",
         [](D& d) {
             method(d, 1, 0).requestParameters[0].name = "petId";
             method(d, 1, 1).requestParameters[0].name = "petId";
         },
         {"-      - name: id", "+      - name: petId"});
    yaml("path item's parameter, changed by one method",
         [](D& d) { method(d, 1, 1).requestParameters[0].description = "Its id"; },
         {"+      parameters:", "+        - name: id", "+          in: path", "+          description: Its id",
          "+          required: true", "+          x-kept: 'yes'"});
    yaml("response description", [](D& d) { method(d).responses[0].description = "Fine"; },
         {"-          description: Good", "+          description: Fine"});
    yaml("status code", [](D& d) { method(d).responses[0].statusCode = "201"; },
         {"-        '200':", "+        '201':"});
    yaml("example",
         [](D& d) {
             method(d).responses[0].content[0].example = json::Array{1, 3};
         },
         {"-              example: [1, 2]", "+              example: [1, 3]"});
    yaml("named example",
         [](D& d) {
             method(d).responses[0].content[0].examples = {{"few", json::Array{}}};
         },
         {"+              examples:", "+                few:", "+                  value: []"});
    yaml("integration type in the file's case", [](D& d) { method(d).integration->type = IntegrationType::Mock; },
         {"-        type: HTTP_PROXY", "+        type: MOCK"});
    yaml("integration URI", [](D& d) { method(d).integration->uri = "http://127.0.0.1/{a}"; },
         {"-        uri: http://127.0.0.1/pets", "+        uri: http://127.0.0.1/{a}"});
    yaml("integration status keeps being a number",
         [](D& d) { method(d).integration->responses[0].statusCode = "204"; },
         {"-            statusCode: 200", "+            statusCode: 204"});
    yaml("no integration", [](D& d) { method(d).integration.reset(); },
         {"-      x-amazon-apigateway-integration:", "-        type: HTTP_PROXY", "-        uri: http://127.0.0.1/pets",
          "-        httpMethod: GET", "-        integrationSubtype: kept",
          "-        responses:", "-          default:", "-            statusCode: 200"});
    yaml("last method leaves an empty path", [](D& d) { d.resources[1].edit().methods.pop_back(); },
         {"-    delete:", "-      responses: {}"});
    yaml("new resource before its sibling",
         [](D& d) {
             d.resources.insert(d.resources.begin() + 1, Resource{{99}, "/pets/new", {}});
         },
         {"+  /pets/new: {}"});
    swagger("Swagger parameter", [](D& d) { method(d).requestParameters[0].schema.set("enum", json::Array{"b"}); },
            {"-                    {\"in\": \"query\", \"name\": \"a\", \"type\": \"string\"}",
             "+                    {\"in\": \"query\", \"name\": \"a\", \"type\": \"string\", \"enum\": [\"b\"]}"});
    swagger("Swagger body", [](D& d) { method(d).requestBodyRequired = true; },
            {"-                    {\"in\": \"body\", \"name\": \"pet\", \"schema\": {\"type\": \"object\"}},",
             "+                    {\"in\": \"body\", \"name\": \"pet\", \"schema\": {\"type\": \"object\"}, "
             "\"required\": true},"});
    swagger("Swagger example", [](D& d) { method(d).responses[0].content[0].example = 1; },
            {"-                        \"schema\": {\"type\": \"object\"}",
             "+                        \"schema\": {\"type\": \"object\"},",
             "+                        \"examples\": {\"application/json\": 1}"});
}

void TestOpenApiWrite::changesOnlyItsLines()
{
    QFETCH(QString, text);
    QFETCH(Edit, edit);
    Api api = apiFrom(text.toStdString());
    QVERIFY(api.source);
    edit(*api.openApi());
    const auto written = writeOpenApi(api);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    QTEST(lineDiff(linesOf(text.toStdString()), linesOf(*written)), "diff");
}

void TestOpenApiWrite::refusesWhatItWouldDestroy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("message");
    const QString head =
        "openapi: 3.0.1\ninfo: {}\npaths:\n  /a:\n    get: {responses: {'200': broken}}\n    put: 5\n  /b: 7\n";
    using D = OpenApiDefinition;
    QTest::newRow("a path that could not be read") << head << Edit([](D& d) {
        d.resources.emplace_back(Resource{{9}, "/b", {}});
    }) << "\"/b\"";
    QTest::newRow("a method that could not be read")
        << head << Edit([](D& d) { d.resources[0].edit().methods.emplace_back(newPut()); }) << "\"put\"";
    QTest::newRow("a response that could not be read") << head << Edit([](D& d) {
        method(d).responses.push_back({"200", {}, {}, {}, {}});
    }) << "GET /a: \"200\"";
    QTest::newRow("two of one name") << head << Edit([](D& d) {
        method(d).responses = {{"201", {}, {}, {}, {}}, {"201", "x", {}, {}, {}}};
    }) << "\"201\"";
    QTest::newRow("a renamed path onto one that could not be read")
        << head << Edit([](D& d) { d.resources[0].edit().path = "/b"; }) << "\"/b\"";
}

void TestOpenApiWrite::refusesWhatItWouldDestroy()
{
    QFETCH(QString, text);
    QFETCH(Edit, edit);
    QFETCH(QString, message);
    Api api = apiFrom(text.toStdString());
    QVERIFY(api.source);
    edit(*api.openApi());
    const auto written = writeOpenApi(api);
    QVERIFY(!written);
    QVERIFY2(written.error().message.find(message.toStdString()) != std::string::npos, written.error().message.c_str());
    QVERIFY(!written.error().hint.empty() && written.error().file == "api.yaml");
}

void TestOpenApiWrite::keepsBrokenParts()
{
    const std::string text = "openapi: 3.0.1\ninfo: {}\npaths:\n  /a:\n    parameters: oops\n    get:\n      "
                             "parameters: [5, {name: a, in: query}]\n"
                             "      responses: {'200': broken, '201': {description: x}}\n    put: 5\n  b: {}\n";
    Api api = apiFrom(text);
    Method& edited = method(*api.openApi());
    edited.responses.front().description = "y";
    edited.requestParameters.front().required = true;
    const auto written = writeOpenApi(api);
    QVERIFY2(written.has_value(), written ? "" : written.error().message.c_str());
    for (const char* part : {"parameters: oops", "[5, {name: a, in: query", "'200': broken", "put: 5", "b: {}"})
        QVERIFY2(written->find(part) != std::string::npos, written->c_str());
}

void TestOpenApiWrite::findsElementsWithoutTheirIds()
{
    Api api = apiFrom(yamlDocument);
    for (Cow<Resource>& resource : api.openApi()->resources) {
        resource.edit().id.value += 1000;
        for (Cow<Method>& item : resource.edit().methods)
            item.edit().id.value += 1000;
    }
    QCOMPARE(writeOpenApi(api).value_or("failed"), yamlDocument);
}

void TestOpenApiWrite::writesANewDocument()
{
    Api api;
    api.name = "pets";
    Method get;
    get.id = {3};
    get.operationName = "list";
    get.responses = {{"200", "Good", {}, {{"application/json", {}, json::Array{1}, {}}}, {}}};
    get.integration = Integration{};
    get.integration->uri = "http://127.0.0.1/{x}";
    RestApi definition;
    definition.openApi.resources = {Resource{{2}, "/pets", {get}}};
    api.definition = definition;
    QCOMPARE(QString::fromStdString(writeOpenApi(api).value_or("failed")), QStringLiteral(R"(openapi: 3.0.1
info:
  title: pets
  version: 1.0.0
paths:
  /pets:
    get:
      operationId: list
      responses:
        "200":
          description: Good
          content:
            application/json:
              example:
                - 1
      x-amazon-apigateway-integration:
        type: http_proxy
        uri: http://127.0.0.1/{x}
)"));
}

void TestOpenApiWrite::writesEveryPartOfANewDocument()
{
    Api api;
    api.name = "all";
    OpenApiDefinition definition;
    definition.title = "All: of it";
    definition.version = "2";
    definition.description = "Two\nlines";
    definition.binaryMediaTypes = {"image/png"};
    definition.gatewayResponses = {{"DEFAULT_4XX", "", {}, {{"a/b", "x"}}}};
    definition.requestValidators = {{"Body", true, false}, {"All", true, true}};
    definition.requestValidator = "All";
    definition.minimumCompressionSize = 860;
    definition.documentation = {{"METHOD", "/GET", "GET", {}, {}, json::Object{{"summary", "s", {}}}},
                                {"RESPONSE", "/GET", "GET", "200", {}, json::Object{}}};
    definition.components.set("schemas", json::Object{{"Pet", json::Object{{"type", "object", {}}}, {}}});
    for (const HttpVerb verb : allHttpVerbs) {
        Method item = test::fullMethod(verb);
        item.id = {static_cast<std::uint64_t>(verb) + 1};
        definition.resources.emplace_back(
            Resource{{static_cast<std::uint64_t>(verb) + 100}, "/" + std::string(toString(verb)), {item}});
    }
    api.definition = RestApi{definition};
    const auto written = writeOpenApi(api);
    QVERIFY(written.has_value());
    OpenApiDefinition again = apiFrom(*written).openApi() ? *apiFrom(*written).openApi() : OpenApiDefinition{};
    QCOMPARE(again.components, definition.components);
    test::forgetIdsAndRefs(again);
    test::forgetIdsAndRefs(definition);
    QVERIFY2(again == definition, written->c_str());
}

void TestOpenApiWrite::refusesWebSocketApis()
{
    Api api;
    api.name = "chat";
    api.definition = WebSocketApi{};
    QVERIFY(!writeOpenApi(api));
}

QTEST_GUILESS_MAIN(TestOpenApiWrite)
#include "tst_openapi_write.moc"
