// Edits of who may call, how often and from where: names are followed, what is used is not removed, what the service
// refuses is refused, and what was wrong before does not stand in the way.
#include "core/edit/access_uses.h"
#include "core/edit/diff.h"
#include "core/edit/edits.h"
#include "core/edit/edits_access.h"
#include "core/format/authorizer_scheme.h"
#include "core/format/openapi_write.h"
#include "tests/core/edit/edited_project.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ProjectEdit = std::function<Result<Project>(Project)>;
Q_DECLARE_METATYPE(ProjectEdit)

namespace {

const std::string guarded = R"(# guarded
openapi: 3.0.1
info: {title: pets, version: "1"}
security:
  - guard: [] # kept in step
paths:
  /pets:
    get:
      security: [{guard: []}] # by token
      responses: {"200": {description: ok}}
    put:
      security: [{pool: [pets/write]}, {guard: []}]
      responses: {"200": {description: ok}}
  /pets/{id}:
    get:
      responses: {"200": {description: ok}}
components:
  securitySchemes:
    guard: # ours
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer: {type: token, authorizerUri: "arn:guard"}
    pool:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer:
        type: cognito_user_pools
        providerARNs: ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI"]
)";

const std::string poolArn = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI";

template <typename T>
T named(const std::string& name)
{
    T element;
    element.name = name;
    return element;
}

Project must(Result<Project> project)
{
    if (!project)
        qFatal("%s", toString(project.error()).c_str());
    return std::move(*project);
}

// One of everything, named and used.
Project fullProject()
{
    Project project;
    project.name = "shop";
    Api api = apiFrom(guarded);
    api.stages[0].name = "dev";
    project.apis.emplace_back(api);
    project = must(createApiKey(project, named<ApiKey>("partner")));
    UsagePlan plan = named<UsagePlan>("basic");
    plan.throttle = {100.0, 50};
    plan.quota = Quota{1000, 0, QuotaPeriod::Day};
    plan.apiStages = {{"pets", "dev", {{"/pets/GET", {1.0, 1}}, {"/pets/{id}/GET", {2.0, 2}}}}};
    plan.keys = {"partner"};
    project = must(createUsagePlan(project, plan));
    project = must(createIdentity(project, named<Identity>("alice")));
    UserPool pool = named<UserPool>("customers");
    pool.arn = poolArn;
    project = must(createUserPool(project, pool));
    DomainName domain = named<DomainName>("api.localhost");
    domain.mappings = {{"", {"pets", "dev"}}};
    domain.rules = {{1, "v1", {}, {"pets", "dev"}, true}};
    project = must(createDomainName(project, domain));
    ClientCertificate certificate = named<ClientCertificate>("backend");
    certificate.certificate = "certificates/backend.pem";
    project = must(createClientCertificate(project, certificate));
    WebAcl acl = named<WebAcl>("edge");
    acl.rules = {{"office", WebAclAction::Allow, AddressMatch{{"192.0.2.0/24"}}}};
    project = must(createWebAcl(project, acl));
    Stage stage = project.apis[0]->stages[0];
    stage.webAcl = "edge";
    stage.clientCertificate = "backend";
    stage.methodSettings = {{"pets/GET", "INFO", false, false}, {"*/*", "OFF", false, false}};
    return must(setStage(project, petsId, stage));
}

const UsagePlan& planOf(const Project& project)
{
    return *project.usagePlans.at(0);
}

QString changesText(const Project& before, const Project& after)
{
    QStringList lines;
    for (const Change& change : diff(before, after))
        lines << QString::fromStdString(change.what);
    return lines.join(" | ");
}

MethodId get(const Project& project)
{
    return methodId(project, "/pets", HttpVerb::Get);
}

} // namespace

class TestAccessEdits : public QObject
{
    Q_OBJECT

private slots:
    void idsAreGivenAndStay()
    {
        const Project project = fullProject();
        const ApiKey& key = *project.apiKeys[0];
        QVERIFY(key.id && key.keyId.size() == 10 && planOf(project).planId.size() == 6);
        QVERIFY(isAccessKeyId(project.identities[0]->accessKeyId));
        const Project renamed = must(renameApiKey(project, key.id, "friend"));
        QVERIFY(renamed.apiKeys[0]->keyId == key.keyId && renamed.apiKeys[0]->id == key.id);
        // A new key of the former name must not get the former key's id, and with it its secret.
        const Project again = must(createApiKey(renamed, named<ApiKey>("partner")));
        QVERIFY(again.apiKeys[1]->id != key.id && again.apiKeys[1]->keyId != key.keyId);
    }

