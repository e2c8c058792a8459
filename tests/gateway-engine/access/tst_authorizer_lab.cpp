// The authorizer lab: what it tells of tokens, functions and policies, and that its answer is the one callers get.
#include "core/format/openapi_read.h"
#include "gateway-engine/access/authorizer_lab.h"
#include "gateway-engine/pipeline/variables.h"
#include "tests/support/authorized_api.h"
#include "tests/support/token_fixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::authorizerAnswer;

namespace {

constexpr char poolArn[] = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people";
constexpr char issuer[] = "https://issuer.example/people";

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

constexpr char document[] = R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths: {}
components:
  securitySchemes:
    byToken:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: custom
      x-amazon-apigateway-authorizer:
        type: token
        authorizerUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations
    people:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer: { type: cognito_user_pools, providerARNs: [ "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people" ] }
x-amazon-apigateway-policy:
  Version: "2012-10-17"
  Statement:
    - { Effect: Allow, Principal: "*", Action: "execute-api:Invoke", Resource: "*" }
    - { Effect: Deny, Principal: "*", Action: "execute-api:Invoke", Resource: "arn:aws:execute-api:*:*:abcdefghij/dev/GET/closed" }
)";

} // namespace

class TestAuthorizerLab : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsOfFunctions();
    void tellsOfPolicies();
    void tellsOfTokens_data();
    void tellsOfTokens();
    void refusesWhatIsNotThere();

private:
    [[nodiscard]] gw::Result<LabReport> attempt(std::string_view authorizer, const LabSample& sample) const
    {
        return tryAuthorizer(m_api, m_stage, authorizer, sample, m_surroundings);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Access> m_access;
    std::shared_ptr<test::ScriptedFunctions> m_functions = std::make_shared<test::ScriptedFunctions>();
    Surroundings m_surroundings;
    Api m_api;
    gw::Stage m_stage;
};

