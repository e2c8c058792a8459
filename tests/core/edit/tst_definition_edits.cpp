// Edits of what an API says as a whole, of models, CORS and stage settings: the lines they change in the API's file,
// and what they refuse with which words.
#include "core/api/access_log_format.h"
#include "core/api/gateway_response_types.h"
#include "core/api/models.h"
#include "core/edit/cors.h"
#include "core/edit/definition_rules.h"
#include "core/edit/edits.h"
#include "core/edit/stage_rules.h"
#include "core/format/openapi_write.h"
#include "edited_project.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using Step = std::function<Result<Project>(Project)>;
Q_DECLARE_METATYPE(Step)

namespace {

const std::string petsText = R"(openapi: 3.0.1
info: {title: pets, version: "1"}
x-amazon-apigateway-request-validators:
  All: {validateRequestBody: true, validateRequestParameters: true}
  Idle: {validateRequestBody: false, validateRequestParameters: false}
x-amazon-apigateway-request-validator: All
paths:
  /pets:
    get:
      x-amazon-apigateway-request-validator: All
      responses: {"200": {$ref: '#/components/responses/Pets'}}
      x-amazon-apigateway-integration:
        type: http
        responses: {default: {statusCode: "200"}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: 'https://apigateway.amazonaws.com/restapis/abcdefghij/models/Pet'}}}
      x-amazon-apigateway-integration: {type: http_proxy}
  /owners/{id}:
    options:
      responses: {}
      x-amazon-apigateway-integration: {type: http_proxy}
components:
  responses:
    Pets: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}
  schemas:
    Pet: {type: object, example: {$ref: '#/components/schemas/Pet'}}
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}
)";

const std::string swaggerText = R"(swagger: "2.0"
info: {title: pets, version: "1"}
paths:
  /pets:
    post:
      consumes: [application/json]
      parameters: [{in: body, name: pet, schema: {$ref: '#/definitions/Pet'}}]
      responses: {}
definitions:
  Pet: {type: object}
)";

Project projectOf(const std::string& text)
{
    Project project;
    project.name = "shop";
    project.apis.emplace_back(apiFrom(text));
    return project;
}

json::Value object(const char* type)
{
    return json::Object{{"type", type, {}}};
}

template <typename... Args, typename... Given>
Step step(Result<Project> (*edit)(Project, ApiId, Args...), Given... given)
{
    return [=](Project p) { return edit(std::move(p), petsId, given...); };
}

template <typename... Args, typename... Given>
Step ofMethod(Result<Project> (*edit)(Project, ApiId, MethodId, Args...), std::string path, HttpVerb verb,
              Given... given)
{
    return [=](Project p) {
        const MethodId id = methodId(p, path, verb);
        return edit(std::move(p), petsId, id, given...);
    };
}

Step cors(std::string path, CorsOptions options = {})
{
    return [=](Project p) { return enableCors(std::move(p), petsId, path, options); };
}

Step staged(std::function<void(Stage&)> change)
{
    return [=](Project p) {
        Stage stage = p.apis[0]->stages[0];
        change(stage);
        return setStage(std::move(p), petsId, stage);
    };
}

CorsOptions withOrigin(std::string origin, bool allowCredentials = false)
{
    CorsOptions options;
    options.allowOrigin = std::move(origin);
    options.allowCredentials = allowCredentials;
    return options;
}

} // namespace

