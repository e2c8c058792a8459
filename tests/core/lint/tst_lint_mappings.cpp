// Lint rules about what goes to endpoints and back, and about models (reference 1.7, 1.8, 1.10, 1.19, 1.21).
#include "tests/core/lint/linted_text.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

void row(const char* name, const std::string& paths, const QStringList& expected)
{
    QTest::newRow(name) << QString::fromStdString(head + paths) << expected;
}

} // namespace

class LintMappingsTest : public QObject
{
    Q_OBJECT

private slots:
    void mappings_data();
    void mappings() { check(); }
    void models_data();
    void models() { check(); }

private:
    static void check()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(findings(apiFrom(text.toStdString())), expected);
    }
    static void addColumns()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected"); // "line:column severity rule"
    }
};

void LintMappingsTest::mappings_data()
{
    addColumns();
    const std::string http = "        type: http_proxy\n        httpMethod: GET\n";
    const std::string filled = http + "        uri: http://h\n        requestParameters: ";
    row("mappings of every kind",
        integrated(filled +
                   "{integration.request.header.A: method.request.header.a-b, integration.request.querystring.b: "
                   "method.request.multivaluequerystring.c, integration.request.path.d: \"'it''s'\", "
                   "integration.request.header.$e: 'method.request.body.a[0]', integration.request.header.f: "
                   "method.request.body, integration.request.header.G: context.stage, "
                   "integration.request.header.h: context.identity.sourceIp}\n"),
        {});
    row("mapping to no place", integrated(filled + "{integration.request.body.x: \"'1'\"}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping to a name with brackets", integrated(filled + "{'integration.request.querystring.a[]': \"'1'\"}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping without quotes", integrated(filled + "{integration.request.header.X: text}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping of half a quotation", integrated(filled + "{integration.request.header.X: \"'\"}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping from an answer",
        integrated(filled + "{integration.request.header.X: integration.response.header.X}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping from a name that is none",
        integrated(filled + "{integration.request.header.X: 'method.request.querystring.a b'}\n"),
        {"11:9 error parameter-mapping-invalid"});
    row("mapping to the gateway's own header",
        integrated(filled + "{integration.request.header.Content-Length: \"'1'\"}\n"),
        {"11:9 warning parameter-mapping-illegal"});
    row("mapping to a header that only services refuse",
        integrated(filled + "{integration.request.header.Authorization: \"'1'\"}\n"), {});
    row("mapping to a header that services refuse",
        integrated("        type: aws\n        httpMethod: POST\n        uri: "
                   "arn:aws:apigateway:r:sns:action/Publish\n        responses: {default: {statusCode: '200'}}\n"
                   "        requestParameters: {integration.request.header.TE: \"'1'\"}\n"),
        {"12:9 warning parameter-mapping-illegal"});
    row("parameters of a service's action",
        integrated("        type: aws_proxy\n        integrationSubtype: SQS-SendMessage\n        requestParameters: "
                   "{QueueUrl: q, MessageBody: $request.body}\n"),
        {});
    const std::string answered = "        type: mock\n        responses: {default: {statusCode: '200', "
                                 "responseParameters: ";
    row("answer's mappings",
        integrated(answered + "{method.response.header.A: integration.response.header.B, method.response.header.C: "
                              "integration.response.body.d, method.response.header.E: \"'f'\"}}}\n"),
        {});
    row("answer's mapping to no header", integrated(answered + "{method.response.body: \"'f'\"}}}\n"),
        {"9:9 error parameter-mapping-invalid"});
    row("answer's mapping from the request",
        integrated(answered + "{method.response.header.X: method.request.header.X}}}\n"),
        {"9:9 error parameter-mapping-invalid"});
    const std::string selected =
        "  /a:\n    get:\n      responses: {'2XX': {description: a}, default: {description: b}, "
        "'404': {description: c}}\n      x-amazon-apigateway-integration: {type: mock, "
        "responses: {default: {statusCode: '";
    row("a status that is declared", selected + "404'}}}\n", {});
    row("a class declares none", selected + "200'}}}\n", {"7:65 error response-missing"});
    const std::string large(300 * 1024, 'x');
    row("the largest template",
        integrated("        {type: mock, responses: {}, requestTemplates: {a/b: " + large + "}}\n"), {});
    row("a template that is too large",
        integrated("        {type: mock, responses: {}, requestTemplates: {a/b: " + large + "x}}\n"),
        {"7:7 error mapping-template-size"});
    row("an answer's template that is too large",
        integrated("        {type: mock, responses: {default: {statusCode: '200', responseTemplates: {a/b: " + large +
                   "x}}}}\n"),
        {"7:7 error mapping-template-size"});
    row("a port the service does not call", integrated(http + "        uri: http://h:81/\n"),
        {"10:9 warning integration-port"});
    row("the last port it does not call", integrated(http + "        uri: https://[::1]:1023\n"),
        {"10:9 warning integration-port"});
    for (const char* port : {"80", "443", "1024", "65535", "${stageVariables.p}"})
        QTest::addRow("port %s", port) << QString::fromStdString(
                                              head + integrated(http + "        uri: 'http://h:" + port + "/'\n"))
                                       << (port[0] == '$' ? QStringList{"10:9 warning stage-variable-undefined"}
                                                          : QStringList());
    row("URI variable that a template fills",
        integrated("        {type: http, httpMethod: GET, uri: 'http://h/{id}', requestTemplates: {a/b: "
                   "'#set($context.requestOverride.path.id = 1)'}, responses: {}}\n"),
        {});
}

void LintMappingsTest::models_data()
{
    addColumns();
    const std::string validated = "x-amazon-apigateway-request-validators: {all: {validateRequestBody: true}}\n"
                                  "x-amazon-apigateway-request-validator: all\n";
    const auto withBody = [](const std::string& schema) {
        return "  /a:\n    post:\n      requestBody: {content: {a/b: {schema: " + schema +
               "}}}\n      responses: {'200': {description: ok}}\n      x-amazon-apigateway-integration: "
               "{type: mock, responses: {}}\n";
    };
    row("a keyword the service does not validate", withBody("{minItems: 1}") + validated,
        {"6:46 info model-keyword-ignored"});
    row("a format it does not validate", withBody("{properties: {minItems: {format: int64}}}") + validated,
        {"6:70 info model-keyword-ignored"});
    row("keywords of a model, once",
        withBody("{anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}]}") + validated +
            "components: {schemas: {A: {nullable: true, items: {$ref: '#/components/schemas/A'}}, B: {maxItems: "
            "1}}}\n",
        {"11:28 info model-keyword-ignored"});
    row("keywords it validates, and data",
        withBody("{minLength: 1, maximum: 2, format: date, example: {minItems: 1}, enum: [{maxItems: 2}]}") + validated,
        {});
    row("keywords of what nothing validates", withBody("{minItems: 1}"), {});
    row("models that are too large",
        good("/a") + "components: {schemas: {A: {description: " + std::string(400 * 1024, 'x') + "}}}\n",
        {"8:23 warning models-too-large"});
}

QTEST_GUILESS_MAIN(LintMappingsTest)
#include "tst_lint_mappings.moc"
