// Edits of functions, state machines, backends and AWS settings; what names them follows a rename and forbids a
// removal; and how a diff and lint speak of them.
#include "core/edit/diff.h"
#include "core/edit/document.h"
#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "core/lint/lint.h"
#include "tests/core/edit/edited_project.h"

#include <QStringList>
#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ProjectEdit = std::function<void(Project&)>;
Q_DECLARE_METATYPE(ProjectEdit)

namespace {

const std::string lambdaUri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                              "arn:aws:lambda:us-east-1:000000000000:function:order/invocations";

Function functionNamed(const std::string& name)
{
    Function function;
    function.name = name;
    return function;
}

StateMachine machineNamed(const std::string& name)
{
    StateMachine machine;
    machine.name = name;
    return machine;
}

Backend backendNamed(const std::string& name)
{
    Backend backend;
    backend.name = name;
    backend.target = UrlBackend{"http://127.0.0.1:3000"};
    return backend;
}

Stage& stageOf(Project& project)
{
    Api& api = project.apis[0].edit();
    if (api.stages.empty())
        api.stages.emplace_back().name = "dev";
    return api.stages.front();
}

Integration& integrationOf(Project& project, const std::string& path)
{
    OpenApiDefinition* definition = project.edit(petsId)->openApi();
    Method* method = definition->edit(methodId(project, path, HttpVerb::Get));
    if (!method->integration)
        method->integration.emplace();
    return *method->integration;
}

// A function, a state machine that calls it, and a backend; GET /a calls the function, GET /b starts the machine,
// GET /c calls the backend.
Project whole()
{
    Project project = projectWith("GET /a; GET /b; GET /c");
    project = *createFunction(project, functionNamed("order"));
    project = *createFunction(project, functionNamed("orders"));
    project = *createStateMachine(project, machineNamed("fulfil"));
    project = *createBackend(project, backendNamed("shop"));
    project.stateMachines[0].edit().definition =
        "{\"Resource\": \"arn:aws:lambda:us-east-1:000000000000:function:order\",\n"
        " \"Parameters\": {\"FunctionName\" : \"order\", \"Note\": \"order\"}}\n";
    Integration& call = integrationOf(project, "/a");
    call.type = IntegrationType::AwsProxy;
    call.uri = lambdaUri;
    Integration& start = integrationOf(project, "/b");
    start.type = IntegrationType::Aws;
    start.uri = "arn:aws:apigateway:us-east-1:states:action/StartExecution";
    start.requestTemplates = {
        {"application/json", "{\"stateMachineArn\": \"arn:aws:states:us-east-1:000000000000:stateMachine:fulfil\"}"}};
    integrationOf(project, "/c").uri = "http://shop:80/x";
    return project;
}

std::string refusal(const Result<Project>& result)
{
    return result ? std::string("done") : result.error().message;
}

QStringList rulesOf(const Project& project)
{
    QStringList rules;
    for (const Diagnostic& d : lintWhole(project))
        if (!d.rule.starts_with("asl-")) // of the text of a definition, which is an excerpt here
            rules << QString::fromStdString(d.rule);
    return rules;
}

} // namespace

