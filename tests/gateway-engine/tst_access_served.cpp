// Who may call and how often, end to end: a project served on real sockets, its keys, plans, caches and custom domains
// as clients meet them (reference 1.27, 1.30 and 1.33).
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/compile/listen_table.h"
#include "gateway-engine/compile/tls_sites.h"
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/gateway-engine/transport/tls_client.h"
#include "tests/support/openssl_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;
using namespace std::chrono_literals;

namespace {

constexpr char key[] = "partner-0123456789abcdef";

// Numbers its answers.
class Numbering final : public gw::engine::Stage
{
public:
    explicit Numbering(std::atomic<int>& calls) : m_calls(calls) {}
    const char* name() const override { return "example"; }
    Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override
    {
        x.response.body = "answer " + std::to_string(++m_calls);
        return std::nullopt;
    }

private:
    std::atomic<int>& m_calls;
};

// Counts its requests.
class CountingEndpoint
{
public:
    CountingEndpoint()
    {
        auto program = std::make_shared<Program>();
        program->apiId = "endpoint";
        program->stageName = "s";
        program->gatewayResponses = std::make_shared<const GatewayResponses>();
        program->routes.add("ANY", "/{proxy+}", 0);
        program->methods.emplace_back();
        program->methods[0].stages.push_back(std::make_unique<Numbering>(m_calls));
        m_engine.deploy(std::move(program));
        m_port = m_engine.listenProject("127.0.0.1", 0, "endpoint").value_or(0);
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/s"; }
    [[nodiscard]] int calls() const { return m_calls; }

private:
    std::atomic<int> m_calls{0};
    Engine m_engine;
    int m_port = 0;
};

int statusOf(const std::string& answer)
{
    return answer.size() > 12 ? std::atoi(answer.c_str() + 9) : 0;
}

std::string bodyIn(const std::string& answer)
{
    const auto head = answer.find("\r\n\r\n");
    return head == std::string::npos ? std::string() : answer.substr(head + 4);
}

} // namespace

class TestAccessServed : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void plansLimitTheirClients();
    void aBurstPassesExactly();
    void usageOutlivesTheGateway();
    void answersAreKept();
    void domainsLeadToStages();
    void mutualTls();
    void domainsThatCannotBeShownAreTold();
    void disabledDefaultEndpoints();

private:
    void makeProject();
    void begin();
    void end();
    [[nodiscard]] std::string get(const std::string& path, const std::string& headers = {},
                                  const char* host = "x") const;
    [[nodiscard]] std::string getSecurely(const std::string& host, const std::string& path,
                                          const TlsWishes& wishes = {}) const;
    [[nodiscard]] Diagnostics listen();
    [[nodiscard]] gw::Stage& stage() { return m_project.apis.front().edit().stages.front(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CountingEndpoint> m_endpoint;
    Project m_project;
    Secrets m_secrets;
    std::unique_ptr<Access> m_access;
    std::unique_ptr<Engine> m_engine;
};

void TestAccessServed::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_endpoint = std::make_unique<CountingEndpoint>();
    m_secrets = {};
    makeProject();
}

void TestAccessServed::cleanup()
{
    end();
}

// GET /pets needs a key; the key "partner" has the plan "basic".
void TestAccessServed::makeProject()
{
    m_project = {};
    Api api;
    api.id = ApiId{1};
    api.apiId = "petsapi123";
    api.name = "pets";
    RestApi rest;
    for (const char* path : {"/pets", "/open"}) {
        Resource resource;
        resource.id = ResourceId{stableHash(path)};
        resource.path = path;
        Method method;
        method.id = MethodId{stableHash(path, 5)};
        method.apiKeyRequired = std::string(path) == "/pets";
        method.integration.emplace();
        method.integration->uri = m_endpoint->url() + path;
        method.integration->httpMethod = "GET";
        resource.methods.emplace_back(std::move(method));
        rest.openApi.resources.emplace_back(std::move(resource));
    }
    api.definition = std::move(rest);
    gw::Stage stage;
    stage.id = StageId{2};
    api.stages.push_back(stage);
    m_project.apis.emplace_back(std::move(api));

    gw::ApiKey partner;
    partner.id = ApiKeyId{3};
    partner.name = "partner";
    partner.keyId = "keypartner";
    m_project.apiKeys.emplace_back(partner);
    m_secrets.set(SecretKind::ApiKey, "keypartner", Secret(key));
    gw::UsagePlan plan;
    plan.id = UsagePlanId{4};
    plan.name = "basic";
    plan.planId = "planid";
    plan.apiStages.push_back({"pets", "dev", {}});
    plan.keys = {"partner"};
    m_project.usagePlans.emplace_back(std::move(plan));
}

void TestAccessServed::begin()
{
    const std::filesystem::path folder = m_folder->path().toStdString();
    m_access = std::make_unique<Access>(AccessOptions{folder, folder / ".gatewright"});
    m_engine = std::make_unique<Engine>();
    m_access->follow(m_project, m_secrets);
    Surroundings surroundings;
    m_access->surround(surroundings);
    const Compilation compilation = compile(*m_project.apis[0], m_project.apis[0]->stages[0], {}, surroundings);
    QVERIFY(compilation.program);
    m_engine->deploy(compilation.program);
    QVERIFY2(listen().empty(), "a port or a domain is wrong");
}

void TestAccessServed::end()
{
    if (m_engine)
        m_engine->stop();
    m_engine.reset();
    m_access.reset();
}

Diagnostics TestAccessServed::listen()
{
    TlsSites made =
        tlsSites(m_project, m_folder->path().toStdString(),
                 std::filesystem::path(m_folder->path().toStdString()) / "authority", std::chrono::system_clock::now());
    Diagnostics told = std::move(made.diagnostics);
    const Diagnostics more = m_engine->listen(listenTable(m_project, {"127.0.0.1", 0}, {}, std::move(made.sites)));
    told.insert(told.end(), more.begin(), more.end());
    return told;
}

std::string TestAccessServed::get(const std::string& path, const std::string& headers, const char* host) const
{
    RawClient client(m_engine->listening()->port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
    return client.receiveResponse();
}

std::string TestAccessServed::getSecurely(const std::string& host, const std::string& path,
                                          const TlsWishes& wishes) const
{
    TlsWishes all = wishes;
    all.serverName = host;
    TlsClient client(m_engine->listeningSecurely().value_or(ListenAddress{}).port, all);
    return client.isOpen() ? client.get(path, host) : "closed: " + client.problem();
}

void TestAccessServed::plansLimitTheirClients()
{
    m_project.usagePlans[0].edit().quota = gw::Quota{3, 0, gw::QuotaPeriod::Day};
    begin();
    const std::string keyed = std::string("x-api-key: ") + key + "\r\n";
    QCOMPARE(statusOf(get("/dev/pets")), 403);
    QCOMPARE(bodyIn(get("/dev/pets", "x-api-key: none\r\n")), std::string(R"({"message":"Forbidden"})"));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusOf(get("/dev/pets", keyed)), 200);
    const std::string refused = get("/dev/pets", keyed);
    QCOMPARE(statusOf(refused), 429);
    QCOMPARE(bodyIn(refused), std::string(R"({"message":"Limit Exceeded"})"));
    QCOMPARE(m_access->traffic().quota("planid", "keypartner")->used, std::int64_t(3));
    QCOMPARE(m_endpoint->calls(), 3);
    QVERIFY(m_access->clock().advance(24h));
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 200);
    QVERIFY(m_access->traffic().setRemaining("planid", "keypartner", 0));
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 429);
    QVERIFY(m_access->traffic().setRemaining("planid", "keypartner", 1)); // an extension
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 200);
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 429);
}

