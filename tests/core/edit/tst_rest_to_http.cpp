// "Create an HTTP API from this": what becomes of methods, stages and the API, and what the report says of it.
#include "core/edit/rest_to_http.h"

#include "core/api/route_key.h"
#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "core/format/openapi_write.h"
#include "core/lint/lint.h"
#include "tests/core/edit/edited_project.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

// One operation, its lines below "get:" of /pets/{id}.
std::string apiWith(const std::string& operation, const std::string& rest = {})
{
    return "openapi: 3.0.1\ninfo: { title: Pets, version: \"1\" }\npaths:\n  /pets/{id}:\n    get:\n"
           "      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n"
           "      responses: { \"200\": { description: ok } }\n" +
           operation + rest;
}

std::string integration(const std::string& lines)
{
    return "      x-amazon-apigateway-integration:\n" + lines;
}

Project projectOf(const std::string& text)
{
    Project project;
    project.name = "shop";
    project.apis.emplace_back(apiFrom(text));
    return project;
}

struct Converted
{
    HttpConversion conversion;
    [[nodiscard]] const Api& api() const { return *conversion.project.find(conversion.api); }
    [[nodiscard]] const OpenApiDefinition& definition() const { return *api().openApi(); }
    [[nodiscard]] const Method* route(const std::string& key) const
    {
        for (const Cow<Resource>& resource : definition().resources)
            for (const Cow<Method>& method : resource->methods)
                if (routeKeyOf(resource->path, method->verb) == key)
                    return &*method;
        return nullptr;
    }
    // "Lost GET /pets: …" of every note, a line each.
    [[nodiscard]] QString report() const
    {
        QString text;
        for (const ConversionNote& note : conversion.report.notes) {
            text += note.carry == Carry::Carried ? "Carried " : note.carry == Carry::Changed ? "Changed " : "Lost ";
            text += QString::fromStdString(note.where + ": " + note.what + " " + note.hint + "\n");
        }
        return text;
    }
};

Converted convert(const Project& project)
{
    Result<HttpConversion> made = httpApiFrom(project, petsId);
    if (!made)
        qFatal("%s", toString(made.error()).c_str());
    return {std::move(*made)};
}

QString joined(const StringMap& map)
{
    QStringList pairs;
    for (const auto& [key, value] : map)
        pairs << QString::fromStdString(key + "=" + value);
    return pairs.join("; ");
}

const char* functionUri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                          "arn:aws:lambda:us-east-1:000000000000:function:pets/invocations";

} // namespace

