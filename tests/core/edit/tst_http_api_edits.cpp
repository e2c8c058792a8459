// Quick create of HTTP APIs, and how their documents read and write the default route, greedy variables and subtypes.
#include "core/edit/edits.h"
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"

#include <QTest>

using namespace gw;

namespace {

const std::string exported = R"(openapi: '3.0.1'
info:
  title: pets
  version: '2026-11-29 10:00:00UTC'
paths:
  /$default: # everything else
    x-amazon-apigateway-any-method:
      isDefaultRoute: true
      responses:
        default:
          description: 'Default response for $default'
      x-amazon-apigateway-integration:
        $ref: '#/components/x-amazon-apigateway-integrations/all'
  /files/{path+}:
    get:
      responses:
        default:
          description: 'Default response for GET /files/{path+}'
      x-amazon-apigateway-integration:
        payloadFormatVersion: '1.0'
        type: http_proxy
        httpMethod: GET
        uri: https://files.example/{path}
        connectionType: INTERNET
        tlsConfig:
          serverNameToVerify: files.inner
  /queue:
    post:
      responses:
        default:
          description: 'Default response for POST /queue'
      x-amazon-apigateway-integration:
        integrationSubtype: SQS-SendMessage
        credentials: 'arn:aws:iam::111122223333:role/queue'
        requestParameters:
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q'
          MessageBody: $request.body.message
        payloadFormatVersion: '1.0'
        type: aws_proxy
        connectionType: INTERNET
components:
  x-amazon-apigateway-integrations:
    all:
      payloadFormatVersion: '2.0'
      type: aws_proxy
      httpMethod: POST
      uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations'
      connectionType: INTERNET
x-amazon-apigateway-importexport-version: '1.0'
)";

Api read(const std::string& text)
{
    Api api;
    api.id = ApiId{5};
    api.name = "pets";
    api.file = "pets.yaml";
    api.source = readOpenApi(text, api.file, api.id).source;
    if (api.source)
        api.definition = HttpApi{api.source->definition};
    return api;
}

Method& methodAt(Api& api, std::size_t resource)
{
    return api.openApi()->resources.at(resource).edit().methods.front().edit();
}

QString replaced(const std::string& from, const std::string& to)
{
    return QString::fromStdString(exported).replace(QString::fromStdString(from), QString::fromStdString(to));
}

} // namespace

class TestHttpApiEdits : public QObject
{
    Q_OBJECT

private slots:
    void createsFromATarget_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("format");
        QTest::newRow("endpoint") << "http://127.0.0.1:8080"
                                  << "HTTP_PROXY"
                                  << "ANY"
                                  << "1.0";
        QTest::newRow("endpoint with a path") << "https://e.example/base"
                                              << "HTTP_PROXY"
                                              << "ANY"
                                              << "1.0";
        QTest::newRow("function") << "arn:aws:lambda:us-east-1:000000000000:function:f"
                                  << "AWS_PROXY"
                                  << "POST"
                                  << "2.0";
    }
    void createsFromATarget()
    {
        QFETCH(QString, target);
        QFETCH(QString, type);
        QFETCH(QString, method);
        QFETCH(QString, format);
        const auto made = createHttpApiFromTarget(Project{}, "orders", target.toStdString());
        QVERIFY(made);
        const Api& api = *made->findApi("orders");
        QVERIFY(api.kind() == ApiKind::Http);
        QCOMPARE(api.stages.size(), std::size_t{1});
        QCOMPARE(api.stages.front().name, std::string("$default"));
        QVERIFY(api.stages.front().autoDeploy);
        const Resource* route = api.openApi()->findPath(defaultRoutePath);
        QVERIFY(route && route->methods.size() == 1 && route->methods.front()->verb == HttpVerb::Any);
        const Integration& integration = *route->methods.front()->integration;
        QCOMPARE(QString::fromStdString(integration.uri), target);
        QCOMPARE(QString::fromStdString(std::string(toString(integration.type))), type);
        QCOMPARE(QString::fromStdString(integration.httpMethod), method);
        QCOMPARE(QString::fromStdString(integration.payloadFormatVersion), format);
        const auto text = writeOpenApi(api);
        QVERIFY(text);
        QVERIFY2(text->find("isDefaultRoute: true") != std::string::npos, text->c_str());
        QVERIFY(*read(*text).openApi()->findPath(defaultRoutePath)->methods.front()->integration == integration);
    }

    void refusesWhatIsNoTarget_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("target");
        QTest::newRow("nothing") << "orders"
                                 << "";
        QTest::newRow("a word") << "orders"
                                << "backend";
        QTest::newRow("another scheme") << "orders"
                                        << "ftp://e/";
        QTest::newRow("no host") << "orders"
                                 << "http:///x";
        QTest::newRow("a blank") << "orders"
                                 << "http://a b";
        QTest::newRow("another ARN") << "orders"
                                     << "arn:aws:sqs:us-east-1:1:q";
        QTest::newRow("no name") << " "
                                 << "http://e/";
    }
    void refusesWhatIsNoTarget()
    {
        QFETCH(QString, name);
        QFETCH(QString, target);
        const auto made = createHttpApiFromTarget(Project{}, name.toStdString(), target.toStdString());
        QVERIFY(!made);
        QVERIFY(!made.error().message.empty() && !made.error().hint.empty());
    }

    void readsWhatTheServiceExports()
    {
        Api api = read(exported);
        QVERIFY(api.source);
        QCOMPARE(api.openApi()->resources.at(0)->path, std::string(defaultRoutePath));
        QCOMPARE(methodAt(api, 0).integration->payloadFormatVersion, std::string("2.0"));
        QCOMPARE(api.openApi()->resources.at(1)->path, std::string("/files/{path+}"));
        QCOMPARE(methodAt(api, 1).integration->serverNameToVerify, std::string("files.inner"));
        QCOMPARE(methodAt(api, 2).integration->integrationSubtype, std::string("SQS-SendMessage"));
        QCOMPARE(QString::fromStdString(*writeOpenApi(api)), QString::fromStdString(exported));
    }

    void changesNothingElse()
    {
        Api api = read(exported);
        methodAt(api, 1).integration->uri = "https://other.example/{path}";
        QCOMPARE(QString::fromStdString(*writeOpenApi(api)),
                 replaced("https://files.example/{path}", "https://other.example/{path}"));
        api = read(exported);
        methodAt(api, 1).integration->serverNameToVerify = "more.inner";
        QCOMPARE(QString::fromStdString(*writeOpenApi(api)), replaced("files.inner", "more.inner"));
        api = read(exported);
        methodAt(api, 1).integration->serverNameToVerify.clear();
        QCOMPARE(QString::fromStdString(*writeOpenApi(api)),
                 replaced("        tlsConfig:\n          serverNameToVerify: files.inner\n", ""));
        api = read(exported);
        methodAt(api, 2).integration->integrationSubtype = "SQS-PurgeQueue";
        QCOMPARE(QString::fromStdString(*writeOpenApi(api)), replaced("SQS-SendMessage", "SQS-PurgeQueue"));
    }
};

QTEST_APPLESS_MAIN(TestHttpApiEdits)
#include "tst_http_api_edits.moc"