void TestAccessServed::aBurstPassesExactly()
{
    m_project.usagePlans[0].edit().throttle = {0.001, 40}; // a token in a thousand seconds
    begin();
    std::atomic<int> passed{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i)
        clients.emplace_back([&] {
            for (int n = 0; n < 20; ++n) {
                const int status = statusOf(get("/dev/pets", std::string("x-api-key: ") + key + "\r\n"));
                passed += status == 200;
                refused += status == 429;
            }
        });
    for (std::thread& client : clients)
        client.join();
    QCOMPARE(passed.load(), 40);
    QCOMPARE(refused.load(), 40);
}

void TestAccessServed::usageOutlivesTheGateway()
{
    m_project.usagePlans[0].edit().quota = gw::Quota{2, 0, gw::QuotaPeriod::Month};
    begin();
    const std::string keyed = std::string("x-api-key: ") + key + "\r\n";
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 200);
    end();
    begin();
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 200);
    QCOMPARE(statusOf(get("/dev/pets", keyed)), 429);
    const auto today = m_access->traffic().today();
    const auto usage = m_access->traffic().usage("planid", std::nullopt, today, today);
    QVERIFY(usage && usage->size() == 1 && usage->front().days.size() == 1);
    QCOMPARE(usage->front().days[0].used, std::int64_t(2));
    QCOMPARE(usage->front().days[0].remaining, std::optional<std::int64_t>(0));
}

