// Lint rules about HTTP APIs: what they find, where, and what they leave alone.
#include "tests/core/lint/linted_text.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

Q_DECLARE_METATYPE(std::function<void(Api&)>)

namespace {

constexpr char proxied[] =
    "        {type: http_proxy, httpMethod: ANY, uri: 'http://e/', payloadFormatVersion: '1.0'}\n";

std::string route(const std::string& path, const std::string& verb = "get")
{
    return "  " + path + ":\n    " + verb + ":\n      responses: {'200': {description: ok}}\n" +
           "      x-amazon-apigateway-integration:\n" + proxied;
}

} // namespace

class LintHttpApiTest : public QObject
{
    Q_OBJECT

private slots:
    void rules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& text, QStringList expected) {
            QTest::newRow(name) << QString::fromStdString(head + text) << expected;
        };
        row("good", route("/a"), {});
        row("default route", route("/$default", "x-amazon-apigateway-any-method"), {});
        row("root", route("/"), {});
        row("trailing slash", route("/a/"), {"4:3 error route-trailing-slash"});
        row("default route with a verb", route("/$default"), {"5:5 warning default-route-verb"});
        row("greedy not last", route("/{x+}/a"),
            {"4:3 error route-greedy-not-last", "5:5 warning path-parameter-undeclared"});
        row("mock", integrated("        {type: mock}\n"), {"8:10 error http-api-integration-type"});
        row("http",
            integrated("        {type: http, httpMethod: GET, uri: 'http://e/', payloadFormatVersion: '1.0'}\n"),
            {"8:10 error http-api-integration-type"});
        row("templates",
            integrated("        {type: http_proxy, httpMethod: GET, uri: 'http://e/', payloadFormatVersion: '1.0', "
                       "requestTemplates: {application/json: x}}\n"),
            {"7:7 warning http-api-without-effect"});
        row("request validator",
            integrated(proxied, "      x-amazon-apigateway-request-validator: all\n") +
                "x-amazon-apigateway-request-validators: {all: {validateRequestBody: true}}\n",
            {"5:5 warning http-api-without-effect", "0:0 warning http-api-without-effect"});
        row("binary media types", route("/a") + "x-amazon-apigateway-binary-media-types: ['image/*']\n",
            {"0:0 warning http-api-without-effect"});
        row("gateway responses",
            route("/a") + "x-amazon-apigateway-gateway-responses: {DEFAULT_4XX: {statusCode: 400}}\n",
            {"0:0 warning http-api-without-effect"});
        row("compression", route("/a") + "x-amazon-apigateway-minimum-compression-size: 0\n",
            {"0:0 warning http-api-without-effect"});
        row("a function with 2.0",
            integrated("        {type: aws_proxy, httpMethod: POST, uri: 'arn:aws:lambda:us-east-1:1:function:f', "
                       "payloadFormatVersion: '2.0'}\n"),
            {});
        row("a function without a format",
            integrated("        {type: aws_proxy, httpMethod: POST, uri: 'arn:aws:lambda:us-east-1:1:function:f'}\n"),
            {"7:7 error payload-format-version"});
        row("an endpoint with 2.0",
            integrated("        {type: http_proxy, httpMethod: GET, uri: 'http://e/', payloadFormatVersion: '2.0'}\n"),
            {"8:63 error payload-format-version"});
        const std::string queue = "        {type: aws_proxy, credentials: r, payloadFormatVersion: '1.0', "
                                  "integrationSubtype: ";
        row("a subtype",
            integrated(queue + "SQS-SendMessage, requestParameters: {QueueUrl: u, MessageBody: b, Region: r}}\n"), {});
        row("an unknown subtype", integrated(queue + "SNS-Publish}\n"), {"8:72 error integration-subtype"});
        row("a parameter is missing", integrated(queue + "SQS-SendMessage, requestParameters: {QueueUrl: u}}\n"),
            {"8:72 error integration-subtype"});
        row("a parameter too many",
            integrated(queue + "SQS-PurgeQueue, requestParameters: {QueueUrl: u, queueUrl: u}}\n"),
            {"8:72 error integration-subtype"});
        row("no credentials",
            integrated("        {type: aws_proxy, payloadFormatVersion: '1.0', integrationSubtype: SQS-PurgeQueue, "
                       "requestParameters: {QueueUrl: u}}\n"),
            {"8:56 warning integration-subtype"});
    }
    void rules()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QStringList found = findings(apiFrom(text.toStdString(), ApiKind::Http));
        found.sort();
        expected.sort();
        QCOMPARE(found.join('\n'), expected.join('\n'));
    }

    void sayNothingOfRestApis()
    {
        const std::string text =
            head + good("/a/") + good("/$default") + "x-amazon-apigateway-binary-media-types: ['image/*']\n";
        for (const char* rule : {"route-trailing-slash", "default-route-verb", "http-api-integration-type",
                                 "http-api-without-effect", "payload-format-version", "integration-subtype"})
            QCOMPARE(findings(apiFrom(text), rule).join('\n'), QString());
    }

    void stages_data()
    {
        QTest::addColumn<std::function<void(Api&)>>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::function<void(Api&)>& change, QStringList expected) {
            QTest::newRow(name) << change << expected;
        };
        row("default", [](Api& api) { api.stages.front().name = "$default"; }, {});
        row("cache", [](Api& api) { api.stages.front().cacheClusterEnabled = true; },
            {"0:0 warning http-api-without-effect"});
        row("canary",
            [](Api& api) {
                api.stages.front().canary = CanarySettings{10, "d1", {}, false};
            },
            {"0:0 warning http-api-without-effect"});
        const auto settings = [](RouteSettings all, std::vector<RouteSettings> own) {
            return [=](Api& api) {
                api.stages.front().defaultRouteSettings = all;
                api.stages.front().routeSettings = own;
            };
        };
        const RouteSettings none;
        row("settings of routes", settings({{}, {}, {}, {}, {5.0, 5}}, {{"GET /a", {}, {}, {}, {1.0, 1}}}), {});
        row("settings of no route", settings(none, {{"GET /b", {}, {}, {}, {1.0, 1}}}),
            {"0:0 warning route-settings-invalid"});
        row("a limit below nothing", settings(none, {{"GET /a", {}, {}, {}, {-1.0, 1}}}),
            {"0:0 error route-settings-invalid"});
        row("half a limit", settings(none, {{"GET /a", {}, {}, {}, {1.0, {}}}}), {"0:0 warning throttle-incomplete"});
        row("half a limit of all", settings({{}, {}, {}, {}, {{}, 1}}, {{"GET /a", {}, true, {}, {}}}),
            {"0:0 info setting-without-effect", "0:0 warning throttle-incomplete"});
        row("the other half is that of all", settings({{}, {}, {}, {}, {5.0, 5}}, {{"GET /a", {}, {}, {}, {1.0, {}}}}),
            {});
        row("eleven stages",
            [](Api& api) {
                for (int i = 0; i < 10; ++i) {
                    Stage stage;
                    stage.id = StageId{static_cast<std::uint64_t>(i) + 10};
                    stage.name = "s" + std::to_string(i);
                    api.stages.push_back(stage);
                }
            },
            {"0:0 warning http-api-limits"});
    }
    void stages()
    {
        QFETCH(std::function<void(Api&)>, change);
        QFETCH(QStringList, expected);
        Api api = apiFrom(head + route("/a"), ApiKind::Http);
        change(api);
        QCOMPARE(findings(api).join('\n'), expected.join('\n'));
    }

    void threeHundredRoutes()
    {
        std::string text = head;
        for (int i = 0; i <= 300; ++i)
            text += route("/r" + std::to_string(i));
        QCOMPARE(findings(apiFrom(text, ApiKind::Http)).join('\n'), QString("0:0 warning http-api-limits"));
    }
};

QTEST_APPLESS_MAIN(LintHttpApiTest)
#include "tst_lint_http_api.moc"