void TestAuthorizerLab::initTestCase()
{
    QFile file(m_folder.filePath("keys.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json::writeJson(test::keySetDocument({test::publicJwk(JoseAlgorithm::ES256, "ES256")})).c_str());
    file.close();
    Project project;
    UserPool pool;
    pool.name = "people";
    pool.arn = poolArn;
    pool.issuer = issuer;
    pool.jwks = "keys.json";
    project.userPools.emplace_back(pool);
    m_access = std::make_unique<Access>(AccessOptions{m_folder.path().toStdString(), {}});
    QVERIFY(m_access->follow(project, {}).empty());
    m_surroundings.services = m_functions;
    m_access->surround(m_surroundings);
    m_api.id = ApiId{7};
    m_api.apiId = "abcdefghij";
    m_api.name = "pets";
    m_api.definition = RestApi{readOpenApi(document, "api.yaml", m_api.id).source->definition};
    m_stage.name = "dev";
}

void TestAuthorizerLab::tellsOfFunctions()
{
    m_functions->returns(
        authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/dev/GET/pets/*", R"(,"context":{"level":3})"));
    LabSample sample;
    sample.path = "/pets/7";
    sample.resourcePath = "/pets/{id}";
    sample.token = "a-very-secret-token-4711";
    const auto first = attempt("byToken", sample);
    QVERIFY(first);
    QVERIFY2(first->isAllowed, first->reason.c_str());
    QVERIFY(first->wasInvoked);
    QCOMPARE(text(first->methodArn), "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/pets/7");
    QCOMPARE(text(first->principalId), "u1");
    QCOMPARE(text(first->context["level"].toString()), "3");
    QCOMPARE(first->policies.size(), 2u);
    QCOMPARE(first->policies.front().explanation.decision, auth::Decision::Allow);
    const LabPolicy& answered = first->policies.front(); // a line an element
    const json::TextRange statement = answered.explanation.statements.at(0).range;
    QVERIFY(json::positionOf(answered.text, statement.begin).line > 1);
    QVERIFY(json::positionOf(answered.text, statement.end).line >
            json::positionOf(answered.text, statement.begin).line);
    QVERIFY(!text(first->event).contains("a-very-secret"));

    const auto second = attempt("byToken", sample);
    QVERIFY(second && second->isAllowed && !second->wasInvoked);
    QVERIFY(text(second->result).startsWith("kept from an earlier request"));

    sample.path = "/users/7";
    sample.resourcePath = "/users/{id}";
    m_functions->returns(authorizerAnswer("Deny", "arn:aws:execute-api:*:*:abcdefghij/dev/GET/users/*"));
    sample.token = "another-secret-token";
    const auto denied = attempt("byToken", sample);
    QVERIFY(denied && !denied->isAllowed);
    QCOMPARE(denied->answer.status, 403);
    QCOMPARE(text(denied->answer.bodyText()),
             R"({"Message":"User is not authorized to access this resource with an explicit deny"})");
    QCOMPARE(denied->policies.front().explanation.decision, auth::Decision::ExplicitDeny);
    QCOMPARE(denied->policies.front().explanation.decidedBy, std::optional<std::size_t>(0));

    m_functions->returns("[]");
    sample.token = "a-third-secret-token";
    const auto broken = attempt("byToken", sample);
    QVERIFY(broken && !broken->isAllowed && broken->policies.size() == 1);
    QCOMPARE(text(broken->faultType), "AUTHORIZER_CONFIGURATION_ERROR");
    QCOMPARE(text(broken->functionAnswer), "[]");
    QVERIFY(text(broken->reason).contains("a list"));
}

void TestAuthorizerLab::tellsOfPolicies()
{
    LabSample sample;
    sample.path = "/closed";
    sample.token = "a-very-secret-token-0815";
    const auto report = attempt("byToken", sample);
    QVERIFY(report && !report->isAllowed && !report->wasInvoked);
    QCOMPARE(report->policies.size(), 1u);
    QCOMPARE(report->policies.front().explanation.decidedBy, std::optional<std::size_t>(1));
    QVERIFY(report->policies.front().explanation.statements.at(0).applies);
}

void TestAuthorizerLab::tellsOfTokens_data()
{
    QTest::addColumn<QString>("claims");
    QTest::addColumn<QString>("failed"); // the step; empty: none
    const QString now = QString::number(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()) + 600);
    const QString good = R"({"sub":"u","iss":"https://issuer.example/people","token_use":"id","exp":%1})";
    QTest::newRow("good") << good.arg(now) << "";
    QTest::newRow("expired") << good.arg("1000") << "exp";
    QTest::newRow("another use") << good.arg(now).replace("\"id\"", "\"access\"") << "token_use";
    QTest::newRow("another issuer") << good.arg(now).replace("people\"", "others\"") << "iss";
}

void TestAuthorizerLab::tellsOfTokens()
{
    QFETCH(QString, claims);
    QFETCH(QString, failed);
    LabSample sample;
    sample.token = "Bearer " + test::signedToken(claims.toStdString());
    const auto report = attempt("people", sample);
    QVERIFY(report);
    QCOMPARE(report->isAllowed, failed.isEmpty());
    QCOMPARE(text(report->tokenClaims["sub"].toString()), "u");
    QVERIFY(!report->tokenSteps.empty());
    for (const auth::TokenStep& step : report->tokenSteps)
        QCOMPARE(step.outcome == auth::StepOutcome::Failed, text(step.name) == failed);
    QCOMPARE(report->answer.status, failed.isEmpty() ? 200 : 401);
}

void TestAuthorizerLab::refusesWhatIsNotThere()
{
    QVERIFY(!attempt("nobody", {}));
    QVERIFY(!tryAuthorizer(m_api, m_stage, "byToken", {}, {}));
    gw::Stage tests;
    tests.name = testStageName;
    QVERIFY(!tryAuthorizer(m_api, tests, "byToken", {}, m_surroundings));
    const auto tokenless = attempt("byToken", {});
    QVERIFY(tokenless && !tokenless->isAllowed);
    QCOMPARE(tokenless->answer.status, 401);
}

QTEST_GUILESS_MAIN(TestAuthorizerLab)
#include "tst_authorizer_lab.moc"