void TestAccessServed::answersAreKept()
{
    stage().cacheClusterEnabled = true;
    begin();
    const auto open = [this](const char* headers = "") { return bodyIn(get("/dev/open", headers)); };
    QCOMPARE(open(), std::string("answer 1"));
    QCOMPARE(open(), std::string("answer 1"));
    QVERIFY(get("/dev/open", "Cache-Control: max-age=0\r\n").find("Warning: 199 ") != std::string::npos);
    QCOMPARE(open("Accept: a/b\r\n"), std::string("answer 1"));
    QCOMPARE(m_endpoint->calls(), 1);
    Traffic& traffic = m_access->traffic();
    QCOMPARE(traffic.caches().size(), std::size_t(1));
    const StageCacheName name = traffic.caches()[0].name;
    QCOMPARE(traffic.cacheEntries(name).size(), std::size_t(1));
    QCOMPARE(traffic.flushCache(name), std::size_t(1));
    QCOMPARE(open(), std::string("answer 2"));
    QVERIFY(traffic.invalidate(name, traffic.cacheEntries(name)[0].id));
    QCOMPARE(open(), std::string("answer 3"));
    QVERIFY(m_access->clock().advance(10min));
    QCOMPARE(open(), std::string("answer 4"));
    MethodSettings settings;
    settings.caching.requireAuthorizationForCacheControl = false;
    end();
    stage().methodSettings.push_back(settings);
    begin();
    QCOMPARE(open(), std::string("answer 5"));
    QCOMPARE(open("Cache-Control: no-cache\r\n"), std::string("answer 6"));
    QCOMPARE(open(), std::string("answer 6"));
}

void TestAccessServed::domainsLeadToStages()
{
    DomainName domain;
    domain.id = DomainNameId{9};
    domain.name = "pets.localhost";
    domain.routingMode = RoutingMode::RoutingRuleThenBasePathMapping;
    domain.mappings = {{"v1", {"pets", "dev"}}, {"old", {"cats", "dev"}}};
    RoutingRule rule;
    rule.priority = 10;
    rule.basePath = "beta";
    rule.headers = {{"X-Version", "b*"}};
    rule.target = {"pets", "dev"};
    rule.stripBasePath = true;
    domain.rules = {rule};
    domain.tls.minimumVersion = TlsVersion::Tls13;
    m_project.domainNames.emplace_back(domain);
    begin();
    QVERIFY(m_engine->listeningSecurely());
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/v1/open")), 200);
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/v1/pets")), 403); // the plan's key is asked for here, too
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/open")), 403);
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/old/open")), 403); // of no API that is there
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/beta/open")), 403);
    QCOMPARE(statusOf(get("/beta/open", "X-Version: b2\r\n", "pets.localhost")), 200);
    TlsWishes old;
    old.maximum = TLS1_2_VERSION;
    QVERIFY(getSecurely("pets.localhost", "/v1/open", old).starts_with("closed: "));
    TlsWishes checking;
    checking.rootPem =
        LocalAuthority::open((m_folder->path() + "/authority").toStdString(), std::chrono::system_clock::now())
            ->rootPem();
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/v1/open", checking)), 200);
    QVERIFY(!QDir(m_folder->path() + "/.gatewright/authority").exists());
}