class TestRestToHttp : public QObject
{
    Q_OBJECT

private slots:
    void methods_data()
    {
        QTest::addColumn<QString>("integration");
        QTest::addColumn<QString>("type"); // empty: none
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("parameters");
        QTest::addColumn<QStringList>("told"); // parts of the report
        const QString uri = "http://127.0.0.1:9/pets/{id}";
        QTest::newRow("HTTP_PROXY as it is")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri << "HTTP_PROXY" << uri << ""
            << QStringList{"Carried GET /pets/{id}: HTTP_PROXY to the same target."};
        QTest::newRow("path mapped by its own name")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri +
                   "\nrequestParameters: { integration.request.path.id: method.request.path.id }"
            << "HTTP_PROXY" << uri << "" << QStringList{"Carried GET"};
        QTest::newRow("path mapped by another name")
            << "type: http_proxy\nhttpMethod: GET\nuri: \"http://127.0.0.1:9/p/{pet}\"\n"
               "requestParameters: { integration.request.path.pet: method.request.path.id }"
            << "HTTP_PROXY"
            << "http://127.0.0.1:9/p/{id}"
            << "" << QStringList{"Changed GET /pets/{id}: The target names"};
        QTest::newRow("path from a header")
            << "type: http_proxy\nhttpMethod: GET\nuri: \"http://127.0.0.1:9/p/{pet}\"\n"
               "requestParameters: { integration.request.path.pet: method.request.header.X-Pet }"
            << "HTTP_PROXY"
            << "http://127.0.0.1:9/p/{pet}"
            << "" << QStringList{"Lost GET /pets/{id}: The target's {pet} was filled from method.request.header.X-Pet"};
        QTest::newRow("mappings")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri +
                   "\nrequestParameters:\n  integration.request.header.X-A: method.request.querystring.a\n"
                   "  integration.request.querystring.b: method.request.header.B\n"
                   "  integration.request.header.X-C: \"'fixed'\"\n"
                   "  integration.request.header.X-D: context.requestId\n"
                   "  integration.request.header.X-E: stageVariables.e\n"
                   "  integration.request.header.X-F: method.request.body.a.b"
            << "HTTP_PROXY" << uri
            << "overwrite:header.X-A=$request.querystring.a; overwrite:querystring.b=$request.header.B; "
               "overwrite:header.X-C=fixed; overwrite:header.X-D=$context.requestId; "
               "overwrite:header.X-E=$stageVariables.e; overwrite:header.X-F=$request.body.a.b"
            << QStringList{"Carried GET"};
        QTest::newRow("several values")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri +
                   "\nrequestParameters: { integration.request.header.X-A: method.request.multivalueheader.A }"
            << "HTTP_PROXY" << uri << "overwrite:header.X-A=$request.header.A"
            << QStringList{"Changed GET /pets/{id}: Several values"};
        QTest::newRow("reserved header")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri +
                   "\nrequestParameters: { integration.request.header.Authorization: method.request.header.Token }"
            << "HTTP_PROXY" << uri << "" << QStringList{"Lost GET /pets/{id}: The header \"Authorization\""};
        QTest::newRow("a text with a dollar")
            << "type: http_proxy\nhttpMethod: GET\nuri: " + uri +
                   "\nrequestParameters: { integration.request.header.X-A: \"'$5'\" }"
            << "HTTP_PROXY" << uri << "" << QStringList{"Lost GET /pets/{id}: Nothing can be mapped from '$5'"};
        QTest::newRow("HTTP") << "type: http\nhttpMethod: GET\nuri: " + uri +
                                     "\nresponses: { default: { statusCode: \"200\" } }"
                              << "HTTP_PROXY" << uri << ""
                              << QStringList{"Changed GET /pets/{id}: HTTP becomes HTTP_PROXY",
                                             "Changed GET /pets/{id}: The integration's own status"};
        QTest::newRow("HTTP with templates")
            << "type: http\nhttpMethod: POST\nuri: " + uri +
                   "\nrequestTemplates: { application/json: \"{}\" }\n"
                   "responses: { default: { statusCode: \"200\", responseTemplates: { application/json: \"{}\" } } }"
            << "HTTP_PROXY" << uri << ""
            << QStringList{"Lost GET /pets/{id}: The request's body templates",
                           "Lost GET /pets/{id}: The template of the response 200"};
        QTest::newRow("never passes") << "type: http\nhttpMethod: GET\npassthroughBehavior: never\nuri: " + uri
                                      << "HTTP_PROXY" << uri << "" << QStringList{"refused with 415"};
        QTest::newRow("too slow") << "type: http_proxy\nhttpMethod: GET\ntimeoutInMillis: 60000\nuri: " + uri
                                  << "HTTP_PROXY" << uri << ""
                                  << QStringList{"Changed GET /pets/{id}: The time-out of 60000 ms"};
        QTest::newRow("content handling")
            << "type: http_proxy\nhttpMethod: GET\ncontentHandling: CONVERT_TO_TEXT\nuri: " + uri << "HTTP_PROXY" << uri
            << "" << QStringList{"Lost GET /pets/{id}: Content handling"};
        QTest::newRow("cache keys")
            << "type: http_proxy\nhttpMethod: GET\ncacheKeyParameters: [ method.request.path.id ]\nuri: " + uri
            << "HTTP_PROXY" << uri << "" << QStringList{"Lost GET /pets/{id}: Cache keys"};
        QTest::newRow("VPC link")
            << "type: http_proxy\nhttpMethod: GET\nconnectionType: VPC_LINK\nconnectionId: abc\nuri: " + uri
            << "HTTP_PROXY" << uri << "" << QStringList{"Changed GET /pets/{id}: The VPC link \"abc\""};
        QTest::newRow("unverified TLS")
            << "type: http_proxy\nhttpMethod: GET\ntlsConfig: { insecureSkipVerification: true }\nuri: " + uri
            << "HTTP_PROXY" << uri << "" << QStringList{"Lost GET /pets/{id}: The endpoint's certificate"};
        QTest::newRow("Lambda proxy") << "type: aws_proxy\nhttpMethod: POST\nuri: " + QString(functionUri)
                                      << "AWS_PROXY" << functionUri << ""
                                      << QStringList{"Carried GET /pets/{id}: Lambda proxy",
                                                     "Changed : Functions find the stage's name"};
        QTest::newRow("Lambda with templates")
            << "type: aws\nhttpMethod: POST\nrequestTemplates: { application/json: \"{}\" }\nuri: " +
                   QString(functionUri)
            << "AWS_PROXY" << functionUri << ""
            << QStringList{"Lost GET /pets/{id}: The function no longer gets an event"};
        QTest::newRow("queue") << "type: aws\nhttpMethod: POST\ncredentials: arn:aws:iam::000000000000:role/r\n"
                                  "uri: \"arn:aws:apigateway:us-east-1:sqs:action/SendMessage\""
                               << "AWS_PROXY"
                               << ""
                               << ""
                               << QStringList{
                                      "Lost GET /pets/{id}: The templates that made the request of SQS-SendMessage"};
        QTest::newRow("state machine")
            << "type: aws\nhttpMethod: POST\nuri: \"arn:aws:apigateway:us-east-1:states:action/StartExecution\"\n"
               "requestTemplates:\n  application/json: '{\"stateMachineArn\": "
               "\"arn:aws:states:us-east-1:000000000000:stateMachine:fulfil\", \"input\": \"x\"}'"
            << "AWS_PROXY"
            << ""
            << "StateMachineArn=arn:aws:states:us-east-1:000000000000:stateMachine:fulfil; Input=$request.body"
            << QStringList{"Changed GET /pets/{id}: The state machine \"fulfil\""};
        QTest::newRow("a service without a subtype")
            << "type: aws\nhttpMethod: POST\nuri: \"arn:aws:apigateway:us-east-1:dynamodb:action/GetItem\""
            << ""
            << ""
            << "" << QStringList{"Lost GET /pets/{id}: No integration of HTTP APIs calls"};
        QTest::newRow("MOCK") << "type: mock\nrequestTemplates: { application/json: '{\"statusCode\": 200}' }"
                              << ""
                              << ""
                              << "" << QStringList{"Lost GET /pets/{id}: HTTP APIs have no MOCK"};
        QTest::newRow("none") << ""
                              << ""
                              << ""
                              << "" << QStringList{"Carried GET /pets/{id}: Answers with its examples"};
    }
    void methods()
    {
        QFETCH(QString, integration);
        QFETCH(QString, type);
        QFETCH(QString, uri);
        QFETCH(QString, parameters);
        QFETCH(QStringList, told);
        std::string lines;
        for (const QString& line : integration.split('\n', Qt::SkipEmptyParts))
            lines += "        " + line.toStdString() + "\n";
        Project project = projectOf(apiWith(lines.empty() ? std::string() : ::integration(lines)));
        StateMachine machine;
        machine.id = StateMachineId{5};
        machine.name = "fulfil";
        project.stateMachines.emplace_back(machine);
        const Converted made = convert(project);
        const Method* route = made.route("GET /pets/{id}");
        QVERIFY(route);
        QCOMPARE(route->integration.has_value(), !type.isEmpty());
        if (route->integration) {
            QCOMPARE(QString::fromStdString(std::string(toString(route->integration->type))), type);
            QCOMPARE(QString::fromStdString(route->integration->uri), uri);
            QCOMPARE(joined(route->integration->requestParameters), parameters);
            QVERIFY(route->integration->requestTemplates.empty());
            QVERIFY(route->integration->responses.empty());
            QCOMPARE(route->integration->payloadFormatVersion, std::string("1.0"));
        }
        for (const QString& part : told)
            QVERIFY2(made.report().contains(part), qPrintable(part + "\n" + made.report()));
    }

