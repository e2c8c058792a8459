// Lint rules about who may call, how often and from where: what they find, where, and what they leave alone.
#include "core/api/secrets.h"
#include "core/lint/lint.h"
#include "tests/core/lint/linted_text.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ProjectChange = std::function<void(Project&)>;
Q_DECLARE_METATYPE(ProjectChange)

namespace {

// A method that asks `security` of callers; its line is the 7th.
std::string secured(const std::string& security)
{
    return "  /a:\n    get:\n      responses: {'200': {description: ok}}\n" +
           (security.empty() ? std::string() : "      security: " + security + "\n") +
           "      x-amazon-apigateway-integration: {type: mock, responses: {default: {statusCode: '200'}}}\n";
}

std::string scheme(const std::string& name, const std::string& members)
{
    return "components: {securitySchemes: {" + name + ": {" + members + "}}}\n";
}

const std::string authorizer = "x-amazon-apigateway-authorizer: ";
const std::string keyScheme = "type: apiKey, name: x-api-key, in: header";
const std::string allowAll = "Statement: [{Effect: Allow, Principal: '*', Action: '*', Resource: '*'}]";
const std::string poolArn = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI";

template <typename T>
T named(const std::string& name, std::uint64_t id)
{
    T element;
    element.id = {id};
    element.name = name;
    return element;
}

// Nothing is wrong here.
Project soundProject()
{
    Project project;
    project.name = "shop";
    Api api = apiFrom(head + secured("[{key: []}]") + scheme("key", keyScheme));
    api.port = 0;
    project.apis.emplace_back(api);
    ApiKey key = named<ApiKey>("partner", 1);
    key.keyId = "a1b2c3d4e5";
    project.apiKeys.emplace_back(key);
    UsagePlan plan = named<UsagePlan>("basic", 1);
    plan.planId = "abcdef";
    plan.apiStages = {{"pets", "dev", {}}};
    plan.keys = {"partner"};
    project.usagePlans.emplace_back(plan);
    Identity identity = named<Identity>("alice", 1);
    identity.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
    identity.policies = {
        {"all", json::Object{
                    {"Statement",
                     json::Object{{"Effect", "Allow", {}}, {"Action", "execute-api:Invoke", {}}, {"Resource", "*", {}}},
                     {}}}}};
    project.identities.emplace_back(identity);
    UserPool pool = named<UserPool>("customers", 1);
    pool.arn = poolArn;
    project.userPools.emplace_back(pool);
    LocalIssuer issuer;
    issuer.enabled = true;
    project.localIssuer = issuer;
    DomainName domain = named<DomainName>("api.localhost", 1);
    domain.mappings = {{"", {"pets", "dev"}}};
    project.domainNames.emplace_back(domain);
    ClientCertificate certificate = named<ClientCertificate>("backend", 1);
    certificate.certificateId = "abc123";
    certificate.certificate = "c.pem";
    project.clientCertificates.emplace_back(certificate);
    WebAcl acl = named<WebAcl>("edge", 1);
    acl.rules = {{"office", WebAclAction::Allow, AddressMatch{{"192.0.2.0/24"}}}};
    project.webAcls.emplace_back(acl);
    return project;
}

QStringList wholeFindings(const Project& project)
{
    QStringList list;
    for (const Diagnostic& d : lintWhole(project)) {
        list << QString("%1 %2").arg(severityName(d.severity), QString::fromStdString(d.rule));
        if (d.hint.empty() || d.message.empty())
            qFatal("%s has no hint", d.rule.c_str());
    }
    return list;
}

} // namespace

