// Keys, plans, identities, pools, the issuer, domains, certificates and web ACLs in gatewright.yaml: read, written so
// that nothing else changes, and told where they are wrong.
#include "core/api/derived_text.h"
#include "core/format/manifest.h"
#include "core/format/manifest_usage_plan.h"
#include "tests/core/format/project_on_disk.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ProjectEdit = std::function<void(Project&)>;
Q_DECLARE_METATYPE(ProjectEdit)

namespace {

const std::string full = [] {
    QFile file(GW_TEST_DATA "/manifests/access.yaml");
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the manifest is missing");
    return file.readAll().toStdString();
}();

Manifest manifestOf(const std::string& text)
{
    auto manifest = readManifest(text, "x");
    if (!manifest)
        qFatal("%s", toString(manifest.error()).c_str());
    return std::move(*manifest);
}

template <typename T>
std::vector<Cow<T>> itemsOf(const std::vector<Listed<T>>& list)
{
    std::vector<Cow<T>> items;
    for (const Listed<T>& each : list)
        items.emplace_back(each.item);
    return items;
}

Project projectOf(const Manifest& manifest)
{
    Project project;
    project.name = manifest.name;
    project.aws = manifest.aws;
    project.apiKeys = itemsOf(manifest.apiKeys);
    project.usagePlans = itemsOf(manifest.usagePlans);
    project.accountThrottle = manifest.accountThrottle;
    project.identities = itemsOf(manifest.identities);
    project.userPools = itemsOf(manifest.userPools);
    project.localIssuer = manifest.localIssuer;
    project.domainNames = itemsOf(manifest.domainNames);
    project.clientCertificates = itemsOf(manifest.clientCertificates);
    project.webAcls = itemsOf(manifest.webAcls);
    return project;
}

std::string written(const std::string& text, const Project& project)
{
    auto result = writeManifest(text, project, [](const std::string&) { return false; });
    return result ? *result : "failed: " + toString(result.error());
}

// "line:column message", one a finding.
QStringList faultsOf(const std::string& text)
{
    QStringList list;
    for (const Diagnostic& d : manifestOf(text).diagnostics)
        list << QString("%1:%2 %3").arg(d.position.line).arg(d.position.column).arg(QString::fromStdString(d.message));
    return list;
}

// Ids follow from names when a file is read; an edit keeps them.
void forgetIds(Project& project)
{
    const auto forget = [](auto& list) {
        for (auto& element : list)
            element.edit().id = {};
    };
    forget(project.apiKeys);
    forget(project.usagePlans);
    forget(project.identities);
    forget(project.userPools);
    forget(project.domainNames);
    forget(project.clientCertificates);
    forget(project.webAcls);
}

} // namespace

class TestManifestAccess : public QObject
{
    Q_OBJECT

private slots:
    void readsKeysAndPlans()
    {
        const Manifest m = manifestOf(full);
        QVERIFY2(m.diagnostics.empty(), qPrintable(textOf(m.diagnostics)));
        const ApiKey& partner = m.apiKeys.at(0).item;
        QVERIFY(partner.keyId == "a1b2c3d4e5" && !partner.enabled && partner.description == "The first partner");
        const ApiKey& other = m.apiKeys.at(1).item;
        QVERIFY(other.enabled && other.keyId.size() == 10 && other.id && other.id != partner.id);
        const UsagePlan& basic = m.usagePlans.at(0).item;
        QVERIFY((basic.throttle == ThrottleSettings{100.5, 50}));
        QVERIFY((basic.quota == Quota{1000, 0, QuotaPeriod::Day}));
        QCOMPARE(basic.planId.size(), std::size_t(6));
        QVERIFY(basic.hasKey("partner") && !basic.hasKey("nobody"));
        const PlanStage* stage = basic.findStage("pets", "prod");
        QVERIFY(stage && stage->throttle.size() == 2);
        QVERIFY((stage->throttle[0] == MethodThrottle{"/pets/GET", {1.5, std::nullopt}})); // -1 is unset
        QVERIFY((stage->throttle[1] == MethodThrottle{"/pets/{petId}/PUT", {std::nullopt, 2}}));
        QVERIFY(!m.usagePlans.at(1).item.quota && !m.usagePlans.at(1).item.throttle.isSet());
        QVERIFY((m.accountThrottle == ThrottleSettings{20.0, std::nullopt}));
    }