class TestDefinitionEdits : public QObject
{
    Q_OBJECT

private slots:
    void changesItsLines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Step>("step");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, const Step& edit, const QStringList& diff) {
            QTest::newRow(name) << QString::fromStdString(petsText) << edit << diff;
        };
        const auto swagger = [](const char* name, const Step& edit, const QStringList& diff) {
            QTest::newRow(name) << QString::fromStdString(swaggerText) << edit << diff;
        };
        row("create model", step(createModel, "Owner", object("object")), {"+    Owner:", "+      type: object"});
        row("set model", step(setModel, "Tree", object("object")),
            {"-    Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}",
             "+    Tree: {type: object}"});
        row("rename model", step(renameModel, "Pet", "Animal"),
            {"-      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
             "+      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}",
             "-          content: {application/json: {schema: {$ref: "
             "'https://apigateway.amazonaws.com/restapis/abcdefghij/models/Pet'}}}",
             "+          content: {application/json: {schema: {$ref: "
             "'https://apigateway.amazonaws.com/restapis/abcdefghij/models/Animal'}}}",
             "-    Pet: {type: object, example: {$ref: '#/components/schemas/Pet'}}",
             "-    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}",
             "+    Animal: {type: object, example: {$ref: '#/components/schemas/Pet'}}",
             "+    Pets: {type: array, items: {$ref: '#/components/schemas/Animal'}}"});
        row("rename a model that only the design refers to", step(renameModel, "Tree", "Wood"),
            {"-    Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}",
             "+    Wood: {type: object, properties: {next: {$ref: '#/components/schemas/Wood'}}}"});
        row("rename a shared model", step(renameModel, "Pets", "All"),
            {"-    Pets: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}",
             "+    Pets: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}",
             "-    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}",
             "+    All: {type: array, items: {$ref: '#/components/schemas/Pet'}}"});
        row("delete model", step(deleteModel, "Tree"),
            {"-    Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}"});
        swagger("create model, Swagger", step(createModel, "Owner", object("object")),
                {"+  Owner:", "+    type: object"});
        swagger("rename model, Swagger", step(renameModel, "Pet", "Animal"),
                {"-      parameters: [{in: body, name: pet, schema: {$ref: '#/definitions/Pet'}}]",
                 "+      parameters: [{in: body, name: pet, schema: {$ref: \"#/definitions/Animal\"}}]",
                 "-  Pet: {type: object}", "+  Animal: {type: object}"});
        row("rename validator",
            [](Project p) {
                return setRequestValidators(std::move(p), petsId, {{"Whole", true, true}, {"Idle", false, false}},
                                            {"All", "Whole"});
            },
            {"-  All: {validateRequestBody: true, validateRequestParameters: true}",
             "+  Whole: {validateRequestBody: true, validateRequestParameters: true}",
             "-x-amazon-apigateway-request-validator: All", "+x-amazon-apigateway-request-validator: Whole",
             "-      x-amazon-apigateway-request-validator: All",
             "+      x-amazon-apigateway-request-validator: Whole"});
        row("default validator", step(setDefaultRequestValidator, ""), {"-x-amazon-apigateway-request-validator: All"});
        row("method's validator", ofMethod(setMethodRequestValidator, "/pets", HttpVerb::Get, "Idle"),
            {"-      x-amazon-apigateway-request-validator: All",
             "+      x-amazon-apigateway-request-validator: Idle"});
        row("validated by what is there", ofMethod(validateMethod, "/pets", HttpVerb::Get, true, true), {});
        row("validated by a new one", ofMethod(validateMethod, "/pets", HttpVerb::Get, true, false),
            {"+  Validate body:", "+    validateRequestBody: true", "+    validateRequestParameters: false",
             "-      x-amazon-apigateway-request-validator: All",
             "+      x-amazon-apigateway-request-validator: Validate body"});
        row("gateway response",
            step(setGatewayResponse, GatewayResponseDefinition{"THROTTLED", "420", {}, {{"text/plain", "calm"}}}),
            {"+x-amazon-apigateway-gateway-responses:", "+  THROTTLED:", "+    statusCode: '420'",
             "+    responseTemplates:", "+      text/plain: calm"});
        row("gateway response reset", step(resetGatewayResponse, "THROTTLED"), {});
        row("binary media types", step(setBinaryMediaTypes, std::vector<std::string>{"image/*", "*/*"}),
            {"+x-amazon-apigateway-binary-media-types:", "+  - image/*", "+  - '*/*'"});
        row("compression", step(setMinimumCompressionSize, std::optional(1000)),
            {"+x-amazon-apigateway-minimum-compression-size: 1000"});
        row("documentation",
            step(setDocumentation, std::vector<DocumentationPart>{{"API", {}, {}, {}, {}, json::Object{}}}),
            {"+x-amazon-apigateway-documentation:", "+  documentationParts:", "+    - location:", "+        type: API",
             "+      properties: {}"});
    }

    void changesItsLines()
    {
        QFETCH(QString, text);
        QFETCH(Step, step);
        QFETCH(QStringList, diff);
        const Project before = projectOf(text.toStdString());
        const Result<Project> after = step(before);
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        const auto written = writeOpenApi(*after->apis[0]);
        QVERIFY(written);
        QCOMPARE(lineDiff(linesOf(text.toStdString()), linesOf(*written)), diff);
        QVERIFY(*apiFrom(*written).openApi() == *after->apis[0]->openApi());
        QCOMPARE(methodId(*after, "/pets", HttpVerb::Post), methodId(before, "/pets", HttpVerb::Post));
    }

    void refuses_data()
    {
        QTest::addColumn<Step>("step");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Step& edit, const char* message) {
            QTest::newRow(name) << edit << message;
        };
        row("model of that name", step(createModel, "Pet", object("object")), "called \"Pet\" already");
        row("model without a name", step(createModel, "", object("object")), "not a valid model name");
        row("model with a blank", step(createModel, "My pet", object("object")), "not a valid model name");
        row("model that is a text", step(createModel, "Owner", json::Value("x")), "not an object");
        row("model that is gone", step(setModel, "Owner", object("object")), "no longer in the API");
        row("model becomes a list", step(setModel, "Pet", json::Value(json::Array{})), "not an object");
        row("rename to another's name", step(renameModel, "Pet", "Pets"), "called \"Pets\" already");
        row("rename to nonsense", step(renameModel, "Pet", "a/b"), "not a valid model name");
        row("rename what is gone", step(renameModel, "Owner", "X"), "no longer in the API");
        row("delete what is used", step(deleteModel, "Pet"),
            "is used by POST /pets: request body application/json, POST /pets: response 200 application/json, "
            "model \"Pets\"");
        row("delete what a shared part uses", step(deleteModel, "Pets"), "GET /pets: response 200");
        row("delete what is gone", step(deleteModel, "Owner"), "no longer in the API");
        row(
            "two validators of a name",
            [](Project p) {
                return setRequestValidators(std::move(p), petsId, {{"A", true, true}, {"A", false, true}});
            },
            "Two request validators");
        row(
            "validator without a name",
            [](Project p) {
                return setRequestValidators(std::move(p), petsId, {{"", true, true}});
            },
            "has no name");
        row(
            "validator in use removed", [](Project p) { return setRequestValidators(std::move(p), petsId, {}); },
            "is used by the API as its default");
        row("unknown default", step(setDefaultRequestValidator, "None"), "no request validator \"None\"");
        row("unknown validator", ofMethod(setMethodRequestValidator, "/pets", HttpVerb::Get, "None"),
            "no request validator \"None\"");
        row("unknown gateway response", step(setGatewayResponse, GatewayResponseDefinition{"TEAPOT", "418", {}, {}}),
            "\"TEAPOT\" is no gateway response type");
        row("status of no kind", step(setGatewayResponse, GatewayResponseDefinition{"THROTTLED", "42", {}, {}}),
            "not between 100 and 599");
        row("parameter of no kind",
            step(setGatewayResponse, GatewayResponseDefinition{"THROTTLED", "", {{"header.X", "'1'"}}, {}}),
            "no header of it");
        row("no media type", step(setBinaryMediaTypes, std::vector<std::string>{"png"}), "no media type");
        row("media type twice", step(setBinaryMediaTypes, std::vector<std::string>{"a/b", "a/b"}), "already");
        row("compression below nothing", step(setMinimumCompressionSize, std::optional(-1)), "-1 bytes");
        row("compression of too much", step(setMinimumCompressionSize, std::optional(10485761)), "10485761 bytes");
        row("documentation of no kind",
            step(setDocumentation, std::vector<DocumentationPart>{{"X", {}, {}, {}, {}, {}}}), "\"X\" is no part");
        row("documentation of a named part",
            step(setDocumentation, std::vector<DocumentationPart>{{"MODEL", {}, {}, {}, {}, {}}}), "needs its name");
        row("documentation elsewhere",
            step(setDocumentation, std::vector<DocumentationPart>{{"API", "/x", {}, {}, {}, {}}}), "has no path");
        row("CORS nowhere", cors("/nowhere"), "/nowhere");
        row("CORS where the backend answers", cors("/owners/{id}"), "answers preflight requests itself");
        row("CORS for nobody", cors("/pets", withOrigin("")), "No origin");
        row("CORS for two", cors("/pets", withOrigin("http://a, http://b")), "more than one origin");
        row("CORS with a quote", cors("/pets", withOrigin("http://a'")), "quote");
        row("CORS with credentials for all", cors("/pets", withOrigin("*", true)), "Browsers refuse");
        row("access log outside", staged([](Stage& s) {
                s.accessLog = {"../a.log", "$context.requestId"};
            }),
            "cannot be written");
        row("access log over a file of the project", staged([](Stage& s) {
                s.accessLog = {"gatewright.yaml", "$context.requestId"};
            }),
            "cannot be written");
        row("access log without a format", staged([](Stage& s) { s.accessLog = {"a.log", ""}; }), "no format");
        row("access log without an id", staged([](Stage& s) {
                s.accessLog = {"a.log", "$context.status"};
            }),
            "requestId");
        row("access log of two lines", staged([](Stage& s) {
                s.accessLog = {"a.log", "$context.requestId\n"};
            }),
            "more than one line");
        row("settings of no method", staged([](Stage& s) {
                s.methodSettings = {{"pets", "INFO", false, false}};
            }),
            "names no method");
        row("settings twice", staged([](Stage& s) { s.methodSettings.resize(2); }), "already");
        row("logging level", staged([](Stage& s) {
                s.methodSettings = {{"*/*", "LOUD", false, false}};
            }),
            "no logging level");
        row("canary of too much", staged([](Stage& s) {
                s.canary = CanarySettings{100.5, {}, {}, false};
            }),
            "that share");
        row("canary's variable", staged([](Stage& s) {
                s.canary = CanarySettings{1, {}, {{"a b", ""}}, false};
            }),
            "not a valid stage variable name");
        row(
            "no canary to promote",
            [](Project p) { return promoteCanary(std::move(p), petsId, p.apis[0]->stages[0].id); }, "no canary");
        row(
            "another API", [](Project p) { return setMinimumCompressionSize(std::move(p), ApiId{9}, {}); },
            "no longer in the project");
    }

    void refuses()
    {
        QFETCH(Step, step);
        QFETCH(QString, message);
        const Result<Project> after = step(projectOf(petsText));
        QVERIFY(!after);
        QVERIFY2(QString::fromStdString(after.error().message).contains(message), after.error().message.c_str());
        QVERIFY(!after.error().hint.empty());
    }

    void enablesCors()
    {
        CorsOptions options = withOrigin("https://example.com", true);
        options.maxAge = "600";
        options.exposeHeaders = "X-Total";
        options.defaultResponses = true;
        const Result<Project> after = cors("/pets", options)(projectOf(petsText));
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        const OpenApiDefinition& definition = *after->apis[0]->openApi();
        const Method& preflight = *definition.find(methodId(*after, "/pets", HttpVerb::Options));
        QVERIFY(preflight.integration->type == IntegrationType::Mock);
        QCOMPARE(*findIn(preflight.integration->requestTemplates, "application/json"),
                 std::string("{\"statusCode\": 200}"));
        const StringMap& sent = preflight.integration->responses.at(0).responseParameters;
        const auto value = [&](const char* name) {
            return *findIn(sent, std::string("method.response.header.") + name);
        };
        QCOMPARE(value("Access-Control-Allow-Methods"), std::string("'GET,POST,OPTIONS'"));
        QCOMPARE(value("Access-Control-Allow-Origin"), std::string("'https://example.com'"));
        QCOMPARE(value("Access-Control-Max-Age"), std::string("'600'"));
        QCOMPARE(value("Access-Control-Allow-Headers"),
                 std::string("'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'"));
        QCOMPARE(preflight.responses.at(0).headers.size(), sent.size());

        const Method& get = *definition.find(methodId(*after, "/pets", HttpVerb::Get));
        const StringMap& answers = get.integration->responses.at(0).responseParameters;
        QCOMPARE(*findIn(answers, "method.response.header.Access-Control-Allow-Origin"),
                 std::string("'https://example.com'"));
        QCOMPARE(*findIn(answers, "method.response.header.Access-Control-Expose-Headers"), std::string("'X-Total'"));
        QCOMPARE(get.responses.at(0).headers.size(), std::size_t(3));
        const Method& proxied = *definition.find(methodId(*after, "/pets", HttpVerb::Post));
        QVERIFY(proxied.integration->responses.empty());
        QCOMPARE(proxied.responses.at(0).headers.size(), std::size_t(3));
        QCOMPARE(definition.gatewayResponses.size(), std::size_t(2));
        QCOMPARE(*findIn(definition.gatewayResponses[0].responseParameters,
                         "gatewayresponse.header.Access-Control-Allow-Origin"),
                 std::string("'https://example.com'"));

        const auto written = writeOpenApi(*after->apis[0]);
        QVERIFY(written);
        const OpenApiReading again = readOpenApi(*written, "a.yaml", petsId);
        QVERIFY(again.source && again.diagnostics.empty());
        QCOMPARE(again.source->definition.findPath("/pets")->methods.size(), std::size_t(3));
        CorsOptions told = corsOptionsOf(definition, "/pets");
        QCOMPARE(told.allowOrigin, options.allowOrigin);
        QVERIFY(told.allowCredentials && told.maxAge == "600");
        const Result<Project> twice = cors("/pets", options)(*after);
        QVERIFY(twice && *twice == *after);                // nothing is written twice
        QVERIFY(cors("/owners", {})(projectOf(petsText))); // a resource that only longer paths imply
    }

    void promotesTheCanary()
    {
        Project project = projectOf(petsText);
        Stage& stage = project.apis[0].edit().stages[0];
        stage.variables = {{"a", "1"}, {"b", "2"}};
        stage.canary = CanarySettings{10, "abc123", {{"b", "3"}, {"c", "4"}}, false};
        const Result<Project> after = promoteCanary(project, petsId, stage.id);
        QVERIFY(after);
        const Stage& promoted = after->apis[0]->stages[0];
        QVERIFY(!promoted.canary);
        QVERIFY((promoted.variables == StringMap{{"a", "1"}, {"b", "3"}, {"c", "4"}}));
    }

    void knowsGatewayResponses()
    {
        QCOMPARE(gatewayResponseKinds().size(), std::size_t(21));
        QCOMPARE(findGatewayResponseKind("THROTTLED")->statusCode, 429);
        QVERIFY(!findGatewayResponseKind("throttled"));
        QCOMPARE(fallbackOfGatewayResponse("THROTTLED"), default4xx);
        QCOMPARE(fallbackOfGatewayResponse("INTEGRATION_TIMEOUT"), default5xx);
        QVERIFY(fallbackOfGatewayResponse("DEFAULT_4XX").empty());
    }

    void cutsAccessLogFormats_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("parts"); // variables in [], texts as they are
        QTest::newRow("none") << "a line"
                              << "a line";
        QTest::newRow("one") << "$context.requestId"
                             << "[requestId]";
        QTest::newRow("quoted") << "\"$context.status\","
                                << "\"[status]\",";
        QTest::newRow("deep") << "$context.identity.sourceIp x"
                              << "[identity.sourceIp] x";
        QTest::newRow("end of a sentence") << "$context.status."
                                           << "[status].";
        QTest::newRow("braces") << "${context.status}0"
                                << "[status]0";
        QTest::newRow("open brace") << "${context.status"
                                    << "${context.status";
        QTest::newRow("no name") << "$context. $context $"
                                 << "$context. $context $";
        QTest::newRow("beside each other") << "$context.stage$context.path"
                                           << "[stage][path]";
    }

    void cutsAccessLogFormats()
    {
        QFETCH(QString, format);
        QFETCH(QString, parts);
        std::string joined;
        for (const AccessLogPart& part : accessLogParts(format.toStdString()))
            joined += part.variable.empty() ? part.text : "[" + part.variable + "]";
        QCOMPARE(QString::fromStdString(joined), parts);
    }

    void presetsAreValid()
    {
        for (const AccessLogPreset& preset : accessLogPresets()) {
            const std::string fault = faultOf(AccessLogSettings{"a.log", std::string(preset.format)});
            QVERIFY2(fault.empty(), fault.c_str());
            for (const AccessLogPart& part : accessLogParts(preset.format))
                QVERIFY2(part.variable.empty() || isAccessLogVariable(part.variable), part.variable.c_str());
        }
        QVERIFY(isAccessLogVariable("authorizer.tenant"));
        QVERIFY(!isAccessLogVariable("authorizer."));
        QVERIFY(!isAccessLogVariable("statuscode"));
    }
};

QTEST_GUILESS_MAIN(TestDefinitionEdits)
#include "tst_definition_edits.moc"