    void responses_data()
    {
        QTest::addColumn<QString>("responses");
        QTest::addColumn<QString>("mapped"); // "200: key=value"
        QTest::addColumn<QString>("told");
        QTest::newRow("a status of its own") << "\"404\": { statusCode: \"410\" }"
                                             << "404: overwrite:statuscode=410"
                                             << "Changed GET";
        QTest::newRow("a header")
            << "default: { statusCode: \"200\", responseParameters: { method.response.header.X-A: "
               "integration.response.header.X-B } }"
            << "200: overwrite:header.X-A=$response.header.X-B"
            << "";
        QTest::newRow("a text")
            << "\"404\": { statusCode: \"404\", responseParameters: { method.response.header.X-A: \"'no'\" } }"
            << "404: overwrite:header.X-A=no"
            << "";
        QTest::newRow("of the body")
            << "default: { statusCode: \"200\", responseParameters: { method.response.header.X-A: "
               "integration.response.body.a } }"
            << "200: overwrite:header.X-A=$response.body.a"
            << "";
        QTest::newRow("a pattern") << "\"4\\\\d{2}\": { statusCode: \"400\" }"
                                   << ""
                                   << "Lost GET /pets/{id}: The pattern";
        QTest::newRow("CORS by hand") << "default: { statusCode: \"200\", responseParameters: { "
                                         "method.response.header.Access-Control-Allow-Origin: \"'*'\" } }"
                                      << ""
                                      << "Lost GET /pets/{id}: The header \"Access-Control-Allow-Origin\"";
        QTest::newRow("a reserved header")
            << "default: { statusCode: \"200\", responseParameters: { method.response.header.Via: \"'x'\" } }"
            << ""
            << "Lost GET /pets/{id}: The answer's header \"Via\"";
    }
    void responses()
    {
        QFETCH(QString, responses);
        QFETCH(QString, mapped);
        QFETCH(QString, told);
        const Converted made = convert(projectOf(apiWith(integration(
            "        type: http\n        httpMethod: GET\n        uri: http://127.0.0.1:9/\n        responses:\n"
            "          " +
            responses.toStdString() + "\n"))));
        QStringList lines;
        for (const ResponseParameters& response : made.route("GET /pets/{id}")->integration->responseParameters)
            lines << QString::fromStdString(response.statusCode) + ": " + joined(response.parameters);
        QCOMPARE(lines.join("; "), mapped);
        QVERIFY2(made.report().contains(told), qPrintable(made.report()));
    }

