// The signature lab: what it tells of a signed request, and that its answer is the one callers get.
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/access.h"
#include "gateway-engine/access/signature_lab.h"
#include "gateway-engine/crypto/sigv4.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

constexpr char keyId[] = "AKIDEXAMPLEANA00";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

constexpr char document[] = R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    get:
      security: [ { sigv4: [] } ]
      responses: { "200": { description: ok } }
  /open:
    get: { responses: { "200": { description: ok } } }
  /closed:
    get:
      security: [ { sigv4: [] } ]
      responses: { "200": { description: ok } }
components:
  securitySchemes:
    sigv4: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
)";

constexpr char policy[] = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Action":"execute-api:Invoke","Resource":"*"},
  {"Effect":"Deny","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:*:*:*/dev/GET/closed"}]})";

} // namespace

class TestSignatureLab : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsWhatASignatureIsOf();
    void tellsWhichStatementDecides();
    void refusesWhatWasChanged();
    void takesWhatCameByADomain();
    void tellsOfMethodsThatAskForNone();
    void refusesWhatIsNotThere();

private:
    [[nodiscard]] SignedSample sample(const std::string& target, const std::string& signedTarget = {}) const
    {
        SignedSample given;
        given.target = target;
        given.headers.add("Host", "localhost");
        signHeaders({given.method, signedTarget.empty() ? given.target : signedTarget, given.body}, given.headers,
                    {keyId, secretKey, {}},
                    SigningScope::of("execute-api", "us-east-1", std::chrono::system_clock::now()));
        return given;
    }
    [[nodiscard]] gw::Result<LabReport> attempt(const SignedSample& given) const
    {
        return trySignedRequest(m_project, *m_project.apis.front(), m_stage, given, m_surroundings);
    }

    Project m_project;
    std::unique_ptr<Access> m_access;
    Surroundings m_surroundings;
    gw::Stage m_stage;
};

void TestSignatureLab::initTestCase()
{
    Identity ana;
    ana.id = IdentityId{1};
    ana.name = "ana";
    ana.accessKeyId = keyId;
    ana.policies.push_back({"own", json::readJson(policy).value()});
    m_project.identities.emplace_back(ana);
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.name = "pets";
    api.definition = RestApi{readOpenApi(document, "api.yaml", api.id).source->definition};
    m_project.apis.emplace_back(api);
    m_stage.name = "dev";
    Secrets secrets;
    secrets.set(SecretKind::AccessKey, keyId, Secret(secretKey));
    m_access = std::make_unique<Access>(AccessOptions{});
    QVERIFY(m_access->follow(m_project, secrets).empty());
    m_access->surround(m_surroundings);
}

void TestSignatureLab::tellsWhatASignatureIsOf()
{
    const auto report = attempt(sample("/dev/pets/7?x=1"));
    QVERIFY2(report.has_value(), report ? "" : toString(report.error()).c_str());
    QVERIFY2(report->isAllowed, report->reason.c_str());
    QVERIFY(report->signature && report->signature->isValid);
    QVERIFY(report->signature->canonicalRequest.starts_with("GET\n/dev/pets/7\nx=1\n"));
    QCOMPARE(report->methodArn, std::string("arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/pets/7"));
    QCOMPARE(report->principalId, std::string("arn:aws:iam::000000000000:user/ana"));
    QCOMPARE(report->policies.size(), std::size_t(1));
    QVERIFY(report->remark.empty());
}

void TestSignatureLab::tellsWhichStatementDecides()
{
    const auto report = attempt(sample("/dev/closed"));
    QVERIFY(report && !report->isAllowed);
    QVERIFY(report->signature->isValid);
    QCOMPARE(report->answer.status, 403);
    QCOMPARE(report->policies.at(0).explanation.decision, auth::Decision::ExplicitDeny);
    QCOMPARE(*report->policies.at(0).explanation.decidedBy, std::size_t(1));
}

void TestSignatureLab::refusesWhatWasChanged()
{
    const auto report = attempt(sample("/dev/pets/7", "/dev/pets/8"));
    QVERIFY(report && !report->isAllowed);
    QVERIFY(!report->signature->isValid);
    QVERIFY(report->signature->given != report->signature->calculated);
    QCOMPARE(report->answer.status, 403);
    QVERIFY(report->answer.bodyText().find("signature we calculated does not match") != std::string::npos);
    QVERIFY(report->policies.empty());
}

void TestSignatureLab::takesWhatCameByADomain()
{
    const auto report = attempt(sample("/pets/7"));
    QVERIFY(report && report->isAllowed);
    QVERIFY(QString::fromStdString(report->methodArn).endsWith("/dev/GET/pets/7"));
}

void TestSignatureLab::tellsOfMethodsThatAskForNone()
{
    const auto report = attempt(sample("/dev/open"));
    QVERIFY(report && report->isAllowed);
    QVERIFY2(QString::fromStdString(report->remark).contains("not guarded by AWS_IAM"), report->remark.c_str());
}

void TestSignatureLab::refusesWhatIsNotThere()
{
    QVERIFY(!attempt(sample("/dev/nothing")));
    SignedSample noPath = sample("/dev/open");
    noPath.target = "dev/open";
    QVERIFY(!attempt(noPath));
    QVERIFY(!trySignedRequest(m_project, *m_project.apis.front(), m_stage, sample("/dev/open"), {}));
}

QTEST_GUILESS_MAIN(TestSignatureLab)
#include "tst_signature_lab.moc"