void TestAccessServed::mutualTls()
{
    OpensslFolder files;
    QVERIFY(files.root("ca") && files.root("other"));
    const QByteArray client = "extendedKeyUsage=clientAuth\n";
    QVERIFY(files.issue("good", "ca", client) && files.issue("stranger", "other", client));
    QVERIFY(QFile::copy(files.path("ca.pem"), m_folder->filePath("clients.pem")));
    DomainName domain;
    domain.id = DomainNameId{9};
    domain.name = "pets.localhost";
    domain.mappings = {{"", {"pets", "dev"}}};
    domain.tls.truststore = "clients.pem";
    m_project.domainNames.emplace_back(domain);
    begin();
    const auto as = [&](const char* name) {
        TlsWishes wishes;
        const auto text = [&](const QString& file) {
            QFile opened(files.path(file));
            return opened.open(QIODevice::ReadOnly) ? opened.readAll().toStdString() : std::string();
        };
        wishes.certificatePem = text(QString(name) + ".pem");
        wishes.privateKeyPem = text(QString(name) + ".key");
        return wishes;
    };
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/open", as("good"))), 200);
    QCOMPARE(statusOf(getSecurely("pets.localhost", "/open", as("stranger"))), 403);
    QVERIFY(statusOf(getSecurely("pets.localhost", "/open")) != 200); // no certificate
    QCOMPARE(statusOf(get("/open", {}, "pets.localhost")), 403);      // no way round it
    QCOMPARE(m_endpoint->calls(), 1);
}

void TestAccessServed::domainsThatCannotBeShownAreTold()
{
    const auto add = [this](std::uint64_t id, const char* name, const char* truststore) {
        DomainName domain;
        domain.id = DomainNameId{id};
        domain.name = name;
        domain.mappings = {{"", {"pets", "dev"}}};
        domain.tls.truststore = truststore;
        m_project.domainNames.emplace_back(domain);
    };
    begin();
    add(7, "api.example.com", "");          // the authority vouches for nobody else's names
    add(8, "closed.localhost", "none.pem"); // a truststore that is not there
    add(9, "good.localhost", "");
    const Diagnostics told = listen();
    QCOMPARE(told.size(), std::size_t(2));
    QVERIFY(told[0].node == nodeOf(DomainNameId{7}) && !told[0].hint.empty());
    QVERIFY(told[1].node == nodeOf(DomainNameId{8}) && !told[1].hint.empty());
    QCOMPARE(statusOf(getSecurely("good.localhost", "/open")), 200);
    QCOMPARE(statusOf(get("/open", {}, "api.example.com")), 200);  // without TLS
    QCOMPARE(statusOf(get("/open", {}, "closed.localhost")), 403); // it asks for certificates, so nobody comes in
    QVERIFY(statusOf(getSecurely("closed.localhost", "/open")) != 200);
}

void TestAccessServed::disabledDefaultEndpoints()
{
    m_project.apis.front().edit().openApi()->endpoint.disableExecuteApiEndpoint = true;
    DomainName domain;
    domain.name = "pets.localhost";
    domain.mappings = {{"", {"pets", "dev"}}};
    domain.tls.enabled = false;
    m_project.domainNames.emplace_back(domain);
    begin();
    QVERIFY(!m_engine->listeningSecurely()); // no domain speaks TLS
    QCOMPARE(bodyIn(get("/dev/open")), std::string(R"({"message":"Forbidden"})"));
    QCOMPARE(statusOf(get("/open", {}, "pets.localhost")), 200);
}

QTEST_GUILESS_MAIN(TestAccessServed)
#include "tst_access_served.moc"
