// What Lambda authorizers of HTTP APIs answer (reference 2.7): simple responses, and policies whose context keeps its
// types. Those of REST APIs are held by tst_callers and tst_authorize_lambda.
#include "gateway-engine/auth/authorizer_result.h"

#include "core/json/text.h"
#include "gateway-engine/auth/condition_keys.h"

#include <QTest>

using namespace gw;
using namespace gw::engine::auth;

namespace {

constexpr AuthorizerContract simple{true, true};
constexpr AuthorizerContract typed{false, true};

Decision decisionOf(const AuthorizerResult& result, std::string_view arn)
{
    const ConditionKeys keys;
    return result.policy.evaluate({"execute-api:Invoke", arn, nullptr, &keys});
}

} // namespace

class TestAuthorizerResult : public QObject
{
    Q_OBJECT

private slots:
    void simpleResponses_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("expected"); // "allow {context}", "deny {context}", or a part of the reason
        const auto row = [](const char* payload, const char* expected) {
            QTest::newRow(payload) << QString(payload) << QString(expected);
        };
        row(R"({"isAuthorized":true})", "allow {}");
        row(R"({"isAuthorized":false})", "deny {}");
        row(R"({"isAuthorized":true,"context":{"roles":["a","b"],"level":3,"ok":true,"none":null,"of":{"x":1}}})",
            R"(allow {"roles":["a","b"],"level":3,"ok":true,"none":null,"of":{"x":1}})");
        row(R"({"isAuthorized":false,"context":{"why":"late"}})", R"(deny {"why":"late"})");
        row(R"({"isAuthorized":true,"context":null})", "allow {}");
        row(R"({"isAuthorized":true,"principalId":"u","policyDocument":{}})", "allow {}");
        row(R"({"isAuthorized":"false"})", "\"isAuthorized\" is a text");
        row(R"({"isAuthorized":"true"})", "\"isAuthorized\" is a text");
        row(R"({"isAuthorized":1})", "\"isAuthorized\" is a number");
        row(R"({"isAuthorized":null})", "\"isAuthorized\" is null");
        row(R"({"isAuthorised":true})", "\"isAuthorized\" is missing");
        row(R"({"isAuthorized":false,"isAuthorized":true})", "twice");
        row(R"({"isAuthorized":true,"context":[1]})", "\"context\" is a list");
        row(R"({"isAuthorized":true,"context":"x"})", "\"context\" is a text");
        row(R"({"principalId":"u","policyDocument":{"Statement":[]}})", "\"isAuthorized\" is missing");
        row("true", "The result is a boolean");
        row("null", "The result is null");
        row("", "no JSON");
        row("{", "no JSON");
    }

    void simpleResponses()
    {
        QFETCH(QString, payload);
        QFETCH(QString, expected);
        const auto result = readAuthorizerResult(payload.toStdString(), simple);
        if (!result) {
            QVERIFY2(result.error().find(expected.toStdString()) != std::string::npos, result.error().c_str());
            return;
        }
        QVERIFY(result->isSimple && result->policyText.empty() && result->principalId.empty());
        const Decision decision = decisionOf(*result, "arn:aws:execute-api:us-east-1:000000000000:a/$default/GET/x");
        const std::string text = decision == Decision::Allow ? "allow " : "deny ";
        QCOMPARE(QString::fromStdString(text + json::writeJson(result->context)), expected);
    }

    // A cached answer is good for all routes.
    void aSimpleAnswerIsOfEveryRoute()
    {
        const auto yes = readAuthorizerResult(R"({"isAuthorized":true})", simple);
        const auto no = readAuthorizerResult(R"({"isAuthorized":false})", simple);
        QVERIFY(yes && no);
        for (const char* arn : {"arn:aws:execute-api:us-east-1:000000000000:a/$default/GET/",
                                "arn:aws:execute-api:eu-west-1:111122223333:b/prod/POST/x/y"}) {
            QVERIFY(decisionOf(*yes, arn) == Decision::Allow);
            QVERIFY(decisionOf(*no, arn) == Decision::ExplicitDeny);
        }
    }

    void contexts_data()
    {
        QTest::addColumn<bool>("keepsTypes");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("expected"); // empty: refused
        QTest::newRow("2.0 keeps types") << true << R"({"n":1,"b":false,"o":{"a":[1]},"x":null})"
                                         << R"({"n":1,"b":false,"o":{"a":[1]},"x":null})";
        QTest::newRow("1.0 makes texts") << false << R"({"n":1,"b":false,"x":null})"
                                         << R"({"n":"1","b":"false"})";
        QTest::newRow("1.0 refuses lists") << false << R"({"o":[1]})"
                                           << "";
        QTest::newRow("2.0 refuses a text") << true << R"("x")"
                                            << "";
    }

    void contexts()
    {
        QFETCH(bool, keepsTypes);
        QFETCH(QString, context);
        QFETCH(QString, expected);
        const std::string payload =
            R"({"principalId":"u","policyDocument":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}},"context":)" +
            context.toStdString() + "}";
        const auto result = readAuthorizerResult(payload, keepsTypes ? typed : AuthorizerContract{});
        QCOMPARE(result ? QString::fromStdString(json::writeJson(result->context)) : QString(), expected);
        if (result)
            QVERIFY(!result->isSimple && !result->policyText.empty());
    }
};

QTEST_GUILESS_MAIN(TestAuthorizerResult)
#include "tst_authorizer_result.moc"
