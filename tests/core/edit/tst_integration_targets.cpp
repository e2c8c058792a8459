// What integrations call, read from their fields and written into them.
#include "core/edit/element_uses.h"
#include "core/edit/integration_targets.h"
#include "core/lint/lint.h"
#include "tests/core/edit/edited_project.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

namespace {

using Kind = IntegrationTarget::Kind;

constexpr const char* lambdaPath = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/";

Project project()
{
    Project project;
    Function function;
    function.id.value = 1;
    function.name = "orders";
    project.functions.push_back(function);
    StateMachine machine;
    machine.id.value = 2;
    machine.name = "fulfil";
    project.stateMachines.push_back(machine);
    Backend backend;
    backend.id.value = 3;
    backend.name = "shop";
    backend.vpcLinkId = "vpclink-1";
    project.backends.push_back(backend);
    return project;
}

Integration integration(IntegrationType type, const std::string& uri)
{
    Integration integration;
    integration.type = type;
    integration.uri = uri;
    return integration;
}

} // namespace

Q_DECLARE_METATYPE(gw::IntegrationType)
Q_DECLARE_METATYPE(gw::IntegrationTarget)

class TestIntegrationTargets : public QObject
{
    Q_OBJECT

private slots:
    void whatIsCalled_data()
    {
        QTest::addColumn<IntegrationType>("type");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<IntegrationTarget>("target");
        const IntegrationTarget none;
        const IntegrationTarget orders{Kind::Function, "orders", {}};
        const IntegrationTarget shop{Kind::Backend, "shop", {}};
        const QString path(lambdaPath);
        using Type = IntegrationType;
        QTest::newRow("function by ARN") << Type::AwsProxy
                                         << path + "arn:aws:lambda:us-east-1:000000000000:function:orders/invocations"
                                         << orders;
        QTest::newRow("function by name") << Type::Aws << path + "orders/invocations" << orders;
        QTest::newRow("function with a version")
            << Type::AwsProxy << path + "arn:aws:lambda:us-east-1:000000000000:function:orders:live/invocations"
            << orders;
        QTest::newRow("function of no project") << Type::AwsProxy << path + "gone/invocations" << none;
        QTest::newRow("function by a stage variable")
            << Type::AwsProxy << path + "${stageVariables.name}/invocations" << none;
        QTest::newRow("another service") << Type::Aws << "arn:aws:apigateway:us-east-1:sqs:action/SendMessage" << none;
        QTest::newRow("no target") << Type::Aws << "" << none;
        QTest::newRow("backend") << Type::HttpProxy << "http://shop/orders" << shop;
        QTest::newRow("backend with a port") << Type::Http << "http://shop:80" << shop;
        QTest::newRow("another host") << Type::HttpProxy << "http://shop.example/orders" << none;
        QTest::newRow("a path like a backend") << Type::HttpProxy << "http://example/shop" << none;
        QTest::newRow("a mock calls nothing") << Type::Mock << "" << none;
    }

    void whatIsCalled()
    {
        QFETCH(IntegrationType, type);
        QFETCH(QString, uri);
        QFETCH(IntegrationTarget, target);
        const IntegrationTarget found = targetOf(project(), integration(type, uri.toStdString()));
        QCOMPARE(found.name, target.name);
        QVERIFY(found == target);
    }

    void aBackendIsKnownByItsVpcLink()
    {
        Integration linked = integration(IntegrationType::HttpProxy, "http://inner.example/x");
        linked.connectionType = "VPC_LINK";
        linked.connectionId = "vpclink-1";
        QCOMPARE(targetOf(project(), linked).name, std::string("shop"));
        linked.connectionId = "vpclink-2";
        QVERIFY(targetOf(project(), linked).kind == Kind::Other);
    }

    void whatIsWrittenIsRead()
    {
        Integration each = integration(IntegrationType::AwsProxy, "");
        aimAtFunction(each, project().aws, "orders");
        QCOMPARE(each.uri,
                 lambdaPath + std::string("arn:aws:lambda:us-east-1:000000000000:function:orders/invocations"));
        QCOMPARE(each.httpMethod, std::string("POST"));
        QVERIFY((targetOf(project(), each) == IntegrationTarget{Kind::Function, "orders", {}}));
        each.type = IntegrationType::Aws;
        aimAtStateMachine(each, project().aws, "fulfil", StatesAction::StartSyncExecution);
        QCOMPARE(each.uri, std::string("arn:aws:apigateway:us-east-1:states:action/StartSyncExecution"));
        QVERIFY((targetOf(project(), each) ==
                 IntegrationTarget{Kind::StateMachine, "fulfil", StatesAction::StartSyncExecution}));
        QCOMPARE(each.responses.size(), std::size_t{1});
        QVERIFY(!each.responses[0].responseTemplates.empty());
        aimAtFunction(each, project().aws, "orders");
        QVERIFY(each.requestTemplates.empty()); // it started a state machine
        each = integration(IntegrationType::HttpProxy, "");
        aimAtBackend(each, "shop", "/orders/{proxy+}");
        QCOMPARE(each.uri, std::string("http://shop/orders/{proxy}"));
        QCOMPARE(*findIn(each.requestParameters, "integration.request.path.proxy"),
                 std::string("method.request.path.proxy"));
        QCOMPARE(targetOf(project(), each).name, std::string("shop"));
    }

    void whatIsMappedAlreadyStays()
    {
        Integration each = integration(IntegrationType::Aws, "");
        setIn(each.requestTemplates, "application/json",
              R"({"input": "{}", "name": "x", "stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:old"})");
        IntegrationResponse mapped;
        mapped.statusCode = "202";
        setIn(mapped.responseTemplates, "application/json", "kept");
        each.responses.push_back(mapped);
        aimAtStateMachine(each, project().aws, "fulfil", StatesAction::StartSyncExecution);
        QCOMPARE(
            *findIn(each.requestTemplates, "application/json"),
            std::string(
                R"({"input": "{}", "name": "x", "stateMachineArn": "arn:aws:states:eu-west-1:1:stateMachine:fulfil"})"));
        QCOMPARE(*findIn(each.responses[0].responseTemplates, "application/json"), std::string("kept"));
    }

    void aUrlKeepsItsPath_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("path") << "https://old.example:8443/v1/{id}?x=1"
                              << "http://shop/v1/{id}?x=1";
        QTest::newRow("no path") << "http://127.0.0.1:3000"
                                 << "http://shop";
        QTest::newRow("a variable host") << "http://${stageVariables.host}/v1"
                                         << "http://shop/v1";
        QTest::newRow("query alone") << "http://old?x=/y"
                                     << "http://shop?x=/y";
    }

    void aUrlKeepsItsPath()
    {
        QFETCH(QString, uri);
        QFETCH(QString, wanted);
        Integration each = integration(IntegrationType::HttpProxy, uri.toStdString());
        aimAtBackend(each, "shop", "/orders");
        QCOMPARE(each.uri, wanted.toStdString());
        QVERIFY(each.requestParameters.empty());
    }
};

QTEST_APPLESS_MAIN(TestIntegrationTargets)
#include "tst_integration_targets.moc"