class TestElementEdits : public QObject
{
    Q_OBJECT

private slots:
    void creates()
    {
        Project project = whole();
        QCOMPARE(project.functions[0]->codeUri, std::string("functions/order"));
        QCOMPARE(project.stateMachines[0]->definitionUri, std::string("state-machines/fulfil.asl.json"));
        QVERIFY(project.functions[0]->id && project.functions[0]->id != project.functions[1]->id);
        QVERIFY(project.backends[0]->id);
        project = *duplicateFunction(project, project.functions[0]->id);
        QCOMPARE(project.functions[1]->name, std::string("order-copy"));
        QCOMPARE(project.functions[1]->codeUri, std::string("functions/order"));
        project = *duplicateStateMachine(project, project.stateMachines[0]->id);
        QCOMPARE(project.stateMachines[1]->definitionUri, std::string("state-machines/fulfil-copy.asl.json"));
        project.backends[0].edit().vpcLinkId = "vl";
        project = *duplicateBackend(project, project.backends[0]->id);
        QVERIFY(project.backends[1]->vpcLinkId.empty());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("expected");
        const Project p = whole();
        const auto row = [](const char* name, const Result<Project>& result, const QString& expected) {
            QTest::newRow(name) << QString::fromStdString(refusal(result)) << expected;
        };
        row("name taken", createFunction(p, functionNamed("order")), "already");
        row("no name", createFunction(p, functionNamed("")), "not a valid function name");
        row("rename taken", renameFunction(p, p.functions[0]->id, "orders"), "already");
        Function outside = *p.functions[0];
        outside.codeUri = "../x";
        row("code outside", setFunction(p, outside), "not inside the project");
        Function twice = *p.functions[0];
        twice.environment = {{"AA", "1"}, {"AA", "2"}};
        row("variable twice", setFunction(p, twice), "has a variable \"AA\" already");
        row("gone", setFunction(p, functionNamed("x")), "no longer in the project");
        row("used function", deleteFunction(p, p.functions[0]->id), "used by GET /a, the state machine \"fulfil\"");
        row("used machine", deleteStateMachine(p, p.stateMachines[0]->id), "used by GET /b");
        row("used backend", deleteBackend(p, p.backends[0]->id), "used by GET /c");
        row("machine name", createStateMachine(p, machineNamed("a b")), "not a valid name");
        StateMachine taken = machineNamed("other");
        taken.definitionUri = "./apis/pets.openapi.yaml";
        row("machine file", createStateMachine(p, taken), "belongs to something else");
        StateMachine large = *p.stateMachines[0];
        large.definition.assign(mostDefinitionBytes + 1, ' ');
        row("large definition", setStateMachine(p, large), "larger than 1 MB");
        row("backend name", createBackend(p, backendNamed("Shop")), "not a valid backend name");
        Backend application = backendNamed("app");
        application.target = ProcfileApplication{};
        row("no folder", createBackend(p, application), "not inside the project");
        AwsSettings aws;
        aws.endpoints = {{"sqs", "a"}, {"sqs", "b"}};
        row("two endpoints", setAwsSettings(p, aws), "has two endpoints");
    }

    void refusals()
    {
        QFETCH(QString, message);
        QFETCH(QString, expected);
        QVERIFY2(message.contains(expected), qPrintable(message));
    }

    void whatIsNotUsedGoes()
    {
        const Project project = whole();
        QCOMPARE(deleteFunction(project, project.functions[1]->id)->functions.size(), std::size_t(1));
    }

    void aRenameOfAFunctionIsFollowed()
    {
        Project project = whole();
        json::Value scheme = *json::readJson(
            R"({"type": "apiKey", "x-amazon-apigateway-authorizer": {"authorizerUri": "arn:aws:lambda:r:1:function:order"}})");
        project.edit(petsId)->openApi()->components.set("securitySchemes", json::Object{{"guard", scheme, {}}});
        project = *renameFunction(project, project.functions[0]->id, "cart");
        QCOMPARE(project.functions[0]->codeUri, std::string("functions/order"));
        QVERIFY(integrationOf(project, "/a").uri.ends_with(":function:cart/invocations"));
        QCOMPARE(project.stateMachines[0]->definition,
                 std::string("{\"Resource\": \"arn:aws:lambda:us-east-1:000000000000:function:cart\",\n"
                             " \"Parameters\": {\"FunctionName\" : \"cart\", \"Note\": \"order\"}}\n"));
        const json::Value* uri = project.apis[0]->openApi()->components.at(
            "/securitySchemes/guard/x-amazon-apigateway-authorizer/authorizerUri");
        QCOMPARE(uri->asString(), std::string("arn:aws:lambda:r:1:function:cart"));
    }

    void sourcesThatAreNotThereYetTakeTheNewName()
    {
        Project project = whole();
        project = *renameFunction(project, project.functions[0]->id, "cart", CodeFolder::FollowsName);
        QCOMPARE(project.functions[0]->codeUri, std::string("functions/cart"));
        project.edit(project.functions[0]->id)->codeUri = "lib/own"; // somebody's choice
        project = *renameFunction(project, project.functions[0]->id, "basket", CodeFolder::FollowsName);
        QCOMPARE(project.functions[0]->codeUri, std::string("lib/own"));
    }

    void aLongerNameIsAnother()
    {
        Project project = whole();
        integrationOf(project, "/a").uri = "arn:aws:lambda:r:1:function:orders:live";
        project = *renameFunction(project, project.functions[0]->id, "cart");
        QCOMPARE(integrationOf(project, "/a").uri, std::string("arn:aws:lambda:r:1:function:orders:live"));
        project = *renameFunction(project, project.functions[1]->id, "carts");
        QCOMPARE(integrationOf(project, "/a").uri, std::string("arn:aws:lambda:r:1:function:carts:live"));
    }