    void access_data()
    {
        QTest::addColumn<QString>("scheme"); // of the authorizer "guard"
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("told");
        QTest::newRow("TOKEN")
            << "type: token\nauthorizerUri: " + QString(functionUri) +
                   "\nidentitySource: method.request.header.X-Token\nidentityValidationExpression: \"a+\""
            << "REQUEST"
            << "$request.header.X-Token"
            << "becomes a REQUEST one";
        QTest::newRow("REQUEST") << "type: request\nauthorizerUri: " + QString(functionUri) +
                                        "\nidentitySource: method.request.querystring.key"
                                 << "REQUEST"
                                 << "$request.querystring.key"
                                 << "gets the event it knows";
        QTest::newRow("user pool") << "type: cognito_user_pools\nproviderARNs: [ "
                                      "\"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Ab12\" ]"
                                   << "JWT"
                                   << "$request.header.Authorization"
                                   << "no audience yet";
    }
    void access()
    {
        QFETCH(QString, scheme);
        QFETCH(QString, type);
        QFETCH(QString, source);
        QFETCH(QString, told);
        std::string lines;
        for (const QString& line : scheme.split('\n'))
            lines += "        " + line.toStdString() + "\n";
        const std::string authtype = type == "JWT" ? "cognito_user_pools" : "custom";
        const Converted made = convert(projectOf(apiWith(
            "      security: [ { guard: [] } ]\n" +
                integration("        type: http_proxy\n        httpMethod: GET\n        uri: http://127.0.0.1:9/\n"),
            "components:\n  securitySchemes:\n    guard:\n      type: apiKey\n      name: Authorization\n"
            "      in: header\n      x-amazon-apigateway-authtype: " +
                authtype + "\n      x-amazon-apigateway-authorizer:\n" + lines)));
        const auto authorizer = findAuthorizer(made.definition(), "guard");
        QVERIFY(authorizer);
        QCOMPARE(QString::fromStdString(std::string(toString(authorizer->type))), type);
        QCOMPARE(QString::fromStdString(authorizer->identitySource.front()), source);
        if (type == "JWT")
            QCOMPARE(authorizer->jwtConfiguration.issuer,
                     std::string("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12"));
        else
            QCOMPARE(authorizer->authorizerPayloadFormatVersion, std::string("1.0"));
        QCOMPARE(made.route("GET /pets/{id}")->authorizer, std::string("guard"));
        QCOMPARE(QString::fromStdString(made.route("GET /pets/{id}")->authorizationType),
                 type == "JWT" ? QString("JWT") : QString("CUSTOM"));
        QVERIFY2(made.report().contains(told), qPrintable(made.report()));
    }

