// What the page of the authorizer lab says of reports, and what it takes of pasted texts and traces.
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/auth/policy.h"
#include "ui/models/lab_sample.h"
#include "ui/models/lab_text.h"

#include <QTest>

using namespace gw;
using namespace gw::ui;
using engine::auth::StepOutcome;

namespace {

constexpr char arn[] = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/pets/7";

constexpr char policy[] = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "all", "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*" },
    { "Effect": "Deny", "Action": "execute-api:Invoke",
      "Resource": ["arn:aws:execute-api:*:*:abcdefghij/dev/GET/RESOURCE", "arn:aws:execute-api:*:*:other*"] }
  ]
})";

constexpr char document[] = R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /open:
    get: { responses: { "200": { description: OK } } }
  /pets/{petId}:
    get:
      security: [ { people: [ pets.read ] } ]
      responses: { "200": { description: OK } }
components:
  securitySchemes:
    people:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer: { type: cognito_user_pools, providerARNs: [] }
)";

engine::LabPolicy explained(const std::string& resource)
{
    std::string text = policy;
    text.replace(text.find("RESOURCE"), 8, resource);
    engine::auth::PolicyOptions options;
    options.kind = engine::auth::PolicyKind::Authorizer;
    const auto read = engine::auth::Policy::read(text, options);
    if (!read)
        qFatal("The policy cannot be read.");
    return {"The policy", text, read->explain({"execute-api:Invoke", arn, nullptr, nullptr})};
}

Authorizer authorizer(AuthorizerType type, std::vector<std::string> sources)
{
    Authorizer made;
    made.name = "guard";
    made.type = type;
    made.identitySource = std::move(sources);
    return made;
}

} // namespace

class TestLabText : public QObject
{
    Q_OBJECT

private slots:
    void policiesAreToldLineByLine_data()
    {
        QTest::addColumn<QString>("resource");
        QTest::addColumn<QString>("decision");
        QTest::addColumn<int>("firstLine");
        QTest::addColumn<int>("lastLine");
        QTest::addColumn<QString>("denyVerdict");
        QTest::newRow("denied") << "pets/*"
                                << "Denies the call, by statement 2." << 5 << 6 << "Applies, and decides";
        QTest::newRow("allowed") << "users/*"
                                 << "Allows the call, by statement 1." << 4 << 4 << "Does not apply";
    }
    void policiesAreToldLineByLine()
    {
        QFETCH(QString, resource);
        QFETCH(QString, decision);
        QFETCH(int, firstLine);
        QFETCH(int, lastLine);
        QFETCH(QString, denyVerdict);
        const LabPolicyText shown = policyText(explained(resource.toStdString()));
        QCOMPARE(shown.decision, decision);
        QCOMPARE(shown.firstLine, firstLine);
        QCOMPARE(shown.lastLine, lastLine);
        QCOMPARE(shown.rows.front().cells.front(), QString("Statement 1 (all): Allow"));
        QCOMPARE(shown.rows.front().firstLine, 4);
        const auto deny = std::find_if(shown.rows.begin(), shown.rows.end(), [](const LabRow& row) {
            return row.cells.front() == QLatin1String("Statement 2: Deny");
        });
        QVERIFY(deny != shown.rows.end());
        QCOMPARE(deny->cells.at(3), denyVerdict);
        QCOMPARE(shown.rows.back().cells.at(1), QString("Resource"));
        QCOMPARE(shown.rows.back().cells.at(2), QString("arn:aws:execute-api:*:*:other*"));
        QVERIFY2(shown.rows.back().cells.at(3).startsWith("Does not match"), qPrintable(shown.rows.back().cells.at(3)));
        QCOMPARE(shown.rows.back().firstLine, 6);
    }
    void nothingThatAppliesDecidesNothing()
    {
        engine::LabPolicy none = explained("pets/*");
        none.explanation = {};
        const LabPolicyText shown = policyText(none);
        QCOMPARE(shown.firstLine, 0);
        QVERIFY(shown.rows.empty() && shown.tone == LabTone::Bad);
        QVERIFY(shown.decision.startsWith("Does not allow"));
    }

    void stepsOfTokens()
    {
        engine::LabReport report;
        QVERIFY(tokenRows(report).empty() && tokenText(report).isEmpty());
        report.tokenSteps = {{"Form", StepOutcome::Passed, "Three parts"},
                             {"Signature", StepOutcome::Failed, "It differs"},
                             {"aud", StepOutcome::NotReached, ""}};
        report.tokenClaims = json::readJson(R"({"sub":"u"})").value();
        const auto rows = tokenRows(report);
        QCOMPARE(rows.at(0).cells, (QStringList{"Form", "Passed", "Three parts"}));
        QCOMPARE(rows.at(1).cells, (QStringList{"Signature", "Refused", "It differs"}));
        QVERIFY(rows.at(0).tone == LabTone::Good && rows.at(1).tone == LabTone::Bad);
        QCOMPARE(rows.at(2).cells.at(1), QString("Not looked at"));
        QVERIFY(tokenText(report).contains("\"sub\": \"u\""));
    }

    void verdictsAndAnswers()
    {
        engine::LabReport report;
        report.answer.status = 401;
        report.answer.body = R"({"message":"Unauthorized"})";
        report.reason = "The token has expired.";
        report.faultType = "UNAUTHORIZED";
        QCOMPARE(labVerdict(report).text, QString("Refused with 401"));
        QCOMPARE(labVerdict(report).reason, QString("The token has expired. (UNAUTHORIZED)"));
        QVERIFY(answerText(report).startsWith("Status 401"));
        QVERIFY(answerText(report).contains("\"message\": \"Unauthorized\""));
        report.isAllowed = true;
        QVERIFY(labVerdict(report).tone == LabTone::Good && answerText(report).isEmpty());
    }