    void namesAreFollowed_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QString>("changes");
        const auto row = [](const char* name, ProjectEdit edit, const char* changes) {
            QTest::newRow(name) << std::move(edit) << changes;
        };
        row(
            "API", [](Project p) { return renameApi(p, petsId, "animals"); },
            "API \"pets\": renamed to \"animals\", title changed | Usage plan \"basic\": stage dev of animals added, "
            "stage "
            "dev of pets removed | Domain \"api.localhost\": mapping of everything else changed, rule 1 changed");
        row(
            "stage",
            [](Project p) {
                Stage stage = p.apis[0]->stages[0];
                stage.name = "prod";
                return setStage(p, petsId, stage);
            },
            "Stage \"dev\" renamed to prod | Usage plan \"basic\": stage prod of pets added, stage dev of pets removed "
            "| Domain \"api.localhost\": mapping of everything else changed, rule 1 changed");
        row(
            "key", [](Project p) { return renameApiKey(p, p.apiKeys[0]->id, "friend"); },
            "API key \"partner\": renamed to friend | Usage plan \"basic\": key friend added, key partner removed");
        row(
            "web ACL", [](Project p) { return renameWebAcl(p, p.webAcls[0]->id, "front"); },
            "Stage \"dev\" web ACL changed | Web ACL \"edge\": renamed to front");
        row(
            "client certificate",
            [](Project p) { return renameClientCertificate(p, p.clientCertificates[0]->id, "ours"); },
            "Stage \"dev\" client certificate changed | Client certificate \"backend\": renamed to ours");
        row(
            "key removed", [](Project p) { return deleteApiKey(p, p.apiKeys[0]->id); },
            "API key \"partner\" removed | Usage plan \"basic\": key partner removed");
        row(
            "plan, which nobody names", [](Project p) { return renameUsagePlan(p, p.usagePlans[0]->id, "free"); },
            "Usage plan \"basic\": renamed to free");
        row(
            "identity", [](Project p) { return renameIdentity(p, p.identities[0]->id, "eve"); },
            "Identity \"alice\": renamed to eve");
        row(
            "account",
            [](Project p) {
                return setAccountThrottle(p, {5.0, 5});
            },
            "Account: throttle changed");
        row(
            "issuer",
            [](Project p) {
                LocalIssuer issuer;
                issuer.enabled = true;
                issuer.users = {{"bob", "", true, {}, {}}};
                return setLocalIssuer(p, issuer);
            },
            "Issuer: turned on, user bob added");
    }

    void namesAreFollowed()
    {
        QFETCH(ProjectEdit, edit);
        const Project before = fullProject();
        const auto after = edit(before);
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        QTEST(changesText(before, *after), "changes");
    }

    void pathsAreFollowed()
    {
        Project project = must(renameResource(fullProject(), petsId, "/pets", "animals"));
        const PlanStage& stage = planOf(project).apiStages[0];
        QVERIFY(stage.throttle[0].method == "/animals/GET" && stage.throttle[1].method == "/animals/{id}/GET");
        QCOMPARE(project.apis[0]->stages[0].methodSettings[0].methodPath, std::string("animals/GET"));
        QCOMPARE(project.apis[0]->stages[0].methodSettings[1].methodPath, std::string("*/*"));
        project = must(changeVerb(project, petsId, methodId(project, "/animals", HttpVerb::Get), HttpVerb::Post));
        QCOMPARE(planOf(project).apiStages[0].throttle[0].method, std::string("/animals/POST"));
        QCOMPARE(project.apis[0]->stages[0].methodSettings[0].methodPath, std::string("animals/POST"));
        QCOMPARE(planOf(project).apiStages[0].throttle[1].method, std::string("/animals/{id}/GET"));
        project = must(createResource(project, petsId, "/", "zoo"));
        project = must(moveResource(project, petsId, "/animals", "/zoo"));
        QCOMPARE(planOf(project).apiStages[0].throttle[1].method, std::string("/zoo/animals/{id}/GET"));
        project = must(moveMethod(project, petsId, methodId(project, "/zoo/animals", HttpVerb::Post), "/zoo"));
        QCOMPARE(planOf(project).apiStages[0].throttle[0].method, std::string("/zoo/POST"));
    }

    void whatIsUsedStays_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, ProjectEdit edit, const char* message) {
            QTest::newRow(name) << std::move(edit) << message;
        };
        row(
            "API", [](Project p) { return deleteApi(p, petsId); },
            "The API \"pets\" is used by the usage plan \"basic\", the domain \"api.localhost\".");
        row(
            "stage", [](Project p) { return deleteStage(p, petsId, p.apis[0]->stages[0].id); },
            "The stage \"dev\" is used by the usage plan \"basic\", the domain \"api.localhost\".");
        row(
            "authorizer", [](Project p) { return deleteAuthorizer(p, petsId, "guard"); },
            "The authorizer \"guard\" is used by GET /pets.");
        row(
            "user pool", [](Project p) { return deleteUserPool(p, p.userPools[0]->id); },
            "The user pool \"customers\" is used by the authorizer \"pool\" of \"pets\".");
        row(
            "web ACL", [](Project p) { return deleteWebAcl(p, p.webAcls[0]->id); },
            "The web ACL \"edge\" is used by the stage \"dev\" of \"pets\".");
        row(
            "client certificate", [](Project p) { return deleteClientCertificate(p, p.clientCertificates[0]->id); },
            "The client certificate \"backend\" is used by the stage \"dev\" of \"pets\".");
    }

    void whatIsUsedStays()
    {
        QFETCH(ProjectEdit, edit);
        const auto after = edit(fullProject());
        QVERIFY(!after && !after.error().hint.empty() && !after.error().node.isEmpty());
        QTEST(QString::fromStdString(after.error().message), "message");
    }

    void isRefused_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, ProjectEdit edit, const char* message) {
            QTest::newRow(name) << std::move(edit) << message;
        };
        const auto plan = [](std::function<void(UsagePlan&)> change) {
            return [=](Project p) {
                UsagePlan edited = *p.usagePlans[0];
                change(edited);
                return setUsagePlan(p, edited);
            };
        };
        const auto domain = [](std::function<void(DomainName&)> change) {
            return [=](Project p) {
                DomainName edited = *p.domainNames[0];
                change(edited);
                return setDomainName(p, edited);
            };
        };
        const auto acl = [](std::function<void(WebAcl&)> change) {
            return [=](Project p) {
                WebAcl edited = *p.webAcls[0];
                change(edited);
                return setWebAcl(p, edited);
            };
        };
        const auto authorization = [](MethodAuthorization wanted) {
            return [=](Project p) { return setMethodAuthorization(p, petsId, get(p), wanted); };
        };
        row(
            "key without a name", [](Project p) { return createApiKey(p, {}); }, "\"\" is not the name of an API key.");
        row(
            "key twice", [](Project p) { return createApiKey(p, named<ApiKey>("partner")); },
            "There is already an API key called \"partner\".");
        row(
            "long name", [](Project p) { return createApiKey(p, named<ApiKey>(std::string(1025, 'a'))); },
            "is not the name of an API key.");
        row(
            "key id twice",
            [](Project p) {
                ApiKey key = named<ApiKey>("other");
                key.keyId = p.apiKeys[0]->keyId;
                return createApiKey(p, key);
            },
            "already.");
        row(
            "no such key", [](Project p) { return setApiKey(p, named<ApiKey>("partner")); },
            "This API key is no longer in the project.");
        row("rate", plan([](UsagePlan& e) { e.throttle.rateLimit = -1; }), "has a rate limit that is no number");
        row("burst", plan([](UsagePlan& e) { e.throttle.burstLimit = -2; }), "has a burst limit of -2.");
        row("quota", plan([](UsagePlan& e) { e.quota->limit = 0; }), "has a quota of 0 requests.");
        row("offset", plan([](UsagePlan& e) { e.quota->offset = 1001; }), "takes 1001 requests off the first period");
        row("method", plan([](UsagePlan& e) { e.apiStages[0].throttle[0].method = "pets/GET"; }),
            "which names no method.");
        row("21 methods", plan([](UsagePlan& e) {
                e.apiStages[0].throttle.clear();
                for (int i = 0; i < 21; ++i)
                    e.apiStages[0].throttle.push_back({"/a" + std::to_string(i) + "/GET", {1.0, 1}});
            }),
            "throttles more than 20 methods");
        row("stage twice", plan([](UsagePlan& e) { e.apiStages.push_back(e.apiStages[0]); }), "twice.");
        row("unknown stage", plan([](UsagePlan& e) {
                e.apiStages.push_back({"pets", "gone", {}});
            }),
            "names the stage \"gone\", which \"pets\" does not have.");
        row("unknown key", plan([](UsagePlan& e) { e.keys.emplace_back("nobody"); }), "names the key \"nobody\"");
        row(
            "key in two plans of a stage",
            [](Project p) {
                UsagePlan other = named<UsagePlan>("other");
                other.apiStages = {{"pets", "dev", {}}};
                other.keys = {"partner"};
                return createUsagePlan(p, other);
            },
            "which both have the stage \"dev\" of \"pets\".");
        row(
            "account",
            [](Project p) {
                return setAccountThrottle(p, {{}, -1});
            },
            "The account has a burst limit of -1.");
        row(
            "identity's name", [](Project p) { return createIdentity(p, named<Identity>("a b")); },
            "is not the name of an identity.");
        row(
            "identity's policy",
            [](Project p) {
                Identity identity = *p.identities[0];
                identity.policies = {{"x", json::Object{{"Statement", json::Value::array(), {}}}}};
                return setIdentity(p, identity);
            },
            "policy \"x\": The policy has no statement.");
        row(
            "pool's ARN",
            [](Project p) {
                UserPool pool = *p.userPools[0];
                pool.arn = "customers";
                return setUserPool(p, pool);
            },
            "which is none of a user pool.");
        row(
            "keys outside",
            [](Project p) {
                UserPool pool = *p.userPools[0];
                pool.issuer = "https://x";
                pool.jwks = "../k";
                return setUserPool(p, pool);
            },
            "are not inside the project folder.");
        row(
            "token lifetime",
            [](Project p) {
                LocalIssuer issuer;
                issuer.accessTokenSeconds = 0;
                return setLocalIssuer(p, issuer);
            },
            "The issuer's access tokens cannot live for 0 seconds.");
        row(
            "two users",
            [](Project p) {
                LocalIssuer issuer;
                issuer.users = {{"a", "1", true, {}, {}}, {"a", "2", true, {}, {}}};
                return setLocalIssuer(p, issuer);
            },
            "Two users of the issuer are called \"a\".");
        row(
            "redirect",
            [](Project p) {
                LocalIssuer issuer;
                issuer.clients.resize(1);
                issuer.clients[0].name = "web";
                issuer.clients[0].redirectUris = {"/back"};
                return setLocalIssuer(p, issuer);
            },
            "which is no absolute URI.");
        row(
            "domain", [](Project p) { return createDomainName(p, named<DomainName>("Api")); },
            "is not the name of a domain.");
        row("mapping twice", domain([](DomainName& e) { e.mappings.push_back(e.mappings[0]); }),
            "maps everything else twice.");
        row("mapping", domain([](DomainName& e) { e.mappings[0].path = "/a"; }), "which is none.");
        row("priority twice", domain([](DomainName& e) { e.rules.push_back(e.rules[0]); }),
            "has two rules of priority 1.");
        row("priority", domain([](DomainName& e) { e.rules[0].priority = 1'000'001; }), "cannot have that priority.");
        row("three headers", domain([](DomainName& e) {
                e.rules[0].headers = {{"a", "b"}, {"c", "d"}, {"e", "f"}};
            }),
            "looks at more than two headers.");
        row("glob", domain([](DomainName& e) { e.rules[0].headers = {{"a", "b*c"}}; }), "may be *.");
        row("unknown target", domain([](DomainName& e) { e.mappings[0].target.api = "gone"; }),
            "leads to the API \"gone\"");
        row("truststore", domain([](DomainName& e) { e.tls.truststore = "/etc/x"; }),
            "is not inside the project folder.");
        row("address", acl([](WebAcl& e) { e.rules[0].match = AddressMatch{{"192.0.2.0/33"}}; }), "which is none.");
        row("limit", acl([](WebAcl& e) { e.rules[0].match = RateMatch{9, 300}; }), "has a limit of 9 requests.");
        row("window", acl([](WebAcl& e) { e.rules[0].match = RateMatch{10, 61}; }), "counts requests of 61 seconds");
        row("count by default", acl([](WebAcl& e) { e.defaultAction = WebAclAction::Count; }), "must allow or block.");
        row(
            "certificate outside",
            [](Project p) {
                ClientCertificate certificate = *p.clientCertificates[0];
                certificate.certificate = "../c.pem";
                return setClientCertificate(p, certificate);
            },
            "is not inside the project folder.");
        row(
            "authorizer's name", [](Project p) { return createAuthorizer(p, petsId, named<Authorizer>("a b")); },
            "is not the name of an authorizer.");
        row(
            "authorizer twice", [](Project p) { return createAuthorizer(p, petsId, named<Authorizer>("pool")); },
            "already.");
        row(
            "renamed onto another", [](Project p) { return renameAuthorizer(p, petsId, "guard", "pool"); }, "already.");
        row(
            "ttl",
            [](Project p) {
                Authorizer guard = *findAuthorizer(*p.apis[0]->openApi(), "guard");
                guard.authorizerResultTtlInSeconds = 3601;
                return setAuthorizer(p, petsId, guard);
            },
            "cannot keep results for 3601 seconds.");
        row("unknown authorizer", authorization({"", "gone", {}}), "The API has no authorizer \"gone\".");
        row("type without authorizer", authorization({"CUSTOM", "", {}}), "\"CUSTOM\" needs an authorizer.");
        row("scopes of a Lambda", authorization({"", "guard", {"a"}}), "Scopes mean something to user pools");
        row("scopes of IAM", authorization({"AWS_IAM", "", {"a"}}), "Scopes mean something to user pools");
        row("a scope with a blank", authorization({"", "pool", {"a b"}}), "\"a b\" is no scope.");
        row("eleven scopes", authorization({"", "pool", std::vector<std::string>(11, "a")}), "at most 10 scopes");
        row(
            "policy", [](Project p) { return setResourcePolicy(p, petsId, json::Value(7)); },
            "The policy is not an object.");
        row(
            "endpoint",
            [](Project p) {
                return setEndpointConfiguration(p, petsId, {{"LOCAL"}, {}, {}, false});
            },
            "\"LOCAL\" is no type of an endpoint.");
        row(
            "cache size",
            [](Project p) {
                Stage stage = p.apis[0]->stages[0];
                stage.cacheClusterSize = "7";
                return setStage(p, petsId, stage);
            },
            "A cache cannot have a size of \"7\" GB.");
        row(
            "cache ttl",
            [](Project p) {
                Stage stage = p.apis[0]->stages[0];
                stage.methodSettings[0].caching.ttlInSeconds = 3601;
                return setStage(p, petsId, stage);
            },
            "cannot keep answers for 3601 seconds.");
        row(
            "settings that are not there",
            [](Project p) { return removeMethodSettings(p, petsId, p.apis[0]->stages[0].id, "pets/PUT"); },
            "Cannot remove method setting pets/PUT because there is no method setting for this method ");
    }

    void isRefused()
    {
        QFETCH(ProjectEdit, edit);
        QFETCH(QString, message);
        const auto after = edit(fullProject());
        QVERIFY2(!after, "was done");
        QVERIFY2(QString::fromStdString(after.error().message).contains(message), after.error().message.c_str());
    }

    void whatWasWrongBeforeIsNotInTheWay()
    {
        Project project = fullProject();
        UsagePlan& plan = project.usagePlans[0].edit();
        plan.keys.emplace_back("gone");
        plan.quota->limit = -5;
        UsagePlan edited = plan;
        edited.description = "now";
        QVERIFY(setUsagePlan(project, edited));
        edited.apiStages.push_back({"pets", "gone", {}});
        QVERIFY(!setUsagePlan(project, edited));
    }

    void renamesAuthorizersInTheWholeDocument()
    {
        const Project before = fullProject();
        const Project after = must(renameAuthorizer(before, petsId, "guard", "keeper"));
        QCOMPARE(after.apis[0]->openApi()->find(get(after))->authorizer, std::string("keeper"));
        QCOMPARE(get(after), get(before));
        const std::string text = *writeOpenApi(*after.apis[0]);
        QCOMPARE(lineDiff(linesOf(guarded), linesOf(text)),
                 (QStringList{"-  - guard: [] # kept in step", "+  - keeper: [] # kept in step",
                              "-      security: [{guard: []}] # by token", "+      security: [{keeper: []}] # by token",
                              "-      security: [{pool: [pets/write]}, {guard: []}]",
                              "+      security: [{pool: [pets/write]}, {keeper: []}]", "-    guard: # ours",
                              "+    keeper: # ours"}));
    }

    void authorizersComeAndGo()
    {
        Project project = fullProject();
        Authorizer made = named<Authorizer>("made");
        made.type = AuthorizerType::Request;
        made.authorizerUri = "arn:made";
        made.identitySource = {"method.request.header.A"};
        project = must(createAuthorizer(project, petsId, made));
        const MethodId id = methodId(project, "/pets/{id}", HttpVerb::Get);
        project = must(setMethodAuthorization(project, petsId, id, {"", "made", {}}));
        QCOMPARE(project.apis[0]->openApi()->find(id)->authorizationType, std::string("CUSTOM"));
        QVERIFY(!deleteAuthorizer(project, petsId, "made"));
        // Another type: methods follow.
        made.type = AuthorizerType::CognitoUserPools;
        made.providerARNs = {poolArn};
        project = must(setAuthorizer(project, petsId, made));
        QCOMPARE(project.apis[0]->openApi()->find(id)->authorizationType, std::string("COGNITO_USER_POOLS"));
        project = must(setMethodAuthorization(project, petsId, id, {"", "made", {"a/b"}}));
        project = must(setMethodAuthorization(project, petsId, id, {"AWS_IAM", "", {}}));
        QVERIFY(project.apis[0]->openApi()->find(id)->authorizationScopes.empty());
        project = must(setMethodAuthorization(project, petsId, id, {"NONE", "", {}}));
        QVERIFY(project.apis[0]->openApi()->find(id)->authorizationType.empty());
        project = must(deleteAuthorizer(project, petsId, "made"));
        QCOMPARE(*writeOpenApi(*project.apis[0]), guarded);
    }

    void anotherArnIsFollowed()
    {
        Project project = fullProject();
        UserPool pool = *project.userPools[0];
        pool.arn = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Another";
        project = must(setUserPool(project, pool));
        QCOMPARE(findAuthorizer(*project.apis[0]->openApi(), "pool")->providerARNs, std::vector<std::string>{pool.arn});
        QVERIFY(!deleteUserPool(project, pool.id));
    }

    void theApiAsAWhole()
    {
        Project project = fullProject();
        project = must(setApiKeySource(project, petsId, ApiKeySource::Authorizer));
        project = must(setEndpointConfiguration(project, petsId, {{"PRIVATE"}, {"vpce-1"}, "ipv4", true}));
        project = must(setApiKeyRequired(project, petsId, get(project), true));
        const json::Value policy = json::Object{{"Version", "2012-10-17", {}},
                                                {"Statement",
                                                 json::Object{{"Effect", "Allow", {}},
                                                              {"Principal", "*", {}},
                                                              {"Action", "execute-api:Invoke", {}},
                                                              {"Resource", "execute-api:/*", {}}},
                                                 {}}};
        project = must(setResourcePolicy(project, petsId, policy));
        const auto text = writeOpenApi(*project.apis[0]);
        QVERIFY(text);
        const OpenApiReading again = readOpenApi(*text, "x", petsId);
        QVERIFY(again.source->definition.policy == policy && again.source->definition.endpoint.isPrivate());
        QVERIFY(again.source->definition.apiKeySource == ApiKeySource::Authorizer);
        project = must(setResourcePolicy(project, petsId, {}));
        QVERIFY(project.apis[0]->openApi()->policy.isNull());
    }

    void httpApisHaveNoKeysAndNoPolicies()
    {
        Project project = fullProject();
        Api& api = project.apis[0].edit();
        api.definition = HttpApi{*api.openApi()};
        QVERIFY(!setApiKeyRequired(project, petsId, get(project), true));
        QVERIFY(setApiKeyRequired(project, petsId, get(project), false));
        QVERIFY(!setResourcePolicy(
            project, petsId,
            json::Object{
                {"Statement",
                 json::Object{
                     {"Effect", "Allow", {}}, {"Principal", "*", {}}, {"Action", "*", {}}, {"Resource", "*", {}}},
                 {}}}));
    }
};

QTEST_APPLESS_MAIN(TestAccessEdits)
#include "tst_access_edits.moc"