    void keysAndValidatorsAreLost()
    {
        const Converted made = convert(
            projectOf(apiWith("      security: [ { key: [] } ]\n      x-amazon-apigateway-request-validator: all\n"
                              "      requestBody: { content: { application/json: { schema: { type: object } } } }\n",
                              "x-amazon-apigateway-request-validators:\n  all: { validateRequestBody: true, "
                              "validateRequestParameters: true }\ncomponents:\n  securitySchemes:\n"
                              "    key: { type: apiKey, name: x-api-key, in: header }\n")));
        QVERIFY2(made.report().contains("Lost GET /pets/{id}: No API key"), qPrintable(made.report()));
        QVERIFY(made.report().contains("Lost GET /pets/{id}: Requests are not validated any more by \"all\""));
        const Method& route = *made.route("GET /pets/{id}");
        QVERIFY(!route.apiKeyRequired);
        QVERIFY(route.requestValidator.empty());
        QCOMPARE(route.requestModels.size(), std::size_t(1)); // the document still says it
        QVERIFY(made.definition().components.isNull());
    }

    void preflightsBecomeCors()
    {
        const Project before = projectOf(apiWith(
            integration("        type: http_proxy\n        httpMethod: GET\n        uri: http://127.0.0.1:9/\n"),
            "    options:\n      responses: { \"200\": { description: ok } }\n      x-amazon-apigateway-integration:\n"
            "        type: mock\n        requestTemplates: { application/json: '{\"statusCode\": 200}' }\n"
            "        responses:\n          default:\n            statusCode: \"200\"\n            responseParameters:\n"
            "              method.response.header.Access-Control-Allow-Origin: \"'https://a.example'\"\n"
            "              method.response.header.Access-Control-Allow-Methods: \"'GET,OPTIONS'\"\n"
            "              method.response.header.Access-Control-Allow-Headers: \"'content-type'\"\n"
            "              method.response.header.Access-Control-Max-Age: \"'600'\"\n"));
        const Converted made = convert(before);
        QVERIFY(!made.route("OPTIONS /pets/{id}"));
        const auto& cors = made.definition().cors;
        QVERIFY(cors);
        QCOMPARE(cors->allowOrigins, std::vector<std::string>{"https://a.example"});
        QCOMPARE(cors->allowMethods, (std::vector<std::string>{"GET", "OPTIONS"}));
        QCOMPARE(cors->allowHeaders, std::vector<std::string>{"content-type"});
        QCOMPARE(cors->maxAge, std::optional(600));
        QVERIFY(made.report().contains("Carried OPTIONS /pets/{id}: Answers preflight"));
    }

    void settingsOfMethodsBecomeThoseOfRoutes()
    {
        Project project =
            projectOf(apiWith("", "    put:\n      responses: { \"200\": { description: ok } }\n"
                                  "  /orders:\n    get:\n      responses: { \"200\": { description: ok } }\n"
                                  "    post:\n      responses: { \"200\": { description: ok } }\n"));
        const auto limited = [](const char* methodPath, ThrottleSettings throttling, bool metrics = false) {
            MethodSettings settings;
            settings.methodPath = methodPath;
            settings.throttling = throttling;
            settings.metricsEnabled = metrics;
            return settings;
        };
        project.apis.front().edit().stages.front().methodSettings = {
            limited("*/*", {3.0, 6}), limited("pets/{id}/*", {2.0, 2}), limited("*/GET", {9.0, {}}),
            limited("orders/GET", {}, true), limited("nowhere/GET", {1.0, 1})};
        const Stage to = convert(project).api().stages.front();
        QVERIFY((to.defaultRouteSettings == RouteSettings{{}, {}, {}, {}, {3.0, 6}}));
        QVERIFY((to.routeSettings == std::vector<RouteSettings>{{"GET /pets/{id}", {}, {}, {}, {2.0, 2}},
                                                                {"PUT /pets/{id}", {}, {}, {}, {2.0, 2}},
                                                                {"GET /orders", {}, true, {}, {9.0, {}}}}));
    }

