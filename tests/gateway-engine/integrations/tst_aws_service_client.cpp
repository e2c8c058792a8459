// Whom a request to an AWS service goes to, where credentials come from, and that neither is told to anybody.
#include "gateway-engine/integrations/aws_service_client.h"
#include "tests/support/engine_world.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

class LocalStates final : public LocalService
{
public:
    std::string_view serviceName() const override { return "states"; }
    bool owns(const Request&) const override { return false; }
    Task<Response> handle(Request&& request) override
    {
        asked.push_back(std::move(request));
        if (isSlow) {
            Timer never(co_await asio::this_coro::executor, std::chrono::milliseconds(300));
            co_await never.async_wait(asTask);
        }
        co_return answer;
    }

    Response answer;
    bool isSlow = false;
    std::vector<Request> asked;
};

CredentialWorld worldOf(std::map<std::string, std::string> variables, const std::filesystem::path& home = {})
{
    CredentialWorld world;
    world.variable = [variables](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    };
    world.home = home;
    world.keychain = [](const std::string& name) { return name == "work" ? "KEYCHAINID:SECRET:TOKEN" : std::string(); };
    return world;
}

AwsSettings settingsFor(const std::string& service, const std::string& url)
{
    AwsSettings settings;
    settings.region = "eu-west-1";
    settings.endpoints = {{service, url}};
    return settings;
}

AwsRequest requestTo(const std::string& service)
{
    AwsRequest request;
    request.service = service;
    request.http.method = "POST";
    request.http.target = "/path?a=1";
    request.http.headers.add("Host", service + ".eu-west-1.amazonaws.com");
    request.http.body = "{}";
    return request;
}

struct Outcome
{
    std::optional<UpstreamFailure> failure;
    UpstreamResponse answer;
    test::FakeUpstream upstream;
};