    void readsCallers()
    {
        const Manifest m = manifestOf(full);
        const Identity& alice = m.identities.at(0).item;
        QVERIFY(alice.accessKeyId == "AKIAIOSFODNN7EXAMPLE" && (alice.tags == StringMap{{"team", "cats"}}));
        QVERIFY(alice.policies.at(0).document["Statement"].isArray());
        QVERIFY(isAccessKeyId(m.identities.at(1).item.accessKeyId));
        QVERIFY(m.userPools.at(0).item.hasJwksFile() && !m.userPools.at(0).item.isLocal());
        QVERIFY(m.userPools.at(1).item.isLocal() && isUserPoolArn(m.userPools.at(1).item.arn));
        const LocalIssuer& issuer = m.localIssuer;
        QVERIFY(issuer.enabled && issuer.accessTokenSeconds == 60 && issuer.idTokenSeconds == 3600);
        QVERIFY(issuer.users.at(0).sub.starts_with("6d2a") && !issuer.users.at(0).enabled);
        QCOMPARE(issuer.users.at(1).sub.size(), std::size_t(36));
        QVERIFY(issuer.clients.at(0).mayUse(GrantType::AuthorizationCode) && !issuer.clients.at(0).hasSecret);
        QCOMPARE(issuer.clients.at(1).grantTypes, (std::vector<GrantType>{GrantType::ClientCredentials}));
        QVERIFY(issuer.findClientId("4k1j") == &issuer.clients.at(1));
    }

    void readsWhereAndWhat()
    {
        const Manifest m = manifestOf(full);
        const DomainName& domain = m.domainNames.at(0).item;
        QVERIFY(domain.port == 8443 && domain.routingMode == RoutingMode::RoutingRuleThenBasePathMapping);
        QVERIFY(hasMultiLevelMappings(domain));
        QVERIFY((domain.mappings.at(1) == ApiMapping{"", {"pets", "prod"}}));
        const RoutingRule& rule = domain.rules.at(0);
        QVERIFY(rule.priority == 10 && rule.basePath == "beta" && rule.stripBasePath && rule.headers.size() == 1);
        QVERIFY(!domain.rules.at(1).basePath);
        QVERIFY(domain.tls.minimumVersion == TlsVersion::Tls13 && domain.tls.truststore == "certificates/clients.pem");
        QVERIFY(!m.domainNames.at(1).item.tls.enabled);
        QCOMPARE(m.clientCertificates.at(0).item.certificateId, std::string("abc123"));
        const WebAcl& acl = m.webAcls.at(0).item;
        QVERIFY(acl.defaultAction == WebAclAction::Block && acl.rules.size() == 4);
        QCOMPARE(std::get<AddressMatch>(acl.rules[0].match).addresses.size(), std::size_t(2));
        QVERIFY((std::get<RateMatch>(acl.rules[1].match) == RateMatch{100, 300}));
        QVERIFY(acl.rules[1].action == WebAclAction::Block && acl.rules[2].action == WebAclAction::Count);
        QVERIFY((std::get<SizeMatch>(acl.rules[3].match) == SizeMatch{SizedPart::Body, 8192}));
    }

    void whatWasNotEditedStays() { QCOMPARE(written(full, projectOf(manifestOf(full))), full); }