    void stagesAndTheApi()
    {
        Project project =
            projectOf(apiWith("", "x-amazon-apigateway-binary-media-types: [ image/png ]\n"
                                  "x-amazon-apigateway-gateway-responses: { DEFAULT_4XX: { statusCode: 418 } }\n"
                                  "x-amazon-apigateway-minimum-compression-size: 0\n"));
        Stage& stage = project.apis.front().edit().stages.front();
        stage.variables = {{"host", "a"}};
        stage.cacheClusterEnabled = true;
        stage.canary = CanarySettings{10, {}, {}, false};
        stage.webAcl = "acl";
        stage.clientCertificate = "cert";
        MethodSettings settings;
        settings.loggingLevel = "INFO";
        settings.throttling.rateLimit = 3;
        stage.methodSettings = {settings};
        UsagePlan plan;
        plan.name = "gold";
        PlanStage place;
        place.api = "pets";
        plan.apiStages = {place};
        project.usagePlans.emplace_back(plan);
        const Converted made = convert(project);
        const Stage& to = made.api().stages.front();
        QCOMPARE(to.name, std::string("dev"));
        QVERIFY(to.id != project.apis.front()->stages.front().id);
        QCOMPARE(joined(to.variables), QString("host=a"));
        QVERIFY(!to.cacheClusterEnabled && !to.canary && to.webAcl.empty() && to.clientCertificate.empty());
        QVERIFY(to.methodSettings.empty());
        QVERIFY((to.defaultRouteSettings == RouteSettings{{}, {}, {}, {}, {3.0, {}}}));
        for (const char* part : {"Lost Stage dev: The canary", "Lost Stage dev: The cache",
                                 "Lost Stage dev: The web ACL", "Lost Stage dev: No client certificate",
                                 "Lost Stage dev: There is no execution log", "Lost : The gateway response DEFAULT_4XX",
                                 "Changed : Binary media types", "Lost : Answers are not compressed",
                                 "Lost : The usage plan \"gold\"", "Changed : A path that no route answers"})
            QVERIFY2(made.report().contains(part), qPrintable(part + QString("\n") + made.report()));
    }

    // What is made reads back from its file as what it is, and the REST API stays untouched.
    void whatIsMadeIsAnHttpApi()
    {
        const Project before = projectOf(apiWith(
            integration("        type: http_proxy\n        httpMethod: GET\n        uri: http://127.0.0.1:9/\n"),
            "  /{proxy+}:\n    x-amazon-apigateway-any-method:\n      parameters:\n"
            "        - { name: proxy, in: path, required: true, schema: { type: string } }\n"
            "      responses: { \"200\": { description: ok } }\n      x-amazon-apigateway-integration:\n"
            "        { type: http_proxy, httpMethod: ANY, uri: \"http://127.0.0.1:9/{proxy}\" }\n"
            "components: { schemas: { Pet: { type: object } } }\n"));
        const Converted made = convert(before);
        QVERIFY(made.api().kind() == ApiKind::Http);
        QCOMPARE(made.api().name, std::string("pets-http"));
        QVERIFY(*made.conversion.project.find(petsId) == *before.apis.front());
        const auto text = writeOpenApi(made.api());
        QVERIFY(text);
        const OpenApiReading reading = readOpenApi(*text, "x.yaml", made.conversion.api);
        QVERIFY(reading.source);
        QVERIFY(!hasErrors(reading.diagnostics));
        QCOMPARE(reading.source->definition.methodCount(), std::size_t(2));
        QVERIFY(reading.source->definition.resolve("#/components/schemas/Pet"));
        for (const Diagnostic& problem : lint(made.conversion.project))
            QVERIFY2(problem.node.api != made.conversion.api || problem.severity != Severity::Error,
                     problem.message.c_str());
    }

    void everyMethodIsToldOf()
    {
        std::string routes;
        for (int i = 0; i < 200; ++i)
            routes += (i ? "; GET /r" : "GET /r") + std::to_string(i);
        const Project before = projectOf(openApiText(routes));
        const Converted made = convert(before);
        QCOMPARE(made.definition().methodCount(), std::size_t(200));
        QCOMPARE(made.conversion.report.count(Carry::Carried), std::size_t(201)); // and the stage
    }

    void onlyRestApisAreConverted()
    {
        Project project = projectOf(openApiText("GET /a"));
        QVERIFY(!httpApiFrom(project, ApiId{1}));
        Api& api = project.apis.front().edit();
        api.definition = HttpApi{*api.openApi()};
        const auto made = httpApiFrom(project, petsId);
        QVERIFY(!made);
        QVERIFY(!made.error().hint.empty());
    }
};

QTEST_APPLESS_MAIN(TestRestToHttp)
#include "tst_rest_to_http.moc"