    void aRenameOfAMachineIsFollowed()
    {
        Project project = whole();
        project = *renameStateMachine(project, project.stateMachines[0]->id, "ship");
        QVERIFY(integrationOf(project, "/b").requestTemplates[0].second.find(":stateMachine:ship\"") !=
                std::string::npos);
        QCOMPARE(project.stateMachines[0]->definitionUri, std::string("state-machines/fulfil.asl.json"));
    }

    void aRenameOfABackendIsFollowed()
    {
        Project project = whole();
        integrationOf(project, "/b").uri = "http://${stageVariables.host}/b";
        Stage& stage = project.edit(petsId)->stages.front();
        stage.variables = {
            {"host", "shop"}, {"base", "http://shop/dev"}, {"other", "shop"}, {"dns", "http://shop.test"}};
        project = *renameBackend(project, project.backends[0]->id, "store");
        QCOMPARE(integrationOf(project, "/c").uri, std::string("http://store:80/x"));
        QCOMPARE(project.apis[0]->stages[0].variables,
                 (StringMap{
                     {"host", "store"}, {"base", "http://store/dev"}, {"other", "shop"}, {"dns", "http://shop.test"}}));
    }

    void diffsAreToldById()
    {
        const Project before = whole();
        Project after = *renameFunction(before, before.functions[1]->id, "carts");
        after = *createBackend(after, backendNamed("more"));
        after.aws.region = "eu-west-1";
        after.functions[0].edit().timeout = 9;
        QStringList told;
        for (const Change& change : diff(before, after))
            told << QString::fromStdString(change.what);
        QCOMPARE(told, (QStringList{"Function \"order\": timeout changed", "Function \"orders\": renamed to carts",
                                    "Backend \"more\" added", "AWS settings: Region changed"}));
        QCOMPARE(diff(before, after).at(0).node.function, before.functions[0]->id);
    }

    void everyEditIsAStepOfTheHistory()
    {
        Document document(whole());
        const auto changes = document.apply("Set AWS Settings", [](Project p) {
            AwsSettings aws = p.aws;
            aws.profile = "work";
            return setAwsSettings(std::move(p), aws);
        });
        QVERIFY(changes && changes->size() == 1 && document.canUndo() && document.isModified());
        document.undo();
        QVERIFY(document.project().aws.profile.empty() && !document.isModified());
    }