    void functionsAndCallers()
    {
        engine::LabReport report;
        report.authorizer = authorizer(AuthorizerType::CognitoUserPools, {});
        QVERIFY(functionText(report).isEmpty() && callerText(report).isEmpty());
        report.authorizer.type = AuthorizerType::Token;
        report.result = "kept from an earlier request, for another 120 s";
        QCOMPARE(functionText(report),
                 QString("The function was not invoked. Its result: kept from an earlier request, "
                         "for another 120 s."));
        report.principalId = "u1";
        report.context = json::readJson(R"({"level":"3","plan":null})").value();
        QCOMPARE(callerText(report), QString("principalId: u1\nlevel: 3\nplan: null"));
        QCOMPARE(prettyText("no JSON {"), QString("no JSON {"));
    }

    void headersAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wrong");
        QTest::addColumn<QString>("value"); // of X-A
        QTest::newRow("one") << "X-A: 1"
                             << ""
                             << "1";
        QTest::newRow("blank lines, spaces, CRLF") << "\n  X-A:   a b \r\n\nB: c"
                                                   << ""
                                                   << "a b";
        QTest::newRow("a colon in the value") << "X-A: a:b"
                                              << ""
                                              << "a:b";
        QTest::newRow("still without a value") << "X-A:"
                                               << ""
                                               << "";
        QTest::newRow("no colon") << "X-A: 1\nnonsense"
                                  << "Line 2"
                                  << "";
        QTest::newRow("a blank in the name") << "X A: 1"
                                             << "Line 1"
                                             << "";
        QTest::newRow("a control character") << QString("X-A: a") + QChar(1) << "Line 1"
                                             << "";
        QTest::newRow("too long") << QString("X-A: ") + QString(70'000, 'x') << "64 KB"
                                  << "";
    }
    void headersAreRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, wrong);
        QFETCH(QString, value);
        engine::Headers headers;
        const QString said = readHeaders(text, headers);
        QVERIFY2(wrong.isEmpty() ? said.isEmpty() : said.contains(wrong), qPrintable(said));
        QCOMPARE(QString::fromStdString(std::string(headers.get("x-a"))), value);
    }

    void pastedTextsArePutRight()
    {
        QCOMPARE(tokenIn("  Bearer a.\n b.c \r\n"), std::string("Bearer a. b.c"));
        QCOMPARE(tokenIn("a.\nb.c"), std::string("a.b.c"));
        QCOMPARE(labPath(" pets/a b?x=y&z=%20#f "), std::string("/pets/a%20b?x=y&z=%20%23f"));
        QCOMPARE(labPath("/a\nHost: b"), std::string("/a%0AHost:%20b"));
        QCOMPARE(samplePath("/pets/{petId}/{proxy+}"), QString("/pets/1/1"));
        QCOMPARE(samplePath(""), QString("/"));
    }

    void methodsThatUseItComeFirst()
    {
        Api api;
        api.definition = RestApi{readOpenApi(document, "api.yaml", ApiId{7}).source->definition};
        const auto methods = labMethods(api, "people");
        QCOMPARE(methods.size(), std::size_t{2});
        QVERIFY(methods[0].usesIt && !methods[1].usesIt);
        QCOMPARE(methods[0].resourcePath, std::string("/pets/{petId}"));
        QCOMPARE(methods[0].authorizationScopes, std::vector<std::string>{"pets.read"});
        QVERIFY(labMethods(Api(), "people").size() <= 2);
    }

    void tracesGiveWhatTheyHave()
    {
        engine::Trace trace;
        trace.method = "GET";
        trace.path = "/pets/7?page=2&api_key=****&x";
        trace.resourcePath = "/pets/{petId}";
        trace.status = 403;
        engine::TraceMessage message;
        message.headers.add("Host", "pets");
        message.headers.add("Authorization", engine::maskSecret("Bearer a-long-secret-token"));
        message.headers.add("X-Tenant", "blue");
        trace.messages.push_back(message);
        const auto sample = sampleOf(trace, authorizer(AuthorizerType::Token, {"method.request.header.Authorization"}));
        QCOMPARE(sample.path, QString("/pets/7?page=2&x"));
        QCOMPARE(sample.headers, QString("X-Tenant: blue"));
        QVERIFY(sample.token.isEmpty());
        QCOMPARE(sample.masked, (QStringList{"api_key", "Authorization"}));
        const auto other = sampleOf(trace, authorizer(AuthorizerType::Token, {"method.request.header.X-Tenant"}));
        QCOMPARE(other.token, QString("blue"));
        QVERIFY(traceLabel(trace).startsWith("GET /pets/7?page=2"));
        QVERIFY(sampleOf({}, {}).headers.isEmpty());
    }

    void identitiesOfRequestAuthorizers()
    {
        const auto request =
            authorizer(AuthorizerType::Request, {"method.request.header.X-Tenant", "method.request.querystring.q"});
        QCOMPARE(identityHeaders(request), QString("X-Tenant: "));
        QVERIFY(tokenHeaderOf(request).empty());
        const auto token = authorizer(AuthorizerType::Token, {"method.request.header.X-Token"});
        QCOMPARE(tokenHeaderOf(token), std::string("X-Token"));
        QVERIFY(identityHeaders(token).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLabText)
#include "tst_lab_text.moc"