void send(AwsServiceClient& client, AwsRequest request, Outcome& outcome)
{
    outcome.failure = test::runTask(client.send(request, outcome.upstream, outcome.answer));
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

class TestAwsServiceClient : public QObject
{
    Q_OBJECT

private slots:
    void whatIsHereIsAskedHere();
    void whatIsNotHereGoesToTheEndpoint();
    void aSlowLocalServiceIsNotWaitedFor();
    void aServiceWithoutAnEndpointSaysHowToConfigureOne();
    void requestsToAnEndpointAreSigned();
    void emulatorsOnThisMachineNeedNoCredentials();
    void withoutCredentialsNothingIsSent();
    void aBrokenUrlIsNamed();
    void credentials_data();
    void credentials();

private:
    test::FakeServices m_services;
};

void TestAwsServiceClient::whatIsHereIsAskedHere()
{
    const auto states = std::make_shared<LocalStates>();
    states->answer.body = "here";
    AwsServiceClient client({states}, m_services, worldOf({}));
    client.setSettings(settingsFor("*", "https://{service}.{region}.example.com"));
    Outcome outcome;
    send(client, requestTo("states"), outcome);
    QVERIFY(!outcome.failure);
    QCOMPARE(outcome.answer.response.body, std::string("here"));
    QVERIFY(outcome.upstream.sent.empty());
    QCOMPARE(states->asked.size(), std::size_t{1});
    QCOMPARE(states->asked.front().target, std::string("/path?a=1"));
    QVERIFY(!states->asked.front().headers.has("Authorization"));
}

void TestAwsServiceClient::whatIsNotHereGoesToTheEndpoint()
{
    const auto states = std::make_shared<LocalStates>();
    states->answer.status = 400;
    states->answer.headers.add("x-amzn-ErrorType", "StateMachineDoesNotExist");
    AwsServiceClient client({states}, m_services, worldOf({}));
    Outcome here;
    send(client, requestTo("states"), here);
    QCOMPARE(here.answer.response.status, 400); // nowhere else is configured
    client.setSettings(settingsFor("states", "http://127.0.0.1:4566"));
    Outcome there;
    send(client, requestTo("states"), there);
    QCOMPARE(there.upstream.sent.size(), std::size_t{1});
}

void TestAwsServiceClient::aSlowLocalServiceIsNotWaitedFor()
{
    const auto states = std::make_shared<LocalStates>();
    states->isSlow = true;
    AwsServiceClient client({states}, m_services, worldOf({}));
    AwsRequest request = requestTo("states");
    request.http.timeout = std::chrono::milliseconds(10);
    Outcome outcome;
    send(client, request, outcome);
    QVERIFY(outcome.failure);
    QVERIFY(outcome.failure->kind == UpstreamFailure::Kind::Timeout);
    QCOMPARE(text(outcome.failure->detail), QString("states did not answer within 10 ms"));
}

void TestAwsServiceClient::aServiceWithoutAnEndpointSaysHowToConfigureOne()
{
    AwsServiceClient client({}, m_services, worldOf({}));
    client.setSettings(settingsFor("sns", "http://127.0.0.1:4566"));
    Outcome outcome;
    send(client, requestTo("sqs"), outcome);
    QVERIFY(outcome.failure);
    QVERIFY(outcome.failure->kind == UpstreamFailure::Kind::NotConfigured);
    QVERIFY(text(outcome.failure->detail).contains("No endpoint is configured for the AWS service \"sqs\""));
    QVERIFY(text(outcome.failure->detail).contains("aws.endpoints"));
}

void TestAwsServiceClient::requestsToAnEndpointAreSigned()
{
    AwsServiceClient client({}, m_services,
                            worldOf({{"AWS_ACCESS_KEY_ID", "AKID"},
                                     {"AWS_SECRET_ACCESS_KEY", "top-secret"},
                                     {"AWS_SESSION_TOKEN", "session"}}));
    client.setSettings(settingsFor("*", "https://{service}.{region}.example.com/base/"));
    Outcome outcome;
    send(client, requestTo("sqs"), outcome);
    QVERIFY(!outcome.failure);
    QCOMPARE(outcome.upstream.sent.size(), std::size_t{1});
    const UpstreamRequest& sent = outcome.upstream.sent.front();
    QCOMPARE(text(sent.endpoint.host), QString("sqs.eu-west-1.example.com"));
    QVERIFY(sent.endpoint.isTls);
    QCOMPARE(text(sent.target), QString("/base/path?a=1"));
    QCOMPARE(text(sent.headers.get("Host")), QString("sqs.eu-west-1.example.com"));
    QVERIFY(
        text(sent.headers.get("Authorization"))
            .startsWith("AWS4-HMAC-SHA256 Credential=AKID/20231114/eu-west-1/sqs/aws4_request, SignedHeaders=host;"));
    QCOMPARE(text(sent.headers.get("X-Amz-Security-Token")), QString("session"));
    for (const HeaderField field : sent.headers)
        QVERIFY(!text(field.value).contains("top-secret"));
}

void TestAwsServiceClient::emulatorsOnThisMachineNeedNoCredentials()
{
    AwsServiceClient client({}, m_services, worldOf({}));
    client.setSettings(settingsFor("sqs", "http://localhost:4566"));
    Outcome outcome;
    send(client, requestTo("sqs"), outcome);
    QVERIFY(!outcome.failure);
    QVERIFY(text(outcome.upstream.sent.front().headers.get("Authorization")).contains("Credential=test/"));
}

void TestAwsServiceClient::withoutCredentialsNothingIsSent()
{
    AwsServiceClient client({}, m_services, worldOf({}));
    client.setSettings(settingsFor("sqs", "https://sqs.example.com"));
    Outcome outcome;
    send(client, requestTo("sqs"), outcome);
    QVERIFY(outcome.failure);
    QVERIFY(outcome.upstream.sent.empty());
    QVERIFY(text(outcome.failure->detail).contains("AWS_ACCESS_KEY_ID"));
}

void TestAwsServiceClient::aBrokenUrlIsNamed()
{
    AwsServiceClient client({}, m_services, worldOf({}));
    client.setSettings(settingsFor("sqs", "ftp://x"));
    Outcome outcome;
    send(client, requestTo("sqs"), outcome);
    QVERIFY(outcome.failure);
    QVERIFY(text(outcome.failure->detail).contains("\"ftp://x\""));
}

void TestAwsServiceClient::credentials_data()
{
    QTest::addColumn<int>("source");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("expected"); // "id/secret/token", or a part of what is said
    const auto of = [](CredentialSource source) { return static_cast<int>(source); };
    QTest::newRow("environment") << of(CredentialSource::Environment) << ""
                                 << "ENVID/envsecret/";
    QTest::newRow("the default profile") << of(CredentialSource::Profile) << ""
                                         << "DEFID/defsecret/";
    QTest::newRow("a profile of config alone") << of(CredentialSource::Profile) << "plain"
                                               << "CFGID/cfgsecret/cfgtoken";
    QTest::newRow("credentials go before config") << of(CredentialSource::Profile) << "both"
                                                  << "CREDID/credsecret/";
    QTest::newRow("a role") << of(CredentialSource::Profile) << "role"
                            << "role_arn";
    QTest::newRow("no such profile") << of(CredentialSource::Profile) << "nobody"
                                     << "\"nobody\" has no credentials";
    QTest::newRow("keychain") << of(CredentialSource::Keychain) << "work"
                              << "KEYCHAINID/SECRET/TOKEN";
    QTest::newRow("keychain without it") << of(CredentialSource::Keychain) << "home"
                                         << "secret-tool store";
}

void TestAwsServiceClient::credentials()
{
    QFETCH(int, source);
    QFETCH(QString, profile);
    QFETCH(QString, expected);
    QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkdir(".aws"));
    QFile credentialsFile(home.filePath(".aws/credentials"));
    QVERIFY(credentialsFile.open(QIODevice::WriteOnly));
    credentialsFile.write("[default]\naws_access_key_id = DEFID\naws_secret_access_key = defsecret\n"
                          "nonsense without an equals sign\n"
                          "[both]\naws_access_key_id=CREDID\naws_secret_access_key=credsecret\n");
    credentialsFile.close();
    QFile config(home.filePath(".aws/config"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("[profile plain]\naws_access_key_id = CFGID\naws_secret_access_key = cfgsecret\n"
                 "aws_session_token = cfgtoken\n[profile both]\naws_access_key_id = OTHER\n"
                 "[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = default\n");
    config.close();
    AwsSettings settings;
    settings.credentials = static_cast<CredentialSource>(source);
    settings.profile = profile.toStdString();
    const auto found =
        readCredentials(settings, worldOf({{"AWS_ACCESS_KEY_ID", "ENVID"}, {"AWS_SECRET_ACCESS_KEY", "envsecret"}},
                                          home.path().toStdString()));
    const QString actual = found ? text(found->accessKeyId + "/" + found->secretAccessKey + "/" + found->sessionToken)
                                 : text(found.error().message + " " + found.error().hint);
    if (found)
        QCOMPARE(actual, expected);
    else
        QVERIFY2(actual.contains(expected), qPrintable(actual));
}

QTEST_GUILESS_MAIN(TestAwsServiceClient)
#include "tst_aws_service_client.moc"