    void lintRulesOfElements_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QString>("rule");
        const auto function = [](const char* name, std::function<void(Function&)> edit, const char* rule) {
            QTest::newRow(name) << ProjectEdit([edit](Project& p) { edit(p.functions[0].edit()); }) << QString(rule);
        };
        const auto backend = [](const char* name, auto target, const char* rule) {
            QTest::newRow(name) << ProjectEdit([target](Project& p) { p.backends[0].edit().target = target; })
                                << QString(rule);
        };
        function(
            "fine", [](Function&) {}, "");
        function(
            "runtime", [](Function& f) { f.runtime = "java21"; }, "function-runtime");
        function(
            "remote runtime", [](Function& f) { f.runtime = "java21", f.endpoint = "http://h:1"; }, "");
        function(
            "handler", [](Function& f) { f.handler = "index"; }, "function-handler");
        function(
            "python handler", [](Function& f) { f.runtime = "python3.12", f.handler = "a/b.c"; }, "");
        function(
            "custom handler", [](Function& f) { f.runtime = "provided.al2", f.handler = ""; }, "");
        function(
            "code", [](Function& f) { f.codeUri = ""; }, "function-code");
        function(
            "memory", [](Function& f) { f.memorySize = 127; }, "function-memory");
        function(
            "most memory", [](Function& f) { f.memorySize = 10'240; }, "");
        function(
            "timeout", [](Function& f) { f.timeout = 901; }, "function-timeout");
        function(
            "queue timeout", [](Function& f) { f.queueTimeout = -1; }, "function-queue-timeout");
        function(
            "too long a queue", [](Function& f) { f.queueTimeout = 901; }, "function-queue-timeout");
        function(
            "a queue elsewhere", [](Function& f) { f.endpoint = "http://127.0.0.1:1", f.queueTimeout = -1; }, "");
        function(
            "a long queue", [](Function& f) { f.queueTimeout = 900; }, "");
        function(
            "concurrency", [](Function& f) { f.reservedConcurrentExecutions = 0; }, "function-concurrency");
        function(
            "reserved",
            [](Function& f) {
                f.environment = {{"AWS_REGION", "x"}};
            },
            "function-environment");
        function(
            "short key",
            [](Function& f) {
                f.environment = {{"A", "x"}};
            },
            "function-environment");
        function(
            "4 KB",
            [](Function& f) {
                f.environment = {{"AA", std::string(4095, 'x')}};
            },
            "function-environment");
        function(
            "endpoint", [](Function& f) { f.endpoint = "host:1"; }, "function-endpoint");
        backend("url", UrlBackend{"ftp://x"}, "backend-url");
        backend("none", InstanceGroup{}, "backend-instances");
        backend("no port", InstanceGroup{{"127.0.0.1"}, {}, {}}, "backend-instances");
        backend("twice", InstanceGroup{{"h:1", "http://h:1"}, {}, {}}, "backend-instances");
        backend("good group", InstanceGroup{{"h:1", "https://h:2"}, {}, {}}, "");
        HealthCheck check;
        check.matcher = "2xx";
        backend("matcher", InstanceGroup{{"h:1"}, check, {}}, "backend-health-check");
        check.path.clear();
        backend("no check", InstanceGroup{{"h:1"}, check, {}}, "");
        ProcfileApplication application;
        application.folder = "apps/a";
        application.instances = 17;
        backend("instances", application, "backend-application");
        application.instances = 16;
        backend("most instances", application, "");
        application.folder.clear();
        backend("no folder", application, "backend-application");
        QTest::newRow("account") << ProjectEdit([](Project& p) { p.aws.accountId = "12"; }) << "aws-account";
        QTest::newRow("region") << ProjectEdit([](Project& p) { p.aws.region = "Here"; }) << "aws-region";
        QTest::newRow("endpoint url") << ProjectEdit([](Project& p) {
            p.aws.endpoints = {{"sqs", "x"}};
        }) << "aws-endpoint";
        QTest::newRow("unknown function")
            << ProjectEdit([](Project& p) { p.functions.erase(p.functions.begin()); }) << "function-unknown";
        QTest::newRow("function elsewhere") << ProjectEdit([](Project& p) {
            p.functions.erase(p.functions.begin());
            p.aws.endpoints = {{"lambda", "http://h:1"}};
        }) << "";
        QTest::newRow("unknown machine") << ProjectEdit([](Project& p) { p.stateMachines.clear(); })
                                         << "state-machine-unknown";
        QTest::newRow("unknown link") << ProjectEdit([](Project& p) {
            integrationOf(p, "/c").connectionType = "VPC_LINK";
            integrationOf(p, "/c").connectionId = "vl-9";
        }) << "vpc-link-unknown";
        const auto link = [](const char* name, const std::string& value, const char* rule) {
            QTest::newRow(name) << ProjectEdit([value](Project& p) {
                p.backends[0].edit().vpcLinkId = "vl-1";
                stageOf(p).variables = {{"link", value}};
                integrationOf(p, "/c").connectionType = "VPC_LINK";
                integrationOf(p, "/c").connectionId = "${stageVariables.link}";
            }) << rule;
        };
        link("link of a stage", "vl-1", "");
        link("unknown link of a stage", "vl-9", "vpc-link-unknown");
        const auto host = [](const char* name, const std::string& uri, const std::string& value, const char* rule) {
            QTest::newRow(name) << ProjectEdit([uri, value](Project& p) {
                p.backends[0].edit().name = "shop";
                stageOf(p).variables = {{"backend", value}};
                integrationOf(p, "/c").uri = uri;
            }) << rule;
        };
        host("a backend's name", "http://SHOP:80/x", "", "");
        host("nobody's name", "http://nobody/x", "", "backend-unknown");
        host("this machine", "http://localhost:3000/x", "", "");
        host("a host name", "http://nobody.test/x", "", "");
        host("an address", "http://[::1]:3000/x", "", "");
        host("a parameter decides", "http://{proxy}/x", "", "");
        host("a stage's backend", "http://${stageVariables.backend}/x", "shop", "");
        host("nobody's name on a stage", "http://${stageVariables.backend}/x", "nobody", "backend-unknown");
        QTest::newRow("ports") << ProjectEdit([](Project& p) {
            p.apis[0].edit().port = 4781;
            Api other = *p.apis[0];
            other.id = {5};
            p.apis.emplace_back(other);
            p.apis[1].edit().definition = RestApi{};
        }) << "port-duplicate";
    }

    void lintRulesOfElements()
    {
        QFETCH(ProjectEdit, edit);
        QFETCH(QString, rule);
        Project project = whole();
        edit(project);
        QCOMPARE(rulesOf(project), rule.isEmpty() ? QStringList() : QStringList{rule});
    }
};

QTEST_GUILESS_MAIN(TestElementEdits)
#include "tst_element_edits.moc"