class TestLintAccess : public QObject
{
    Q_OBJECT

private slots:
    void rules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isHttp");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& text, QStringList expected, bool isHttp = false) {
            QTest::newRow(name) << QString::fromStdString(head + text) << isHttp << std::move(expected);
        };
        const std::string token = "type: apiKey, name: A, in: header, " + authorizer;
        row("nothing asked", secured(""), {});
        row("a token authorizer", secured("[{g: []}]") + scheme("g", token + "{type: token, authorizerUri: u}"), {});
        row("an authorizer that calls nothing", secured("[{g: []}]") + scheme("g", token + "{type: token}"),
            {"9:32 error authorizer-invalid"});
        row("no type",
            secured("[{g: []}]") + scheme("g", "type: apiKey, name: A, in: header, "
                                               "x-amazon-apigateway-authtype: custom"),
            {"7:7 error authorizer-unknown"});
        row("a type without an authorizer", secured("") + "      x-amazon-apigateway-auth: {type: CUSTOM}\n",
            {"5:5 error authorizer-unknown"});
        row("IAM needs none", secured("") + "      x-amazon-apigateway-auth: {type: AWS_IAM}\n", {});
        row("kept without a source", secured("[{g: []}]") + scheme("g", token + "{type: request, authorizerUri: u}"),
            {"9:32 error authorizer-invalid"});
        row("not kept without a source",
            secured("[{g: []}]") +
                scheme("g", token + "{type: request, authorizerUri: u, authorizerResultTtlInSeconds: 0}"),
            {});
        row("kept too long",
            secured("[{g: []}]") +
                scheme("g", token + "{type: token, authorizerUri: u, authorizerResultTtlInSeconds: 3601}"),
            {"9:32 error authorizer-invalid"});
        row("kept for less than nothing",
            secured("[{g: []}]") +
                scheme("g", token + "{type: token, authorizerUri: u, authorizerResultTtlInSeconds: -1}"),
            {"9:32 error authorizer-invalid"});
        row("a source that is none",
            secured("[{g: []}]") + scheme("g", token + "{type: request, authorizerUri: u, identitySource: header.A}"),
            {"9:32 error authorizer-invalid"});
        row("a token from the query",
            secured("[{g: []}]") +
                scheme("g", token + "{type: token, authorizerUri: u, identitySource: method.request.querystring.t}"),
            {"9:32 error authorizer-invalid"});
        row("a pool without ARNs", secured("[{g: []}]") + scheme("g", token + "{type: cognito_user_pools}"),
            {"9:32 error authorizer-invalid"});
        row("JWT in a REST API",
            secured("[{g: []}]") + scheme("g", "type: oauth2, " + authorizer +
                                                   "{type: jwt, identitySource: method.request.header.A, "
                                                   "jwtConfiguration: {issuer: https://i.example, "
                                                   "audience: [a]}}"),
            {"9:32 error authorizer-invalid"});
        row("JWT in an HTTP API",
            secured("[{g: [a]}]") +
                scheme("g", "type: oauth2, " + authorizer +
                                "{type: jwt, jwtConfiguration: {issuer: https://i.example, audience: [a]}}"),
            {}, true);
        row("JWT without issuer and audience",
            secured("[{g: []}]") + scheme("g", "type: oauth2, " + authorizer + "{type: jwt}"),
            {"9:32 error authorizer-invalid", "9:32 error authorizer-invalid"}, true);
        row("a Lambda of an HTTP API",
            secured("[{g: []}]") +
                scheme("g", token + "{type: request, authorizerUri: u, authorizerPayloadFormatVersion: '2.0', "
                                    "enableSimpleResponses: true}"),
            {}, true);
        row("simple responses of 1.0",
            secured("[{g: []}]") +
                scheme("g", token + "{type: request, authorizerUri: u, authorizerPayloadFormatVersion: '1.0', "
                                    "enableSimpleResponses: true}"),
            {"9:32 error authorizer-invalid"}, true);
        row("scopes of a Lambda", secured("[{g: [a]}]") + scheme("g", token + "{type: token, authorizerUri: u}"),
            {"7:7 warning authorization-scopes"});
        row("a key of an HTTP API", secured("[{k: []}]") + scheme("k", keyScheme),
            {"7:7 warning api-key-without-effect"}, true);
        row("a key from an authorizer that is not there",
            secured("[{k: []}]") + scheme("k", keyScheme) + "x-amazon-apigateway-api-key-source: AUTHORIZER\n",
            {"7:7 error api-key-source"});
        row("policy", secured("") + "x-amazon-apigateway-policy: {" + allowAll + "}\n", {});
        row("policy that is none", secured("") + "x-amazon-apigateway-policy: {Statement: []}\n",
            {"8:29 error policy-invalid"});
        row("policy of an HTTP API", secured("") + "x-amazon-apigateway-policy: {" + allowAll + "}\n",
            {"8:29 warning policy-invalid"}, true);
        row("private without a policy",
            secured("") + "x-amazon-apigateway-endpoint-configuration: {vpcEndpointIds: [vpce-1]}\n",
            {"0:0 error policy-private-api"});
        row("private and open",
            secured("") +
                "x-amazon-apigateway-endpoint-configuration: {types: [PRIVATE]}\n"
                "x-amazon-apigateway-policy: {" +
                allowAll + "}\n",
            {"9:29 warning policy-private-api"});
    }

    void rules()
    {
        QFETCH(QString, text);
        QFETCH(bool, isHttp);
        if (isHttp) // which have no MOCK integrations
            text.replace("{type: mock, responses: {default: {statusCode: '200'}}}",
                         "{type: http_proxy, httpMethod: GET, uri: 'https://example.org'}");
        QTEST(findings(apiFrom(text.toStdString(), isHttp ? ApiKind::Http : ApiKind::Rest)), "expected");
    }

    void stages_data()
    {
        QTest::addColumn<std::function<void(Stage&)>>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, std::function<void(Stage&)> change, QStringList expected) {
            QTest::newRow(name) << std::move(change) << std::move(expected);
        };
        const auto settings = [](std::function<void(MethodSettings&)> change) {
            return [=](Stage& stage) {
                stage.methodSettings.resize(1);
                change(stage.methodSettings[0]);
            };
        };
        row("both limits", settings([](MethodSettings& s) { s.throttling = {1.0, 1}; }), {});
        row("rate alone", settings([](MethodSettings& s) { s.throttling.rateLimit = 1; }),
            {"0:0 warning throttle-incomplete"});
        row("burst alone", settings([](MethodSettings& s) { s.throttling.burstLimit = 1; }),
            {"0:0 warning throttle-incomplete"});
        row("negative", settings([](MethodSettings& s) {
                s.throttling = {-2.0, 1};
            }),
            {"0:0 error stage-limit-invalid"});
        row("cached without a cache", settings([](MethodSettings& s) { s.caching.enabled = true; }),
            {"0:0 warning cache-off"});
        row("cached too long", settings([](MethodSettings& s) { s.caching.ttlInSeconds = 3601; }),
            {"0:0 error stage-limit-invalid"});
        row("cache",
            [](Stage& s) {
                s.cacheClusterEnabled = true;
                s.cacheClusterSize = "6.1";
            },
            {});
        row("cache size", [](Stage& s) { s.cacheClusterSize = "2"; }, {"0:0 error stage-limit-invalid"});
    }

    void stages()
    {
        QFETCH(std::function<void(Stage&)>, change);
        Api api = apiFrom(head + secured(""));
        change(api.stages[0]);
        QTEST(findings(api), "expected");
    }

    void whole_data()
    {
        QTest::addColumn<ProjectChange>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, ProjectChange change, QStringList expected) {
            QTest::newRow(name) << std::move(change) << std::move(expected);
        };
        row("nothing wrong", [](Project&) {}, {});
        row("no plan has the stage", [](Project& p) { p.usagePlans[0].edit().apiStages[0].stage = "prod"; },
            {"warning api-key-without-plan", "error usage-plan-unknown"});
        row("plan without keys", [](Project& p) { p.usagePlans[0].edit().keys.clear(); },
            {"warning api-key-unused", "warning usage-plan-empty"});
        row("plan without stages", [](Project& p) { p.usagePlans[0].edit().apiStages.clear(); },
            {"warning api-key-without-plan", "warning usage-plan-empty"});
        row("unknown key", [](Project& p) { p.usagePlans[0].edit().keys.emplace_back("gone"); },
            {"error usage-plan-unknown"});
        row("rate without burst", [](Project& p) { p.usagePlans[0].edit().throttle.rateLimit = 1; },
            {"warning throttle-incomplete"});
        row("burst without rate of a method",
            [](Project& p) {
                p.usagePlans[0].edit().apiStages[0].throttle = {{"/a/GET", {std::nullopt, 1}}};
            },
            {"warning throttle-incomplete"});
        row("account", [](Project& p) { p.accountThrottle.burstLimit = -1; },
            {"warning throttle-incomplete", "error usage-plan-invalid"});
        row("quota",
            [](Project& p) {
                p.usagePlans[0].edit().quota = Quota{0, 0, QuotaPeriod::Day};
            },
            {"error usage-plan-invalid"});
        row("one key in two plans of a stage",
            [](Project& p) {
                UsagePlan other = *p.usagePlans[0];
                other.id = {2};
                other.name = "other";
                p.usagePlans.emplace_back(other);
            },
            {"error usage-plan-conflict"});
        row("access key id", [](Project& p) { p.identities[0].edit().accessKeyId = "short"; },
            {"error identity-invalid"});
        row("no policy", [](Project& p) { p.identities[0].edit().policies.clear(); }, {"warning identity-invalid"});
        row("one access key of two",
            [](Project& p) {
                Identity other = *p.identities[0];
                other.id = {2};
                other.name = "eve";
                p.identities.emplace_back(other);
            },
            {"error identity-invalid"});
        row("IAM without identities",
            [](Project& p) {
                p.identities.clear();
                OpenApiDefinition& d = *p.apis[0].edit().openApi();
                d.resources[0].edit().methods[0].edit().authorizationType = "AWS_IAM";
            },
            {"warning iam-without-identity"});
        row("pool of an issuer that is off", [](Project& p) { p.localIssuer.edit().enabled = false; },
            {"warning user-pool-invalid"});
        row("pool's ARN", [](Project& p) { p.userPools[0].edit().arn = "x"; }, {"error user-pool-invalid"});
        row("pool that nobody knows",
            [](Project& p) {
                p.apis[0] = apiFrom(head + secured("[{g: []}]") +
                                    scheme("g", "type: apiKey, name: A, in: header, " + authorizer +
                                                    "{type: cognito_user_pools, providerARNs: ['" + poolArn + "x']}"));
            },
            {"warning user-pool-unknown"});
        row("pool that is known",
            [](Project& p) {
                p.apis[0] = apiFrom(head + secured("[{g: []}]") +
                                    scheme("g", "type: apiKey, name: A, in: header, " + authorizer +
                                                    "{type: cognito_user_pools, providerARNs: ['" + poolArn + "']}"));
            },
            {});
        row("issuer", [](Project& p) { p.localIssuer.edit().idTokenSeconds = 100'000; }, {"error issuer-invalid"});
        row("mapping twice",
            [](Project& p) {
                p.domainNames[0].edit().mappings.push_back({"", {"pets", "dev"}});
            },
            {"error domain-invalid"});
        row("priority twice",
            [](Project& p) {
                DomainName& domain = p.domainNames[0].edit();
                domain.routingMode = RoutingMode::RoutingRuleThenBasePathMapping;
                domain.rules = {{5, {}, {}, {"pets", "dev"}, false}, {5, {}, {}, {"pets", "dev"}, false}};
            },
            {"error domain-invalid"});
        row("rules that nothing looks at",
            [](Project& p) {
                p.domainNames[0].edit().rules = {{5, {}, {}, {"pets", "dev"}, false}};
            },
            {"warning domain-without-effect"});
        row("domain that leads nowhere", [](Project& p) { p.domainNames[0].edit().mappings.clear(); },
            {"warning domain-without-effect"});
        row("unknown API", [](Project& p) { p.domainNames[0].edit().mappings[0].target.api = "gone"; },
            {"error domain-unknown"});
        row("a WebSocket API among others",
            [](Project& p) {
                Api socket;
                socket.id = {9};
                socket.name = "chat";
                socket.stages.resize(1);
                socket.definition = WebSocketApi{};
                p.apis.emplace_back(socket);
                p.domainNames[0].edit().mappings.push_back({"chat", {"chat", "dev"}});
            },
            {"error domain-invalid"});
        row("mutual TLS that can be passed by", [](Project& p) { p.domainNames[0].edit().tls.truststore = "t.pem"; },
            {"warning mutual-tls-bypass"});
        row("mutual TLS",
            [](Project& p) {
                p.domainNames[0].edit().tls.truststore = "t.pem";
                p.apis[0].edit().openApi()->endpoint.disableExecuteApiEndpoint = true;
            },
            {});
        row("certificate without a file", [](Project& p) { p.clientCertificates[0].edit().certificate.clear(); },
            {"error client-certificate-invalid"});
        row("unknown certificate", [](Project& p) { p.apis[0].edit().stages[0].clientCertificate = "gone"; },
            {"error client-certificate-invalid"});
        row("web ACL's address", [](Project& p) { p.webAcls[0].edit().rules[0].match = AddressMatch{{"somewhere"}}; },
            {"error web-acl-invalid"});
        row("unknown web ACL", [](Project& p) { p.apis[0].edit().stages[0].webAcl = "gone"; },
            {"error web-acl-unknown"});
    }

    void whole()
    {
        QFETCH(ProjectChange, change);
        Project project = soundProject();
        change(project);
        QTEST(wholeFindings(project), "expected");
    }

    void secrets()
    {
        Project project = soundProject();
        Secrets secrets;
        const auto found = [&] {
            QStringList list;
            for (const Diagnostic& d : lintSecrets(project, secrets)) {
                list << QString("%1 %2").arg(severityName(d.severity), QString::fromStdString(d.rule));
                const std::string all = d.message + d.hint;
                if (all.find("hunter2") != std::string::npos)
                    qFatal("quoted: %s", all.c_str());
            }
            return list;
        };
        QCOMPARE(found(), (QStringList{"warning secret-missing", "warning secret-missing", "warning secret-missing"}));
        secrets.set(SecretKind::ApiKey, "a1b2c3d4e5", Secret("hunter2"));
        secrets.set(SecretKind::AccessKey, "AKIAIOSFODNN7EXAMPLE", Secret("s"));
        secrets.set(SecretKind::PrivateKey, "abc123", Secret("k"));
        QCOMPARE(found(), QStringList{"error api-key-value"});
        secrets.set(SecretKind::ApiKey, "a1b2c3d4e5", Secret("hunter2hunter2hunter2"));
        QCOMPARE(found(), QStringList{});
        ApiKey other = named<ApiKey>("other", 2);
        other.keyId = "other";
        project.apiKeys.emplace_back(other);
        secrets.set(SecretKind::ApiKey, "other", Secret("hunter2hunter2hunter2"));
        QCOMPARE(found(), QStringList{"error api-key-value"});
        project.apiKeys.pop_back();
        QCOMPARE(found(), QStringList{"info secret-unused"});
    }

    void everyRuleIsListed()
    {
        QStringList ids;
        for (const LintRule& rule : lintRules())
            ids << rule.id;
        for (const char* id : {"secret-missing", "api-key-value", "secret-unused", "usage-plan-conflict"})
            QCOMPARE(ids.count(id), 1);
        QCOMPARE(ids.removeDuplicates(), 0);
    }
};

QTEST_APPLESS_MAIN(TestLintAccess)
#include "tst_lint_access.moc"