    void editsTouchTheirLinesOnly_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, ProjectEdit edit, QStringList diff) {
            QTest::newRow(name) << std::move(edit) << std::move(diff);
        };
        row("key", [](Project& p) { p.apiKeys[0].edit().enabled = true; },
            {"-    enabled: false", "+    enabled: true"});
        row("renamed key keeps its id", [](Project& p) { p.apiKeys[0].edit().name = "friend"; },
            {"-  - name: partner # the first", "+  - name: friend # the first"});
        row("the id is said once the name is another", [](Project& p) { p.apiKeys[1].edit().name = "another"; },
            {"-  - {name: other}",
             QString("+  - {name: another, id: %1}").arg(QString::fromStdString(derivedKeyId("store", "other")))});
        row("removed key", [](Project& p) { p.apiKeys.pop_back(); }, {"-  - {name: other}"});
        row("rate", [](Project& p) { p.usagePlans[0].edit().throttle.rateLimit = 7; },
            {"-    throttle: {rateLimit: 100.5, burstLimit: 50} # each key",
             "+    throttle: {rateLimit: 7, burstLimit: 50} # each key"});
        row("no throttle", [](Project& p) { p.usagePlans[0].edit().throttle = {}; },
            {"-    throttle: {rateLimit: 100.5, burstLimit: 50} # each key"});
        row("period", [](Project& p) { p.usagePlans[0].edit().quota->period = QuotaPeriod::Week; },
            {"-      period: day # at midnight", "+      period: WEEK # at midnight"});
        row("offset", [](Project& p) { p.usagePlans[0].edit().quota->offset = 3; }, {"+      offset: 3"});
        row("no quota", [](Project& p) { p.usagePlans[0].edit().quota.reset(); },
            {"-    quota:", "-      limit: 1000", "-      period: day # at midnight"});
        row("new quota",
            [](Project& p) {
                p.usagePlans[1].edit().quota = Quota{5, 0, QuotaPeriod::Month};
            },
            {"+    quota:", "+      limit: 5", "+      period: MONTH"});
        row("method throttle",
            [](Project& p) { p.usagePlans[0].edit().apiStages[0].throttle[1].throttle.burstLimit = 3; },
            {"-          /pets/{petId}/PUT: {burstLimit: 2}", "+          /pets/{petId}/PUT: {burstLimit: 3}"});
        row("stage of a plan", [](Project& p) { p.usagePlans[0].edit().apiStages[1].stage = "prod"; },
            {"-      - {api: owners, stage: dev}", "+      - {api: owners, stage: prod}"});
        row("first stage gone",
            [](Project& p) {
                auto& stages = p.usagePlans[0].edit().apiStages;
                stages.erase(stages.begin());
            },
            {"-      - api: pets", "-        stage: prod",
             "-        throttle:", "-          /pets/GET: {rateLimit: 1.5, burstLimit: -1} # slow",
             "-          /pets/{petId}/PUT: {burstLimit: 2}"});
        row("keys of a plan", [](Project& p) { p.usagePlans[0].edit().keys = {"partner"}; },
            {"-    keys: [partner, other]", "+    keys: [partner]"});
        row("account",
            [](Project& p) {
                p.accountThrottle = {30.0, 5};
            },
            {"-  rateLimit: 20 # small", "+  rateLimit: 30 # small", "+  burstLimit: 5"});
        row("policy",
            [](Project& p) {
                json::Value& document = p.identities[0].edit().policies[0].document;
                *document.find("Statement")->asArray()[0].find("Effect") = "Deny";
            },
            {"-            - {Effect: Allow, Action: execute-api:Invoke, Resource: \"*\"} # all",
             "+            - {Effect: Deny, Action: execute-api:Invoke, Resource: \"*\"} # all"});
        row("tag", [](Project& p) { p.identities[0].edit().tags[0].second = "dogs"; },
            {"-    tags: {team: cats}", "+    tags: {team: dogs}"});
        row("issuer of a pool", [](Project& p) { p.userPools[0].edit().issuer.clear(); },
            {"-    issuer: https://issuer.example"});
        row("lifetime", [](Project& p) { p.localIssuer.edit().accessTokenSeconds = 90; },
            {"-  accessTokenSeconds: 60 # short", "+  accessTokenSeconds: 90 # short"});
        row("user", [](Project& p) { p.localIssuer.edit().users[0].groups = {"staff"}; },
            {"-      groups: [admin]", "+      groups: [staff]"});
        row("renamed user keeps its sub", [](Project& p) { p.localIssuer.edit().users[1].name = "ewa"; },
            {"-    - name: eve", "+    - name: ewa",
             QString("+      sub: %1").arg(QString::fromStdString(derivedSub("store", "eve")))});
        row("client", [](Project& p) { p.localIssuer.edit().clients[0].scopes.emplace_back("pets/read"); },
            {"-      scopes: [openid]", "+      scopes: [openid, pets/read]"});
        row("no grant types", [](Project& p) { p.localIssuer.edit().clients[1].grantTypes.clear(); },
            {"-    - {name: job, clientId: 4k1j, hasSecret: true, grantTypes: [client_credentials]}",
             "+    - {name: job, clientId: 4k1j, hasSecret: true, grantTypes: []}"});
        row("mapping", [](Project& p) { p.domainNames[0].edit().mappings[1].target.stage = "beta"; },
            {"-        stage: prod", "+        stage: beta"});
        row("rule", [](Project& p) { p.domainNames[0].edit().rules[0].basePath.reset(); }, {"-        basePath: beta"});
        row("header", [](Project& p) { p.domainNames[0].edit().rules[0].headers[0].valueGlob = "*b"; },
            {"-        headers: [{header: X-Version, valueGlob: 'beta*'}]",
             "+        headers: [{header: X-Version, valueGlob: \"*b\"}]"});
        row("no mutual TLS", [](Project& p) { p.domainNames[0].edit().tls.truststore.clear(); },
            {"-    tls: {minimumVersion: TLS_1_3, truststore: certificates/clients.pem}",
             "+    tls: {minimumVersion: TLS_1_3}"});
        row("no port", [](Project& p) { p.domainNames[0].edit().port = 0; }, {"-    port: 8443"});
        row("certificate", [](Project& p) { p.clientCertificates[0].edit().certificate = "c/new.pem"; },
            {"-    certificate: certificates/backend.pem # public", "+    certificate: c/new.pem # public"});
        row("default action", [](Project& p) { p.webAcls[0].edit().defaultAction = WebAclAction::Allow; },
            {"-    defaultAction: BLOCK", "+    defaultAction: ALLOW"});
        row("address",
            [](Project& p) { std::get<AddressMatch>(p.webAcls[0].edit().rules[0].match).addresses.pop_back(); },
            {"-      - {name: office, action: ALLOW, addresses: [192.0.2.0/24, \"2001:db8::/32\"]} # ours",
             "+      - {name: office, action: ALLOW, addresses: [192.0.2.0/24]} # ours"});
        row("another match",
            [](Project& p) {
                p.webAcls[0].edit().rules[1].match = SizeMatch{SizedPart::UriPath, 9};
            },
            {"-      - {name: flood, rate: {limit: 100}}", "+      - {name: flood, size: {part: URI_PATH, bytes: 9}}"});
        row("rules in another order",
            [](Project& p) {
                auto& rules = p.webAcls[0].edit().rules;
                std::swap(rules[0], rules[1]);
            },
            {"-      - {name: office, action: ALLOW, addresses: [192.0.2.0/24, \"2001:db8::/32\"]} # ours",
             "+      - {name: office, action: ALLOW, addresses: [192.0.2.0/24, \"2001:db8::/32\"]} # ours"});
    }

    void editsTouchTheirLinesOnly()
    {
        QFETCH(ProjectEdit, edit);
        Project project = projectOf(manifestOf(full));
        edit(project);
        const std::string text = written(full, project);
        Project again = projectOf(manifestOf(text));
        forgetIds(again);
        forgetIds(project);
        QVERIFY2(again == project, text.c_str());
        QTEST(lineDiff(linesOf(full), linesOf(text)), "diff");
    }

    // An empty project gets each of them, and reads them back.
    void newOnesReadBack()
    {
        Project project = projectOf(manifestOf(full));
        const std::string text = written("name: store\n", project);
        Project again = projectOf(manifestOf(text));
        QVERIFY2(again == project, text.c_str());
        Project empty;
        empty.name = "store";
        const std::string emptied = written(text, empty);
        QVERIFY2(emptied.find("partner") == std::string::npos && emptied.find("webAcls") == std::string::npos,
                 emptied.c_str());
    }

    void faults_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("faults");
        const auto row = [](const char* name, const QString& text, QStringList faults) {
            QTest::newRow(name) << "name: x\n" + text << std::move(faults);
        };
        row("no list", "apiKeys: {a: b}\n", {"2:10 \"apiKeys\" is not a list."});
        row("no name", "apiKeys: [{id: a}]\n", {"2:11 A API key has no name."});
        row("two of a name", "usagePlans:\n  - name: a\n  - name: a\n",
            {"4:5 Usage plan \"a\": the name stands there twice."});
        row("a value in the file", "apiKeys: [{name: a, value: open-secret-0123456789}]\n",
            {"2:28 API key \"a\": the value of a key does not belong into this file."});
        row("a secret key in the file", "identities: [{name: a, secretAccessKey: s}]\n",
            {"2:41 Identity \"a\": the secretAccessKey does not belong into this file."});
        row("a password in the file", "localIssuer: {users: [{name: a, password: s}]}\n",
            {"2:43 The password does not belong into this file."});
        row("rate", "accountThrottle: {rateLimit: fast}\n", {"2:30 \"rateLimit\" is not a number."});
        row("burst", "accountThrottle: {burstLimit: 1.5}\n", {"2:31 \"burstLimit\" is not a whole number."});
        row("period", "usagePlans: [{name: a, quota: {limit: 1, period: YEAR}}]\n",
            {"2:50 Usage plan \"a\": \"YEAR\" is no period."});
        row("stages of a plan", "usagePlans: [{name: a, apiStages: [pets]}]\n",
            {"2:36 Usage plan \"a\": an entry of \"apiStages\" is not an object."});
        row("identity's name", "identities: [{name: a b}]\n",
            {"2:21 Identity \"a b\": this is not an identity's name."});
        row("jwks outside", "userPools: [{name: a, jwks: ../k.json}]\n",
            {"2:29 User pool \"a\": the path \"../k.json\" leads out of the project folder."});
        row("grant type", "localIssuer: {clients: [{name: a, grantTypes: [implicit]}]}\n",
            {"2:47 \"implicit\" is no grant type of the issuer."});
        row("domain", "domainNames: [{name: Api.localhost}]\n",
            {"2:22 Domain \"Api.localhost\": this is not a domain name."});
        row("truststore outside", "domainNames: [{name: a.b, tls: {truststore: /etc/x}}]\n",
            {"2:45 Domain \"a.b\": the path \"/etc/x\" leads out of the project folder."});
        row("port", "domainNames: [{name: a.b, port: 70000}]\n",
            {"2:33 Domain \"a.b\": \"port\" is not a port number."});
        row("an action that is none", "webAcls: [{name: a, rules: [{name: r, action: DROP, addresses: []}]}]\n",
            {"2:47 Web ACL \"a\": \"DROP\" is no action."});
        row("a rule of two matches", "webAcls: [{name: a, rules: [{addresses: [], rate: {}}]}]\n",
            {"2:29 Web ACL \"a\": a rule looks at two things."});
        row("a rule of none", "webAcls: [{name: a, rules: [{name: r}]}]\n",
            {"2:29 Web ACL \"a\": a rule does not say what it looks at."});
        row("no issuer", "localIssuer: yes please\n", {"2:14 \"localIssuer\" is not an object."});
    }

    void faults()
    {
        QFETCH(QString, text);
        QTEST(faultsOf(text.toStdString()), "faults");
    }

    // What is left out must not come back as something weaker, and stays in the file.
    void wrongOnesAreLeftOutAndStay()
    {
        const std::string text =
            "name: store\nwebAcls:\n  - name: edge # half done\n    rules: [{name: r, rate: {limit: "
            "many}}]\n  - {name: good}\n";
        Project project = projectOf(manifestOf(text));
        QCOMPARE(project.webAcls.size(), std::size_t(1));
        project.webAcls[0].edit().description = "now";
        const std::string saved = written(text, project);
        QVERIFY2(saved.find("  - name: edge # half done\n    rules: [{name: r, rate: {limit: many}}]\n") !=
                     std::string::npos,
                 saved.c_str());
    }

    // Nothing here makes the reader loop, crash or read half an entry.
    void hostileFiles_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* key : {"apiKeys", "usagePlans", "accountThrottle", "identities", "userPools", "localIssuer",
                                "domainNames", "clientCertificates", "webAcls"})
            for (const char* value : {"null", "7", "text", "[[]]", "[{}]", "[{name: [a]}]", "{a: {b: c}}",
                                      "[{name: a, throttle: [1], quota: 7, apiStages: {}, keys: [{}], policies: [1], "
                                      "tags: [], rules: {}, mappings: 7, tls: [], users: 7}]",
                                      "{users: [7, {name: {}}], clients: [[], {grantTypes: {}}], enabled: 7}"})
                QTest::addRow("%s %s", key, value) << QString("name: x\n%1: %2\n").arg(key, value);
    }

    void hostileFiles()
    {
        QFETCH(QString, text);
        const std::string before = text.toStdString();
        const Manifest manifest = manifestOf(before);
        QCOMPARE(written(before, projectOf(manifest)), before);
    }
};

QTEST_APPLESS_MAIN(TestManifestAccess)
#include "tst_manifest_access.moc"
